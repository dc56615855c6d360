//! Reading one file: its tables, and in each where what stands.

use super::beside::{tell_outside, tell_unseen};
use super::expect::Prefer;
use super::headings::{Heading, Headings};
use super::layout::Layout;
use super::load::{Content, ScoreFile};
use super::reading::FileReading;
use super::rejection::{Fault, rejected};
use super::roster::Roster;
use super::table_rows::{CardTableReader, Context};
use crate::diag::Diagnostic;
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
    /// Which of two rows counts that rate the same item.
    pub prefer: Option<&'a Prefer>,
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
            // A row of ratings has a cell `overall`, which is no header, and rows of other lists have the others.
            Some(Heading::Overall | Heading::Administrative | Heading::MaxScore) | None => false,
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
        let mut out = FileReading {
            findings: reading.findings,
            texts_read: reading.texts_outside,
            texts_named: reading.texts_outside,
            ..FileReading::default()
        };
        for (i, sheet) in reading.sheets.iter().enumerate() {
            tell_outside(sheet, &self.roster, &mut out);
            for table in &sheet.tables {
                self.table(i, sheet, table, &mut out);
            }
        }
        out.sheets = reading.sheets;
        out.note_repairs();
        out.doubt_encoding();
        out
    }

    fn table(&self, index: usize, sheet: &Sheet, table: &Table, out: &mut FileReading) {
        let (roster, headings, prefer) = (&self.roster, &self.headings, self.prefer);
        match Layout::find(sheet, table, headings) {
            Ok(layout) => {
                let context = Context { roster, headings, prefer };
                CardTableReader::new(context, index, sheet, table, &layout, out).read();
                tell_unseen(sheet, table, &layout, out);
            }
            Err(findings) => {
                out.findings.extend(findings);
                if let Some(header) = sheet.header_row(table) {
                    let message =
                        format!("row {} was taken for the header: {}", header.line, sheet.shown(header));
                    out.findings.push(Diagnostic::note("header", message).at(sheet.row_place(header)));
                }
                for row in sheet.rows(table) {
                    out.rows_read += 1;
                    out.texts_read += sheet.texts(row);
                    let fault = Fault { reason: "the columns of the file are at fault", ..Fault::default() };
                    out.rejected.push(rejected(sheet, row, fault));
                }
            }
        }
    }
}
