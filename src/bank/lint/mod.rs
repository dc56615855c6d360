//! What a reviewer of the bank would say about it: wording, questions that can't be asked, structure, twins.
//!
//! A rule is a function from questions to findings. It sees each question as far as it could be read, so that one run tells
//! everything, what keeps the bank from loading included. Errors are left to the readers: nothing that a rule finds makes a
//! bank unusable, so it warns, or notes what may be intended.

mod asking;
mod ladder;
mod market;
mod prepared;
mod private;
mod rung_words;
mod similar;
mod spelling;
mod structure;
#[cfg(test)]
mod tests;
mod twins;
mod wording;
mod written;

use super::catalogue::{CatalogueNames, Framework};
use super::source::SourceFile;
use super::{parse, read};
use crate::diag::{Diagnostic, Place};
use written::WrittenQuestion;

/// All findings of all `files`, by file and line.
pub fn lint(files: &[SourceFile]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let (bank, names) = read::catalogues(files, &mut findings);
    parse::questions(files, &names, &mut findings);
    let questions: Vec<WrittenQuestion<'_>> =
        files.iter().filter(|f| f.is_question()).map(WrittenQuestion::read).collect();
    for question in &questions {
        check(question, &names, &mut findings);
    }
    market::check(files, &names, &mut findings);
    unused_frameworks(files, &bank.frameworks, &questions, &mut findings);
    twins::check(&questions, &mut findings);
    findings.sort_by(|a, b| a.place.cmp(&b.place).then(b.severity.cmp(&a.severity)).then(a.code.cmp(b.code)));
    findings.dedup();
    findings
}

/// Every rule about a question by itself.
fn check(question: &WrittenQuestion<'_>, names: &CatalogueNames, findings: &mut Vec<Diagnostic>) {
    wording::check(question, findings);
    spelling::check(question, findings);
    asking::check(question, findings);
    structure::check(question, names, findings);
    ladder::check(question, findings);
    prepared::check(question, findings);
}

/// Looks at questions one by one, beside the catalogues of their bank: what [`lint()`] finds in each, but for what two
/// questions have in common.
pub struct QuestionLint {
    names: CatalogueNames,
}

impl QuestionLint {
    /// A linter for questions beside these catalogues.
    pub fn new(catalogues: &[SourceFile]) -> Self {
        Self { names: read::catalogues(catalogues, &mut Vec::new()).1 }
    }

    /// The findings on the question in `file`.
    pub fn findings(&self, file: &SourceFile) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        parse::questions(std::slice::from_ref(file), &self.names, &mut findings);
        check(&WrittenQuestion::read(file), &self.names, &mut findings);
        findings
    }
}

/// A framework that no question follows, and that no topic asks for, is noted.
fn unused_frameworks(
    files: &[SourceFile],
    frameworks: &[Framework],
    questions: &[WrittenQuestion<'_>],
    findings: &mut Vec<Diagnostic>,
) {
    let Some(source) = files.iter().find(|f| f.name == "frameworks.toml") else { return };
    // A mistake in the file may hide what would keep a framework from being noted.
    if findings.iter().any(|f| f.place.as_ref().is_some_and(|p| p.file == source.shown)) {
        return;
    }
    for framework in frameworks.iter().filter(|f| f.topics.is_empty()) {
        let used =
            |d: &WrittenQuestion<'_>| d.of(written::QuestionField::Framework).any(|t| t.said == framework.id);
        if questions.iter().any(used) {
            continue;
        }
        let quoted = format!("\"{}\"", framework.id);
        let start = source.text.find(&quoted).unwrap_or(0);
        let place = Place::of_span(&source.shown, &source.text, start..start + quoted.len());
        findings.push(
            Diagnostic::note("unused-framework", format!("no question follows `{}`", framework.id))
                .at(place)
                .hint("name it in a question, give it the topic that asks for it, or remove it"),
        );
    }
}
