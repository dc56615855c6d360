//! What all statements about the panel rest on: the interviewers' effects, how far a reading is off, and how far
//! competencies of one person are apart.

use super::candidate::Candidate;
use super::panel::Panel;
use crate::stats::{MixedFit, Rating, Ratings, Undefined, Variance, mixed, pooled_residual};

/// The variance that rounding to whole points makes by itself: that of a uniform distribution over one point.
const ROUNDING: f64 = 1.0 / 12.0;

/// The model of a panel.
#[derive(Debug)]
pub(super) struct PanelModel {
    /// The interviewers' effects and their errors, where the panel isn't crossed.
    pub(super) mixed: Option<MixedFit>,
    /// The variance of one reading around the model, and its degrees of freedom.
    pub(super) error: Result<ReadingError, Undefined>,
    /// The variance of one competency of one person around what candidates and competencies explain.
    pub(super) competency_variance: Option<Variance>,
    /// The number of each interviewer's group: those of one group are linked through candidates.
    pub(super) groups: Vec<usize>,
}

/// The error of one reading.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReadingError {
    pub(super) variance: f64,
    pub(super) df: f64,
    /// Whether the scores show no spread at all, so that the variance is that of rounding.
    pub(super) flat: bool,
}

impl PanelModel {
    /// The model of `panel`: in a crossed one that of fixed interviewers, which are the same for all, else the two-way
    /// model with interviewers as a sample of many.
    pub(super) fn of(candidates: &[Candidate], panel: &Panel, crossed: bool) -> Self {
        let (groups, _) = panel.ratings.groups();
        let (fit, variance) = if crossed {
            let (ss, df) = pooled_residual(&panel.ratings);
            let error = if df > 0 { Ok((ss / df as f64, df as f64)) } else { Err(Undefined::NoResidual) };
            (None, error)
        } else {
            match mixed(&panel.ratings) {
                Ok(fit) => {
                    let error = (fit.variance, fit.df);
                    (Some(fit), Ok(error))
                }
                Err(why) => (None, Err(why)),
            }
        };
        let error = variance.map(|(variance, df)| {
            let flat = variance < 1e-12;
            ReadingError { variance: if flat { ROUNDING } else { variance }, df, flat }
        });
        Self { mixed: fit, error, competency_variance: competency_variance(candidates, panel), groups }
    }

    /// The effect of an interviewer, drawn towards zero; zero where all met the same ones.
    pub(super) fn effect(&self, interviewer: usize) -> f64 {
        self.mixed.as_ref().map_or(0.0, |fit| fit.rater_effects[interviewer])
    }

    /// The variance by which the weighted mean of all competencies of one person differs from that of the ones `rated`, by
    /// their weights; `missing` are the weights of the others. None where the panel is too small to tell.
    pub(super) fn missing_variance(&self, rated: &[f64], missing: &[f64]) -> Option<Variance> {
        let (known, open): (f64, f64) = (rated.iter().sum(), missing.iter().sum());
        if open <= 1e-12 {
            return Some(Variance { value: 0.0, df: 1.0 });
        }
        let squares = |weights: &[f64], all: f64| weights.iter().map(|w| (w / all).powi(2)).sum::<f64>();
        let share = open / (known + open);
        let one = self.competency_variance?;
        let value = share * share * one.value * (squares(missing, open) + squares(rated, known));
        Some(Variance { value, ..one })
    }
}

fn competency_variance(candidates: &[Candidate], panel: &Panel) -> Option<Variance> {
    let mut cells = Vec::new();
    let mut most = 0;
    for (unit, i) in panel.candidates.iter().enumerate() {
        let weighted = candidates[*i].competencies.iter().enumerate().filter(|(_, c)| c.weight > 0.0);
        for (rater, c) in weighted {
            most = most.max(rater + 1);
            cells.extend(c.mean.map(|value| Rating { unit: unit as u32, rater: rater as u32, value }));
        }
    }
    let (ss, df) = pooled_residual(&Ratings::new(panel.candidates.len(), most, cells));
    (df > 1).then(|| Variance { value: (ss / df as f64).max(ROUNDING), df: df as f64 })
}
