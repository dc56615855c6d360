//! How much raters differ: the variance of their effects, and what is left of an effect after shrinkage.

use super::additive::{AdditiveFit, unit_values};
use super::ratings::Ratings;
use super::system::RaterSystem;

/// The residual variance over that of the raters, where the ratings are too few to estimate it. The value is cautious:
/// under it a rater with three ratings is corrected by half of what they seem to be off.
const FIXED_RATIO: f64 = 3.0;

/// Where a variance comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VarianceSource {
    /// Restricted maximum likelihood (Patterson and Thompson 1971, Biometrika 58, 545-554).
    Reml,
    /// Assumed, since there are too few ratings.
    Fixed,
}

/// How much raters differ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RaterVariance {
    /// The variance of the raters' effects over the residual variance: 0 where raters don't seem to differ.
    pub ratio: f64,
    /// Where it comes from.
    pub source: VarianceSource,
}

/// The variance of the raters' effects, the units taken as fixed; `fit` is the additive model of `ratings`.
pub fn rater_variance(ratings: &Ratings, fit: &AdditiveFit) -> RaterVariance {
    if ratings.raters() < 3 || fit.residual_df < 3 || fit.residual_ss <= 0.0 {
        return RaterVariance { ratio: 1.0 / FIXED_RATIO, source: VarianceSource::Fixed };
    }
    let units = fit.unit_values.iter().flatten().count();
    let likelihood = likelihood(ratings, (ratings.cells().len() - units) as f64);
    RaterVariance { ratio: likelihood.best_ratio(), source: VarianceSource::Reml }
}

/// The ratio of variances, averaged on a logarithmic scale from 0.03 to 10 by its restricted likelihood.
pub(super) fn averaged_ratio(likelihood: &Likelihood) -> f64 {
    let logs: Vec<f64> = (0..=25).map(|step| -1.5 + 0.1 * f64::from(step)).collect();
    let deviances: Vec<f64> = logs.iter().map(|log| likelihood.deviance(10_f64.powf(*log))).collect();
    let least = deviances.iter().copied().fold(f64::INFINITY, f64::min);
    let weights = || deviances.iter().map(|d| if d.is_finite() { (0.5 * (least - d)).exp() } else { 0.0 });
    let all: f64 = weights().sum();
    let sum: f64 = weights().zip(&logs).map(|(w, log)| w * log).sum();
    if all > 0.0 { 10_f64.powf(sum / all) } else { 1.0 / FIXED_RATIO }
}

/// The restricted likelihood of ratios of variances in `ratings`, whose number less that of their units is `df`.
pub(super) fn likelihood(ratings: &Ratings, df: f64) -> Likelihood {
    Likelihood { system: RaterSystem::new(ratings), df }
}

/// The restricted likelihood of a ratio `g` of variances, the residual variance profiled out.
pub(super) struct Likelihood {
    system: RaterSystem,
    /// Ratings - units.
    df: f64,
}

/// Half decades from 1e-5 to 1e4, between which the ratio is looked for.
const HALF_DECADES: std::ops::RangeInclusive<i32> = -10..=8;

impl Likelihood {
    /// The ratio of the greatest likelihood: the best of [`HALF_DECADES`], refined by bisection; 0 where that is as good.
    fn best_ratio(&self) -> f64 {
        let at = |step: f64| 10_f64.powf(step / 2.0);
        let steps = HALF_DECADES.map(|step| (self.deviance(at(f64::from(step))), step));
        let (_, best) = steps.min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((0.0, 0));
        let (mut low, mut high) = (f64::from(best) - 1.0, f64::from(best) + 1.0);
        for _ in 0..50 {
            let middle = f64::midpoint(low, high);
            if self.slope(at(middle)) < 0.0 { low = middle } else { high = middle }
        }
        let ratio = at(f64::midpoint(low, high));
        if self.deviance(0.0) <= self.deviance(ratio) { 0.0 } else { ratio }
    }

    /// `df ln Q(g) + ln det(I + g S)`, least where the likelihood is greatest; `Q(g) = SS - g b'x` with `(I + g S) x = b`.
    fn deviance(&self, g: f64) -> f64 {
        let Some(factor) = self.system.factor(g, 1.0) else { return f64::INFINITY };
        let q = self.quadratic(g, &factor.solve(&self.system.b));
        if q <= 0.0 { f64::INFINITY } else { self.df * q.ln() + factor.log_det() }
    }

    /// The derivative of the deviance: `(raters - trace((I + g S)^-1)) / g - df x'x / Q(g)`, for `g` above zero.
    fn slope(&self, g: f64) -> f64 {
        let Some(factor) = self.system.factor(g, 1.0) else { return f64::INFINITY };
        let x = factor.solve(&self.system.b);
        let squares: f64 = x.iter().map(|x| x * x).sum();
        (x.len() as f64 - factor.inverse_trace()) / g - self.df * squares / self.quadratic(g, &x)
    }

    fn quadratic(&self, g: f64, x: &[f64]) -> f64 {
        self.system.within - g * self.system.b.iter().zip(x).map(|(b, x)| b * x).sum::<f64>()
    }
}

impl RaterVariance {
    /// Each rater's effect drawn towards zero, the more the fewer ratings it rests on, and the units' values without these
    /// effects (best linear unbiased prediction, Henderson 1975, Biometrics 31, 423-447).
    pub fn shrunken(&self, ratings: &Ratings) -> (Vec<f64>, Vec<Option<f64>>) {
        let ridge = (self.ratio > 0.0).then(|| 1.0 / self.ratio);
        let effects = ridge.and_then(|ridge| RaterSystem::new(ratings).ridge_effects(ridge));
        let effects = effects.unwrap_or_else(|| vec![0.0; ratings.raters()]);
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
        assert_eq!(found.source, VarianceSource::Reml);
        assert!((found.ratio / expected - 1.0).abs() < 1e-12, "{} {expected}", found.ratio);
        let (effects, values) = found.shrunken(&ratings);
        for (e, full) in effects.iter().zip(&fit.rater_effects) {
            assert!((e - full * 6.0 / (6.0 + 1.0 / expected)).abs() < 1e-12, "{e} {full}");
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
        assert_eq!(rater_variance(&ratings, &fit).source, VarianceSource::Fixed);
    }

    #[test]
    fn raters_who_do_not_differ_are_not_corrected() {
        let cells = (0..8).flat_map(|unit| {
            (0..4).map(move |rater| Rating { unit, rater, value: f64::from(unit + (unit + rater) % 2) })
        });
        let ratings = Ratings::new(8, 4, cells.collect());
        let found = rater_variance(&ratings, &additive(&ratings).unwrap());
        assert_eq!((found.ratio, found.source), (0.0, VarianceSource::Reml));
        assert_eq!(found.shrunken(&ratings).0, [0.0; 4]);
    }
}
