//! One candidate of a comparison, and how the interviewers rated them.

use super::evidence::{QuestionEvidence, RecommendationEvidence};
use super::gate::Gate;
use super::raters::{InterviewerScore, ReplacedRating, SharedRound};
use schemars::JsonSchema;
use serde::Serialize;

/// One candidate.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Candidate {
    /// The name, or a letter.
    pub candidate: String,
    /// Whether every scorecard is in and every competency of the plan is rated.
    pub complete: bool,
    /// Whether the scores are held back until every scorecard is in.
    pub hidden: bool,
    /// How many scorecards are filled in.
    pub submitted: usize,
    /// How many the plan calls for.
    pub expected: usize,
    /// What is still missing, in sentences.
    pub missing: Vec<String>,
    /// Over all competencies that are rated; the mean is null until every scorecard is in.
    pub overall: Overall,
    /// The competencies that the plan assesses, heaviest first.
    pub competencies: Vec<CompetencyScores>,
    /// The must-haves.
    pub gates: Vec<Gate>,
    /// How many interviewers recommend what.
    pub recommendations: Recommendations,
    /// What stands out, in sentences.
    pub flags: Vec<String>,
    /// All that was written, question by question in the order of the plan.
    pub questions: Vec<QuestionEvidence>,
    /// What is recommended, and why.
    pub recommended: Vec<RecommendationEvidence>,
    /// Rounds that several people rated.
    pub shared_rounds: Vec<SharedRound>,
    /// Ratings of questions that the plan no longer asks: they are part of no mean.
    pub replaced: Vec<ReplacedRating>,
    /// How each interviewer rated them over all competencies.
    pub readings: Vec<RaterReading>,
}

/// The weighted mean of a candidate's competencies.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Overall {
    /// On the scale of the plan; null until every scorecard is in.
    pub mean: Option<f64>,
    /// The part of the plan's weight that is rated: 1 where nothing is missing. The interval allows for the rest.
    pub covered: f64,
    /// How many interviewers rated something.
    pub n: usize,
    /// The lower 95% limit, by Student's t over interviewers; it may lie off the scale.
    pub low: Option<f64>,
    /// The upper 95% limit.
    pub high: Option<f64>,
    /// Corrected for the interviewers' severity, where that is possible.
    pub adjusted: Option<f64>,
    /// Why there is no mean, or no interval.
    pub reason: Option<&'static str>,
}

/// One competency of one candidate.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CompetencyScores {
    /// The competency's id.
    pub competency: String,
    /// Its name on paper.
    pub title: String,
    /// Its share in the plan.
    pub weight: f64,
    /// The mean over interviewers; null where nobody rated it, and in a view of totals where one interviewer did.
    pub mean: Option<f64>,
    /// How many interviewers rated it.
    pub n: usize,
    /// Each interviewer's mean over the items.
    pub scores: Vec<InterviewerScore>,
}

/// One interviewer's reading of a candidate over all competencies.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RaterReading {
    /// Who rated.
    pub interviewer: String,
    /// The mean of the competencies that they rated, weighted by their parts in the overall mean.
    pub score: f64,
    /// Their part in the overall mean; the shares of one candidate sum to 1.
    pub share: f64,
}

/// How many interviewers recommend what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Recommendations {
    /// Would object to hiring.
    pub strong_no: usize,
    /// Would not hire.
    pub no: usize,
    /// Would hire.
    pub yes: usize,
    /// Would argue for hiring.
    pub strong_yes: usize,
}

impl Candidate {
    /// Takes out what a single interviewer scored, means over one interviewer included.
    pub(super) fn keep_totals_only(&mut self) {
        self.readings.clear();
        self.questions.clear();
        self.recommended.clear();
        self.shared_rounds.clear();
        self.replaced.clear();
        for c in &mut self.competencies {
            c.scores.clear();
            c.mean = c.mean.filter(|_| c.n > 1);
        }
        let overall = &mut self.overall;
        if overall.n < 2 && overall.mean.is_some() {
            *overall = Overall {
                mean: None,
                adjusted: None,
                reason: Some("a single interviewer"),
                ..overall.clone()
            };
        }
    }
}
