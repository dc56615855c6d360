//! Pure statistics: numbers in, numbers out; nothing here knows candidates, plans or files.
//!
//! A figure that is undefined is an [`Undefined`] with its reason, never a NaN, an infinity or a zero in its place.

mod additive;
mod alpha;
mod assignment;
mod cholesky;
mod distribution;
mod groups;
mod icc;
mod interval;
mod jackknife;
mod kappa;
mod lag;
mod mixed;
mod ratings;
mod share;
mod standard_errors;
mod system;
mod undefined;
mod variance;

pub use additive::{AdditiveFit, additive, pooled_residual};
pub use alpha::{Metric, alpha, alpha_over};
pub use assignment::best_assignment;
pub use distribution::{t_cdf, t_quantile};
pub use groups::Groups;
pub use icc::{Anova, Icc, anova, icc};
pub use interval::{Estimate, Limits, Variance, mean, sd, weighted_error, weighted_limits};
pub use jackknife::FEWEST_CLUSTERS;
pub use kappa::{Weights, cohen, confusion, fleiss};
pub use lag::{FEWEST_FOLLOWING, LagOne, lag_one};
pub use mixed::{MixedFit, RaterWeights, mixed};
pub use ratings::{Rating, Ratings};
pub use share::{ShareCounts, share_over};
pub use standard_errors::StandardErrors;
pub use undefined::Undefined;
pub use variance::{RaterVariance, VarianceSource, rater_variance};
