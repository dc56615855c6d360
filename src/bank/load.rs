//! A bank as it is read: from a folder, or from the binary.

use super::contents::Bank;
use super::source::{self, SourceFile};
use super::{pack, parse, read};
use crate::diag::Failure;
use crate::text::fnv1a_of_files;
use std::path::Path;

impl Bank {
    /// The bank in `folder`, or the built-in one. Catalogues that the folder doesn't hold are the built-in ones.
    pub fn load(folder: Option<&Path>) -> Result<Self, Failure> {
        if folder.is_none()
            && let Some((questions, hash)) = pack::packed()
        {
            let mut findings = Vec::new();
            let (bank, _) = read::catalogues(&source::built_in_catalogues(), &mut findings);
            if findings.is_empty() {
                return Ok(Self { questions, hash, ..bank });
            }
        }
        Self::from_files(&source::files(folder)?)
    }

    /// The files that [`Bank::load`] reads, sorted by name.
    pub fn files(folder: Option<&Path>) -> Result<Vec<SourceFile>, Failure> {
        source::files(folder)
    }

    /// The file of the question `id` among `files`.
    pub fn source_of<'f>(files: &'f [SourceFile], id: &str) -> Option<&'f SourceFile> {
        files.iter().find(|f| f.is_question() && parse::id_of(&f.name) == id)
    }

    /// The bank that these files make; fails with all findings of all files.
    pub fn from_files(files: &[SourceFile]) -> Result<Self, Failure> {
        let mut findings = Vec::new();
        let (mut bank, names) = read::catalogues(files, &mut findings);
        bank.questions = parse::questions(files, &names, &mut findings);
        if !findings.is_empty() {
            findings.sort_by(|a, b| a.place.cmp(&b.place));
            return Err(Failure(findings));
        }
        bank.hash = fnv1a_of_files(files.iter().map(|f| (f.name.as_str(), f.text.as_str())));
        Ok(bank)
    }
}
