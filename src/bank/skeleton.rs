//! The file to start a new question from.

use super::contents::Bank;
use super::question::QuestionKind;
use crate::text::is_invisible;
use std::fmt::Write as _;

/// What is known of a question before its rubric is written; what is empty is left to fill in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prefill {
    /// A few words.
    pub title: String,
    /// The words to say.
    pub ask: String,
    /// Ids of roles.
    pub roles: Vec<String>,
    /// Ids of levels, lowest first; none: all.
    pub levels: Vec<String>,
    /// Technologies.
    pub stacks: Vec<String>,
    /// Ids of competencies, the rated one first.
    pub competencies: Vec<String>,
    /// How long it takes; none: as long as others of its kind.
    pub minutes: Option<u32>,
    /// What a good answer covers.
    pub answer: String,
    /// Lines that become comments.
    pub notes: Vec<String>,
}

/// The file of a question of `kind` with every field and what belongs into it; `schema` is the path by which an editor
/// finds the schema, if there is one.
///
/// It parses as it is; the linter finds what is still empty, field by field.
pub fn skeleton(bank: &Bank, kind: QuestionKind, schema: Option<&str>) -> String {
    prefilled(bank, kind, schema, &Prefill::default())
}

/// The same with what is `known` of the question already.
pub fn prefilled(bank: &Bank, kind: QuestionKind, schema: Option<&str>, known: &Prefill) -> String {
    let mut out = String::new();
    if let Some(path) = schema {
        let _ = writeln!(out, "#:schema {path}");
    }
    for note in &known.notes {
        let plain: String = note.chars().map(|c| if is_invisible(c) { ' ' } else { c }).collect();
        let _ = writeln!(out, "# {}", plain.trim());
    }
    let list = comment;
    let all: Vec<&str> = bank.levels.iter().map(|l| l.id.as_str()).collect();
    let own: Vec<&str> = known.levels.iter().map(String::as_str).collect();
    let levels = if own.is_empty() { all } else { own };
    let roles = list(bank.roles.iter().map(|r| r.id.as_str()).collect());
    let competencies = list(bank.competencies.iter().map(|c| c.id.as_str()).collect());
    let frameworks = list(bank.frameworks.iter().map(|f| f.id.as_str()).collect());
    let kinds = list(QuestionKind::ALL.iter().map(|k| k.name()).collect());
    let quoted: Vec<String> = levels.iter().map(|l| format!("\"{l}\"")).collect();
    let (quoted, stacks) = (quoted.join(", "), list(bank.stacks()));
    let _ = write!(
        out,
        r#"title = {title:<24}# a few words for lists, no question mark
# The words to say, once, to every candidate: 12 to 70 words, one question, no hint at the answer.
ask = {ask}
# What the answer tells about working together. Not "this is important".
why = ""
kind = "{kind}"
{kinds}
roles = [{own_roles}]
{roles}
levels = [{quoted}]
# Those that it fits, lowest first; each has its entry in [expect] below.
stacks = [{own_stacks}]
# Empty: any. Or of:
{stacks}
competencies = [{own_competencies}]
# The first is the one that the rating counts for; one or two more may be touched. Of:
{competencies}
minutes = {minutes}
# A slug; two questions of one subject never meet in one plan.
subject = ""
# Ids of topics.csv that it covers; may stay empty.
topics = []
# framework = ""
{frameworks}
{handout}
# What two interviewers in the room would both notice: a verb and an object, five words or more. Three to six.
strong = [
  "",
  "",
  "",
]
# Three to five.
weak = [
  "",
  "",
  "",
]
# Rare: what would stop you. A sentence, or an id of red-flags.toml.
red_flags = []
# Two to four follow-ups; the last one reaches beyond what most will know.
probes = [
  {{ ask = "", listen = "" }},
  {{ ask = "", listen = "" }},
]

# What changes with the level: whom it affects, what is decided.
[expect]
"#,
        title = quoted_text(&known.title),
        ask = quoted_text(&known.ask),
        own_roles = one_or_more(&known.roles),
        own_stacks = list_of(&known.stacks),
        own_competencies = one_or_more(&known.competencies),
        kind = kind.name(),
        minutes = known.minutes.unwrap_or_else(|| minutes(kind)),
        handout = handout(kind),
    );
    for level in levels {
        let _ = writeln!(out, "{level} = \"\"");
    }
    out.push_str("\n# Different behaviours, each recognisable without the others; not one in several strengths.\n[anchors]\n");
    for point in bank.scale.points() {
        let _ = writeln!(out, "{point} = \"\"                          # {}", bank.scale.word(point));
    }
    let _ = write!(
        out,
        "\n# Notes that somebody outside the subject can follow: what a good answer covers (25 words or more), a weak one\n\
         # that sounds plausible, and what the weak one lacks.\n[sample]\nstrong = {}\nweak = \"\"\nbecause = \"\"\n",
        quoted_text(&known.answer)
    );
    out
}

/// A text as TOML writes it.
fn quoted_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn list_of(ids: &[String]) -> String {
    ids.iter().map(|id| quoted_text(id)).collect::<Vec<_>>().join(", ")
}

/// The ids, or an empty one to fill in.
fn one_or_more(ids: &[String]) -> String {
    if ids.is_empty() { "\"\"".to_owned() } else { list_of(ids) }
}

/// The names as comment lines of at most 100 columns.
fn comment(names: Vec<&str>) -> String {
    let mut lines = vec!["#".to_owned()];
    let last = names.len().saturating_sub(1);
    for (i, name) in names.into_iter().enumerate() {
        let word = format!(" {name}{}", if i < last { "," } else { "" });
        match lines.last_mut() {
            Some(line) if line.len() + word.len() <= 100 => line.push_str(&word),
            _ => lines.push(format!("#{word}")),
        }
    }
    lines.join("\n")
}

/// The minutes that questions of a kind usually take.
fn minutes(kind: QuestionKind) -> u32 {
    match kind {
        QuestionKind::Coding => 25,
        QuestionKind::SystemDesign => 20,
        QuestionKind::Debugging => 15,
        QuestionKind::Technical | QuestionKind::Behavioral => 10,
        QuestionKind::Situational | QuestionKind::Background => 8,
    }
}

fn handout(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Coding => {
            "# For the candidate's eyes: the statement and a worked example that you ran.\nhandout = '''\n'''\n"
        }
        QuestionKind::Debugging => {
            "# For the candidate's eyes: a snippet or a trace that really has the fault.\nhandout = '''\n'''\n"
        }
        _ => "# handout = '''\n# Markdown for the candidate's eyes, with no answer in it.\n# '''\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{SourceFile, lint};

    fn findings(text: &str) -> Vec<String> {
        let mut files = Bank::files(None).unwrap();
        files.retain(|f| !f.name.starts_with("questions/"));
        let name = "questions/x/written-now.toml".to_owned();
        files.push(SourceFile { shown: name.clone(), name, text: text.to_owned() });
        lint(&files).into_iter().map(|d| format!("{} {d}", d.code)).collect()
    }

    #[test]
    fn an_unfilled_skeleton_lacks_nothing_but_words() {
        let bank = Bank::load(None).unwrap();
        for kind in QuestionKind::ALL {
            let got = findings(&skeleton(&bank, kind, Some("../../question.schema.json")));
            assert!(!got.is_empty());
            let other: Vec<&String> =
                got.iter().filter(|f| !["empty ", "no-handout "].iter().any(|c| f.starts_with(c))).collect();
            assert!(other.is_empty(), "{other:#?}");
        }
    }

    #[test]
    fn a_filled_skeleton_is_clean() {
        let bank = Bank::load(None).unwrap();
        let good = bank.question("adding-an-index").unwrap();
        let mut text = skeleton(&bank, QuestionKind::Technical, None);
        let mut fill = |from: &str, to: &str| {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, &to.replace('"', "'"), 1);
        };
        fill("title = \"\"", "title = @An index, later@");
        let quote = |s: &str| format!("@{}@", s.replace('@', ""));
        fill("ask = \"\"", &format!("ask = {}", quote(&good.ask)));
        fill("why = \"\"", &format!("why = {}", quote(&good.why)));
        fill("roles = [\"\"]", "roles = [@backend@]");
        fill("levels = [\"junior\", ", "levels = [@");
        fill("levels = [@", "levels = [");
        fill("competencies = [\"\"]", "competencies = [@data-storage@]");
        fill("subject = \"\"", "subject = @index-later@");
        for signal in good.strong.iter().take(3).chain(good.weak.iter().take(3)) {
            fill("  \"\",", &format!("  {},", quote(signal)));
        }
        for p in good.probes.iter().take(2) {
            fill(
                "{ ask = \"\", listen = \"\" }",
                &format!("{{ ask = {}, listen = {} }}", quote(&p.ask), quote(&p.listen)),
            );
        }
        fill("junior = \"\"\n", "");
        for (level, expected) in &good.expect {
            fill(&format!("\n{level} = \"\""), &format!("\n{level} = {}", quote(expected)));
        }
        for (point, anchor) in &good.anchors {
            fill(&format!("\n{point} = \"\""), &format!("\n{point} = {}", quote(anchor)));
        }
        fill("strong = \"\"", &format!("strong = {}", quote(&good.sample.strong)));
        fill("weak = \"\"", &format!("weak = {}", quote(&good.sample.weak)));
        fill("because = \"\"", &format!("because = {}", quote(&good.sample.because)));
        let text = text.replace('@', "\"");
        assert_eq!(findings(&text), Vec::<String>::new(), "{text}");
    }
}
