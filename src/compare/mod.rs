//! Comparing candidates by the fairness rules of the design.
//!
//! A blank is never a zero. An interviewer's items are averaged first, then interviewers, then competencies with the
//! weights of the plan. A candidate with a missing scorecard stays hidden; one with an unrated competency is incomplete.

mod adjust;
mod agreement;
mod assess;
mod blind;
mod calibration;
mod candidate;
mod closest;
mod evidence;
mod flags;
mod gate;
mod gates;
mod model;
mod options;
mod order;
mod pairs;
mod panel;
mod raters;
mod summary;
mod tidy;
mod topic;

pub use agreement::{Agreement, AgreementFigure};
pub use calibration::{
    AdjustedMean, Alphas, Calibration, CalibrationAgreement, Calibrator, IccFigure, Kappas, RateFigure,
    RaterRow, ScoreCount, SeverityBasis,
};
pub use candidate::{Candidate, CompetencyScores, Overall, RaterReading, Recommendations};
pub use evidence::{QuestionEvidence, RatingEvidence, RecommendationEvidence};
pub use gate::{Gate, GateState};
pub use gates::GateChance;
pub use options::Options;
pub use order::OrderEffect;
pub use pairs::{Pair, Verdict, told_apart};
pub use panel::{Adjustment, Connected, PanelView};
pub use raters::{InterviewerScore, ReplacedRating, SharedQuestion, SharedRound};
pub use summary::{Summary, SummaryRow, summarise};
pub use tidy::{Bounds, TidyColumns, TidyFile, TidyOptions, TidyRows};
pub use topic::{AgendaTopic, Quote, TopicKind};

use crate::gather::Scores;
use crate::plan::Plan;
use assess::{assess, scorecards};
use model::PanelModel;
use panel::Panel;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The name of the JSON format.
const FORMAT: &str = "panelkit.comparison/1";

/// A comparison of candidates, in the order of the list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Comparison {
    /// Always `panelkit.comparison/1`.
    pub format: &'static str,
    /// The plan's id.
    pub plan: String,
    /// Whether scores of candidates with missing scorecards are shown.
    pub partial: bool,
    /// Whether single interviewers' scores are left out.
    pub totals_only: bool,
    /// The candidates.
    pub candidates: Vec<Candidate>,
    /// What to talk about, by what is open: close decisions, disagreements, must-haves, gaps.
    pub agenda: Vec<AgendaTopic>,
    /// How the scores of each two candidates differ who have an overall mean; empty where there are more than
    /// [`MOST_PAIRED`] and they weren't asked for.
    pub pairs: Vec<Pair>,
    /// Why there are no pairs, though there are candidates to compare.
    pub pairs_note: Option<String>,
    /// How often must-haves are below by chance; null without must-haves that are rated.
    pub gate_chance: Option<GateChance>,
    /// How far the interviewers agree.
    pub agreement: Agreement,
    /// How far ratings lean against the conversation before; null where no scorecard says when it took place.
    pub order_effect: Option<OrderEffect>,
    /// Who rated whom.
    pub panel: PanelView,
    /// Why there is a severity-adjusted mean, or none.
    pub adjustment: Adjustment,
}

/// With more candidates than this, pairs are made only where they are asked for.
pub const MOST_PAIRED: usize = 50;

/// The comparison of all candidates of `scores`.
pub fn compare(plan: &Plan, scores: &Scores, options: Options) -> Comparison {
    let mask = options.blind.then(|| blind::mask(&scores.candidates));
    let titles: BTreeMap<&str, &str> =
        plan.rounds.iter().flat_map(|r| &r.questions).map(|q| (q.id.as_str(), q.title.as_str())).collect();
    let mut by_candidate = scorecards(scores);
    let mut agenda = Vec::new();
    let mut candidates = Vec::new();
    for (i, name) in scores.candidates.iter().enumerate() {
        let shown = if options.blind { blind::letter(i) } else { name.clone() };
        let cards = by_candidate.remove(name.as_str()).unwrap_or_default();
        let (candidate, topics) = assess(plan, &cards, shown, options, &titles);
        candidates.push(candidate);
        agenda.extend(topics);
    }
    topic::sort(&mut agenda);
    if let Some(mask) = &mask {
        for quote in agenda.iter_mut().flat_map(|t| &mut t.evidence) {
            quote.evidence = mask.cover(&quote.evidence);
        }
        for candidate in &mut candidates {
            for rating in &mut candidate.replaced {
                rating.evidence = mask.cover(&rating.evidence);
            }
            evidence::cover(mask, &mut candidate.questions, &mut candidate.recommended);
        }
    }
    let panel = Panel::of(&candidates);
    let view = panel.view();
    let model = PanelModel::of(&candidates, &panel, view.crossed);
    assess::allow_for_missing(&mut candidates, &panel, &model);
    let adjustment = adjust::adjust(&mut candidates, &panel, &view, &model);
    let paired = options.pairs || view.compared <= MOST_PAIRED;
    let mut pairs = if paired { pairs::pairs(&candidates, &panel, &model) } else { Vec::new() };
    let lead = closest::leader(&candidates).filter(|_| !paired);
    let mut with_lead =
        lead.map_or_else(Vec::new, |lead| pairs::pairs_with(lead, &candidates, &panel, &model));
    let pairs_note = (!paired).then(|| {
        format!(
            "{} candidates make {} pairs: ask for them with --pairs",
            view.compared,
            view.compared * (view.compared - 1) / 2
        )
    });
    let gate_chance = gates::chance(&candidates);
    let agreement = agreement::agreement(&candidates, &panel);
    let order_effect = OrderEffect::in_panel(&candidates, &panel);
    if options.totals_only {
        // A difference on one interviewer is one of two single scores.
        pairs.retain(|p| p.shared > 1);
        with_lead.retain(|p| p.shared > 1);
        candidates.iter_mut().for_each(Candidate::keep_totals_only);
    }
    agenda.splice(0..0, closest::closest(&candidates, if paired { &pairs } else { &with_lead }));
    Comparison {
        format: FORMAT,
        plan: plan.id.clone(),
        partial: options.partial,
        totals_only: options.totals_only,
        candidates,
        agenda,
        pairs,
        pairs_note,
        gate_chance,
        agreement,
        order_effect,
        panel: view,
        adjustment,
    }
}

#[cfg(test)]
mod tests;
