//! What somebody asks of a plan, checked against the bank.

use super::assistant::RoundAssistant;
use super::model::Plan;
use super::people::RoundPeople;
use super::stack_spec::StackSpec;
use crate::bank::{Assistant, Bank, LoopVariant};
use crate::diag::{Diagnostic, Failure};
use crate::limits::ROUNDS;
use crate::text::did_you_mean;
use std::collections::{BTreeMap, BTreeSet};

/// The most rounds, and the most stacks, of a plan.
const MOST_ROUNDS: usize = ROUNDS.most as usize;

/// The questions of a stack that are asked for where nobody says how many.
const USUAL_OF_STACK: u32 = 2;

/// What somebody asks of a plan; [`Request::checked`] checks the names.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The role's id.
    pub role: String,
    /// The level's id.
    pub level: String,
    /// Technologies, ids.
    pub stacks: Vec<String>,
    /// How many questions of a technology are asked for, where that isn't the usual number.
    pub stack_counts: BTreeMap<String, u32>,
    /// The loop's id; beside `rounds` it only gives the focus of each kind of round.
    pub loop_name: String,
    /// Rounds composed by hand.
    pub rounds: Vec<RoundSpec>,
    /// Ids of questions that must not be used.
    pub exclude: BTreeSet<String>,
    /// Questions that must be used, with their rounds.
    pub keep: Vec<Pin>,
    /// Ids of questions that were asked for by name, wherever they come to stand.
    pub named: BTreeSet<String>,
    /// How often questions were asked before, by id.
    pub exposure: BTreeMap<String, u32>,
    /// Picks one of the equally good plans.
    pub seed: u64,
    /// Whether an AI assistant may be used, for rounds in which that differs, by their ids.
    pub assistant: Vec<RoundAssistant>,
    /// The country whose law the words follow, such as `US`; none: those for all countries.
    pub country: Option<String>,
}

/// A question that must be in a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// The question's id.
    pub id: String,
    /// The round's id, such as `technical` or `technical-2`.
    pub round: String,
}

impl std::str::FromStr for Pin {
    type Err = String;

    /// Reads `ID@ROUND`.
    fn from_str(text: &str) -> Result<Self, String> {
        let (id, round) =
            text.split_once('@').ok_or("write ID@ROUND, such as last-seat-sold-twice@technical")?;
        Ok(Self { id: id.trim().to_owned(), round: round.trim().to_owned() })
    }
}

/// The ids of the rounds: each its kind, with a number from the second round of a kind on.
pub fn round_ids(specs: &[RoundSpec]) -> Vec<String> {
    let id = |(r, spec): (usize, &RoundSpec)| match specs[..r].iter().filter(|s| s.kind == spec.kind).count()
    {
        0 => spec.kind.clone(),
        same => format!("{}-{}", spec.kind, same + 1),
    };
    specs.iter().enumerate().map(id).collect()
}

/// One round to fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundSpec {
    /// The kind of round.
    pub kind: String,
    /// The name on paper, where it isn't that of the kind.
    pub title: Option<String>,
    /// What it is for, where that isn't what its kind is for.
    pub what: Option<String>,
    /// Whether an AI assistant may be used, where that isn't as in its kind.
    pub assistant: Option<Assistant>,
    /// All minutes.
    pub minutes: u32,
    /// Who holds it.
    pub interviewer: Option<String>,
    /// The competencies that it is responsible for; empty: those of the loop's round of this kind, else all that the role
    /// weighs.
    pub focus: Vec<String>,
}

impl std::str::FromStr for RoundSpec {
    type Err = String;

    /// Reads `KIND:MINUTES[:INTERVIEWER]`.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.splitn(3, ':');
        let kind = parts.next().unwrap_or_default().trim().to_owned();
        let minutes = parts.next().ok_or("write KIND:MINUTES, such as coding:60")?;
        let minutes = minutes
            .trim()
            .parse()
            .ok()
            .filter(|m| (1..=480).contains(m))
            .ok_or_else(|| format!("`{minutes}` is not a number of minutes from 1 to 480"))?;
        let interviewer = parts.next().map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned);
        Ok(Self { kind, title: None, what: None, assistant: None, minutes, interviewer, focus: Vec::new() })
    }
}

/// An error in what was asked, with no place in a file.
pub(super) fn request_error(code: &'static str, message: String, hint: String) -> Diagnostic {
    Diagnostic::error(code, message).hint(hint)
}

impl Request {
    /// The request that `plan` answers, as far as the plan tells: for changing one thing and keeping the rest.
    pub fn of(plan: &Plan) -> Self {
        let rounds = plan.rounds.iter().map(|r| RoundSpec {
            kind: r.kind.clone(),
            title: Some(r.title.clone()),
            what: Some(r.purpose.clone()),
            assistant: Some(r.assistant),
            minutes: r.minutes,
            interviewer: None,
            focus: r.focus.clone(),
        });
        Self {
            role: plan.role.clone(),
            level: plan.level.clone(),
            stacks: plan.stacks.clone(),
            stack_counts: plan.stack_counts.clone(),
            rounds: rounds.collect(),
            exclude: plan.excluded.iter().cloned().collect(),
            seed: plan.seed,
            country: plan.country.clone(),
            ..Self::default()
        }
    }

    /// Asks for these technologies and no others.
    pub fn ask_for(&mut self, stacks: &[StackSpec]) {
        self.stacks = stacks.iter().map(|s| s.stack.clone()).collect();
        self.stack_counts = stacks.iter().filter_map(|s| Some((s.stack.clone(), s.questions?))).collect();
    }

    /// How many questions of a stack are asked for.
    pub fn wanted(&self, stack: &str) -> u32 {
        self.stack_counts.get(stack).copied().unwrap_or(USUAL_OF_STACK)
    }

    /// The people whom the rounds composed by hand name.
    pub fn people(&self) -> Vec<RoundPeople> {
        let of = |r: &RoundSpec| RoundPeople { lead: r.interviewer.clone(), ..RoundPeople::default() };
        self.rounds.iter().map(of).collect()
    }

    /// The rounds to fill; fails with a finding for each name that the bank doesn't have.
    pub fn checked(&self, bank: &Bank) -> Result<Vec<RoundSpec>, Failure> {
        let mut findings = Vec::new();
        let mut check = |what: &str, name: &str, known: &[&str]| {
            let ok = known.contains(&name);
            if !ok {
                let message = format!("there is no {what} `{name}`");
                findings.push(request_error("unknown-name", message, did_you_mean(name, known)));
            }
            ok
        };
        let roles: Vec<&str> = bank.roles.iter().map(|r| r.id.as_str()).collect();
        let levels: Vec<&str> = bank.levels.iter().map(|l| l.id.as_str()).collect();
        let questions: Vec<&str> = bank.questions.iter().map(|q| q.id.as_str()).collect();
        let role_ok = check("role", &self.role, &roles);
        let level_ok = check("level", &self.level, &levels);
        if let Some(role) = bank.role(&self.role) {
            let stacks: Vec<&str> = role.stacks.iter().map(String::as_str).collect();
            for stack in &self.stacks {
                check(&format!("stack of the role {}", role.id), stack, &stacks);
            }
        }
        for id in self.exclude.iter().chain(self.keep.iter().map(|p| &p.id)) {
            if bank.question(id).is_none() {
                check("question", id, &questions);
            }
        }
        if self.rounds.len() > MOST_ROUNDS || self.stacks.len() > MOST_ROUNDS {
            let message =
                format!("{} rounds and {} stacks are asked for", self.rounds.len(), self.stacks.len());
            let hint = format!("take fewer of each: {ROUNDS}");
            return Err(request_error("too-many", message, hint).into());
        }
        let mut rounds = if self.rounds.is_empty() {
            let loops: Vec<&str> = bank.loops.iter().map(|l| l.id.as_str()).collect();
            check("loop", &self.loop_name, &loops);
            self.loop_rounds(bank)
        } else {
            let kinds: Vec<&str> = bank.rounds.iter().map(|r| r.kind.as_str()).collect();
            for round in &self.rounds {
                check("kind of round", &round.kind, &kinds);
            }
            Some(self.focused(bank))
        };
        if let Some(rounds) = &rounds {
            let ids = round_ids(rounds);
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            for name in self.keep.iter().map(|pin| &pin.round).chain(self.assistant.iter().map(|a| &a.round))
            {
                check("round", name, &ids);
            }
        }
        if role_ok && level_ok && !self.weights_exist(bank) {
            let offered: Vec<&str> = bank
                .role(&self.role)
                .map(|r| r.weights.keys().map(String::as_str).collect())
                .unwrap_or_default();
            findings.push(request_error(
                "level-not-offered",
                format!("the role {} has no level {}", self.role, self.level),
                format!("it has: {}", offered.join(", ")),
            ));
        }
        if findings.is_empty() && rounds.is_none() {
            findings.push(request_error(
                "no-loop",
                format!(
                    "the loop {} has no rounds for a {} of level {}",
                    self.loop_name, self.role, self.level
                ),
                "compose the rounds by hand: --round technical:60 --round behavioral:45".into(),
            ));
        }
        if let Some(rounds) = &mut rounds {
            let ids = round_ids(rounds);
            for RoundAssistant { round, assistant } in &self.assistant {
                ids.iter().zip(rounds.iter_mut()).filter(|(id, _)| *id == round).for_each(|(_, spec)| {
                    spec.assistant = Some(*assistant);
                });
            }
        }
        match rounds {
            Some(rounds) if findings.is_empty() => Ok(rounds),
            _ => Err(Failure(findings)),
        }
    }

    /// The rounds composed by hand, those without a focus with that of the loop's round of the same kind.
    fn focused(&self, bank: &Bank) -> Vec<RoundSpec> {
        let of_loop = self.loop_rounds(bank).unwrap_or_default();
        let mut rounds = self.rounds.clone();
        for round in rounds.iter_mut().filter(|r| r.focus.is_empty()) {
            if let Some(same) = of_loop.iter().find(|l| l.kind == round.kind) {
                round.focus.clone_from(&same.focus);
            }
        }
        rounds
    }

    fn weights_exist(&self, bank: &Bank) -> bool {
        bank.role(&self.role).is_some_and(|r| r.weights.contains_key(&self.level))
    }

    fn loop_rounds(&self, bank: &Bank) -> Option<Vec<RoundSpec>> {
        let template = bank.loops.iter().find(|l| l.id == self.loop_name)?;
        let fits = |v: &&LoopVariant| v.roles.contains(&self.role) && v.levels.contains(&self.level);
        let variant = template.variants.iter().find(fits)?;
        let spec = |r: &crate::bank::RoundTemplate| RoundSpec {
            kind: r.kind.clone(),
            title: r.title.clone(),
            what: r.what.clone(),
            assistant: r.assistant,
            minutes: r.minutes,
            interviewer: None,
            focus: r.focus.clone(),
        };
        Some(variant.rounds.iter().map(spec).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_written_in_two_or_three_parts() {
        let r: RoundSpec = "coding:60:Ana Kovač".parse().unwrap();
        assert_eq!((r.kind.as_str(), r.minutes, r.interviewer.as_deref()), ("coding", 60, Some("Ana Kovač")));
        assert!("coding".parse::<RoundSpec>().is_err());
        assert!("coding:0".parse::<RoundSpec>().is_err());
        assert!("coding:soon".parse::<RoundSpec>().is_err());
    }

    #[test]
    fn every_wrong_name_is_named_with_the_nearest() {
        let bank = Bank::load(None).unwrap();
        let request = Request {
            role: "bakend".into(),
            level: "senoir".into(),
            loop_name: "onsit".into(),
            ..Request::default()
        };
        let shown = request.checked(&bank).unwrap_err().to_string();
        for near in ["did you mean backend?", "did you mean senior?", "did you mean onsite?"] {
            assert!(shown.contains(near), "{shown}");
        }
    }
}
