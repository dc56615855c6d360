//! `panelkit export`: all that a loop holds about one person, in one file.

use super::holding::{HeldFile, Holding};
use crate::cli::args::ExportArgs;
use crate::cli::config::Config;
use crate::cli::files::{Outputs, Owner};
use crate::cli::outcome::Outcome;
use crate::cli::scores::{ScoreSource, expectation};
use crate::cli::ui::{Ui, json};
use crate::diag::Failure;
use crate::gather::{Recommended, gather, score_files};
use crate::opening::Decision;
use crate::opening::files::GATHERED;
use crate::text::{count, shown, visible};
use serde::ser::{Serialize, Serializer};
use std::collections::BTreeSet;
use std::path::Path;

/// The name of the JSON format.
const FORMAT: &str = "panelkit.person/1";

/// What is held about a person.
#[derive(serde::Serialize)]
struct PersonExport<'a> {
    format: &'static str,
    plan: &'a str,
    candidate: &'a str,
    id: Option<&'a str>,
    /// The names under which rows know them.
    names: BTreeSet<&'a str>,
    /// The files of their packets, letters and decision records.
    packets: Vec<String>,
    /// What was decided about them.
    decisions: &'a [Decision],
    /// Files that show them beside other candidates.
    shared: Vec<String>,
    /// Scorecards printed for them and not filled in, file by file.
    blank_scorecards: Vec<String>,
    /// Rows of completed scorecards as they stand in the files.
    scorecards: Vec<FileRows<'a>>,
    /// Rows of the lists that the kit keeps: candidates.csv, schedule.csv, gathered.csv, trainees.csv, rejected.csv.
    lists: Vec<FileRows<'a>>,
    /// Overall recommendations that were accepted, those of trainees too.
    recommendations: Vec<Recommended>,
    /// Files that couldn't be looked into.
    unread: Vec<String>,
    /// Other places that say the name.
    mentions: Vec<Mention<'a>>,
}

#[derive(serde::Serialize)]
struct FileRows<'a> {
    file: String,
    rows: Vec<ShownRow<'a>>,
}

#[derive(serde::Serialize)]
struct ShownRow<'a> {
    /// The file, with the sheet or the archive's part.
    file: &'a str,
    line: usize,
    cells: Cells<'a>,
}

/// Cells by their headings, in the order of the file.
struct Cells<'a>(&'a [(String, String)]);

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(heading, cell)| (heading, cell)))
    }
}

#[derive(serde::Serialize)]
struct Mention<'a> {
    file: &'a str,
    line: Option<usize>,
    message: &'a str,
}

pub(in crate::cli) fn run(args: &ExportArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let holding = Holding::find(&args.folder, &args.candidate, config)?;
    let text = json(&person(&holding, config));
    match args.output.as_deref().filter(|p| *p != Path::new("-")) {
        None => ui.result(&text),
        Some(path) => {
            let mut outputs = Outputs::default();
            outputs.add(path, text, Owner::Person);
            outputs.write(config, ui)?;
        }
    }
    let rows: usize = holding.files().map(HeldFile::rows).sum();
    let files = holding.own.iter().filter(|p| !p.is_dir()).count();
    ui.say(&format!(
        "About {} there are {} and {}. Evidence may tell of other people: read it before you hand it out.",
        visible(&holding.candidate().name),
        count(files, "packet file"),
        count(rows, "row")
    ));
    let findings = holding.findings();
    ui.findings(&findings);
    Ok(if findings.is_empty() { Outcome::Done } else { Outcome::NeedsPerson })
}

fn person<'a>(holding: &'a Holding, config: &Config) -> PersonExport<'a> {
    let candidate = holding.candidate();
    let file = |p: &Path| shown(p);
    PersonExport {
        format: FORMAT,
        plan: &holding.plan.id,
        candidate: &candidate.name,
        id: candidate.id.as_deref(),
        names: holding.files().flat_map(|f| &f.held.rows).map(|r| r.name.as_str()).collect(),
        packets: holding.own.iter().filter(|p| !p.is_dir()).map(|p| file(p)).collect(),
        decisions: &holding.decided,
        shared: holding.shared.iter().map(|p| file(p)).collect(),
        blank_scorecards: holding.blank.iter().map(|f| file(&f.path)).collect(),
        scorecards: holding.scores.iter().map(rows).collect(),
        lists: holding.tables.iter().map(rows).collect(),
        recommendations: recommendations(holding, config),
        unread: holding.unread.iter().map(|p| file(p)).collect(),
        mentions: holding.mentions.iter().filter_map(mention).collect(),
    }
}

fn rows(file: &HeldFile) -> FileRows<'_> {
    let rows = file.held.rows.iter();
    FileRows {
        file: shown(&file.path),
        rows: rows.map(|r| ShownRow { file: &r.file, line: r.line, cells: Cells(&r.cells) }).collect(),
    }
}

fn mention(finding: &crate::diag::Diagnostic) -> Option<Mention<'_>> {
    let place = finding.place.as_ref()?;
    let line = Some(place.line).filter(|l| *l > 0);
    Some(Mention { file: &place.file, line, message: &finding.message })
}

/// The recommendations on the person, of interviewers and of those in training.
fn recommendations(holding: &Holding, config: &Config) -> Vec<Recommended> {
    let mut found = ScoreSource::SoFar.files(&holding.folder).unwrap_or_default();
    if found.files.is_empty() {
        found = score_files(&[holding.folder.path(GATHERED)], holding.folder.root());
    }
    let expect = expectation(&holding.plan, &holding.candidates, &holding.schedule, config);
    let scores = gather(&expect, &found.files);
    let all = scores.recommendations.into_iter().chain(scores.trainees.recommendations);
    all.filter(|r| *r.candidate == *holding.candidate().name).collect()
}
