//! How much raters differ: the variance of their effects, and what an effect is worth after shrinkage.

use super::additive::{System, unit_values};
use super::{Additive, Ratings};

/// The residual variance over that of the raters, where the ratings are too few to estimate it: an assumption on the
/// careful side, under which a rater with three ratings is corrected by half of what they seem to be off.
pub const FIXED_RATIO: f64 = 3.0;

/// Up to this number of raters the likelihood is maximised.
const REML_RATERS: usize = 300;

/// Where a variance comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Restricted maximum likelihood (Patterson and Thompson 1971, Biometrika 58, 545-554).
    Reml,
    /// Henderson's third method (1953, Biometrics 9, 226-252), for very many raters.
    Moments,
    /// [`FIXED_RATIO`], since there are too few ratings.
    Fixed,
}

/// How much raters differ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RaterVariance {
    /// The variance of the raters' effects over the residual variance: 0 where raters don't seem to differ.
    pub ratio: f64,
    /// Where it comes from.
    pub source: Source,
}

/// The variance of the raters' effects, the units taken as they are; `fit` is the additive model of `ratings`.
pub fn rater_variance(ratings: &Ratings, fit: &Additive) -> RaterVariance {
    let raters = ratings.raters();
    if raters < 3 || fit.residual_df < 3 || fit.residual_ss <= 0.0 {
        return RaterVariance { ratio: 1.0 / FIXED_RATIO, source: Source::Fixed };
    }
    let system = System::new(ratings);
    if raters > REML_RATERS {
        return RaterVariance { ratio: moments(&system, fit), source: Source::Moments };
    }
    RaterVariance { ratio: reml(&system, ratings), source: Source::Reml }
}

/// `(SS - rank residual variance) / trace S`, over the residual variance: unbiased for each part.
fn moments(system: &System<'_>, fit: &Additive) -> f64 {
    let residual = fit.residual_ss / fit.residual_df as f64;
    let rank = (system.b.len() - 1) as f64;
    let trace: f64 = system.diagonal.iter().sum();
    ((system.within - fit.residual_ss - rank * residual) / trace / residual).max(0.0)
}

/// The ratio that maximises the restricted likelihood, the residual variance profiled out:
/// `nu ln(Q(g)) + ln det(I + g S)` is least, with `Q(g) = SS - g b'(I + g S)^-1 b` and `nu` = ratings - units.
fn reml(system: &System<'_>, ratings: &Ratings) -> f64 {
    let units = (0..ratings.units()).filter(|u| !ratings.unit(*u).is_empty()).count();
    let nu = (ratings.cells().len() - units) as f64;
    let deviance = |g: f64| -> f64 {
        let Some(factor) = system.factor(g, 1.0) else { return f64::INFINITY };
        let x = factor.solve(&system.b);
        let q = system.within - g * system.b.iter().zip(&x).map(|(b, x)| b * x).sum::<f64>();
        if q <= 0.0 { f64::INFINITY } else { nu * q.ln() + factor.log_det() }
    };
    // A coarse walk over the logarithm, then a golden section around its best step.
    let at = |step: f64| 10_f64.powf(step / 2.0);
    let best = (-10..=8).map(f64::from).min_by(|a, b| deviance(at(*a)).total_cmp(&deviance(at(*b))));
    let best = best.unwrap_or(0.0);
    let (mut low, mut high) = (best - 1.0, best + 1.0);
    let golden = (5_f64.sqrt() - 1.0) / 2.0;
    for _ in 0..40 {
        let (a, b) = (high - golden * (high - low), low + golden * (high - low));
        if deviance(at(a)) < deviance(at(b)) { high = b } else { low = a }
    }
    let ratio = at(f64::midpoint(low, high));
    if deviance(0.0) <= deviance(ratio) { 0.0 } else { ratio }
}

impl RaterVariance {
    /// Each rater's effect drawn towards zero by what it rests on, and the units' values freed of these effects
    /// (best linear unbiased prediction, Henderson 1975, Biometrics 31, 423-447).
    pub fn shrunken(&self, ratings: &Ratings) -> (Vec<f64>, Vec<Option<f64>>) {
        let effects = if self.ratio > 0.0 {
            System::new(ratings).effects(1.0 / self.ratio)
        } else {
            vec![0.0; ratings.raters()]
        };
        let values = unit_values(ratings, &effects);
        (effects, values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Rating, additive};

    /// A crossed table: there REML is the analysis of variance, (MSR - MSE) / units.
    #[test]
    fn reml_of_a_crossed_table_is_its_analysis_of_variance() {
        let rows = [
            [9.0, 2.0, 5.0, 8.0],
            [6.0, 1.0, 3.0, 2.0],
            [8.0, 4.0, 6.0, 8.0],
            [7.0, 1.0, 2.0, 6.0],
            [10.0, 5.0, 6.0, 9.0],
            [6.0, 2.0, 4.0, 7.0],
        ];
        let cells = rows.iter().enumerate().flat_map(|(u, row)| {
            row.iter().enumerate().map(move |(r, v)| Rating { unit: u as u32, rater: r as u32, value: *v })
        });
        let ratings = Ratings::new(6, 4, cells.collect());
        let fit = additive(&ratings).unwrap();
        let (jms, ems) = (32.486_111_111_111_11, 1.019_444_444_444_44);
        let expected = (jms - ems) / 6.0 / ems;
        let found = rater_variance(&ratings, &fit);
        assert_eq!(found.source, Source::Reml);
        assert!((found.ratio / expected - 1.0).abs() < 1e-6, "{} {expected}", found.ratio);
        assert!((moments(&System::new(&ratings), &fit) / expected - 1.0).abs() < 1e-9);
        let (effects, values) = found.shrunken(&ratings);
        for (e, full) in effects.iter().zip(&fit.rater_effects) {
            assert!((e - full * 6.0 / (6.0 + 1.0 / expected)).abs() < 1e-6, "{e} {full}");
        }
        // In a crossed panel the correction moves nobody against another.
        for (v, raw) in values.iter().zip(&fit.unit_values) {
            assert!((v.unwrap() - raw.unwrap()).abs() < 1e-9);
        }
    }

    #[test]
    fn few_ratings_take_the_fixed_ratio() {
        let cells = [(0, 0, 1.0), (0, 1, 2.0), (1, 1, 3.0), (1, 2, 2.0)];
        let cells = cells.map(|(unit, rater, value)| Rating { unit, rater, value });
        let ratings = Ratings::new(2, 3, cells.to_vec());
        let fit = additive(&ratings).unwrap();
        assert_eq!(rater_variance(&ratings, &fit).source, Source::Fixed);
    }
}
