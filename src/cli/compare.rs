//! `panelkit compare`: the candidates side by side, for the debrief.

use super::files::{Outputs, Owner};
use super::folder::LoopFolder;
use super::gather::scores;
use super::table::{plain_table, trimmed};
use super::typeset;
use super::ui::Ui;
use super::{Global, Outcome};
use crate::compare::{Comparison, Options, compare};
use crate::diag::{Diagnostic, Failure, Severity};
use crate::render::{Page, Paper, html, markdown, pdf};
use crate::report::{Report, report};
use crate::sheet::write_csv;
use crate::text::visible;
use clap::{Args, ValueEnum};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Compare the candidates of a loop for the debrief
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit compare loop                 prints the comparison, writes loop/comparison.md\n  \
                   panelkit compare loop --format pdf    writes loop/comparison.pdf too\n  \
                   panelkit compare loop --partial       shows candidates whose scorecards aren't all in"
)]
pub(super) struct Compare {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
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
        Self { folder: folder.to_owned(), format: Format::Table, output: None, partial: false, blind: false }
    }

    pub(super) fn run(&self, global: &Global, ui: &mut Ui) -> Result<Outcome, Failure> {
        if self.folder.is_file() {
            return Err(Diagnostic::error("not-a-loop", "a comparison needs a loop's folder, not a file")
                .at(crate::diag::Place::file(self.folder.display().to_string()))
                .hint("put the file into the folder `scores` of its loop, and name that loop")
                .into());
        }
        let folder = LoopFolder::new(&self.folder);
        let (plan, scores) = scores(&folder, &[], &global.settings)?;
        let comparison = compare(&plan, &scores, Options { partial: self.partial, blind: self.blind });
        let report = report(&plan, &comparison);
        let document = typeset::document(&global.templates()?, "comparison", &report)?;
        let text = markdown::write(&document);
        let page = Page {
            paper: Paper::A4,
            landscape: true,
            title: format!("Comparison: {}", report.title),
            language: "en".to_owned(),
            header_left: report.title.clone(),
            footer: format!("Confidential. For the people of the debrief only. Plan {}", report.plan),
            ..Page::default()
        };
        let stem = if self.blind { "comparison-blind" } else { "comparison" };
        let mut outputs = Outputs::default();
        outputs.add(folder.path(&format!("{stem}.md")), text.clone(), Owner::Kit);
        let mut warnings = Vec::new();
        let (extension, bytes) = match self.format {
            Format::Table => ("txt", table(&report).into_bytes()),
            Format::Md => ("md", text.into_bytes()),
            Format::Json => {
                ("json", (serde_json::to_string_pretty(&comparison).unwrap_or_default() + "\n").into_bytes())
            }
            Format::Csv => ("csv", write_csv(&csv_rows(&comparison))),
            Format::Html => ("html", html::write(&document, &page).into_bytes()),
            Format::Pdf => {
                let pdf = pdf::write(&document, &page, &typeset::fonts()?);
                warnings.extend(pdf.warnings);
                ("pdf", pdf.value)
            }
        };
        let printed = match &self.output {
            Some(path) if path.as_os_str() == "-" => true,
            Some(path) => {
                outputs.add(path, bytes.clone(), Owner::Kit);
                false
            }
            None if matches!(self.format, Format::Pdf | Format::Html) => {
                outputs.add(folder.path(&format!("{stem}.{extension}")), bytes.clone(), Owner::Kit);
                false
            }
            None => true,
        };
        if printed {
            ui.bytes(&bytes);
        }
        let serious: Vec<Diagnostic> =
            scores.findings.iter().filter(|f| f.severity > Severity::Note).cloned().collect();
        ui.findings(&serious);
        ui.findings(&warnings);
        outputs.write(global, ui)?;
        if !global.dry_run {
            let shown = folder.shown();
            ui.say(&format!(
                "The comparison is in {shown}/{stem}.md. Next: panelkit compare {shown} --format pdf"
            ));
        }
        let waiting = comparison.candidates.iter().any(|c| !c.complete);
        Ok(if waiting || !serious.is_empty() { Outcome::NeedsPerson } else { Outcome::Done })
    }
}

/// `candidate,competency,n,mean,sd`, the standard deviation over interviewers.
fn csv_rows(c: &Comparison) -> Vec<[String; 5]> {
    let mut rows = vec![["candidate", "competency", "n", "mean", "sd"].map(str::to_owned)];
    for candidate in &c.candidates {
        for x in &candidate.competencies {
            let sd = x.mean.filter(|_| x.n > 1).map(|m| {
                let squares: f64 = x.scores.iter().map(|s| (s.score - m).powi(2)).sum();
                (squares / (x.n - 1) as f64).sqrt()
            });
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

/// How many candidates stand side by side in 80 columns.
const ABREAST: usize = 3;

/// The comparison as a terminal of 80 columns shows it.
fn table(r: &Report) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{}\nPlan {}, {}. Mean, n interviewers, single scores. * must have\n",
        r.title, r.plan, r.candidate_count
    );
    if r.partial {
        let _ =
            writeln!(out, "PARTIAL: not every scorecard is in; what is missing can change the picture.\n");
    }
    for first in (0..r.names.len()).step_by(ABREAST) {
        let range = first..(first + ABREAST).min(r.names.len());
        let mut t = plain_table();
        let mut head = vec![String::new()];
        head.extend(r.names[range.clone()].iter().map(|n| visible(n)));
        t.set_header(head);
        for row in &r.rows {
            let mut cells = vec![format!("{}{}", row.title, if row.must_have { " *" } else { "" })];
            cells.extend(row.cells[range.clone()].iter().map(|c| {
                let scores = if c.scores.is_empty() { String::new() } else { format!(" ({})", c.scores) };
                format!("{} {}{scores}", c.mean, c.n).trim_end().to_owned()
            }));
            t.add_row(cells);
        }
        let _ = writeln!(out, "{}\n", trimmed(&t));
    }
    for c in &r.candidates {
        let _ = writeln!(out, "{}: {}", visible(&c.name), c.state);
        let _ = writeln!(out, "  recommendations  {}\n  must-haves       {}", c.recommendations, c.gates);
        for m in &c.missing {
            let _ = writeln!(out, "  missing          {}", visible(m));
        }
        for f in &c.flags {
            let _ = writeln!(out, "  stands out       {}", visible(f));
        }
    }
    out
}
