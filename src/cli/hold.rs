//! `panelkit hold`: stop the removal of records, or let them go again.

use super::args::HoldArgs;
use super::config::Config;
use super::files::{FolderLock, Outputs, Owner};
use super::outcome::Outcome;
use super::retention::{LoopRetention, PersonRetention};
use super::scores::Clock;
use super::ui::Ui;
use crate::diag::{Diagnostic, Failure};
use crate::opening::files::HOLDS;
use crate::opening::{Candidate, Hold, Holds, LoopFolder};
use crate::text::{did_you_mean, fold, is_are, join, visible};

pub(super) fn run(args: &HoldArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let folder = LoopFolder::new(&args.folder);
    let _lock = FolderLock::take(folder.root(), "hold", config, ui)?;
    let clock = Clock::of(args.date);
    let retention = LoopRetention::read(&folder, &clock, config)?;
    let people = named(&args.candidate, &retention)?;
    let mut holds = retention.holds.clone();
    let reason = args.reason.as_deref().map(str::trim).unwrap_or_default();
    if args.release {
        release(&mut holds, &people, &folder)?;
    } else if fold(reason).is_empty() {
        return Err(Diagnostic::error("no-reason", "a hold needs a reason")
            .hint("--reason TEXT: the charge, the claim, or why one is to be expected")
            .into());
    } else {
        let hold = |candidate: Option<String>| Hold {
            candidate,
            reason: reason.to_owned(),
            date: clock.today().to_string(),
        };
        if people.is_empty() {
            holds.set(hold(None));
        }
        for person in &people {
            holds.set(hold(Some(person.name.clone())));
        }
    }
    let mut outputs = Outputs::default();
    if holds.is_empty() {
        outputs.remove(folder.path(HOLDS));
    } else {
        outputs.add(folder.path(HOLDS), holds.to_json(), Owner::Kit);
    }
    outputs.write(config, ui)?;
    if !config.dry_run {
        told(args.release, &people, &holds, &folder, ui);
    }
    Ok(Outcome::Done)
}

/// Says whose records are on hold now, or aren't any more.
fn told(released: bool, people: &[Candidate], holds: &Holds, folder: &LoopFolder, ui: &mut Ui) {
    let names: Vec<String> = people.iter().map(|p| visible(&p.name)).collect();
    let whose = if names.is_empty() { "all candidates".to_owned() } else { join(&names, "and") };
    let at = folder.shown();
    if !released {
        ui.say(&format!("The records of {whose} are on hold: {at}/{HOLDS} says so, and purge refuses."));
        return;
    }
    ui.say(&format!("The records of {whose} aren't on hold any more."));
    let still: Vec<String> =
        holds.all().iter().map(|h| h.candidate.as_deref().map_or("everybody".to_owned(), visible)).collect();
    if !still.is_empty() {
        ui.say(&format!("Still on hold {} {}.", is_are(still.len()), join(&still, "and")));
    }
}

fn release(holds: &mut Holds, people: &[Candidate], folder: &LoopFolder) -> Result<(), Failure> {
    let none = |whose: &str| {
        let finding = Diagnostic::error("no-hold", format!("no hold is on {whose}"));
        finding.hint(format!("panelkit status {} says what is on hold", folder.typed()))
    };
    if people.is_empty() {
        return if holds.release(None) { Ok(()) } else { Err(none("all of this loop").into()) };
    }
    let mut findings = Vec::new();
    for person in people {
        if !holds.release(Some(person)) {
            findings.push(none(&format!("the records of {} alone", visible(&person.name))));
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(Failure(findings)) }
}

/// The candidates who are called so.
fn named(names: &[String], retention: &LoopRetention) -> Result<Vec<Candidate>, Failure> {
    let known: Vec<&str> = retention.people.iter().map(|p| p.candidate.name.as_str()).collect();
    let (mut people, mut findings) = (Vec::new(), Vec::new());
    for name in names {
        match retention.person(name).map(|p: &PersonRetention| &p.candidate) {
            Some(person) if people.contains(person) => {}
            Some(person) => people.push(person.clone()),
            None => {
                let message = format!("nobody in this opening is called `{name}`");
                findings.push(Diagnostic::error("nobody", message).hint(did_you_mean(name, &known)));
            }
        }
    }
    if findings.is_empty() { Ok(people) } else { Err(Failure(findings)) }
}
