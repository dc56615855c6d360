//! Limits by leaving out one unit at a time.

use super::interval::{Estimate, Limits};

/// The fewest units from which limits are drawn.
const FEWEST_UNITS: usize = 5;

/// The fewest people, or whatever else units hang together by, from which alpha's limits are drawn.
pub const FEWEST_CLUSTERS: usize = 6;

/// `value` with 95% limits within -1 and 1, from the figure without each unit: pairs of that figure and of how many units
/// it is the figure without.
///
/// The jackknife of Quenouille and Tukey (Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 11), with
/// Student's t. It draws no random numbers, so the same ratings give the same limits. There are none for fewer than
/// [`FEWEST_UNITS`] units, or where the figure is undefined without one of them.
pub(super) fn jackknife(value: f64, without: &[(Option<f64>, usize)]) -> Estimate {
    let n: usize = without.iter().map(|(_, k)| k).sum();
    Estimate { value, limits: limits(value, without, n) }
}

/// The same for a figure such as alpha, whose jackknife is too sure of itself where units are few: the standard error is
/// n / (n - 1) times as large, and there are no limits for fewer than [`FEWEST_CLUSTERS`]. `cargo bench --bench coverage`
/// holds it to its 95%.
pub(super) fn jackknife_widened(value: f64, without: &[(Option<f64>, usize)]) -> Estimate {
    let n: usize = without.iter().map(|(_, k)| k).sum();
    let limits = variance(without, n).filter(|_| n >= FEWEST_CLUSTERS).and_then(|own| {
        let n = n as f64;
        Limits::around(value, own.sqrt() * n / (n - 1.0), n - 1.0).map(|l| l.clamped(-1.0, 1.0))
    });
    Estimate { value, limits: limits.filter(|l| l.high > l.low) }
}

/// The jackknife's estimate of the variance; none where the figure is undefined without one of them.
fn variance(without: &[(Option<f64>, usize)], n: usize) -> Option<f64> {
    let known: Vec<(f64, f64)> =
        without.iter().map(|(v, k)| v.map(|v| (v, *k as f64))).collect::<Option<_>>()?;
    let n = n as f64;
    let centre = known.iter().map(|(v, k)| v * k).sum::<f64>() / n;
    let spread: f64 = known.iter().map(|(v, k)| k * (v - centre).powi(2)).sum();
    (n > 1.0).then(|| spread * (n - 1.0) / n)
}

fn limits(value: f64, without: &[(Option<f64>, usize)], n: usize) -> Option<Limits> {
    if n < FEWEST_UNITS {
        return None;
    }
    let se = variance(without, n)?.sqrt();
    let n = n as f64;
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
        let jack = jackknife(all / 6.0, &without).limits.unwrap();
        let t = crate::stats::weighted_limits(&x, &[1.0; 6]).unwrap();
        assert!((jack.low - t.low).abs() < 1e-12 && (jack.high - t.high).abs() < 1e-12);
        assert_eq!(jackknife(0.5, &without[..4]).limits, None);
    }
}
