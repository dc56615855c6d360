//! Asking on the terminal for what the command line leaves out.

use crate::bank::{Bank, Role};
use crate::cli::config::Config;
use crate::diag::{Diagnostic, Failure};
use inquire::{InquireError, MultiSelect, Select};
use std::io::{self, IsTerminal};

/// Role, level and stacks, given or asked for.
pub(super) struct Answers {
    pub role: String,
    pub level: String,
    pub stacks: Vec<String>,
    /// Whether anything was asked.
    pub asked: bool,
}

impl Answers {
    /// The command line that gives the same plan.
    pub fn command_line(&self, loop_name: &str) -> String {
        let mut line = format!("panelkit plan --role {} --seniority {}", self.role, self.level);
        if !self.stacks.is_empty() {
            line = format!("{line} --stack {}", self.stacks.join(","));
        }
        if loop_name != "onsite" {
            line = format!("{line} --loop {loop_name}");
        }
        line
    }
}

/// Completes what was given by asking. Fails where something is missing and there is nobody to ask, and where the
/// person breaks off.
pub(super) fn complete(
    bank: &Bank,
    role: Option<&str>,
    level: Option<&str>,
    stacks: &[String],
    config: &Config,
) -> Result<Answers, Failure> {
    let given = dedup(stacks);
    if let (Some(role), Some(level)) = (role, level) {
        return Ok(Answers { role: role.to_owned(), level: level.to_owned(), stacks: given, asked: false });
    }
    if config.no_input || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(missing(bank, role, level));
    }
    let asked = ask(bank, role, level, given);
    asked.map_err(|e| match e {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => {
            Diagnostic::error("broken-off", "nothing was planned")
                .hint("name --role and --seniority, or start again")
                .into()
        }
        other => Diagnostic::error("terminal", format!("the terminal can't be asked: {other}"))
            .hint("name --role and --seniority")
            .into(),
    })
}

fn missing(bank: &Bank, role: Option<&str>, level: Option<&str>) -> Failure {
    let mut findings = Vec::new();
    let mut lacks = |flag: &str, names: Vec<&str>| {
        findings.push(
            Diagnostic::error("missing-argument", format!("{flag} is missing"))
                .hint(format!("one of: {}", names.join(", "))),
        );
    };
    if role.is_none() {
        lacks("--role", bank.roles.iter().map(|r| r.id.as_str()).collect());
    }
    if level.is_none() {
        lacks("--seniority", bank.levels.iter().map(|l| l.id.as_str()).collect());
    }
    Failure(findings)
}

fn ask(
    bank: &Bank,
    role: Option<&str>,
    level: Option<&str>,
    given: Vec<String>,
) -> Result<Answers, InquireError> {
    let role = if let Some(role) = role {
        role.to_owned()
    } else {
        let ids: Vec<&str> = bank.roles.iter().map(|r| r.id.as_str()).collect();
        let first = ids.iter().position(|id| *id == "backend").unwrap_or(0);
        Select::new("Role", ids)
            .with_starting_cursor(first)
            .with_help_message("type to narrow, enter to choose")
            .prompt()?
            .to_owned()
    };
    let known = bank.role(&role);
    let level = if let Some(level) = level {
        level.to_owned()
    } else {
        let offered = |l: &&str| known.is_none_or(|r| r.weights.contains_key(*l));
        let ids: Vec<&str> = bank.levels.iter().map(|l| l.id.as_str()).filter(|l| offered(l)).collect();
        let first = ids.iter().position(|id| *id == "senior").unwrap_or(0);
        Select::new("Level", ids).with_starting_cursor(first).prompt()?.to_owned()
    };
    let stacks = if given.is_empty() { ask_stacks(known)? } else { given };
    Ok(Answers { role, level, stacks, asked: true })
}

fn ask_stacks(role: Option<&Role>) -> Result<Vec<String>, InquireError> {
    let all: Vec<String> = role.map_or_else(Vec::new, |r| r.stacks.clone());
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let own = role.map_or_else(Vec::new, |r| r.default_stacks.clone());
    let marked: Vec<usize> = (0..all.len()).filter(|i| own.contains(&all[*i])).collect();
    MultiSelect::new("Stacks", all)
        .with_default(&marked)
        .with_help_message("space marks, enter goes on; none: questions that need no particular one")
        .prompt()
}

fn dedup(names: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in names.iter().map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()) {
        if !out.contains(&name) {
            out.push(name);
        }
    }
    out
}
