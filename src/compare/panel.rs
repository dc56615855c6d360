//! The panel: who of the interviewers saw whom, and what each thought of a candidate on the whole.

use super::{Candidate, CompetencyScores};
use crate::stats::{Rating, Ratings};
use serde::{Serialize, Serializer};

/// One interviewer's reading of a candidate over all competencies.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    /// Who rated.
    pub interviewer: String,
    /// The mean of the competencies that they rated, by their part in the overall mean.
    pub score: f64,
    /// Their part in the overall mean; the parts of a complete candidate sum to 1.
    pub share: f64,
}

/// What each interviewer thought of a candidate: the overall mean is the mean of these readings by their shares.
///
/// The overall mean is the weighted mean of competencies, and a competency's mean that of its interviewers. Put the other
/// way round, an interviewer's share is the sum of `weight / interviewers` over the competencies that they rated.
pub(super) fn readings(competencies: &[CompetencyScores]) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    for c in competencies.iter().filter(|c| c.weight > 0.0) {
        let part = c.weight / c.n.max(1) as f64;
        for s in &c.scores {
            match readings.iter_mut().find(|r| r.interviewer == s.interviewer) {
                Some(r) => {
                    r.score += part * s.score;
                    r.share += part;
                }
                None => readings.push(Reading {
                    interviewer: s.interviewer.clone(),
                    score: part * s.score,
                    share: part,
                }),
            }
        }
    }
    for r in &mut readings {
        r.score /= r.share;
    }
    readings
}

/// The complete candidates by interviewers.
#[derive(Debug, Clone)]
pub(super) struct Panel {
    /// Indices of the complete candidates.
    pub(super) candidates: Vec<usize>,
    /// Everybody who rated one of them, in the order of first sight.
    pub(super) interviewers: Vec<String>,
    /// Readings: a unit is a position in `candidates`, a rater one in `interviewers`.
    pub(super) ratings: Ratings,
}

impl Panel {
    pub(super) fn of(candidates: &[Candidate]) -> Self {
        let complete: Vec<usize> =
            (0..candidates.len()).filter(|i| candidates[*i].overall.mean.is_some()).collect();
        let mut interviewers: Vec<String> = Vec::new();
        let mut cells = Vec::new();
        for (unit, i) in complete.iter().enumerate() {
            for r in &candidates[*i].readings {
                let rater = interviewers.iter().position(|n| *n == r.interviewer).unwrap_or_else(|| {
                    interviewers.push(r.interviewer.clone());
                    interviewers.len() - 1
                });
                cells.push(Rating { unit: unit as u32, rater: rater as u32, value: r.score });
            }
        }
        let ratings = Ratings::new(complete.len(), interviewers.len(), cells);
        Self { candidates: complete, interviewers, ratings }
    }

    pub(super) fn view(&self) -> PanelView {
        let (group, groups) = self.ratings.groups();
        let named = |g: usize| {
            let members = self.interviewers.iter().zip(&group).filter(|(_, x)| **x == g);
            members.map(|(n, _)| n.clone()).collect()
        };
        PanelView {
            complete: self.candidates.len(),
            interviewers: self.interviewers.len(),
            crossed: self.candidates.len() > 1 && self.ratings.crossed(),
            connected: if groups > 1 {
                Connected::Groups((0..groups).map(named).collect())
            } else {
                Connected::Whole
            },
        }
    }
}

/// Who saw whom, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PanelView {
    /// How many candidates are complete: intervals, pairs and bands speak of them only.
    pub complete: usize,
    /// How many interviewers rated one of them.
    pub interviewers: usize,
    /// Whether each interviewer rated each of them.
    pub crossed: bool,
    /// Whether the interviewers hang together through candidates they share.
    pub connected: Connected,
}

/// Whether raters hang together: `true` in JSON, or the groups by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Connected {
    /// They do.
    Whole,
    /// They fall into groups that share nothing.
    Groups(Vec<Vec<String>>),
}

impl Serialize for Connected {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Whole => serializer.serialize_bool(true),
            Self::Groups(groups) => groups.serialize(serializer),
        }
    }
}

/// Why there is a severity-adjusted column, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Adjustment {
    /// Whether there is one.
    pub available: bool,
    /// Why there is none, or how the correction was drawn towards zero.
    pub reason: String,
}
