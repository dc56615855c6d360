//! Means, standard deviations, and 95% limits.

use super::distribution::t_quantile;

/// A 95% interval.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, schemars::JsonSchema)]
pub struct Limits {
    /// The lower limit.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
}

impl Limits {
    /// `centre` plus and minus the 97.5% quantile of Student's t times the standard error; none where it isn't finite.
    pub fn around(centre: f64, se: f64, df: f64) -> Option<Self> {
        let half = t_quantile(0.975, df)? * se;
        Self::of(centre - half, centre + half)
    }

    /// The limits `low` and `high`; none unless both are finite.
    pub fn of(low: f64, high: f64) -> Option<Self> {
        (low.is_finite() && high.is_finite()).then_some(Self { low, high })
    }

    /// The limits, each moved into the range from `low` to `high`.
    #[must_use]
    pub(super) fn clamped(self, low: f64, high: f64) -> Self {
        Self { low: self.low.clamp(low, high), high: self.high.clamp(low, high) }
    }
}

/// A variance that is estimated, with the degrees of freedom of the estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Variance {
    /// The estimate.
    pub value: f64,
    /// Its degrees of freedom.
    pub df: f64,
}

impl Variance {
    /// The sum of both, with the degrees of freedom of Satterthwaite (1946, Biometrics Bulletin 2, 110-114).
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        if other.value <= 0.0 {
            return self;
        }
        let value = self.value + other.value;
        let df = value * value / (self.value.powi(2) / self.df + other.value.powi(2) / other.df);
        Self { value, df }
    }
}

/// A figure with its limits, where there are any.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Its limits.
    pub limits: Option<Limits>,
}

/// The arithmetic mean; none of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The sample standard deviation, in two passes; none for fewer than two values.
pub fn sd(values: &[f64]) -> Option<f64> {
    let m = mean(values).filter(|_| values.len() > 1)?;
    let squares: f64 = values.iter().map(|v| (v - m).powi(2)).sum();
    Some((squares / (values.len() - 1) as f64).sqrt())
}

/// The 95% limits of the weighted mean of `values`, by Student's t; none for fewer than two values or weights of zero.
///
/// With weights that sum to 1, the variance of one value is estimated by `sum w (x - m)^2 / (1 - sum w^2)`, unbiased under
/// reliability weights, and that of the mean is `sum w^2` times it. With equal weights this is the textbook interval of a
/// mean. Equal values have no limits, since they show no spread.
pub fn weighted_limits(values: &[f64], weights: &[f64]) -> Option<Limits> {
    let WeightedError { mean, se, df } = weighted_error(values, weights)?;
    Limits::around(mean, se, df)
}

/// A weighted mean with its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightedError {
    /// The weighted mean.
    pub mean: f64,
    /// Its standard error.
    pub se: f64,
    /// The degrees of freedom: values - 1.
    pub df: f64,
}

/// The weighted mean of `values` with its standard error, as [`weighted_limits`] has it.
pub fn weighted_error(values: &[f64], weights: &[f64]) -> Option<WeightedError> {
    let all: f64 = weights.iter().sum();
    let used = weights.iter().filter(|w| **w > 0.0).count();
    if used < 2 || values.len() != weights.len() {
        return None;
    }
    let share = || weights.iter().map(|w| w / all);
    let m: f64 = share().zip(values).map(|(w, x)| w * x).sum();
    let squares: f64 = share().map(|w| w * w).sum();
    let variance = share().zip(values).map(|(w, x)| w * (x - m).powi(2)).sum::<f64>() / (1.0 - squares);
    if variance < 1e-18 {
        return None;
    }
    Some(WeightedError { mean: m, se: (variance * squares).sqrt(), df: (used - 1) as f64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_weights_give_the_textbook_interval() {
        // scipy 1.17.1: t.interval(0.95, 3, 3, sd / 2)
        let l = weighted_limits(&[3.0, 4.0, 2.0, 3.0], &[0.2; 4]).unwrap();
        assert!((l.low - 1.700_771_74).abs() < 1e-7 && (l.high - 4.299_228_26).abs() < 1e-6, "{l:?}");
    }

    #[test]
    fn variances_add_up_with_their_degrees_of_freedom() {
        let (one, other) = (Variance { value: 1.0, df: 3.0 }, Variance { value: 1.0, df: 9.0 });
        let sum = one.plus(other);
        assert!((sum.value - 2.0).abs() < 1e-12 && (sum.df - 9.0).abs() < 1e-12, "{sum:?}");
        assert_eq!(one.plus(Variance { value: 0.0, df: 1.0 }), one);
    }

    #[test]
    fn one_value_and_equal_values_have_no_limits() {
        assert_eq!(weighted_limits(&[3.0], &[1.0]), None);
        assert_eq!(weighted_limits(&[3.0, 4.0], &[1.0, 0.0]), None);
        assert_eq!(weighted_limits(&[3.0, 3.0], &[0.5, 0.5]), None);
        assert_eq!((mean(&[]), sd(&[2.0])), (None, None));
    }
}
