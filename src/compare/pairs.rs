//! Pairs of candidates: how much their scores differ, how sure that is, and whether the two can be told apart.

use super::candidate::{Candidate, RaterReading};
use super::model::PanelModel;
use super::panel::{Panel, readings_over};
use crate::stats::{Limits, Variance, t_cdf, t_quantile};
use schemars::JsonSchema;
use serde::Serialize;

/// Two candidates with an overall mean.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Pair {
    /// The one that stands first in the order of the list.
    pub a: String,
    /// The other one.
    pub b: String,
    /// How far `a` is above `b` on what both have, interviewers' effects taken out; null where nothing links them.
    pub difference: Option<f64>,
    /// The lower 95% limit.
    pub low: Option<f64>,
    /// The upper 95% limit.
    pub high: Option<f64>,
    /// The chance that `a` is above `b` in truth; null without an interval.
    pub chance: Option<f64>,
    /// The same in words, of the one that is ahead.
    pub chance_words: Option<String>,
    /// Whether the scores tell the two apart.
    pub verdict: Verdict,
    /// How many interviewers they share.
    pub shared: usize,
    /// How many competencies both are rated in.
    pub competencies: usize,
    /// What the interval rests on, where that isn't the spread of the scores; or why there is none.
    pub note: Option<&'static str>,
}

/// Whether the scores tell a pair apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
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
    /// No interviewer rated both, and none links them through others.
    #[serde(rename = "no shared interviewer")]
    NoneShared,
}

/// The number of pairs that are told apart.
pub fn told_apart(pairs: &[Pair]) -> usize {
    pairs.iter().filter(|p| p.verdict == Verdict::Apart).count()
}

/// All pairs of candidates in `panel`, in the order of the list.
///
/// The difference is that of the two means over what both are rated in, less the interviewers' effects. Its mean squared
/// error is `s^2 (sum w^2 + the part of the effects)`, where `w` are the shares of the readings and `s^2` the variance of
/// one reading around the model, plus what the competencies may add that one of them lacks.
pub(super) fn pairs(candidates: &[Candidate], panel: &Panel, model: &PanelModel) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (x, a) in panel.candidates.iter().enumerate() {
        for b in &panel.candidates[x + 1..] {
            pairs.push(pair(&candidates[*a], &candidates[*b], panel, model));
        }
    }
    pairs
}

/// The pairs with the candidate at this place in the list.
pub(super) fn pairs_with(
    candidate: usize,
    candidates: &[Candidate],
    panel: &Panel,
    model: &PanelModel,
) -> Vec<Pair> {
    let others = panel.candidates.iter().filter(|other| **other != candidate);
    others
        .map(|other| {
            let (a, b) = (candidate.min(*other), candidate.max(*other));
            pair(&candidates[a], &candidates[b], panel, model)
        })
        .collect()
}

/// The sum over readings that make a difference.
struct Contrast {
    difference: f64,
    squares: f64,
    /// The weights by interviewer, and the same less each candidate's mean weight.
    q: Vec<(usize, f64)>,
    p: Vec<(usize, f64)>,
}

impl Contrast {
    fn of(sides: [&[RaterReading]; 2], panel: &Panel, model: &PanelModel) -> Self {
        let mut contrast = Self { difference: 0.0, squares: 0.0, q: Vec::new(), p: Vec::new() };
        for (side, sign) in sides.into_iter().zip([1.0, -1.0]) {
            let n = side.len() as f64;
            for reading in side {
                let Some(rater) = panel.place_of(&reading.interviewer) else { continue };
                let weight = sign * reading.share;
                contrast.difference += weight * (reading.score - model.effect(rater));
                contrast.squares += weight * weight;
                add(&mut contrast.q, rater, weight);
                add(&mut contrast.p, rater, weight - sign / n);
            }
        }
        contrast
    }
}

fn add(weights: &mut Vec<(usize, f64)>, rater: usize, weight: f64) {
    match weights.iter_mut().find(|(r, _)| *r == rater) {
        Some((_, sum)) => *sum += weight,
        None => weights.push((rater, weight)),
    }
}

fn pair(a: &Candidate, b: &Candidate, panel: &Panel, model: &PanelModel) -> Pair {
    let both: Vec<bool> = a
        .competencies
        .iter()
        .zip(&b.competencies)
        .map(|(x, y)| x.mean.is_some() && y.mean.is_some())
        .collect();
    let weights = |rated: bool| -> Vec<f64> {
        let of = a.competencies.iter().zip(&both).filter(|(_, both)| **both == rated);
        of.map(|(c, _)| c.weight).filter(|w| *w > 0.0).collect()
    };
    let (rated, missing) = (weights(true), weights(false));
    let sides;
    let (x, y): (&[RaterReading], &[RaterReading]) = if missing.is_empty() {
        (&a.readings, &b.readings)
    } else {
        sides = [a, b].map(|c| readings_over(&c.competencies, &both));
        (&sides[0], &sides[1])
    };
    let mut pair = Pair {
        a: a.candidate.clone(),
        b: b.candidate.clone(),
        difference: None,
        low: None,
        high: None,
        chance: None,
        chance_words: None,
        verdict: Verdict::NoneShared,
        shared: x.iter().filter(|r| y.iter().any(|o| o.interviewer == r.interviewer)).count(),
        competencies: rated.len(),
        note: None,
    };
    if rated.is_empty() {
        pair.note = Some("they are rated in no common competency");
        return pair;
    }
    let group = |side: &[RaterReading]| {
        side.first().and_then(|r| panel.place_of(&r.interviewer)).map(|r| model.groups[r])
    };
    if group(x) != group(y) {
        pair.note = Some("no interviewer rated both, and none links them through others");
        return pair;
    }
    let contrast = Contrast::of([x, y], panel, model);
    // A difference below a billionth is a rounding error; adding zero takes the sign off a zero.
    let difference = if contrast.difference.abs() < 1e-9 { 0.0 } else { contrast.difference + 0.0 };
    pair.difference = Some(difference);
    pair.verdict = Verdict::NoInterval;
    let Ok(error) = &model.error else {
        pair.note = Some("the ratings are too few to judge their spread");
        return pair;
    };
    let Some(open) = model.missing_variance(&rated, &missing) else {
        pair.note = Some("the panel is too small to judge what the missing competencies may add");
        return pair;
    };
    let raters = model.mixed.as_ref().map_or(0.0, |fit| fit.rater_part(&contrast.q, &contrast.p));
    let own = Variance { value: error.variance * (contrast.squares + raters).max(0.0), df: error.df };
    let all = own.plus(Variance { value: 2.0 * open.value, ..open });
    let se = all.value.sqrt();
    let quantile = t_quantile(0.975, all.df);
    let limits =
        quantile.filter(|_| se > 0.0).and_then(|q| Limits::of(difference - q * se, difference + q * se));
    let Some(limits) = limits else {
        pair.note = Some("the ratings are too few to judge their spread");
        return pair;
    };
    pair.low = Some(limits.low + 0.0);
    pair.high = Some(limits.high + 0.0);
    pair.verdict = if limits.low > 0.0 || limits.high < 0.0 { Verdict::Apart } else { Verdict::NotApart };
    pair.chance = t_cdf(difference / se, all.df);
    pair.chance_words = pair.chance.map(in_words);
    pair.note = if !missing.is_empty() {
        Some(
            "they are compared on the competencies that both are rated in; the interval allows for the others",
        )
    } else if error.flat {
        Some(
            "the interviewers differ by the same throughout; the interval allows for rounding to whole points",
        )
    } else {
        None
    };
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
