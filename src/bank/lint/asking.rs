//! What may be said to a candidate: one question at a time, no leading one, and nothing private.

use super::private::private;
use super::written::{QuestionField, WrittenQuestion, WrittenText};
use crate::bank::words::{self, Token};
use crate::diag::Diagnostic;
use std::ops::Range;

/// Every rule about the words to say.
pub(super) fn check(question: &WrittenQuestion<'_>, findings: &mut Vec<Diagnostic>) {
    for text in question.texts().filter(|t| [QuestionField::Ask, QuestionField::ProbeAsk].contains(&t.field))
    {
        let words = words::words(&text.said);
        let mut found = |code, run: Range<usize>, message: &str, hint: &str| {
            let at = words::bytes(&words, &run);
            let message = format!("`{}` {message}", &text.said[at.clone()]);
            findings.push(question.warn_part(code, text, at, message, hint));
        };
        if let Some(run) = leading(text, &words) {
            found("leading", run, "leads to the answer", "ask openly: what, how, when, tell me about");
        }
        if let Some(run) = private(&words) {
            let hint = "it may not weigh in a decision; conduct.toml says what to ask instead";
            found("private", run, "comes near to what may not be asked", hint);
        }
        match text.field {
            QuestionField::Ask => second(question, text, &words, findings),
            _ => double(question, text, &words, findings),
        }
    }
}

/// Words that want a yes, both where a sentence starts with them and at a question's end, after a comma.
const WANT_A_YES: [&str; 12] = [
    "don't you",
    "wouldn't you",
    "isn't it",
    "aren't they",
    "aren't you",
    "doesn't it",
    "don't they",
    "won't you",
    "shouldn't you",
    "shouldn't we",
    "can't you",
    "haven't you",
];

/// Further words that want a yes where a sentence starts with them.
const OPENINGS: [&str; 10] = [
    "do you not",
    "isn't that",
    "shouldn't one",
    "would you agree that",
    "do you agree that",
    "you would agree that",
    "surely",
    "of course you",
    "obviously",
    "as we all know",
];

/// Further words that want a yes at a question's end, after a comma.
const TAGS: [&str; 7] =
    ["isn't that so", "wouldn't you agree", "don't you agree", "don't you think", "right", "correct", "yes"];

/// Words that may stand before an opening.
const BEFORE: [&str; 5] = ["but", "so", "and", "then", "now"];

fn leading(text: &WrittenText, words: &[Token]) -> Option<Range<usize>> {
    let gap = |left: usize| {
        let end = words.get(left + 1).map_or(text.said.len(), |w| w.at.start);
        &text.said[words[left].at.end..end]
    };
    let starts = |i: usize| i == 0 || gap(i - 1).contains(['.', '?', '!', ':', ';']);
    let opening = |run: &Range<usize>| {
        let joined = run.start > 0 && BEFORE.contains(&words[run.start - 1].word.as_str());
        // Words in quotes are somebody else's: a colleague asks, "Isn't it simpler to ...?"
        let quotes = text.said[..words[run.start].at.start].matches('"').count();
        let clause = |i: usize| starts(i) || gap(i - 1).contains(',');
        (starts(run.start) || (joined && clause(run.start - 1))) && quotes.is_multiple_of(2)
    };
    let tag = |run: &Range<usize>| {
        run.start > 0 && gap(run.start - 1).trim_end().ends_with(',') && gap(run.end - 1).starts_with('?')
    };
    let first = |phrases: &[&str], fits: &dyn Fn(&Range<usize>) -> bool| {
        let runs = |phrase: &&str| {
            let next = |run: &Range<usize>| words::find(words, phrase, run.end);
            std::iter::successors(words::find(words, phrase, 0), next).find(fits)
        };
        WANT_A_YES.iter().chain(phrases).find_map(runs)
    };
    first(&OPENINGS, &opening).or_else(|| first(&TAGS, &tag))
}

/// Question words, which open a clause of its own after `and` or `or`.
const ASKERS: [&str; 6] = ["how", "why", "when", "what", "which", "where"];

const ONE_QUESTION: &str = "keep the one whose answer you would rate; the others are probes";

/// Imperatives that set a task or want an account, so that a question beside them is a second one.
const TASKS: [&str; 10] =
    ["explain", "describe", "compare", "define", "write", "design", "sketch", "draw", "list", "name"];

/// Those of them that want an account: what is listed in them are things to talk about, not parts of one piece of work.
const ACCOUNTS: [&str; 4] = ["explain", "describe", "compare", "define"];

/// Imperatives that only lead to the question.
const LEAD_INS: [&str; 7] = ["tell", "walk", "show", "say", "talk", "take", "give"];

/// A second question in the words that open it; what is in quotes is somebody else's.
fn second(
    question: &WrittenQuestion<'_>,
    text: &WrittenText,
    words: &[Token],
    findings: &mut Vec<Diagnostic>,
) {
    let sentences = sentences(words, &text.said);
    let end_of = |sentence: &[Token]| sentence.last().map_or(0, |w| w.at.end);
    let is_question = |sentence: &&[Token]| {
        let end = end_of(sentence);
        let quoted = text.said[..end].matches('"').count() % 2 == 1;
        !quoted && text.said[end..].starts_with('?')
    };
    let starts_with =
        |sentence: &[Token], list: &[&str]| sentence.first().is_some_and(|w| list.contains(&w.word.as_str()));
    let is_task = |sentence: &&[Token]| starts_with(sentence, &TASKS);
    let asked: Vec<&[Token]> = sentences.iter().copied().filter(|s| is_question(s) || is_task(s)).collect();
    let joined = sentences
        .iter()
        .filter(|s| is_question(s) || starts_with(s, &ACCOUNTS) || starts_with(s, &LEAD_INS))
        .find_map(|s| second_clause(s, &text.said));
    let at = match asked.as_slice() {
        [_, second, ..] => second.first().map_or(0, |w| w.at.start)..end_of(second),
        _ => match joined {
            Some(at) => at,
            None => return,
        },
    };
    let message = format!("`{}` is a second question", &text.said[at.clone()]);
    findings.push(question.warn_part("several-questions", text, at, message, ONE_QUESTION));
}

/// The bytes of the clause that goes on with `and how` or `or what`. `And why` at the end asks for the reason of the same
/// answer.
fn second_clause(sentence: &[Token], text: &str) -> Option<Range<usize>> {
    let joins = |pair: &[Token]| {
        ["and", "or"].contains(&pair[0].word.as_str())
            && ASKERS.contains(&pair[1].word.as_str())
            && !text[pair[0].at.end..pair[1].at.start].contains('"')
    };
    let at = sentence.windows(2).position(joins)?;
    let is_reason = sentence[at + 1].word == "why" && at + 2 == sentence.len();
    (!is_reason).then(|| sentence[at].at.start..sentence[sentence.len() - 1].at.end)
}

fn double(
    question: &WrittenQuestion<'_>,
    text: &WrittenText,
    words: &[Token],
    findings: &mut Vec<Diagnostic>,
) {
    let hint = ONE_QUESTION;
    let marks = text.said.matches('?').count();
    if marks > 2 {
        let message = format!("{} holds {marks} questions", text.named());
        findings.push(question.warn("several-questions", text, message, hint));
        return;
    }
    for sentence in sentences(words, &text.said) {
        // Each clause that goes on with "and how" or "or why" wants an answer of its own.
        let joins = |pair: &[Token]| {
            ["and", "or"].contains(&pair[0].word.as_str()) && ASKERS.contains(&pair[1].word.as_str())
        };
        let clauses = sentence.windows(2).filter(|p| joins(p)).count();
        let list = sentence
            .first()
            .is_some_and(|w| ["explain", "describe", "compare", "define"].contains(&w.word.as_str()));
        if clauses > 2 || (list && clauses > 1) {
            let message = format!("{} asks {} things in one sentence", text.named(), clauses + 1);
            findings.push(question.warn("several-questions", text, message, hint));
            return;
        }
    }
}

/// The words of each sentence.
fn sentences<'w>(words: &'w [Token], text: &str) -> Vec<&'w [Token]> {
    let ends = |pair: &[Token]| text[pair[0].at.end..pair[1].at.start].contains(['.', '?', '!', ';']);
    let mut out = Vec::new();
    let mut start = 0;
    for i in 1..words.len() {
        if ends(&words[i - 1..=i]) {
            out.push(&words[start..i]);
            start = i;
        }
    }
    out.push(&words[start..]);
    out
}
