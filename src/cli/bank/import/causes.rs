//! Findings on a list, one a cause: the rows that share it are its places.

use super::names::Catalogue;
use crate::diag::{Diagnostic, Place};
use crate::text::{did_you_mean, join, visible};
use std::collections::HashMap;

/// The findings so far, in the order in which their causes appear.
#[derive(Default)]
pub(super) struct Causes {
    findings: Vec<Diagnostic>,
    by_cause: HashMap<(&'static str, String), usize>,
    /// Names that are like none of a catalogue, for each catalogue.
    strange: HashMap<&'static str, (usize, Vec<String>)>,
}

/// So many names are shown that a catalogue doesn't have.
const NAMES: usize = 12;

impl Causes {
    /// Adds a finding, or its place to the one that says the same.
    pub(super) fn add(&mut self, mut finding: Diagnostic) {
        let cause = (finding.code, finding.message.clone());
        if let Some(at) = self.by_cause.get(&cause) {
            self.findings[*at].also.extend(finding.place.take());
        } else {
            self.by_cause.insert(cause, self.findings.len());
            self.findings.push(finding);
        }
    }

    /// A name that the catalogue doesn't have: one that is misspelt is a cause of its own, all others are one.
    pub(super) fn unknown(&mut self, catalogue: &Catalogue<'_>, name: &str, place: impl FnOnce() -> Place) {
        let what = catalogue.what;
        if catalogue.is_near(name) {
            let message = match what {
                "kind of question" => format!("there is no {what} `{}`; it was left out", visible(name)),
                _ => format!("the bank has no {what} `{}`; it was left out", visible(name)),
            };
            let finding = Diagnostic::warning("unknown-name", message).at(place());
            return self.add(finding.hint(did_you_mean(name, &catalogue.ids)));
        }
        let at = self.findings.len();
        let (at, names) = self.strange.entry(what).or_insert((at, Vec::new()));
        if *at == self.findings.len() {
            let finding = Diagnostic::warning("unknown-name", "").at(place());
            self.findings.push(finding.hint(did_you_mean(name, &catalogue.ids)));
        } else {
            self.findings[*at].also.push(place());
        }
        if !names.iter().any(|own| own == name) {
            names.push(name.to_owned());
        }
        let mut shown: Vec<String> = names.iter().take(NAMES).map(|n| format!("`{}`", visible(n))).collect();
        if names.len() > NAMES {
            shown.push(format!("{} more", names.len() - NAMES));
        }
        let verb = if names.len() == 1 { "it" } else { "they" };
        let verb = if verb == "it" { "it became a comment" } else { "they became comments" };
        let message = format!("the bank has no {what} {}; {verb}", join(&shown, "and"));
        self.findings[*at].message = message;
    }

    /// A text that is no number of minutes.
    pub(super) fn bad_minutes(&mut self, text: &str, place: impl FnOnce() -> Place) {
        let message = format!("`{}` is not a number of minutes; the usual one was taken", visible(text));
        let finding = Diagnostic::warning("bad-minutes", message).at(place());
        self.add(finding.hint("a whole number from 1 to 120"));
    }

    /// All findings.
    pub(super) fn into_findings(self) -> Vec<Diagnostic> {
        self.findings
    }
}
