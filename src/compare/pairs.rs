//! Pairs of candidates: how much their scores differ, how sure that is, and which candidates can't be told apart.

use super::candidate::Candidate;
use super::panel::Panel;
use crate::stats::{Groups, Limits, pooled_residual, t_cdf, t_quantile};
use serde::Serialize;

/// Two complete candidates.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// The one that stands first in the order of the list.
    pub a: String,
    /// The other one.
    pub b: String,
    /// How far `a` is above `b`, on the interviewers they share; null where they share none.
    pub difference: Option<f64>,
    /// The lower 95% limit.
    pub low: Option<f64>,
    /// The upper 95% limit.
    pub high: Option<f64>,
    /// The chance that `a` is above `b` in truth: only where every interviewer rated every candidate.
    pub chance: Option<f64>,
    /// The same in words, of the one that is ahead.
    pub chance_words: Option<String>,
    /// Whether the scores tell the two apart.
    pub verdict: Verdict,
    /// How many interviewers they share.
    pub shared: usize,
    /// What the interval rests on, where that isn't the spread of the scores; or why there is none.
    pub note: Option<&'static str>,
}

/// Whether the scores tell a pair apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Verdict {
    /// They do: the interval leaves zero out.
    #[serde(rename = "told apart")]
    Apart,
    /// They don't: the interval holds zero.
    #[serde(rename = "not told apart")]
    NotApart,
    /// There is no interval.
    #[serde(rename = "no interval")]
    NoInterval,
    /// No interviewer rated both.
    #[serde(rename = "no shared interviewer")]
    NoneShared,
}

/// The variance that rounding to whole points makes by itself: that of a uniform distribution over one point.
const ROUNDING: f64 = 1.0 / 12.0;

/// All pairs of complete candidates, in the order of the list.
///
/// The difference is the mean over shared interviewers, weighted by their shares. Its standard error is
/// `s sqrt(2 sum w^2)`, where `s^2` is the residual variance of the two-way model over all complete candidates; so are
/// the degrees of freedom.
pub(super) fn pairs(candidates: &[Candidate], panel: &Panel, crossed: bool) -> Vec<Pair> {
    let (ss, df) = pooled_residual(&panel.ratings);
    let variance = if df > 0 { ss / df as f64 } else { 0.0 };
    let flat = variance < 1e-12;
    let quantile = t_quantile(0.975, df as f64);
    let error = PooledError { variance: if flat { ROUNDING } else { variance }, df, quantile, flat, crossed };
    let mut pairs = Vec::new();
    for (x, a) in panel.candidates.iter().enumerate() {
        for b in &panel.candidates[x + 1..] {
            pairs.push(pair(&candidates[*a], &candidates[*b], error));
        }
    }
    pairs
}

/// The error that all pairs share.
#[derive(Debug, Clone, Copy)]
struct PooledError {
    variance: f64,
    df: usize,
    /// How many standard errors the 95% limits lie from the difference; none without degrees of freedom.
    quantile: Option<f64>,
    /// Whether the scores show no spread at all.
    flat: bool,
    crossed: bool,
}

fn pair(a: &Candidate, b: &Candidate, error: PooledError) -> Pair {
    let (mut shared, mut shares, mut squares, mut sum) = (0, 0.0, 0.0, 0.0);
    for x in &a.readings {
        if let Some(y) = b.readings.iter().find(|y| y.interviewer == x.interviewer) {
            let share = f64::midpoint(x.share, y.share);
            shared += 1;
            shares += share;
            squares += share * share;
            sum += share * (x.score - y.score);
        }
    }
    let mut pair = Pair {
        a: a.candidate.clone(),
        b: b.candidate.clone(),
        difference: None,
        low: None,
        high: None,
        chance: None,
        chance_words: None,
        verdict: Verdict::NoneShared,
        shared,
        note: None,
    };
    if shared == 0 {
        pair.note = Some("no interviewer rated both");
        return pair;
    }
    // A difference below a billionth is a rounding error; adding zero takes the sign off a zero.
    let difference = if (sum / shares).abs() < 1e-9 { 0.0 } else { sum / shares + 0.0 };
    pair.difference = Some(difference);
    let se = (error.variance * 2.0 * squares).sqrt() / shares;
    let limits = error.quantile.and_then(|q| Limits::of(difference - q * se, difference + q * se));
    let Some(limits) = limits else {
        pair.verdict = Verdict::NoInterval;
        pair.note = Some("the ratings are too few to judge their spread");
        return pair;
    };
    pair.low = Some(limits.low + 0.0);
    pair.high = Some(limits.high + 0.0);
    pair.verdict = if limits.low > 0.0 || limits.high < 0.0 { Verdict::Apart } else { Verdict::NotApart };
    if error.flat {
        pair.note = Some(
            "the interviewers differ by the same throughout; the interval allows for rounding to whole points",
        );
    }
    if error.crossed {
        pair.chance = t_cdf(difference / se, error.df as f64);
        pair.chance_words = pair.chance.map(in_words);
    }
    pair
}

/// The chance of the likelier side in words.
fn in_words(chance: f64) -> String {
    const WORDS: [(f64, &str); 7] = [
        (0.55, "about even"),
        (0.633, "about 3 in 5"),
        (0.708, "about 2 in 3"),
        (0.775, "about 3 in 4"),
        (0.85, "about 4 in 5"),
        (0.925, "about 9 in 10"),
        (0.975, "about 19 in 20"),
    ];
    let likelier = chance.max(1.0 - chance);
    let found = WORDS.iter().find(|(below, _)| likelier < *below);
    found.map_or("more than 19 in 20", |(_, words)| words).to_owned()
}

/// Gives each complete candidate a band: those that pairs don't tell apart, directly or through others, share one. Between
/// two bands every pair is told apart, so bands have an order; 1 is the highest.
pub(super) fn bands(candidates: &mut [Candidate], panel: &Panel, pairs: &[Pair]) {
    let n = panel.candidates.len();
    let mut groups = Groups::new(n);
    let both = (0..n).flat_map(|x| (x + 1..n).map(move |y| (x, y)));
    for ((x, y), pair) in both.zip(pairs) {
        if pair.verdict != Verdict::Apart {
            groups.join(x, y);
        }
    }
    let (group, count) = groups.numbered();
    let mean = |i: usize| candidates[panel.candidates[i]].overall.mean.unwrap_or(f64::MIN);
    let mut tops: Vec<(f64, usize)> = (0..count)
        .map(|g| ((0..n).filter(|i| group[*i] == g).map(mean).fold(f64::MIN, f64::max), g))
        .collect();
    tops.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (i, candidate) in panel.candidates.iter().enumerate() {
        candidates[*candidate].band = tops.iter().position(|(_, g)| *g == group[i]).map(|p| p + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_words_of_the_likelier_side() {
        for (chance, words) in [
            (0.5, "about even"),
            (0.8, "about 4 in 5"),
            (0.2, "about 4 in 5"),
            (0.9, "about 9 in 10"),
            (0.999, "more than 19 in 20"),
        ] {
            assert_eq!(in_words(chance), words);
        }
    }
}
