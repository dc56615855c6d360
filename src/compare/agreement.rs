//! How far the interviewers agree.

use super::candidate::Candidate;
use super::panel::Panel;
use crate::stats::{Estimate, FEWEST_CLUSTERS, Metric, Rating, Ratings, Undefined, alpha_over, icc};
use schemars::JsonSchema;
use serde::Serialize;

/// A figure of agreement with its limits; where no limits can be drawn, the value is null too, with the reason.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AgreementFigure {
    /// At most 1, which is perfect agreement; 0 is that of chance.
    pub value: Option<f64>,
    /// The lower 95% limit.
    pub low: Option<f64>,
    /// The upper 95% limit.
    pub high: Option<f64>,
    /// How many things were rated by two interviewers or more.
    pub units: usize,
    /// How many candidates they belong to: the interval is drawn over these.
    pub candidates: usize,
    /// Why there is no value.
    pub reason: Option<String>,
}

/// How far the interviewers agree.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Agreement {
    /// Krippendorff's alpha over candidates by competencies, the scores taken as ordered.
    pub alpha_ordinal: AgreementFigure,
    /// ICC(2,1) over the interviewers' readings of the complete candidates.
    pub icc_2_1: AgreementFigure,
}

pub(super) fn agreement(candidates: &[Candidate], panel: &Panel) -> Agreement {
    let (by_competency, candidate_of) = by_competency(candidates);
    let paired = by_competency.paired().unwrap_or_default();
    let mut people: Vec<usize> = paired.iter().map(|unit| candidate_of[unit[0].unit as usize]).collect();
    people.dedup();
    let found = alpha_over(&by_competency, Metric::Ordinal, |unit| candidate_of[unit]);
    let compared = panel.candidates.len();
    let icc = if compared < 2 { Err(Undefined::TooFewComplete) } else { icc(&panel.ratings).two_single };
    let few = if people.len() < FEWEST_CLUSTERS {
        Undefined::TooFewClusters(people.len(), FEWEST_CLUSTERS)
    } else {
        Undefined::NoResidual
    };
    let n = |units, candidates| Rated { units, candidates };
    Agreement {
        alpha_ordinal: figure(found, n(paired.len(), people.len()), few),
        icc_2_1: figure(icc, n(compared, compared), Undefined::NoResidual),
    }
}

/// What a figure is about.
#[derive(Debug, Clone, Copy)]
struct Rated {
    units: usize,
    candidates: usize,
}

fn figure(found: Result<Estimate, Undefined>, rated: Rated, without_limits: Undefined) -> AgreementFigure {
    let Rated { units, candidates } = rated;
    let none = |why: Undefined| AgreementFigure {
        value: None,
        low: None,
        high: None,
        units,
        candidates,
        reason: Some(why.to_string()),
    };
    match found {
        Ok(Estimate { value, limits: Some(l) }) => AgreementFigure {
            value: Some(value),
            low: Some(l.low),
            high: Some(l.high),
            units,
            candidates,
            reason: None,
        },
        Ok(_) => none(without_limits),
        Err(why) => none(why),
    }
}

/// The scores that are shown, a unit being one competency of one candidate; and the candidate of each unit.
fn by_competency(candidates: &[Candidate]) -> (Ratings, Vec<usize>) {
    let mut raters: Vec<&str> = Vec::new();
    let (mut cells, mut units, mut of) = (Vec::new(), 0, Vec::new());
    let all = candidates.iter().enumerate().flat_map(|(i, c)| c.competencies.iter().map(move |s| (i, s)));
    for (candidate, c) in all {
        of.push(candidate);
        for s in &c.scores {
            let rater = raters.iter().position(|r| *r == s.interviewer).unwrap_or_else(|| {
                raters.push(&s.interviewer);
                raters.len() - 1
            });
            cells.push(Rating { unit: units, rater: rater as u32, value: s.score });
        }
        units += 1;
    }
    (Ratings::new(units as usize, raters.len(), cells), of)
}
