//! Asking on the terminal for what the command line leaves out.

mod dialogue;

use crate::bank::{Bank, Role};
use crate::cli::config::Config;
use crate::diag::{Diagnostic, Failure};
use dialogue::{Dialogue, NoAnswer};
use std::io::{self, IsTerminal, Write};

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

/// Asks for what isn't given. Fails where something is missing and there is nobody to ask, and where the person breaks
/// off.
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
    let mut dialogue = Dialogue { out: io::stderr(), answer: typed_line };
    match ask(&mut dialogue, bank, role, level, given) {
        Ok(answers) => Ok(answers),
        Err(NoAnswer::Terminal(e)) => {
            Err(Diagnostic::error("terminal", format!("the terminal can't be asked: {e}"))
                .hint("name --role and --seniority")
                .into())
        }
        Err(NoAnswer::BrokenOff) => {
            // The prompt stands on a line without an end.
            let _ = writeln!(io::stderr());
            Err(Diagnostic::error("broken-off", "nothing was planned")
                .hint("name --role and --seniority, or start again")
                .into())
        }
    }
}

/// The next line that the person types; none at the end of input.
fn typed_line() -> io::Result<Option<String>> {
    let mut line = String::new();
    let bytes = io::stdin().read_line(&mut line)?;
    Ok((bytes > 0).then_some(line))
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

fn ask<W: Write, A: FnMut() -> io::Result<Option<String>>>(
    dialogue: &mut Dialogue<W, A>,
    bank: &Bank,
    role: Option<&str>,
    level: Option<&str>,
    given: Vec<String>,
) -> Result<Answers, NoAnswer> {
    let role = if let Some(role) = role {
        role.to_owned()
    } else {
        let ids: Vec<&str> = bank.roles.iter().map(|r| r.id.as_str()).collect();
        let usual = ids.iter().position(|id| *id == "backend").unwrap_or(0);
        ids[dialogue.one("role", &ids, usual)?].to_owned()
    };
    let known = bank.role(&role);
    let level = if let Some(level) = level {
        level.to_owned()
    } else {
        let offered = |l: &&str| known.is_none_or(|r| r.weights.contains_key(*l));
        let ids: Vec<&str> = bank.levels.iter().map(|l| l.id.as_str()).filter(|l| offered(l)).collect();
        let usual = ids.iter().position(|id| *id == "senior").unwrap_or(0);
        ids[dialogue.one("level", &ids, usual)?].to_owned()
    };
    let stacks = match known {
        Some(role) if given.is_empty() && !role.stacks.is_empty() => ask_stacks(dialogue, role)?,
        _ => given,
    };
    Ok(Answers { role, level, stacks, asked: true })
}

fn ask_stacks<W: Write, A: FnMut() -> io::Result<Option<String>>>(
    dialogue: &mut Dialogue<W, A>,
    role: &Role,
) -> Result<Vec<String>, NoAnswer> {
    let all: Vec<&str> = role.stacks.iter().map(String::as_str).collect();
    let marked: Vec<usize> =
        (0..all.len()).filter(|i| role.default_stacks.contains(&role.stacks[*i])).collect();
    let chosen = dialogue.several("stack", &all, &marked)?;
    Ok(chosen.into_iter().map(|i| role.stacks[i].clone()).collect())
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
