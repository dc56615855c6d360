//! Krippendorff's alpha (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability).

#![allow(clippy::float_cmp, reason = "categories are equal when they are the same number")]

use super::interval::Estimate;
use super::jackknife::jackknife_widened;
use super::ratings::{Rating, Ratings};
use super::undefined::Undefined;
use std::collections::BTreeMap;

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
    alpha_over(ratings, metric, |unit| unit)
}

/// The same, with limits by leaving out all units of a cluster at a time, such as all that was rated of one person: their
/// ratings hang together, and limits over single units would be too narrow. They are about these raters, over many more
/// people. `cluster` is a unit's, by its number.
pub fn alpha_over(
    ratings: &Ratings,
    metric: Metric,
    cluster: impl Fn(usize) -> usize,
) -> Result<Estimate, Undefined> {
    let units = ratings.several_paired()?;
    let clusters: Vec<usize> = units.iter().map(|u| cluster(u[0].unit as usize)).collect();
    match metric {
        Metric::Interval => squares(&units, &clusters, |v| v),
        Metric::Ordinal => {
            let ranks = mid_ranks(&units);
            squares(&units, &clusters, |v| ranks[position(&ranks, v)].1)
        }
        Metric::Nominal => counts(&units, &clusters, |a, b| if a == b { 0.0 } else { 1.0 }),
        Metric::Ratio => {
            if units.iter().copied().flatten().any(|r| r.value < 0.0) {
                return Err(Undefined::Negative);
            }
            counts(&units, &clusters, |a, b| if a == b { 0.0 } else { ((a - b) / (a + b)).powi(2) })
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
fn squares(units: &[&[Rating]], clusters: &[usize], x: impl Fn(f64) -> f64) -> Result<Estimate, Undefined> {
    let n: f64 = units.iter().map(|u| u.len() as f64).sum();
    let centre = units.iter().copied().flatten().map(|r| x(r.value)).sum::<f64>() / n;
    // (m, sum, sum of squares) of each unit around the centre.
    let of_unit = |unit: &[Rating]| {
        let around = unit.iter().map(|r| x(r.value) - centre);
        (unit.len() as f64, around.clone().sum::<f64>(), around.map(|v| v * v).sum::<f64>())
    };
    let (mut sum, mut square, mut observed) = (0.0, 0.0, 0.0);
    let pairs = |(m, s, q): (f64, f64, f64)| 2.0 * (m * q - s * s) / (m - 1.0);
    for unit in units {
        let u = of_unit(unit);
        sum += u.1;
        square += u.2;
        observed += pairs(u);
    }
    let expected = |n: f64, sum: f64, square: f64| 2.0 * (n * square - sum * sum);
    let all = Disagreement { n, observed, expected: expected(n, sum, square) };
    let tiny = n * n * centre.abs().max(1.0).powi(2) * 1e-20;
    let value = all.alpha(tiny).ok_or(Undefined::AllEqual)?;
    // What each cluster takes away: ratings, sum, sum of squares, observed disagreement.
    let parts = by_cluster(clusters, units, |of: &mut [f64; 4], unit| {
        let u = of_unit(unit);
        for (sum, more) in of.iter_mut().zip([u.0, u.1, u.2, pairs(u)]) {
            *sum += more;
        }
    });
    let without: Vec<_> = parts
        .iter()
        .map(|[m, s, q, own]| {
            let rest = Disagreement {
                n: n - m,
                observed: observed - own,
                expected: expected(n - m, sum - s, square - q),
            };
            (rest.alpha(tiny), 1)
        })
        .collect();
    Ok(jackknife_widened(value, &without))
}

/// What the units of each cluster add up to, the clusters in the order of first sight.
fn by_cluster<T: Default>(
    clusters: &[usize],
    units: &[&[Rating]],
    mut add: impl FnMut(&mut T, &[Rating]),
) -> Vec<T> {
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    let mut sums: Vec<T> = Vec::new();
    for (cluster, unit) in clusters.iter().zip(units) {
        let place = *places.entry(*cluster).or_insert_with(|| {
            sums.push(T::default());
            sums.len() - 1
        });
        add(&mut sums[place], unit);
    }
    sums
}

/// Alpha with any distance, from the counts of each value.
fn counts(
    units: &[&[Rating]],
    clusters: &[usize],
    distance: impl Fn(f64, f64) -> f64,
) -> Result<Estimate, Undefined> {
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
    // Observed disagreement within units, less `m - 1`, and by cluster the counts of each value.
    let inner = |own: &[(f64, f64)]| -> f64 {
        own.iter().map(|(a, n)| n * own.iter().map(|(b, k)| k * distance(*a, *b)).sum::<f64>()).sum()
    };
    let observed = |unit: &[Rating]| inner(&counted(unit.iter())) / (unit.len() as f64 - 1.0);
    all.observed = units.iter().map(|u| observed(u)).sum();
    let value = all.alpha(0.0).ok_or(Undefined::AllEqual)?;
    let parts = by_cluster(clusters, units, |of: &mut (f64, Vec<Rating>), unit| {
        of.0 += observed(unit);
        of.1.extend(unit);
    });
    let without: Vec<_> = parts
        .iter()
        .map(|(own_observed, ratings)| {
            let own = counted(ratings.iter());
            let outer: f64 = own.iter().map(|(a, n)| n * far[position(&values, *a)]).sum();
            let rest = Disagreement {
                n: all.n - ratings.len() as f64,
                observed: all.observed - own_observed,
                expected: all.expected - 2.0 * outer + inner(&own),
            };
            (rest.alpha(1e-9), 1)
        })
        .collect();
    Ok(jackknife_widened(value, &without))
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
        let negative = ratings(&[&[-1.0, 1.0], &[1.0, 1.0]]);
        assert_eq!(alpha(&negative, Metric::Ratio).unwrap_err(), Undefined::Negative);
        let one = ratings(&[&[3.0, 4.0], &[3.0, hole]]);
        assert_eq!(alpha(&one, Metric::Ordinal).unwrap_err(), Undefined::OneShared);
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
