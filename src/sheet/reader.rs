//! The one reader of files with tables.

use super::anchors::Anchors;
use super::decode::decode;
use super::kind::{Kind, Refusal, kind};
use super::prose::ProseLine;
use super::reading::Reading;
use super::sheet::{Sheet, Source, Table};
use super::tables::TableFinder;
use super::text;
use super::unpack::{FilePart, InProcess, Unpack, Wanted, WorkbookPage};
use crate::diag::{Diagnostic, Failure, Place, Severity, Warned};
use crate::limits::SHEET_CELLS;
use crate::text::{count, did_you_mean, fold, join};
use std::fmt::{self, Write as _};
use std::sync::Arc;

/// Reads the tables of files: separated values itself, and what other programs make by an [`Unpack`].
#[derive(Clone)]
pub struct SheetReader {
    unpacker: Arc<dyn Unpack + Send>,
    /// The sheet of a workbook that is read; none: all that have a table.
    sheet: Option<String>,
}

impl Default for SheetReader {
    fn default() -> Self {
        Self::new(InProcess)
    }
}

impl fmt::Debug for SheetReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SheetReader").finish_non_exhaustive()
    }
}

impl SheetReader {
    /// A reader that has files of other programs taken apart by `unpacker`.
    pub fn new(unpacker: impl Unpack + Send + 'static) -> Self {
        Self { unpacker: Arc::new(unpacker), sheet: None }
    }

    /// The same reader, which of a workbook reads only the sheet of this name, where there is one.
    #[must_use]
    pub fn of_sheet(&self, name: Option<&str>) -> Self {
        Self { sheet: name.map(str::to_owned), ..self.clone() }
    }

    /// The tables in `bytes`, which are the content of `file`: separated values, a workbook, the form of a PDF, or a zip of
    /// these.
    ///
    /// Never fails: what can't be read is a finding.
    pub fn read(&self, file: &str, bytes: &[u8], anchors: &Anchors<'_>) -> Reading {
        match kind(file, bytes) {
            Err(finding) => Reading::refused(finding),
            Ok(Kind::Text) => read_text(file, bytes, anchors),
            Ok(Kind::Pdf | Kind::Zip | Kind::Compound) => {
                let unpacked = self.unpacker.unpack(file, bytes, Wanted::Tables);
                let mut reading = Reading::default();
                reading.findings.extend(unpacked.remarks.into_iter().map(Diagnostic::from));
                for part in unpacked.parts {
                    let part = match part {
                        FilePart::Text { file, bytes } => read_text(&file, &bytes, anchors),
                        FilePart::Book { file, pages } => match self.chosen(&file, pages) {
                            Ok(pages) => read_book(&file, pages, anchors),
                            Err(finding) => Reading::refused(finding),
                        },
                        FilePart::Prose { .. } => Reading::default(),
                        FilePart::Form { file, header, rows } => read_form(file, header, rows),
                    };
                    reading.sheets.extend(part.sheets);
                    reading.findings.extend(part.findings);
                    reading.texts_outside += part.texts_outside;
                }
                reading
            }
        }
    }

    /// The running text in `bytes`, which are the content of `file`: text, Markdown, a web page, a PDF, or what a word
    /// processor wrote. Fails where none can be read.
    pub fn read_prose(&self, file: &str, bytes: &[u8]) -> Result<Vec<ProseLine>, Failure> {
        let unpacked = self.unpacker.unpack(file, bytes, Wanted::Prose);
        let of_part = |part| match part {
            FilePart::Prose { lines } => lines,
            FilePart::Text { .. } | FilePart::Book { .. } | FilePart::Form { .. } => Vec::new(),
        };
        let lines: Vec<ProseLine> = unpacked.parts.into_iter().flat_map(of_part).collect();
        let findings: Vec<Diagnostic> = unpacked.remarks.into_iter().map(Diagnostic::from).collect();
        if lines.is_empty() { Err(Failure(findings)) } else { Ok(lines) }
    }

    /// The one sheet of a file that holds a list, its header being a row with enough headings, and what was noticed, such
    /// as an encoding that had to be guessed. Fails with every fault that it has.
    pub fn read_list(
        &self,
        file: &str,
        bytes: &[u8],
        anchors: &Anchors<'_>,
    ) -> Result<Warned<Sheet>, Failure> {
        let mut reading = self.read(file, bytes, anchors);
        let is_serious = |f: &mut Diagnostic| f.severity > Severity::Note;
        let mut faults: Vec<Diagnostic> = reading.findings.extract_if(.., is_serious).collect();
        if faults.is_empty() {
            faults.extend(several_sheets(file, &reading.sheets, anchors));
        }
        match reading.sheets.pop() {
            Some(value) if faults.is_empty() => Ok(Warned { value, warnings: reading.findings }),
            _ => Err(Failure(faults)),
        }
    }
}

impl SheetReader {
    /// The pages of a workbook that are read; fails where none has the name that was asked for.
    fn chosen(&self, file: &str, pages: Vec<WorkbookPage>) -> Result<Vec<WorkbookPage>, Diagnostic> {
        let Some(wanted) = &self.sheet else { return Ok(pages) };
        let key = fold(wanted);
        let (chosen, others): (Vec<WorkbookPage>, Vec<WorkbookPage>) =
            pages.into_iter().partition(|p| fold(&p.notes.name) == key);
        if !chosen.is_empty() {
            return Ok(chosen);
        }
        let names: Vec<&str> = others.iter().map(|p| p.notes.name.as_str()).collect();
        let finding = Diagnostic::error("no-sheet", format!("the workbook has no sheet `{wanted}`"));
        Err(finding.at(Place::file(file)).hint(did_you_mean(wanted, &names)))
    }
}

/// The finding that it isn't certain which of the sheets of `file` is meant; none where there is one.
pub(super) fn several_sheets(file: &str, sheets: &[Sheet], anchors: &Anchors<'_>) -> Option<Diagnostic> {
    if sheets.len() < 2 {
        return None;
    }
    let names: Vec<String> = sheets
        .iter()
        .map(|s| if s.page().is_empty() { s.file.clone() } else { s.page().to_owned() })
        .collect();
    let message = format!("several sheets may be {}: {}", anchors.what, join(&names, "and"));
    let finding = Diagnostic::error("many-sheets", message).at(Place::file(file));
    let is_book = sheets.iter().all(|s| !s.page().is_empty());
    Some(finding.hint(if is_book { "name one of them with --sheet" } else { "name one of the files" }))
}

fn read_text(file: &str, bytes: &[u8], anchors: &Anchors<'_>) -> Reading {
    let mut findings = Vec::new();
    let text = decode(file, bytes, anchors.names, &mut findings);
    match text::whole(file, text, anchors) {
        Ok(sheet) => {
            findings.extend(sheet.faults());
            Reading { sheets: vec![sheet], findings, ..Reading::default() }
        }
        Err(finding) => Reading::refused(finding),
    }
}

/// The pages of a workbook that have a table.
fn read_book(file: &str, pages: Vec<WorkbookPage>, anchors: &Anchors<'_>) -> Reading {
    let mut reading = Reading::default();
    let mut without = Vec::new();
    let mut room = SHEET_CELLS.most;
    for page in pages.into_iter().filter(|p| !p.rows.is_empty()) {
        let shown = format!("{file}[{}]", page.notes.name);
        let Some(left) = room.checked_sub(page.span()) else {
            reading.findings.push(SHEET_CELLS.exceeded(&shown, "holds more"));
            continue;
        };
        room = left;
        let notes = page.notes;
        let rows = page.rows.into_iter().map(|(number, mut cells)| {
            let width = cells.last_key_value().map_or(0, |(c, _)| *c + 1);
            (number + 1, (0..width).map(|c| cells.remove(&c).unwrap_or_default()).collect())
        });
        let mut sheet = Sheet::of_cells(shown, rows, |cells| Source::Workbook { cells });
        sheet.beside = notes;
        match TableFinder::new(&sheet, anchors) {
            Some(mut finder) => {
                finder.find(&mut sheet, anchors);
                reading.sheets.push(sheet);
            }
            None => without.push(sheet),
        }
    }
    // A sheet that is something else is worth a word only beside one that is read.
    let severity = if reading.sheets.is_empty() { Severity::Error } else { Severity::Note };
    for sheet in without {
        let texts = sheet.rows.iter().map(|row| sheet.texts(row)).sum();
        let mut held = count(texts, "cell");
        if !sheet.beside.comments.is_empty() {
            let _ = write!(held, " and {}", count(sheet.beside.comments.len(), "comment"));
        }
        let message = format!("no row holds the column names of {}; {held} with text", anchors.what);
        let finding = Diagnostic::error("no-header", message + " are not read").at(Place::file(sheet.file));
        let hint = format!("one of the first rows names the columns: {}", anchors.columns);
        reading.findings.push(Diagnostic { severity, ..finding.hint(hint) });
        reading.texts_outside += texts;
    }
    if reading.sheets.is_empty() && reading.findings.is_empty() {
        let hint = "ask for the scorecard again";
        reading.findings.push(Refusal("empty", "an empty workbook", hint).at(file));
    }
    reading
}

fn read_form(file: String, header: Vec<String>, rows: Vec<(u32, Vec<String>)>) -> Reading {
    let mut sheet = Sheet::of_cells(file, rows.into_iter(), |cells| Source::Form { cells });
    sheet.tables = vec![Table { header: header.into(), begins: 0, rows: 0..sheet.rows.len() }];
    Reading { sheets: vec![sheet], ..Reading::default() }
}
