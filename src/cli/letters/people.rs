//! Whom a letter is for.

use crate::cli::config::Config;
use crate::diag::{Diagnostic, Failure};
use crate::letters::BriefSetting;
use crate::opening::{Candidate, CandidateState, LoopFolder};
use crate::text::{did_you_mean, slugs};

/// The candidates of a loop, as its list has them, each with the name of their folder.
pub(super) struct Addressees {
    pub(super) all: Vec<Candidate>,
    slugs: Vec<String>,
}

impl Addressees {
    pub(super) fn of(folder: &LoopFolder, config: &Config) -> Result<Self, Failure> {
        let all = folder.candidates(None, &config.sheets)?.value;
        let names: Vec<&str> = all.iter().map(|c| c.name.as_str()).collect();
        Ok(Self { slugs: slugs(&names), all })
    }

    /// The places of those called `names`, each once.
    pub(super) fn named(&self, names: &[String], folder: &LoopFolder) -> Result<Vec<usize>, Failure> {
        let (mut places, mut findings) = (Vec::new(), Vec::new());
        let known: Vec<&str> = self.all.iter().map(|c| c.name.as_str()).collect();
        for name in names {
            match self.all.iter().position(|c| c.is_called(name)) {
                Some(at) if places.contains(&at) => {}
                Some(at) => places.push(at),
                None => {
                    let message = format!("{} lists nobody called `{}`", folder.shown(), name.trim());
                    let hint = if known.is_empty() {
                        "write the names into candidates.csv, or print a packet for them: that lists them"
                            .to_owned()
                    } else {
                        did_you_mean(name, &known)
                    };
                    findings.push(Diagnostic::error("nobody", message).hint(hint));
                }
            }
        }
        if findings.is_empty() { Ok(places) } else { Err(Failure(findings)) }
    }

    /// The places of all who are still interviewed; fails where there is nobody.
    pub(super) fn active(&self) -> Result<Vec<usize>, Failure> {
        let active = |at: &usize| self.all[*at].state == CandidateState::Active;
        let places: Vec<usize> = (0..self.all.len()).filter(active).collect();
        if places.is_empty() {
            let finding = Diagnostic::error("no-candidate", "there is no candidate to write to");
            return Err(finding
                .hint("write the names into candidates.csv, or name one: --candidate NAME")
                .into());
        }
        Ok(places)
    }

    /// The name in file names of the one at `place`.
    pub(super) fn slug(&self, place: usize) -> &str {
        &self.slugs[place]
    }

    /// What the settings say for a letter to the one at `place`.
    pub(super) fn setting<'a>(
        &'a self,
        place: usize,
        config: &'a Config,
        with_names: bool,
    ) -> BriefSetting<'a> {
        let text = |text: &'a Option<String>| text.as_deref().unwrap_or_default();
        BriefSetting {
            candidate: &self.all[place].name,
            organisation: text(&config.settings.organisation),
            contact: text(&config.settings.contact),
            pay: text(&config.settings.pay),
            keeping: text(&config.settings.kept_for),
            with_names,
        }
    }
}
