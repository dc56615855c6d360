//! Findings on a list, one a cause: the rows that share it are its places.

use super::names::NameIndex;
use crate::diag::{Diagnostic, Place};
use crate::text::{did_you_mean, join, visible};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The findings so far, in the order in which their causes appear.
#[derive(Default)]
pub(super) struct Causes {
    findings: Vec<Diagnostic>,
    by_cause: HashMap<(&'static str, String), usize>,
    /// Names that are like none of a catalogue, for each catalogue.
    strange: BTreeMap<&'static str, StrangeNames>,
}

/// Names that are like none of a catalogue.
struct StrangeNames {
    /// The finding that tells of them.
    finding: usize,
    /// The first of them, in their order.
    first: Vec<String>,
    all: HashSet<String>,
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
    pub(super) fn unknown(&mut self, catalogue: &NameIndex<'_>, name: &str, place: impl Fn() -> Place) {
        let what = catalogue.what;
        if catalogue.is_near(name) {
            let message = match what {
                "kind of question" => format!("there is no {what} `{}`; it was left out", visible(name)),
                _ => format!("the bank has no {what} `{}`; it was left out", visible(name)),
            };
            let finding = Diagnostic::warning("unknown-name", message).at(place());
            return self.add(finding.hint(did_you_mean(name, &catalogue.ids)));
        }
        let finding = self.findings.len();
        let strange = self.strange.entry(what).or_insert_with(|| {
            let unnamed = Diagnostic::warning("unknown-name", "").at(place());
            self.findings.push(unnamed.hint(did_you_mean(name, &catalogue.ids)));
            StrangeNames { finding, first: Vec::new(), all: HashSet::new() }
        });
        if strange.finding != finding {
            self.findings[strange.finding].also.push(place());
        }
        if strange.all.insert(name.to_owned()) && strange.first.len() < NAMES {
            strange.first.push(format!("`{}`", visible(name)));
        }
    }

    /// A text that is no number of minutes.
    pub(super) fn bad_minutes(&mut self, text: &str, place: impl Fn() -> Place) {
        let message = format!("`{}` is not a number of minutes; the usual one was taken", visible(text));
        let finding = Diagnostic::warning("bad-minutes", message).at(place());
        self.add(finding.hint("a whole number from 1 to 120"));
    }

    /// All findings.
    pub(super) fn into_findings(mut self) -> Vec<Diagnostic> {
        for (what, StrangeNames { finding, mut first, all }) in self.strange {
            let became = if all.len() == 1 { "it became a comment" } else { "they became comments" };
            if all.len() > first.len() {
                first.push(format!("{} more", all.len() - first.len()));
            }
            self.findings[finding].message =
                format!("the bank has no {what} {}; {became}", join(&first, "and"));
        }
        // What stands on one line is told once.
        for finding in &mut self.findings {
            let own = finding.place.as_ref().map(|p| (p.file.clone(), p.line));
            finding
                .also
                .retain(|p| own.as_ref().is_none_or(|(file, line)| (&p.file, &p.line) != (file, line)));
        }
        self.findings
    }
}
