//! Whose records are due to be removed, or on hold.

use super::check::Check;
use crate::cli::config::Config;
use crate::cli::retention::{LoopRetention, PersonRetention};
use crate::cli::scores::Clock;
use crate::diag::{Diagnostic, Place};
use crate::opening::files::HOLDS;
use crate::opening::{LoopFolder, RetentionState};
use crate::text::{count, visible};

/// What is known of the records in a loop's folder; none where there is no plan, which another check tells.
pub(super) fn retention_check(folder: &LoopFolder, clock: &Clock, config: &Config) -> Option<Check> {
    folder.plan().ok()?;
    let retention = match LoopRetention::read(folder, clock, config) {
        Ok(retention) => retention,
        // What is wrong with other files is told by the checks of these.
        Err(failure) => {
            let holds = folder.path(HOLDS);
            let own = folder.holds().err().map(|failure| failure.0);
            let check = Check::ok("records", "it can't be told how long they are kept", Some(&holds));
            return Some(check.off(own.unwrap_or(failure.0)));
        }
    };
    let number = |state| retention.in_state(state).count();
    let mut found = match retention.rule {
        Some(rule) => rule.title(),
        None => "no setting says how long they are kept".to_owned(),
    };
    for (state, words) in [(RetentionState::Due, "due to be removed"), (RetentionState::Held, "on hold")] {
        if number(state) > 0 {
            found = format!("{found}; of {} {words}", count(number(state), "candidate"));
        }
    }
    let check = Check::ok("records", found, None);
    let due: Vec<Diagnostic> = retention.in_state(RetentionState::Due).map(|p| finding(p, folder)).collect();
    Some(match (retention.rule, due.is_empty()) {
        (_, false) => check.off(due),
        (None, true) => check.note(),
        (Some(_), true) => check,
    })
}

fn finding(person: &PersonRetention, folder: &LoopFolder) -> Diagnostic {
    let (name, since) =
        (visible(&person.candidate.name), person.due.map(|d| d.to_string()).unwrap_or_default());
    let message = format!(
        "the records of {name} are due to be removed since {since}, counted from {}",
        person.counts_from()
    );
    Diagnostic::warning("due", message)
        .at(Place::of_path(folder.root()))
        .hint(format!("panelkit purge {} --due; or stop it: panelkit hold", folder.typed()))
}
