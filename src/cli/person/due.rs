//! `panelkit purge --due`: remove the records of all candidates whose date has come.

use super::guard::Protected;
use super::holding::Holding;
use super::removal::remove;
use crate::cli::config::Config;
use crate::cli::confirm::confirmed;
use crate::cli::outcome::Outcome;
use crate::cli::retention::{LoopRetention, PersonRetention, summary};
use crate::cli::scores::Clock;
use crate::cli::ui::Ui;
use crate::diag::{Diagnostic, Failure};
use crate::opening::{LoopFolder, PROFILES, RetentionState};
use crate::text::{count, join, visible};
use jiff::civil::Date;

pub(super) fn run(
    folder: &LoopFolder,
    today: Option<Date>,
    config: &Config,
    ui: &mut Ui,
) -> Result<Outcome, Failure> {
    let retention = LoopRetention::read(folder, &Clock::of(today), config)?;
    if retention.rule.is_none() {
        let names: Vec<&str> = PROFILES.iter().map(|p| p.name).collect();
        return Err(Diagnostic::error("no-retention", "no setting says how long records are kept")
            .hint(format!(
                "in panelkit.toml: retention = \"us-private\", or another of {}",
                join(&names, "and")
            ))
            .into());
    }
    ui.say(summary(&retention, &folder.shown()).trim_end());
    let due: Vec<&PersonRetention> = retention.in_state(RetentionState::Due).collect();
    if due.is_empty() {
        return Ok(Outcome::Done);
    }
    let whose = count(due.len(), "candidate");
    let refusal =
        Diagnostic::error("not-asked", format!("the records of {whose} would go, and nobody can be asked"))
            .hint("--dry-run says what would go, --force removes it without asking");
    if !confirmed(&format!("Remove the records of {whose}? There is no way back."), refusal, config, ui)? {
        ui.say("Nothing was changed.");
        return Ok(Outcome::Done);
    }
    let (mut outcome, mut next) = (Outcome::Done, String::new());
    for person in due {
        let name = &person.candidate.name;
        let holding = match Holding::find(folder.root(), name, config) {
            Ok(holding) => holding,
            // What was held about them went with somebody else's records.
            Err(failure) if failure.0.iter().all(|f| f.code == "nobody") => {
                ui.say(&format!("Nothing is held about {} any more.", visible(name)));
                continue;
            }
            Err(failure) => return Err(failure),
        };
        let removed = remove(&holding, &Protected::beside(&retention, &person.candidate), config, ui)?;
        if removed.outcome == Outcome::NeedsPerson {
            outcome = Outcome::NeedsPerson;
        }
        next = removed.next;
    }
    if config.dry_run {
        ui.say("Nothing was changed.");
    } else {
        ui.say("Mail, downloads, paper and backups are yours to find.");
        if !next.is_empty() {
            ui.say(&next);
        }
    }
    Ok(outcome)
}
