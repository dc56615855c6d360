//! Whether a scorecard is the one that was handed out for the names that it carries.

use super::roster::{Roster, Who};
use crate::plan::{Plan, check_value};

/// What a row names.
pub(super) struct Named<'n> {
    /// The candidate as the row has it.
    pub candidate: &'n str,
    /// Who that is.
    pub who: &'n Who,
    /// The round's place in the plan.
    pub round: usize,
    /// The interviewer as the plan spells the name, or as the row has it.
    pub interviewer: &'n str,
}

/// What is wrong with a scorecard, and how to mend it.
pub(super) struct WrongCard {
    pub message: String,
    pub hint: String,
}

/// Whether `check` is the check value of the card for `candidate` and the round, handed out to one of `interviewers`.
pub(super) fn fits(plan: &Plan, check: &str, candidate: &str, round: usize, interviewers: &[&str]) -> bool {
    let check: String =
        check.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    let id = &plan.rounds[round].id;
    !check.is_empty() && interviewers.iter().any(|i| check_value(&plan.id, candidate, id, i) == check)
}

/// Why the card with the check value `check` isn't the one for what the row names; none where it is, or has no check.
///
/// A card handed out to nobody in particular, or to the planned interviewer, may carry another name now: whoever held
/// the round, or somebody in training.
pub(super) fn wrong_card(roster: &Roster<'_>, check: &str, named: &Named<'_>) -> Option<WrongCard> {
    if check.is_empty() {
        return None;
    }
    let plan = roster.plan;
    let fits = |candidate: &str, round: usize| {
        let planned = plan.rounds[round].interviewer.as_deref().unwrap_or_default();
        fits(plan, check, candidate, round, &[named.interviewer, planned, ""])
    };
    let name = match named.who {
        Who::Listed(i) => roster.listed[*i].name.as_str(),
        Who::Named(name) => name,
    };
    if fits(name, named.round) || fits(named.candidate, named.round) {
        return None;
    }
    let of = |candidate: &str, round: usize| format!("{candidate}, round {}", plan.rounds[round].id);
    let names = roster.listed.iter().map(|c| c.name.as_str()).chain([name]);
    let owner = names.flat_map(|n| (0..plan.rounds.len()).map(move |r| (n, r))).find(|(n, r)| fits(n, *r));
    let ours = of(name, named.round);
    let (message, hint) = match owner {
        Some((n, r)) => (
            format!("the card was handed out for {}, not for {ours}", of(n, r)),
            "put its ratings onto the card of whom they are about".to_owned(),
        ),
        None => (
            format!("the check value `{check}` isn't that of the card for {ours}"),
            "a name on it was changed, or cells of two cards were mixed".to_owned(),
        ),
    };
    let empty = "; if the names are right, empty the cells `check`";
    Some(WrongCard { message, hint: hint + empty })
}
