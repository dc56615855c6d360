//! What a candidate gets before the interviews.

use crate::bank::{Bank, Faq};
use crate::opening::{Part, Schedule, Seat, SeatState, Starts};
use crate::plan::{Plan, PlannedQuestion, Round};
use serde::Serialize;

/// For whom a brief or a letter is, and what the team says of itself.
#[derive(Debug, Clone, Default)]
pub struct BriefSetting<'a> {
    /// The candidate as they are addressed.
    pub candidate: &'a str,
    /// Whose interviews these are.
    pub organisation: &'a str,
    /// Whom to write to or call.
    pub contact: &'a str,
    /// The pay range.
    pub pay: &'a str,
    /// How long records are kept, in words.
    pub keeping: &'a str,
    /// Whether the interviewers are named.
    pub with_names: bool,
}

/// The brief of one candidate. What isn't known is empty.
#[derive(Debug, Clone, Serialize)]
pub struct Brief {
    /// The candidate.
    pub candidate: String,
    /// The job, such as `Senior backend engineer, rust and postgres`.
    pub title: String,
    /// Whose interviews these are.
    pub organisation: String,
    /// The conversations in their order.
    pub rounds: Vec<BriefRound>,
    /// The minutes of all of them.
    pub minutes: u32,
    /// Whether a time is set for one of them.
    pub times: bool,
    /// Whether interviewers are named.
    pub names: bool,
    /// What is assessed.
    pub assessed: Vec<Assessed>,
    /// How answers are rated.
    pub rating: String,
    /// The rules for AI assistants, each with the rounds in which it holds; without those where it holds in all.
    pub assistant: Vec<BriefItem>,
    /// How to prepare: for all rounds first, then for each kind.
    pub preparation: Vec<Preparation>,
    /// What to do for an adjustment.
    pub adjustments: String,
    /// What is written down.
    pub records: String,
    /// How long it is kept.
    pub keeping: String,
    /// The pay range.
    pub pay: String,
    /// Questions that candidates have, with the answers.
    pub faq: Vec<BriefItem>,
    /// Whom to ask.
    pub contact: String,
}

/// A conversation, as its candidate is told of it.
#[derive(Debug, Clone, Serialize)]
pub struct BriefRound {
    /// Its place, from 1.
    pub number: usize,
    /// Its name.
    pub title: String,
    /// Its length.
    pub minutes: u32,
    /// When it begins, or empty.
    pub when: String,
    /// The room or the address of a call, or empty.
    pub place: String,
    /// Who takes part, where that is told.
    pub with: Vec<String>,
    /// What it rates, such as `Coding`.
    pub assessed: Vec<String>,
}

/// A competency in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assessed {
    /// Its name.
    pub title: String,
    /// What it is, or empty.
    pub what: String,
}

/// How to prepare for one kind of round.
#[derive(Debug, Clone, Serialize)]
pub struct Preparation {
    /// The rounds, such as `Coding`; empty for all of them.
    pub title: String,
    /// What to do.
    pub items: Vec<BriefItem>,
}

/// A short text under its title.
#[derive(Debug, Clone, Serialize)]
pub struct BriefItem {
    /// The title, or the question.
    pub title: String,
    /// The words.
    pub text: String,
}

/// What the candidate of `setting` is told before the rounds of `plan`, in the words of `bank`.
pub fn brief(plan: &Plan, bank: &Bank, schedule: &Schedule, setting: &BriefSetting<'_>) -> Brief {
    let rounds = brief_rounds(plan, schedule, setting);
    let mut assessed: Vec<Assessed> = Vec::new();
    for id in plan.rounds.iter().flat_map(rated) {
        let what = bank.competencies.iter().find(|c| c.id == id).map(|c| c.what.clone()).unwrap_or_default();
        let entry = Assessed { title: plan.competency_title(id).to_owned(), what };
        if !assessed.contains(&entry) {
            assessed.push(entry);
        }
    }
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Brief {
        candidate: setting.candidate.to_owned(),
        title: plan.title(),
        organisation: setting.organisation.to_owned(),
        minutes: plan.rounds.iter().fold(0, |sum, r| sum.saturating_add(r.minutes)),
        times: rounds.iter().any(|r| !r.when.is_empty()),
        names: rounds.iter().any(|r| !r.with.is_empty()),
        rounds,
        assessed,
        rating: text(&bank.briefing.rating),
        assistant: assistant(plan),
        preparation: preparation(plan, bank),
        adjustments: text(&bank.briefing.adjustments),
        records: text(&bank.briefing.records),
        keeping: setting.keeping.to_owned(),
        pay: setting.pay.to_owned(),
        faq: faq(&bank.briefing.faq, &plan.role),
        contact: setting.contact.to_owned(),
    }
}

/// The rounds as the candidate of `setting` is told of them.
pub(super) fn brief_rounds(plan: &Plan, schedule: &Schedule, setting: &BriefSetting<'_>) -> Vec<BriefRound> {
    let round = |(index, round): (usize, &Round)| {
        let mut seats = schedule.seats(setting.candidate, index);
        seats.retain(|seat| seat.state != SeatState::Cancelled);
        let lead = seats.iter().find(|seat| seat.part == Part::Lead)?;
        let mut titles: Vec<String> = Vec::new();
        for id in rated(round) {
            let title = plan.competency_title(id).to_owned();
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        Some(BriefRound {
            number: index + 1,
            title: round.title.clone(),
            minutes: lead.minutes.unwrap_or(round.minutes),
            when: lead.starts.map(|starts| in_words(&starts)).unwrap_or_default(),
            place: lead.place.clone(),
            with: if setting.with_names { people(&seats) } else { Vec::new() },
            assessed: titles,
        })
    };
    plan.rounds.iter().enumerate().filter_map(round).collect()
}

fn people(seats: &[Seat]) -> Vec<String> {
    seats.iter().map(|seat| seat.interviewer.clone()).filter(|name| !name.is_empty()).collect()
}

/// The competencies that the questions of `round` rate.
fn rated(round: &Round) -> impl Iterator<Item = &str> {
    round.questions.iter().map(PlannedQuestion::rated).filter(|id| !id.is_empty())
}

/// Such as `Thursday, 3 December 2026, 10:00`, with the distance from UTC where it is known.
pub(super) fn in_words(starts: &Starts) -> String {
    let local = starts.local.strftime("%A, %-d %B %Y, %H:%M");
    starts.offset.map_or_else(|| local.to_string(), |offset| format!("{local} (UTC{offset})"))
}

/// The rules for AI assistants, each once.
fn assistant(plan: &Plan) -> Vec<BriefItem> {
    let mut rules: Vec<(&str, Vec<&str>)> = Vec::new();
    for round in &plan.rounds {
        let text = plan.conduct.assistant.words(round.assistant).handout.as_str();
        match rules.iter_mut().find(|(rule, _)| *rule == text) {
            Some((_, titles)) if titles.contains(&round.title.as_str()) => {}
            Some((_, titles)) => titles.push(&round.title),
            None => rules.push((text, vec![&round.title])),
        }
    }
    let alone = rules.len() == 1;
    rules.retain(|(text, _)| !text.is_empty());
    let item = |(text, titles): (&str, Vec<&str>)| BriefItem {
        title: if alone { String::new() } else { titles.join(", ") },
        text: text.to_owned(),
    };
    rules.into_iter().map(item).collect()
}

fn is_for(roles: &[String], role: &str) -> bool {
    roles.is_empty() || roles.iter().any(|r| r == role)
}

/// What is for all rounds first, then what is for some, each once.
fn preparation(plan: &Plan, bank: &Bank) -> Vec<Preparation> {
    let mut parts: Vec<(Vec<&str>, Preparation)> = Vec::new();
    let items = bank.briefing.item.iter().filter(|item| is_for(&item.roles, &plan.role));
    for item in items {
        let mut titles: Vec<&str> = Vec::new();
        for round in plan.rounds.iter().filter(|r| item.rounds.contains(&r.kind)) {
            if !titles.contains(&round.title.as_str()) {
                titles.push(&round.title);
            }
        }
        if titles.is_empty() && !item.rounds.is_empty() {
            continue;
        }
        let entry = BriefItem { title: item.title.clone(), text: item.text.clone() };
        if let Some((_, part)) = parts.iter_mut().find(|(of, _)| *of == titles) {
            part.items.push(entry);
        } else {
            let title = titles.join(", ");
            parts.push((titles, Preparation { title, items: vec![entry] }));
        }
    }
    let first = |titles: &[&str]| {
        titles.first().map_or(0, |t| 1 + plan.rounds.iter().position(|r| r.title == *t).unwrap_or_default())
    };
    parts.sort_by_key(|(titles, _)| first(titles));
    parts.into_iter().map(|(_, part)| part).collect()
}

fn faq(all: &[Faq], role: &str) -> Vec<BriefItem> {
    let theirs = all.iter().filter(|faq| is_for(&faq.roles, role));
    theirs.map(|faq| BriefItem { title: faq.ask.clone(), text: faq.answer.clone() }).collect()
}
