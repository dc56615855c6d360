//! Why a question is in a plan, or why not: the first rule that it breaks, or the better plan without it.

use super::choose::choose;
use super::contrast::{further, is_as_good, verdict};
use super::model::{Plan, PlannedQuestion};
use super::request::{Pin, Request, request_error, round_ids};
use super::rules::{Mismatch, ineligible, round_rules};
use crate::bank::{Bank, Question};
use crate::diag::{Failure, Warned};
use crate::text::{did_you_mean, join};
use serde::Serialize;

/// Why a question is in a plan, or why not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// Always `panelkit.why/1`.
    pub format: &'static str,
    /// The question's id.
    pub id: String,
    /// The question's title.
    pub title: String,
    /// The round that it is in.
    pub round: Option<String>,
    /// The rule that keeps it out: `role`, `level`, `stack`, `excluded`, `draft`, `kind`, `focus`, `minutes` or `subject`.
    pub rule: Option<&'static str>,
    /// The reason, in sentences.
    pub words: Vec<String>,
    /// The values behind it, in sentences.
    pub numbers: Vec<String>,
}

/// Why the question `id` is in `plan`, which was made for `request`, or why not.
///
/// Fails where the bank has no such question.
pub fn explain(bank: &Bank, request: &Request, plan: &Plan, id: &str) -> Result<Explanation, Failure> {
    let Some(question) = bank.question(id) else {
        let ids: Vec<&str> = bank.questions.iter().map(|q| q.id.as_str()).collect();
        let message = format!("there is no question `{id}`");
        return Err(request_error("unknown-name", message, did_you_mean(id, &ids)).into());
    };
    let mut answer = Explanation {
        format: "panelkit.why/1",
        id: id.to_owned(),
        title: question.title.clone(),
        round: None,
        rule: None,
        words: Vec::new(),
        numbers: Vec::new(),
    };
    for round in &plan.rounds {
        if let Some(q) = round.questions.iter().find(|q| q.id == id) {
            answer.round = Some(round.id.clone());
            answer.words.push(format!("It is in the round {}: {}.", round.title, q.reason));
            without(bank, request, plan, (&round.id, id), &mut answer);
            return Ok(answer);
        }
    }
    let role = bank.role(&request.role);
    if let Some(rule) = ineligible(question, request, role) {
        answer.rule = Some(rule.name());
        answer.words.push(format!("It {}.", rule.words(question, request, role)));
        return Ok(answer);
    }
    let specs = request.checked(bank)?;
    let rules = round_rules(bank, request, &specs);
    let mismatches: Vec<Option<Mismatch>> = rules.iter().map(|round| round.mismatch(question)).collect();
    if mismatches.iter().all(Option::is_some) {
        // The one of the round that it fits best.
        let furthest = mismatches.iter().flatten().copied().max();
        answer.rule = furthest.map(Mismatch::name);
        for ((rules, round), mismatch) in rules.iter().zip(&plan.rounds).zip(&mismatches) {
            let Some(mismatch) = *mismatch else { continue };
            answer.words.push(format!(
                "The round {} {}.",
                round.title,
                rules.words(mismatch, question, bank)
            ));
        }
        return Ok(answer);
    }
    let same = plan
        .rounds
        .iter()
        .find_map(|round| round.questions.iter().find(|q| q.subject == question.subject).map(|q| (round, q)));
    if let Some((round, q)) = same {
        answer.rule = Some("subject");
        answer.words.push(format!(
            "{} in the round {} is about the same subject, {}, and a subject comes up once.",
            q.id, round.title, q.subject
        ));
    }
    with(bank, request, plan, question, &mismatches, &mut answer);
    Ok(answer)
}

/// Adds what would be asked without the question, given with its round, and what that would cost.
fn without(bank: &Bank, request: &Request, plan: &Plan, (round, id): (&str, &str), answer: &mut Explanation) {
    let mut request = request.clone();
    request.exclude.insert(id.to_owned());
    request.keep.retain(|pin| pin.id != id);
    let Ok(Warned { value: other, .. }) = choose(bank, &request) else { return };
    let instead = further(plan, &other, round);
    let come = match instead.as_slice() {
        [] => "nothing would take its place there".to_owned(),
        some => format!("{} would come in there", join(some, "and")),
    };
    answer
        .words
        .push(format!("Without it {come}, and the plan would {}.", verdict(bank, &request, plan, &other)));
    answer.numbers.push(format!(
        "Value: {:.4} as it is, {:.4} for the best plan found without it.",
        plan.objective, other.objective
    ));
}

/// Adds what the best plan with `question` would lose, and what would have to leave for it to come in by itself.
fn with(
    bank: &Bank,
    request: &Request,
    plan: &Plan,
    question: &Question,
    mismatches: &[Option<Mismatch>],
    answer: &mut Explanation,
) {
    let title = bank.competency_title(question.rated());
    let rivals: Vec<&PlannedQuestion> = plan.questions().filter(|q| q.rated() == question.rated()).collect();
    let names: Vec<String> = rivals.iter().map(|q| format!("{} ({} min)", q.id, q.minutes)).collect();
    answer.words.push(match names.as_slice() {
        [] => format!("It may be asked, and the plan doesn't rate {title}: what it asks weighs more."),
        [one] => format!("It may be asked. {one} rates {title} here."),
        some => format!("It may be asked. {} rate {title} here.", join(some, "and")),
    });
    let specs = request.checked(bank).unwrap_or_default();
    let ids = round_ids(&specs);
    let plans =
        ids.iter().zip(mismatches).filter(|(_, mismatch)| mismatch.is_none()).filter_map(|(round, _)| {
            let mut request = request.clone();
            request.keep.push(Pin { id: question.id.clone(), round: round.clone() });
            choose(bank, &request).ok().map(|p| (round, p.value))
        });
    let Some((round, best)) = plans.reduce(|a, b| if b.1.objective > a.1.objective { b } else { a }) else {
        answer.words.push("What is kept by hand leaves no room for it.".to_owned());
        return;
    };
    let place = plan.round(round).map_or(round.as_str(), |r| r.title.as_str());
    let left = further(&best, plan, round);
    let leave = match left.as_slice() {
        [] => String::new(),
        some => format!(" {} would leave, and", join(some, "and")),
    };
    let seed = if is_as_good(plan, &best) { "; another seed may ask it" } else { "" };
    answer.words.push(format!(
        "With it in {place},{leave} the plan would {}{seed}.",
        verdict(bank, request, plan, &best)
    ));
    answer.numbers.push(format!(
        "Value: {:.4} as it is, {:.4} for the best plan found with it.",
        plan.objective, best.objective
    ));
    let mut fewer = request.clone();
    fewer.exclude.extend(rivals.iter().map(|q| q.id.clone()));
    let comes_in = |p: &Warned<Plan>| p.value.questions().any(|q| q.id == question.id);
    if !rivals.is_empty() && choose(bank, &fewer).is_ok_and(|p| comes_in(&p)) {
        let ids: Vec<&str> = rivals.iter().map(|q| q.id.as_str()).collect();
        answer.words.push(format!("It would come in if {} were left out.", join(&ids, "and")));
    } else {
        answer.words.push(format!("--keep {}@{round} asks it all the same.", question.id));
    }
}
