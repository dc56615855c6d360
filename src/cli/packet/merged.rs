//! What `--merge` makes: one PDF of all packets, and one workbook of all scorecards.

use super::job::{Job, Printed, no_workbook};
use crate::diag::{Diagnostic, Failure};
use crate::form::ScorecardBook;
use crate::render::Page;
use crate::render::pdf::MergedPdf;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// The file of all packets of a call.
const PACKETS: &str = "all.pdf";
/// The workbook of all scorecards of a call.
const SCORECARDS: &str = "all.xlsx";

/// The PDF and the workbook of a call, made packet by packet.
pub(super) struct Merged<'j, W: Write> {
    job: &'j Job<'j>,
    pdf: Option<MergedPdf<'j, W>>,
    scorecards: Option<ScorecardBook>,
}

impl<'j, W: Write> Merged<'j, W> {
    /// The PDF goes to `out`, where there is one; a workbook is made if it is asked for.
    pub(super) fn new(job: &'j Job<'j>, out: Option<W>) -> Result<Self, Failure> {
        let pdf = out.map(|out| MergedPdf::new(out, job.session)).transpose().map_err(|e| no_pdf(&e))?;
        let scorecards = job.merges_scorecards().then(ScorecardBook::new).transpose();
        Ok(Self { job, pdf, scorecards: scorecards.map_err(|e| no_workbook(&e))? })
    }

    /// Adds the packet and its scorecard; handouts are for other eyes and stay by themselves.
    pub(super) fn add(&mut self, printed: &Printed) -> Result<(), Failure> {
        if let (Some(pdf), Some(laid_out)) = (&mut self.pdf, &printed.laid_out) {
            pdf.add(laid_out).map_err(|e| no_pdf(&e))?;
        }
        if let (Some(book), Some(card)) = (&mut self.scorecards, &printed.card) {
            book.add(card).map_err(|e| no_workbook(&e))?;
        }
        Ok(())
    }

    /// Ends the PDF; returns where it was written to, and the workbook with its path.
    pub(super) fn finish(self) -> Result<(Option<W>, Option<(PathBuf, Vec<u8>)>), Failure> {
        let whole = Page {
            title: format!("Packets of plan {}", self.job.plan.id),
            language: "en".to_owned(),
            ..Page::default()
        };
        let out = self.pdf.map(|pdf| pdf.finish(&whole)).transpose().map_err(|e| no_pdf(&e))?;
        let book = self.scorecards.map(ScorecardBook::into_bytes).transpose();
        let book = book.map_err(|e| no_workbook(&e))?;
        Ok((out, book.map(|bytes| (scorecards_path(self.job), bytes))))
    }
}

/// Where the PDF of all packets of a call goes.
pub(super) fn packets_path(job: &Job<'_>) -> PathBuf {
    job.folder.path("packets").join(PACKETS)
}

/// Where the workbook of all scorecards of a call goes.
pub(super) fn scorecards_path(job: &Job<'_>) -> PathBuf {
    job.folder.path("scorecards").join(SCORECARDS)
}

fn no_pdf(error: &io::Error) -> Failure {
    Diagnostic::error("pdf", format!("the PDF of all packets can't be made: {error}")).into()
}

/// Compares what is written with a file.
pub(super) struct Comparison {
    file: BufReader<File>,
    same: bool,
}

impl Comparison {
    pub(super) fn with(path: &Path) -> io::Result<Self> {
        Ok(Self { file: BufReader::new(File::open(path)?), same: true })
    }

    /// Whether just the content of the file was written.
    pub(super) fn is_same(mut self) -> io::Result<bool> {
        Ok(self.same && self.file.fill_buf()?.is_empty())
    }
}

impl Write for Comparison {
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
