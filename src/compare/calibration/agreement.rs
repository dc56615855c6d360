//! How far the raters of any tidy file agree.

use crate::compare::tidy::Bounds;
use crate::stats::{
    Estimate, Limits, Metric, Ratings, Undefined, Weights, alpha_over, cohen, confusion, fleiss, icc,
};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Krippendorff's alpha by scale of measurement.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Alphas {
    /// Categories.
    pub nominal: Option<f64>,
    /// Ordered categories.
    pub ordinal: Option<f64>,
    /// Equal steps.
    pub interval: Option<f64>,
    /// Equal steps from zero.
    pub ratio: Option<f64>,
}

/// Kappas by number of raters and by how a disagreement counts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Kappas {
    /// Any number of raters.
    pub fleiss: Option<f64>,
    /// Two raters.
    pub cohen: Option<f64>,
    /// Two raters, disagreements by their size.
    pub weighted_linear: Option<f64>,
    /// Two raters, disagreements by the square of their size.
    pub weighted_quadratic: Option<f64>,
}

/// An intraclass correlation with its 95% limits.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct IccFigure {
    /// The figure.
    pub value: Option<f64>,
    /// The lower limit.
    pub low: Option<f64>,
    /// The upper limit.
    pub high: Option<f64>,
    /// Why there is no value, or no limits.
    pub reason: Option<String>,
}

/// How far raters agree; a unit is a target by item.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct CalibrationAgreement {
    /// Krippendorff's alpha.
    pub alpha: Alphas,
    /// Intraclass correlations, by form and number of raters.
    pub icc: BTreeMap<&'static str, IccFigure>,
    /// Kappas.
    pub kappa: Kappas,
    /// The 95% limits of alphas and kappas, such as `alpha_ordinal`; null where none can be drawn.
    pub limits: BTreeMap<&'static str, Option<Limits>>,
    /// Why a figure is null.
    pub undefined: BTreeMap<&'static str, String>,
}

/// How far raters agree; `target_of` is who each unit is about, over whom alpha's limits are drawn; points of the scale between `bounds` count as categories even where nobody scored them.
pub(super) fn agreement(
    table: &Ratings,
    bounds: Option<Bounds>,
    target_of: &[usize],
) -> CalibrationAgreement {
    let alpha = |table, metric| alpha_over(table, metric, |unit| target_of[unit]);
    let mut a = CalibrationAgreement::default();
    let mut figure = |name: &'static str, found: Result<Estimate, Undefined>| match found {
        Ok(e) => {
            a.limits.insert(name, e.limits);
            Some(e.value + 0.0)
        }
        Err(why) => {
            a.undefined.insert(name, why.to_string());
            None
        }
    };
    a.alpha = Alphas {
        nominal: figure("alpha_nominal", alpha(table, Metric::Nominal)),
        ordinal: figure("alpha_ordinal", alpha(table, Metric::Ordinal)),
        interval: figure("alpha_interval", alpha(table, Metric::Interval)),
        ratio: figure("alpha_ratio", alpha(table, Metric::Ratio)),
    };
    let counts = confusion(table, points(bounds).as_deref());
    let kappa = |weights| counts.as_ref().map_err(|why| *why).and_then(|c| cohen(c, weights));
    a.kappa = Kappas {
        fleiss: figure("fleiss", fleiss(table)),
        cohen: figure("cohen", kappa(Weights::Plain)),
        weighted_linear: figure("weighted_linear", kappa(Weights::Linear)),
        weighted_quadratic: figure("weighted_quadratic", kappa(Weights::Quadratic)),
    };
    let all = icc(table);
    for (name, found) in [
        ("1_1", all.one_single),
        ("2_1", all.two_single),
        ("3_1", all.three_single),
        ("1_k", all.one_mean),
        ("2_k", all.two_mean),
        ("3_k", all.three_mean),
    ] {
        a.icc.insert(name, icc_figure(found));
    }
    a
}

impl CalibrationAgreement {
    /// Says why there is no figure at all.
    pub(super) fn explain(&mut self, why: &str) {
        self.undefined.values_mut().for_each(|reason| why.clone_into(reason));
        self.icc.values_mut().for_each(|figure| figure.reason = Some(why.to_owned()));
    }
}

fn icc_figure(found: Result<Estimate, Undefined>) -> IccFigure {
    let (value, limits, reason) = match found {
        Ok(Estimate { value, limits: Some(l) }) => (Some(value + 0.0), Some(l), None),
        Ok(Estimate { value, limits: None }) => {
            (Some(value + 0.0), None, Some(format!("no limits: {}", Undefined::NoResidual)))
        }
        Err(why) => (None, None, Some(why.to_string())),
    };
    IccFigure { value, low: limits.map(|l| l.low), high: limits.map(|l| l.high), reason }
}

/// The whole points of a scale of at most 21; none of a longer one.
fn points(bounds: Option<Bounds>) -> Option<Vec<f64>> {
    let Bounds { low, high } = bounds?;
    let short = low.fract() == 0.0 && high.fract() == 0.0 && high - low <= 20.0;
    short.then(|| (0..=(high - low) as u32).map(|i| low + f64::from(i)).collect())
}
