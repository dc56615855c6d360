//! What the scores can tell apart, in sentences.

use super::words::fixed;
use crate::compare::{Comparison, Pair, Verdict};
use crate::text::{count, join};
use std::fmt::Write as _;

/// With more complete candidates than this, groups are described instead of pairs.
const MAX_PAIRED: usize = 8;

/// A pair of candidates, and one sentence on it.
pub(super) struct PairView<'a> {
    pub(super) pair: &'a Pair,
    pub(super) text: String,
}

/// The pairs with a sentence each; none where there are too many to read.
pub(super) fn pair_views(comparison: &Comparison) -> Vec<PairView<'_>> {
    if comparison.panel.complete > MAX_PAIRED {
        return Vec::new();
    }
    comparison.pairs.iter().map(|pair| PairView { pair, text: sentence(pair) }).collect()
}

fn sentence(pair: &Pair) -> String {
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
    let shared = format!("on the {} they share", count(pair.shared, "interviewer"));
    let mut text = match pair.verdict {
        Verdict::Apart => format!("{ahead} is rated {size} above {behind} {shared}, {interval}."),
        _ if size == "0.0" => {
            format!("{both} can't be told apart: they are rated the same {shared}, {interval}.")
        }
        _ => format!("{both} can't be told apart: {ahead} is {size} ahead {shared}, {interval}."),
    };
    if let Some(words) = pair.chance_words.as_ref().filter(|w| *w != "about even") {
        let _ =
            write!(text, " The chance that {ahead} would be ahead with many such interviewers is {words}.");
    }
    if let Some(note) = pair.note {
        let mut chars = note.chars();
        let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        let _ = write!(text, " {first}{}.", chars.as_str());
    }
    text
}

/// What the scores can tell apart, in sentences: pairs, or groups where there are too many pairs; then who is left out.
pub(super) fn apart(comparison: &Comparison) -> Vec<String> {
    let mut sentences: Vec<String> = pair_views(comparison).into_iter().map(|p| p.text).collect();
    let bands = bands(comparison);
    if comparison.panel.complete > 2 {
        sentences.extend(bands.iter().enumerate().map(|(i, names)| band(i, names, bands.len())));
    }
    if comparison.panel.complete < 2 {
        sentences.push(
            "Fewer than two candidates are complete, so there is nothing to tell apart yet.".to_owned(),
        );
    }
    let outside: Vec<&str> =
        comparison.candidates.iter().filter(|c| c.band.is_none()).map(|c| c.candidate.as_str()).collect();
    if !outside.is_empty() {
        let verb = if outside.len() == 1 { "is incomplete and stands" } else { "are incomplete and stand" };
        sentences.push(format!("{} {verb} outside.", join(&outside, "and")));
    }
    sentences
}

/// The names in each band, the highest band first.
fn bands(comparison: &Comparison) -> Vec<Vec<&str>> {
    let last = comparison.candidates.iter().filter_map(|c| c.band).max().unwrap_or(0);
    let of = |band| comparison.candidates.iter().filter(move |c| c.band == Some(band));
    (1..=last).map(|b| of(b).map(|c| c.candidate.as_str()).collect()).collect()
}

fn band(index: usize, names: &[&str], all: usize) -> String {
    let names = match names {
        [one] => format!("{one} alone"),
        many => join(many, "and"),
    };
    if all == 1 {
        return format!("One group that the scores can't separate: {names}.");
    }
    let place = match index {
        0 => "The highest group",
        n if n + 1 == all => "The lowest group",
        _ => "The next group",
    };
    format!("{place}: {names}.")
}
