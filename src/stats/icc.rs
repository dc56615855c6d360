//! Intraclass correlations (Shrout and Fleiss 1979, Psychological Bulletin 86, 420-428), with the limits of `McGraw` and
//! Wong (1996, Psychological Methods 1, 30-46).

use super::distribution::f_quantile;
use super::interval::{Estimate, Limits};
use super::ratings::{Rating, Ratings};
use super::undefined::Undefined;

/// The mean squares of a table of units by raters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anova {
    /// Units.
    pub n: usize,
    /// Ratings of each.
    pub k: usize,
    /// Between units.
    pub bms: f64,
    /// Within units.
    pub wms: f64,
    /// Between raters.
    pub jms: f64,
    /// Residual.
    pub ems: f64,
}

/// The six intraclass correlations: with raters drawn anew for each unit (1), with the same raters drawn from many (2), and
/// with just these raters (3); each of a single rating and of the mean of k.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Icc {
    /// ICC(1,1).
    pub one_single: Result<Estimate, Undefined>,
    /// ICC(2,1).
    pub two_single: Result<Estimate, Undefined>,
    /// ICC(3,1).
    pub three_single: Result<Estimate, Undefined>,
    /// ICC(1,k).
    pub one_mean: Result<Estimate, Undefined>,
    /// ICC(2,k).
    pub two_mean: Result<Estimate, Undefined>,
    /// ICC(3,k).
    pub three_mean: Result<Estimate, Undefined>,
}

/// The mean squares over the units that every rater rated; fails for fewer than two of these, and for one rater.
pub fn anova(ratings: &Ratings) -> Result<Anova, Undefined> {
    let k = ratings.raters();
    if k < 2 {
        return Err(Undefined::OneRater);
    }
    let whole: Vec<&[Rating]> =
        (0..ratings.units()).map(|u| ratings.unit(u)).filter(|c| c.len() == k).collect();
    if whole.len() < 2 {
        return Err(Undefined::NotCrossed);
    }
    let (bms, wms) = one_way(&whole);
    let n = whole.len() as f64;
    let grand = grand_mean(&whole);
    let mut raters = vec![0.0; k];
    for cell in whole.iter().copied().flatten() {
        raters[cell.rater as usize] += cell.value - grand;
    }
    let within = wms * n * (k - 1) as f64;
    let between_raters = raters.iter().map(|s| s * s / n).sum::<f64>().min(within);
    let residual = within - between_raters;
    let residual = if residual < within * 1e-13 { 0.0 } else { residual };
    let jms = between_raters / (k - 1) as f64;
    let ems = residual / ((n - 1.0) * (k - 1) as f64);
    Ok(Anova { n: whole.len(), k, bms, wms, jms, ems })
}

fn grand_mean(units: &[&[Rating]]) -> f64 {
    let n: usize = units.iter().map(|u| u.len()).sum();
    units.iter().copied().flatten().map(|r| r.value).sum::<f64>() / n as f64
}

/// The mean squares between and within units with equally many ratings.
fn one_way(units: &[&[Rating]]) -> (f64, f64) {
    let (n, k) = (units.len() as f64, units[0].len() as f64);
    let grand = grand_mean(units);
    let (mut between, mut within) = (0.0, 0.0);
    for unit in units {
        let m = unit.iter().map(|r| r.value).sum::<f64>() / k;
        between += k * (m - grand).powi(2);
        within += unit.iter().map(|r| (r.value - m).powi(2)).sum::<f64>();
    }
    let tiny = n * k * grand.abs().max(1.0).powi(2) * 1e-24;
    let clean = |x: f64| if x < tiny { 0.0 } else { x };
    (clean(between) / (n - 1.0), clean(within) / (n * (k - 1.0)))
}

/// The six correlations. ICC(1) needs equally many ratings of each unit, by any raters; the others are taken over the units
/// that every rater rated.
pub fn icc(ratings: &Ratings) -> Icc {
    let one = ratings.paired().and_then(|units| {
        let k = units[0].len();
        let rated = (0..ratings.units()).filter(|u| !ratings.unit(*u).is_empty()).count();
        if units.iter().any(|u| u.len() != k) || rated != units.len() {
            return Err(Undefined::Unbalanced);
        }
        if units.len() < 2 {
            return Err(Undefined::NotCrossed);
        }
        let (bms, wms) = one_way(&units);
        Ok((bms, wms, units.len() as f64, k as f64))
    });
    let two = anova(ratings);
    let first = |mean: bool| one.and_then(|(bms, wms, n, k)| ratio_form(bms, wms, n * (k - 1.0), n, k, mean));
    let third = |mean: bool| {
        two.and_then(|a| {
            let (n, k) = (a.n as f64, a.k as f64);
            ratio_form(a.bms, a.ems, (n - 1.0) * (k - 1.0), n, k, mean)
        })
    };
    Icc {
        one_single: first(false),
        two_single: two.and_then(|a| second(a, false)),
        three_single: third(false),
        one_mean: first(true),
        two_mean: two.and_then(|a| second(a, true)),
        three_mean: third(true),
    }
}

/// ICC(1) or ICC(3): both, and their limits, are functions of F = between / error.
fn ratio_form(bms: f64, error: f64, df: f64, n: f64, k: f64, mean: bool) -> Result<Estimate, Undefined> {
    let below = if mean { bms } else { bms + (k - 1.0) * error };
    if below <= 0.0 {
        return Err(Undefined::AllEqual);
    }
    let value = (bms - error) / below;
    let of = |f: f64| if mean { 1.0 - 1.0 / f } else { (f - 1.0) / (f + k - 1.0) };
    let limits = || {
        let f = (error > 0.0).then_some(bms / error)?;
        Limits::of(of(f / f_quantile(0.975, n - 1.0, df)?), of(f * f_quantile(0.975, df, n - 1.0)?))
    };
    Ok(Estimate { value, limits: limits() })
}

fn second(a: Anova, mean: bool) -> Result<Estimate, Undefined> {
    let (n, k) = (a.n as f64, a.k as f64);
    let raters = (a.jms - a.ems) / n;
    let below = |of_mean: bool| {
        if of_mean { a.bms + raters } else { a.bms + (k - 1.0) * a.ems + k * raters }
    };
    if below(mean) <= 0.0 || below(false) <= 0.0 {
        return Err(Undefined::AllEqual);
    }
    let single = (a.bms - a.ems) / below(false);
    let limits = || {
        let fj = (a.ems > 0.0).then_some(a.jms / a.ems)?;
        let c = n * (1.0 + (k - 1.0) * single) - k * single;
        let v = (k - 1.0) * (n - 1.0) * (k * single * fj + c).powi(2)
            / ((n - 1.0) * (k * single * fj).powi(2) + c.powi(2));
        let (fl, fu) = (f_quantile(0.975, n - 1.0, v)?, f_quantile(0.975, v, n - 1.0)?);
        let rest = k * a.jms + (k * n - k - n) * a.ems;
        let low = n * (a.bms - fl * a.ems) / (fl * rest + n * a.bms);
        let high = n * (fu * a.bms - a.ems) / (rest + n * fu * a.bms);
        let of = |x: f64| if mean { k * x / (1.0 + (k - 1.0) * x) } else { x };
        Limits::of(of(low), of(high))
    };
    Ok(Estimate { value: (a.bms - a.ems) / below(mean), limits: limits() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratings(rows: &[&[f64]]) -> Ratings {
        let cells = rows.iter().enumerate().flat_map(|(u, row)| {
            row.iter().enumerate().map(move |(r, v)| Rating { unit: u as u32, rater: r as u32, value: *v })
        });
        Ratings::new(rows.len(), rows.iter().map(|r| r.len()).max().unwrap(), cells.collect())
    }

    #[test]
    fn equal_ratings_and_one_rater_are_undefined() {
        let equal = icc(&ratings(&[&[0.1, 0.1, 0.1], &[0.1, 0.1, 0.1]]));
        for figure in
            [equal.one_single, equal.two_single, equal.three_single, equal.one_mean, equal.three_mean]
        {
            assert_eq!(figure, Err(Undefined::AllEqual));
        }
        assert_eq!(icc(&ratings(&[&[1.0], &[2.0]])).two_single, Err(Undefined::OneRater));
        assert_eq!(icc(&ratings(&[&[1.0, 2.0], &[2.0]])).two_single, Err(Undefined::NotCrossed));
        assert_eq!(icc(&ratings(&[&[1.0, 2.0], &[2.0]])).one_single, Err(Undefined::Unbalanced));
    }

    #[test]
    fn agreement_without_a_fault_is_one_without_limits() {
        let all = icc(&ratings(&[&[1.0, 1.0], &[2.0, 2.0], &[4.0, 4.0]]));
        for figure in
            [all.one_single, all.two_single, all.three_single, all.one_mean, all.two_mean, all.three_mean]
        {
            assert_eq!(figure, Ok(Estimate { value: 1.0, limits: None }));
        }
    }
}
