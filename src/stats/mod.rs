//! Pure statistics: numbers in, numbers out; nothing here knows candidates, plans or files.
//!
//! A figure that is undefined is an [`Undefined`] with its reason, never a NaN, an infinity or a zero in its place.

mod additive;
mod alpha;
mod cholesky;
mod distribution;
mod groups;
mod icc;
mod interval;
mod jackknife;
mod kappa;
mod ratings;
mod sums;
mod variance;

pub use additive::{Additive, Errors, additive, pooled_residual};
pub use alpha::{Metric, alpha};
pub use distribution::{f_quantile, t_cdf, t_quantile};
pub use groups::Groups;
pub use icc::{Anova, Icc, anova, icc};
pub use interval::{Estimate, Limits, mean, sd, weighted_limits};
pub use kappa::{Weights, cohen, confusion, fleiss};
pub use ratings::{Rating, Ratings};
pub use sums::{Sums, decimal, number};
pub use variance::{FIXED_RATIO, RaterVariance, Source, rater_variance};

/// Why a figure has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Undefined {
    /// Nobody rated, or only one rater did.
    #[error("there are ratings of one rater only")]
    OneRater,
    /// No unit has two ratings.
    #[error("no two raters rated the same thing")]
    NoOverlap,
    /// There is no disagreement to expect.
    #[error("all ratings are equal")]
    AllEqual,
    /// The figure needs the same raters for all units.
    #[error("fewer than two things were rated by every rater")]
    NotCrossed,
    /// The one-way figure needs equally many ratings of each unit.
    #[error("the things have different numbers of ratings")]
    Unbalanced,
    /// The figure is made for two raters.
    #[error("it is made for two raters, and there are {0}")]
    NotTwoRaters(usize),
    /// Too many different values to count them as categories.
    #[error("there are more than {0} different values")]
    TooManyValues(usize),
    /// A ratio scale starts at zero.
    #[error("a ratio scale has no values below zero")]
    Negative,
    /// The raters fall into groups without a common unit.
    #[error("the raters fall into {0} groups that share nothing, so their ratings can't be compared")]
    Disconnected(usize),
    /// Fewer units than limits can be drawn from.
    #[error("there are {0} things with two ratings, and limits need {1}")]
    TooFewUnits(usize, usize),
    /// Nobody to compare with.
    #[error("fewer than two candidates are complete")]
    TooFewComplete,
    /// The ratings leave nothing over to judge the error by.
    #[error("the ratings leave no residual to judge by")]
    NoResidual,
}
