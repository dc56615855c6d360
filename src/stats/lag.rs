//! Order effects: how far a rating leans against the one before.

use super::additive::residuals;
use super::interval::{Limits, mean};
use super::ratings::{Rating, Ratings};
use super::undefined::Undefined;

/// So many ratings have to follow another of the same rater.
pub const FEWEST_FOLLOWING: usize = 20;

/// With less of the spread of the ones before left once raters and units are taken out, the order is much the same for all.
const LEAST_FREE: f64 = 0.2;

/// How far ratings lean against the one before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LagOne {
    /// By how many points a rating is higher for each point by which others rate the unit before higher; below zero it leans
    /// away from the one before.
    pub slope: f64,
    /// Its 95% limits.
    pub limits: Limits,
    /// How many ratings follow one whom others rated too.
    pub following: usize,
}

/// The lag-one slope of `ratings`, where `before` has for each of [`Ratings::cells`] the unit that the same rater rated just
/// before, if that is known.
///
/// Least squares of `rating = unit + rater + slope x level of the unit before`, with Student's t. The level is what the *other*
/// raters gave it, their own effects taken out: a rater's own rating before would bring its error along and bend the slope.
/// Fails where there are fewer than [`FEWEST_FOLLOWING`] such ratings, and where all raters met the units in much the
/// same order, so that the unit itself explains what would be a lean.
pub fn lag_one(ratings: &Ratings, before: &[Option<u32>]) -> Result<LagOne, Undefined> {
    if before.iter().all(Option::is_none) {
        return Err(Undefined::NoTimes);
    }
    let effects = residuals(ratings).effects;
    let free = |c: &Rating| c.value - effects[c.rater as usize];
    let (mut cells, mut others, mut levels) = (Vec::new(), Vec::new(), Vec::new());
    for (cell, unit) in ratings.cells().iter().zip(before) {
        let Some(unit) = unit else { continue };
        let rated = ratings.unit(*unit as usize);
        let of_others: Vec<f64> = rated.iter().filter(|c| c.rater != cell.rater).map(free).collect();
        if let Some(level) = mean(&of_others) {
            cells.push(*cell);
            others.push(level);
            levels.push(mean(&rated.iter().map(free).collect::<Vec<_>>()).unwrap_or(level));
        }
    }
    let following = cells.len();
    if following < FEWEST_FOLLOWING {
        return Err(Undefined::TooFewFollowing(following, FEWEST_FOLLOWING));
    }
    // The cells are in the order of `ratings`, which is that of the residuals.
    let around = |values: Option<&[f64]>| {
        let cells = cells.iter().enumerate();
        let cells = cells.map(|(i, c)| Rating { value: values.map_or(c.value, |v| v[i]), ..*c }).collect();
        residuals(&Ratings::new(ratings.units(), ratings.raters(), cells))
    };
    let level = around(Some(&levels)).values;
    let middle = mean(&levels).unwrap_or_default();
    let spread: f64 = levels.iter().map(|l| (l - middle).powi(2)).sum();
    if sum_of_products(&level, &level) < LEAST_FREE * spread || spread < 1e-12 {
        return Err(Undefined::SameOrder);
    }
    let (x, y) = (around(Some(&others)).values, around(None));
    let (squares, df) = (sum_of_products(&x, &x), y.df.saturating_sub(1));
    if df < 3 || squares < 1e-12 {
        return Err(Undefined::NoResidual);
    }
    let y = y.values;
    let slope = sum_of_products(&x, &y) / squares;
    let rest = (sum_of_products(&y, &y) - slope * slope * squares).max(0.0) / df as f64;
    let limits = Limits::around(slope, (rest / squares).sqrt(), df as f64).filter(|l| l.high > l.low);
    Ok(LagOne { slope, limits: limits.ok_or(Undefined::NoResidual)?, following })
}

fn sum_of_products(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ratings of 12 units by 5 raters, each in an order of their own, that lean by `slope`; with `noise` times a hash.
    fn leaning(slope: f64, noise: f64, one_order: bool) -> (Ratings, Vec<Option<u32>>) {
        let level = |u: u32| f64::from(u * 7 % 12) * 0.2;
        let mut cells = Vec::new();
        let mut before = std::collections::BTreeMap::new();
        for rater in 0..5_u32 {
            let step = if one_order { 1 } else { [1, 5, 7, 11, 5][rater as usize] };
            let turn = if one_order { 0 } else { rater * 3 };
            let mut last = None;
            for k in 0..12 {
                let unit = (k * step + turn) % 12;
                let hash = f64::from((unit * 31 + rater * 17 + unit * unit * 5 + rater * unit * 3) % 23)
                    / 22.0
                    - 0.5;
                let lean = last.map_or(0.0, |u: u32| slope * level(u));
                let value = level(unit) + 0.3 * f64::from(rater) + lean + noise * hash;
                cells.push(Rating { unit, rater, value });
                before.insert((unit, rater), last);
                last = Some(unit);
            }
        }
        let ratings = Ratings::new(12, 5, cells);
        let before = ratings.cells().iter().map(|c| before[&(c.unit, c.rater)]).collect();
        (ratings, before)
    }

    #[test]
    fn a_lean_is_found_and_none_isnt() {
        let of = |slope| {
            let (ratings, before) = leaning(slope, 0.2, false);
            lag_one(&ratings, &before).unwrap()
        };
        let (none, lean) = (of(0.0), of(-0.3));
        assert_eq!(none.following, 55);
        assert!(none.limits.low < 0.0 && none.limits.high > 0.0, "{none:?}");
        assert!(lean.limits.low < -0.3 && lean.limits.high > -0.3 && lean.limits.high < 0.0, "{lean:?}");
    }

    #[test]
    fn what_cannot_be_told_says_why() {
        let (ratings, before) = leaning(0.0, 0.2, true);
        assert_eq!(lag_one(&ratings, &before), Err(Undefined::SameOrder));
        let none = vec![None; before.len()];
        assert_eq!(lag_one(&ratings, &none), Err(Undefined::NoTimes));
        let few: Vec<_> = before.iter().enumerate().map(|(i, b)| b.filter(|_| i < 10)).collect();
        assert!(matches!(lag_one(&ratings, &few), Err(Undefined::TooFewFollowing(..))));
    }
}
