//! The reader of whole lists.

use super::causes::Causes;
use super::fields::COLUMNS;
use super::list::{ImportedQuestion, QuestionList};
use super::question::{BankNames, EntryReader, ImportDefaults};
use super::source;
use crate::bank::Bank;
use crate::diag::{Diagnostic, Failure, Severity};
use crate::sheet::{Column, SheetReader, Vocabulary};
use std::path::Path;

/// Reads lists of questions for a bank.
pub struct ListReader<'a> {
    /// The bank whose levels, kinds and ladders questions follow.
    pub bank: &'a Bank,
    /// Its names, as lists write them.
    pub names: &'a BankNames<'a>,
    /// Reads the lists that are tables.
    pub sheets: &'a SheetReader,
    /// A team's own headings.
    pub headings: &'a [(Column, String)],
    /// What holds for all questions of a list that don't say otherwise.
    pub defaults: ImportDefaults,
}

/// What was read of a list.
pub struct ImportedList {
    /// Its questions, each once.
    pub questions: Vec<ImportedQuestion>,
    /// How many entries it has.
    pub entries: usize,
    /// What was noticed, one finding a cause.
    pub findings: Vec<Diagnostic>,
}

impl ListReader<'_> {
    /// The questions in `bytes`, the content of the file at `path`. Fails where none can be read.
    pub fn read(self, path: &Path, bytes: &[u8]) -> Result<ImportedList, Failure> {
        let words = Vocabulary::new(&COLUMNS, self.headings);
        let mut list = QuestionList::new(EntryReader {
            bank: self.bank,
            names: self.names,
            words: &words,
            defaults: self.defaults,
            causes: Causes::default(),
        });
        let mut findings = source::read(path, bytes, self.sheets, &words, &mut list)?;
        let entries = list.read;
        let (questions, noticed) = list.finish();
        findings.extend(noticed);
        if entries == 0 && !findings.iter().any(|f| f.severity == Severity::Error) {
            findings.push(source::nothing(path));
            return Err(Failure(findings));
        }
        Ok(ImportedList { questions, entries, findings })
    }
}
