//! The severity-adjusted overall mean: a column beside the raw one, never in its place.

use super::candidate::Candidate;
use super::model::PanelModel;
use super::panel::{Adjustment, Connected, Panel, PanelView};
use crate::text::join;

/// Sets `overall.adjusted` where a correction is possible; returns what it rests on, or why there is none.
pub(super) fn adjust(
    candidates: &mut [Candidate],
    panel: &Panel,
    view: &PanelView,
    model: &PanelModel,
) -> Adjustment {
    let none = |reason: String| Adjustment { available: false, reason };
    if panel.candidates.len() < 2 {
        return none("fewer than two candidates have an overall mean".to_owned());
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
    if let Err(why) = &model.error {
        return none(why.to_string());
    }
    for i in &panel.candidates {
        let candidate = &mut candidates[*i];
        let off = |interviewer: &str| panel.place_of(interviewer).map_or(0.0, |r| model.effect(r));
        let correction: f64 = candidate.readings.iter().map(|r| r.share * off(&r.interviewer)).sum();
        candidate.overall.adjusted = candidate.overall.mean.map(|m| m - correction + 0.0);
    }
    let reason =
        "each interviewer's correction is drawn towards zero, the more the fewer candidates they rated";
    Adjustment { available: true, reason: reason.to_owned() }
}
