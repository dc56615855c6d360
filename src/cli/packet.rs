//! `panelkit packet`: print what an interviewer holds.

mod job;
mod merged;

use super::files::{FolderLock, Outputs, Owner, write_as_it_comes};
use super::folder::{self, LoopFolder};
use super::parallel::{cores, in_parallel};
use super::typeset::{self, Format};
use super::ui::Ui;
use super::{Global, Outcome};
use crate::diag::{Diagnostic, Failure};
use crate::plan::Plan;
use crate::render::pdf::Session;
use crate::text::{count, did_you_mean, fold, slugs};
use clap::{Args, ValueEnum};
use job::{Job, Task};
use merged::{Merged, PrintError};
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::path::PathBuf;

/// Print the packets and blank scorecards of a loop
#[derive(Args)]
#[command(before_help = "Examples:\n  panelkit packet loop --candidate \"Zoë Łukasiewicz\"\n  \
                   panelkit packet loop --candidates people.csv --paper letter\n  \
                   panelkit packet loop --candidate Ana --round 2 --interviewer \"José Ångström\" --format html")]
pub(super) struct Packet {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    folder: PathBuf,
    /// The candidate's name; repeat for more. Without it, those of candidates.csv
    #[arg(long, value_name = "NAME")]
    candidate: Vec<String>,
    /// A CSV file with the candidates' names
    #[arg(long, value_name = "FILE", conflicts_with = "candidate")]
    candidates: Option<PathBuf>,
    /// Only the round with this number
    #[arg(long, value_name = "N")]
    round: Option<usize>,
    /// Only the rounds that this interviewer holds; rounds without one are given to them
    #[arg(long, value_name = "NAME")]
    interviewer: Option<String>,
    /// When the round takes place, in words
    #[arg(long, value_name = "TEXT")]
    when: Option<String>,
    /// What to write
    #[arg(long, value_enum, value_delimiter = ',', default_value = "pdf,md")]
    format: Vec<Format>,
    /// The paper [default: that of panelkit.toml, else a4]
    #[arg(long, value_enum, env = "PANELKIT_PAPER")]
    paper: Option<PaperName>,
    /// One PDF of all packets, each on an odd page, and one workbook of all scorecards, instead of one each
    #[arg(long)]
    merge: bool,
    /// A font for scripts that the built-in fonts lack (.ttf, .otf, .ttc); repeat for more
    #[arg(long, value_name = "FILE")]
    font: Vec<PathBuf>,
}

/// A size of paper, by its usual name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PaperName {
    A4,
    Letter,
}

impl Packet {
    /// The packets of all rounds for `names`, as PDF and Markdown on A4.
    pub(super) fn for_names(folder: &std::path::Path, names: &[String]) -> Self {
        Self {
            folder: folder.to_owned(),
            candidate: names.to_vec(),
            candidates: None,
            round: None,
            interviewer: None,
            when: None,
            format: vec![Format::Pdf, Format::Md],
            paper: None,
            merge: false,
            font: Vec::new(),
        }
    }

    pub(super) fn run(&self, global: &Global, ui: &mut Ui) -> Result<Outcome, Failure> {
        let folder = LoopFolder::new(&self.folder);
        let _lock = FolderLock::take(&self.folder, "packet", global, ui)?;
        let plan = folder.plan()?;
        let names = self.names(&folder)?;
        let rounds = self.rounds(&plan)?;
        if self.merge && ![Format::Pdf, Format::Xlsx].iter().any(|f| self.format.contains(f)) {
            return Err(Diagnostic::error(
                "no-pdf",
                "--merge makes one PDF or workbook, and no PDF is asked for",
            )
            .hint("add pdf, or xlsx, to --format")
            .into());
        }
        let asked =
            [&self.when, &self.interviewer, &global.settings.organisation, &global.settings.confidentiality];
        let mut said = plan.to_json() + &names.join(" ");
        said.extend(asked.into_iter().flatten().map(String::as_str));
        let fonts = if self.format.contains(&Format::Pdf) || !self.font.is_empty() {
            typeset::fonts_for(&self.font, &said)?
        } else {
            typeset::fonts()?
        };
        let job = Job {
            plan: &plan,
            templates: &global.templates(&["packet", "handout"])?,
            session: &Session::new(&fonts),
            folder: &folder,
            command: self,
            settings: &global.settings,
        };
        let all = all_names(&folder, &names)?;
        let folders = slugs(&all);
        let mut slug_of: HashMap<String, &str> = HashMap::with_capacity(all.len());
        for (name, slug) in all.iter().zip(&folders) {
            slug_of.entry(fold(name)).or_insert(slug);
        }
        let mut tasks = Vec::with_capacity(names.len() * rounds.len());
        for candidate in &names {
            let slug = slug_of.get(&fold(candidate)).copied().unwrap_or_default();
            tasks.extend(rounds.iter().map(|&(round, interviewer)| Task {
                candidate,
                slug,
                round,
                interviewer,
            }));
        }
        let pdf_stands = !global.force && job.refuse_edited(&tasks)?;
        let path = job.all_packets();
        let mut warnings = Vec::new();
        if job.merges_pdf() && !pdf_stands && !global.dry_run {
            let mut failure = None;
            let written = write_as_it_comes(&path, global, ui, |out, ui| {
                match print(&job, &tasks, Some(out), global, ui) {
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
            warnings = print(&job, &tasks, None, global, ui)?;
            if job.merges_pdf() && global.dry_run {
                ui.say(&format!("would write {}", path.display()));
            }
        }
        let mut outputs = Outputs::default();
        if let Some(list) = folder.candidates_with(&names)? {
            outputs.add(folder.path("candidates.csv"), list, Owner::Kit);
        }
        outputs.write(global, ui)?;
        ui.findings(&warnings);
        if !global.dry_run {
            let shown = folder.shown();
            let what = format!("{} for {}", count(rounds.len(), "round"), count(names.len(), "candidate"));
            ui.say(&format!(
                "Packets of {what} are in {shown}/packets, blank scorecards in {shown}/scorecards."
            ));
            ui.say(&format!(
                "Next: put the completed scorecards into {shown}/scores, then panelkit gather {shown}"
            ));
        }
        Ok(if warnings.is_empty() { Outcome::Done } else { Outcome::NeedsPerson })
    }

    fn names(&self, folder: &LoopFolder) -> Result<Vec<String>, Failure> {
        let named = match &self.candidates {
            Some(path) => folder::candidates(path)?,
            None if self.candidate.is_empty() => folder.candidates()?,
            None => self.candidate.iter().map(|n| n.trim().to_owned()).collect(),
        };
        let mut names: Vec<String> = Vec::new();
        let mut known: HashSet<String> = HashSet::new();
        for name in named {
            let folded = fold(&name);
            if folded.is_empty() {
                return Err(Diagnostic::error("no-name", "a candidate's name is empty, or nobody sees it")
                    .hint("--candidate \"NAME\"")
                    .into());
            }
            if known.insert(folded) {
                names.push(name);
            }
        }
        if names.is_empty() {
            return Err(Diagnostic::error("no-candidate", "there is no candidate to make packets for")
                .hint("name one: --candidate \"NAME\", or many: --candidates FILE")
                .into());
        }
        Ok(names)
    }

    /// The rounds to print, each with its interviewer.
    fn rounds<'a>(&'a self, plan: &'a Plan) -> Result<Vec<(usize, Option<&'a str>)>, Failure> {
        if let Some(n) = self.round.filter(|n| *n == 0 || *n > plan.rounds.len()) {
            let message = format!("the plan has no round {n}");
            let hint = format!("it has {}, numbered from 1", count(plan.rounds.len(), "round"));
            return Err(Diagnostic::error("no-round", message).hint(hint).into());
        }
        let wanted = self.interviewer.as_deref();
        let mut rounds = Vec::new();
        for (i, round) in plan.rounds.iter().enumerate() {
            let planned = round.interviewer.as_deref();
            let of_number = self.round.is_none_or(|n| n == i + 1);
            let of_person = match (wanted, planned) {
                (Some(w), Some(p)) => fold(w) == fold(p),
                _ => true,
            };
            if of_number && of_person {
                rounds.push((i, planned.or(wanted)));
            }
        }
        if rounds.is_empty() {
            let names: Vec<&str> = plan.rounds.iter().filter_map(|r| r.interviewer.as_deref()).collect();
            let name = wanted.unwrap_or_default();
            let message = format!("{name} holds none of these rounds");
            return Err(Diagnostic::error("no-round", message).hint(did_you_mean(name, &names)).into());
        }
        Ok(rounds)
    }
}

/// Prints the packets of all `tasks`, those that go into one PDF to `pdf`; returns the warnings. Files are written many
/// at a time, as they come.
fn print(
    job: &Job<'_>,
    tasks: &[Task<'_>],
    pdf: Option<&mut dyn Write>,
    global: &Global,
    ui: &mut Ui,
) -> Result<Vec<Diagnostic>, PrintError> {
    let mut warnings = Vec::new();
    let mut outputs = Outputs::default();
    let mut merged = Merged::new(job.session, pdf, job.merges_scorecards())?;
    let mut done = 0;
    in_parallel(
        tasks,
        cores(),
        |task| job.round(task),
        |printed| {
            let printed = printed?;
            merged.add(printed.laid_out.as_ref(), printed.card.as_ref())?;
            typeset::add_new(&mut warnings, printed.warnings);
            for (path, bytes) in printed.files {
                outputs.add(path, bytes, Owner::Person);
            }
            if outputs.is_much() {
                std::mem::take(&mut outputs).write(global, ui)?;
            }
            done += 1;
            ui.progress(done, tasks.len(), "packets");
            Ok::<(), PrintError>(())
        },
    )?;
    if let (_, Some(bytes)) = merged.finish(&job.whole())? {
        outputs.add(job.all_scorecards(), bytes, Owner::Person);
    }
    outputs.write(global, ui)?;
    Ok(warnings)
}

/// All names of the loop in their order, so that each keeps its folder: those of the list first.
fn all_names(folder: &LoopFolder, names: &[String]) -> Result<Vec<String>, Failure> {
    let mut all = folder.candidates()?;
    let mut known: HashSet<String> = all.iter().map(|name| fold(name)).collect();
    all.extend(names.iter().filter(|name| known.insert(fold(name))).cloned());
    Ok(all)
}
