//! How far the interviewers agree.

use super::candidate::Candidate;
use super::panel::Panel;
use crate::stats::{Estimate, FEWEST_UNITS, Metric, Rating, Ratings, Undefined, alpha, icc};
use serde::Serialize;

/// A figure of agreement with its limits; where no limits can be drawn, the value is null too, with the reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgreementFigure {
    /// At most 1, which is perfect agreement; 0 is that of chance.
    pub value: Option<f64>,
    /// The lower 95% limit.
    pub low: Option<f64>,
    /// The upper 95% limit.
    pub high: Option<f64>,
    /// How many things were rated by two interviewers or more.
    pub units: usize,
    /// Why there is no value.
    pub reason: Option<String>,
}

/// How far the interviewers agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement {
    /// Krippendorff's alpha over candidates by competencies, the scores taken as ordered.
    pub alpha_ordinal: AgreementFigure,
    /// ICC(2,1) over the interviewers' readings of the complete candidates.
    pub icc_2_1: AgreementFigure,
}

pub(super) fn agreement(candidates: &[Candidate], panel: &Panel) -> Agreement {
    let by_competency = by_competency(candidates);
    let paired = by_competency.paired().map_or(0, |p| p.len());
    let found = alpha(&by_competency, Metric::Ordinal);
    let complete = panel.candidates.len();
    let icc = if complete < 2 { Err(Undefined::TooFewComplete) } else { icc(&panel.ratings).two_single };
    let few = if paired < FEWEST_UNITS {
        Undefined::TooFewUnits(paired, FEWEST_UNITS)
    } else {
        Undefined::NoResidual
    };
    Agreement {
        alpha_ordinal: figure(found, paired, few),
        icc_2_1: figure(icc, complete, Undefined::NoResidual),
    }
}

fn figure(found: Result<Estimate, Undefined>, units: usize, without_limits: Undefined) -> AgreementFigure {
    let none = |why: Undefined| AgreementFigure {
        value: None,
        low: None,
        high: None,
        units,
        reason: Some(why.to_string()),
    };
    match found {
        Ok(Estimate { value, limits: Some(l) }) => {
            AgreementFigure { value: Some(value), low: Some(l.low), high: Some(l.high), units, reason: None }
        }
        Ok(_) => none(without_limits),
        Err(why) => none(why),
    }
}

/// The scores that are shown, a unit being one competency of one candidate.
fn by_competency(candidates: &[Candidate]) -> Ratings {
    let mut raters: Vec<&str> = Vec::new();
    let (mut cells, mut units) = (Vec::new(), 0);
    for c in candidates.iter().flat_map(|c| &c.competencies) {
        for s in &c.scores {
            let rater = raters.iter().position(|r| *r == s.interviewer).unwrap_or_else(|| {
                raters.push(&s.interviewer);
                raters.len() - 1
            });
            cells.push(Rating { unit: units, rater: rater as u32, value: s.score });
        }
        units += 1;
    }
    Ratings::new(units as usize, raters.len(), cells)
}
