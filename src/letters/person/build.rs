//! The page about one person.

use super::cards::{further, rounds};
use super::cover::Cover;
use super::page::{PersonDecision, PersonEntry, PersonPage};
use super::sources::PersonSources;
use crate::opening::Decision;

/// The page about the person of `sources`: interviewers are letters, other candidates `another candidate`, also in what was
/// written, and addresses of others are left out.
pub fn person_page(sources: &PersonSources<'_>) -> PersonPage {
    let cover = Cover::of(sources);
    let text = |text: &str| cover.text(text);
    let listed = sources
        .listed
        .iter()
        .map(|(heading, value)| PersonEntry { heading: (*heading).to_owned(), value: text(value) });
    let decision = |d: &Decision| PersonDecision {
        date: d.date.clone(),
        decision: d.decision.words().to_owned(),
        by: cover.person(&d.by),
        reason: text(&d.reason),
        votes: d
            .votes
            .iter()
            .map(|v| format!("{}: {}", cover.person(&v.interviewer), v.value.words()))
            .collect(),
    };
    PersonPage {
        candidate: sources.candidate.name.clone(),
        title: sources.plan.title(),
        organisation: sources.setting.organisation.to_owned(),
        listed: listed.collect(),
        rounds: rounds(sources, &cover),
        decisions: sources.decisions.iter().map(decision).collect(),
        further: further(sources, &cover),
        papers: sources.papers.clone(),
        kept: sources.kept.clone(),
        contact: sources.setting.contact.to_owned(),
    }
}
