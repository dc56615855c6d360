//! `panelkit compare`: the candidates side by side, for the debrief.

mod one;
mod table;

use super::args::{CompareArgs, CompareFormat};
use super::config::Config;
use super::files::{FolderLock, Outputs, Owner};
use super::outcome::Outcome;
use super::scores::{self, Clock, LoopScores, ScoreSource};
use super::tidy::{self, given};
use super::typeset;
use super::ui::{Ui, json};
use crate::compare::{Comparison, MOST_PAIRED, Options, compare};
use crate::diag::{Diagnostic, Failure, Severity};
use crate::document::Document;
use crate::gather::Scores;
use crate::opening::LoopFolder;
use crate::opening::files::comparison;
use crate::plan::Plan;
use crate::render::{Page, Paper, markdown, pdf};
use crate::report::{self, Report, report, write_page};
use crate::sheet::write_csv;
use crate::stats::sd;
use crate::text::count;
use one::one_candidate;
use std::path::{Path, PathBuf};
use table::table;

/// For more candidates than this the page has pairs only where they are asked for.
const MOST_IN_PAGE: usize = 200;

pub(super) fn run(args: &CompareArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    // What is named like a file and isn't there is missed as a file, not as a loop without a plan.
    let is_file =
        if args.folder.exists() { !args.folder.is_dir() } else { args.folder.extension().is_some() };
    if args.folder.as_os_str() == "-" || is_file {
        return tidy::run(args, config, ui);
    }
    if let Some(option) = given(&args.columns) {
        return Err(Diagnostic::error(
            "option",
            format!("{option} is for a file, and this is a loop's folder"),
        )
        .hint("a loop's columns are known from its plan")
        .into());
    }
    if args.candidate.is_some() && args.format != CompareFormat::Table {
        return Err(Diagnostic::error("option", "--candidate prints one candidate, in the terminal")
            .hint("leave --format out, or --candidate: the other formats hold everybody")
            .into());
    }
    let view = View {
        format: args.format,
        output: args.output.as_deref(),
        options: Options {
            partial: args.partial,
            blind: args.blind,
            totals_only: args.totals_only,
            pairs: args.pairs,
        },
        adjusted: args.adjusted,
        candidate: args.candidate.as_deref(),
        fonts: &args.font,
    };
    compare_loop(&LoopFolder::new(&args.folder), &view, config, ui)
}

/// How a comparison is shown, and where it goes.
pub(super) struct View<'a> {
    pub(super) format: CompareFormat,
    /// The file that it is written into; none for the loop's own files and standard output.
    pub(super) output: Option<&'a Path>,
    pub(super) options: Options,
    /// Whether means corrected for severity stand beside the plain ones.
    pub(super) adjusted: bool,
    /// The one candidate whom the table is about.
    pub(super) candidate: Option<&'a str>,
    /// Further fonts.
    pub(super) fonts: &'a [PathBuf],
}

/// Compares the candidates of a loop, prints the comparison, and writes it beside the scores.
pub(super) fn compare_loop(
    folder: &LoopFolder,
    view: &View<'_>,
    config: &Config,
    ui: &mut Ui,
) -> Result<Outcome, Failure> {
    let _lock = match view.output {
        None => FolderLock::take(folder.root(), "compare", config, ui)?,
        Some(_) => FolderLock::default(),
    };
    let LoopScores { plan, scores, .. } =
        scores::read(folder, ScoreSource::OwnOrGathered, None, &Clock::of(None), config)?;
    let comparison = compare(&plan, &scores, view.options);
    let report = report(&plan, &comparison, view.adjusted);
    let mut outputs = Outputs::default();
    let warnings = deliver(
        folder,
        view,
        &Compared { plan: &plan, scores: &scores, comparison: &comparison, report: &report },
        config,
        &mut outputs,
        ui,
    )?;
    let serious = serious_findings(&scores);
    if view.options.blind && !serious.is_empty() {
        // A finding names the scorecard's file, and the file its candidate.
        let n = count(serious.len(), "finding");
        ui.say(&format!("{n} on the scorecards would give names away: panelkit gather shows them."));
    } else {
        ui.findings(&serious);
    }
    ui.findings(&warnings);
    outputs.write(config, ui)?;
    if !config.dry_run && view.output.is_none() {
        let (shown, typed) = (folder.shown(), folder.typed());
        let talk = || format!("talk about it, then panelkit decide {typed} --candidate NAME");
        let (file, next) = match view.format {
            CompareFormat::Html => (view.file("html"), talk()),
            CompareFormat::Pdf => (view.file("pdf"), talk()),
            _ => (view.file("md"), format!("panelkit compare {typed}{} --format html", view.command_line())),
        };
        ui.say(&format!("The comparison is in {shown}/{file}. Next: {next}"));
    }
    let waiting = comparison.candidates.iter().any(|c| !c.complete);
    Ok(if waiting || !serious.is_empty() { Outcome::NeedsPerson } else { Outcome::Done })
}

/// A comparison, and what it was made of.
struct Compared<'a> {
    plan: &'a Plan,
    scores: &'a Scores,
    comparison: &'a Comparison,
    report: &'a Report,
}

/// Prints the comparison or adds it to the files to write; returns what was noticed.
fn deliver(
    folder: &LoopFolder,
    view: &View<'_>,
    &Compared { plan, scores, comparison, report }: &Compared<'_>,
    config: &Config,
    outputs: &mut Outputs,
    ui: &mut Ui,
) -> Result<Vec<Diagnostic>, Failure> {
    // The page has a writer of its own; what goes through the template is made only where it is asked for.
    let templated = view.output.is_none() || matches!(view.format, CompareFormat::Md | CompareFormat::Pdf);
    let document = if templated {
        typeset::document(&config.templates(&["comparison"])?, "comparison", report)?
    } else {
        Document::default()
    };
    let text = if templated { markdown::write(&document) } else { String::new() };
    let footer = format!("Confidential. For the people of the debrief only. Plan {}", report.plan);
    if view.output.is_none() {
        outputs.add(folder.path(&view.file("md")), text.clone(), Owner::Kit);
    }
    let mut warnings = Vec::new();
    let printed = match view.candidate {
        Some(name) => one_candidate(report, comparison, name)?,
        None if view.format == CompareFormat::Table => table(report),
        None => String::new(),
    };
    let (bytes, own_file) = match view.format {
        CompareFormat::Table if view.output.is_none() => {
            ui.table(&printed);
            return Ok(warnings);
        }
        CompareFormat::Table => (printed.into_bytes(), None),
        CompareFormat::Md => (text.into_bytes(), None),
        CompareFormat::Json => (json(comparison).into_bytes(), None),
        CompareFormat::Csv => (write_csv(&csv_rows(comparison)), None),
        CompareFormat::Html => {
            // The page has the matrix of pairs for more candidates than other formats list them for.
            let in_page = MOST_PAIRED + 1..=MOST_IN_PAGE;
            let paired = (comparison.pairs.is_empty() && in_page.contains(&comparison.panel.compared))
                .then(|| compare(plan, scores, Options { pairs: true, ..view.options }));
            let page = match &paired {
                Some(paired) => {
                    write_page(plan, paired, &report::report(plan, paired, view.adjusted), &footer)
                }
                None => write_page(plan, comparison, report, &footer),
            };
            (page.into_bytes(), Some(view.file("html")))
        }
        CompareFormat::Pdf => {
            let said = serde_json::to_string(report).unwrap_or_default();
            let fonts = typeset::fonts_for(view.fonts, &said)?;
            let pdf = pdf::write(&document, &page(report, footer), &pdf::Session::new(&fonts));
            warnings.extend(pdf.warnings);
            (pdf.value, Some(view.file("pdf")))
        }
    };
    match (view.output, own_file) {
        (Some(path), _) if path.as_os_str() == "-" => ui.bytes(&bytes),
        (Some(path), _) => outputs.add(path, bytes, tidy::owner(path)),
        (None, Some(file)) => outputs.add(folder.path(&file), bytes, Owner::Kit),
        (None, None) => ui.bytes(&bytes),
    }
    Ok(warnings)
}

fn page(report: &Report, footer: String) -> Page {
    Page {
        paper: Paper::A4,
        landscape: true,
        title: format!("Comparison: {}", report.title),
        language: "en".to_owned(),
        header_left: report.title.clone(),
        footer,
        ..Page::default()
    }
}

fn serious_findings(scores: &Scores) -> Vec<Diagnostic> {
    scores.findings.iter().filter(|f| f.severity > Severity::Note).cloned().collect()
}

impl View<'_> {
    /// The options that say what is shown, to be typed again.
    fn command_line(&self) -> String {
        let Options { partial, blind, totals_only, pairs } = self.options;
        [
            (partial, " --partial"),
            (blind, " --blind"),
            (totals_only, " --totals-only"),
            (pairs, " --pairs"),
            (self.adjusted, " --adjusted"),
        ]
        .into_iter()
        .filter_map(|(given, option)| given.then_some(option))
        .collect()
    }

    /// The name of the file in the loop folder.
    fn file(&self, extension: &str) -> String {
        comparison(self.options.blind, self.options.totals_only, extension)
    }
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
