//! Choosing the questions: a greedy start, then exchanges while they make the plan better.
//!
//! The value of a plan is the formula of [`objective`]; the hard rules are kept by [`Instance::fits`] at each step.

use super::request::{Request, RoundSpec};
use super::{BankRef, FORMAT, Plan, PlannedQuestion, Round, Script, coverage};
use crate::bank::{Bank, Question, QuestionKind, Role};
use crate::diag::{Failure, Warned};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;
use std::collections::{BTreeMap, BTreeSet};

/// A plan for `request`; the warnings are its gaps.
///
/// Fails where a name is unknown or no question fits at all.
pub fn choose(bank: &Bank, request: &Request) -> Result<Warned<Plan>, Failure> {
    let specs = request.checked(bank)?;
    let instance = Instance::new(bank, request, &specs);
    if let Some(failure) = instance.impossible(request) {
        return Err(failure);
    }
    let chosen = instance.solve(request.seed);
    Ok(finish(bank, request, &specs, &instance, &chosen))
}

/// One question that could be asked, with what the formula needs to know of it.
struct Candidate<'b> {
    question: &'b Question,
    competency: usize,
    subject: usize,
    stacks: Vec<usize>,
}

/// One round with what the rules need to know of it.
struct Room {
    minutes: u32,
    most: usize,
    takes: Vec<QuestionKind>,
    focus: BTreeSet<usize>,
}

/// A request as numbers: indices in place of names.
struct Instance<'b> {
    candidates: Vec<Candidate<'b>>,
    rooms: Vec<Room>,
    weights: Vec<f64>,
    must: Vec<usize>,
    competencies: Vec<String>,
    stack_count: usize,
}

/// Candidate indices by round.
type Choice = Vec<Vec<usize>>;

impl<'b> Instance<'b> {
    fn new(bank: &'b Bank, request: &Request, specs: &[RoundSpec]) -> Self {
        let role = bank.role(&request.role);
        let weighed: &[(String, f64)] =
            role.and_then(|r| r.weights.get(&request.level)).map_or(&[], Vec::as_slice);
        let mut competencies: Vec<String> = weighed.iter().map(|(c, _)| c.clone()).collect();
        let weights_given = weighed.len();
        competencies.extend(
            bank.competencies.iter().map(|c| c.id.clone()).filter(|c| !weighed.iter().any(|(w, _)| w == c)),
        );
        let index = |name: &str| competencies.iter().position(|c| c == name);
        let mut weights: Vec<f64> = weighed.iter().map(|(_, w)| *w).collect();
        weights.resize(competencies.len(), 0.0);
        let must = role
            .and_then(|r| r.must_have.get(&request.level))
            .into_iter()
            .flatten()
            .filter_map(|c| index(c))
            .collect();
        let mut subjects: BTreeMap<&str, usize> = BTreeMap::new();
        let candidates = bank
            .questions
            .iter()
            .filter(|q| eligible(q, request, role))
            .filter_map(|question| {
                let next = subjects.len();
                let subject = *subjects.entry(&question.subject).or_insert(next);
                let stacks =
                    (0..request.stacks.len()).filter(|i| question.stacks.contains(&request.stacks[*i]));
                let competency = index(question.rated())?;
                Some(Candidate { question, competency, subject, stacks: stacks.collect() })
            })
            .collect();
        let rooms = specs.iter().map(|spec| {
            let kind = bank.round(&spec.kind);
            let around = kind.map_or(0, |k| k.opening + k.closing);
            let focus: BTreeSet<usize> = if spec.focus.is_empty() {
                (0..weights_given).collect()
            } else {
                spec.focus.iter().filter_map(|c| index(c)).collect()
            };
            Room {
                minutes: spec.minutes.saturating_sub(around),
                most: kind.map_or(5, |k| k.max_questions),
                takes: kind.map_or_else(Vec::new, |k| k.takes.clone()),
                focus,
            }
        });
        let rooms = rooms.collect();
        Self { candidates, rooms, weights, must, competencies, stack_count: request.stacks.len() }
    }

    /// Why no plan can be made at all, with the numbers.
    fn impossible(&self, request: &Request) -> Option<Failure> {
        let error = super::request_error;
        if self.candidates.is_empty() {
            let message =
                format!("no question of the bank fits a {} of level {}", request.role, request.level);
            let hint = "ask for fewer stacks, exclude less, or add questions".to_owned();
            return Some(error("no-question", message, hint).into());
        }
        let fits = |room: &Room| {
            self.candidates.iter().any(|c| room.accepts(c) && c.question.minutes <= room.minutes)
        };
        if self.rooms.iter().any(fits) {
            return None;
        }
        let net = self.rooms.iter().map(|r| r.minutes).max().unwrap_or(0);
        let shortest = self.candidates.iter().map(|c| c.question.minutes).min().unwrap_or(0);
        let message = format!(
            "no question fits any round: after opening and closing the longest round has {net} minutes, \
             the shortest eligible question takes {shortest}"
        );
        Some(error("no-room", message, "make a round longer, or choose another kind".into()).into())
    }

    /// Whether candidate `c` may join round `r` of `choice`.
    fn fits(&self, choice: &Choice, r: usize, c: usize) -> bool {
        let (room, new) = (&self.rooms[r], &self.candidates[c]);
        if !room.accepts(new) || choice[r].len() >= room.most {
            return false;
        }
        let minutes: u32 = choice[r].iter().map(|o| self.candidates[*o].question.minutes).sum();
        minutes + new.question.minutes <= room.minutes
            && choice.iter().flatten().all(|o| self.candidates[*o].subject != new.subject)
    }

    /// The value of a choice; see [`objective`]. What a plan must hold weighs more than anything it may hold.
    fn value(&self, choice: &Choice) -> f64 {
        let mut rounds_of = vec![BTreeMap::<usize, usize>::new(); self.weights.len()];
        let mut stack_counts = vec![0_usize; self.stack_count];
        let mut minutes = 0;
        for (r, questions) in choice.iter().enumerate() {
            for c in questions.iter().map(|c| &self.candidates[*c]) {
                *rounds_of[c.competency].entry(r).or_insert(0) += 1;
                c.stacks.iter().for_each(|s| stack_counts[*s] += 1);
                minutes += c.question.minutes;
            }
        }
        let must = self.must.iter().filter(|m| !rounds_of[**m].is_empty()).count();
        let stacks = stack_counts.iter().filter(|n| **n > 0).count();
        objective(&self.weights, &rounds_of, &stack_counts, 0, minutes) + 10.0 * (must + stacks) as f64
    }

    fn solve(&self, seed: u64) -> Choice {
        let mut best: Option<(f64, Choice)> = None;
        for start in 0..STARTS {
            let choice = self.climb(seed.wrapping_mul(STARTS).wrapping_add(start));
            let value = self.value(&choice);
            if best.as_ref().is_none_or(|(b, _)| value > *b + 1e-12) {
                best = Some((value, choice));
            }
        }
        best.map(|(_, c)| c).unwrap_or_default()
    }

    /// One climb to a plan that no single exchange improves.
    fn climb(&self, seed: u64) -> Choice {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut order: Vec<usize> = (0..self.candidates.len()).collect();
        order.shuffle(&mut random);
        let mut choice: Choice = vec![Vec::new(); self.rooms.len()];
        let mut value = self.value(&choice);
        loop {
            let step =
                self.best_insertion(&choice, &order).or_else(|| self.better_exchange(&choice, value, &order));
            let Some((next, next_value)) = step else { break };
            if next_value <= value + 1e-12 {
                break;
            }
            (choice, value) = (next, next_value);
        }
        for questions in &mut choice {
            questions.sort_by_key(|c| {
                let q = self.candidates[*c].question;
                (std::cmp::Reverse((self.weights[self.candidates[*c].competency] * 1e9) as u64), q.id.clone())
            });
        }
        choice
    }

    /// The insertion that adds most value for its minutes.
    fn best_insertion(&self, choice: &Choice, order: &[usize]) -> Option<(Choice, f64)> {
        let before = self.value(choice);
        let mut next = choice.clone();
        let mut best: Option<(f64, usize, usize)> = None;
        for r in 0..self.rooms.len() {
            for &c in order {
                if !self.fits(choice, r, c) {
                    continue;
                }
                next[r].push(c);
                let gain = (self.value(&next) - before) / f64::from(self.candidates[c].question.minutes);
                next[r].pop();
                if best.is_none_or(|(g, _, _)| gain > g + 1e-12) {
                    best = Some((gain, r, c));
                }
            }
        }
        let (_, r, c) = best?;
        next[r].push(c);
        let value = self.value(&next);
        Some((next, value))
    }

    /// The first exchange that raises the value: a new question for one chosen question, or for two of its round.
    fn better_exchange(&self, choice: &Choice, value: f64, order: &[usize]) -> Option<(Choice, f64)> {
        for r in 0..choice.len() {
            let n = choice[r].len();
            let pairs = (0..n).flat_map(|a| (a..n).map(move |b| (a, b)));
            for (a, b) in pairs {
                let mut rest = choice.clone();
                rest[r] = (0..n).filter(|i| *i != a && *i != b).map(|i| choice[r][i]).collect();
                for &c in order.iter().filter(|c| !choice[r].contains(c)) {
                    if !self.fits(&rest, r, c) {
                        continue;
                    }
                    rest[r].push(c);
                    let next_value = self.value(&rest);
                    if next_value > value + 1e-12 {
                        return Some((rest, next_value));
                    }
                    rest[r].pop();
                }
            }
        }
        None
    }
}

impl Room {
    fn accepts(&self, c: &Candidate<'_>) -> bool {
        self.takes.contains(&c.question.kind) && self.focus.contains(&c.competency)
    }
}

/// How many climbs a seed stands for.
const STARTS: u64 = 4;

fn eligible(q: &Question, request: &Request, role: Option<&Role>) -> bool {
    let default_stacks: &[String] = role.map_or(&[], |r| r.default_stacks.as_slice());
    let wanted = if request.stacks.is_empty() { default_stacks } else { &request.stacks };
    q.roles.contains(&request.role)
        && q.levels.contains(&request.level)
        && (q.stacks.is_empty() || q.stacks.iter().any(|s| wanted.contains(s)))
        && !request.exclude.contains(&q.id)
}

/// The value of a plan, higher is better.
///
/// `sum_c w_c (first_c + 0.5 second_c) + 0.1 sum_{c,r} w_c min(extra_cr, 1) + 0.02 sum_s min(n_s, 3) - 0.01 E + 0.0005 M`
/// where `rounds_of[c]` counts the questions that rate competency `c` by round: `first_c` is 1 where there is any,
/// `second_c` where there are two rounds, `extra_cr` the questions beyond the first of a round; `n_s` are the
/// `stack_counts`, `E` the `exposures` and `M` the `minutes` used.
pub fn objective(
    weights: &[f64],
    rounds_of: &[BTreeMap<usize, usize>],
    stack_counts: &[usize],
    exposures: usize,
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
    sum + 0.02 * stacks as f64 - 0.01 * exposures as f64 + 0.0005 * f64::from(minutes)
}

fn finish(
    bank: &Bank,
    request: &Request,
    specs: &[RoundSpec],
    instance: &Instance<'_>,
    choice: &Choice,
) -> Warned<Plan> {
    let mut rounds: Vec<Round> = Vec::new();
    let mut read: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (r, spec) in specs.iter().enumerate() {
        let kind = bank.round(&spec.kind);
        let same = specs[..r].iter().filter(|s| s.kind == spec.kind).count();
        let id = if same == 0 { spec.kind.clone() } else { format!("{}-{}", spec.kind, same + 1) };
        let questions = choice[r].iter().map(|c| {
            let c = &instance.candidates[*c];
            let readings = read.entry(c.competency).or_default();
            let nth = if readings.contains(&r) {
                0
            } else {
                readings.push(r);
                readings.len()
            };
            let title = bank.competency_title(&instance.competencies[c.competency]);
            let reason = coverage::reason(title, c.question, nth, request);
            let steps = bank.frameworks.iter().find(|f| Some(&f.id) == c.question.framework.as_ref());
            let steps = steps.map_or(&[][..], |f| f.steps.as_slice());
            PlannedQuestion::new(c.question, &request.level, &bank.red_flags, steps, reason)
        });
        let questions = questions.collect();
        let weighed =
            || bank.role(&request.role).and_then(|r| r.weights.get(&request.level)).into_iter().flatten();
        let focus = if spec.focus.is_empty() {
            weighed().map(|(c, _)| c.clone()).collect()
        } else {
            spec.focus.clone()
        };
        rounds.push(Round {
            id,
            kind: spec.kind.clone(),
            title: spec
                .title
                .clone()
                .unwrap_or_else(|| kind.map_or_else(|| spec.kind.clone(), |k| k.title.clone())),
            purpose: kind.map_or_else(String::new, |k| k.what.clone()),
            minutes: spec.minutes,
            opening: kind.map_or(0, |k| k.opening),
            closing: kind.map_or(0, |k| k.closing),
            their_questions: kind.map_or(0, |k| k.questions),
            interviewer: spec.interviewer.clone(),
            focus,
            questions,
        });
    }
    let coverage = coverage::coverage(bank, request, &rounds);
    let gaps = coverage::gaps(bank, request, &rounds, &coverage);
    let must = instance.must.len() + instance.stack_count;
    let unmet = must - met(instance, choice);
    let plan = Plan {
        format: FORMAT.to_owned(),
        id: String::new(),
        role: request.role.clone(),
        role_title: bank.role(&request.role).map_or_else(String::new, |r| r.title.clone()),
        level: request.level.clone(),
        level_title: bank.level(&request.level).map_or_else(String::new, |l| l.title.clone()),
        stacks: request.stacks.clone(),
        seed: request.seed,
        scale: bank.scale.clone(),
        bank: BankRef { hash: bank.hash.clone() },
        objective: round6(instance.value(choice) - 10.0 * (must - unmet) as f64),
        rounds,
        coverage,
        gaps: gaps.iter().map(|g| g.message.clone()).collect(),
        conduct: Script {
            opening: bank.conduct.opening.trim().to_owned(),
            closing: bank.conduct.closing.trim().to_owned(),
            accommodation: bank.conduct.accommodation.trim().to_owned(),
            notes: bank.conduct.notes.clone(),
            not_to_ask: bank.conduct.not_to_ask.clone(),
        },
    };
    Warned { value: plan.sealed(), warnings: gaps }
}

/// How many must-haves and stacks the choice serves.
fn met(instance: &Instance<'_>, choice: &Choice) -> usize {
    let chosen = || choice.iter().flatten().map(|c| &instance.candidates[*c]);
    let must = instance.must.iter().filter(|m| chosen().any(|c| c.competency == **m)).count();
    let stacks = (0..instance.stack_count).filter(|s| chosen().any(|c| c.stacks.contains(s))).count();
    must + stacks
}

fn round6(x: f64) -> f64 {
    (x * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests;
