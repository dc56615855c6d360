//! `panelkit schedule`: a time for each conversation, calendar files and day sheets.

mod agenda;
mod busy;
mod conflict;
mod conversations;
mod days;
mod invitations;
mod issued;
mod people;
mod problem;
mod sheets;

use super::args::ScheduleArgs;
use super::config::Config;
use super::files::{FolderLock, Outputs, Owner};
use super::outcome::Outcome;
use super::people::no_text;
use super::table::{plain_table, trimmed};
use super::ui::Ui;
use crate::calendar::Zone;
use crate::diag::{Diagnostic, Failure, Severity};
use crate::opening::files::{CALENDAR, SCHEDULE};
use crate::opening::{CandidateState, ConversationTime, LoopFolder};
use crate::text::{count, join, visible};
use agenda::Agenda;
use conversations::{Conversation, conversations};
use days::PlacingDays;
use jiff::Zoned;
use jiff::tz::TimeZone;
use people::People;
use problem::{Placing, first_place_notes};

pub(super) fn run(args: &ScheduleArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let folder = LoopFolder::new(&args.folder);
    let _lock = FolderLock::take(folder.root(), "schedule", config, ui)?;
    let plan = folder.plan()?;
    let candidates = folder.candidates(None, &config.sheets)?.value;
    let file = folder.schedule(&plan, &candidates, &config.sheets)?;
    let mut warnings = file.warnings;
    let file = file.value;
    let zone = zone(args, config)?;
    let now = match args.today {
        Some(day) => zone.day(day).map_or(0, |(first, _)| first),
        None => Zoned::now().timestamp().as_second().div_euclid(60),
    };
    let people = People::of(&folder, &candidates, &file.schedule, args.panel.as_deref(), config)?;
    let before = conversations(&plan, &candidates, &file.schedule, &zone);
    let days = PlacingDays::of(args, &zone, now)?;
    let mut times: Vec<ConversationTime> = Vec::new();
    let mut unplaced = Vec::new();
    if let Some(days) = &days {
        let placing = Placing::of(args, &people, &before, days, &zone, now)?;
        warnings.extend(placing.warnings.clone());
        let solution = placing.solve();
        times = placing.times(&solution, &zone, args.place.as_deref());
        unplaced = conflict::findings(&placing, &solution, days, &zone, &before);
        warnings.extend(first_place_notes(&placing, &solution, days));
        if times.is_empty() && !unplaced.is_empty() {
            ui.findings(&warnings);
            return Err(Failure(unplaced));
        }
    } else if before.iter().all(|c| c.starts.is_none()) {
        return Err(nothing_to_do(&folder));
    }
    let (bytes, schedule) = file.with_times(&plan, &times);
    let after = conversations(&plan, &candidates, &schedule, &zone);
    let mut outputs = Outputs::default();
    if !times.is_empty() {
        outputs.add(folder.path(SCHEDULE), bytes.ok_or_else(|| no_text(&folder))?, Owner::Kit);
    }
    let all = Agenda { plan: &plan, people: &people, conversations: &after, zone: &zone, now };
    warnings.extend(invitations::add(&mut outputs, &folder, &all, args, config)?);
    warnings.extend(sheets::add(&mut outputs, &folder, &all, args, config)?);
    outputs.write(config, ui)?;
    ui.table(&table(&times, &after, &people, &zone));
    warnings.extend(unplaced);
    ui.findings(&warnings);
    if !config.dry_run {
        said(&folder, &times, &after, &zone, ui);
    }
    let serious = warnings.iter().any(|w| w.severity > Severity::Note);
    Ok(if serious { Outcome::NeedsPerson } else { Outcome::Done })
}

/// The zone of all times: the one that is asked for, else that of the settings, else this machine's.
fn zone(args: &ScheduleArgs, config: &Config) -> Result<Zone, Failure> {
    let from_settings = |d: Diagnostic| d.about("zone");
    if let Some(name) = &args.zone {
        return Zone::named(name).map_err(Failure::from);
    }
    if let Some(name) = &config.settings.zone {
        return Zone::named(name).map_err(|d| Failure::from(from_settings(d)));
    }
    let system = TimeZone::system();
    let named = system.iana_name().and_then(|name| Zone::named(name).ok());
    named.ok_or_else(|| {
        Diagnostic::error("no-zone", "this machine doesn't say in which time zone it is")
            .hint("name it: --zone Europe/Berlin, or zone = \"Europe/Berlin\" in panelkit.toml")
            .into()
    })
}

fn nothing_to_do(folder: &LoopFolder) -> Failure {
    let hint = format!("name a day: panelkit schedule {} --day 2026-12-03 --start 10:00", folder.typed());
    Diagnostic::error("no-day", "no conversation has a time yet, and no day is named").hint(hint).into()
}

/// What was placed, or else all that has a time.
fn table(times: &[ConversationTime], all: &[Conversation], people: &People, zone: &Zone) -> String {
    let is_new = |c: &&Conversation| {
        times.is_empty()
            || times.iter().any(|t| t.round == c.round && t.candidate == people.candidates[c.candidate].name)
    };
    let mut shown: Vec<&Conversation> = all.iter().filter(is_new).filter(|c| c.takes_place()).collect();
    shown.sort_by_key(|c| (c.starts, c.candidate, c.round));
    let mut t = plain_table();
    t.set_header(["Day", "Time", "Candidate", "Round", "With"]);
    let mut before = None;
    for c in shown {
        let Some(span) = c.span() else { continue };
        let (from, to) = (zone.local(span.from), zone.local(span.to));
        let day = from.strftime("%a %-d %b").to_string();
        let told = if before.as_ref() == Some(&day) { String::new() } else { day.clone() };
        before = Some(day);
        let with: Vec<String> =
            c.seats.iter().map(|s| visible(&s.interviewer)).filter(|n| !n.is_empty()).collect();
        t.add_row([
            told,
            format!("{}–{}", from.strftime("%H:%M"), to.strftime("%H:%M")),
            visible(&people.candidates[c.candidate].name),
            c.title.clone(),
            with.join(", "),
        ]);
    }
    format!("{}\n", trimmed(&t))
}

fn said(folder: &LoopFolder, times: &[ConversationTime], all: &[Conversation], zone: &Zone, ui: &mut Ui) {
    let shown = folder.shown();
    if !times.is_empty() {
        let mut names: Vec<&str> = times.iter().map(|t| t.candidate.as_str()).collect();
        names.dedup();
        let what = format!("{} of {}", count(times.len(), "conversation"), count(names.len(), "candidate"));
        ui.say(&format!("{what} placed, by the clocks of {}: {shown}/{SCHEDULE} says so.", zone.name()));
    }
    let open: Vec<String> = open_names(all);
    if !open.is_empty() {
        ui.say(&format!("Without a time: {}.", join(&open, "and")));
    }
    ui.say(&format!("Calendar files and day sheets are in {shown}/{CALENDAR}."));
    ui.say(&format!("Next: panelkit packet {}    prints the packets with their times", folder.typed()));
}

/// The rounds of candidates that have no time.
fn open_names(all: &[Conversation]) -> Vec<String> {
    let open =
        all.iter().filter(|c| c.takes_place() && c.starts.is_none() && c.state == CandidateState::Active);
    open.map(|c| format!("{} ({})", visible(&c.name), c.title)).collect()
}
