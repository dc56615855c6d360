//! Another question in the place of one.

use super::choose::{assembled, planned};
use super::coverage;
use super::instance::{Choice, Instance};
use super::model::Plan;
use super::request::{Pin, Request, request_error};
use super::search::shuffle;
use crate::bank::Bank;
use crate::diag::{Failure, Warned};
use crate::text::did_you_mean;
use std::collections::BTreeSet;

/// `plan` with another question in the place of `id` and everything else as it is; the warnings are its gaps.
///
/// Of the questions that fit there, those that rate the same competency come first, then those of greater value.
/// Fails where `id` isn't in the plan, where the bank lacks another question of the plan, and where nothing fits.
pub fn swap(bank: &Bank, request: &Request, plan: &Plan, id: &str) -> Result<Warned<Plan>, Failure> {
    let place = plan.rounds.iter().enumerate().find_map(|(r, round)| {
        round.questions.iter().position(|q| q.id == id).map(|i| (r, i, &round.questions[i]))
    });
    let Some((r, at, old)) = place else {
        let ids: Vec<&str> = plan.questions().map(|q| q.id.as_str()).collect();
        let message = format!("`{id}` is not in the plan, so it can't be swapped");
        return Err(request_error("not-planned", message, did_you_mean(id, &ids)).into());
    };
    let mut request = request.clone();
    request.exclude.insert(id.to_owned());
    request.keep = plan
        .rounds
        .iter()
        .flat_map(|round| round.questions.iter().map(move |q| (round, q)))
        .filter(|(_, q)| q.id != id)
        .map(|(round, q)| Pin { id: q.id.clone(), round: round.id.clone() })
        .collect();
    let specs = request.checked(bank)?;
    let instance = Instance::new(bank, &request, &specs)?;
    let mut choice: Choice = vec![Vec::new(); instance.rounds.len()];
    instance.pins.iter().for_each(|(item, round)| choice[*round].push(*item));
    let taken: BTreeSet<usize> = choice.iter().flatten().map(|i| instance.items[*i].subject).collect();
    let minutes: u32 = choice[r].iter().map(|i| instance.items[*i].question.minutes).sum();
    let space = instance.rounds[r].minutes - minutes;
    let mut order: Vec<usize> = (0..instance.items.len()).collect();
    shuffle(&mut order, request.seed);
    let fits = |i: &usize| {
        let item = &instance.items[*i];
        item.rounds >> r & 1 == 1 && !taken.contains(&item.subject) && item.question.minutes <= space
    };
    let mut value = |i: usize| {
        choice[r].push(i);
        let value = instance.objective(&choice);
        choice[r].pop();
        let question = instance.items[i].question;
        (question.rated() == old.rated(), question.stacks == old.stacks, value)
    };
    let best = order.into_iter().filter(fits).map(|i| (value(i), i)).reduce(|best, next| {
        let ((a, b), (x, y)) = ((best.0, best.1), (next.0, next.1));
        let order = (a.0, a.1).cmp(&(x.0, x.1)).then(a.2.total_cmp(&x.2));
        if order.is_lt() { (x, y) } else { (a, b) }
    });
    let Some((_, new)) = best else {
        let message = format!(
            "nothing can take the place of `{id}` in the round {}: no other eligible question of at most {space} \
             minutes rates one of its focus",
            plan.rounds[r].title
        );
        return Err(request_error("no-swap", message, "free some minutes, or write a question".into()).into());
    };
    let item = &instance.items[new];
    let mut rounds = plan.rounds.clone();
    let title = bank.competency_title(item.question.rated());
    let others = rounds.iter().enumerate().filter(|(i, _)| *i != r).map(|(_, round)| round);
    let elsewhere = others.filter(|o| o.questions.iter().any(|q| q.rated() == item.question.rated())).count();
    let here = rounds[r].questions.iter().any(|q| q.id != id && q.rated() == item.question.rated());
    let nth = if here { 0 } else { elsewhere + 1 };
    let reason = format!("{}; in place of {id}", coverage::reason(title, item.question, nth, &request));
    rounds[r].questions[at] = planned(bank, &request, item, reason);
    choice[r].push(new);
    Ok(assembled(bank, &request, rounds, instance.objective(&choice)))
}
