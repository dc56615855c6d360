//! Reading one file: its tables, and in each where what stands.

use super::headings::{Heading, Headings};
use super::layout::Layout;
use super::load::{Content, ScoreFile};
use super::reading::FileReading;
use super::roster::Roster;
use super::table_rows::TableReader;
use crate::limits::{self, unreadable};
use crate::sheet::{Anchors, Sheet, SheetReader, Table};
use std::io::ErrorKind;

/// What every file is read with.
#[derive(Debug)]
pub(super) struct FileReader<'a> {
    pub sheets: &'a SheetReader,
    pub roster: Roster<'a>,
    pub headings: Headings,
    pub foreign: Vec<String>,
}

impl FileReader<'_> {
    /// What `file` holds.
    pub fn file(&self, file: &ScoreFile) -> FileReading {
        let bytes = match &file.content {
            Content::Bytes(bytes) => std::borrow::Cow::Borrowed(bytes),
            Content::Path(path) => match limits::SCORECARD_FILE.read(path) {
                Ok(bytes) => std::borrow::Cow::Owned(bytes),
                Err(e) => {
                    let mut finding = unreadable(path, &e);
                    if e.kind() == ErrorKind::FileTooLarge {
                        finding =
                            finding.hint("a scorecard has a few kilobytes; docs/limits.md lists the limits");
                    }
                    return FileReading::refused(finding);
                }
            },
        };
        let heading = |c: &str| match self.headings.heading(c) {
            // A row of ratings has a cell `overall`, which is no header.
            Some(Heading::Overall) | None => false,
            Some(_) => true,
        };
        let mark = |c: &str| self.roster.marks_a_row(c);
        let anchors = Anchors {
            heading: &heading,
            enough: 3,
            mark: &mark,
            names: &self.foreign,
            what: "a scorecard",
            columns: "plan, candidate, interviewer, round, item, score, evidence",
        };
        let reading = self.sheets.read(&file.name, &bytes, &anchors);
        let mut out = FileReading { findings: reading.findings, ..FileReading::default() };
        for (i, sheet) in reading.sheets.iter().enumerate() {
            for table in &sheet.tables {
                self.table(i, sheet, table, &mut out);
            }
        }
        out.sheets = reading.sheets;
        out.note_repairs();
        out
    }

    fn table(&self, index: usize, sheet: &Sheet, table: &Table, out: &mut FileReading) {
        match Layout::find(sheet, table, &self.headings) {
            Ok(layout) => TableReader::new(&self.roster, index, sheet, &layout, out).read(table),
            Err(findings) => {
                out.findings.extend(findings);
                for row in sheet.rows(table) {
                    out.rows_read += 1;
                    out.reject(sheet, row, "the columns of the file are at fault");
                }
            }
        }
    }
}
