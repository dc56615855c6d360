//! Why a question is in a plan, or why not: the first rule that it breaks, or the better plan without it.

use super::choose::choose;
use super::model::Plan;
use super::request::{Pin, Request, request_error, round_ids};
use super::rules::{Mismatch, ineligible, round_rules};
use crate::bank::{Bank, Question};
use crate::diag::Failure;
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
    };
    for round in &plan.rounds {
        if let Some(q) = round.questions.iter().find(|q| q.id == id) {
            answer.round = Some(round.id.clone());
            answer.words.push(format!("It is in the round {}: {}.", round.title, q.reason));
            answer.words.extend(without(bank, request, plan, id));
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
    answer.words.extend(with(bank, request, plan, question, &mismatches));
    Ok(answer)
}

/// What the best plan without `id` is worth.
fn without(bank: &Bank, request: &Request, plan: &Plan, id: &str) -> Option<String> {
    let mut request = request.clone();
    request.exclude.insert(id.to_owned());
    request.keep.retain(|pin| pin.id != id);
    let other = choose(bank, &request).ok()?.value;
    Some(format!(
        "The best plan found without it reaches {:.4}, this one {:.4}{}.",
        other.objective,
        plan.objective,
        verdict(other.objective, plan.objective)
    ))
}

/// What the best plan with `question` is worth, and the questions that it competes with.
fn with(
    bank: &Bank,
    request: &Request,
    plan: &Plan,
    question: &Question,
    mismatches: &[Option<Mismatch>],
) -> Vec<String> {
    let specs = request.checked(bank).unwrap_or_default();
    let ids = round_ids(&specs);
    let plans =
        ids.iter().zip(mismatches).filter(|(_, mismatch)| mismatch.is_none()).filter_map(|(round, _)| {
            let mut request = request.clone();
            request.keep.push(Pin { id: question.id.clone(), round: round.clone() });
            choose(bank, &request).ok().map(|p| (round, p.value))
        });
    let Some((round, best)) = plans.reduce(|a, b| if b.1.objective > a.1.objective { b } else { a }) else {
        return vec!["What is kept by hand leaves no room for it.".to_owned()];
    };
    let mut words = vec![format!(
        "It may be asked. The best plan found with it, in {round}, reaches {:.4}, this one {:.4}{}.",
        best.objective,
        plan.objective,
        verdict(best.objective, plan.objective)
    )];
    let rivals: Vec<String> = plan
        .questions()
        .filter(|q| q.rated() == question.rated())
        .map(|q| format!("{} ({} min)", q.id, q.minutes))
        .collect();
    let title = bank.competency_title(question.rated());
    words.push(if rivals.is_empty() {
        format!("The plan doesn't rate {title}: other competencies gain more for the minutes.")
    } else {
        format!("{title} is rated by {} here.", join(&rivals, "and"))
    });
    words
}

/// How far apart two plans of these values are, in words.
fn verdict(other: f64, this: f64) -> &'static str {
    if other >= this - 0.005 * this.abs() { ": as good, so another seed may take it" } else { "" }
}
