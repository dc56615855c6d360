//! A request in numbers: what the search needs to know about questions, rounds, weights and rules.

use super::chance::{chance, preferred, variety};
use super::request::{Pin, Request, RoundSpec, request_error, round_ids};
use super::rules::{RoundRules, ineligible, is_talk, levels_below, lowest_level, round_rules};
use super::standing::RoundNeeds;
use crate::bank::{Bank, Question, QuestionKind};
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
    /// Of these, the rounds of whose own kinds it is.
    pub own: u64,
    /// Of these, the rounds in which it rates the first competency of the focus.
    pub lead: u64,
    /// Of the rounds that take it, those whose main problem it can be.
    pub main: u64,
    /// Whether rating a must-have by it is enough: what can be shown isn't only talked about.
    pub serves: bool,
    /// Whether the lowest level is asked it too, in a plan for a level far above.
    pub low: bool,
    /// The levels between the plan's and its lowest one, beyond one.
    pub levels_below: u32,
    /// How often it has been asked before.
    pub exposure: u32,
    /// What the seed and the role add to its value, in billionths.
    pub chance: u32,
    /// The number of the question, below [`Instance::numbers`]; items of several plans can be one question.
    pub number: usize,
}

/// A request in numbers.
#[derive(Clone)]
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
    /// What each round can be asked to hold.
    pub needs: Vec<RoundNeeds>,
    /// How many questions of each stack are asked for.
    pub wanted: Vec<u32>,
    /// The minutes that all stacks together are to have in the rounds of `stack_rounds`.
    pub stack_target: u32,
    /// The rounds in which stacks are to have their share, a bit each.
    pub stack_rounds: u64,
    /// The rounds in which questions of other kinds cost something, a bit each.
    pub own_rounds: u64,
    /// The design problem that the seed prefers.
    pub preferred: Option<usize>,
    /// How many plans the instance is for.
    pub plans: usize,
    /// How many different subjects the items have.
    pub subjects: usize,
    /// How many different questions the items are.
    pub numbers: usize,
    /// Items that must be chosen, with their rounds.
    pub pins: Vec<(usize, usize)>,
}

/// One part in so many of the minutes of rounds that are named for work belongs to the stacks that are asked for.
const STACK_SHARE: u32 = 4;

/// Items by round.
pub(super) type Choice = Vec<Vec<usize>>;

impl<'b> Instance<'b> {
    /// The request in numbers; fails where nothing fits, or where the pins contradict a rule or each other.
    pub fn new(bank: &'b Bank, request: &Request, specs: &[RoundSpec]) -> Result<Self, Failure> {
        let role = bank.role(&request.role);
        let weighed: &[(String, f64)] =
            role.and_then(|r| r.weights.get(&request.level)).map_or(&[], Vec::as_slice);
        let rounds = round_rules(bank, request, specs);

        let mut competencies: Vec<String> = weighed.iter().map(|(c, _)| c.clone()).collect();
        let unweighed = bank.competencies.iter().filter(|c| !weighed.iter().any(|(w, _)| *w == c.id));
        competencies.extend(unweighed.map(|c| c.id.clone()));
        let index_of: BTreeMap<&str, usize> =
            competencies.iter().enumerate().map(|(i, c)| (c.as_str(), i)).collect();
        let mut weights: Vec<f64> = weighed.iter().map(|(_, w)| *w).collect();
        weights.resize(competencies.len(), 0.0);
        let must = role.and_then(|r| r.must_have.get(&request.level)).into_iter().flatten();
        let must: Vec<usize> = must.filter_map(|c| index_of.get(c.as_str()).copied()).collect();
        let lowest = lowest_level(bank, &request.level);

        let mut subjects: BTreeMap<&str, usize> = BTreeMap::new();
        let mut items = Vec::new();
        let mut eligible = Vec::new();
        for question in bank.questions.iter().filter(|q| ineligible(q, request, role).is_none()) {
            eligible.push(question);
            let by_name =
                request.named.contains(&question.id) || request.keep.iter().any(|pin| pin.id == question.id);
            let mismatch = |round: &RoundRules| {
                if by_name { round.refusal(question) } else { round.mismatch(question) }
            };
            let accepted = set_of(&rounds, |round| mismatch(round).is_none());
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
                own: accepted & set_of(&rounds, |round| round.is_own(question)),
                lead: accepted & set_of(&rounds, |round| round.leads(question)),
                main: accepted & set_of(&rounds, |round| round.is_main(question)),
                serves: !(is_talk(question.kind) && can_be_shown(question.rated())),
                low: lowest.is_some_and(|lowest| question.levels.iter().any(|l| l == lowest)),
                levels_below: levels_below(bank, &request.level, question).saturating_sub(1) as u32,
                chance: 0,
                exposure: request.exposure.get(&question.id).copied().unwrap_or(0),
                number: items.len(),
            });
        }
        if items.is_empty() {
            return Err(impossible(request, specs, &rounds, &eligible));
        }
        let designs = set_of(&rounds, |round| round.is_design);
        let preferred = preferred(request.seed, leading(&items, designs));
        for (i, item) in items.iter_mut().enumerate() {
            let q = item.question;
            item.chance = chance(request.seed, &q.id, q.minutes, preferred == Some(i))
                + variety(&request.role, &request.level, &q.id);
        }
        let subjects = subjects.len();
        let any = |of: fn(&Item<'_>) -> u64, r: usize| items.iter().any(|item| of(item) >> r & 1 == 1);
        let need = |r: usize| RoundNeeds {
            own: any(|i| i.own, r),
            full: (2 * rounds[r].minutes).div_ceil(3),
            lead: any(|i| i.lead, r),
            main: any(|i| i.main, r),
        };
        let hands_on = || rounds.iter().filter(|round| round.is_hands_on());
        let minutes = hands_on().fold(0_u32, |sum, round| sum.saturating_add(round.minutes));
        let mut instance = Self {
            needs: (0..rounds.len()).map(need).collect(),
            wanted: request.stacks.iter().map(|s| request.wanted(s)).collect(),
            stack_target: if request.stacks.is_empty() { 0 } else { minutes.div_ceil(STACK_SHARE) },
            stack_rounds: set_of(&rounds, RoundRules::is_hands_on),
            own_rounds: set_of(&rounds, |round| round.keeps_to_own),
            preferred,
            plans: 1,
            numbers: items.len(),
            pins: Vec::new(),
            items,
            rounds,
            weights,
            must,
            competencies,
            subjects,
        };
        instance.pins = instance.pinned(bank, request, specs)?;
        Ok(instance)
    }

    /// The same with no more questions in a round than are usual there, where no more are pinned in it.
    pub fn with_usual_numbers(mut self) -> Self {
        for (r, round) in self.rounds.iter_mut().enumerate() {
            let pinned = self.pins.iter().filter(|(_, at)| *at == r).count();
            round.most = round.most.min(round.usual.max(pinned));
        }
        self
    }

    /// The same without what the seed and the role add to the value of questions.
    pub fn without_chances(&self) -> Self {
        let mut plain = self.clone();
        plain.items.iter_mut().for_each(|item| item.chance = 0);
        plain
    }

    /// Takes three quarters off what the seed and the role add to the value of questions; off that of the design problem which it
    /// prefers only if `all`.
    pub fn lower_chances(&mut self, all: bool) {
        let kept = self.preferred.filter(|_| !all);
        let others = self.items.iter_mut().enumerate().filter(|(i, _)| Some(*i) != kept);
        others.for_each(|(_, item)| item.chance /= 4);
    }

    /// The instance of several plans at once that share no question; none where it is too large or has pins.
    ///
    /// The items and rounds of plan `n` are those of this instance, moved up by `n` times their number.
    pub fn replicated(&self, plans: usize) -> Option<Self> {
        if plans * self.rounds.len() > 64 || plans * self.wanted.len() > 64 || !self.pins.is_empty() {
            return None;
        }
        let in_all = |rounds: u64| (0..plans).fold(0, |bits, n| bits | rounds << (n * self.rounds.len()));
        let of = |n: usize| {
            self.items.iter().map(move |item| Item {
                competency: item.competency + n * self.weights.len(),
                subject: item.subject + n * self.subjects,
                stacks: item.stacks << (n * self.wanted.len()),
                rounds: item.rounds << (n * self.rounds.len()),
                own: item.own << (n * self.rounds.len()),
                lead: item.lead << (n * self.rounds.len()),
                main: item.main << (n * self.rounds.len()),
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
            needs: self.needs.repeat(plans),
            wanted: self.wanted.repeat(plans),
            stack_target: self.stack_target,
            stack_rounds: in_all(self.stack_rounds),
            own_rounds: in_all(self.own_rounds),
            preferred: None,
            plans,
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
            if let Some(mismatch) = self.rounds[r].refusal(question) {
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
}

/// The rounds that keep to a rule, a bit each.
fn set_of(rounds: &[RoundRules], keeps: impl Fn(&RoundRules) -> bool) -> u64 {
    rounds.iter().enumerate().filter(|(_, round)| keeps(round)).fold(0, |bits, (r, _)| bits | 1 << r)
}

/// Whether a competency is one that a kind of question has its name from, so that it can be shown and not only talked about:
/// coding and debugging.
fn can_be_shown(competency: &str) -> bool {
    QuestionKind::from_name(competency).is_some()
}

/// The items, with their ids, that can lead one of the rounds `designs`: main problems, where there are any.
fn leading<'b>(items: &[Item<'b>], designs: u64) -> Vec<(usize, &'b str)> {
    let leads = |item: &Item<'_>| item.lead & designs != 0;
    let any_main = items.iter().any(|item| leads(item) && item.main != 0);
    let all = items.iter().enumerate().filter(|(_, item)| leads(item) && (item.main != 0 || !any_main));
    all.map(|(i, item)| (i, item.question.id.as_str())).collect()
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
