//! `panelkit bank lint`: checks every file of a bank.

use super::super::ui::Ui;
use crate::bank::{Bank, lint};
use crate::cli::args::{BankLintArgs, LintFormat};
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::cli::ui::json;
use crate::diag::{Diagnostic, Failure, Severity};
use crate::text::{count, visible};
use serde::Serialize;

/// The findings of `bank lint --format json`.
#[derive(Serialize)]
struct LintReport<'a> {
    format: &'static str,
    findings: &'a [Diagnostic],
}

pub(super) fn run(args: &BankLintArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let files = Bank::files(config.bank_folder())?;
    let findings = lint(&files);
    match args.format {
        LintFormat::Full => ui.findings(&findings),
        LintFormat::Short => findings.iter().for_each(|d| ui.result(&format!("{}\n", visible(&line(d))))),
        LintFormat::Json => {
            ui.result(&json(&LintReport { format: "panelkit.findings/1", findings: &findings }));
        }
    }
    let read = count(files.iter().filter(|f| f.is_question()).count(), "question");
    ui.say(&match findings.len() {
        0 => format!("{read}, nothing to mend."),
        n => format!("{read}, {}.", count(n, "finding")),
    });
    Ok(if findings.is_empty() { Outcome::Done } else { Outcome::NeedsPerson })
}

/// A finding on one line, for logs and editors.
fn line(d: &Diagnostic) -> String {
    let severity = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    format!("{d} [{severity}: {}]", d.code)
}
