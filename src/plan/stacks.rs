//! The technologies of a request, and what the bank has of them.

use super::model::Round;
use super::request::Request;
use super::rules::{ineligible, is_hands_on};
use crate::bank::{Bank, Question};
use crate::text::{count, join};

/// The questions of technologies that a plan holds, and those that it could.
pub(super) struct StackSupply<'a> {
    bank: &'a Bank,
    request: &'a Request,
    rounds: &'a [Round],
}

impl<'a> StackSupply<'a> {
    pub fn new(bank: &'a Bank, request: &'a Request, rounds: &'a [Round]) -> Self {
        Self { bank, request, rounds }
    }

    /// How many questions of `stack` the plan has.
    pub fn there(&self, stack: &String) -> usize {
        self.rounds.iter().flat_map(|r| &r.questions).filter(|q| q.stacks.contains(stack)).count()
    }

    /// The questions of `stack` that no rule keeps out of the plan.
    fn eligible(&self, stack: &String) -> Vec<&'a Question> {
        let role = self.bank.role(&self.request.role);
        let fits = |q: &&Question| q.stacks.contains(stack) && ineligible(q, self.request, role).is_none();
        self.bank.questions.iter().filter(fits).collect()
    }

    /// Those of them that some round takes, by kind, focus and minutes.
    fn taken(&self, stack: &String) -> Vec<&'a Question> {
        let takes = |r: &Round, q: &Question| {
            self.bank.round(&r.kind).is_some_and(|k| k.takes.contains(&q.kind))
                && r.focus.iter().any(|f| f == q.rated())
                && q.minutes <= r.net_minutes()
        };
        let mut taken = self.eligible(stack);
        taken.retain(|q| self.rounds.iter().any(|r| takes(r, q)));
        taken
    }

    /// How many questions of `stack` the plan could hold, those on one subject counted once.
    pub fn offered(&self, stack: &String) -> usize {
        let mut subjects: Vec<&str> = self.taken(stack).iter().map(|q| q.subject.as_str()).collect();
        subjects.sort_unstable();
        subjects.dedup();
        subjects.len()
    }

    /// Such as "the bank holds 3 questions of dotnet for this role and level, 2 of them in kinds that the rounds take".
    pub fn words(&self, stack: &String) -> String {
        let (all, taken) = (self.eligible(stack).len(), self.taken(stack).len());
        let holds = format!("the bank holds {} of {stack} for this role and level", count(all, "question"));
        match (all, taken) {
            (0, _) => format!("the bank holds no question of {stack} for this role and level"),
            (all, taken) if all == taken => holds,
            (_, 0) => format!("{holds}, none of a kind and focus that the rounds take"),
            (_, 1) => format!("{holds}, 1 of a kind and focus that the rounds take"),
            _ => format!("{holds}, {taken} of them of kinds and focuses that the rounds take"),
        }
    }

    /// A sentence where all technologies together have less than their part of the minutes of rounds that are named for
    /// work.
    pub fn share(&self) -> Option<String> {
        let hands_on = |r: &&Round| self.bank.round(&r.kind).is_some_and(|k| is_hands_on(&k.own));
        let rounds: Vec<&Round> = self.rounds.iter().filter(hands_on).collect();
        let all: u32 = rounds.iter().map(|r| r.used_minutes()).sum();
        let is_of = |stacks: &[String]| stacks.iter().any(|s| self.request.stacks.contains(s));
        let questions = rounds.iter().flat_map(|r| &r.questions).filter(|q| is_of(&q.stacks));
        let minutes: u32 = questions.map(|q| q.minutes).sum();
        if self.request.stacks.is_empty() || minutes.saturating_mul(4) >= all {
            return None;
        }
        let holds: Vec<String> = self.request.stacks.iter().map(|s| self.words(s)).collect();
        Some(format!(
            "{} {} {minutes} of {all} minutes of coding, technical, debugging and design, less than a quarter: {}",
            join(&self.request.stacks, "and"),
            if self.request.stacks.len() == 1 { "takes" } else { "take" },
            holds.join("; ")
        ))
    }
}
