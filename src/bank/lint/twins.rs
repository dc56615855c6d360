//! Two questions that are one: the same words, the same meaning, or one subject under two names.
//!
//! Each pair is reported at the later one of the two files.

use super::similar::earlier_similar;
use super::written::{QuestionField, WrittenQuestion, WrittenText};
use crate::bank::asks::{self, SAME_ASK};
use crate::bank::words;
use crate::diag::{Diagnostic, Severity};
use crate::text::{fnv1a, fold};
use std::collections::{BTreeMap, BTreeSet};

/// Two titles name the same thing when they share at least this much of their keywords, if the topics say so too.
const SAME_TITLE: f64 = 0.5;
/// Two questions are about the same thing when they share at least this much of their topics, if the titles say so too.
const SAME_TOPICS: f64 = 0.6;

/// Every rule about pairs of questions. Of several twins of one question the first one is named: they have one cause.
pub(super) fn check(questions: &[WrittenQuestion<'_>], findings: &mut Vec<Diagnostic>) {
    let runs: Vec<BTreeSet<u64>> = questions.iter().map(|q| asks::runs(q.one(QuestionField::Ask))).collect();
    same_asks(questions, &runs, findings);
    same_meaning(questions, &runs, findings);
    subjects(questions, findings);
    pasted(questions, findings);
}

/// Asks in almost the same words.
fn same_asks(questions: &[WrittenQuestion<'_>], runs: &[BTreeSet<u64>], findings: &mut Vec<Diagnostic>) {
    let found = earlier_similar(runs, SAME_ASK, |_, _| true);
    for (question, earlier) in questions.iter().zip(found) {
        if let (Some(earlier), Some(ask)) = (earlier, question.of(QuestionField::Ask).next()) {
            let message = format!("almost the words of {}", named(&questions[earlier]));
            let hint = "keep one of the two, or ask for what only this one can find out";
            findings.push(question.warn("near-duplicate", ask, message, hint));
        }
    }
}

/// Questions in other words whose titles and topics are nearly the same, under different subjects.
fn same_meaning(questions: &[WrittenQuestion<'_>], runs: &[BTreeSet<u64>], findings: &mut Vec<Diagnostic>) {
    let hashes = |title: &str| words::keywords(title).iter().map(|word| fnv1a(word.as_bytes())).collect();
    let titles: Vec<BTreeSet<u64>> = questions.iter().map(|q| hashes(q.one(QuestionField::Title))).collect();
    let topics: Vec<BTreeSet<&str>> =
        questions.iter().map(|q| q.of(QuestionField::Topics).map(|t| t.said.as_str()).collect()).collect();
    let subject = |n: usize| questions[n].one(QuestionField::Subject);
    let fits = |earlier: usize, later: usize| {
        words::jaccard(&topics[earlier], &topics[later]) >= SAME_TOPICS
            && subject(earlier) != subject(later)
            && words::jaccard(&runs[earlier], &runs[later]) < SAME_ASK
    };
    for (later, earlier) in earlier_similar(&titles, SAME_TITLE, fits).into_iter().enumerate() {
        let second = &questions[later];
        if let (Some(earlier), Some(other)) = (earlier, second.of(QuestionField::Subject).next()) {
            let message = format!(
                "title and topics are nearly those of {}, whose subject is `{}`",
                named(&questions[earlier]),
                subject(earlier)
            );
            let hint = "give both one subject if they shouldn't meet in a plan";
            let warning = second.warn("same-matter", other, message, hint);
            findings.push(Diagnostic { severity: Severity::Note, ..warning });
        }
    }
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
    let names: Vec<&str> = first.keys().copied().collect();
    let mut by_stems: BTreeMap<String, usize> = BTreeMap::new();
    // Two words that one edit makes the same are the same without a letter that each has at some place.
    let mut by_rest: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (n, later) in names.iter().enumerate() {
        let rests = rests(later);
        let near = rests.iter().filter_map(|rest| by_rest.get(rest)).flatten().copied();
        let typo =
            near.filter(|at| later.len() >= 8 && is_one_edit(later.as_bytes(), names[*at].as_bytes())).min();
        let same = by_stems.get(&stems(later)).copied();
        by_stems.entry(stems(later)).or_insert(n);
        for rest in rests {
            by_rest.entry(rest).or_default().push(n);
        }
        let earlier = match (typo, same) {
            (Some(typo), Some(same)) => typo.min(same),
            (typo, same) => match typo.or(same) {
                Some(at) => at,
                None => continue,
            },
        };
        let earlier = names[earlier];
        if let (Some((question, text)), Some((other, _))) = (first.get(later), first.get(earlier)) {
            let message =
                format!("the subject `{later}` looks like `{earlier}` of `{}` ({})", other.id, other.shown);
            let hint = "one subject has one name, so that two of its questions never meet in a plan";
            findings.push(question.warn("subject-twin", text, message, hint));
        }
    }
}

/// Hashes of a slug, and of what is left of it without one of its letters.
fn rests(slug: &str) -> BTreeSet<u64> {
    let bytes = slug.as_bytes();
    let without = |at: usize| fnv1a(&[&bytes[..at], &bytes[at + 1..]].concat());
    (0..bytes.len()).map(without).chain([fnv1a(bytes)]).collect()
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
