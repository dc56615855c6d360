//! Two questions that are one: the same words, the same matter, or one subject under two names.

use super::draft::{Draft, Field, Text};
use crate::bank::words;
use crate::diag::{Diagnostic, Severity};
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// From this share of common words on, two titles name the same matter, if the topics do so too.
const SAME_TITLE: f64 = 0.5;
/// From this share of common topics on, two questions are about the same matter, if the titles say so too.
const SAME_TOPICS: f64 = 0.6;

/// What the rules compare of one question.
struct Print<'d> {
    draft: &'d Draft<'d>,
    /// Hashes of the runs of three words.
    ask: BTreeSet<u64>,
    title: BTreeSet<String>,
    topics: BTreeSet<&'d str>,
}

/// Every rule about pairs of questions; each pair is reported at the later file.
pub(super) fn check(drafts: &[Draft<'_>], findings: &mut Vec<Diagnostic>) {
    let prints: Vec<Print<'_>> = drafts.iter().map(print).collect();
    for (earlier, later) in related(&prints) {
        pair(&prints[earlier], &prints[later], findings);
    }
    subjects(drafts, findings);
    pasted(drafts, findings);
}

/// The pairs that share a topic, or as many runs of words as two asks of one question do: of some hundred thousand
/// pairs only these are worth a closer look.
fn related(prints: &[Print<'_>]) -> BTreeSet<(usize, usize)> {
    let mut runs: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut topics: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, print) in prints.iter().enumerate() {
        print.ask.iter().for_each(|run| runs.entry(*run).or_default().push(i));
        print.topics.iter().for_each(|topic| topics.entry(topic).or_default().push(i));
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for pair in runs.values().flat_map(|list| pairs(list)) {
        *shared.entry(pair).or_insert(0) += 1;
    }
    // Of two sets that are alike by a share, the smaller one has at least that share in common.
    let close = |(a, b): &(usize, usize), n: usize| {
        n as f64 >= words::SAME_ASK * prints[*a].ask.len().min(prints[*b].ask.len()) as f64
    };
    let mut related: BTreeSet<(usize, usize)> =
        shared.into_iter().filter(|(pair, n)| close(pair, *n)).map(|(pair, _)| pair).collect();
    related.extend(topics.values().flat_map(|list| pairs(list)));
    related
}

/// All pairs of a list, the earlier one first.
fn pairs(list: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    list.iter()
        .enumerate()
        .flat_map(move |(i, later)| list[..i].iter().map(move |earlier| (*earlier, *later)))
}

fn print<'d>(draft: &'d Draft<'_>) -> Print<'d> {
    Print {
        draft,
        ask: words::runs(draft.one(Field::Ask)),
        title: words::matter(draft.one(Field::Title)),
        topics: draft.of(Field::Topics).map(|t| t.said.as_str()).collect(),
    }
}

fn pair(earlier: &Print<'_>, later: &Print<'_>, findings: &mut Vec<Diagnostic>) {
    let other = format!("`{}` ({})", earlier.draft.id, earlier.draft.shown);
    let same_ask = words::jaccard(&earlier.ask, &later.ask) >= words::SAME_ASK;
    if let (true, Some(ask)) = (same_ask, later.draft.of(Field::Ask).next()) {
        let message = format!("almost the words of {other}");
        let hint = "keep one of the two, or ask for what only this one can find out";
        findings.push(later.draft.warn("near-duplicate", ask, message, hint));
        return;
    }
    let same_title = words::jaccard(&earlier.title, &later.title);
    let subject = |p: &Print<'_>| p.draft.one(Field::Subject).to_owned();
    let same_matter =
        same_title >= SAME_TITLE && words::jaccard(&earlier.topics, &later.topics) >= SAME_TOPICS;
    if let (true, Some(title)) = (same_matter, later.draft.of(Field::Subject).next())
        && subject(earlier) != subject(later)
    {
        let message =
            format!("title and topics are nearly those of {other}, whose subject is `{}`", subject(earlier));
        let hint = "give both one subject if they shouldn't meet in a plan";
        let found = later.draft.warn("same-matter", title, message, hint);
        findings.push(Diagnostic { severity: Severity::Note, ..found });
    }
}

/// Subjects that differ by an ending or a letter.
fn subjects(drafts: &[Draft<'_>], findings: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, (&Draft<'_>, &Text)> = BTreeMap::new();
    for draft in drafts {
        if let Some(text) = draft.of(Field::Subject).next() {
            first.entry(&text.said).or_insert((draft, text));
        }
    }
    let names: Vec<(&str, String)> = first.keys().map(|s| (*s, stems(s))).collect();
    for (i, (later, later_stems)) in names.iter().enumerate() {
        for (earlier, earlier_stems) in &names[..i] {
            let typo = later.len() >= 8 && is_one_edit(later.as_bytes(), earlier.as_bytes());
            if (later_stems == earlier_stems || typo)
                && let (Some((draft, text)), Some((other, _))) = (first.get(later), first.get(earlier))
            {
                let message = format!(
                    "the subject `{later}` looks like `{earlier}` of `{}` ({})",
                    other.id, other.shown
                );
                let hint = "one subject has one name, so that two of its questions never meet in a plan";
                findings.push(draft.warn("subject-twin", text, message, hint));
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
fn pasted(drafts: &[Draft<'_>], findings: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, &Draft<'_>> = BTreeMap::new();
    for draft in drafts {
        for text in draft.texts().filter(|t| t.field.is_prose() && t.words() >= 5) {
            let other = *seen.entry(fold(&text.said)).or_insert(draft);
            if other.shown != draft.shown && text.field != Field::Ask {
                let message = format!("{} stands in `{}` too ({})", text.named(), other.id, other.shown);
                let hint = "a rubric is written for its question: say what counts in this one";
                findings.push(draft.warn("pasted", text, message, hint));
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
