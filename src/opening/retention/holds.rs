//! `holds.json`: whose records aren't removed, whatever their date, and why.

use crate::diag::{Diagnostic, Failure, Place};
use crate::opening::candidates::Candidate;
use crate::text::fold;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the file format.
const FORMAT: &str = "panelkit.holds/1";

/// A reason for which records aren't removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Hold {
    /// The candidate as the list spells the name; none for everybody in the opening.
    pub candidate: Option<String>,
    /// Why.
    pub reason: String,
    /// Since when, such as `2026-12-04`.
    pub date: String,
}

/// The holds of an opening: at most one for all of it, and one a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Holds {
    format: String,
    holds: Vec<Hold>,
}

impl Default for Holds {
    fn default() -> Self {
        Self { format: FORMAT.to_owned(), holds: Vec::new() }
    }
}

impl Holds {
    /// The holds in the text of a `holds.json`; `file` names it in findings.
    pub fn from_json(file: &str, text: &str) -> Result<Self, Failure> {
        let holds: Self = serde_json::from_str(text).map_err(|e| {
            let place = Place { line: e.line(), ..Place::file(file) };
            Diagnostic::error("holds-json", format!("these are no holds: {e}")).at(place).hint(
                "only panelkit hold writes here; take the file of a backup. Until then nothing is removed",
            )
        })?;
        if holds.format != FORMAT {
            let message = format!("the file's format is `{}`, not `{FORMAT}`", holds.format);
            return Err(Diagnostic::error("holds-format", message).at(Place::file(file)).into());
        }
        Ok(holds)
    }

    /// The content of `holds.json`.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).map(|s| s + "\n").unwrap_or_default()
    }

    /// All of them, in the order in which they were set.
    pub fn all(&self) -> &[Hold] {
        &self.holds
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.holds.is_empty()
    }

    /// The hold on all of the opening.
    pub fn on_all(&self) -> Option<&Hold> {
        self.holds.iter().find(|h| h.candidate.is_none())
    }

    /// The hold on `candidate`'s records: one of theirs, else the one on all of the opening.
    pub fn on(&self, candidate: &Candidate) -> Option<&Hold> {
        let theirs = |h: &&Hold| h.candidate.as_ref().is_some_and(|name| candidate.is_called(name));
        self.holds.iter().find(theirs).or_else(|| self.on_all())
    }

    /// Sets `hold`, in the place of an earlier one on the same records.
    pub fn set(&mut self, hold: Hold) {
        match self.holds.iter_mut().find(|h| is_same(h, hold.candidate.as_deref())) {
            Some(earlier) => *earlier = hold,
            None => self.holds.push(hold),
        }
    }

    /// Releases the hold on `candidate`'s records, or that on all of the opening; whether there was one.
    pub fn release(&mut self, candidate: Option<&Candidate>) -> bool {
        let before = self.holds.len();
        self.holds.retain(|h| match (candidate, &h.candidate) {
            (None, name) => name.is_some(),
            (Some(candidate), Some(name)) => !candidate.is_called(name),
            (Some(_), None) => true,
        });
        self.holds.len() < before
    }
}

fn is_same(hold: &Hold, candidate: Option<&str>) -> bool {
    hold.candidate.as_deref().map(fold) == candidate.map(fold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hold_is_on_one_person_or_on_all() {
        let hold = |candidate: Option<&str>, reason: &str| Hold {
            candidate: candidate.map(str::to_owned),
            reason: reason.into(),
            date: "2026-12-04".into(),
        };
        let person = |name: &str| Candidate { name: name.into(), ..Candidate::default() };
        let mut holds = Holds::default();
        holds.set(hold(Some("Ana"), "a charge"));
        holds.set(hold(Some("ANA"), "a claim"));
        assert_eq!(holds.on(&person("ana")).map(|h| h.reason.as_str()), Some("a claim"));
        assert_eq!(holds.on(&person("Ben")), None);
        holds.set(hold(None, "an audit"));
        assert_eq!(holds.on(&person("Ben")).map(|h| h.reason.as_str()), Some("an audit"));
        assert_eq!(Holds::from_json("h", &holds.to_json()).unwrap(), holds);
        assert!(holds.release(None) && !holds.release(None) && holds.on(&person("Ben")).is_none());
        assert!(holds.release(Some(&person("Ana"))) && holds.is_empty());
        assert!(Holds::from_json("h", "[]").is_err());
    }
}
