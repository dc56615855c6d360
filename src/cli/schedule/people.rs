//! Everybody who takes part, with their addresses.

use crate::calendar::{Attendee, is_address};
use crate::cli::config::Config;
use crate::diag::{Diagnostic, Failure};
use crate::limits::{self, unreadable};
use crate::opening::files::PANEL;
use crate::opening::{Candidate, LoopFolder, Schedule};
use crate::plan::read_panel;
use crate::text::{did_you_mean, fold, shown, slug, slugs};
use std::path::Path;

/// An interviewer.
#[derive(Debug, Clone)]
pub(super) struct Interviewer {
    pub(super) name: String,
    /// The address, or empty.
    pub(super) email: String,
    /// The name in file names.
    pub(super) slug: String,
}

/// Everybody who takes part.
pub(super) struct People {
    pub(super) candidates: Vec<Candidate>,
    /// The candidates in file names.
    pub(super) slugs: Vec<String>,
    pub(super) interviewers: Vec<Interviewer>,
    /// Who invites, where the settings name an address.
    pub(super) organiser: Option<Attendee>,
}

/// A person's place among all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PersonId {
    Candidate(usize),
    Interviewer(usize),
}

impl People {
    pub(super) fn of(
        folder: &LoopFolder,
        candidates: &[Candidate],
        schedule: &Schedule,
        panel: Option<&Path>,
        config: &Config,
    ) -> Result<Self, Failure> {
        let own = folder.path(PANEL);
        let path = panel.map(Path::to_owned).or_else(|| own.exists().then_some(own));
        let mut members = Vec::new();
        if let Some(path) = path {
            let bytes = limits::LIST_FILE.read(&path).map_err(|e| unreadable(&path, &e))?;
            members = read_panel(&config.bank()?, &shown(&path), &bytes, &config.sheets)?.value;
        }
        let names: Vec<&str> = schedule.interviewers();
        let interviewers = names.iter().zip(slugs(&names)).map(|(name, slug)| {
            let member = members.iter().find(|m| fold(&m.name) == fold(name));
            let email = member.map(|m| m.email.clone()).unwrap_or_default();
            Interviewer { name: (*name).to_owned(), email, slug }
        });
        let names: Vec<&str> = candidates.iter().map(|c| c.name.as_str()).collect();
        Ok(Self {
            slugs: slugs(&names),
            candidates: candidates.to_vec(),
            interviewers: interviewers.collect(),
            organiser: config.settings.contact.as_deref().and_then(organiser),
        })
    }

    /// The interviewer or else the candidate called `name`; fails with the nearest names.
    pub(super) fn find(&self, name: &str) -> Result<PersonId, String> {
        self.maybe(name).ok_or_else(|| {
            let interviewers = self.interviewers.iter().map(|i| i.name.as_str());
            let all: Vec<&str> =
                interviewers.chain(self.candidates.iter().map(|c| c.name.as_str())).collect();
            if all.is_empty() {
                "nobody takes part yet: panelkit assign names interviewers".to_owned()
            } else {
                did_you_mean(name, &all)
            }
        })
    }

    fn maybe(&self, name: &str) -> Option<PersonId> {
        let is = |i: &Interviewer| {
            fold(&i.name) == fold(name) || !i.email.is_empty() && fold(&i.email) == fold(name)
        };
        let interviewer = self.interviewers.iter().position(is).map(PersonId::Interviewer);
        interviewer
            .or_else(|| self.candidates.iter().position(|c| c.is_called(name)).map(PersonId::Candidate))
    }

    /// Whose a calendar with this file name and title is, where one of both says it.
    pub(super) fn owner(&self, stem: &str, title: &str) -> Option<PersonId> {
        let names = || {
            let interviewers = self.interviewers.iter().enumerate();
            let candidates = self.candidates.iter().enumerate();
            let interviewers =
                interviewers.map(|(i, p)| (PersonId::Interviewer(i), p.name.as_str(), p.email.as_str()));
            interviewers.chain(candidates.map(|(i, c)| {
                (PersonId::Candidate(i), c.name.as_str(), c.email.as_deref().unwrap_or_default())
            }))
        };
        let before_at = |email: &str| email.split('@').next().map(slug).unwrap_or_default();
        let full = names().find(|(_, name, email)| {
            let is = |text: &str| !text.is_empty() && (slug(text) == slug(name) || fold(text) == fold(email));
            is(stem) || is(title)
        });
        let of_address = || names().find(|(_, _, email)| !email.is_empty() && slug(stem) == before_at(email));
        full.or_else(of_address).map(|(person, ..)| person)
    }

    /// The name of a person.
    pub(super) fn name(&self, person: PersonId) -> &str {
        match person {
            PersonId::Candidate(i) => &self.candidates[i].name,
            PersonId::Interviewer(i) => &self.interviewers[i].name,
        }
    }

    /// The interviewer called `name`.
    pub(super) fn interviewer(&self, name: &str) -> Option<usize> {
        self.interviewers.iter().position(|i| fold(&i.name) == fold(name))
    }
}

/// The name and the address in such as `Mia Berg, mia@acme.example` or `Mia Berg <mia@acme.example>`.
fn organiser(contact: &str) -> Option<Attendee> {
    let words = || contact.split(|c: char| c.is_whitespace() || ",;<>()".contains(c));
    let parts = || words().filter(|p| !p.is_empty()).map(|p| p.strip_prefix("mailto:").unwrap_or(p));
    let names_host =
        |part: &&str| is_address(part) && part.split_once('@').is_some_and(|(_, host)| host.contains('.'));
    let email = parts().find(names_host)?.trim_end_matches('.').to_owned();
    let before: Vec<&str> = parts().take_while(|p| !names_host(p)).collect();
    let name = if before.is_empty() { email.clone() } else { before.join(" ") };
    Some(Attendee { name, email })
}

/// The error that `what` names somebody who doesn't take part.
pub(super) fn nobody(what: &str, name: &str, hint: String) -> Diagnostic {
    Diagnostic::error("unknown-name", format!("{what}: nobody called `{}` takes part", name.trim()))
        .hint(hint)
}

#[cfg(test)]
mod tests {
    use super::organiser;

    #[test]
    fn an_address_is_found_in_a_contact() {
        for text in [
            "Mia Berg, mia@acme.example",
            "Mia Berg <mia@acme.example>",
            "Mia Berg (mia@acme.example), 030 1",
            "Mia Berg <mailto:mia@acme.example>",
        ] {
            let who = organiser(text).unwrap();
            assert_eq!((who.name.as_str(), who.email.as_str()), ("Mia Berg", "mia@acme.example"), "{text}");
        }
        assert_eq!(organiser("mia@acme.example").unwrap().name, "mia@acme.example");
        assert_eq!(organiser("Mia Berg, 030 1234"), None);
        assert_eq!(organiser("Mia;CN=x:mailto:evil@acme.example?cc=eve@acme.example"), None);
    }
}
