//! Limits by leaving out one unit at a time.

use super::{Estimate, Limits};

/// The fewest units from which limits are drawn.
pub(super) const FEWEST: usize = 5;

/// `value` with 95% limits from what it becomes without each unit: (figure without it, how many such units).
///
/// The jackknife of Quenouille and Tukey (Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 11), with
/// Student's t. It draws no random numbers, so the same ratings give the same limits. No limits for fewer than
/// [`FEWEST`] units, or where the figure is undefined without one of them. They stay between -1 and 1.
pub(super) fn estimate(value: f64, without: &[(Option<f64>, usize)]) -> Estimate {
    let n: usize = without.iter().map(|(_, k)| k).sum();
    Estimate { value, limits: limits(value, without, n) }
}

fn limits(value: f64, without: &[(Option<f64>, usize)], n: usize) -> Option<Limits> {
    if n < FEWEST {
        return None;
    }
    let known: Vec<(f64, f64)> =
        without.iter().map(|(v, k)| v.map(|v| (v, *k as f64))).collect::<Option<_>>()?;
    let n = n as f64;
    let centre = known.iter().map(|(v, k)| v * k).sum::<f64>() / n;
    let spread: f64 = known.iter().map(|(v, k)| k * (v - centre).powi(2)).sum();
    let se = (spread * (n - 1.0) / n).sqrt();
    Limits::around(value, se, n - 1.0).map(|l| l.clamped(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_jackknife_of_a_mean_is_its_t_interval() {
        let x = [0.1, 0.3, 0.2, 0.5, 0.4, 0.1];
        let all: f64 = x.iter().sum();
        let without: Vec<_> = x.iter().map(|v| (Some((all - v) / 5.0), 1)).collect();
        let jack = estimate(all / 6.0, &without).limits.unwrap();
        let t = crate::stats::weighted_limits(&x, &[1.0; 6]).unwrap();
        assert!((jack.low - t.low).abs() < 1e-12 && (jack.high - t.high).abs() < 1e-12);
        assert_eq!(estimate(0.5, &without[..4]).limits, None);
    }
}
