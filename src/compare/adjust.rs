//! The severity-adjusted overall mean: a column beside the raw one, never in its place.

use super::candidate::Candidate;
use super::panel::{Adjustment, Connected, Panel, PanelView};
use crate::stats::{RaterVariance, VarianceSource, additive, rater_variance};
use crate::text::join;

/// Sets `overall.adjusted` where a correction is possible; returns what it rests on, or why there is none.
pub(super) fn adjust(candidates: &mut [Candidate], panel: &Panel, view: &PanelView) -> Adjustment {
    let none = |reason: String| Adjustment { available: false, reason };
    if panel.candidates.len() < 2 {
        return none("fewer than two candidates are complete".to_owned());
    }
    if view.crossed {
        return none(
            "every interviewer rated every candidate, so strict and lenient ones weigh on all alike"
                .to_owned(),
        );
    }
    if let Connected::Groups(groups) = &view.connected {
        let named: Vec<String> = groups.iter().map(|g| join(g, "and")).collect();
        return none(format!(
            "the interviewers fall into groups that share no candidate: {}",
            named.join("; ")
        ));
    }
    let fit = match additive(&panel.ratings) {
        Ok(fit) => fit,
        Err(why) => return none(why.to_string()),
    };
    let variance = rater_variance(&panel.ratings, &fit);
    let (effects, _) = variance.shrunken(&panel.ratings);
    for i in &panel.candidates {
        let candidate = &mut candidates[*i];
        let off =
            |interviewer: &str| panel.interviewers.iter().position(|n| n == interviewer).map(|r| effects[r]);
        let correction: f64 =
            candidate.readings.iter().map(|r| r.share * off(&r.interviewer).unwrap_or(0.0)).sum();
        candidate.overall.adjusted = candidate.overall.mean.map(|m| m - correction + 0.0);
    }
    let reason = match variance {
        RaterVariance { source: VarianceSource::Fixed, .. } => {
            "the ratings are too few to tell how much interviewers differ: each correction is drawn \
                          towards zero by a fixed ratio"
        }
        RaterVariance { ratio: 0.0, .. } => "the interviewers don't seem to differ: nothing is corrected",
        RaterVariance { .. } => {
            "each interviewer's correction is drawn towards zero, the more the fewer candidates they rated"
        }
    };
    Adjustment { available: true, reason: reason.to_owned() }
}
