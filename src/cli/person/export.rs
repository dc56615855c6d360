//! `panelkit export`: all that a loop holds about one person, as JSON and as a page for people.

use super::holding::{HeldFile, Holding};
use super::page::page;
use super::rated::scores_of;
use crate::cli::args::{ExportArgs, ExportFormat, LetterFormat};
use crate::cli::config::Config;
use crate::cli::files::{Outputs, Owner};
use crate::cli::outcome::Outcome;
use crate::cli::ui::{Ui, json};
use crate::diag::{Diagnostic, Failure};
use crate::gather::Recommended;
use crate::opening::Decision;
use crate::text::{count, shown, visible};
use serde::ser::{Serialize, Serializer};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

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
    let output = args.output.as_deref().filter(|p| *p != Path::new("-"));
    let formats = match (output, args.format.as_slice()) {
        (Some(_), []) => &[ExportFormat::Json, ExportFormat::Md, ExportFormat::Pdf],
        (None, []) => &[ExportFormat::Json][..],
        (None, [_, _, ..]) => {
            let message = "several formats can't go to standard output together";
            return Err(Diagnostic::error("one-format", message).hint("name one, or a file with -o").into());
        }
        (_, formats) => formats,
    };
    let mut findings = holding.findings();
    let mut outputs = Outputs::default();
    for format in formats {
        let bytes = match format {
            ExportFormat::Json => json(&person(&holding, config)).into_bytes(),
            ExportFormat::Md => page(&holding, LetterFormat::Md, args.today, config, &mut findings)?,
            ExportFormat::Pdf => page(&holding, LetterFormat::Pdf, args.today, config, &mut findings)?,
        };
        match output {
            None => ui.bytes(&bytes),
            Some(path) => outputs.add(named(path, *format), bytes, Owner::Person),
        }
    }
    outputs.write(config, ui)?;
    let rows: usize = holding.files().map(HeldFile::rows).sum();
    let files = holding.own.iter().filter(|p| !p.is_dir()).count();
    ui.say(&format!(
        "About {} there are {} and {}. Evidence may tell of other people: read it before you hand it out.",
        visible(&holding.candidate().name),
        count(files, "packet file"),
        count(rows, "row")
    ));
    ui.findings(&findings);
    Ok(Outcome::of(&findings))
}

/// The file of `format` beside the one that was named; JSON has the name itself, unless that is a page's.
fn named(path: &Path, format: ExportFormat) -> PathBuf {
    let is_page = path.extension().is_some_and(|e| e == "md" || e == "pdf");
    match format {
        ExportFormat::Json if !is_page => path.to_owned(),
        ExportFormat::Json => path.with_extension("json"),
        ExportFormat::Md => path.with_extension("md"),
        ExportFormat::Pdf => path.with_extension("pdf"),
    }
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
    let scores = scores_of(holding, config);
    let all = scores.recommendations.into_iter().chain(scores.trainees.recommendations);
    all.filter(|r| *r.candidate == *holding.candidate().name).collect()
}
