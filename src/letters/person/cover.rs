//! Who else is named, and what stands in their place.

use super::sources::{PersonSources, all_cards};
use crate::text::{NameMask, bare_name, capitalised, fold, letters};

/// The people who are covered.
pub(super) struct Cover<'a> {
    interviewers: Vec<&'a str>,
    mask: NameMask,
    /// The person's own address.
    own: &'a str,
}

impl<'a> Cover<'a> {
    /// Everybody of `sources` but the person.
    pub(super) fn of(sources: &PersonSources<'a>) -> Self {
        let mut interviewers: Vec<&str> = Vec::new();
        let scheduled = sources.schedule.interviewers();
        let rated = sources.scores.expected.iter().map(|e| e.interviewer.as_str());
        let wrote = all_cards(sources.scores).into_iter().flat_map(|(records, recommendations, unrated)| {
            let names = records.iter().map(|r| &*r.interviewer);
            names
                .chain(recommendations.iter().map(|r| &*r.interviewer))
                .chain(unrated.iter().map(|u| &*u.interviewer))
        });
        let voted = sources.decisions.iter().flat_map(|d| &d.votes).map(|v| v.interviewer.as_str());
        for name in scheduled.into_iter().chain(rated).chain(wrote).chain(voted) {
            if !name.is_empty() && !interviewers.iter().any(|known| fold(known) == fold(name)) {
                interviewers.push(name);
            }
        }
        let mut covered: Vec<(String, String)> = Vec::new();
        let mut add = |name: &str, cover: &str| {
            covered.push((name.to_owned(), cover.to_owned()));
            // A name is often typed without its marks.
            let bare: Vec<String> = bare_name(name).split(' ').map(capitalised).collect();
            covered.push((bare.join(" "), cover.to_owned()));
        };
        for (i, name) in interviewers.iter().enumerate() {
            add(name, &interviewer(i));
        }
        for decision in
            sources.decisions.iter().filter(|d| !interviewers.iter().any(|i| fold(i) == fold(&d.by)))
        {
            add(&decision.by, TEAM);
        }
        for name in &sources.others {
            add(name, "another candidate");
        }
        let mask = sources.candidate.names().fold(NameMask::new(&covered, "somebody"), NameMask::without);
        Self { interviewers, mask, own: sources.candidate.email.as_deref().unwrap_or_default() }
    }

    /// What stands for the one called `name`.
    pub(super) fn person(&self, name: &str) -> String {
        let place = self.interviewers.iter().position(|known| fold(known) == fold(name));
        place.map_or_else(|| TEAM.to_owned(), interviewer)
    }

    /// `text` with everybody else covered.
    pub(super) fn text(&self, text: &str) -> String {
        let own = fold(self.own);
        let is_hidden = |word: &str| word.contains('@') && (own.is_empty() || !fold(word).contains(&own));
        let word = |word| if is_hidden(word) { "(an address)" } else { word };
        self.mask.cover(text).split(' ').map(word).collect::<Vec<_>>().join(" ")
    }
}

/// Who decides without interviewing.
const TEAM: &str = "a member of the hiring team";

fn interviewer(index: usize) -> String {
    format!("Interviewer {}", letters(index))
}
