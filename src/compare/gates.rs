//! The must-haves of a candidate, and how often they are rated below Solid by chance.

use super::candidate::{Candidate, CompetencyScores};
use super::gate::{Gate, GateState};
use crate::plan::Plan;
use crate::stats::{Rating, Ratings, pooled_residual, t_cdf};
use schemars::JsonSchema;
use serde::Serialize;

/// How far below Solid an interviewer's mean may lie and still round to it.
const ROUNDS_TO_SOLID: f64 = 0.5;

/// An interviewer's mean below this is below Solid: it doesn't even round to what the level is expected to show.
pub(super) fn threshold(plan: &Plan) -> f64 {
    f64::from(plan.scale.expected()) - ROUNDS_TO_SOLID
}

/// The must-haves of one candidate; with `totals_only`, what one or two interviewers rated is withheld: beside the mean, how
/// many of two are below Solid tells what each of them gave.
pub(super) fn gates(plan: &Plan, competencies: &[CompetencyScores], totals_only: bool) -> Vec<Gate> {
    let must = plan.coverage.iter().filter(|c| c.must_have);
    must.map(|c| {
        let scores = competencies.iter().find(|s| s.competency == c.competency);
        let scores = scores.map_or(&[][..], |s| s.scores.as_slice());
        let (of, below) = (scores.len(), scores.iter().filter(|s| s.score < threshold(plan)).count());
        let state = match (of, below) {
            (0, _) => GateState::Unassessed,
            (1..=2, _) if totals_only => GateState::Withheld,
            (_, 0) => GateState::Met,
            _ => GateState::Below,
        };
        let below = (state != GateState::Withheld).then_some(below);
        Gate { competency: c.competency.clone(), title: c.title.clone(), state, below, of }
    })
    .collect()
}

/// How often somebody who is Solid in every must-have is rated below it all the same.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct GateChance {
    /// The chance that one interviewer rates one must-have below Solid.
    pub one: f64,
    /// The chance that an interviewer at least does so in one must-have at least.
    pub any: f64,
    /// How many interviewers' ratings of must-haves that is about.
    pub ratings: usize,
    /// The spread of one interviewer's score of a competency around the others.
    pub spread: f64,
    /// Whether that is assumed, since the panel is too small to tell.
    pub assumed: bool,
}

/// The spread where a panel is too small to tell: half a point.
const ASSUMED_SPREAD: f64 = 0.5;
/// So many degrees of freedom are needed to tell it.
const FEWEST: usize = 10;

/// How often must-haves are below by chance, for a candidate with as many ratings of them as the usual one here has; none
/// without must-haves that are rated.
pub(super) fn chance(candidates: &[Candidate]) -> Option<GateChance> {
    let mut counts: Vec<usize> = candidates
        .iter()
        .filter(|c| !c.hidden)
        .map(|c| c.gates.iter().map(|g| g.of).sum())
        .filter(|n| *n > 0)
        .collect();
    counts.sort_unstable();
    let ratings = *counts.get(counts.len() / 2)?;
    let (mut raters, mut cells, mut unit): (Vec<&str>, Vec<Rating>, u32) = (Vec::new(), Vec::new(), 0);
    for c in candidates.iter().flat_map(|c| &c.competencies) {
        for s in &c.scores {
            let rater = raters.iter().position(|r| *r == s.interviewer).unwrap_or_else(|| {
                raters.push(&s.interviewer);
                raters.len() - 1
            });
            cells.push(Rating { unit, rater: rater as u32, value: s.score });
        }
        unit += 1;
    }
    let (ss, df) = pooled_residual(&Ratings::new(unit as usize, raters.len(), cells));
    let assumed = df < FEWEST || ss <= 0.0;
    let spread = if assumed { ASSUMED_SPREAD } else { (ss / df as f64).sqrt() };
    // Student's t with very many degrees of freedom is the normal distribution.
    let one = t_cdf(-ROUNDS_TO_SOLID / spread, 1e6)?;
    Some(GateChance { one, any: 1.0 - (1.0 - one).powi(ratings as i32), ratings, spread, assumed })
}
