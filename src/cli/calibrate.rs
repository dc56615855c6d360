//! `panelkit calibrate`: how differently raters rate.

use super::args::{CalibrateArgs, ReportFormat};
use super::config::Config;
use super::outcome::Outcome;
use super::table::{plain_table, trimmed, wrapped};
use super::threads;
use super::tidy::{open, options, tell_rows};
use super::ui::{Ui, json};
use crate::compare::{Calibration, Calibrator, Connected};
use crate::diag::{Diagnostic, Failure, Place};
use crate::opening::files::GATHERED;
use crate::report::fixed;
use crate::template::{escape, escape_in_line};
use crate::text::{count, join, shown, visible};
use comfy_table::CellAlignment;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

pub(super) fn run(args: &CalibrateArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    threads::prepare(args.columns.threads);
    let sheets = config.sheets.of_sheet(args.columns.sheet.as_deref());
    let mut calibrator = Calibrator::new(options(&args.columns));
    for file in &args.files {
        calibrator.take(open(&table_of(file)?, &sheets)?)?;
    }
    let (calibration, rows) = calibrator.finish()?;
    match args.format {
        ReportFormat::Table => ui.table(&table(&calibration)),
        ReportFormat::Md => ui.result(&page(&calibration)),
        ReportFormat::Json => {
            ui.result(&json(&calibration));
        }
    }
    Ok(tell_rows(&rows, ui))
}

/// The file itself, or what was gathered in a loop's folder.
fn table_of(path: &Path) -> Result<Cow<'_, Path>, Failure> {
    if !path.is_dir() {
        return Ok(Cow::Borrowed(path));
    }
    let gathered = path.join(GATHERED);
    if gathered.exists() {
        return Ok(Cow::Owned(gathered));
    }
    let shown = shown(path);
    Err(Diagnostic::error("no-scores", format!("the folder has no {GATHERED}"))
        .at(Place::of_path(path))
        .hint(format!("panelkit gather {shown} writes it; or name a file"))
        .into())
}

/// So many rows of a kind are printed for people; JSON has all.
const ROWS: usize = 40;

fn figure(x: Option<f64>) -> String {
    x.map_or_else(|| "-".to_owned(), |x| fixed(x, 2))
}

/// Columns and rows of what people read.
struct TitledRows {
    title: &'static str,
    head: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

/// Raters, agreement and adjusted values: the same in the terminal and in Markdown.
fn grids(c: &Calibration) -> Vec<TitledRows> {
    let raters = c.raters.iter().map(|r| {
        vec![
            r.rater.clone(),
            r.n.to_string(),
            figure(r.mean),
            figure(r.sd),
            figure(r.severity),
            figure(r.severity_se),
            match (r.severity_low, r.severity_high) {
                (Some(low), Some(high)) => format!("{} to {}", fixed(low, 2), fixed(high, 2)),
                _ => "-".to_owned(),
            },
            if r.severity.is_some() { r.targets.to_string() } else { "-".to_owned() },
        ]
    });
    let a = &c.agreement;
    let kept = |name: &'static str, label: &str, value: Option<f64>| {
        let limits = a.limits.get(name).copied().flatten();
        let why = a.undefined.get(name).cloned();
        agreement_row(label, value, limits.map(|l| l.low), limits.map(|l| l.high), why)
    };
    let mut agreement = vec![
        kept("alpha_ordinal", "Krippendorff's alpha, ordinal", a.alpha.ordinal),
        kept("alpha_interval", "alpha, interval", a.alpha.interval),
        kept("alpha_nominal", "alpha, nominal", a.alpha.nominal),
        kept("alpha_ratio", "alpha, ratio", a.alpha.ratio),
    ];
    for (name, l) in &a.icc {
        let label = format!("ICC({})", name.replace('_', ","));
        agreement.push(agreement_row(&label, l.value, l.low, l.high, l.reason.clone()));
    }
    agreement.push(kept("fleiss", "Fleiss's kappa", a.kappa.fleiss));
    agreement.push(kept("cohen", "Cohen's kappa", a.kappa.cohen));
    agreement.push(kept("weighted_linear", "kappa, linear weights", a.kappa.weighted_linear));
    agreement.push(kept("weighted_quadratic", "kappa, quadratic weights", a.kappa.weighted_quadratic));
    let adjusted = c
        .adjusted
        .iter()
        .map(|t| vec![t.target.clone(), figure(Some(t.raw)), figure(t.least_squares), figure(t.shrunken)]);
    vec![
        TitledRows {
            title: "Raters",
            head: vec!["rater", "n", "mean", "sd", "severity", "s.e.", "95% interval", "people"],
            rows: raters.collect(),
        },
        TitledRows { title: "Agreement", head: vec!["figure", "value", "95% interval"], rows: agreement },
        TitledRows {
            title: "Means freed of severity",
            head: vec!["target", "raw", "least squares", "shrunken"],
            rows: adjusted.collect(),
        },
    ]
}

fn agreement_row(
    label: &str,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    why: Option<String>,
) -> Vec<String> {
    let limits = match (low, high) {
        (Some(low), Some(high)) => format!("{} to {}", fixed(low, 2), fixed(high, 2)),
        _ => why.unwrap_or_else(|| "too few ratings for an interval".to_owned()),
    };
    vec![label.to_owned(), figure(value), limits]
}

/// What is said around the tables.
fn notes(c: &Calibration) -> Vec<String> {
    let mut notes = vec![
        "Severity: how many points lower a rater scores the same work than the others do; below zero, higher. Its error is \
         judged over the people rated, whose number stands last: where the interval holds zero, nothing is known of a \
         rater's severity. A dash: too few ratings, or people whom nobody else rated."
            .to_owned(),
    ];
    if let Connected::Groups(groups) = &c.connected {
        let named: Vec<String> = groups.iter().take(ROWS).map(|g| join(g, "and")).collect();
        notes.push(format!(
            "The raters fall into {} that share nothing: {}.",
            count(groups.len(), "group"),
            named.join("; ")
        ));
    }
    notes.extend(c.notes.iter().map(|n| {
        let mut chars = n.chars();
        let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        format!("{first}{}.", chars.as_str())
    }));
    notes
}

fn more(rows: usize) -> Option<String> {
    (rows > ROWS).then(|| format!("and {} more: --format json has all", rows - ROWS))
}

fn table(c: &Calibration) -> String {
    let mut out = String::new();
    let head = format!("{} by {}", count(c.ratings, "rating"), count(c.raters.len(), "rater"));
    let _ = writeln!(out, "{head}\n");
    for grid in grids(c) {
        let mut t = plain_table();
        t.set_header(&grid.head);
        for row in grid.rows.iter().take(ROWS) {
            t.add_row(row.iter().map(|c| visible(c)));
        }
        for i in 1..grid.head.len() {
            if let Some(column) = t.column_mut(i).filter(|_| grid.head[i] != "95% interval") {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let _ = writeln!(out, "{}\n{}", grid.title, trimmed(&t));
        let _ = writeln!(out, "{}", more(grid.rows.len()).unwrap_or_default());
    }
    for note in notes(c) {
        let _ = writeln!(out, "{}", wrapped(&visible(&note), 0));
    }
    out
}

fn page(c: &Calibration) -> String {
    let head = format!("{} by {}.", count(c.ratings, "rating"), count(c.raters.len(), "rater"));
    let mut out = format!("# Calibration\n\n{head}\n");
    for grid in grids(c) {
        let _ = writeln!(
            out,
            "\n## {}\n\n| {} |\n|{}",
            grid.title,
            grid.head.join(" | "),
            " --- |".repeat(grid.head.len())
        );
        for row in grid.rows.iter().take(ROWS) {
            let cells: Vec<String> = row.iter().map(|c| escape_in_line(c)).collect();
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
        if let Some(more) = more(grid.rows.len()) {
            let _ = writeln!(out, "\n{more}");
        }
    }
    for note in notes(c) {
        let _ = writeln!(out, "\n{}", escape(&note));
    }
    out
}
