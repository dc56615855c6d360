//! What the bank holds, and what a plan has to choose from.

use super::catalogue::{LoopTemplate, LoopVariant, Role, RoundTemplate};
use super::contents::Bank;
use super::question::{Question, QuestionKind};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many plans without a common question a bank should have enough for: one to ask, one for the next opening, one to
/// leave out.
pub const FEW: usize = 3;

/// How many questions there are of one kind, for one level and one stack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Count {
    /// The kind of question.
    pub kind: QuestionKind,
    /// The stack; empty: those that need none.
    pub stack: String,
    /// The level.
    pub level: String,
    /// How many.
    pub questions: usize,
}

/// Something that a plan has to rate: a competency in the rounds of a loop that answer for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The role.
    pub role: String,
    /// The level.
    pub level: String,
    /// The loop.
    pub loop_id: String,
    /// What is to be rated.
    pub competency: String,
    /// The rounds of the loop that answer for it.
    pub rounds: Vec<String>,
    /// How many questions could be asked there.
    pub questions: usize,
}

/// How many questions there are of each kind, stack and level, in this order. A question that fits several levels or
/// stacks counts in each.
pub fn counts(bank: &Bank, questions: &[&Question]) -> Vec<Count> {
    let mut counted: BTreeMap<(QuestionKind, &str, usize), usize> = BTreeMap::new();
    for q in questions {
        let stacks: Vec<&str> =
            if q.stacks.is_empty() { vec![""] } else { q.stacks.iter().map(String::as_str).collect() };
        for (rank, _) in bank.levels.iter().enumerate().filter(|(_, l)| q.levels.contains(&l.id)) {
            for stack in &stacks {
                *counted.entry((q.kind, stack, rank)).or_insert(0) += 1;
            }
        }
    }
    let count = |((kind, stack, rank), questions): ((QuestionKind, &str, usize), usize)| Count {
        kind,
        stack: stack.to_owned(),
        level: bank.levels[rank].id.clone(),
        questions,
    };
    counted.into_iter().map(count).collect()
}

/// The spots of a role at a level in a loop: the competencies that the role weighs and that a round answers for. Questions
/// that need a stack count only if the role has it by default.
pub fn spots(bank: &Bank, role: &Role, level: &str, template: &LoopTemplate) -> Vec<Spot> {
    let mut out = Vec::new();
    let Some(weights) = role.weights.get(level) else { return out };
    let fits = |v: &&LoopVariant| v.roles.contains(&role.id) && v.levels.iter().any(|l| l == level);
    let Some(variant) = template.variants.iter().find(fits) else { return out };
    let mut focus: Vec<&String> = variant.rounds.iter().flat_map(|r| &r.focus).collect();
    focus.sort_unstable();
    focus.dedup();
    focus.retain(|c| weights.iter().any(|(w, _)| w == *c));
    for competency in focus {
        let rounds: Vec<&RoundTemplate> =
            variant.rounds.iter().filter(|r| r.focus.contains(competency)).collect();
        let askable = |q: &&Question| {
            !q.draft
                && q.rated() == competency
                && q.roles.contains(&role.id)
                && q.levels.iter().any(|l| l == level)
                && (q.stacks.is_empty() || q.stacks.iter().any(|s| role.default_stacks.contains(s)))
                && rounds.iter().any(|r| has_room(bank, r, q))
        };
        out.push(Spot {
            role: role.id.clone(),
            level: level.to_owned(),
            loop_id: template.id.clone(),
            competency: competency.clone(),
            rounds: rounds.iter().map(|r| r.kind.clone()).collect(),
            questions: bank.questions.iter().filter(askable).count(),
        });
    }
    out
}

/// Whether a round takes questions of this kind and is long enough for it.
fn has_room(bank: &Bank, round: &RoundTemplate, q: &Question) -> bool {
    bank.round(&round.kind).is_some_and(|kind| {
        kind.takes.contains(&q.kind) && q.minutes + kind.opening + kind.closing <= round.minutes
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up() {
        let bank = Bank::load(None).unwrap();
        let all: Vec<&Question> = bank.questions.iter().collect();
        let counts = counts(&bank, &all);
        let sum: usize = counts.iter().map(|c| c.questions).sum();
        let expected: usize = all.iter().map(|q| q.levels.len() * q.stacks.len().max(1)).sum();
        assert_eq!(sum, expected);
    }

    /// All spots of a role with fewer than so many questions.
    fn few(bank: &Bank, role: &Role, least: usize) -> Vec<Spot> {
        let of_level =
            |level: &str| bank.loops.iter().flat_map(|t| spots(bank, role, level, t)).collect::<Vec<_>>();
        bank.levels.iter().flat_map(|l| of_level(&l.id)).filter(|spot| spot.questions < least).collect()
    }

    #[test]
    fn an_empty_bank_has_nothing_to_ask_anywhere() {
        let mut bank = Bank::load(None).unwrap();
        let role = bank.role("backend").unwrap().clone();
        bank.questions.clear();
        let spots = few(&bank, &role, 1);
        for level in ["junior", "mid", "senior", "staff"] {
            for name in ["screen", "onsite"] {
                assert!(spots.iter().any(|t| t.level == level && t.loop_id == name), "{level} {name}");
            }
        }
    }

    #[test]
    fn each_spot_of_any_roles_loops_has_questions_for_three_plans() {
        let bank = Bank::load(None).unwrap();
        assert_eq!(bank.roles.len(), 13);
        // The loops of every opening; the others are one step of their own.
        let usual = |spot: &Spot| ["screen", "onsite"].contains(&spot.loop_id.as_str());
        let spots: Vec<Spot> =
            bank.roles.iter().flat_map(|role| few(&bank, role, FEW)).filter(usual).collect();
        assert!(spots.is_empty(), "{spots:#?}");
    }
}
