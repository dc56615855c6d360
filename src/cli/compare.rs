//! `panelkit compare`: the candidates side by side, for the debrief.

mod table;
mod tidy;

pub(super) use tidy::{Columns, open, shown};

use super::files::{FolderLock, Outputs, Owner};
use super::folder::LoopFolder;
use super::gather::scores;
use super::typeset;
use super::ui::{Ui, json};
use super::{Global, Outcome};
use crate::compare::{Comparison, Options, compare};
use crate::diag::{Diagnostic, Failure, Severity};
use crate::document::Document;
use crate::render::{Page, Paper, markdown, pdf};
use crate::report::{report, write_page};
use crate::sheet::write_csv;
use crate::stats::sd;
use crate::text::count;
use clap::{Args, ValueEnum};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use table::table;

/// Compare the candidates of a loop for the debrief
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit compare loop                 prints the comparison, writes loop/comparison.md\n  \
                   panelkit compare loop --format pdf    writes loop/comparison.pdf too\n  \
                   panelkit compare loop --format html   writes loop/comparison.html, a page for the debrief\n  \
                   panelkit compare loop --partial       shows candidates whose scorecards aren't all in\n  \
                   panelkit compare scores.csv --format csv -o means.csv\n                                        any tidy file by candidate and competency, without a plan"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct Compare {
    /// The loop's folder, or any tidy CSV file (- is standard input)
    #[arg(value_name = "LOOP|FILE")]
    folder: PathBuf,
    /// How the comparison is written
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Write it into this file; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Show scores of candidates whose scorecards aren't all in
    #[arg(long)]
    partial: bool,
    /// Letters in place of the candidates' names
    #[arg(long)]
    blind: bool,
    /// Leave out what single interviewers scored and wrote
    #[arg(long)]
    totals_only: bool,
    /// Show the overall means corrected for the interviewers' severity, beside the plain ones
    #[arg(long)]
    adjusted: bool,
    #[command(flatten)]
    columns: Columns,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Md,
    Html,
    Pdf,
    Json,
    Csv,
}

impl Compare {
    pub(super) fn for_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            format: Format::Table,
            output: None,
            partial: false,
            blind: false,
            totals_only: false,
            adjusted: false,
            columns: Columns::default(),
        }
    }

    pub(super) fn run(&self, global: &Global, ui: &mut Ui) -> Result<Outcome, Failure> {
        if self.folder.as_os_str() == "-" || self.folder.is_file() {
            return tidy::run(&self.folder, &self.columns, self.format, self.output.as_deref(), global, ui);
        }
        if let Some(option) = self.columns.given() {
            return Err(Diagnostic::error(
                "option",
                format!("{option} is for a file, and this is a loop's folder"),
            )
            .hint("a loop's columns are known from its plan")
            .into());
        }
        let folder = LoopFolder::new(&self.folder);
        let _lock = if self.output.is_none() {
            FolderLock::take(&self.folder, "compare", global, ui)?
        } else {
            FolderLock::default()
        };
        let (plan, scores) = scores(&folder, &[], &global.settings)?;
        let options = Options { partial: self.partial, blind: self.blind, totals_only: self.totals_only };
        let comparison = compare(&plan, &scores, options);
        let report = report(&plan, &comparison, self.adjusted);
        // The page has a writer of its own; what goes through the template is made only where it is asked for.
        let templated = self.output.is_none() || matches!(self.format, Format::Md | Format::Pdf);
        let document = if templated {
            typeset::document(&global.templates(&["comparison"])?, "comparison", &report)?
        } else {
            Document::default()
        };
        let text = if templated { markdown::write(&document) } else { String::new() };
        let footer = format!("Confidential. For the people of the debrief only. Plan {}", report.plan);
        let page = Page {
            paper: Paper::A4,
            landscape: true,
            title: format!("Comparison: {}", report.title),
            language: "en".to_owned(),
            header_left: report.title.clone(),
            footer: footer.clone(),
            ..Page::default()
        };
        let stem = self.stem();
        let mut outputs = Outputs::default();
        if self.output.is_none() {
            outputs.add(folder.path(&format!("{stem}.md")), text.clone(), Owner::Kit);
        }
        let mut warnings = Vec::new();
        let (extension, bytes) = match self.format {
            Format::Table => ("txt", table(&report).into_bytes()),
            Format::Md => ("md", text.into_bytes()),
            Format::Json => ("json", json(&comparison).into_bytes()),
            Format::Csv => ("csv", write_csv(&csv_rows(&comparison))),
            Format::Html => ("html", write_page(&plan, &comparison, &report, &footer).into_bytes()),
            Format::Pdf => {
                let fonts = typeset::fonts()?;
                let pdf = pdf::write(&document, &page, &pdf::Session::new(&fonts));
                warnings.extend(pdf.warnings);
                ("pdf", pdf.value)
            }
        };
        match &self.output {
            Some(path) if path.as_os_str() == "-" => ui.bytes(&bytes),
            Some(path) => outputs.add(path, bytes, owner(path)),
            None if matches!(self.format, Format::Pdf | Format::Html) => {
                outputs.add(folder.path(&format!("{stem}.{extension}")), bytes, Owner::Kit);
            }
            None => ui.bytes(&bytes),
        }
        let serious: Vec<Diagnostic> =
            scores.findings.iter().filter(|f| f.severity > Severity::Note).cloned().collect();
        if self.blind && !serious.is_empty() {
            // A finding names the scorecard's file, and the file its candidate.
            let n = count(serious.len(), "finding");
            ui.say(&format!("{n} on the scorecards would give names away: panelkit gather shows them."));
        } else {
            ui.findings(&serious);
        }
        ui.findings(&warnings);
        outputs.write(global, ui)?;
        if !global.dry_run && self.output.is_none() {
            let shown = folder.shown();
            ui.say(&format!(
                "The comparison is in {shown}/{stem}.md. Next: panelkit compare {shown}{} --format html",
                self.view()
            ));
        }
        let waiting = comparison.candidates.iter().any(|c| !c.complete);
        Ok(if waiting || !serious.is_empty() { Outcome::NeedsPerson } else { Outcome::Done })
    }

    /// The options that say what is shown, to be typed again.
    fn view(&self) -> String {
        [
            (self.partial, " --partial"),
            (self.blind, " --blind"),
            (self.totals_only, " --totals-only"),
            (self.adjusted, " --adjusted"),
        ]
        .into_iter()
        .filter_map(|(given, option)| given.then_some(option))
        .collect()
    }

    /// The name of what is written: each view has its own, so that none takes another's place.
    fn stem(&self) -> String {
        let blind = if self.blind { "-blind" } else { "" };
        let totals = if self.totals_only { "-totals" } else { "" };
        format!("comparison{blind}{totals}")
    }
}

/// Whose file stands at `path`: one that `compare` wrote as JSON or CSV is made anew, any other is a person's.
fn owner(path: &Path) -> Owner {
    const OURS: [&[u8]; 2] =
        [b"{\n  \"format\": \"panelkit.comparison/1\"", b"candidate,competency,n,mean,sd\n"];
    let mut first = Vec::new();
    // A pipe is nobody's, and opening it would wait for who writes into it.
    let read =
        path.is_file().then(|| File::open(path).and_then(|file| file.take(64).read_to_end(&mut first)));
    let ours = read.is_some_and(|r| r.is_ok()) && OURS.iter().any(|ours| first.starts_with(ours));
    if ours { Owner::Kit } else { Owner::Person }
}

/// `candidate,competency,n,mean,sd`, the standard deviation over interviewers; from that and the mean two single scores
/// could be told, so a view of totals has none.
fn csv_rows(c: &Comparison) -> Vec<[String; 5]> {
    let mut rows = vec![["candidate", "competency", "n", "mean", "sd"].map(str::to_owned)];
    for candidate in &c.candidates {
        for x in &candidate.competencies {
            let scores: Vec<f64> = x.scores.iter().map(|s| s.score).collect();
            let sd = sd(&scores);
            let number = |v: Option<f64>| v.map_or_else(String::new, |v| v.to_string());
            let cells = [
                candidate.candidate.clone(),
                x.competency.clone(),
                x.n.to_string(),
                number(x.mean),
                number(sd),
            ];
            rows.push(cells);
        }
    }
    rows
}
