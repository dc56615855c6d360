//! The next revision of a plan: what is asked for changes, all else stays, and what left stays out.

use super::assistant::RoundAssistant;
use super::choose::{assembled, choose, planned};
use super::coverage;
use super::draft::{PlanDraft, QuestionSlot};
use super::instance::Item;
use super::model::{Coverage, Plan, PlannedQuestion, ReplacedQuestion, Round};
use super::names::RoundNames;
use super::request::{Pin, Request, request_error};
use super::stack_spec::StackSpec;
use crate::bank::Bank;
use crate::diag::{Diagnostic, Failure, Warned};
use crate::text::did_you_mean;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// A question that is to be exchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwapSpec {
    /// The one that leaves.
    pub old: String,
    /// The one that comes; none for the best equivalent.
    pub new: Option<String>,
}

impl FromStr for SwapSpec {
    type Err = String;

    /// Reads `A` or `A=B`.
    fn from_str(text: &str) -> Result<Self, String> {
        let (old, new) = text.split_once('=').map_or((text, None), |(a, b)| (a, Some(b.trim().to_owned())));
        let old = old.trim().to_owned();
        if old.is_empty() || new.as_ref().is_some_and(String::is_empty) {
            return Err("write ID, or ID=ID, such as last-seat-sold-twice=thread-pool-stands-still".into());
        }
        Ok(Self { old, new })
    }
}

/// The minutes that a round is to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundMinutes {
    /// The round: its id, title or number.
    pub round: String,
    /// All minutes, opening and closing included.
    pub minutes: u32,
}

impl FromStr for RoundMinutes {
    type Err = String;

    /// Reads `ROUND=N`.
    fn from_str(text: &str) -> Result<Self, String> {
        let (round, minutes) = text.split_once('=').ok_or("write ROUND=N, such as coding=45")?;
        let number = minutes.trim().parse().ok().filter(|m| (1..=480).contains(m));
        let minutes =
            number.ok_or_else(|| format!("`{minutes}` is not a number of minutes from 1 to 480"))?;
        Ok(Self { round: round.trim().to_owned(), minutes })
    }
}

/// What is to change in a plan.
#[derive(Debug, Clone, Default)]
pub struct PlanChanges {
    /// Questions to exchange.
    pub swaps: Vec<SwapSpec>,
    /// Ids of questions that must not be used.
    pub exclude: BTreeSet<String>,
    /// Questions that must be used, with their rounds.
    pub keep: Vec<Pin>,
    /// Lengths of rounds.
    pub minutes: Vec<RoundMinutes>,
    /// Whether an AI assistant may be used, for rounds in which that changes.
    pub assistant: Vec<RoundAssistant>,
    /// Technologies, in place of those that were asked for.
    pub stacks: Option<Vec<StackSpec>>,
    /// Another of the equally good plans.
    pub seed: Option<u64>,
    /// How often questions were asked before, by id.
    pub exposure: BTreeMap<String, u32>,
}

impl PlanChanges {
    /// Whether nothing is to change.
    pub fn is_empty(&self) -> bool {
        self.swaps.is_empty()
            && self.exclude.is_empty()
            && self.keep.is_empty()
            && self.minutes.is_empty()
            && self.assistant.is_empty()
            && self.stacks.is_none()
            && self.seed.is_none()
    }
}

/// The next revision of `plan`; the warnings are its gaps. It has the id of the plan, and a revision of its own where what
/// is printed differs. Questions that were excluded or exchanged stay out until a change names them.
///
/// Fails where a name is unknown, and where something that is asked for isn't possible.
pub fn revise(bank: &Bank, plan: &Plan, changes: &PlanChanges) -> Result<Warned<Plan>, Failure> {
    let request = request(bank, plan, changes)?;
    let specs = request.checked(bank)?;
    let mut warnings = Vec::new();
    let (rounds, value) = if changes.seed.is_some_and(|seed| seed != plan.seed) {
        let fresh = choose(bank, &request)?.value;
        (merged(plan, fresh.rounds), fresh.objective)
    } else {
        let mut draft = PlanDraft::new(bank, &request, &specs, plan)?;
        for id in changes.exclude.iter().filter(|id| !changes.swaps.iter().any(|s| s.old == **id)) {
            if let Some(old) = plan.questions().find(|q| q.id == *id)
                && draft.replace(old, None).is_err()
            {
                // What has leaked is out, whatever the round lacks then.
            }
        }
        for swap in &changes.swaps {
            if let Some(old) = plan.questions().find(|q| q.id == swap.old) {
                draft.replace(old, swap.new.as_deref())?;
            }
        }
        let names = RoundNames::new(plan);
        for pin in &changes.keep {
            draft.keep(&pin.id, names.find(&pin.round).unwrap_or_default())?;
        }
        for change in &changes.minutes {
            draft.fit(names.find(&change.round).unwrap_or_default())?;
        }
        if changes.stacks.is_some() {
            draft.serve_stacks();
        }
        if changes.swaps.is_empty() || !changes.minutes.is_empty() || changes.stacks.is_some() {
            draft.fill();
        }
        if changes.minutes.is_empty() && changes.keep.is_empty() {
            warnings = draft.unfilled();
        }
        warnings.extend_from_slice(draft.notes());
        (drafted(bank, &request, plan, &draft, changes), draft.value())
    };
    let Warned { value: fresh, warnings: gaps } = assembled(bank, &request, rounds, value, None);
    warnings.extend(gaps);
    Ok(Warned { value: next(plan, fresh, &request), warnings })
}

/// `plan` with the questions of `other`, which is what it was or could be: its next revision.
pub fn back_to(plan: &Plan, other: &Plan) -> Plan {
    let request = Request::of(other);
    let mut next = next(plan, other.clone(), &request);
    next.coverage.clone_from(&other.coverage);
    next.resealed()
}

/// The request that the next revision answers; fails with every name that is unknown.
fn request(bank: &Bank, plan: &Plan, changes: &PlanChanges) -> Result<Request, Failure> {
    let mut findings: Vec<Diagnostic> = Vec::new();
    let planned: Vec<&str> = plan.questions().map(|q| q.id.as_str()).collect();
    for swap in changes.swaps.iter().filter(|s| !planned.contains(&s.old.as_str())) {
        let message = format!("`{}` is not in the plan, so it can't be swapped", swap.old);
        findings.push(request_error("not-planned", message, did_you_mean(&swap.old, &planned)));
    }
    let names = RoundNames::new(plan);
    let mut request = Request::of(plan);
    for change in &changes.minutes {
        match names.find(&change.round) {
            Ok(r) => request.rounds[r].minutes = change.minutes,
            Err(hint) => {
                let message = format!("the plan has no round `{}`", change.round);
                findings.push(request_error("unknown-name", message, hint));
            }
        }
    }
    for change in &changes.assistant {
        match names.find(&change.round) {
            Ok(r) => request.rounds[r].assistant = Some(change.assistant),
            Err(hint) => {
                let message = format!("the plan has no round `{}`", change.round);
                findings.push(request_error("unknown-name", message, hint));
            }
        }
    }
    for pin in &changes.keep {
        if let Err(hint) = names.find(&pin.round) {
            let message = format!("the plan has no round `{}`", pin.round);
            findings.push(request_error("unknown-name", message, hint));
        }
    }
    let called =
        changes.swaps.iter().filter_map(|s| s.new.as_ref()).chain(changes.keep.iter().map(|p| &p.id));
    let known: Vec<&str> = bank.questions.iter().map(|q| q.id.as_str()).collect();
    for id in called {
        if bank.question(id).is_none() {
            let message = format!("there is no question `{id}`");
            findings.push(request_error("unknown-name", message, did_you_mean(id, &known)));
        }
        // Asked for by name, it may come back.
        request.exclude.remove(id);
        request.named.insert(id.clone());
    }
    if !findings.is_empty() {
        return Err(Failure(findings));
    }
    request.exclude.retain(|id| bank.question(id).is_some());
    request.exclude.extend(changes.exclude.iter().filter(|id| bank.question(id).is_some()).cloned());
    request
        .exclude
        .extend(changes.swaps.iter().map(|s| s.old.clone()).filter(|id| bank.question(id).is_some()));
    if let Some(stacks) = &changes.stacks {
        request.ask_for(stacks);
    }
    if let Some(seed) = changes.seed.filter(|seed| *seed != plan.seed) {
        request.seed = seed;
        request.keep.clone_from(&changes.keep);
        for pin in &mut request.keep {
            if let Ok(r) = names.find(&pin.round) {
                pin.round.clone_from(&plan.rounds[r].id);
            }
        }
    }
    request.exposure.clone_from(&changes.exposure);
    Ok(request)
}

/// The rounds of a draft: questions that were planned keep their texts.
fn drafted(
    bank: &Bank,
    request: &Request,
    plan: &Plan,
    draft: &PlanDraft<'_, '_>,
    changes: &PlanChanges,
) -> Vec<Round> {
    let rated_in = |rounds: &[Vec<QuestionSlot<'_>>], competency: usize, r: usize| {
        let rates = |e: &QuestionSlot<'_>| matches!(e, QuestionSlot::Item(i) if draft.instance.items[*i].competency == competency);
        rounds.iter().enumerate().filter(|(i, entries)| *i != r && entries.iter().any(rates)).count()
    };
    let new = |item: &Item<'_>, r: usize, at: usize| {
        let here = draft.rounds[r].iter().enumerate().any(|(i, e)| {
            i != at && matches!(e, QuestionSlot::Item(i) if draft.instance.items[*i].competency == item.competency)
        });
        let nth = if here { 0 } else { rated_in(&draft.rounds, item.competency, r) + 1 };
        let title = bank.competency_title(item.question.rated());
        let mut reason = coverage::reason(title, item.question, nth, request);
        let left = plan.rounds[r].questions.get(at).map(|q| &q.id);
        if let Some(old) = left.filter(|id| request.exclude.contains(*id)) {
            reason = format!("{reason}; in place of {old}");
        }
        if changes.keep.iter().any(|pin| pin.id == item.question.id) {
            reason.push_str(super::choose::KEPT_BY_HAND);
        }
        planned(bank, request, item, reason)
    };
    let question = |r: usize, at: usize, entry: &QuestionSlot<'_>| match entry {
        QuestionSlot::Gap => None,
        QuestionSlot::Frozen(q) => Some((*q).clone()),
        QuestionSlot::Item(i) => {
            let item = &draft.instance.items[*i];
            let old = plan.questions().find(|q| q.id == item.question.id);
            Some(old.cloned().unwrap_or_else(|| new(item, r, at)))
        }
    };
    plan.rounds
        .iter()
        .zip(&request.rounds)
        .enumerate()
        .map(|(r, (round, spec))| {
            let entries = draft.rounds[r].iter().enumerate();
            let questions = entries.filter_map(|(at, entry)| question(r, at, entry)).collect();
            let assistant = spec.assistant.unwrap_or(round.assistant);
            Round { minutes: spec.minutes, assistant, questions, ..round.clone() }
        })
        .collect()
}

/// The rounds of `plan` with the questions of `fresh` ones; those that were planned keep their texts.
fn merged(plan: &Plan, fresh: Vec<Round>) -> Vec<Round> {
    let old = |q: PlannedQuestion| plan.questions().find(|o| o.id == q.id).cloned().unwrap_or(q);
    let round = |(round, new): (&Round, Round)| Round {
        minutes: new.minutes,
        assistant: new.assistant,
        questions: new.questions.into_iter().map(old).collect(),
        ..round.clone()
    };
    plan.rounds.iter().zip(fresh).map(round).collect()
}

/// `fresh` as the revision behind `plan`: under its id, with its words, its weights, and what it remembers.
fn next(plan: &Plan, fresh: Plan, request: &Request) -> Plan {
    let revision = plan.revision.saturating_add(1);
    let mut rounds = fresh.rounds;
    let mut replaced = plan.replaced.clone();
    let mut changed = false;
    for (old, new) in plan.rounds.iter().zip(&mut rounds) {
        for q in &mut new.questions {
            let same = old.questions.iter().find(|o| o.id == q.id);
            q.since = same.map_or(revision, |o| o.since);
        }
        let ids = |r: &Round| r.questions.iter().map(|q| q.id.clone()).collect::<Vec<_>>();
        let differs = ids(old) != ids(new) || old.minutes != new.minutes || old.assistant != new.assistant;
        new.since = if differs { revision } else { old.since };
        changed |= differs;
        let left = old.questions.iter().filter(|q| !new.questions.iter().any(|n| n.id == q.id));
        replaced.extend(left.map(|q| ReplacedQuestion {
            round: old.id.clone(),
            revision: plan.revision,
            question: q.clone(),
        }));
        // What is asked again isn't replaced any more.
        replaced.retain(|r| r.round != old.id || !new.questions.iter().any(|q| q.id == r.question.id));
    }
    let mut excluded = plan.excluded.clone();
    excluded.retain(|id| !rounds.iter().flat_map(|r| &r.questions).any(|q| q.id == *id));
    let known: BTreeSet<String> = excluded.iter().cloned().collect();
    excluded.extend(request.exclude.iter().filter(|id| !known.contains(*id)).cloned());
    let asks = |competency: &str, round: &Round| round.questions.iter().any(|q| q.rated() == competency);
    let coverage = plan.coverage.iter().map(|c| Coverage {
        rounds: rounds.iter().filter(|r| asks(&c.competency, r)).map(|r| r.id.clone()).collect(),
        questions: rounds
            .iter()
            .flat_map(|r| &r.questions)
            .filter(|q| q.rated() == c.competency)
            .map(|q| q.id.clone())
            .collect(),
        ..c.clone()
    });
    let coverage = coverage.collect();
    let plan = Plan {
        id: plan.id.clone(),
        revision: if changed { revision } else { plan.revision },
        stacks: fresh.stacks,
        stack_counts: fresh.stack_counts,
        seed: fresh.seed,
        bank: fresh.bank,
        objective: fresh.objective,
        bound: fresh.bound,
        gaps: fresh.gaps,
        rounds,
        excluded,
        replaced,
        coverage,
        people: Vec::new(),
        ..plan.clone()
    };
    plan.resealed()
}

#[cfg(test)]
mod tests;
