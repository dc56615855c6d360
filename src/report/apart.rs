//! What the scores can tell apart, in sentences: each is about the pair that it names, and no chain of pairs becomes a
//! group.

use super::words::fixed;
use crate::compare::{Comparison, Pair, Verdict, told_apart};
use crate::text::{capitalised, count, is_are, join};
use std::fmt::Write as _;

/// With more pairs than this, a line for each candidate stands in the place of a line for each pair.
const MOST_SENTENCES: usize = 28;

/// What is to be said of a pair, in a sentence or three.
pub fn sentence(pair: &Pair) -> String {
    let both = format!("{} and {}", pair.a, pair.b);
    let (Some(difference), Some(low), Some(high)) = (pair.difference, pair.low, pair.high) else {
        let why = pair.note.unwrap_or("there is no interval");
        return format!("{both} can't be compared: {why}.");
    };
    let (ahead, behind, difference, low, high) = if difference < 0.0 {
        (&pair.b, &pair.a, -difference, -high, -low)
    } else {
        (&pair.a, &pair.b, difference, low, high)
    };
    // A limit just above zero isn't rounded to zero.
    let decimals = if pair.verdict == Verdict::Apart && fixed(low, 1) == "0.0" { 2 } else { 1 };
    let interval = format!("95% interval {} to {}", fixed(low, decimals), fixed(high, decimals));
    let size = fixed(difference, decimals);
    let shared = match pair.shared {
        0 => "through interviewers whom others share".to_owned(),
        n => format!("with {} in common", count(n, "interviewer")),
    };
    let mut text = match pair.verdict {
        Verdict::Apart => format!("{ahead} is rated {size} above {behind}, {shared}, {interval}."),
        _ if size == "0.0" => {
            format!("{both} aren't told apart: they are rated the same, {shared}, {interval}.")
        }
        _ => format!("{both} aren't told apart: {ahead} is {size} ahead, {shared}, {interval}."),
    };
    if let Some(words) = pair.chance_words.as_ref().filter(|_| size != "0.0") {
        let _ = write!(text, " The chance that {ahead} is ahead in truth is {words}.");
    }
    if let Some(note) = pair.note {
        let _ = write!(text, " {}.", capitalised(note));
    }
    text
}

/// What the scores can tell apart: how many pairs, and each of them, or for many pairs each candidate's; then who is left
/// out, and why.
pub(super) fn apart(comparison: &Comparison) -> Vec<String> {
    let mut sentences = summary(comparison);
    if comparison.pairs.len() <= MOST_SENTENCES {
        sentences.extend(comparison.pairs.iter().map(sentence));
    } else {
        sentences
            .extend(comparison.candidates.iter().filter_map(|c| of_one(&c.candidate, &comparison.pairs)));
    }
    sentences
}

/// How many pairs are told apart, and who isn't compared.
pub(super) fn summary(comparison: &Comparison) -> Vec<String> {
    let mut sentences = Vec::new();
    let pairs = comparison.pairs.len();
    if pairs > 1 {
        let apart = told_apart(&comparison.pairs);
        let mut text = format!("{apart} of {pairs} pairs {} told apart.", is_are(apart));
        if pairs >= 10 {
            let _ = write!(
                text,
                " Among {pairs} pairs that don't differ, expect about {} to be told apart by chance.",
                fixed(pairs as f64 * 0.05, 0)
            );
        }
        sentences.push(text);
    }
    sentences.extend(comparison.pairs_note.iter().map(|note| format!("{note}.")));
    if comparison.panel.compared < 2 {
        sentences.push(
            "Fewer than two candidates have an overall mean, so there is nothing to tell apart yet."
                .to_owned(),
        );
    }
    let outside: Vec<&str> = comparison
        .candidates
        .iter()
        .filter(|c| c.overall.mean.is_none() && c.overall.reason != Some("a single interviewer"))
        .map(|c| c.candidate.as_str())
        .collect();
    if !outside.is_empty() {
        let (who, are) = (join(&outside, "and"), is_are(outside.len()));
        sentences.push(format!("{who} {are} not compared: scorecards are missing."));
    }
    sentences
}

/// Whom one candidate is told apart from; none for somebody in no pair.
fn of_one(name: &str, pairs: &[Pair]) -> Option<String> {
    let (mut above, mut below, mut open, mut unknown) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for pair in pairs {
        let (other, sign) = if pair.a == name {
            (pair.b.as_str(), 1.0)
        } else if pair.b == name {
            (pair.a.as_str(), -1.0)
        } else {
            continue;
        };
        match (pair.verdict, pair.difference.map(|d| d * sign)) {
            (Verdict::Apart, Some(d)) if d > 0.0 => above.push(other),
            (Verdict::Apart, _) => below.push(other),
            (Verdict::NotApart, _) => open.push(other),
            _ => unknown.push(other),
        }
    }
    let parts: Vec<String> = [
        ("rated above", above),
        ("rated below", below),
        ("not told apart from", open),
        ("not compared with", unknown),
    ]
    .into_iter()
    .filter(|(_, names)| !names.is_empty())
    .map(|(words, names)| format!("{words} {}", join(&names, "and")))
    .collect();
    (!parts.is_empty()).then(|| format!("{name}: {}.", parts.join("; ")))
}
