//! The raters' severity, by the additive model of units and raters.

use crate::stats::{
    RaterVariance, Ratings, StandardErrors, Undefined, VarianceSource, additive, rater_variance,
};

/// With fewer ratings than this, nothing is said of a rater's severity.
const FEWEST_RATINGS: usize = 5;

/// The fitted model, with effects as they are and shrunken.
pub(super) struct SeverityModel {
    effects: Vec<f64>,
    shrunken: Vec<f64>,
    /// Each unit's value without the raters' effects.
    pub(super) least_squares: Vec<Option<f64>>,
    /// Each unit's value without the raters' shrunken effects.
    pub(super) shrunken_values: Vec<Option<f64>>,
    errors: Option<StandardErrors>,
    variance: RaterVariance,
}

/// One rater's severity: how many points lower they score the same work than raters on average.
#[derive(Debug, Default)]
pub(super) struct Severity {
    pub(super) value: Option<f64>,
    pub(super) error: Option<f64>,
    pub(super) shrunken: Option<f64>,
    /// Why there is no value, or no standard error.
    pub(super) reason: Option<String>,
}

impl SeverityModel {
    pub(super) fn fit(table: &Ratings) -> Result<Self, Undefined> {
        let fit = additive(table)?;
        let variance = rater_variance(table, &fit);
        let (shrunken, shrunken_values) = variance.shrunken(table);
        let errors = StandardErrors::of(&fit, table);
        Ok(Self {
            effects: fit.rater_effects,
            shrunken,
            least_squares: fit.unit_values,
            shrunken_values,
            errors,
            variance,
        })
    }

    /// The severity of a rater who gave so many ratings.
    pub(super) fn severity(&self, rater: usize, ratings: usize) -> Severity {
        if ratings < FEWEST_RATINGS {
            let reason = Some(format!("fewer than {FEWEST_RATINGS} ratings"));
            return Severity { reason, ..Severity::default() };
        }
        Severity {
            value: Some(0.0 - self.effects[rater]),
            error: self.errors.as_ref().map(|e| e.rater(rater)),
            shrunken: Some(0.0 - self.shrunken[rater]),
            reason: self.errors.is_none().then(|| format!("no standard error: {}", Undefined::NoResidual)),
        }
    }

    /// What the shrinkage rests on, where that needs saying.
    pub(super) fn note(&self) -> Option<&'static str> {
        match self.variance {
            RaterVariance { source: VarianceSource::Fixed, .. } => {
                Some("the ratings are too few to estimate how much raters differ: shrunken by a fixed ratio")
            }
            RaterVariance { ratio: 0.0, .. } => {
                Some("raters don't seem to differ: shrunken severities are zero")
            }
            RaterVariance { .. } => None,
        }
    }
}
