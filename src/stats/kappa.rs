//! Kappas: Cohen's for two raters (1960, Educational and Psychological Measurement 20, 37-46; weighted: 1968,
//! Psychological Bulletin 70, 213-220), Fleiss's for any number (1971, Psychological Bulletin 76, 378-382) with holes
//! as Gwet takes them (2014, Handbook of Inter-Rater Reliability, 4th edition).

#![allow(clippy::float_cmp, reason = "categories are equal when they are the same number")]

use super::interval::Estimate;
use super::jackknife::jackknife;
use super::ratings::Ratings;
use super::undefined::Undefined;

/// The weight of a disagreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weights {
    /// The same for all.
    Plain,
    /// The number of categories between the two values.
    Linear,
    /// The square of that.
    Quadratic,
}

/// More different values than this are not taken for categories.
const MOST_CATEGORIES: usize = 100;

/// The different values of the ratings, rising; fails where there are too many.
fn categories(ratings: &Ratings) -> Result<Vec<f64>, Undefined> {
    let mut values: Vec<f64> = ratings.cells().iter().map(|c| c.value).collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    if values.len() > MOST_CATEGORIES {
        return Err(Undefined::TooManyValues(MOST_CATEGORIES));
    }
    Ok(values)
}

/// How often two raters gave which values to the units that both rated: the first rater's values are the rows, the second's
/// the columns.
///
/// `points` are the categories in their order. The values that occur are taken where there are no points, or where a value
/// is none of them. Fails unless there are two raters.
pub fn confusion(ratings: &Ratings, points: Option<&[f64]>) -> Result<Vec<Vec<f64>>, Undefined> {
    if ratings.raters() != 2 {
        let n = ratings.raters();
        return Err(if n < 2 { Undefined::OneRater } else { Undefined::NotTwoRaters(n) });
    }
    let found = categories(ratings)?;
    let points = points.filter(|p| found.iter().all(|v| p.contains(v))).unwrap_or(&found);
    let at = |v: f64| points.iter().position(|p| *p == v).unwrap_or(0);
    let mut table = vec![vec![0.0; points.len()]; points.len()];
    for unit in ratings.several_paired()? {
        table[at(unit[0].value)][at(unit[1].value)] += 1.0;
    }
    Ok(table)
}

/// Cohen's kappa of a square table of counts, with limits by the jackknife over units.
pub fn cohen(table: &[Vec<f64>], weights: Weights) -> Result<Estimate, Undefined> {
    let value = kappa(table, weights).ok_or(Undefined::AllEqual)?;
    let mut less = table.to_vec();
    let mut without = Vec::new();
    for (i, row) in table.iter().enumerate() {
        for (j, n) in row.iter().enumerate().filter(|(_, n)| **n >= 1.0) {
            less[i][j] -= 1.0;
            without.push((kappa(&less, weights), n.round() as usize));
            less[i][j] += 1.0;
        }
    }
    Ok(jackknife(value, &without))
}

/// `1 - observed / expected disagreement`; none where none is expected.
fn kappa(table: &[Vec<f64>], weights: Weights) -> Option<f64> {
    let n: f64 = table.iter().flatten().sum();
    let rows: Vec<f64> = table.iter().map(|r| r.iter().sum()).collect();
    let columns: Vec<f64> = (0..table.len()).map(|j| table.iter().map(|r| r[j]).sum()).collect();
    let (mut observed, mut expected) = (0.0, 0.0);
    for (i, row) in table.iter().enumerate() {
        for (j, count) in row.iter().enumerate() {
            let apart = i.abs_diff(j) as f64;
            let weight = match weights {
                Weights::Plain => f64::from(u8::from(i != j)),
                Weights::Linear => apart,
                Weights::Quadratic => apart * apart,
            };
            observed += weight * count;
            expected += weight * rows[i] * columns[j];
        }
    }
    (n > 0.0 && expected > 0.0).then(|| 1.0 - n * observed / expected)
}

/// Fleiss's kappa, with limits by the jackknife over units.
///
/// Agreement is measured over the units with two ratings or more, the shares of the categories over all rated units.
pub fn fleiss(ratings: &Ratings) -> Result<Estimate, Undefined> {
    ratings.several_paired()?;
    let categories = categories(ratings)?;
    let rated: Vec<usize> = (0..ratings.units()).filter(|u| !ratings.unit(*u).is_empty()).collect();
    let mut shares = vec![0.0; categories.len()];
    let mut parts = Vec::with_capacity(rated.len());
    let (mut agreed, mut paired) = (0.0, 0.0);
    for u in &rated {
        let mut counts: Vec<(usize, f64)> = Vec::new();
        for r in ratings.unit(*u) {
            let c = categories.partition_point(|v| *v < r.value);
            match counts.iter_mut().find(|(k, _)| *k == c) {
                Some((_, n)) => *n += 1.0,
                None => counts.push((c, 1.0)),
            }
        }
        let m = ratings.unit(*u).len() as f64;
        let agreement =
            (m > 1.0).then(|| counts.iter().map(|(_, n)| n * (n - 1.0)).sum::<f64>() / (m * (m - 1.0)));
        for (c, n) in &mut counts {
            *n /= m;
            shares[*c] += *n;
        }
        agreed += agreement.unwrap_or(0.0);
        paired += f64::from(u8::from(agreement.is_some()));
        parts.push((agreement, counts));
    }
    let square: f64 = shares.iter().map(|s| s * s).sum();
    let n = rated.len() as f64;
    let of = |agreed: f64, paired: f64, square: f64, n: f64| {
        let chance = square / (n * n);
        (paired > 0.0 && chance < 1.0 - 1e-12).then(|| (agreed / paired - chance) / (1.0 - chance))
    };
    let value = of(agreed, paired, square, n).ok_or(Undefined::AllEqual)?;
    let without: Vec<_> = parts
        .iter()
        .map(|(agreement, counts)| {
            let less: f64 = counts.iter().map(|(c, s)| s * s - 2.0 * s * shares[*c]).sum();
            let paired = paired - f64::from(u8::from(agreement.is_some()));
            (of(agreed - agreement.unwrap_or(0.0), paired, square + less, n - 1.0), 1)
        })
        .collect();
    Ok(jackknife(value, &without))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rating;

    #[test]
    fn undefined_kappas_say_why() {
        let cells = (0..4).flat_map(|u| (0..2).map(move |r| Rating { unit: u, rater: r, value: 2.0 }));
        let equal = Ratings::new(4, 2, cells.collect());
        assert_eq!(cohen(&confusion(&equal, None).unwrap(), Weights::Linear), Err(Undefined::AllEqual));
        assert_eq!(fleiss(&equal), Err(Undefined::AllEqual));
        let shared = [(0, 0, 3.0), (0, 1, 4.0), (1, 0, 3.0)];
        let one =
            Ratings::new(2, 2, shared.map(|(unit, rater, value)| Rating { unit, rater, value }).to_vec());
        assert_eq!(
            (fleiss(&one), confusion(&one, None)),
            (Err(Undefined::OneShared), Err(Undefined::OneShared))
        );
        let three = Ratings::new(1, 3, vec![]);
        assert_eq!(confusion(&three, None), Err(Undefined::NotTwoRaters(3)));
        assert_eq!(fleiss(&three), Err(Undefined::OneRater));
    }

    #[test]
    fn points_that_nobody_used_widen_a_disagreement() {
        let values = [(1.0, 1.0), (4.0, 4.0), (1.0, 4.0), (3.0, 4.0)];
        let cells = values.iter().enumerate().flat_map(|(u, (a, b))| {
            [(0, *a), (1, *b)].map(|(r, v)| Rating { unit: u as u32, rater: r, value: v })
        });
        let ratings = Ratings::new(4, 2, cells.collect());
        let of = |points: Option<&[f64]>| {
            cohen(&confusion(&ratings, points).unwrap(), Weights::Linear).unwrap().value
        };
        assert!((of(None) - (1.0 - 12.0 / 18.0)).abs() < 1e-12);
        assert!((of(Some(&[1.0, 2.0, 3.0, 4.0])) - (1.0 - 16.0 / 26.0)).abs() < 1e-12);
    }
}
