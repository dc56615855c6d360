//! Questions as others want to see them: a page with every name spelled out, and rows for a spreadsheet.

use super::contents::Bank;
use super::question::{Probe, Question, Sample};
use crate::text::join;
use serde::Serialize;

/// The name of the JSON format of exported questions.
pub const FORMAT: &str = "panelkit.questions/1";

/// Questions as they are exported to JSON.
#[derive(Debug, Serialize)]
pub struct Export<'b> {
    /// Always [`FORMAT`].
    pub format: &'static str,
    /// The questions, all fields, by id.
    pub questions: &'b [&'b Question],
}

/// A question with the names of the catalogues in place of ids, for a page.
#[derive(Debug, Serialize)]
pub struct QuestionPage<'b> {
    /// The question's id.
    pub id: &'b str,
    /// A few words for lists.
    pub title: &'b str,
    /// The kind of question.
    pub kind: &'static str,
    /// Minutes to plan for.
    pub minutes: u32,
    /// The roles, such as `Backend engineer, QA engineer`.
    pub roles: String,
    /// The levels, such as `Mid-level, Senior`.
    pub levels: String,
    /// The stacks, such as `java`; empty: any.
    pub stacks: String,
    /// The competency that the rating counts for.
    pub rated: &'b str,
    /// What else it touches, such as `Security and Ownership`; often empty.
    pub touches: String,
    /// What it is about.
    pub subject: &'b str,
    /// The words to say.
    pub ask: &'b str,
    /// Why interviewers ask this.
    pub why: &'b str,
    /// Markdown for the candidate's eyes.
    pub handout: Option<&'b str>,
    /// Strong signals.
    pub strong: &'b [String],
    /// Weak signals.
    pub weak: &'b [String],
    /// Warning signs, those of the catalogue with the probe that is due.
    pub red_flags: Vec<Flag<'b>>,
    /// Follow-up questions.
    pub probes: &'b [Probe],
    /// What is expected, lowest level first.
    pub expect: Vec<Expected<'b>>,
    /// What an answer worth each point looks like, lowest first.
    pub anchors: Vec<Anchor<'b>>,
    /// A good and a weak answer.
    pub sample: &'b Sample,
    /// The steps of a good answer, where the question follows a framework.
    pub steps: &'b [String],
}

/// A warning sign with the probe that is due before it counts.
#[derive(Debug, Serialize)]
pub struct Flag<'b> {
    /// What is heard or seen.
    pub text: &'b str,
    /// The fair question; none where the sentence is the question's own.
    pub probe: Option<&'b str>,
}

/// What is expected at a level.
#[derive(Debug, Serialize)]
pub struct Expected<'b> {
    /// The level's title.
    pub level: &'b str,
    /// What is expected.
    pub text: &'b str,
}

/// What an answer worth a point looks like.
#[derive(Debug, Serialize)]
pub struct Anchor<'b> {
    /// The point.
    pub point: u8,
    /// The point's word.
    pub word: &'b str,
    /// The answer.
    pub text: &'b str,
}

/// The page of `q`, names taken from the catalogues of `bank`.
pub fn page<'b>(bank: &'b Bank, q: &'b Question) -> QuestionPage<'b> {
    let role = |id: &'b String| bank.role(id).map_or(id.as_str(), |r| r.title.as_str());
    let level = |id: &'b String| bank.level(id).map_or(id.as_str(), |l| l.title.as_str());
    let flag = |name: &'b String| match bank.red_flags.iter().find(|f| f.id == *name) {
        Some(f) => Flag { text: &f.title, probe: Some(&f.probe) },
        None => Flag { text: name, probe: None },
    };
    let touches: Vec<&str> = q.competencies.iter().skip(1).map(|c| bank.competency_title(c)).collect();
    let expected = |l: &'b String| Some(Expected { level: level(l), text: q.expect.get(l)? });
    let steps = q.framework.as_ref().and_then(|id| bank.frameworks.iter().find(|f| f.id == *id));
    QuestionPage {
        id: &q.id,
        title: &q.title,
        kind: q.kind.name(),
        minutes: q.minutes,
        roles: q.roles.iter().map(role).collect::<Vec<_>>().join(", "),
        levels: q.levels.iter().map(level).collect::<Vec<_>>().join(", "),
        stacks: q.stacks.join(", "),
        rated: bank.competency_title(q.rated()),
        touches: join(&touches, "and"),
        subject: &q.subject,
        ask: &q.ask,
        why: &q.why,
        handout: q.handout.as_deref(),
        strong: &q.strong,
        weak: &q.weak,
        red_flags: q.red_flags.iter().map(flag).collect(),
        probes: &q.probes,
        expect: q.levels.iter().filter_map(expected).collect(),
        anchors: q
            .anchors
            .iter()
            .map(|(p, t)| Anchor { point: *p, word: bank.scale.word(*p), text: t })
            .collect(),
        sample: &q.sample,
        steps: steps.map_or(&[], |f| &f.steps),
    }
}

/// The questions as rows, the first one naming the columns: one question a row, lists with a line an entry.
pub fn rows(bank: &Bank, questions: &[&Question]) -> Vec<Vec<String>> {
    let head = [
        "id",
        "title",
        "kind",
        "roles",
        "levels",
        "stacks",
        "competencies",
        "minutes",
        "subject",
        "topics",
        "framework",
        "ask",
        "why",
        "strong",
        "weak",
        "red_flags",
        "probes",
        "handout",
    ];
    let mut columns: Vec<String> = head.iter().map(|s| (*s).to_owned()).collect();
    columns.extend(bank.levels.iter().map(|l| format!("expect_{}", l.id)));
    columns.extend(bank.scale.points().map(|p| format!("anchor_{p}")));
    columns.extend(["sample_strong", "sample_weak", "sample_because"].map(str::to_owned));
    let mut rows = vec![columns];
    rows.extend(questions.iter().map(|q| row(bank, q)));
    rows
}

fn row(bank: &Bank, q: &Question) -> Vec<String> {
    let probes: Vec<String> = q.probes.iter().map(|p| format!("{} [{}]", p.ask, p.listen)).collect();
    let mut row = vec![
        q.id.clone(),
        q.title.clone(),
        q.kind.name().to_owned(),
        q.roles.join(" "),
        q.levels.join(" "),
        q.stacks.join(" "),
        q.competencies.join(" "),
        q.minutes.to_string(),
        q.subject.clone(),
        q.topics.join(" "),
        q.framework.clone().unwrap_or_default(),
        q.ask.clone(),
        q.why.clone(),
        q.strong.join("\n"),
        q.weak.join("\n"),
        q.red_flags.join("\n"),
        probes.join("\n"),
        q.handout.clone().unwrap_or_default(),
    ];
    row.extend(bank.levels.iter().map(|l| q.expect.get(&l.id).cloned().unwrap_or_default()));
    row.extend(bank.scale.points().map(|p| q.anchors.get(&p).cloned().unwrap_or_default()));
    row.extend([q.sample.strong.clone(), q.sample.weak.clone(), q.sample.because.clone()]);
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_every_column() {
        let bank = Bank::load(None).unwrap();
        let all: Vec<&Question> = bank.questions.iter().collect();
        let rows = rows(&bank, &all);
        assert_eq!(rows.len(), all.len() + 1);
        assert!(rows.iter().all(|r| r.len() == rows[0].len()));
        assert_eq!(rows[0].last().map(String::as_str), Some("sample_because"));
    }

    #[test]
    fn a_page_spells_names_out() {
        let bank = Bank::load(None).unwrap();
        let q = bank.question("adding-an-index").unwrap();
        let page = page(&bank, q);
        assert_eq!((page.rated, page.touches.as_str()), ("Data storage", "Production readiness"));
        assert_eq!(page.levels, "Mid-level, Senior, Staff");
        assert_eq!(page.anchors.iter().map(|a| a.point).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert!(!page.steps.is_empty());
    }

    #[test]
    fn json_holds_all_fields() {
        let bank = Bank::load(None).unwrap();
        let some = [&bank.questions[0]];
        let json = serde_json::to_value(Export { format: FORMAT, questions: &some }).unwrap();
        let back: Question = serde_json::from_value(json["questions"][0].clone()).unwrap();
        assert_eq!(&back, some[0]);
    }
}
