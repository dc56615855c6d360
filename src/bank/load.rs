//! A bank as it is read: from a folder, or from the binary.

use super::contents::Bank;
use super::source::{self, BankLayer, SourceFile};
use super::{catalogue, pack, parse, read};
use crate::diag::{Failure, Severity};
use crate::text::fnv1a_of_files;
use std::path::Path;

impl Bank {
    /// The bank in `folder`, or the built-in one. Catalogues that the folder doesn't hold are the built-in ones.
    pub fn load(folder: Option<&Path>) -> Result<Self, Failure> {
        match folder.is_none().then(built_in).flatten() {
            Some(bank) => Ok(bank),
            None => Self::from_files(&source::files(folder)?),
        }
    }

    /// The files that [`Bank::load`] reads, sorted by name.
    pub fn files(folder: Option<&Path>) -> Result<Vec<SourceFile>, Failure> {
        source::files(folder)
    }

    /// The bank that several make together: a later one adds to those before it.
    pub fn layered(layers: &[BankLayer]) -> Result<Self, Failure> {
        match layers {
            [] | [BankLayer::BuiltIn] => Self::load(None),
            _ => Self::from_files(&source::layered(layers)?),
        }
    }

    /// The files that [`Bank::layered`] reads, sorted by name.
    pub fn layered_files(layers: &[BankLayer]) -> Result<Vec<SourceFile>, Failure> {
        source::layered(layers)
    }

    /// The files that lie in `folder`, sorted by name, without those that [`Bank::files`] completes them by.
    pub fn own_files(folder: &Path) -> Result<Vec<SourceFile>, Failure> {
        source::own_files(folder)
    }

    /// The file of the question `id` among `files`.
    pub fn source_of<'f>(files: &'f [SourceFile], id: &str) -> Option<&'f SourceFile> {
        files.iter().find(|f| f.is_question() && parse::id_of(&f.name) == id)
    }

    /// The bank that these files make; fails with all errors of all files. What is wrong with drafts is left to
    /// [`super::lint()`].
    pub fn from_files(files: &[SourceFile]) -> Result<Self, Failure> {
        let mut findings = Vec::new();
        let (mut bank, names) = read::catalogues(files, &mut findings);
        bank.questions = parse::questions(files, &names, &mut findings);
        findings.retain(|finding| finding.severity == Severity::Error);
        if !findings.is_empty() {
            findings.sort_by(|a, b| a.place.cmp(&b.place));
            return Err(Failure(findings));
        }
        bank.hash = fnv1a_of_files(files.iter().map(|f| (f.name.as_str(), f.text.as_str())));
        Ok(bank)
    }
}

/// The built-in bank without reading its TOML; none if the build couldn't pack it.
fn built_in() -> Option<Bank> {
    let bank = pack::packed()?;
    let mut findings = Vec::new();
    let (topics, _) = catalogue::topics(source::built_in_topics().as_slice(), &mut findings);
    findings.is_empty().then_some(Bank { topics, ..bank })
}
