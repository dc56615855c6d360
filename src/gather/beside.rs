//! What stands beside the rows of a sheet: texts above the header, comments, merged cells, and what nobody sees.

use super::layout::{Layout, RatingLayout};
use super::reading::FileReading;
use super::roster::Roster;
use super::score;
use super::unread::short;
use crate::diag::{Diagnostic, Place};
use crate::sheet::{Row, Sheet, Table};
use crate::text::{count, join};

/// Tells what of a sheet is in no table.
pub(super) fn tell_outside(sheet: &Sheet, roster: &Roster<'_>, out: &mut FileReading) {
    let above: Vec<&Row> = sheet.rows_above().filter(|row| !is_own(sheet, row, roster)).collect();
    if let Some(first) = above.first() {
        let texts: usize = above.iter().map(|row| sheet.texts(row)).sum();
        out.texts_read += texts;
        out.texts_named += texts;
        let shown: Vec<String> =
            above.iter().take(3).map(|row| format!("`{}`", short(&sheet.shown(row)))).collect();
        let more = if above.len() > 3 { ", ..." } else { "" };
        let is_or_are = if above.len() == 1 { "isn't" } else { "aren't" };
        let message = format!(
            "{} above the header {is_or_are} read: {}{more}",
            count(above.len(), "row"),
            shown.join(", ")
        );
        out.findings.push(Diagnostic::note("above-header", message).at(sheet.row_place(first)));
    }
    for (cell, place, text) in sheet.comments() {
        let said = if text.trim().is_empty() { String::new() } else { format!(": `{}`", text.trim()) };
        let message = format!("{cell} has a comment that isn't read{said}");
        let hint = "what counts belongs into the cells: ask whether the comment changes the rating";
        out.findings.push(Diagnostic::warning("cell-comment", message).at(place).hint(hint));
    }
}

/// Whether a row says nothing but what blank workbooks of the kit say above their header.
fn is_own(sheet: &Sheet, row: &Row, roster: &Roster<'_>) -> bool {
    (0..row.width()).map(|column| (column, sheet.cell(row, column).trim())).all(|(column, text)| {
        let is_choice =
            || score::overall(text).is_ok() || score::read(text, &(&roster.plan.scale).into()).is_ok();
        let is_title = || {
            let rounds = roster.plan.rounds.iter();
            rounds
                .filter_map(|round| text.strip_prefix(&round.title)?.strip_prefix(": "))
                .any(|name| roster.candidate(name).is_ok())
        };
        text.is_empty()
            || OWN.iter().any(|own| text.starts_with(own))
            || (sheet.is_hidden_column(column) && is_choice())
            || is_title()
    })
}

/// How the lines begin that blank workbooks say to whoever fills them in.
const OWN: [&str; 2] = ["Fill in the columns score and evidence", "Then save the workbook and hand it to"];

/// Tells what of the rows of a table nobody sees, and what merged cells leave open.
pub(super) fn tell_unseen(sheet: &Sheet, table: &Table, layout: &Layout, out: &mut FileReading) {
    let file = || Place::file(&sheet.file);
    let rows: Vec<&Row> = sheet.rows(table).collect();
    if sheet.is_hidden() && !rows.is_empty() {
        let message = format!("the sheet is hidden, and its {} count", count(rows.len(), "row"));
        out.findings.push(Diagnostic::warning("hidden", message).at(file()).hint(HIDDEN));
    } else if sheet.has_hidden_rows() {
        let hidden: Vec<&&Row> = rows.iter().filter(|row| sheet.is_hidden_row(row)).collect();
        if let Some(first) = hidden.first() {
            let lines: Vec<String> = hidden.iter().take(12).map(|row| row.line.to_string()).collect();
            let more = if hidden.len() > 12 { " and more" } else { "" };
            let (noun, verb) = if hidden.len() == 1 { ("row", "is") } else { ("rows", "are") };
            let message = format!("{noun} {}{more} {verb} hidden, and read", join(&lines, "and"));
            out.findings.push(Diagnostic::warning("hidden", message).at(sheet.row_place(first)).hint(HIDDEN));
        }
    }
    let says = |column: usize| rows.iter().any(|row| !sheet.cell(row, column).trim().is_empty());
    let claimed: Vec<usize> = layout.claims.iter().flat_map(|c| c.others.iter().copied()).collect();
    let hidden = layout.read.iter().copied().filter(|c| sheet.is_hidden_column(*c) && says(*c));
    let names: Vec<String> = hidden
        .filter(|c| !claimed.contains(c))
        .map(|c| {
            let heading = table.header.get(c).map_or("", |h| h.trim());
            format!("`{heading}` ({})", sheet.letters(c).unwrap_or_default())
        })
        .collect();
    if !names.is_empty() {
        let (noun, verb) = if names.len() == 1 { ("the column", "is") } else { ("the columns", "are") };
        let message = format!("{noun} {} {verb} hidden, and read", join(&names, "and"));
        out.findings.push(Diagnostic::warning("hidden", message).at(file()).hint(HIDDEN));
    }
    tell_merged(sheet, &rows, layout, out);
}

const HIDDEN: &str = "show it in the spreadsheet program, and see whether it is meant to count";

/// Merged cells of ratings and evidence count for their first row only; who and which round is known for all of theirs.
fn tell_merged(sheet: &Sheet, rows: &[&Row], layout: &Layout, out: &mut FileReading) {
    let columns: Vec<usize> = match &layout.ratings {
        RatingLayout::Long { cells, .. } => cells.columns().collect(),
        RatingLayout::Wide(questions) => questions.iter().flat_map(|q| q.cells.columns()).collect(),
    };
    for ([first, last], [left, right]) in sheet.merged_rows() {
        let Some(row) = rows.iter().find(|row| row.line == first) else { continue };
        let Some(column) = columns.iter().find(|c| (left..=right).contains(c)) else { continue };
        if sheet.cell(row, *column).trim().is_empty() {
            continue;
        }
        let letters = sheet.letters(*column).unwrap_or_default();
        let message = format!(
            "{letters}{first} to {letters}{last} are merged: what they say counts for row {first} only"
        );
        let hint = "split the cells, and write into each row what it is about";
        out.findings
            .push(Diagnostic::warning("merged-cells", message).at(sheet.place(row, *column)).hint(hint));
    }
}
