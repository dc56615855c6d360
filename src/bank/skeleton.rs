//! The file to start a new question from.

use super::contents::Bank;
use super::prefill::{Prefill, inline_text, quoted_text};
use super::question::QuestionKind;
use super::writer::QuestionWriter;
use crate::text::is_invisible;

/// The file of a question of `kind` with every field and what belongs into it; `schema` is the path by which an editor
/// finds the schema, if there is one.
///
/// It is a draft, so that plans do without it meanwhile; the linter finds what is still empty, field by field.
pub fn skeleton(bank: &Bank, kind: QuestionKind, schema: Option<&str>) -> String {
    prefilled(bank, kind, schema, &Prefill::default())
}

/// The same with what is `known` of the question already; what belongs into a field is said only where it is empty.
pub fn prefilled(bank: &Bank, kind: QuestionKind, schema: Option<&str>, known: &Prefill) -> String {
    let mut file = QuestionWriter::default();
    if let Some(path) = schema {
        file.line(&format!("#:schema {path}"));
    }
    for note in &known.notes {
        let plain: String = note.chars().map(|c| if is_invisible(c) { ' ' } else { c }).collect();
        file.line(format!("# {}", plain.trim_end()).trim_end());
    }
    let levels: Vec<&str> = if known.levels.is_empty() {
        bank.levels.iter().map(|l| l.id.as_str()).collect()
    } else {
        known.levels.iter().map(String::as_str).collect()
    };
    if known.title.is_empty() {
        let what = "# a few words that tell a recruiter the subject, no question mark";
        file.line(&format!("title = {:<24}{what}", "\"\""));
    } else {
        file.text("title", &known.title, "");
    }
    file.text(
        "ask",
        &known.ask,
        "# The words to say, once, to every candidate: 12 to 70 words, one question, no hint at the answer.",
    );
    file.text(
        "why",
        &known.why,
        "# What the answer shows about working together. Not \"this is important\".",
    );
    file.line(&format!("kind = \"{}\"", kind.name()));
    let is_bare = *known == Prefill { notes: known.notes.clone(), ..Prefill::default() };
    if is_bare {
        file.names(QuestionKind::ALL.iter().map(|k| k.name()).collect());
    }
    file.line(&format!("roles = [{}]", one_or_more(&known.roles)));
    if known.roles.is_empty() {
        file.names(bank.roles.iter().map(|r| r.id.as_str()).collect());
    }
    let quoted: Vec<String> = levels.iter().map(|l| quoted_text(l)).collect();
    file.line(&format!("levels = [{}]", quoted.join(", ")));
    if known.levels.is_empty() {
        file.line("# Those that it fits, lowest first; each has its rung in [ladder] below.");
    }
    file.line(&format!("stacks = [{}]", list_of(&known.stacks)));
    if known.stacks.is_empty() && known.is_incomplete() {
        file.line("# Empty: any. Or of:");
        file.names(bank.stacks());
    }
    file.line(&format!("competencies = [{}]", one_or_more(&known.competencies)));
    if known.competencies.is_empty() {
        file.line("# The first is the one that the rating counts for; one or two more may be touched. Of:");
        file.names(bank.competencies.iter().map(|c| c.id.as_str()).collect());
    }
    file.line(&format!("minutes = {}", known.minutes.unwrap_or_else(|| minutes(kind))));
    if known.minutes.is_none() {
        file.line("# Two for each probe, and time for the question itself.");
    }
    file.text("subject", &known.subject, "# A slug; two questions of one subject never meet in one plan.");
    if known.topics.is_empty() && known.is_incomplete() {
        file.line("# Ids of topics.csv that it covers; may stay empty.");
    }
    file.line(&format!("topics = [{}]", list_of(&known.topics)));
    if known.keywords.is_empty() {
        file.line(
            "# What the trade calls it, for people who want to find it or look it up: two to six names.",
        );
    }
    file.line(&format!("keywords = [{}]", one_or_more(&known.keywords)));
    if !known.framework.is_empty() {
        file.text("framework", &known.framework, "");
    } else if known.is_incomplete() {
        file.line("# framework = \"\"");
        file.names(bank.frameworks.iter().map(|f| f.id.as_str()).collect());
    }
    if !known.handout.is_empty() {
        file.text("handout", &known.handout, "");
    } else if known.is_incomplete() || kind.needs_handout() {
        file.line(handout(kind));
    }
    if known.is_draft() {
        file.line("# No plan asks it while this line is here.\ndraft = true");
    }
    let what = "# What two interviewers in the room would both notice: a verb and an object, five words or more. Three to six.";
    file.list("strong", &known.strong, 3, what);
    file.list("weak", &known.weak, 3, "# Three to five.");
    if known.red_flags.is_empty() && known.is_incomplete() {
        file.line("# Rare: what would stop you. A sentence, or an id of red-flags.toml.");
    }
    file.list("red_flags", &known.red_flags, 0, "");
    file.probes(&known.probes);
    if known.hints.is_empty() {
        if known.is_incomplete() {
            file.line(hints(kind));
        }
    } else {
        file.list("hints", &known.hints, 0, "");
    }
    file.ladder(&levels, known);
    file.sample(known);
    file.answers(known);
    file.text
}

fn list_of(ids: &[String]) -> String {
    ids.iter().map(|id| inline_text(id)).collect::<Vec<_>>().join(", ")
}

/// The ids, or an empty one to fill in.
fn one_or_more(ids: &[String]) -> String {
    if ids.is_empty() { "\"\"".to_owned() } else { list_of(ids) }
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
            "# For the candidate's eyes: the statement and a worked example that you ran.\nhandout = '''\n'''"
        }
        QuestionKind::CodeReview => {
            "# For the candidate's eyes: the code to review, as somebody sent it.\nhandout = '''\n'''"
        }
        QuestionKind::AiAssisted => {
            "# For the candidate's eyes: the task, and what the assistant is given.\nhandout = '''\n'''"
        }
        QuestionKind::Debugging => {
            "# For the candidate's eyes: a snippet or a trace that really has the fault.\nhandout = '''\n'''"
        }
        _ => "# handout = '''\n# Markdown for the candidate's eyes, with no answer in it.\n# '''",
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
