//! Workbooks: each sheet becomes rows and columns as the spreadsheet shows them, each cell the text that it stands for.

use super::archive::damaged;
use super::biff::{self, Unsound};
use super::dialect;
use super::grid::Grid;
use super::kind::Refusal;
use super::{Anchors, Reading, Sheet};
use crate::diag::{Diagnostic, Place, Severity};
use crate::limits::{Limit, SHEET_CELLS, SHEET_TEXT};
use calamine::{Data, DataRef, DataType, Reader, Style, Xls, XlsError, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The cells of one sheet that say something, by row and column, both counted from 0.
#[derive(Debug, Default)]
pub(super) struct Cells {
    rows: BTreeMap<u32, BTreeMap<u32, String>>,
}

/// How much of a workbook may still be laid out, all its sheets together.
#[derive(Debug)]
pub(super) struct Room {
    cells: u64,
    text: u64,
}

impl Default for Room {
    fn default() -> Self {
        Self { cells: SHEET_CELLS.most, text: SHEET_TEXT.most }
    }
}

impl Room {
    /// Takes room for `cells` that say `said` each; the limit that is met where there is none left.
    pub fn take(&mut self, cells: u64, said: &str) -> Result<(), Limit> {
        self.cells = self.cells.checked_sub(cells).ok_or(SHEET_CELLS)?;
        let text = cells.checked_mul(said.len() as u64).ok_or(SHEET_TEXT)?;
        self.text = self.text.checked_sub(text).ok_or(SHEET_TEXT)?;
        Ok(())
    }
}

/// Why a workbook wasn't read.
pub(super) enum Stop {
    Limit(Limit),
    Damaged(String),
}

impl Stop {
    pub fn finding(self, file: &str) -> Diagnostic {
        match self {
            Self::Limit(limit) => limit.exceeded(file, "holds more"),
            Self::Damaged(why) if why == PASSWORD => password(file),
            Self::Damaged(why) => damaged(file, &why),
        }
    }
}

impl Cells {
    pub fn put(&mut self, row: u32, column: u32, said: String) {
        if !said.is_empty() {
            self.rows.entry(row).or_default().insert(column, said);
        }
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many cells its rows have when each reaches from the first column to its last cell.
    fn span(&self) -> u64 {
        let width = |r: &BTreeMap<u32, String>| r.last_key_value().map_or(0, |(c, _)| u64::from(*c) + 1);
        self.rows.values().map(width).sum()
    }
}

/// Findings and tables of a workbook's sheets, each with its name.
pub(super) fn sheets(file: &str, pages: Vec<(String, Cells)>, anchors: &Anchors<'_>) -> Reading {
    let mut reading = Reading::default();
    let mut without = Vec::new();
    let mut room = Room::default();
    for (name, cells) in pages.into_iter().filter(|(_, c)| !c.is_empty()) {
        let shown = format!("{file}[{name}]");
        if room.take(cells.span(), "").is_err() {
            reading.findings.push(SHEET_CELLS.exceeded(&shown, "holds more"));
            continue;
        }
        let (text, mut grid) = lay_out(&cells);
        let tables = dialect::tables(&text, &mut grid, anchors, None);
        if tables.is_empty() {
            without.push(shown);
        } else {
            reading.sheets.push(Sheet { file: shown, tables, workbook: true, form: false, text, grid });
        }
    }
    // A sheet that is something else is worth a word only beside one that is read.
    let severity = if reading.sheets.is_empty() { Severity::Error } else { Severity::Note };
    for shown in without {
        let message = format!("no row holds the column names of {}", anchors.what);
        let finding = Diagnostic::error("no-header", message).at(Place::file(shown));
        let hint = format!("one of the first rows names the columns: {}", anchors.columns);
        reading.findings.push(Diagnostic { severity, ..finding.hint(hint) });
    }
    if reading.sheets.is_empty() && reading.findings.is_empty() {
        let hint = "ask for the scorecard again";
        reading.findings.push(Refusal("empty", "an empty workbook", hint).at(file));
    }
    reading
}

/// The cells as rows over a text that shows them as CSV does.
fn lay_out(cells: &Cells) -> (String, Grid) {
    let (mut text, mut grid) = (String::new(), Grid::default());
    for (number, row) in &cells.rows {
        let start = text.len();
        let width = row.last_key_value().map_or(0, |(c, _)| *c + 1);
        let mut spans = Vec::with_capacity(width as usize);
        for column in 0..width {
            if column > 0 {
                text.push(',');
            }
            let at = text.len();
            let said = row.get(&column).cloned().unwrap_or_default();
            if said.contains([',', '"', '\n', '\r']) {
                text.push('"');
                text.push_str(&said.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(&said);
            }
            spans.push((at..text.len(), said));
        }
        grid.push(number + 1, start..text.len(), spans.into_iter());
        text.push('\n');
    }
    (text, grid)
}

/// A number as people type it: without `.0`, and without the tail that binary fractions have.
pub(super) fn number(value: f64, percent: bool) -> String {
    let tidy = |v: f64| {
        let text = format!("{v:.10}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    if percent { format!("{}%", tidy(value * 100.0)) } else { tidy(value) }
}

pub(super) fn truth(value: bool) -> String {
    if value { "TRUE" } else { "FALSE" }.to_owned()
}

/// What a cell stands for, in words; a date stays recognisable as one.
fn said<D: DataType + std::fmt::Display>(cell: &D, percent: bool) -> String {
    if let Some(moment) = cell.get_datetime() {
        if moment.is_duration() {
            return format!("{:.0} h", moment.as_f64() * 24.0);
        }
        let (y, m, d, h, min, ..) = moment.to_ymd_hms_milli();
        let time = if (h, min) == (0, 0) { String::new() } else { format!(" {h:02}:{min:02}") };
        return format!("{y:04}-{m:02}-{d:02}{time}");
    }
    if let Some(value) = cell.get_float().or_else(|| cell.get_int().map(|i| i as f64)) {
        return number(value, percent);
    }
    match cell.get_bool() {
        Some(value) => truth(value),
        None => cell.to_string(),
    }
}

/// Whether the style shows a number as a share of a hundred.
fn percent(style: Option<&Style>) -> bool {
    style.and_then(|s| s.number_format.as_ref()).is_some_and(|f| f.format_code.contains('%'))
}

/// Whether a part of a workbook announces more texts than its bytes can hold: the library would make room for all.
pub(super) fn boasts(part: &[u8]) -> bool {
    let key = b"uniqueCount";
    memchr::memmem::find_iter(part, key).any(|at| {
        let digits = part[at + key.len()..]
            .iter()
            .skip_while(|b| !b.is_ascii_digit())
            .take_while(|b| b.is_ascii_digit());
        let n = digits.fold(0_usize, |n, b| n.saturating_mul(10).saturating_add(usize::from(b - b'0')));
        // The shortest text takes five bytes: <si/>.
        n > part.len() / 5 + 1
    })
}

pub(super) fn read_xlsx(file: &str, bytes: &[u8], anchors: &Anchors<'_>) -> Reading {
    let pages = guarded(|| {
        let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
        let mut pages = Vec::new();
        let mut room = Room::default();
        for name in book.sheet_names() {
            let mut cells = Cells::default();
            // A sheet of charts has no cells.
            if let Ok(mut reader) = book.worksheet_cells_reader(&name) {
                while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|e| e.to_string())? {
                    let (row, column) = cell.get_position();
                    let style = reader.styles().get(style);
                    let text = match cell.get_value() {
                        DataRef::Empty => continue,
                        value => said(&Data::from(value.clone()), percent(style)),
                    };
                    if let Err(limit) = room.take(1, &text) {
                        return Ok(Err(limit));
                    }
                    cells.put(row, column, text);
                }
            }
            pages.push((name, cells));
        }
        Ok(Ok(pages))
    });
    read_pages(file, pages, anchors)
}

/// The tables of an older workbook, which is a compound file, as some other documents are.
pub(super) fn read_compound(file: &str, bytes: &[u8], anchors: &Anchors<'_>) -> Reading {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    if holds("EncryptedPackage") {
        return Reading::refused(password(file));
    }
    if !holds("Workbook") && !holds("Book") {
        let what = "an older office document, not a spreadsheet";
        return Reading::refused(Refusal("document", what, "save the table as CSV or XLSX").at(file));
    }
    if let Some(refused) = renamed(file) {
        return Reading::refused(refused);
    }
    let checked = match biff::check(bytes) {
        Ok(checked) => checked,
        Err(Unsound::TooLarge) => return Reading::refused(SHEET_CELLS.exceeded(file, "holds more")),
        Err(Unsound::Damaged(why)) => return Reading::refused(damaged(file, &why)),
    };
    let pages = guarded(|| {
        let mut book = Xls::new(Cursor::new(&checked.bytes)).map_err(|e| match e {
            XlsError::Password => PASSWORD.to_owned(),
            other => other.to_string(),
        })?;
        let mut pages = Vec::new();
        let mut room = Room::default();
        let names = book.sheet_names();
        for (name, range) in book.worksheets() {
            let mut cells = Cells::default();
            let percents = names.iter().position(|n| *n == name).and_then(|i| checked.percents.get(i));
            let (first_row, first_column) = range.start().unwrap_or_default();
            for (row, column, value) in range.used_cells() {
                let position = (first_row + row as u32, first_column + column as u32);
                let percent = percents.is_some_and(|p| p.contains(&position));
                let said = said(value, percent);
                if let Err(limit) = room.take(1, &said) {
                    return Ok(Err(limit));
                }
                cells.put(position.0, position.1, said);
            }
            pages.push((name, cells));
        }
        Ok(Ok(pages))
    });
    read_pages(file, pages, anchors)
}

/// The tables of the pages that a reader found.
fn read_pages(
    file: &str,
    pages: Result<Result<Vec<(String, Cells)>, Limit>, String>,
    anchors: &Anchors<'_>,
) -> Reading {
    match pages {
        Ok(Ok(pages)) => sheets(file, pages, anchors),
        Ok(Err(limit)) => Reading::refused(Stop::Limit(limit).finding(file)),
        Err(why) => Reading::refused(Stop::Damaged(why).finding(file)),
    }
}

const PASSWORD: &str = "password";

/// Runs a reader of somebody else's format; a panic in it is a damaged file, not the end of the run.
pub(super) fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("its parts don't fit together".to_owned()))
}

pub(super) fn password(file: &str) -> Diagnostic {
    Refusal("password", "protected by a password", "save it without one, or as CSV").at(file)
}

/// The refusal of a workbook under the name of a text file.
pub(super) fn renamed(file: &str) -> Option<Diagnostic> {
    let ending = file.rsplit_once('.').map(|(_, e)| e.to_lowercase())?;
    if !["csv", "tsv", "txt", "tab"].contains(&ending.as_str()) {
        return None;
    }
    let hint = format!(
        "a new name doesn't make it CSV: give it back the name of a workbook in place of .{ending}, or save it as CSV"
    );
    let message = format!("the file is a workbook under the name of a .{ending} file");
    Some(Diagnostic::error("workbook", message).at(Place::file(file)).hint(hint))
}
