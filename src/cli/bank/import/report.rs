//! What each imported question still lacks.

use super::super::super::table::wrapped;
use crate::bank::{QuestionLint, SourceFile};
use crate::diag::Diagnostic;
use crate::import::ImportedQuestion;
use crate::text::{count, join, visible};
use rayon::prelude::*;
use std::fmt::Write as _;

/// Tells what questions lack, as the linter sees them beside the catalogues of a bank.
pub(super) struct ImportReport {
    lint: QuestionLint,
}

impl ImportReport {
    pub(super) fn new(catalogues: &[SourceFile]) -> Self {
        Self { lint: QuestionLint::new(catalogues) }
    }

    /// What each of `questions` lacks, whose files have these names and texts; those that lack the same stand together.
    pub(super) fn of(&self, questions: &[ImportedQuestion], files: &[(String, String)]) -> String {
        let lacks: Vec<String> = questions
            .par_iter()
            .zip(files)
            .map(|(question, (name, text))| {
                let file = SourceFile { name: name.clone(), shown: name.clone(), text: text.clone() };
                describe(question, &self.lint.findings(&file))
            })
            .collect();
        let mut out = String::new();
        for (i, (question, told)) in questions.iter().zip(&lacks).enumerate() {
            let _ = writeln!(out, "{}", visible(&question.id));
            if lacks.get(i + 1) != Some(told) {
                out.push_str(told);
            }
        }
        out
    }
}

fn describe(question: &ImportedQuestion, findings: &[Diagnostic]) -> String {
    let (empty, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        findings.iter().partition(|f| f.code == "empty");
    let mut lacks: Vec<&str> = Vec::new();
    if question.known.levels.is_empty() {
        lacks.push("levels");
    }
    for field in empty.iter().filter_map(|f| f.subject.as_deref()) {
        // Of `probes[0].ask` the probes are lacking.
        let field = field.split(['.', '[']).next().unwrap_or(field);
        if !lacks.contains(&field) {
            lacks.push(field);
        }
    }
    let mut out = String::new();
    let lacks = if lacks.is_empty() { "nothing".to_owned() } else { join(&lacks, "and") };
    let _ = writeln!(out, "  {}", wrapped(&format!("lacks {lacks}"), 4));
    if !others.is_empty() {
        let _ = writeln!(out, "  {} of panelkit bank lint", count(others.len(), "further finding"));
    }
    if question.known.ask.contains('\n') {
        let told = "its words have several lines: what candidates read belongs into `handout`";
        let _ = writeln!(out, "  {}", wrapped(told, 4));
    }
    if !question.similar.is_empty() {
        let similar = format!("the bank asks nearly the same: {}", join(&question.similar, "and"));
        let _ = writeln!(out, "  {}", wrapped(&similar, 4));
    }
    out
}
