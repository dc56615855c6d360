//! `panelkit bank lint`: checks every file of a bank.

use super::super::ui::Ui;
use super::super::{Global, Outcome};
use crate::bank::{Bank, lint};
use crate::cli::ui::json;
use crate::diag::{Diagnostic, Failure, Severity};
use crate::text::{count, visible};
use clap::{Args, ValueEnum};
use serde::Serialize;

/// Check every file of the bank; exit 1 where something was found
#[derive(Args)]
pub(super) struct Lint {
    /// How findings are printed: full with their lines, short one a line
    #[arg(long, value_enum, default_value_t = Format::Full)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Full,
    Short,
    Json,
}

/// The findings of `bank lint --format json`.
#[derive(Serialize)]
struct LintReport<'a> {
    format: &'static str,
    findings: &'a [Diagnostic],
}

impl Lint {
    pub(super) fn run(&self, global: &Global, ui: &mut Ui) -> Result<Outcome, Failure> {
        let files = Bank::files(global.bank_folder())?;
        let findings = lint(&files);
        match self.format {
            Format::Full => ui.findings(&findings),
            Format::Short => findings.iter().for_each(|d| ui.result(&format!("{}\n", visible(&line(d))))),
            Format::Json => {
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
