//! What `--merge` makes: one PDF of all packets, and one workbook of all scorecards.

use crate::diag::{Diagnostic, Failure};
use crate::form::{ScorecardBook, XlsxError};
use crate::packet::Packet;
use crate::render::Page;
use crate::render::pdf::{LaidOut, MergedPdf, Session};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

/// The PDF and the workbook of a call, made packet by packet.
pub(super) struct Merged<'s, W: Write> {
    pdf: Option<MergedPdf<'s, W>>,
    scorecards: Option<ScorecardBook>,
}

/// Why not all packets could be made.
pub(super) enum PrintError {
    /// The PDF of all packets can't be written.
    Pdf(io::Error),
    Other(Failure),
}

impl From<Failure> for PrintError {
    fn from(failure: Failure) -> Self {
        Self::Other(failure)
    }
}

impl From<PrintError> for Failure {
    fn from(error: PrintError) -> Self {
        match error {
            PrintError::Other(failure) => failure,
            PrintError::Pdf(e) => {
                Diagnostic::error("pdf", format!("the PDF of all packets can't be made: {e}")).into()
            }
        }
    }
}

impl<'s, W: Write> Merged<'s, W> {
    /// The PDF goes to `out`, where there is one; the workbook is made if `scorecards` are asked for.
    pub(super) fn new(
        session: &'s Session<'_>,
        out: Option<W>,
        scorecards: bool,
    ) -> Result<Self, PrintError> {
        let pdf = out.map(|out| MergedPdf::new(out, session)).transpose().map_err(PrintError::Pdf)?;
        let scorecards = scorecards.then(ScorecardBook::new).transpose().map_err(|e| no_workbook(&e))?;
        Ok(Self { pdf, scorecards })
    }

    /// Adds a packet and its scorecard.
    pub(super) fn add(
        &mut self,
        laid_out: Option<&LaidOut>,
        card: Option<&Packet>,
    ) -> Result<(), PrintError> {
        if let (Some(pdf), Some(laid_out)) = (&mut self.pdf, laid_out) {
            pdf.add(laid_out).map_err(PrintError::Pdf)?;
        }
        if let (Some(book), Some(card)) = (&mut self.scorecards, card) {
            book.add(card).map_err(|e| no_workbook(&e))?;
        }
        Ok(())
    }

    /// Ends the PDF with the metadata of `whole`; returns where it went, and the workbook.
    pub(super) fn finish(self, whole: &Page) -> Result<(Option<W>, Option<Vec<u8>>), PrintError> {
        let out = self.pdf.map(|pdf| pdf.finish(whole)).transpose().map_err(PrintError::Pdf)?;
        let book = self.scorecards.map(ScorecardBook::into_bytes).transpose().map_err(|e| no_workbook(&e))?;
        Ok((out, book))
    }
}

/// The error that a workbook can't be made.
pub(super) fn no_workbook(error: &XlsxError) -> Failure {
    Diagnostic::error("workbook", format!("the workbook can't be made: {error}")).into()
}

/// Compares what is written with a file.
pub(super) struct FileComparison {
    file: BufReader<File>,
    same: bool,
}

impl FileComparison {
    pub(super) fn with(path: &Path) -> io::Result<Self> {
        Ok(Self { file: BufReader::new(File::open(path)?), same: true })
    }

    /// Whether just the content of the file was written.
    pub(super) fn into_verdict(mut self) -> io::Result<bool> {
        Ok(self.same && self.file.fill_buf()?.is_empty())
    }
}

impl Write for FileComparison {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        while self.same && !rest.is_empty() {
            let there = self.file.fill_buf()?;
            let n = there.len().min(rest.len());
            self.same = n > 0 && there[..n] == rest[..n];
            self.file.consume(n);
            rest = &rest[n..];
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
