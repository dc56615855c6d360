//! What the bank holds, and where a plan would find little to choose from.

use super::catalogue::{LoopVariant, Role, RoundTemplate};
use super::contents::Bank;
use super::question::{Question, QuestionKind};
use crate::text::count;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many questions a plan should have to choose from for each competency: one to ask, one for the next opening, one
/// to leave out.
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

/// A place where a plan finds few questions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Thin {
    /// The role.
    pub role: String,
    /// The level.
    pub level: String,
    /// The loop.
    #[serde(rename = "loop")]
    pub loop_id: String,
    /// What is to be rated.
    pub competency: String,
    /// The rounds of the loop that answer for it.
    pub rounds: Vec<String>,
    /// How many questions could be asked there.
    pub questions: usize,
}

impl std::fmt::Display for Thin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { role, level, loop_id, competency, rounds, questions } = self;
        let found = if *questions == 0 {
            "no question".to_owned()
        } else {
            format!("only {}", count(*questions, "question"))
        };
        let rounds = crate::text::join(rounds, "or");
        write!(f, "{level} {role}, {loop_id}: {found} to rate {competency} in a {rounds} round")
    }
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

/// The spots, by level and loop, where a plan for `role` finds fewer than `least` questions that rate a competency which
/// the role weighs and a round answers for. Questions that need a stack count only if the role has it by default.
pub fn thin(bank: &Bank, role: &Role, least: usize) -> Vec<Thin> {
    let mut out = Vec::new();
    for level in &bank.levels {
        let Some(weights) = role.weights.get(&level.id) else { continue };
        for template in &bank.loops {
            let fits = |v: &&LoopVariant| v.roles.contains(&role.id) && v.levels.contains(&level.id);
            let Some(variant) = template.variants.iter().find(fits) else { continue };
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
                        && q.levels.contains(&level.id)
                        && (q.stacks.is_empty() || q.stacks.iter().any(|s| role.default_stacks.contains(s)))
                        && rounds.iter().any(|r| has_room(bank, r, q))
                };
                let questions = bank.questions.iter().filter(askable).count();
                if questions < least {
                    out.push(Thin {
                        role: role.id.clone(),
                        level: level.id.clone(),
                        loop_id: template.id.clone(),
                        competency: competency.clone(),
                        rounds: rounds.iter().map(|r| r.kind.clone()).collect(),
                        questions,
                    });
                }
            }
        }
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

    #[test]
    fn an_empty_bank_is_thin_everywhere() {
        let mut bank = Bank::load(None).unwrap();
        let role = bank.role("backend").unwrap().clone();
        assert!(thin(&bank, &role, 0).is_empty());
        bank.questions.clear();
        let spots = thin(&bank, &role, 1);
        for level in ["junior", "mid", "senior", "staff"] {
            for name in ["screen", "onsite"] {
                assert!(spots.iter().any(|t| t.level == level && t.loop_id == name), "{level} {name}");
            }
        }
        assert!(spots[0].to_string().contains("no question to rate"), "{}", spots[0]);
    }

    #[test]
    fn no_spot_of_any_roles_loops_is_thin() {
        let bank = Bank::load(None).unwrap();
        assert_eq!(bank.roles.len(), 13);
        let spots: Vec<String> =
            bank.roles.iter().flat_map(|role| thin(&bank, role, FEW)).map(|spot| spot.to_string()).collect();
        assert!(spots.is_empty(), "{}", spots.join("\n"));
    }
}
