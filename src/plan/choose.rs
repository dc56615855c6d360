//! Choosing the questions of a plan, and making the plan of what was chosen.

use super::coverage;
use super::instance::{Choice, Instance, Item};
use super::model::{BankRef, FORMAT, Flag, Plan, PlannedQuestion, Round, Script, their_questions};
use super::replies::short_replies;
use super::request::{Request, RoundSpec, round_ids};
use super::search::{bound, search};
use super::value::Standing;
use crate::bank::{Bank, Question, Scale, Text};
use crate::diag::{Diagnostic, Failure, Warned};
use crate::text::join;
use std::collections::BTreeMap;

/// A plan for `request`; the warnings are its gaps, and a note about drafts that were left out.
///
/// Fails where a name is unknown, where no question fits at all, or where pins contradict a rule or each other.
pub fn choose(bank: &Bank, request: &Request) -> Result<Warned<Plan>, Failure> {
    let specs = request.checked(bank)?;
    let mut instance = Instance::new(bank, request, &specs)?.with_usual_numbers();
    let (choice, bound) = best(&mut instance, request.seed);
    let mut plan = plan_of(bank, request, &specs, &instance, &choice, bound);
    plan.warnings.extend(coverage::drafts(bank, request));
    plan.warnings.extend(country_note(bank, request));
    Ok(plan)
}

/// The part of the value of the best plan that the variety of seeds may cost: less than 2%, as the best plan that is found
/// may be a little below the best possible one.
const COST_OF_VARIETY: f64 = 0.018;

/// The choice that a seed finds, and a bound on the value of others. What the seed adds to the value of questions is lowered
/// until the choice is near enough to the best one.
fn best(instance: &mut Instance<'_>, seed: u64) -> (Choice, Option<f64>) {
    let choice = search(instance, seed);
    let bound = bound(instance, &choice);
    let standing = instance.standing(&choice);
    let is_near = |standing: Standing, best: f64| standing.value >= (1.0 - COST_OF_VARIETY) * best;
    // Without a seed only the little of the role is added; and what is proved to be near enough isn't compared.
    if seed == 0 || bound.is_some_and(|bound| is_near(standing, bound)) {
        return (choice, bound);
    }
    let plain = instance.without_chances();
    let reference = search(&plain, seed);
    let target = plain.standing(&reference);
    let is_good = |s: Standing| s.met > target.met || s.met == target.met && is_near(s, target.value);
    let mut choice = choice;
    for all in [false, false, true, true] {
        if is_good(instance.standing(&choice)) {
            break;
        }
        instance.lower_chances(all);
        choice = search(instance, seed);
    }
    let choice = if is_good(instance.standing(&choice)) { choice } else { reference };
    let bound = super::search::bound(instance, &choice);
    (choice, bound)
}

/// What the reason of a pinned question ends with.
pub const KEPT_BY_HAND: &str = "; kept by hand";

/// A chosen question as the plan holds it, with the texts for its level.
pub(super) fn planned(bank: &Bank, request: &Request, item: &Item<'_>, reason: String) -> PlannedQuestion {
    let q = item.question;
    let framework = bank.frameworks.iter().find(|f| Some(&f.id) == q.framework.as_ref());
    let flag = |name: &String| match bank.red_flags.iter().find(|f| f.id == *name) {
        Some(f) => Flag { text: f.title.clone(), probe: Some(f.probe.clone()) },
        None => Flag { text: name.clone(), probe: None },
    };
    PlannedQuestion {
        id: q.id.clone(),
        title: q.title.clone(),
        since: 1,
        minutes: q.minutes,
        competencies: q.competencies.clone(),
        kind: q.kind,
        stacks: q.stacks.clone(),
        subject: q.subject.clone(),
        keywords: q.keywords.clone(),
        reason,
        ask: q.ask.to_string(),
        why: q.why.to_string(),
        expect: String::new(),
        probes: q.probes.clone(),
        hints: q.hints.iter().map(Text::to_string).collect(),
        strong: q.strong.iter().map(Text::to_string).collect(),
        weak: q.weak.iter().map(Text::to_string).collect(),
        red_flags: q.red_flags.iter().map(flag).collect(),
        anchors: anchors(&bank.scale, q, &request.level),
        sample: q.sample.clone(),
        steps: framework.map_or_else(Vec::new, |f| f.steps.clone()),
        handout: q.handout.as_ref().map(Text::to_string),
    }
}

/// What an answer worth each point looks like at a level: the rung of the ladder that the scale gives the point.
fn anchors(scale: &Scale, q: &Question, level: &str) -> BTreeMap<u8, String> {
    let anchor = |point| Some((point, q.ladder.near(level, scale.rung(point))?.text.to_string()));
    scale.points().filter_map(anchor).collect()
}

/// The plan of a choice, whose value is at most `bound`; the warnings are its gaps.
pub(super) fn plan_of(
    bank: &Bank,
    request: &Request,
    specs: &[RoundSpec],
    instance: &Instance<'_>,
    choice: &Choice,
    bound: Option<f64>,
) -> Warned<Plan> {
    let ids = round_ids(specs);
    let mut rounds: Vec<Round> = Vec::new();
    let mut read: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (r, spec) in specs.iter().enumerate() {
        let kind = bank.round(&spec.kind);
        let questions = choice[r].iter().map(|i| {
            let item = &instance.items[*i];
            let readings = read.entry(item.competency).or_default();
            let nth = if readings.contains(&r) {
                0
            } else {
                readings.push(r);
                readings.len()
            };
            let title = bank.competency_title(&instance.competencies[item.competency]);
            let mut reason = coverage::reason(title, item.question, nth, request);
            if instance.pins.iter().any(|(pin, _)| pin == i) {
                reason.push_str(KEPT_BY_HAND);
            }
            planned(bank, request, item, reason)
        });
        rounds.push(Round {
            id: ids[r].clone(),
            kind: spec.kind.clone(),
            title: spec
                .title
                .clone()
                .unwrap_or_else(|| kind.map_or_else(|| spec.kind.clone(), |k| k.title.clone())),
            purpose: spec.what.clone().unwrap_or_else(|| kind.map_or_else(String::new, |k| k.what.clone())),
            assistant: spec.assistant.or(kind.map(|k| k.assistant)).unwrap_or_default(),
            minutes: spec.minutes,
            opening: kind.map_or(0, |k| k.opening),
            closing: kind.map_or(0, |k| k.closing),
            their_questions: kind.map_or(0, |k| k.questions),
            since: 1,
            questions: introduced(questions.collect()),
            focus: instance.rounds[r].focus.clone(),
        });
    }
    assembled(bank, request, rounds, instance.objective(choice), bound)
}

/// The subject of the question that a conversation begins with.
const INTRODUCTION: &str = "introduction";

/// The questions with the candidate's introduction first.
fn introduced(mut questions: Vec<PlannedQuestion>) -> Vec<PlannedQuestion> {
    questions.sort_by_key(|q| q.subject != INTRODUCTION);
    questions
}

/// The plan of these rounds; the warnings are its gaps.
pub(super) fn assembled(
    bank: &Bank,
    request: &Request,
    rounds: Vec<Round>,
    objective: f64,
    bound: Option<f64>,
) -> Warned<Plan> {
    let coverage = coverage::coverage(bank, request, &rounds);
    let gaps = coverage::gaps(bank, request, &rounds, &coverage);
    let alone = rounds.len() == 1;
    let plan = Plan {
        format: FORMAT.to_owned(),
        id: String::new(),
        revision: 1,
        seal: String::new(),
        role: request.role.clone(),
        role_title: bank.role(&request.role).map_or_else(String::new, |r| r.title.clone()),
        level: request.level.clone(),
        level_title: bank.level(&request.level).map_or_else(String::new, |l| l.title.clone()),
        stacks: request.stacks.clone(),
        stack_counts: request.stack_counts.clone(),
        country: request.country.clone(),
        seed: request.seed,
        scale: bank.scale.clone(),
        bank: BankRef { hash: bank.hash.clone() },
        objective: round6(objective),
        bound: bound.map(round6),
        rounds,
        excluded: request.exclude.iter().cloned().collect(),
        replaced: Vec::new(),
        coverage,
        gaps: gaps.iter().map(|g| g.message.clone()).collect(),
        conduct: script(bank, request, alone),
        people: Vec::new(),
    };
    Warned { value: plan.sealed(), warnings: gaps }
}

/// A note where no line of the bank is about the country that is named.
fn country_note(bank: &Bank, request: &Request) -> Option<Diagnostic> {
    let country = request.country.as_deref()?;
    let known = bank.conduct.countries();
    if known.iter().any(|k| k.eq_ignore_ascii_case(country)) {
        return None;
    }
    let message = format!(
        "no line of conduct.toml is about the country `{country}`: those for all countries are printed"
    );
    let hint = if known.is_empty() {
        "add `countries` to its lines".to_owned()
    } else {
        format!("it has {}", join(&known, "and"))
    };
    Some(Diagnostic::note("country", message).hint(hint))
}

/// The words around the questions, for a conversation that is the only one if `alone`.
fn script(bank: &Bank, request: &Request, alone: bool) -> Script {
    let conduct = &bank.conduct;
    let words = |own: &Option<String>, usual: &String| {
        own.as_ref().filter(|_| alone).unwrap_or(usual).trim().to_owned()
    };
    let is_lowest = bank.levels.first().is_some_and(|level| level.id == request.level);
    let more = conduct.opening_lowest.as_deref().filter(|_| is_lowest).map(str::trim);
    let opening = words(&conduct.opening_alone, &conduct.opening);
    Script {
        opening: [Some(opening.as_str()), more].into_iter().flatten().collect::<Vec<_>>().join(" "),
        their_questions: conduct.their_questions.clone().unwrap_or_else(their_questions),
        closing: words(&conduct.closing_alone, &conduct.closing),
        assistant: conduct.assistant.clone(),
        accommodation: conduct.accommodation.trim().to_owned(),
        notes: conduct.notes.clone(),
        not_to_ask: conduct.not_to_ask_in(request.country.as_deref()),
        replies: short_replies(bank, &request.role),
    }
}

fn round6(x: f64) -> f64 {
    (x * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests;
