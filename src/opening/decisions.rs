//! `decisions.json`: what was decided about whom, by whom, why, and on which scores.

use crate::diag::{Diagnostic, Failure, Place};
use crate::plan::Recommendation;
use crate::text::fold;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the file format.
const FORMAT: &str = "panelkit.decisions/1";

/// What is to happen with a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DecisionValue {
    /// They go on to the next stage.
    Next,
    /// They get an offer.
    Offer,
    /// They are not taken on.
    No,
    /// Nothing is decided yet.
    Hold,
}

impl DecisionValue {
    /// The word for it in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Offer => "offer",
            Self::No => "no",
            Self::Hold => "hold",
        }
    }

    /// What it means, as a record says it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Next => "Goes on to the next stage",
            Self::Offer => "Gets an offer",
            Self::No => "Is not taken on",
            Self::Hold => "Is on hold",
        }
    }
}

/// How somebody votes after the debrief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Vote {
    /// Who votes.
    pub interviewer: String,
    /// How.
    pub value: Recommendation,
}

/// What a decision rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DecisionBasis {
    /// The plan's id, with its revision from the second one on.
    pub plan: String,
    /// A hash of the candidate's accepted ratings, evidence included.
    pub hash: String,
    /// How many scorecards were complete.
    pub complete: usize,
    /// How many were expected.
    pub expected: usize,
    /// Whether it was decided before all of them were in.
    pub partial: bool,
}

/// A decision about a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// The candidate as the list spells the name.
    pub candidate: String,
    /// What is to happen.
    pub decision: DecisionValue,
    /// Who decided.
    pub by: String,
    /// Why, in terms of the job.
    pub reason: String,
    /// The day, such as `2026-12-04`.
    pub date: String,
    /// The votes after the debrief.
    pub votes: Vec<Vote>,
    /// What it rests on.
    pub scores: DecisionBasis,
}

/// All decisions of an opening, in the order in which they were taken; the last one about somebody holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decisions {
    format: String,
    decisions: Vec<Decision>,
}

impl Default for Decisions {
    fn default() -> Self {
        Self { format: FORMAT.to_owned(), decisions: Vec::new() }
    }
}

impl Decisions {
    /// The decisions in the text of a `decisions.json`; `file` names it in findings.
    pub fn from_json(file: &str, text: &str) -> Result<Self, Failure> {
        let decisions: Self = serde_json::from_str(text).map_err(|e| {
            let place = Place { line: e.line(), ..Place::file(file) };
            Diagnostic::error("decisions-json", format!("these are no decisions: {e}"))
                .at(place)
                .hint("only panelkit decide writes here; take the file of a backup, or remove it")
        })?;
        if decisions.format != FORMAT {
            let message = format!("the file's format is `{}`, not `{FORMAT}`", decisions.format);
            return Err(Diagnostic::error("decisions-format", message).at(Place::file(file)).into());
        }
        Ok(decisions)
    }

    /// The content of `decisions.json`.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).map(|s| s + "\n").unwrap_or_default()
    }

    /// Adds a decision, which holds from now on.
    pub fn add(&mut self, decision: Decision) {
        self.decisions.push(decision);
    }

    /// The decisions about `candidate`, the last one of which holds.
    pub fn about<'a>(&'a self, candidate: &str) -> impl Iterator<Item = &'a Decision> {
        let folded = fold(candidate);
        self.decisions.iter().filter(move |d| fold(&d.candidate) == folded)
    }

    /// The decisions that hold, one a candidate.
    pub fn holding(&self) -> impl Iterator<Item = &Decision> {
        let is_last = |(i, d): &(usize, &Decision)| {
            !self.decisions[i + 1..].iter().any(|later| fold(&later.candidate) == fold(&d.candidate))
        };
        self.decisions.iter().enumerate().filter(is_last).map(|(_, d)| d)
    }

    /// The same without those about people for whom `is_theirs` holds; none where there are none.
    pub fn without(&self, is_theirs: impl Fn(&str) -> bool) -> Option<Self> {
        let mut rest = self.clone();
        rest.decisions.retain(|d| !is_theirs(&d.candidate));
        (rest.decisions.len() < self.decisions.len()).then_some(rest)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.decisions.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_decision_about_somebody_holds() {
        let decided = |candidate: &str, decision| Decision {
            candidate: candidate.into(),
            decision,
            by: "Mia".into(),
            reason: "the must-have".into(),
            date: "2026-12-04".into(),
            votes: vec![Vote { interviewer: "José".into(), value: Recommendation::StrongNo }],
            scores: DecisionBasis {
                plan: "a-b".into(),
                hash: "0".into(),
                complete: 3,
                expected: 3,
                partial: false,
            },
        };
        let mut all = Decisions::default();
        all.add(decided("Ana", DecisionValue::Hold));
        all.add(decided("Zoë", DecisionValue::Offer));
        all.add(decided("ana", DecisionValue::No));
        let holding: Vec<_> = all.holding().map(|d| (d.candidate.as_str(), d.decision.name())).collect();
        assert_eq!(holding, [("Zoë", "offer"), ("ana", "no")]);
        assert_eq!(all.about("ANA").count(), 2);
        let again = Decisions::from_json("d", &all.to_json()).unwrap();
        assert_eq!(again, all);
        let rest = all.without(|name| fold(name) == "ana").unwrap();
        assert_eq!(rest.holding().count(), 1);
        assert!(rest.without(|name| name == "Ana").is_none());
        assert!(Decisions::from_json("d", "{}").is_err());
    }
}
