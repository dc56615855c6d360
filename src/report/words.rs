//! Figures and states in words.

use crate::compare::{
    AgreementFigure, Candidate, Comparison, CompetencyScores, GateChance, InterviewerScore, OrderEffect,
    ReplacedRating, SharedRound,
};
use crate::plan::Plan;
use crate::text::count;

/// Whether the competency is a must-have of the plan.
pub(super) fn must_have(plan: &Plan, competency: &str) -> bool {
    plan.coverage.iter().any(|x| x.competency == competency && x.must_have)
}

/// Why a competency has no mean to show.
pub(super) fn no_mean(candidate: &Candidate, c: &CompetencyScores) -> &'static str {
    if candidate.hidden {
        "held back"
    } else if c.n > 0 {
        "1 rating, not shown"
    } else {
        "not assessed"
    }
}

/// `x` with this number of decimals; zero has no sign.
pub fn fixed(x: f64, decimals: usize) -> String {
    let text = format!("{x:.decimals$}");
    match text.strip_prefix('-') {
        Some(bare) if bare.chars().all(|c| c == '0' || c == '.') => bare.to_owned(),
        _ => text,
    }
}

/// `x` without decimals where it is whole, else with one.
pub(super) fn decimal(x: f64) -> String {
    if (x - x.round()).abs() < 1e-9 { fixed(x, 0) } else { fixed(x, 1) }
}

/// How far the interviewers agree, in sentences.
pub(super) fn agreement(comparison: &Comparison) -> Vec<String> {
    let sentence = |name: &str, figure: &AgreementFigure| match (figure.value, figure.low, figure.high) {
        (Some(value), Some(low), Some(high)) => format!(
            "{name}: {}, 95% interval {} to {}, from {} (1 is full agreement, 0 is what chance gives).",
            fixed(value, 2),
            fixed(low, 2),
            fixed(high, 2),
            count(figure.candidates, "candidate")
        ),
        _ => format!(
            "{name}: none, from {}, since {}.",
            count(figure.candidates, "candidate"),
            figure.reason.as_deref().unwrap_or("it is undefined")
        ),
    };
    let mut sentences = vec![
        sentence(
            "On one competency of one candidate (Krippendorff's alpha, ordinal)",
            &comparison.agreement.alpha_ordinal,
        ),
        sentence("On candidates as a whole (ICC 2,1)", &comparison.agreement.icc_2_1),
    ];
    sentences.extend(comparison.order_effect.as_ref().map(order_effect));
    sentences
}

/// How far ratings lean against the conversation before, in a sentence.
pub fn order_effect(effect: &OrderEffect) -> String {
    match (effect.value, effect.low, effect.high) {
        (Some(value), Some(low), Some(high)) => {
            let direction = if value < 0.0 { "lower" } else { "higher" };
            let known =
                if low > 0.0 || high < 0.0 { "" } else { "; it holds zero, so nothing is known of a lean" };
            format!(
                "Order: for each point by which the others rate the person before higher, a rating is {} {direction} (95% \
                 interval {} to {}, from {}{known}).",
                fixed(value.abs(), 2),
                fixed(low, 2),
                fixed(high, 2),
                count(effect.n, "conversation"),
            )
        }
        _ => format!(
            "Order: whether ratings lean against the conversation before isn't told, since {}.",
            effect.reason.as_deref().unwrap_or("it is undefined")
        ),
    }
}

/// A share in whole per cent.
pub(super) fn percent(share: f64) -> String {
    format!("{}%", fixed(share * 100.0, 0))
}

/// How often somebody who is Solid throughout is rated below it in a must-have, in a sentence.
pub(super) fn gate_chance(plan: &Plan, chance: &GateChance) -> String {
    let solid = plan.scale.word(plan.scale.expected());
    let from = if chance.assumed {
        "assumed, since this panel is too small to tell"
    } else {
        "as it is in this panel"
    };
    let ratings = count(chance.ratings, "rating");
    format!(
        "How often this is chance: somebody who is {solid} in every must-have is rated below it by at least one interviewer in \
         about {} of rounds with {ratings} of must-haves (in one rating: {}; spread between interviewers {}, {from}).",
        percent(chance.any),
        percent(chance.one),
        fixed(chance.spread, 1)
    )
}

/// `complete`, `incomplete` or `4 of 5 scorecards`.
pub(super) fn state(c: &Candidate) -> String {
    match (c.submitted < c.expected, c.complete) {
        (true, _) => format!("{} of {}", c.submitted, count(c.expected, "scorecard")),
        (_, true) => "complete".to_owned(),
        _ => "incomplete".to_owned(),
    }
}

/// The number of each recommendation in words, such as `0 strong no, 1 no, 3 yes, 1 strong yes`.
pub(super) fn recommendations(c: &Candidate) -> String {
    let r = c.recommendations;
    if c.hidden {
        "held back".to_owned()
    } else {
        format!("{} strong no, {} no, {} yes, {} strong yes", r.strong_no, r.no, r.yes, r.strong_yes)
    }
}

/// A round that several people rated, such as `Technical: Mei 3.4, Ingrid 3.0; 0.4 apart, mean 3.2. Widest: Pools (4, 2)`.
pub(super) fn shared_round(r: &SharedRound) -> String {
    let scores = |scores: &[InterviewerScore]| {
        let one = |s: &InterviewerScore| format!("{} {}", s.interviewer, fixed(s.score, 1));
        scores.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    let apart = format!("{} apart, mean {}", fixed(r.difference, 1), fixed(r.mean, 1));
    let widest = r.questions.iter().reduce(|a, b| if b.difference > a.difference { b } else { a });
    let widest = widest
        .filter(|q| q.difference >= 1.0)
        .map_or_else(String::new, |q| format!("; widest on {}: {}", q.title, scores(&q.scores)));
    format!("{}: {}; {apart}{widest}", r.title, scores(&r.raters))
}

/// A rating of a question that the plan no longer asks.
pub(super) fn replaced(r: &ReplacedRating) -> String {
    let score = r.score.map_or_else(|| "not asked".to_owned(), decimal);
    let evidence = if r.evidence.is_empty() { String::new() } else { format!(": \"{}\"", r.evidence) };
    format!("{}, {} {score}{evidence}", r.title, r.interviewer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_has_no_sign() {
        assert_eq!(
            (fixed(-0.04, 1), fixed(-0.0, 2), fixed(-0.05001, 1)),
            ("0.0".into(), "0.00".into(), "-0.1".into())
        );
        assert_eq!((decimal(3.0), decimal(-0.0), decimal(2.5)), ("3".into(), "0".into(), "2.5".into()));
    }
}
