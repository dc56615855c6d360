//! Asking before something is done that has consequences.

use super::config::Config;
use super::ui::Ui;
use crate::diag::{Diagnostic, Failure};
use std::io::{self, IsTerminal};

/// Whether the person agrees to what was announced; without a question where `--force` or a dry run stands on the command line.
///
/// Fails with `refusal` where there is nobody to ask.
pub(super) fn confirmed(
    question: &str,
    refusal: Diagnostic,
    config: &Config,
    ui: &mut Ui,
) -> Result<bool, Failure> {
    if config.force || config.dry_run {
        return Ok(true);
    }
    if config.no_input || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(refusal.into());
    }
    ui.say(&format!("{question} [y/N]"));
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer);
    Ok(read.is_ok() && ["y", "yes"].contains(&answer.trim().to_lowercase().as_str()))
}
