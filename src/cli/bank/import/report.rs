//! What each imported question still lacks.

use super::super::super::table::wrapped;
use super::list::ImportedQuestion;
use crate::bank::{SourceFile, lint};
use crate::diag::Diagnostic;
use crate::text::{count, join, shown, visible};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Each question with the fields that are still empty, as the linter sees them beside the `catalogues`.
pub(super) fn report(questions: &[ImportedQuestion], catalogues: &[SourceFile]) -> String {
    let written = questions.iter().map(|q| SourceFile {
        name: q.name.clone(),
        shown: shown(&q.path),
        text: q.text.clone(),
    });
    let findings = lint(&catalogues.iter().cloned().chain(written).collect::<Vec<_>>());
    let mut by_file: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in &findings {
        if let Some(place) = &finding.place {
            by_file.entry(&place.file).or_default().push(finding);
        }
    }
    let mut out = String::new();
    for question in questions {
        let own = by_file.get(shown(&question.path).as_str());
        describe(question, own.map_or(&[], Vec::as_slice), &mut out);
    }
    out
}

fn describe(question: &ImportedQuestion, findings: &[&Diagnostic], out: &mut String) {
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
    let _ = writeln!(out, "{}", visible(&question.id));
    let _ = writeln!(out, "  {}", wrapped(&format!("lacks {}", join(&lacks, "and")), 4));
    if !others.is_empty() {
        let _ = writeln!(out, "  {} of panelkit bank lint", count(others.len(), "further finding"));
    }
    if !question.similar.is_empty() {
        let similar = format!("the bank asks nearly the same: {}", join(&question.similar, "and"));
        let _ = writeln!(out, "  {}", wrapped(&similar, 4));
    }
}
