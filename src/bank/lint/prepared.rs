//! What an interview needs prepared: time, hints, names to look up, and a probe that no screen answers.

use super::written::{QuestionField, WrittenQuestion, WrittenText};
use crate::bank::question::QuestionKind;
use crate::bank::words;
use crate::diag::Diagnostic;
use crate::text::{count, fold};
use std::collections::BTreeSet;

/// Minutes that each probe takes, and that the question itself takes at least.
const MINUTES_EACH: u32 = 2;

/// A hint that has this many words in a row with an answer gives it away.
const SAME_RUN: usize = 6;

/// Every rule about what is prepared.
pub(super) fn check(question: &WrittenQuestion<'_>, findings: &mut Vec<Diagnostic>) {
    let kind =
        question.of(QuestionField::Kind).next().and_then(|k| Some((k, QuestionKind::from_name(&k.said)?)));
    if let Some((text, kind)) = kind {
        hints(question, text, kind, findings);
        own_experience(question, kind, findings);
    }
    minutes(question, findings);
    keywords(question, findings);
    title(question, findings);
    unfinished(question, findings);
}

fn minutes(question: &WrittenQuestion<'_>, findings: &mut Vec<Diagnostic>) {
    let probes = u32::try_from(question.of(QuestionField::ProbeAsk).count()).unwrap_or(u32::MAX);
    let needed = probes.saturating_add(1).saturating_mul(MINUTES_EACH);
    if let Some(text) = question.of(QuestionField::Minutes).next()
        && let Ok(minutes) = text.said.parse::<u32>()
        && (1..needed).contains(&minutes)
    {
        let message = format!(
            "{} are too few for the question and {}",
            count(minutes as usize, "minute"),
            count(probes as usize, "probe")
        );
        let hint = format!("two minutes each are {needed}: everybody is asked every probe");
        findings.push(question.warn("few-minutes", text, message, &hint));
    }
}

fn hints(
    question: &WrittenQuestion<'_>,
    kind_text: &WrittenText,
    kind: QuestionKind,
    findings: &mut Vec<Diagnostic>,
) {
    let hints: Vec<&WrittenText> = question.of(QuestionField::Hints).collect();
    if hints.is_empty() && kind.has_hints() {
        let message = format!("a {} question has no hint", kind.name());
        let hint =
            "add `hints = [\"...\"]`: one or two sentences to say, word for word, to somebody who is stuck";
        findings.push(question.warn("no-hint", kind_text, message, hint));
    }
    if let Some(third) = hints.get(2) {
        let message = format!("there are {} where 2 are the most", count(hints.len(), "hint"));
        findings.push(question.warn("too-many", third, message, "keep the one that opens the most ways on"));
    }
    for text in hints {
        let own = words::words(&text.said);
        let holds = |t: &&WrittenText| words::shared_run(&words::words(&t.said), &own, SAME_RUN).is_some();
        let given = question.texts().filter(|t| ANSWERS.contains(&t.field)).find(holds);
        if let Some(answer) = given {
            let message = format!("the hint holds the words of {}", answer.named());
            let hint = "a hint gives a direction, not the answer: a question to look at, a case to try";
            findings.push(question.warn("hint-answers", text, message, hint));
        }
    }
}

/// Where answers stand, which a hint mustn't give away.
const ANSWERS: [QuestionField; 4] =
    [QuestionField::Strong, QuestionField::ProbeListen, QuestionField::Ladder, QuestionField::SampleStrong];

fn keywords(question: &WrittenQuestion<'_>, findings: &mut Vec<Diagnostic>) {
    let keywords: Vec<&WrittenText> = question.of(QuestionField::Keywords).collect();
    let Some(title) = question.of(QuestionField::Title).next() else { return };
    // An empty one is found by the parser.
    if keywords.iter().any(|k| k.said.trim().is_empty()) {
        return;
    }
    let hint =
        "two to eight names that the trade has for it, abbreviations too: they are searched and printed";
    match keywords.as_slice() {
        [] => findings.push(question.warn("no-keywords", title, "there are no `keywords`".to_owned(), hint)),
        [only] => findings.push(question.warn("too-few", only, "there is only 1 keyword".to_owned(), hint)),
        [.., last] if keywords.len() > 8 => {
            let message = format!("there are {} keywords where 8 are the most", keywords.len());
            findings.push(question.warn("too-many", last, message, hint));
        }
        _ => {}
    }
    for text in keywords.iter().filter(|t| t.words() > 5) {
        let message = format!("the keyword has {}, more than 5", count(text.words(), "word"));
        findings.push(question.warn("too-long", text, message, "a name to search for, not a sentence"));
    }
    let heading = fold(&title.said);
    if !keywords.is_empty() && keywords.iter().all(|k| heading.contains(&fold(&k.said))) {
        let message = "every keyword stands in the title already".to_owned();
        findings.push(question.warn("no-keywords", keywords[0], message, hint));
    }
}

/// A title that shares no word with what is asked says nothing to somebody who reads a list.
fn title(question: &WrittenQuestion<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(title) = question.of(QuestionField::Title).next() else { return };
    let fields = [QuestionField::Ask, QuestionField::Keywords, QuestionField::Topics];
    let others: BTreeSet<String> = question
        .texts()
        .filter(|t| fields.contains(&t.field))
        .flat_map(|t| words::keywords(&t.said))
        .collect();
    let own = words::keywords(&title.said);
    if !own.is_empty() && !others.is_empty() && own.is_disjoint(&others) {
        let message = "the title shares no word with the ask, the keywords or the topics".to_owned();
        let hint = "say the subject, so that a recruiter who reads a list knows it";
        findings.push(question.warn("title-apart", title, message, hint));
    }
}

/// Words by which a probe asks for the reasons of what the candidate said or did here.
const HERE: [&str; 13] = [
    "your own",
    "of your",
    "would you have",
    "you choose",
    "you chose",
    "you said",
    "you just",
    "you named",
    "you wrote",
    "you drew",
    "you saw",
    "your choice*",
    "last time",
];

/// Words for something that has been.
const PAST: [&str; 5] = ["have", "has", "had", "did", "were"];

/// Whether a probe asks for the candidate's own case, or for the reasons of what they said. Where they make something in the
/// talk, what is theirs is that.
fn asks_for_own(probe: &str, kind: QuestionKind) -> bool {
    let words = words::words(probe);
    let makes = !matches!(kind, QuestionKind::Technical | QuestionKind::Debugging);
    if words::find_any(&words, &HERE).is_some() || makes && words::find(&words, "your", 0).is_some() {
        return true;
    }
    // "Where have dates misled you?", "Which copies of yours have drifted apart?", "Which partner surprised you?"
    probe.split_inclusive(['.', '?', '!']).filter(|sentence| sentence.ends_with('?')).any(|sentence| {
        let words = words::words(sentence);
        let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.word.as_str()));
        let happened = words.windows(2).any(|pair| pair[0].word.ends_with("ed") && pair[1].word == "you");
        has(&["yours"]) || happened || has(&PAST) && has(&["you"])
    })
}

fn own_experience(question: &WrittenQuestion<'_>, kind: QuestionKind, findings: &mut Vec<Diagnostic>) {
    let probes: Vec<&WrittenText> = question.of(QuestionField::ProbeAsk).collect();
    if let Some(first) = probes.first()
        && kind.is_technical()
        && probes.iter().all(|p| !p.said.trim().is_empty())
        && !probes.iter().any(|p| asks_for_own(&p.said, kind))
    {
        let message = "no probe asks for the candidate's own case or own reasons".to_owned();
        let hint =
            "ask one that can't be read off a screen: where did you meet it, why did you choose that here";
        findings.push(question.warn("no-own-case", first, message, hint));
    }
}

/// What an upgrade left to be written.
fn unfinished(question: &WrittenQuestion<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(question.comments(crate::bank::upgrade::TO_WRITE).map(|place| {
        let message = "there is something left to write, as the comment says".to_owned();
        Diagnostic::warning("unfinished", message).at(place).hint("remove the comment when it is done")
    }));
}
