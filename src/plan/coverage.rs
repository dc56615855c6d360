//! What a plan assesses where, and what it lacks.

use super::{Coverage, Request, Round};
use crate::bank::{Bank, Question};
use crate::diag::Diagnostic;
use crate::text::join;

/// Why a question is in the plan, in words: its round is the `nth` that reads the competency, 0 for a further question
/// of the same round.
pub(super) fn reason(competency: &str, question: &Question, nth: usize, request: &Request) -> String {
    let reading = match nth {
        0 => "more evidence",
        1 => "first reading",
        2 => "second reading",
        _ => "further reading",
    };
    let stacks: Vec<&String> = question.stacks.iter().filter(|s| request.stacks.contains(s)).collect();
    let mut reason = format!("{reading} {} {competency}", if nth == 0 { "on" } else { "of" });
    if !stacks.is_empty() {
        reason = format!("{reason}; {}", join(&stacks, "and"));
    }
    reason
}

/// Each competency that the role weighs at the level, heaviest first, and where the plan rates it.
pub(super) fn coverage(bank: &Bank, request: &Request, rounds: &[Round]) -> Vec<Coverage> {
    let Some(role) = bank.role(&request.role) else { return Vec::new() };
    let must = role.must_have.get(&request.level);
    let mut rows: Vec<Coverage> = role
        .weights
        .get(&request.level)
        .into_iter()
        .flatten()
        .map(|(competency, weight)| {
            let rated = |r: &&Round| r.questions.iter().any(|q| q.rated() == competency);
            let questions = rounds.iter().flat_map(|r| &r.questions).filter(|q| q.rated() == competency);
            Coverage {
                competency: competency.clone(),
                title: bank.competency_title(competency).to_owned(),
                weight: (weight * 1e4).round() / 1e4,
                must_have: must.is_some_and(|m| m.contains(competency)),
                rounds: rounds.iter().filter(rated).map(|r| r.id.clone()).collect(),
                questions: questions.map(|q| q.id.clone()).collect(),
            }
        })
        .collect();
    rows.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.competency.cmp(&b.competency)));
    rows
}

/// The share of its net minutes below which a round counts as under-filled.
const FULL_ENOUGH: f64 = 2.0 / 3.0;

/// What the plan lacks: must-haves, stacks, and rounds under two thirds full, each with what would close it.
pub(super) fn gaps(
    bank: &Bank,
    request: &Request,
    rounds: &[Round],
    coverage: &[Coverage],
) -> Vec<Diagnostic> {
    let mut gaps = Vec::new();
    for c in coverage.iter().filter(|c| c.questions.is_empty()) {
        let focus = rounds.iter().filter(|r| r.focus.contains(&c.competency)).map(|r| r.title.as_str());
        let focus: Vec<&str> = focus.collect();
        let hint = if focus.is_empty() {
            "no round answers for it: add a round, or add it to the focus of one".to_owned()
        } else {
            let exists =
                bank.questions.iter().any(|q| q.rated() == c.competency && q.levels.contains(&request.level));
            if exists {
                format!("make the round {} longer", join(&focus, "or"))
            } else {
                format!("write a question that rates it for level {}", request.level)
            }
        };
        let (code, what) = if c.must_have { ("must-have", "must-have ") } else { ("unrated", "") };
        let message = format!("the {what}competency {} is not rated in any round", c.title);
        let gap =
            if c.must_have { Diagnostic::warning(code, message) } else { Diagnostic::note(code, message) };
        gaps.push(gap.hint(hint));
    }
    for stack in &request.stacks {
        if !rounds.iter().flat_map(|r| &r.questions).any(|q| q.stacks.contains(stack)) {
            let message = format!("no question of the stack {stack} is in the plan");
            gaps.push(
                Diagnostic::warning("stack", message).hint("add a technical round, or a question for it"),
            );
        }
    }
    for round in rounds {
        let (used, net) = (round.used_minutes(), round.net_minutes());
        if f64::from(used) < FULL_ENOUGH * f64::from(net) {
            let message =
                format!("the round {} is under-filled: {used} of {net} minutes are used", round.title);
            gaps.push(
                Diagnostic::warning("under-filled", message).hint("shorten the round, or widen its focus"),
            );
        }
    }
    gaps.sort_by_key(|g| std::cmp::Reverse(g.severity));
    gaps
}
