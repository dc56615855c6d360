//! Two questions that are one: the same words, the same meaning, or one subject under two names.
//!
//! Each pair is reported at the later one of the two files.

use super::written::{QuestionField, WrittenQuestion, WrittenText};
use crate::bank::asks::AskIndex;
use crate::bank::words;
use crate::diag::{Diagnostic, Severity};
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Two titles name the same thing when they share at least this much of their keywords, if the topics say so too.
const SAME_TITLE: f64 = 0.5;
/// Two questions are about the same thing when they share at least this much of their topics, if the titles say so too.
const SAME_TOPICS: f64 = 0.6;

/// Every rule about pairs of questions.
pub(super) fn check(questions: &[WrittenQuestion<'_>], findings: &mut Vec<Diagnostic>) {
    let same = same_asks(questions, findings);
    same_meaning(questions, &same, findings);
    subjects(questions, findings);
    pasted(questions, findings);
}

/// Asks in almost the same words; returns the pairs, the earlier one first.
fn same_asks(questions: &[WrittenQuestion<'_>], findings: &mut Vec<Diagnostic>) -> BTreeSet<(usize, usize)> {
    let mut index = AskIndex::default();
    let mut pairs = BTreeSet::new();
    for (later, question) in questions.iter().enumerate() {
        let said = question.one(QuestionField::Ask);
        for earlier in index.same(said) {
            pairs.insert((earlier, later));
            if let Some(ask) = question.of(QuestionField::Ask).next() {
                let message = format!("almost the words of {}", named(&questions[earlier]));
                let hint = "keep one of the two, or ask for what only this one can find out";
                findings.push(question.warn("near-duplicate", ask, message, hint));
            }
        }
        index.add(said);
    }
    pairs
}

/// Questions in other words whose titles and topics are nearly the same, under different subjects.
fn same_meaning(
    questions: &[WrittenQuestion<'_>],
    same_asks: &BTreeSet<(usize, usize)>,
    findings: &mut Vec<Diagnostic>,
) {
    let titles: Vec<_> = questions.iter().map(|q| words::keywords(q.one(QuestionField::Title))).collect();
    let topics: Vec<BTreeSet<&str>> =
        questions.iter().map(|q| q.of(QuestionField::Topics).map(|t| t.said.as_str()).collect()).collect();
    for (earlier, later) in sharing(&topics).difference(same_asks) {
        let (first, second) = (&questions[*earlier], &questions[*later]);
        let subject = first.one(QuestionField::Subject);
        if words::jaccard(&titles[*earlier], &titles[*later]) >= SAME_TITLE
            && words::jaccard(&topics[*earlier], &topics[*later]) >= SAME_TOPICS
            && let Some(other) = second.of(QuestionField::Subject).next()
            && other.said != subject
        {
            let message = format!(
                "title and topics are nearly those of {}, whose subject is `{subject}`",
                named(first)
            );
            let hint = "give both one subject if they shouldn't meet in a plan";
            let warning = second.warn("same-matter", other, message, hint);
            findings.push(Diagnostic { severity: Severity::Note, ..warning });
        }
    }
}

/// The pairs that share a topic: the only ones of a hundred thousand that are worth a closer look.
fn sharing(topics: &[BTreeSet<&str>]) -> BTreeSet<(usize, usize)> {
    let mut by_topic: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut pairs = BTreeSet::new();
    for (later, topics) in topics.iter().enumerate() {
        for topic in topics {
            let with_it = by_topic.entry(topic).or_default();
            pairs.extend(with_it.iter().map(|earlier| (*earlier, later)));
            with_it.push(later);
        }
    }
    pairs
}

fn named(question: &WrittenQuestion<'_>) -> String {
    format!("`{}` ({})", question.id, question.shown)
}

/// Subjects that differ by an ending or a letter.
fn subjects(questions: &[WrittenQuestion<'_>], findings: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, (&WrittenQuestion<'_>, &WrittenText)> = BTreeMap::new();
    for question in questions {
        if let Some(text) = question.of(QuestionField::Subject).next() {
            first.entry(&text.said).or_insert((question, text));
        }
    }
    let names: Vec<(&str, String)> = first.keys().map(|s| (*s, stems(s))).collect();
    for (i, (later, later_stems)) in names.iter().enumerate() {
        for (earlier, earlier_stems) in &names[..i] {
            let typo = later.len() >= 8 && is_one_edit(later.as_bytes(), earlier.as_bytes());
            if (later_stems == earlier_stems || typo)
                && let (Some((question, text)), Some((other, _))) = (first.get(later), first.get(earlier))
            {
                let message = format!(
                    "the subject `{later}` looks like `{earlier}` of `{}` ({})",
                    other.id, other.shown
                );
                let hint = "one subject has one name, so that two of its questions never meet in a plan";
                findings.push(question.warn("subject-twin", text, message, hint));
            }
        }
    }
}

/// Whether one letter more, less, other, or swapped with its neighbour makes one slug the other.
fn is_one_edit(a: &[u8], b: &[u8]) -> bool {
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    match (&a[..a.len() - end], &b[..b.len() - end]) {
        ([], []) => false,
        ([_] | [], [_] | []) => true,
        ([v, w], [x, y]) => v == y && w == x,
        _ => false,
    }
}

/// The words of a slug without endings and order.
fn stems(slug: &str) -> String {
    let mut stems: Vec<String> = slug.split('-').map(words::stem).collect();
    stems.sort_unstable();
    stems.join("-")
}

/// Sentences of a rubric that stand in more than one question.
fn pasted(questions: &[WrittenQuestion<'_>], findings: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, &WrittenQuestion<'_>> = BTreeMap::new();
    for question in questions {
        for text in question.texts().filter(|t| t.field.is_prose() && t.words() >= 5) {
            let other = *seen.entry(fold(&text.said)).or_insert(question);
            if other.shown != question.shown && text.field != QuestionField::Ask {
                let message = format!("{} stands in `{}` too ({})", text.named(), other.id, other.shown);
                let hint = "a rubric is written for its question: say what counts in this one";
                findings.push(question.warn("pasted", text, message, hint));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_one_edit;

    #[test]
    fn one_edit_is_one() {
        for (a, b, one) in [
            ("retry-storm", "retry-strom", true),
            ("retry-storm", "retry-storms", true),
            ("retry-storm", "retri-storm", true),
            ("aab", "ab", true),
            ("retry-storm", "retry-storm", false),
            ("retry-storm", "retry-stomr-", false),
            ("queue-ends", "queue-send", false),
        ] {
            assert_eq!(is_one_edit(a.as_bytes(), b.as_bytes()), one, "{a} {b}");
            assert_eq!(is_one_edit(b.as_bytes(), a.as_bytes()), one, "{b} {a}");
        }
    }
}
