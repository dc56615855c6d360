//! `panelkit calibrate`: how differently raters rate.

mod grids;
mod words;

use super::args::{CalibrateArgs, ReportFormat};
use super::config::Config;
use super::outcome::Outcome;
use super::table::{plain_table, trimmed, wrapped};
use super::tidy::{open, options, tell_rows};
use super::ui::{Ui, json};
use crate::compare::{Calibration, Calibrator};
use crate::diag::{Diagnostic, Failure, Place};
use crate::opening::files::GATHERED;
use crate::template::{escape, escape_in_line};
use crate::text::{argument, count, shown, visible};
use comfy_table::CellAlignment;
use grids::{ROWS, grids};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;
use words::notes;

pub(super) fn run(args: &CalibrateArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
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
    let folder = argument(&shown);
    Err(Diagnostic::error("no-scores", format!("the folder has no {GATHERED}"))
        .at(Place::of_path(path))
        .hint(format!("panelkit gather {folder} writes it; or name a file"))
        .into())
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
