//! Tidy files of any size: one row a score, read block by block, on one thread or several.
//!
//! Only the cells that are asked for are taken out of a row. A quote means something at the start of a cell only; a row
//! whose quotes are at fault is rejected with its line, and reading goes on with the next line.

mod block;
mod ends;
mod header;
mod parallel;

use crate::diag::{Diagnostic, Place};
use block::Reader;
use std::io::Read;

/// How many cells of a row are asked for at most.
pub const SLOTS: usize = 4;

/// The cells of a row that were asked for, in the order of the wish; empty where no column was asked for.
pub type Cells<'a> = [&'a [u8]; SLOTS];

/// A tidy file, its header read.
pub struct Tidy {
    file: String,
    /// The header's names.
    header: Vec<String>,
    separator: u8,
    source: Reader,
}

/// Takes rows; each thread has its own.
pub trait Sink: Send {
    /// Takes one row, or tells what is wrong with it.
    fn row(&mut self, cells: &Cells<'_>) -> Result<(), Fault>;
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The slot of the cell that is at fault.
    pub slot: usize,
    /// A stable slug.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What is allowed.
    pub hint: String,
}

/// What came of reading a file.
#[derive(Debug)]
pub struct Drained<S> {
    /// The sinks with what they took.
    pub sinks: Vec<S>,
    /// Rows that say something, below the header.
    pub rows: u64,
    /// How many of them were rejected.
    pub rejected: u64,
    /// The first rejections, by line.
    pub findings: Vec<Diagnostic>,
}

/// So many rejections are told one by one.
pub const TOLD: usize = 20;

impl Tidy {
    /// The file behind `source`, its header being the first row among the first twenty in which `found` recognises
    /// every column that is needed; fails with the reason where there is none, or where it is no table.
    pub fn open(
        file: &str,
        source: Box<dyn Read + Send>,
        found: &dyn Fn(&[String]) -> Result<(), Diagnostic>,
    ) -> Result<Self, Diagnostic> {
        header::open(file, source, found)
    }

    /// The names of the columns as they stand in the file.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Hands each row's cells in `columns` to a sink: with several sinks, each works on a thread of its own.
    ///
    /// Fails where the file can't be read to its end.
    pub fn drain<S: Sink>(
        self,
        columns: [Option<usize>; SLOTS],
        sinks: Vec<S>,
    ) -> Result<Drained<S>, Diagnostic> {
        let wish = Wish::new(columns, self.separator);
        let file = self.file.clone();
        let read = if sinks.len() > 1 {
            parallel::drain(self.source, &wish, sinks)
        } else {
            block::drain(self.source, &wish, sinks)
        };
        let mut drained = read.map_err(|e| {
            Diagnostic::error("unreadable", format!("the file can't be read: {e}")).at(Place::file(&file))
        })?;
        drained.findings.sort_by_key(|d| d.place.as_ref().map_or(0, |p| p.line));
        drained.findings.truncate(TOLD);
        for place in drained.findings.iter_mut().filter_map(|d| d.place.as_mut()) {
            place.file.clone_from(&file);
        }
        Ok(drained)
    }
}

/// Which cells are asked for.
#[derive(Debug, Clone)]
struct Wish {
    /// The slot of each column up to the last one that is asked for.
    slots: Vec<Option<usize>>,
    separator: u8,
}

impl Wish {
    fn new(columns: [Option<usize>; SLOTS], separator: u8) -> Self {
        let last = columns.iter().flatten().max().map_or(0, |m| m + 1);
        let mut slots = vec![None; last];
        for (slot, column) in columns.iter().enumerate() {
            if let Some(c) = column {
                slots[*c] = Some(slot);
            }
        }
        Self { slots, separator }
    }
}

/// A cell's bytes as a name: UTF-8, else Windows-1252.
pub fn name(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => super::write::unguard(text).to_owned(),
        Err(_) => {
            super::write::unguard(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0).to_owned()
        }
    }
}

#[cfg(test)]
mod tests;
