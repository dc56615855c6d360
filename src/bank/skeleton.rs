//! The file to start a new question from.

use super::contents::Bank;
use super::ladder::{BEYOND, POOR, SHORT};
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
/// It is a draft, so that plans do without it meanwhile; the linter finds what is still empty, field by field.
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
        r#"title = {title:<24}# a few words that tell a recruiter the subject, no question mark
# The words to say, once, to every candidate: 12 to 70 words, one question, no hint at the answer.
ask = {ask}
# What the answer shows about working together. Not "this is important".
why = ""
kind = "{kind}"
{kinds}
roles = [{own_roles}]
{roles}
levels = [{quoted}]
# Those that it fits, lowest first; each has its rung in [ladder] below.
stacks = [{own_stacks}]
# Empty: any. Or of:
{stacks}
competencies = [{own_competencies}]
# The first is the one that the rating counts for; one or two more may be touched. Of:
{competencies}
minutes = {minutes}
# Two for each probe, and time for the question itself.
# A slug; two questions of one subject never meet in one plan.
subject = ""
# Ids of topics.csv that it covers; may stay empty.
topics = []
# What the trade calls it, for people who want to find it or look it up: two to six names.
keywords = [""]
# framework = ""
{frameworks}
{handout}
# No plan asks it while this line is here.
draft = true
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
# Two to four follow-ups, each asked of everybody who hasn't answered it yet, in this order. One of them asks for what can't
# be read off a screen: the candidate's own case, own figures, own reasons. The last one reaches beyond what most will know.
probes = [
  {{ ask = "", listen = "" }},
  {{ ask = "", listen = "" }},
]
{hints}

# What answers to all of this are like, probes included, lowest first. A level's own rung is what is expected of it. Each rung
# is another behaviour, recognised without the others; none depends on when something was said, or on a hint.
[ladder]
"#,
        title = quoted_text(&known.title),
        ask = quoted_text(&known.ask),
        own_roles = one_or_more(&known.roles),
        own_stacks = list_of(&known.stacks),
        own_competencies = one_or_more(&known.competencies),
        kind = kind.name(),
        minutes = known.minutes.unwrap_or_else(|| minutes(kind)),
        handout = handout(kind),
        hints = hints(kind),
    );
    let levels = levels.into_iter().map(|level| (level, format!("solid for the level {level}")));
    let below = [(POOR, "nothing of what is asked for"), (SHORT, "just short of the lowest level")];
    let below = below.map(|(rung, what)| (rung, what.to_owned())).into_iter();
    let above = [(BEYOND, "more than the highest level is expected to show".to_owned())];
    for (rung, what) in below.chain(levels).chain(above) {
        let _ = writeln!(out, "{:<28}# {what}", format!("{rung} = \"\""));
    }
    let _ = write!(
        out,
        "\n# Notes that somebody outside the subject can follow: what a good answer covers (25 words or more), a weak one\n\
         # that sounds plausible, and what the weak one lacks.\n[sample]\nstrong = {}\nweak = \"\"\nbecause = \"\"\n\n\
         # To practise rating on: answers in somebody's own words, the rung that each reaches, and why not the next one.\n\
         # [[answers]]\n# rung = \"\"\n# text = \"\"\n# because = \"\"\n",
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
        QuestionKind::Coding | QuestionKind::AiAssisted => 25,
        QuestionKind::SystemDesign => 20,
        QuestionKind::Debugging | QuestionKind::CodeReview => 15,
        QuestionKind::Technical | QuestionKind::Behavioral => 10,
        QuestionKind::Situational | QuestionKind::Background => 8,
    }
}

fn handout(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Coding => {
            "# For the candidate's eyes: the statement and a worked example that you ran.\nhandout = '''\n'''\n"
        }
        QuestionKind::CodeReview => {
            "# For the candidate's eyes: the code to review, as somebody sent it.\nhandout = '''\n'''\n"
        }
        QuestionKind::AiAssisted => {
            "# For the candidate's eyes: the task, and what the assistant is given.\nhandout = '''\n'''\n"
        }
        QuestionKind::Debugging => {
            "# For the candidate's eyes: a snippet or a trace that really has the fault.\nhandout = '''\n'''\n"
        }
        _ => "# handout = '''\n# Markdown for the candidate's eyes, with no answer in it.\n# '''\n",
    }
}

fn hints(kind: QuestionKind) -> &'static str {
    if kind.has_hints() {
        "# One or two sentences to say, word for word, to somebody who is stuck: a direction, not the answer.\nhints = [\"\"]"
    } else {
        "# What to say, word for word, to somebody who is stuck; may stay empty.\nhints = []"
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
        for p in good.probes.iter().skip(1).take(2) {
            fill(
                "{ ask = \"\", listen = \"\" }",
                &format!("{{ ask = {}, listen = {} }}", quote(&p.ask), quote(&p.listen)),
            );
        }
        fill("junior = \"\"                 # solid for the level junior\n", "");
        for rung in &good.ladder.0 {
            fill(&format!("\n{} = \"\"", rung.name), &format!("\n{} = {}", rung.name, quote(&rung.text)));
        }
        fill("keywords = [\"\"]", "keywords = [@online index build@, @lock@]");
        fill("draft = true\n", "");
        fill("strong = \"\"", &format!("strong = {}", quote(&good.sample.strong)));
        fill("weak = \"\"", &format!("weak = {}", quote(&good.sample.weak)));
        fill("because = \"\"", &format!("because = {}", quote(&good.sample.because)));
        let text = text.replace('@', "\"");
        assert_eq!(findings(&text), Vec::<String>::new(), "{text}");
    }
}
