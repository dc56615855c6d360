//! Questions for people and other programs: a page with every name spelled out, and rows for a spreadsheet.

mod comment;

pub use comment::{COMMENT, PageComment};

use super::contents::Bank;
use super::ladder::{BEYOND, POOR, Rung, SHORT};
use super::question::{Probe, Question, Sample};
use super::text::Text;
use crate::text::join;
use serde::Serialize;

/// The name of the JSON format of exported questions.
pub const FORMAT: &str = "panelkit.questions/1";

/// Questions as they are exported to JSON.
#[derive(Debug, Serialize)]
pub struct QuestionsExport<'b> {
    /// Always [`FORMAT`].
    pub format: &'static str,
    /// The questions, all fields, by id.
    pub questions: &'b [&'b Question],
}

/// A question for a page, with titles in place of ids.
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
    /// What the trade calls it, such as `token bucket, throttling`; often empty.
    pub keywords: String,
    /// Whether it is still being written, so that no plan asks it.
    pub draft: bool,
    /// The words to say.
    pub ask: &'b str,
    /// Why interviewers ask this.
    pub why: &'b str,
    /// Markdown for the candidate's eyes.
    pub handout: Option<&'b str>,
    /// Strong signals.
    pub strong: &'b [Text],
    /// Weak signals.
    pub weak: &'b [Text],
    /// Warning signs, those of the catalogue with the probe that is due.
    pub red_flags: Vec<FlagText<'b>>,
    /// Follow-up questions.
    pub probes: &'b [Probe],
    /// What to say to somebody who is stuck.
    pub hints: &'b [Text],
    /// What answers are like, lowest first.
    pub ladder: Vec<RungText<'b>>,
    /// A good and a weak answer.
    pub sample: &'b Sample,
    /// The steps of a good answer, where the question follows a framework.
    pub steps: &'b [String],
}

/// A warning sign with the probe that is due before it counts.
#[derive(Debug, Serialize)]
pub struct FlagText<'b> {
    /// What is heard or seen.
    pub text: &'b str,
    /// The fair question; none where the sentence is the question's own.
    pub probe: Option<&'b str>,
}

/// A rung of a ladder.
#[derive(Debug, Serialize)]
pub struct RungText<'b> {
    /// The level's title, or `Poor`, `Just short` or `Beyond`.
    pub rung: &'b str,
    /// What an answer on this rung is like.
    pub text: &'b str,
}

/// The page of `q`, names taken from the catalogues of `bank`.
pub fn page<'b>(bank: &'b Bank, q: &'b Question) -> QuestionPage<'b> {
    let role = |id: &'b String| bank.role(id).map_or(id.as_str(), |r| r.title.as_str());
    let level = |id: &'b String| bank.level(id).map_or(id.as_str(), |l| l.title.as_str());
    let flag = |name: &'b String| match bank.red_flags.iter().find(|f| f.id == *name) {
        Some(f) => FlagText { text: &f.title, probe: Some(&f.probe) },
        None => FlagText { text: name, probe: None },
    };
    let touches: Vec<&str> = q.competencies.iter().skip(1).map(|c| bank.competency_title(c)).collect();
    let rung = |rung: &'b Rung| RungText { rung: rung_title(bank, &rung.name), text: &rung.text };
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
        keywords: q.keywords.join(", "),
        draft: q.draft,
        ask: &q.ask,
        why: &q.why,
        handout: q.handout.as_deref(),
        strong: &q.strong,
        weak: &q.weak,
        red_flags: q.red_flags.iter().map(flag).collect(),
        probes: &q.probes,
        hints: &q.hints,
        ladder: q.ladder.0.iter().map(rung).collect(),
        sample: &q.sample,
        steps: steps.map_or(&[], |f| &f.steps),
    }
}

/// The name of a rung on a page: the title of its level, or words for the rungs around the levels.
fn rung_title<'b>(bank: &'b Bank, name: &'b str) -> &'b str {
    match name {
        POOR => "Poor",
        SHORT => "Just short",
        BEYOND => "Beyond",
        level => bank.level(level).map_or(level, |l| l.title.as_str()),
    }
}

/// What a cell says of a question.
type CellText = fn(&Question) -> String;

/// The columns of a spreadsheet that hold one field each; lists of names are one line, other lists a line an entry.
const COLUMNS: [(&str, CellText); 21] = [
    ("id", |q| q.id.clone()),
    ("title", |q| q.title.clone()),
    ("kind", |q| q.kind.name().to_owned()),
    ("roles", |q| q.roles.join(" ")),
    ("levels", |q| q.levels.join(" ")),
    ("stacks", |q| q.stacks.join(" ")),
    ("competencies", |q| q.competencies.join(" ")),
    ("minutes", |q| q.minutes.to_string()),
    ("subject", |q| q.subject.clone()),
    ("topics", |q| q.topics.join(" ")),
    ("keywords", |q| entries(q.keywords.iter().map(String::as_str))),
    ("framework", |q| q.framework.clone().unwrap_or_default()),
    ("ask", |q| q.ask.to_string()),
    ("why", |q| q.why.to_string()),
    ("strong", |q| entries(q.strong.iter().map(AsRef::as_ref))),
    ("weak", |q| entries(q.weak.iter().map(AsRef::as_ref))),
    ("red_flags", |q| entries(q.red_flags.iter().map(String::as_str))),
    ("probes", |q| {
        let probes: Vec<String> = q.probes.iter().map(|p| format!("{} [{}]", p.ask, p.listen)).collect();
        entries(probes.iter().map(String::as_str))
    }),
    ("hints", |q| entries(q.hints.iter().map(AsRef::as_ref))),
    ("handout", |q| q.handout.as_deref().unwrap_or_default().to_owned()),
    ("draft", |q| if q.draft { "yes".to_owned() } else { String::new() }),
];

/// Entries of a list in one cell, each on a line of its own; further lines of an entry are indented.
fn entries<'a>(entries: impl Iterator<Item = &'a str>) -> String {
    entries.map(|entry| entry.replace('\n', "\n  ")).collect::<Vec<_>>().join("\n")
}

/// The questions as rows of a spreadsheet, one question a row, after a row with the names of the columns. There are as many
/// columns for rated answers as the question with the most of them needs.
pub fn rows(bank: &Bank, questions: &[&Question]) -> Vec<Vec<String>> {
    let answers = questions.iter().map(|q| q.answers.len()).max().unwrap_or(0);
    let mut header: Vec<String> = COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect();
    header.extend(rungs(bank).map(|rung| format!("ladder_{rung}")));
    header.extend(["sample_strong", "sample_weak", "sample_because"].map(str::to_owned));
    for n in 1..=answers {
        header.extend([format!("answer_{n}_rung"), format!("answer_{n}"), format!("answer_{n}_because")]);
    }
    let mut rows = vec![header];
    rows.extend(questions.iter().map(|q| row(bank, q, answers)));
    rows
}

/// The names of all rungs that a ladder of the bank may have, lowest first.
fn rungs(bank: &Bank) -> impl Iterator<Item = &str> {
    let levels = bank.levels.iter().map(|level| level.id.as_str());
    [POOR, SHORT].into_iter().chain(levels).chain([BEYOND])
}

fn row(bank: &Bank, q: &Question, answers: usize) -> Vec<String> {
    let mut row: Vec<String> = COLUMNS.iter().map(|(_, cell)| cell(q)).collect();
    row.extend(rungs(bank).map(|rung| q.ladder.text(rung).map(Text::to_string).unwrap_or_default()));
    row.extend([&q.sample.strong, &q.sample.weak, &q.sample.because].map(Text::to_string));
    for n in 0..answers {
        let answer = q.answers.get(n);
        row.extend(answer.map_or_else(<[String; 3]>::default, |a| {
            [a.rung.clone(), a.text.to_string(), a.because.to_string()]
        }));
    }
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
        assert!(rows[0].contains(&"sample_because".to_owned()));
    }

    #[test]
    fn a_page_spells_names_out() {
        let bank = Bank::load(None).unwrap();
        let q = bank.question("adding-an-index").unwrap();
        let page = page(&bank, q);
        assert_eq!((page.rated, page.touches.as_str()), ("Data storage", "Production readiness"));
        assert_eq!(page.levels, "Mid-level, Senior, Staff");
        let rungs: Vec<&str> = page.ladder.iter().map(|r| r.rung).collect();
        assert_eq!(rungs, ["Poor", "Just short", "Mid-level", "Senior", "Staff", "Beyond"]);
        assert!(!page.steps.is_empty());
    }

    #[test]
    fn json_holds_all_fields() {
        let bank = Bank::load(None).unwrap();
        let some = [&bank.questions[0]];
        let json = serde_json::to_string(&QuestionsExport { format: FORMAT, questions: &some }).unwrap();
        let (_, question) = json.split_once('[').unwrap();
        let back: Question = serde_json::from_str(question.strip_suffix("]}").unwrap()).unwrap();
        assert_eq!(&back, some[0]);
    }
}
