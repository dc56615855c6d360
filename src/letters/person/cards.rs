//! What was written about one person, conversation by conversation.

use super::cover::Cover;
use super::page::{PersonAnswer, PersonCard, PersonRound};
use super::sources::{CardParts, HeldRow, PersonSources, all_cards};
use crate::letters::brief::in_words;
use crate::opening::{Part, SeatState};
use crate::plan::{OVERALL, Plan};
use crate::text::fold;

/// The conversations of the person, those that nothing was written about too.
pub(super) fn rounds(sources: &PersonSources<'_>, cover: &Cover<'_>) -> Vec<PersonRound> {
    let plan = sources.plan;
    let round = |(index, round): (usize, &crate::plan::Round)| {
        let mut seats = sources.schedule.seats(&sources.candidate.name, index);
        seats.retain(|seat| seat.state != SeatState::Cancelled);
        let lead = seats.iter().find(|seat| seat.part == Part::Lead);
        PersonRound {
            title: round.title.clone(),
            when: lead.and_then(|l| l.starts).map(|starts| in_words(&starts)).unwrap_or_default(),
            place: lead.map(|l| cover.text(&l.place)).unwrap_or_default(),
            with: seats
                .iter()
                .filter(|seat| !seat.interviewer.is_empty())
                .map(|seat| cover.person(&seat.interviewer))
                .collect(),
            cards: cards(sources, &round.id, cover),
        }
    };
    plan.rounds.iter().enumerate().map(round).collect()
}

/// What interviewers wrote about the person in the round, each once.
fn cards(sources: &PersonSources<'_>, round: &str, cover: &Cover<'_>) -> Vec<PersonCard> {
    let all = all_cards(sources.scores);
    let is_theirs = |candidate: &str, of: &str| sources.candidate.is_called(candidate) && of == round;
    let mut interviewers: Vec<&str> = Vec::new();
    for (records, recommendations, unrated) in all {
        let names = records.iter().filter(|r| is_theirs(&r.candidate, &r.round)).map(|r| &*r.interviewer);
        let recommended =
            recommendations.iter().filter(|r| is_theirs(&r.candidate, &r.round)).map(|r| &*r.interviewer);
        let noted = unrated.iter().filter(|r| is_theirs(&r.candidate, &r.round)).map(|r| &*r.interviewer);
        for name in names.chain(recommended).chain(noted) {
            if !interviewers.contains(&name) {
                interviewers.push(name);
            }
        }
    }
    let by = |name: &str| {
        let is_this = |interviewer: &str, candidate: &str, of: &str| {
            fold(interviewer) == fold(name) && is_theirs(candidate, of)
        };
        let mut card = PersonCard {
            interviewer: cover.person(name),
            answers: Vec::new(),
            recommendation: String::new(),
            resting: String::new(),
        };
        for (records, recommendations, unrated) in all {
            for r in records.iter().filter(|r| is_this(&r.interviewer, &r.candidate, &r.round)) {
                card.answers.push(PersonAnswer {
                    question: title(sources.plan, &r.question),
                    score: r.score.map_or_else(|| "not asked".to_owned(), |s| score(sources.plan, s)),
                    hint: r.hint,
                    evidence: cover.text(&r.evidence),
                });
            }
            for r in recommendations.iter().filter(|r| is_this(&r.interviewer, &r.candidate, &r.round)) {
                r.value.words().clone_into(&mut card.recommendation);
                card.resting = cover.text(&r.evidence);
            }
            for r in unrated.iter().filter(|r| is_this(&r.interviewer, &r.candidate, &r.round)) {
                card.answers.push(PersonAnswer {
                    question: title(sources.plan, &r.question),
                    score: "not rated".to_owned(),
                    hint: r.hint,
                    evidence: cover.text(&r.evidence),
                });
            }
        }
        card
    };
    interviewers.into_iter().map(by).collect()
}

/// Rows of completed scorecards that aren't among the scores, as they stand.
pub(super) fn further(sources: &PersonSources<'_>, cover: &Cover<'_>) -> Vec<String> {
    let places: Vec<(&str, usize)> = all_cards(sources.scores)
        .into_iter()
        .flat_map(|(records, recommendations, unrated): CardParts<'_>| {
            let rated = records.iter().map(|r| (&*r.file, r.line));
            let recommended = recommendations.iter().map(|r| (&*r.file, r.line));
            rated.chain(recommended).chain(unrated.iter().map(|r| (&*r.file, r.line)))
        })
        .collect();
    // A file of scores is named from the loop's folder on, or from where the command runs.
    let is_shown = |file: &str, line: usize| {
        places
            .iter()
            .any(|(known, at)| *at == line && (file == *known || file.ends_with(&format!("/{known}"))))
    };
    let left = sources.rows.iter().filter(|row| !is_shown(row.file, row.line));
    let row = |row: &HeldRow<'_>| {
        let cells = row.cells.iter().filter(|(heading, _)| !["plan", "check"].contains(&heading.as_str()));
        let cells: Vec<String> =
            cells.map(|(heading, cell)| format!("{heading}: {}", cover.text(cell))).collect();
        cells.join("; ")
    };
    left.map(row).collect()
}

fn title(plan: &Plan, id: &str) -> String {
    let asked = plan.rounds.iter().flat_map(|r| &r.questions);
    let replaced = plan.replaced.iter().map(|r| &r.question);
    match asked.chain(replaced).find(|q| q.id == id) {
        Some(question) => question.title.clone(),
        None if id == OVERALL => "Overall".to_owned(),
        None => id.to_owned(),
    }
}

/// Such as `3 Solid`; a rating between two points has no word.
fn score(plan: &Plan, score: f64) -> String {
    let point = plan.scale.points().find(|p| (f64::from(*p) - score).abs() < 1e-9);
    point.map_or_else(|| format!("{score}"), |p| format!("{p} {}", plan.scale.word(p)).trim_end().to_owned())
}
