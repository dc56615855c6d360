//! The two-way model with raters as a sample of many: rating = unit + rater + residual, the raters' effects drawn towards
//! zero by what they rest on.

use super::additive::pooled_residual;
use super::cholesky::Cholesky;
use super::ratings::Ratings;
use super::system::{MOST_RATERS, RaterSystem};
use super::undefined::Undefined;
use super::variance::{averaged_ratio, likelihood};

/// A fitted model, and what the errors of contrasts of units are made of.
#[derive(Debug, Clone)]
pub struct MixedFit {
    /// Each rater's effect, drawn towards zero (best linear unbiased prediction, Henderson 1975, Biometrics 31, 423-447).
    pub rater_effects: Vec<f64>,
    /// The variance of one rating around the model.
    pub variance: f64,
    /// Its degrees of freedom: ratings - units - the trace of `g S (I + g S)^-1`.
    pub df: f64,
    /// The inverse of `S + 1/g`, row by row.
    inverse: Vec<f64>,
    raters: usize,
}

/// Weights of some raters: each rater once, with a weight.
pub type RaterWeights = [(usize, f64)];

/// The fitted model of `ratings`; fails for one rater, for more than 1,000, and without a residual to judge the spread by.
///
/// The ratio `g` of the raters' variance to that of the residual is averaged over the restricted likelihood instead of
/// taken at its peak: with the few raters of a panel the peak is zero too often, and intervals become too narrow.
pub fn mixed(ratings: &Ratings) -> Result<MixedFit, Undefined> {
    match ratings.raters() {
        0 | 1 => return Err(Undefined::OneRater),
        n if n > MOST_RATERS => return Err(Undefined::TooManyRaters(MOST_RATERS)),
        _ => {}
    }
    let (residual, residual_df) = pooled_residual(ratings);
    if residual_df == 0 {
        return Err(Undefined::NoResidual);
    }
    let units = (0..ratings.units()).filter(|u| !ratings.unit(*u).is_empty()).count();
    let total = (ratings.cells().len() - units) as f64;
    let likelihood = likelihood(ratings, total);
    let g = averaged_ratio(&likelihood);
    let system = RaterSystem::new(ratings);
    let (unscaled, scaled) = (
        system.factor(1.0, 1.0 / g).ok_or(Undefined::NoOverlap)?,
        system.factor(g, 1.0).ok_or(Undefined::NoOverlap)?,
    );
    let rater_effects = unscaled.solve(&system.b);
    let explained: f64 = rater_effects.iter().zip(&system.b).map(|(e, b)| e * b).sum();
    let raters = ratings.raters();
    let flat = residual < 1e-12 * total;
    let variance = if flat { 0.0 } else { (system.within - explained).max(0.0) / total };
    let df = total - (raters as f64 - scaled.inverse_trace());
    Ok(MixedFit { rater_effects, variance, df: df.max(1.0), inverse: inverse(&unscaled, raters), raters })
}

fn inverse(factor: &Cholesky, n: usize) -> Vec<f64> {
    let mut unit = vec![0.0; n];
    let mut inverse = Vec::with_capacity(n * n);
    for i in 0..n {
        unit[i] = 1.0;
        inverse.extend(factor.solve(&unit));
        unit[i] = 0.0;
    }
    inverse
}

impl MixedFit {
    /// What the variance of a difference is multiplied by for the raters' effects: `q'h - 2 p'h` with `h = (S + 1/g)^-1 q`.
    ///
    /// A difference is a weighted sum of ratings, less the raters' effects. `q` is the sum of its weights by rater, and `p`
    /// the same once each unit's mean weight is taken off. Its mean squared error is the residual variance times the sum
    /// of the squared weights plus this. It is zero where the weights of each rater sum to zero.
    pub fn rater_part(&self, q: &RaterWeights, p: &RaterWeights) -> f64 {
        let form = |x: &RaterWeights| -> f64 {
            let terms = x.iter().flat_map(|(i, a)| q.iter().map(move |(j, b)| (*i, *j, a * b)));
            terms.map(|(i, j, product)| product * self.inverse[i * self.raters + j]).sum()
        };
        form(q) - 2.0 * form(p)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rating;

    /// Two units whom the raters 0 and 1 met, and one whom 1 and 2 met.
    fn chain() -> Ratings {
        let cells = [
            (0, 0, 3.0),
            (0, 1, 2.0),
            (1, 0, 2.5),
            (1, 1, 1.0),
            (2, 1, 3.0),
            (2, 2, 3.5),
            (3, 2, 2.0),
            (3, 0, 2.5),
        ];
        Ratings::new(4, 3, cells.map(|(unit, rater, value)| Rating { unit, rater, value }).to_vec())
    }

    #[test]
    fn a_difference_on_the_same_raters_owes_nothing_to_their_effects() {
        let fit = mixed(&chain()).unwrap();
        assert!(fit.rater_part(&[], &[]).abs() < 1e-12);
        assert!(fit.variance > 0.0 && fit.df >= 1.0 && fit.df <= 4.0, "{fit:?}");
        // Rater 1 is the strict one.
        assert!(fit.rater_effects[1] < 0.0 && fit.rater_effects[1] > -1.25, "{fit:?}");
        assert!(fit.rater_effects.iter().sum::<f64>().abs() < 1e-9);
    }

    #[test]
    fn other_raters_make_a_difference_less_sure() {
        let fit = mixed(&chain()).unwrap();
        // Unit 1 less unit 2, half a rating each: rater 0 against rater 2, rater 1 on both sides.
        let q = [(0, 0.5), (2, -0.5)];
        assert!(fit.rater_part(&q, &[]) > 0.0);
    }

    #[test]
    fn without_a_residual_there_is_no_fit() {
        let cells = [(0, 0, 3.0), (0, 1, 2.0)].map(|(unit, rater, value)| Rating { unit, rater, value });
        assert_eq!(mixed(&Ratings::new(1, 2, cells.to_vec())).unwrap_err(), Undefined::NoResidual);
    }
}
