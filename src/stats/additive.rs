//! The additive two-way model: rating = unit + rater + residual, by least squares.

use super::ratings::{Rating, Ratings};
use super::system::{MOST_RATERS, RaterSystem};
use super::undefined::Undefined;

/// The fitted model.
#[derive(Debug, Clone)]
pub struct AdditiveFit {
    /// Each unit's mean once its raters' effects are taken out; none for a unit without ratings.
    pub unit_values: Vec<Option<f64>>,
    /// Each rater's effect; they sum to zero. A positive one rates higher than the others.
    pub rater_effects: Vec<f64>,
    /// The sum of the squared residuals.
    pub residual_ss: f64,
    /// Their degrees of freedom: ratings - units - raters + 1.
    pub residual_df: usize,
}

/// The least-squares fit; fails for one rater, for more than 1,000, and where raters are not linked through units that
/// they share.
pub fn additive(ratings: &Ratings) -> Result<AdditiveFit, Undefined> {
    match ratings.raters() {
        0 | 1 => return Err(Undefined::OneRater),
        n if n > MOST_RATERS => return Err(Undefined::TooManyRaters(MOST_RATERS)),
        _ => {}
    }
    let (_, groups) = ratings.groups();
    if groups > 1 {
        return Err(Undefined::Disconnected(groups));
    }
    let rater_effects = RaterSystem::new(ratings).effects().ok_or(Undefined::NoOverlap)?;
    let unit_values = unit_values(ratings, &rater_effects);
    let mut residual_ss = 0.0;
    for c in ratings.cells() {
        let fitted = unit_values[c.unit as usize].unwrap_or(c.value) + rater_effects[c.rater as usize];
        residual_ss += (c.value - fitted).powi(2);
    }
    let largest = ratings.cells().iter().fold(1.0_f64, |m, c| m.max(c.value.abs()));
    // What is left of equal numbers after rounding is no residual.
    if residual_ss < 1e-22 * largest * largest * ratings.cells().len() as f64 {
        residual_ss = 0.0;
    }
    let units = unit_values.iter().flatten().count();
    let residual_df = (ratings.cells().len() + 1).saturating_sub(units + ratings.raters());
    Ok(AdditiveFit { unit_values, rater_effects, residual_ss, residual_df })
}

/// The sum of squared residuals and its degrees of freedom, over all groups of raters, each group fitted by itself.
pub fn pooled_residual(ratings: &Ratings) -> (f64, usize) {
    let fits = ratings.by_group().into_iter().filter_map(|(_, own)| additive(&own).ok());
    fits.fold((0.0, 0), |(ss, df), fit| (ss + fit.residual_ss, df + fit.residual_df))
}

/// What the model leaves of each rating.
pub(super) struct Residuals {
    /// In the order of the ratings; zero where a rater is linked with nobody.
    pub(super) values: Vec<f64>,
    /// Their degrees of freedom.
    pub(super) df: usize,
    /// Each rater's effect within their group.
    pub(super) effects: Vec<f64>,
}

/// The residuals of `ratings`, each group of raters fitted by itself.
pub(super) fn residuals(ratings: &Ratings) -> Residuals {
    let (mut effects, mut df) = (vec![0.0; ratings.raters()], 0);
    let mut units: Vec<Option<f64>> = vec![None; ratings.units()];
    for (members, own) in ratings.by_group() {
        let Ok(fit) = additive(&own) else { continue };
        df += fit.residual_df;
        for (rater, effect) in members.iter().zip(&fit.rater_effects) {
            effects[*rater] = *effect;
        }
        for (unit, value) in units.iter_mut().zip(fit.unit_values) {
            *unit = value.or(*unit);
        }
    }
    let left = |c: &Rating| units[c.unit as usize].map_or(0.0, |u| c.value - u - effects[c.rater as usize]);
    Residuals { values: ratings.cells().iter().map(left).collect(), df, effects }
}

/// Each unit's mean of ratings less their raters' effects.
pub(super) fn unit_values(ratings: &Ratings, effects: &[f64]) -> Vec<Option<f64>> {
    let of = |u: usize| {
        let cells = ratings.unit(u);
        let sum: f64 = cells.iter().map(|c| c.value - effects[c.rater as usize]).sum();
        (!cells.is_empty()).then(|| sum / cells.len() as f64)
    };
    (0..ratings.units()).map(of).collect()
}

impl AdditiveFit {
    /// The variance of one rating around the model; none without degrees of freedom.
    pub(super) fn residual_variance(&self) -> Option<f64> {
        (self.residual_df > 0).then(|| self.residual_ss / self.residual_df as f64)
    }

    /// The part of the sum of squares that units explain beyond what raters do.
    pub fn unit_ss(&self, ratings: &Ratings) -> f64 {
        let mut sums = vec![(0.0, 0.0); ratings.raters()];
        for c in ratings.cells() {
            let s = &mut sums[c.rater as usize];
            *s = (s.0 + 1.0, s.1 + c.value);
        }
        let deviation = |c: &Rating| {
            let (n, sum) = sums[c.rater as usize];
            (c.value - sum / n).powi(2)
        };
        ratings.cells().iter().map(deviation).sum::<f64>() - self.residual_ss
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn holed() -> Ratings {
        let values =
            [(0, 0, 3.0), (0, 1, 2.5), (1, 1, 1.0), (1, 2, 3.0), (2, 0, 4.0), (2, 2, 3.5), (2, 1, 3.0)];
        let cells = values.map(|(u, r, v)| Rating { unit: u, rater: r, value: v });
        Ratings::new(3, 3, cells.to_vec())
    }

    #[test]
    fn a_crossed_panel_keeps_its_means_and_an_additive_one_has_no_residual() {
        let cells = (0..4).flat_map(|u| {
            (0..3).map(move |r| Rating { unit: u, rater: r, value: f64::from(u) - 0.3 * f64::from(r) })
        });
        let r = Ratings::new(4, 3, cells.collect());
        let fit = additive(&r).unwrap();
        assert_eq!((fit.residual_ss, fit.residual_df), (0.0, 6));
        for (u, v) in fit.unit_values.iter().enumerate() {
            assert!((v.unwrap() - (u as f64 - 0.3)).abs() < 1e-12);
        }
        assert!((fit.rater_effects[0] - 0.3).abs() < 1e-12);
    }

    #[test]
    fn raters_who_share_nothing_are_not_compared() {
        let cells = [(0, 0), (0, 1), (1, 2), (1, 3)].map(|(unit, rater)| Rating { unit, rater, value: 2.0 });
        let apart = Ratings::new(2, 4, cells.to_vec());
        assert_eq!(additive(&apart).unwrap_err(), Undefined::Disconnected(2));
        assert_eq!(pooled_residual(&apart), (0.0, 0));
        let together = holed();
        let fit = additive(&together).unwrap();
        assert_eq!(pooled_residual(&together), (fit.residual_ss, fit.residual_df));
    }

    #[test]
    fn more_raters_than_can_be_modelled_are_refused() {
        let n = MOST_RATERS as u32 + 1;
        let chain = (0..n - 1).flat_map(|u| [u, u + 1].map(|rater| Rating { unit: u, rater, value: 1.0 }));
        let ratings = Ratings::new(n as usize - 1, n as usize, chain.collect());
        assert_eq!(additive(&ratings).unwrap_err(), Undefined::TooManyRaters(MOST_RATERS));
    }

    proptest! {
        /// At the least squares, residuals sum to zero for each unit and for each rater.
        #[test]
        fn residuals_sum_to_zero(scores in prop::collection::vec((0_u32..6, 0_u32..4, 1_u8..6), 8..30)) {
            let cells = scores.iter().map(|(unit, rater, v)| Rating { unit: *unit, rater: *rater, value: f64::from(*v) });
            let ratings = Ratings::new(6, 4, cells.collect());
            let Ok(fit) = additive(&ratings) else { return Ok(()) };
            let (mut by_unit, mut by_rater) = ([0.0; 6], [0.0; 4]);
            for c in ratings.cells() {
                let (u, r) = (c.unit as usize, c.rater as usize);
                let residual = c.value - fit.unit_values[u].unwrap() - fit.rater_effects[r];
                by_unit[u] += residual;
                by_rater[r] += residual;
            }
            prop_assert!(by_unit.iter().chain(&by_rater).all(|sum| sum.abs() < 1e-10), "{by_unit:?} {by_rater:?}");
            prop_assert!(fit.rater_effects.iter().sum::<f64>().abs() < 1e-10);
        }
    }
}
