//! Several plans for one request that are equally good and share no question.

use super::choose::plan_of;
use super::coverage;
use super::instance::{Choice, Instance};
use super::model::Plan;
use super::request::{Request, request_error};
use super::search::search;
use super::value::Standing;
use crate::bank::Bank;
use crate::diag::{Failure, Warned};
use std::collections::BTreeSet;

/// How many ways of dealing the questions are tried.
const DEALS: u64 = 4;

/// `wanted` plans of nearly equal value without a common question; the warnings of each are its gaps, and those of the
/// first tell of drafts that were left out.
///
/// All plans are searched for at once; then questions and whole rounds are exchanged between them as long as the worst
/// of them gains. Fails as [`super::choose()`] does, and where there are more rounds than can be searched at once.
pub fn variants(bank: &Bank, request: &Request, wanted: usize) -> Result<Vec<Warned<Plan>>, Failure> {
    let specs = request.checked(bank)?;
    let instance = Instance::new(bank, request, &specs)?.with_usual_numbers();
    let Some(all) = instance.replicated(wanted) else {
        let message = format!("{wanted} plans of {} rounds are too many to make at once", specs.len());
        let hint = "ask for fewer, or make one and give it to --exclude for the next";
        return Err(request_error("too-many", message, hint.into()).into());
    };
    let deals = (0..DEALS).map(|deal| {
        let choice = search(&all, request.seed.wrapping_mul(DEALS).wrapping_add(deal));
        let of = |n: usize| {
            let rounds = choice.iter().skip(n * instance.rounds.len()).take(instance.rounds.len());
            rounds.map(|items| items.iter().map(|i| i % instance.items.len()).collect()).collect()
        };
        let mut plans: Vec<Choice> = (0..wanted).map(of).collect();
        even_out(&instance, &mut plans);
        plans
    });
    let best = deals
        .reduce(|best, next| if quality(&instance, &next) > quality(&instance, &best) { next } else { best });
    let plan = |choice: &Choice| plan_of(bank, request, &specs, &instance, choice, None);
    let mut plans: Vec<Warned<Plan>> = best.unwrap_or_default().iter().map(plan).collect();
    if let Some(first) = plans.first_mut() {
        first.warnings.extend(coverage::drafts(bank, request));
    }
    Ok(plans)
}

/// How good the plans are, the higher the better: what the worst meets, what it is worth, then what all are worth.
fn quality(instance: &Instance<'_>, plans: &[Choice]) -> (i64, f64, f64) {
    let standings: Vec<Standing> = plans.iter().map(|p| instance.standing(p)).collect();
    let met = standings.iter().map(|s| s.met).min().unwrap_or(0);
    let values: Vec<f64> = standings.iter().map(|s| s.value).collect();
    (met, values.iter().copied().fold(f64::INFINITY, f64::min), values.iter().sum())
}

/// Exchanges questions and whole rounds between two plans as long as the worst plan gains.
fn even_out(instance: &Instance<'_>, plans: &mut Vec<Choice>) {
    let mut value = quality(instance, plans);
    while let Some(next) = better(instance, plans, value) {
        value = quality(instance, &next);
        *plans = next;
    }
}

fn better(instance: &Instance<'_>, plans: &[Choice], value: (i64, f64, f64)) -> Option<Vec<Choice>> {
    let pairs = (0..plans.len()).flat_map(|a| (a + 1..plans.len()).map(move |b| (a, b)));
    for (a, b) in pairs {
        for r in 0..instance.rounds.len() {
            // The whole round, then each question of one with each of the other.
            let whole = std::iter::once(None);
            let (left, right) = (plans[a][r].len(), plans[b][r].len());
            let single = (0..left).flat_map(|i| (0..right).map(move |j| Some((i, j))));
            for exchange in whole.chain(single) {
                let mut next = plans.to_vec();
                let (one, other) = (plans[a][r].clone(), plans[b][r].clone());
                match exchange {
                    None => (next[a][r], next[b][r]) = (other, one),
                    Some((i, j)) => (next[a][r][i], next[b][r][j]) = (other[j], one[i]),
                }
                let (n, v) = (&next, quality(instance, &next));
                let gains = v.0 > value.0 || v.0 == value.0 && v.1 > value.1 + 1e-9;
                if gains && keeps(instance, &n[a], r) && keeps(instance, &n[b], r) {
                    return Some(next);
                }
            }
        }
    }
    None
}

/// Whether a plan still keeps the hard rules after its round `r` was changed.
fn keeps(instance: &Instance<'_>, choice: &Choice, r: usize) -> bool {
    let minutes: u32 = choice[r].iter().map(|i| instance.items[*i].question.minutes).sum();
    let all: Vec<usize> = choice.iter().flatten().copied().collect();
    let subjects: BTreeSet<usize> = all.iter().map(|i| instance.items[*i].subject).collect();
    minutes <= instance.rounds[r].minutes && subjects.len() == all.len()
}
