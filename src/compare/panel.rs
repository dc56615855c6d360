//! The panel: which interviewers rated which candidates, and how each rated a candidate over all competencies.

use super::candidate::{Candidate, CompetencyScores, RaterReading};
use crate::stats::{Rating, Ratings};
use indexmap::IndexSet;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// Each interviewer's reading of a candidate; the mean of the readings, weighted by their shares, is the overall mean.
///
/// The overall mean is the weighted mean of competencies, and a competency's mean is that of its interviewers. So an
/// interviewer's share is the sum of `weight / interviewers` over the competencies that they rated.
/// The shares sum to 1 over what is rated.
pub(super) fn readings(competencies: &[CompetencyScores]) -> Vec<RaterReading> {
    readings_over(competencies, &vec![true; competencies.len()])
}

/// The same over some of the competencies.
pub(super) fn readings_over(competencies: &[CompetencyScores], which: &[bool]) -> Vec<RaterReading> {
    let mut readings: Vec<RaterReading> = Vec::new();
    let over =
        || competencies.iter().zip(which).filter(|(c, w)| **w && c.n > 0 && c.weight > 0.0).map(|(c, _)| c);
    let all: f64 = over().map(|c| c.weight).sum();
    for c in over() {
        let part = c.weight / all / c.n as f64;
        for s in &c.scores {
            match readings.iter_mut().find(|r| r.interviewer == s.interviewer) {
                Some(r) => {
                    r.score += part * s.score;
                    r.share += part;
                }
                None => readings.push(RaterReading {
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

/// The candidates with an overall mean, by interviewers.
#[derive(Debug, Clone)]
pub(super) struct Panel {
    /// Their indices.
    pub(super) candidates: Vec<usize>,
    /// Everybody who rated one of them, in the order of first sight.
    pub(super) interviewers: IndexSet<String>,
    /// How many of the candidates are complete.
    complete: usize,
    /// Readings: a unit is a position in `candidates`, a rater one in `interviewers`.
    pub(super) ratings: Ratings,
}

impl Panel {
    pub(super) fn of(candidates: &[Candidate]) -> Self {
        let compared: Vec<usize> =
            (0..candidates.len()).filter(|i| candidates[*i].overall.mean.is_some()).collect();
        let mut interviewers: IndexSet<String> = IndexSet::new();
        let mut cells = Vec::new();
        for (unit, i) in compared.iter().enumerate() {
            for r in &candidates[*i].readings {
                let rater = interviewers.insert_full(r.interviewer.clone()).0;
                cells.push(Rating { unit: unit as u32, rater: rater as u32, value: r.score });
            }
        }
        let ratings = Ratings::new(compared.len(), interviewers.len(), cells);
        let complete = compared.iter().filter(|i| candidates[**i].complete).count();
        Self { candidates: compared, interviewers, complete, ratings }
    }

    /// The place of an interviewer.
    pub(super) fn place_of(&self, interviewer: &str) -> Option<usize> {
        self.interviewers.get_index_of(interviewer)
    }

    pub(super) fn view(&self) -> PanelView {
        let (group, groups) = self.ratings.groups();
        let named = |g: usize| {
            let members = self.interviewers.iter().zip(&group).filter(|(_, x)| **x == g);
            members.map(|(n, _)| n.clone()).collect()
        };
        PanelView {
            compared: self.candidates.len(),
            complete: self.complete,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PanelView {
    /// How many candidates have an overall mean: intervals and pairs are about these only.
    pub compared: usize,
    /// How many of them are complete.
    pub complete: usize,
    /// How many interviewers rated one of them.
    pub interviewers: usize,
    /// Whether each interviewer rated each of them.
    pub crossed: bool,
    /// Whether the interviewers are linked through candidates whom they share.
    pub connected: Connected,
}

/// Whether raters are linked through what they rated, directly or through others: `true` in JSON, or the groups by name.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(untagged)]
pub enum Connected {
    /// All are.
    #[schemars(with = "bool")]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Adjustment {
    /// Whether there is one.
    pub available: bool,
    /// Why there is none, or how the correction was drawn towards zero.
    pub reason: String,
}
