//! What may be said to a candidate: one question at a time, one that doesn't lead, and nothing private.

use super::draft::{Draft, Field, Text};
use super::private::private;
use crate::bank::words::{self, Word};
use crate::diag::Diagnostic;
use std::ops::Range;

/// Every rule about the words to say.
pub(super) fn check(draft: &Draft<'_>, findings: &mut Vec<Diagnostic>) {
    for text in draft.texts().filter(|t| [Field::Ask, Field::ProbeAsk].contains(&t.field)) {
        let words = words::words(&text.said);
        let mut found = |code, run: Range<usize>, message: &str, hint: &str| {
            let at = words::bytes(&words, &run);
            let message = format!("`{}` {message}", &text.said[at.clone()]);
            findings.push(draft.warn_part(code, text, at, message, hint));
        };
        if let Some(run) = leading(text, &words) {
            found("leading", run, "leads to the answer", "ask openly: what, how, when, tell me about");
        }
        if let Some(run) = private(&words) {
            let hint = "it may not weigh in a decision; conduct.toml says what to ask instead";
            found("private", run, "comes near to what may not be asked", hint);
        }
        double(draft, text, &words, findings);
    }
}

/// Openings that want a yes: they lead wherever a sentence starts with them.
const OPENINGS: [&str; 22] = [
    "don't you",
    "do you not",
    "wouldn't you",
    "isn't it",
    "isn't that",
    "aren't they",
    "aren't you",
    "doesn't it",
    "don't they",
    "won't you",
    "shouldn't you",
    "shouldn't we",
    "shouldn't one",
    "can't you",
    "haven't you",
    "would you agree that",
    "do you agree that",
    "you would agree that",
    "surely",
    "of course you",
    "obviously",
    "as we all know",
];

/// Tags that want a yes: they lead at a question's end, after a comma.
const TAGS: [&str; 19] = [
    "don't you",
    "wouldn't you",
    "isn't it",
    "isn't that so",
    "aren't they",
    "aren't you",
    "doesn't it",
    "don't they",
    "won't you",
    "shouldn't you",
    "shouldn't we",
    "can't you",
    "haven't you",
    "wouldn't you agree",
    "don't you agree",
    "don't you think",
    "right",
    "correct",
    "yes",
];

/// Words that may stand before an opening.
const BEFORE: [&str; 5] = ["but", "so", "and", "then", "now"];

fn leading(text: &Text, words: &[Word]) -> Option<Range<usize>> {
    let gap = |left: usize| {
        let end = words.get(left + 1).map_or(text.said.len(), |w| w.at.start);
        &text.said[words[left].at.end..end]
    };
    let starts = |i: usize| i == 0 || gap(i - 1).contains(['.', '?', '!', ':', ';']);
    let opening = |run: &Range<usize>| {
        let joined = run.start > 0 && BEFORE.contains(&words[run.start - 1].word.as_str());
        // What somebody says in the question is theirs: a colleague asks, "Isn't it simpler to ...?"
        let quotes = text.said[..words[run.start].at.start].matches('"').count();
        let clause = |i: usize| starts(i) || gap(i - 1).contains(',');
        (starts(run.start) || (joined && clause(run.start - 1))) && quotes.is_multiple_of(2)
    };
    let tag = |run: &Range<usize>| {
        run.start > 0 && gap(run.start - 1).trim_end().ends_with(',') && gap(run.end - 1).starts_with('?')
    };
    let first = |phrases: &[&str], fits: &dyn Fn(&Range<usize>) -> bool| {
        let runs = |p: &&str| {
            let mut from = 0;
            std::iter::from_fn(|| {
                let run = words::find(words, p, from)?;
                from = run.end;
                Some(run)
            })
            .find(|r| fits(r))
        };
        phrases.iter().find_map(runs)
    };
    first(&OPENINGS, &opening).or_else(|| first(&TAGS, &tag))
}

/// Question words, as far as they open a clause of their own after `and`, `or` or a comma.
const ASKERS: [&str; 6] = ["how", "why", "when", "what", "which", "where"];

fn double(draft: &Draft<'_>, text: &Text, words: &[Word], findings: &mut Vec<Diagnostic>) {
    let hint = "keep the one whose answer you would rate; the others are probes";
    let marks = text.said.matches('?').count();
    if marks > 2 {
        let message = format!("{} holds {marks} questions", text.named());
        findings.push(draft.warn("several-questions", text, message, hint));
        return;
    }
    for sentence in sentences(words, &text.said) {
        // Clauses that hang on with "and how", "or why": each wants an answer of its own.
        let joins = |pair: &[Word]| {
            ["and", "or"].contains(&pair[0].word.as_str()) && ASKERS.contains(&pair[1].word.as_str())
        };
        let clauses = sentence.windows(2).filter(|p| joins(p)).count();
        let list = sentence
            .first()
            .is_some_and(|w| ["explain", "describe", "compare", "define"].contains(&w.word.as_str()));
        if clauses > 2 || (list && clauses > 1) {
            let message = format!("{} asks {} things in one sentence", text.named(), clauses + 1);
            findings.push(draft.warn("several-questions", text, message, hint));
            return;
        }
    }
}

/// The words of each sentence.
fn sentences<'w>(words: &'w [Word], text: &str) -> Vec<&'w [Word]> {
    let ends = |pair: &[Word]| text[pair[0].at.end..pair[1].at.start].contains(['.', '?', '!', ';']);
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
