//! What `--merge` makes: one PDF of all packets, one of all handouts, and one workbook of all scorecards.

use super::job::{PrintedPacket, no_workbook};
use crate::diag::{Diagnostic, Failure};
use crate::form::ScorecardBook;
use crate::opening::files::{MERGED_HANDOUTS, MERGED_SCORECARDS};
use crate::render::Page;
use crate::render::pdf::{MergedPdf, Session};
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

/// The PDF and the workbook of a call, made packet by packet.
pub(super) struct Merged<'s, W: Write> {
    session: &'s Session<'s>,
    pdf: Option<MergedPdf<'s, W>>,
    /// Begun with the first handout.
    handouts: Option<MergedPdf<'s, Vec<u8>>>,
    /// The names of the handouts: interviewers of one conversation share them.
    handed_out: HashSet<String>,
    scorecards: Option<ScorecardBook>,
}

/// A file of all handouts or scorecards: its name in the loop folder, and its content.
pub(super) type MergedFile = (&'static str, Vec<u8>);

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
        session: &'s Session<'s>,
        out: Option<W>,
        scorecards: bool,
    ) -> Result<Self, PrintError> {
        let pdf = out.map(|out| MergedPdf::new(out, session)).transpose().map_err(PrintError::Pdf)?;
        let scorecards = scorecards.then(ScorecardBook::new).transpose().map_err(|e| no_workbook(&e))?;
        Ok(Self { session, pdf, handouts: None, handed_out: HashSet::new(), scorecards })
    }

    /// Adds a packet, its handouts and its scorecard.
    pub(super) fn add(&mut self, printed: &PrintedPacket) -> Result<(), PrintError> {
        if let (Some(pdf), Some(laid_out)) = (&mut self.pdf, &printed.laid_out) {
            pdf.add(laid_out).map_err(PrintError::Pdf)?;
        }
        for (name, handout) in &printed.handouts {
            if self.handed_out.insert(name.clone()) {
                let begun = match self.handouts.take() {
                    Some(pdf) => Ok(pdf),
                    None => MergedPdf::new(Vec::new(), self.session),
                };
                let pdf = self.handouts.insert(begun.map_err(PrintError::Pdf)?);
                pdf.add(handout).map_err(PrintError::Pdf)?;
            }
        }
        if let (Some(book), Some(card)) = (&mut self.scorecards, &printed.card) {
            book.add(card).map_err(|e| no_workbook(&e))?;
        }
        Ok(())
    }

    /// Ends the PDFs with the metadata of `whole`; returns where the packets went, and the other files by their names.
    pub(super) fn finish(self, whole: &Page) -> Result<(Option<W>, Vec<MergedFile>), PrintError> {
        let out = self.pdf.map(|pdf| pdf.finish(whole)).transpose().map_err(PrintError::Pdf)?;
        let page = Page { title: whole.title.replacen("Packets", "Handouts", 1), ..whole.clone() };
        let handouts = self.handouts.map(|pdf| pdf.finish(&page)).transpose().map_err(PrintError::Pdf)?;
        let book = self.scorecards.map(ScorecardBook::into_bytes).transpose().map_err(|e| no_workbook(&e))?;
        let files = [(MERGED_HANDOUTS, handouts), (MERGED_SCORECARDS, book)];
        Ok((out, files.into_iter().filter_map(|(name, bytes)| Some((name, bytes?))).collect()))
    }
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
