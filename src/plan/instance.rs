//! A request in numbers: what the search needs to know about questions, rounds, weights and rules.

use super::request::{Pin, Request, RoundSpec, request_error, round_ids};
use super::rules::{RoundRules, ineligible};
use crate::bank::{Bank, Question};
use crate::diag::{Diagnostic, Failure};
use std::collections::BTreeMap;

/// One question that could be asked in at least one round.
#[derive(Clone)]
pub(super) struct Item<'b> {
    /// The question itself.
    pub question: &'b Question,
    /// The competency that it rates, an index of [`Instance::weights`].
    pub competency: usize,
    /// Its subject, an index below [`Instance::subjects`].
    pub subject: usize,
    /// The requested stacks that it belongs to, a bit each.
    pub stacks: u64,
    /// The rounds that take it when empty, a bit each.
    pub rounds: u64,
    /// How often it has been asked before.
    pub exposure: u32,
    /// The number of the question, below [`Instance::numbers`]; items of several plans can be one question.
    pub number: usize,
}

/// A request in numbers.
pub(super) struct Instance<'b> {
    /// The questions that fit some round.
    pub items: Vec<Item<'b>>,
    /// The rules of each round.
    pub rounds: Vec<RoundRules>,
    /// The weight of each competency; 0 where the role doesn't weigh it.
    pub weights: Vec<f64>,
    /// Competencies that must be rated, indices of `weights`.
    pub must: Vec<usize>,
    /// Names of the competencies, as `weights`.
    pub competencies: Vec<String>,
    /// How many stacks were asked for.
    pub stack_count: usize,
    /// How many different subjects the items have.
    pub subjects: usize,
    /// How many different questions the items are.
    pub numbers: usize,
    /// Items that must be chosen, with their rounds.
    pub pins: Vec<(usize, usize)>,
}

/// Items by round.
pub(super) type Choice = Vec<Vec<usize>>;

impl<'b> Instance<'b> {
    /// The request in numbers; fails where nothing fits, or where the pins contradict a rule or each other.
    pub fn new(bank: &'b Bank, request: &Request, specs: &[RoundSpec]) -> Result<Self, Failure> {
        let role = bank.role(&request.role);
        let weighed: &[(String, f64)] =
            role.and_then(|r| r.weights.get(&request.level)).map_or(&[], Vec::as_slice);
        let rounds: Vec<RoundRules> =
            specs.iter().map(|spec| RoundRules::new(spec, bank.round(&spec.kind), weighed)).collect();

        let mut competencies: Vec<String> = weighed.iter().map(|(c, _)| c.clone()).collect();
        let unweighed = bank.competencies.iter().filter(|c| !weighed.iter().any(|(w, _)| *w == c.id));
        competencies.extend(unweighed.map(|c| c.id.clone()));
        let index_of: BTreeMap<&str, usize> =
            competencies.iter().enumerate().map(|(i, c)| (c.as_str(), i)).collect();
        let mut weights: Vec<f64> = weighed.iter().map(|(_, w)| *w).collect();
        weights.resize(competencies.len(), 0.0);
        let must = role.and_then(|r| r.must_have.get(&request.level)).into_iter().flatten();
        let must = must.filter_map(|c| index_of.get(c.as_str()).copied()).collect();

        let mut subjects: BTreeMap<&str, usize> = BTreeMap::new();
        let mut items = Vec::new();
        let mut eligible = Vec::new();
        for question in bank.questions.iter().filter(|q| ineligible(q, request, role).is_none()) {
            eligible.push(question);
            let taking = rounds.iter().enumerate().filter(|(_, round)| round.mismatch(question).is_none());
            let accepted = taking.fold(0_u64, |bits, (r, _)| bits | 1 << r);
            let Some(&competency) = index_of.get(question.rated()) else { continue };
            if accepted == 0 {
                continue;
            }
            let next = subjects.len();
            let subject = *subjects.entry(&question.subject).or_insert(next);
            let stacks = request.stacks.iter().enumerate().filter(|(_, s)| question.stacks.contains(s));
            items.push(Item {
                question,
                competency,
                subject,
                stacks: stacks.fold(0, |bits, (s, _)| bits | 1 << s),
                rounds: accepted,
                exposure: request.exposure.get(&question.id).copied().unwrap_or(0),
                number: items.len(),
            });
        }
        if items.is_empty() {
            return Err(impossible(request, specs, &rounds, &eligible));
        }
        let subjects = subjects.len();
        let (numbers, stack_count, pins) = (items.len(), request.stacks.len(), Vec::new());
        let mut instance =
            Self { items, rounds, weights, must, competencies, stack_count, subjects, numbers, pins };
        instance.pins = instance.pinned(bank, request, specs)?;
        Ok(instance)
    }

    /// The instance of several plans at once that share no question; none where it is too large or has pins.
    ///
    /// The items and rounds of plan `n` are those of this instance, moved up by `n` times their number.
    pub fn replicated(&self, plans: usize) -> Option<Self> {
        if plans * self.rounds.len() > 64 || plans * self.stack_count > 64 || !self.pins.is_empty() {
            return None;
        }
        let of = |n: usize| {
            self.items.iter().map(move |item| Item {
                competency: item.competency + n * self.weights.len(),
                subject: item.subject + n * self.subjects,
                stacks: item.stacks << (n * self.stack_count),
                rounds: item.rounds << (n * self.rounds.len()),
                ..item.clone()
            })
        };
        Some(Self {
            items: (0..plans).flat_map(of).collect(),
            rounds: vec![self.rounds.as_slice(); plans].concat(),
            weights: self.weights.repeat(plans),
            must: (0..plans)
                .flat_map(|n| self.must.iter().map(move |c| c + n * self.weights.len()))
                .collect(),
            competencies: vec![self.competencies.as_slice(); plans].concat(),
            stack_count: self.stack_count * plans,
            subjects: self.subjects * plans,
            numbers: self.numbers,
            pins: Vec::new(),
        })
    }

    /// The pins as items and rounds; fails with every contradiction.
    fn pinned(
        &self,
        bank: &Bank,
        request: &Request,
        specs: &[RoundSpec],
    ) -> Result<Vec<(usize, usize)>, Failure> {
        let role = bank.role(&request.role);
        let ids = round_ids(specs);
        let mut findings = Vec::new();
        let mut pins: Vec<(usize, usize)> = Vec::new();
        let mut wrong = |message: String, hint: &str| {
            findings.push(request_error("pin", message, hint.to_owned()));
        };
        for Pin { id, round } in &request.keep {
            // Unknown names were reported by `Request::checked`.
            let Some(question) = bank.question(id) else { continue };
            let Some(r) = ids.iter().position(|i| i == round) else { continue };
            if let Some(rule) = ineligible(question, request, role) {
                let words = rule.words(question, request, role);
                wrong(format!("{id} can't be kept: it {words}"), "drop the pin, or ask for what it fits");
                continue;
            }
            if let Some(mismatch) = self.rounds[r].mismatch(question) {
                let words = self.rounds[r].words(mismatch, question, bank);
                wrong(
                    format!("{id} can't be kept in {round}: the round {words}"),
                    "pin it to another round, or change the round",
                );
                continue;
            }
            let Some(item) = self.items.iter().position(|i| i.question.id == *id) else { continue };
            if pins.iter().any(|(i, _)| *i == item) {
                wrong(format!("{id} is pinned twice"), "a question is asked once in a plan");
                continue;
            }
            let same = pins.iter().find(|(i, _)| self.items[*i].subject == self.items[item].subject);
            if let Some((other, _)) = same {
                let other = &self.items[*other].question.id;
                wrong(
                    format!("{other} and {id} can't both be kept: both are about {}", question.subject),
                    "a subject comes up once in a plan: drop one of them",
                );
                continue;
            }
            pins.push((item, r));
        }
        for (r, round) in self.rounds.iter().enumerate() {
            let here: Vec<&Item<'_>> =
                pins.iter().filter(|(_, at)| *at == r).map(|(i, _)| &self.items[*i]).collect();
            let minutes = here.iter().fold(0_u32, |sum, i| sum.saturating_add(i.question.minutes));
            if minutes > round.minutes {
                let message = format!(
                    "the questions kept in {} take {minutes} minutes, the round has {} for questions",
                    ids[r], round.minutes
                );
                wrong(message, "drop a pin, or make the round longer");
            }
            if here.len() > round.most {
                let message =
                    format!("{} questions are kept in {}, which holds {}", here.len(), ids[r], round.most);
                wrong(message, "drop a pin");
            }
        }
        if findings.is_empty() { Ok(pins) } else { Err(Failure(findings)) }
    }

    /// How many must-haves and requested stacks a choice serves.
    pub fn served(&self, choice: &Choice) -> usize {
        let chosen = || choice.iter().flatten().map(|i| &self.items[*i]);
        let stacks = chosen().fold(0, |bits, item| bits | item.stacks);
        let must = self.must.iter().filter(|m| chosen().any(|item| item.competency == **m)).count();
        must + stacks.count_ones() as usize
    }

    /// The value of a choice by the formula of [`objective`].
    pub fn objective(&self, choice: &Choice) -> f64 {
        let mut rounds_of = vec![BTreeMap::<usize, usize>::new(); self.weights.len()];
        let mut stacks = vec![0_usize; self.stack_count];
        let (mut minutes, mut exposures) = (0, 0);
        for (r, items) in choice.iter().enumerate() {
            for item in items.iter().map(|i| &self.items[*i]) {
                *rounds_of[item.competency].entry(r).or_insert(0) += 1;
                for (s, n) in stacks.iter_mut().enumerate() {
                    *n += usize::from(item.stacks >> s & 1 == 1);
                }
                minutes += item.question.minutes;
                exposures += item.exposure;
            }
        }
        objective(&self.weights, &rounds_of, &stacks, exposures, minutes)
    }
}

/// Why no plan can be made at all, with the numbers.
fn impossible(
    request: &Request,
    specs: &[RoundSpec],
    rounds: &[RoundRules],
    eligible: &[&Question],
) -> Failure {
    if eligible.is_empty() {
        let message = format!("no question of the bank fits a {} of level {}", request.role, request.level);
        let hint = "ask for fewer stacks, exclude less, or add questions".to_owned();
        return request_error("no-question", message, hint).into();
    }
    let mut findings: Vec<Diagnostic> = Vec::new();
    for (spec, round) in specs.iter().zip(rounds) {
        let taken: Vec<&&Question> = eligible.iter().filter(|q| round.takes.contains(&q.kind)).collect();
        let shortest = taken.iter().filter(|q| round.focus.iter().any(|c| c == q.rated()));
        let why = match shortest.map(|q| q.minutes).min() {
            Some(least) => format!(
                "after opening and closing it has {} minutes, the shortest eligible question takes {least}",
                round.minutes
            ),
            None if taken.is_empty() => "no eligible question is of a kind that it takes".to_owned(),
            None => format!("none of the {} questions of its kinds rates one of its focus", taken.len()),
        };
        let message = format!("no question fits the round {}:{}: {why}", spec.kind, spec.minutes);
        let hint = "make the round longer, choose another kind, or write a question";
        findings.push(request_error("no-room", message, hint.into()));
    }
    Failure(findings)
}

/// The value of a plan, higher is better.
///
/// `sum_c w_c (first_c + 0.5 second_c) + 0.1 sum_{c,r} w_c min(extra_cr, 1) + 0.02 sum_s min(n_s, 3) - 0.01 E + 0.0005 M`
/// where `rounds_of[c]` counts the questions that rate competency `c` by round: `first_c` is 1 where there is any,
/// `second_c` where there are two rounds, `extra_cr` the questions beyond the first of a round; `n_s` are the
/// `stack_counts`, `E` the `exposures` and `M` the `minutes` used.
pub(super) fn objective(
    weights: &[f64],
    rounds_of: &[BTreeMap<usize, usize>],
    stack_counts: &[usize],
    exposures: u32,
    minutes: u32,
) -> f64 {
    let mut sum = 0.0;
    for (w, rounds) in weights.iter().zip(rounds_of) {
        let first = if rounds.is_empty() { 0.0 } else { 1.0 };
        let second = if rounds.len() >= 2 { 0.5 } else { 0.0 };
        let extra = rounds.values().filter(|n| **n > 1).count() as f64;
        sum += w * (first + second + 0.1 * extra);
    }
    let stacks: usize = stack_counts.iter().map(|n| (*n).min(3)).sum();
    sum + 0.02 * stacks as f64 - 0.01 * f64::from(exposures) + 0.0005 * f64::from(minutes)
}
