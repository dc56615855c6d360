//! Krippendorff's alpha (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability).

#![allow(clippy::float_cmp, reason = "categories are equal when they are the same number")]

use super::interval::Estimate;
use super::jackknife::jackknife;
use super::ratings::{Rating, Ratings};
use super::undefined::Undefined;

/// The distance between two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// 0 where they are equal, else 1.
    Nominal,
    /// The squared difference of their mid-ranks: by how many ratings lie between them.
    Ordinal,
    /// Their squared difference.
    Interval,
    /// Their squared difference over their squared sum.
    Ratio,
}

/// With more different values than this, not every pair of them is counted.
const MOST_VALUES: usize = 2000;

/// Krippendorff's alpha, at most 1, with 95% limits by the jackknife over units; missing ratings are left out.
///
/// `alpha = 1 - Do / De`, with `Do = 1/n sum_u 1/(m_u - 1) sum_(i != j) d(i, j)` over the units with `m_u >= 2` ratings
/// and `De = 1/(n (n - 1)) sum_(i != j) d(i, j)` over all n of their ratings. The ordinal distance is the squared
/// difference of mid-ranks, which is Krippendorff's formula written shorter; the jackknife keeps the ranks of all ratings.
pub fn alpha(ratings: &Ratings, metric: Metric) -> Result<Estimate, Undefined> {
    let units = ratings.paired()?;
    match metric {
        Metric::Interval => squares(&units, |v| v),
        Metric::Ordinal => {
            let ranks = mid_ranks(&units);
            squares(&units, |v| ranks[position(&ranks, v)].1)
        }
        Metric::Nominal => counts(&units, |a, b| if a == b { 0.0 } else { 1.0 }),
        Metric::Ratio => {
            if units.iter().copied().flatten().any(|r| r.value < 0.0) {
                return Err(Undefined::Negative);
            }
            counts(&units, |a, b| if a == b { 0.0 } else { ((a - b) / (a + b)).powi(2) })
        }
    }
}

/// The sums over some units from which alpha follows.
#[derive(Debug, Clone, Copy, Default)]
struct Disagreement {
    /// Ratings.
    n: f64,
    /// `sum_u 1/(m_u - 1) sum_(i != j) d`.
    observed: f64,
    /// `sum_(i != j) d` over all ratings.
    expected: f64,
}

impl Disagreement {
    fn alpha(self, tiny: f64) -> Option<f64> {
        (self.expected > tiny && self.n > 1.0).then(|| 1.0 - (self.n - 1.0) * self.observed / self.expected)
    }
}

/// Different values with their counts, in rising order.
fn counted<'a>(ratings: impl Iterator<Item = &'a Rating>) -> Vec<(f64, f64)> {
    let mut values: Vec<f64> = ratings.map(|r| r.value).collect();
    values.sort_by(f64::total_cmp);
    let mut counted: Vec<(f64, f64)> = Vec::new();
    for v in values {
        match counted.last_mut() {
            Some((last, n)) if *last == v => *n += 1.0,
            _ => counted.push((v, 1.0)),
        }
    }
    counted
}

/// Different values with their mid-ranks.
fn mid_ranks(units: &[&[Rating]]) -> Vec<(f64, f64)> {
    let mut before = 0.0;
    let mut ranks = counted(units.iter().copied().flatten());
    for (_, n) in &mut ranks {
        let count = *n;
        *n = before + count / 2.0;
        before += count;
    }
    ranks
}

/// The index of `value` in a rising list that holds it.
fn position(values: &[(f64, f64)], value: f64) -> usize {
    values.partition_point(|(v, _)| *v < value).min(values.len() - 1)
}

/// Alpha where the distance is the squared difference of `x(value)`: sums of squares suffice.
fn squares(units: &[&[Rating]], x: impl Fn(f64) -> f64) -> Result<Estimate, Undefined> {
    let n: f64 = units.iter().map(|u| u.len() as f64).sum();
    let centre = units.iter().copied().flatten().map(|r| x(r.value)).sum::<f64>() / n;
    // (m, sum, sum of squares) of each unit around the centre.
    let of = |unit: &[Rating]| {
        let around = unit.iter().map(|r| x(r.value) - centre);
        (unit.len() as f64, around.clone().sum::<f64>(), around.map(|v| v * v).sum::<f64>())
    };
    let (mut sum, mut square, mut observed) = (0.0, 0.0, 0.0);
    let pairs = |(m, s, q): (f64, f64, f64)| 2.0 * (m * q - s * s) / (m - 1.0);
    for unit in units {
        let u = of(unit);
        sum += u.1;
        square += u.2;
        observed += pairs(u);
    }
    let expected = |n: f64, sum: f64, square: f64| 2.0 * (n * square - sum * sum);
    let all = Disagreement { n, observed, expected: expected(n, sum, square) };
    let tiny = n * n * centre.abs().max(1.0).powi(2) * 1e-20;
    let value = all.alpha(tiny).ok_or(Undefined::AllEqual)?;
    let without: Vec<_> = units
        .iter()
        .map(|unit| {
            let u = of(unit);
            let rest = Disagreement {
                n: n - u.0,
                observed: observed - pairs(u),
                expected: expected(n - u.0, sum - u.1, square - u.2),
            };
            (rest.alpha(tiny), 1)
        })
        .collect();
    Ok(jackknife(value, &without))
}

/// Alpha with any distance, from the counts of each value.
fn counts(units: &[&[Rating]], distance: impl Fn(f64, f64) -> f64) -> Result<Estimate, Undefined> {
    let values = counted(units.iter().copied().flatten());
    if values.len() > MOST_VALUES {
        return Err(Undefined::TooManyValues(MOST_VALUES));
    }
    // The sum of the distances of each value from all ratings.
    let far: Vec<f64> =
        values.iter().map(|(a, _)| values.iter().map(|(b, n)| n * distance(*a, *b)).sum()).collect();
    let mut all = Disagreement {
        n: values.iter().map(|(_, n)| n).sum(),
        observed: 0.0,
        expected: values.iter().zip(&far).map(|((_, n), f)| n * f).sum(),
    };
    let parts: Vec<(f64, f64, f64)> = units
        .iter()
        .map(|unit| {
            let own = counted(unit.iter());
            let inner: f64 =
                own.iter().map(|(a, n)| n * own.iter().map(|(b, k)| k * distance(*a, *b)).sum::<f64>()).sum();
            let outer: f64 = own.iter().map(|(a, n)| n * far[position(&values, *a)]).sum();
            (unit.len() as f64, inner, outer)
        })
        .collect();
    all.observed = parts.iter().map(|(m, inner, _)| inner / (m - 1.0)).sum();
    let value = all.alpha(0.0).ok_or(Undefined::AllEqual)?;
    let without: Vec<_> = parts
        .iter()
        .map(|(m, inner, outer)| {
            let rest = Disagreement {
                n: all.n - m,
                observed: all.observed - inner / (m - 1.0),
                expected: all.expected - 2.0 * outer + inner,
            };
            (rest.alpha(1e-9), 1)
        })
        .collect();
    Ok(jackknife(value, &without))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ratings(rows: &[&[f64]]) -> Ratings {
        let cells = rows.iter().enumerate().flat_map(|(u, row)| {
            let rated = row.iter().enumerate().filter(|(_, v)| v.is_finite());
            rated.map(move |(r, v)| Rating { unit: u as u32, rater: r as u32, value: *v })
        });
        Ratings::new(rows.len(), rows[0].len(), cells.collect())
    }

    const ALL: [Metric; 4] = [Metric::Nominal, Metric::Ordinal, Metric::Interval, Metric::Ratio];

    #[test]
    fn what_is_undefined_says_why() {
        let hole = f64::NAN;
        for metric in ALL {
            let of = |rows: &[&[f64]]| alpha(&ratings(rows), metric).unwrap_err();
            assert_eq!(of(&[&[0.1, 0.1], &[0.1, 0.1], &[0.1, 0.1]]), Undefined::AllEqual);
            assert_eq!(of(&[&[3.0], &[4.0]]), Undefined::OneRater);
            assert_eq!(of(&[&[3.0, hole], &[hole, 4.0]]), Undefined::NoOverlap);
        }
        assert_eq!(alpha(&ratings(&[&[-1.0, 1.0]]), Metric::Ratio).unwrap_err(), Undefined::Negative);
    }

    #[test]
    fn agreement_without_a_fault_is_one() {
        for metric in ALL {
            let e = alpha(&ratings(&[&[1.0, 1.0], &[2.0, 2.0], &[4.0, 4.0]]), metric).unwrap();
            assert!((e.value - 1.0).abs() < 1e-12 && e.limits.is_none(), "{metric:?} {e:?}");
        }
    }

    proptest! {
        #[test]
        fn alpha_is_finite_and_knows_no_order_of_raters(
            rows in prop::collection::vec(prop::collection::vec(1_u8..5, 3), 2..9)
        ) {
            let rows: Vec<Vec<f64>> = rows.iter().map(|r| r.iter().map(|v| f64::from(*v)).collect()).collect();
            let turned: Vec<Vec<f64>> = rows.iter().map(|r| r.iter().rev().copied().collect()).collect();
            let of = |rows: &[Vec<f64>]| ratings(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
            for metric in ALL {
                match (alpha(&of(&rows), metric), alpha(&of(&turned), metric)) {
                    (Ok(a), Ok(b)) => {
                        prop_assert!((a.value - b.value).abs() < 1e-9 && a.value <= 1.0 + 1e-12);
                        if let Some(l) = a.limits {
                            prop_assert!(l.low <= a.value + 1e-12 && a.value <= l.high + 1e-12);
                        }
                    }
                    (a, b) => prop_assert_eq!(a.err(), b.err()),
                }
            }
        }
    }
}
