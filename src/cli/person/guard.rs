//! What must not be removed: records before their date or on hold, and pages that show somebody whose records those are.

use super::holding::Holding;
use super::mention::{FileMention, PersonNames};
use crate::cli::retention::{LoopRetention, PersonRetention};
use crate::diag::{Diagnostic, Failure, Place};
use crate::opening::files::{Content, content};
use crate::opening::{Candidate, Duty, Hold, RetentionState};
use crate::text::{argument, fold, visible};
use std::fs;
use std::path::Path;

/// The code of findings on pages that stay.
pub(super) const STAYS: &str = "stays";

/// Whether the records of the person in `holding` may be removed; fails with the reason where they may not.
///
/// Before their date they may only where it was `requested` and no law wants them kept.
pub(super) fn allowed(retention: &LoopRetention, holding: &Holding, requested: bool) -> Result<(), Failure> {
    let (candidate, folder) = (holding.candidate(), holding.folder.typed());
    let name = visible(&candidate.name);
    if let Some(hold) = retention.holds.on(candidate) {
        return Err(on_hold(hold, &name, &folder).into());
    }
    let Some(rule) = retention.rule else { return Ok(()) };
    let person = retention.person(&candidate.name);
    if person.is_some_and(|p| p.state == RetentionState::Due) || requested && rule.duty() == Duty::AtMost {
        return Ok(());
    }
    let source = rule.source().map_or_else(String::new, |source| format!(" ({source})"));
    let message = match person.and_then(|p| Some((p.due?, p.counts_from()))) {
        Some((due, from)) => {
            format!("the records of {name} are kept until {due}: {}, from {from}{source}", rule.title())
        }
        None => format!(
            "the records of {name} have no date yet: {}, and nothing is decided{source}",
            rule.title()
        ),
    };
    let hint = match (rule.duty(), person.and_then(|p| p.due)) {
        (Duty::AtLeast, Some(_)) => "the law wants them kept so long, whoever asks".to_owned(),
        (Duty::AtLeast, None) => format!(
            "decide first (panelkit decide {folder} ...), or write the state in candidates.csv with its day in `state since`"
        ),
        (Duty::AtMost, _) => "where the person asked for it, --requested removes them now".to_owned(),
    };
    Err(Diagnostic::error("before-date", message).hint(hint).into())
}

/// The error that the records of `name` are on hold.
fn on_hold(hold: &Hold, name: &str, folder: &str) -> Diagnostic {
    let (whose, which) = match &hold.candidate {
        Some(_) => (format!("the records of {name} are"), format!(" --candidate {}", argument(name))),
        None => ("all records of this loop are".to_owned(), String::new()),
    };
    let message = format!("{whose} on hold since {}: {}", hold.date, visible(&hold.reason));
    Diagnostic::error("on-hold", message)
        .hint(format!("once nothing is pending: panelkit hold {folder}{which} --release"))
}

/// The others whose records must stay when those of one person go.
pub(super) struct Protected<'a> {
    others: Vec<&'a PersonRetention>,
}

impl<'a> Protected<'a> {
    /// Those on hold, and those whose records the law wants kept longer, beside `candidate`.
    pub(super) fn beside(retention: &'a LoopRetention, candidate: &Candidate) -> Self {
        let wants_kept = retention.rule.is_some_and(|rule| rule.duty() == Duty::AtLeast);
        let stays = |p: &&PersonRetention| {
            p.state == RetentionState::Held || wants_kept && p.state != RetentionState::Due
        };
        let others = retention.people.iter().filter(|p| fold(&p.candidate.name) != fold(&candidate.name));
        Self { others: others.filter(stays).collect() }
    }

    /// Why a page that shows several people stays; none where it may go with the person of `holding`.
    pub(super) fn why_kept(&self, path: &Path, holding: &Holding) -> Option<Diagnostic> {
        let inside = path.strip_prefix(holding.folder.root()).unwrap_or(path);
        let inside = inside.to_string_lossy().replace('\\', "/");
        let own = PersonNames::of(holding.candidate(), &holding.candidates);
        let shows_all = content(&inside) == Some(Content::AllTogether);
        // A calendar's file or folder with the person's name is about nobody else.
        if !shows_all && inside.split('/').any(|part| own.are_in(part)) {
            return None;
        }
        let bytes = if shows_all { Vec::new() } else { fs::read(path).unwrap_or_default() };
        let shows = |other: &&&PersonRetention| {
            let names = || PersonNames::of(&other.candidate, &holding.candidates);
            shows_all || names().look(&inside, &bytes) != FileMention::Silent
        };
        // A hold is the stronger reason.
        let (held, kept): (Vec<_>, Vec<_>) = self.others.iter().partition(|p| p.hold.is_some());
        let other = held.into_iter().chain(kept).find(shows)?;
        let name = visible(&other.candidate.name);
        let finding = if other.hold.is_some() {
            Diagnostic::warning(
                STAYS,
                format!("this stays, since it shows {name}, whose records are on hold"),
            )
        } else {
            Diagnostic::note(
                STAYS,
                format!("this stays until the records of {name} may go, whom it shows too"),
            )
        };
        Some(finding.at(Place::of_path(path)))
    }
}
