//! `panelkit packet`: print what an interviewer holds.

mod candidates;
mod job;
mod merged;
mod printed;
mod seats;

pub(super) use job::PrintOptions;
pub(super) use printed::PrintedContents;
pub(super) use seats::{PacketSeat, all_packets};

use super::args::{PacketArgs, PacketFormat};
use super::config::Config;
use super::files::{FolderLock, Outputs, Owner, exists, in_the_way, is_file, write_as_it_comes};
use super::outcome::Outcome;
use super::people::{schedule_file, told};
use super::typeset::{self, add_new};
use super::ui::Ui;
use crate::diag::{Diagnostic, Failure};
use crate::opening::LoopFolder;
use crate::opening::files::{
    CANDIDATES, MERGED_HANDOUTS, MERGED_PACKETS, MERGED_SCORECARDS, PACKETS, PRINTED, SCHEDULE, SCORECARDS,
    SCORES, packet_folder,
};
use crate::plan::Plan;
use crate::render::pdf::Session;
use crate::text::{count, fold, shown, slugs};
use candidates::{all_names, names};
use job::{Job, PrintedPacket, Task};
use merged::{FileComparison, Merged, PrintError};
use rayon::prelude::*;
use seats::{WantedPackets, wanted};
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::sync::Arc;

pub(super) fn run(args: &PacketArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let folder = LoopFolder::new(&args.folder);
    let _lock = FolderLock::take(folder.root(), "packet", config, ui)?;
    let plan = folder.plan()?;
    let listed = folder.candidates(None, &config.sheets)?;
    let file = folder.schedule(&plan, &listed.value, &config.sheets)?;
    let (names, list) = names(args, &folder, &listed.value, config, ui)?;
    if args.merge && ![PacketFormat::Pdf, PacketFormat::Xlsx].iter().any(|f| args.format.contains(f)) {
        return Err(Diagnostic::error(
            "no-pdf",
            "--merge makes one PDF or workbook, and no PDF is asked for",
        )
        .hint("add pdf, or xlsx, to --format")
        .into());
    }
    let WantedPackets { packets, changes, schedule } = wanted(args, &plan, &file.value, &names)?;
    let written = schedule_file(&folder, &plan, &file.value, &changes)?;
    ui.findings(&file.warnings);
    let options = PrintOptions {
        formats: &args.format,
        paper: config.paper(args.paper),
        merge: args.merge,
        when: args.when.as_deref(),
        fonts: &args.font,
    };
    let outcome = print(&folder, &plan, &names, &packets, &options, config, ui)?;
    let mut outputs = Outputs::default();
    if let Some(list) = list {
        outputs.add(folder.path(CANDIDATES), list, Owner::Kit);
    }
    if let Some(written) = written {
        outputs.add(folder.path(SCHEDULE), written, Owner::Kit);
    }
    outputs.write(config, ui)?;
    told(&folder, &plan, &names, (&file.value.schedule, &schedule), &changes, ui);
    Ok(outcome)
}

/// Writes `packets` and their blank scorecards for candidates called `names`. The folder is locked.
pub(super) fn print(
    folder: &LoopFolder,
    plan: &Plan,
    names: &[String],
    packets: &[PacketSeat],
    options: &PrintOptions<'_>,
    config: &Config,
    ui: &mut Ui,
) -> Result<Outcome, Failure> {
    let fonts = fonts(plan, names, packets, options, config)?;
    let job = Job {
        plan,
        templates: &config.templates(&["packet", "handout"])?,
        session: &Session::new(&fonts),
        options,
        settings: &config.settings,
    };
    let tasks = tasks(folder, names, packets, config)?;
    let pdf_stands = !config.force && refuse_edited(folder, &job, &tasks)?;
    let pdf = folder.path(MERGED_PACKETS);
    let mut warnings = Vec::new();
    if options.merges_pdf() && !pdf_stands && !config.dry_run {
        let mut failure = None;
        let written = write_as_it_comes(&pdf, config, ui, |out, ui| {
            match write_packets(folder, &job, &tasks, Some(out), config, ui) {
                Ok(found) => warnings = found,
                Err(PrintError::Pdf(e)) => return Err(e),
                Err(PrintError::Other(e)) => {
                    failure = Some(e);
                    return Err(io::Error::other("not all packets could be made"));
                }
            }
            Ok(())
        });
        failure.map_or(written, Err)?;
    } else {
        warnings = write_packets(folder, &job, &tasks, None, config, ui)?;
        if options.merges_pdf() && config.dry_run {
            ui.say(&format!("would write {}", shown(&pdf)));
        }
    }
    ui.findings(&warnings);
    if !config.dry_run {
        let shown = folder.shown();
        let rounds: HashSet<usize> = packets.iter().map(|p| p.round).collect();
        let what = format!("{} for {}", count(rounds.len(), "round"), count(names.len(), "candidate"));
        ui.say(&format!(
            "Packets of {what} are in {shown}/{PACKETS}, blank scorecards in {shown}/{SCORECARDS}."
        ));
        ui.say(&format!(
            "Next: put the completed scorecards into {shown}/{SCORES}, then panelkit gather {}",
            folder.typed()
        ));
    }
    Ok(if warnings.is_empty() { Outcome::Done } else { Outcome::NeedsPerson })
}

/// How many packets are made before the first of them is taken up: memory doesn't grow with the number of packets.
const BATCH: usize = 64;

/// Makes the packets of `tasks`, many side by side, and hands each to `take` in their order.
fn each_packet<E: From<Failure>>(
    job: &Job<'_>,
    tasks: &[Task<'_>],
    mut take: impl FnMut(PrintedPacket) -> Result<(), E>,
) -> Result<(), E> {
    for batch in tasks.chunks(BATCH) {
        let printed: Vec<Result<PrintedPacket, Failure>> =
            batch.par_iter().map(|task| job.print(task)).collect();
        for printed in printed {
            take(printed?)?;
        }
    }
    Ok(())
}

/// Writes the packets of all `tasks`, many files at a time, those that go into one PDF to `pdf`; returns the warnings.
fn write_packets(
    folder: &LoopFolder,
    job: &Job<'_>,
    tasks: &[Task<'_>],
    pdf: Option<&mut dyn Write>,
    config: &Config,
    ui: &mut Ui,
) -> Result<Vec<Diagnostic>, PrintError> {
    let mut warnings = Vec::new();
    let mut outputs = Outputs::default();
    let mut merged = Merged::new(job.session, pdf, job.options.merges_scorecards())?;
    let mut done = 0;
    let earlier = PrintedContents::of(folder);
    let mut contents = PrintedContents::of(folder);
    each_packet(job, tasks, |printed| {
        merged.add(&printed)?;
        add_new(&mut warnings, printed.warnings);
        for (name, bytes) in printed.files {
            let path = folder.path(&name);
            contents.add(&bytes);
            let owner = if earlier.has(&path) { Owner::Kit } else { Owner::Person };
            outputs.add(path, bytes, owner);
        }
        if outputs.is_much() {
            std::mem::take(&mut outputs).write(config, ui)?;
        }
        done += 1;
        ui.progress(done, tasks.len(), "packets");
        Ok::<(), PrintError>(())
    })?;
    for (name, bytes) in merged.finish(&job.whole())?.1 {
        outputs.add(folder.path(name), bytes, Owner::Person);
    }
    if !config.dry_run {
        outputs.add(folder.path(PRINTED), contents.content(), Owner::Kit);
    }
    outputs.write(config, ui)?;
    Ok(warnings)
}

/// The fonts that the packets are set in: those of this machine too, where a name or a text needs them.
fn fonts(
    plan: &Plan,
    names: &[String],
    packets: &[PacketSeat],
    options: &PrintOptions<'_>,
    config: &Config,
) -> Result<crate::render::pdf::Fonts, Failure> {
    if !options.formats.contains(&PacketFormat::Pdf) && options.fonts.is_empty() {
        return typeset::fonts();
    }
    let settings = &config.settings;
    let mut text = plan.to_json() + &names.join(" ");
    let further = [options.when, settings.organisation.as_deref(), settings.confidentiality.as_deref()];
    text.extend(further.into_iter().flatten());
    let people = packets.iter().flat_map(|p| p.seats.iter()).flat_map(|s| [&s.interviewer, &s.place]);
    people.for_each(|name| text.push_str(name));
    typeset::fonts_for(options.fonts, &text)
}

/// The packets as they are printed, each with the names of its files.
fn tasks<'a>(
    folder: &LoopFolder,
    names: &'a [String],
    packets: &[PacketSeat],
    config: &Config,
) -> Result<Vec<Task<'a>>, Failure> {
    let all = all_names(folder, names, config)?;
    let slug_of: HashMap<String, String> = all.iter().map(|name| fold(name)).zip(slugs(&all)).rev().collect();
    let task = |packet: &PacketSeat| {
        let candidate = names[packet.candidate].as_str();
        Task {
            candidate,
            slug: slug_of.get(&fold(candidate)).cloned().unwrap_or_default(),
            round: packet.round,
            seat: packet.seat.clone(),
            seats: Arc::clone(&packet.seats),
        }
    };
    Ok(packets.iter().map(task).collect())
}

/// Fails where a file stands in the way that a person may have edited, before anything is written; returns whether the PDF
/// of all packets stands there as it would be written. Only packets of which there is a file are made for this, and all of
/// them where there is a file of all.
fn refuse_edited(folder: &LoopFolder, job: &Job<'_>, tasks: &[Task<'_>]) -> Result<bool, Failure> {
    let pdf = folder.path(MERGED_PACKETS);
    let pdf_is_there = job.options.merges_pdf() && is_file(&pdf);
    let all = pdf_is_there
        || job.options.merges_pdf() && is_file(&folder.path(MERGED_HANDOUTS))
        || job.options.merges_scorecards() && is_file(&folder.path(MERGED_SCORECARDS));
    let is_there = |task: &Task<'_>| {
        folder.path(&packet_folder(&task.slug)).exists()
            || folder.path(&job.files(task).scorecard("csv")).exists()
    };
    let there: Vec<Task<'_>> = tasks.iter().filter(|task| all || is_there(task)).cloned().collect();
    let earlier = PrintedContents::of(folder);
    let mut findings = Vec::new();
    // A file that can't be read is not the same.
    let comparison = if pdf_is_there { FileComparison::with(&pdf).ok() } else { None };
    let mut merged = Merged::new(job.session, comparison, job.options.merges_scorecards())?;
    each_packet(job, &there, |printed| {
        let files = printed.files.iter().map(|(name, bytes)| (folder.path(name), bytes));
        findings.extend(in_the_way(&files.filter(|(path, _)| !earlier.has(path)).collect::<Vec<_>>()));
        Ok::<(), Failure>(merged.add(&printed)?)
    })?;
    let (comparison, others) = merged.finish(&job.whole())?;
    let others: Vec<_> = others.into_iter().map(|(name, bytes)| (folder.path(name), bytes)).collect();
    findings.extend(in_the_way(&others));
    let same = comparison.is_some_and(|comparison| comparison.into_verdict().unwrap_or(false));
    if pdf_is_there && !same {
        findings.push(exists(&pdf));
    }
    if findings.is_empty() { Ok(same) } else { Err(Failure(findings)) }
}
