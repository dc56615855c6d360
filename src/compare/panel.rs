//! The panel: which interviewers rated which candidates, and how each rated a candidate over all competencies.

use super::candidate::{Candidate, CompetencyScores, Reading};
use crate::stats::{Rating, Ratings};
use serde::{Serialize, Serializer};

/// Each interviewer's reading of a candidate; the mean of the readings, weighted by their shares, is the overall mean.
///
/// The overall mean is the weighted mean of competencies, and a competency's mean is that of its interviewers. So an
/// interviewer's share is the sum of `weight / interviewers` over the competencies that they rated.
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

/// Who rated whom, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PanelView {
    /// How many candidates are complete; intervals, pairs and bands are about these only.
    pub complete: usize,
    /// How many interviewers rated one of them.
    pub interviewers: usize,
    /// Whether each interviewer rated each of them.
    pub crossed: bool,
    /// Whether the interviewers are linked through candidates whom they share.
    pub connected: Connected,
}

/// Whether raters are linked through what they rated, directly or through others: `true` in JSON, or the groups by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Connected {
    /// All are.
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
