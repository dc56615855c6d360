//! Asking on the terminal for what the command line leaves out.

mod dialogue;

use crate::bank::{Bank, Role};
use crate::cli::config::Config;
use crate::diag::{Diagnostic, Failure};
use crate::text::join;
use dialogue::{Dialogue, NoAnswer};
use std::io::{self, IsTerminal, Write};

/// What an advertisement leaves open: what each may be, the likeliest first, and what says so.
#[derive(Debug, Default)]
pub(super) struct Open {
    pub roles: Vec<String>,
    /// Why the role is open, in words.
    pub role_said: Option<String>,
    pub levels: Vec<String>,
    /// Why the level is open, in words.
    pub level_said: Option<String>,
}

/// Role, level and stacks, known or asked for.
pub(super) struct Answers<'b> {
    pub role: &'b Role,
    pub level: &'b str,
    /// The stacks, where they were asked for.
    pub stacks: Option<Vec<String>>,
}

/// Whether there is somebody who can be asked.
pub(in crate::cli) fn is_possible(config: &Config) -> bool {
    !config.no_input && io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks for what isn't known. Fails where the person breaks off.
pub(super) fn complete<'b>(
    bank: &'b Bank,
    role: Option<&'b Role>,
    level: Option<&'b str>,
    takes_stacks: bool,
    open: &Open,
) -> Result<Answers<'b>, Failure> {
    let mut dialogue = Dialogue { out: io::stderr(), answer: typed_line };
    let answers = ask(&mut dialogue, bank, role, level, takes_stacks, open);
    answers.map_err(|why| no_answer(&why, "nothing was planned", "--role and --seniority"))
}

/// The names that somebody types, one a line, perhaps none; `flag` is the option that says the same. Fails where the person
/// breaks off.
pub(in crate::cli) fn names(noun: &str, flag: &str) -> Result<Vec<String>, Failure> {
    let mut dialogue = Dialogue { out: io::stderr(), answer: typed_line };
    dialogue.names(noun).map_err(|why| no_answer(&why, "nothing was written", flag))
}

/// The error that there is no answer, and so `undone`; `options` would say the same.
fn no_answer(why: &NoAnswer, undone: &str, options: &str) -> Failure {
    match why {
        NoAnswer::Terminal(e) => Diagnostic::error("terminal", format!("the terminal can't be asked: {e}"))
            .hint(format!("name {options}"))
            .into(),
        NoAnswer::BrokenOff => {
            // The prompt stands on a line without an end.
            let _ = writeln!(io::stderr());
            Diagnostic::error("broken-off", undone).hint(format!("name {options}, or start again")).into()
        }
    }
}

/// The next line that the person types; none at the end of input.
fn typed_line() -> io::Result<Option<String>> {
    let mut line = String::new();
    let bytes = io::stdin().read_line(&mut line)?;
    Ok((bytes > 0).then_some(line))
}

/// The findings that role or level are missing, with what an advertisement says of them.
pub(super) fn missing(bank: &Bank, role: bool, level: bool, open: &Open) -> Vec<Diagnostic> {
    let lacks = |flag: &str, said: Option<&String>, may_be: &[String], names: Vec<&str>| {
        let message = match said {
            Some(said) => format!("{flag} is missing: {said}"),
            None => format!("{flag} is missing"),
        };
        let hint = if may_be.is_empty() {
            format!("one of: {}", names.join(", "))
        } else {
            let flags: Vec<String> = may_be.iter().map(|name| format!("{flag} {name}")).collect();
            join(&flags, "or")
        };
        Diagnostic::error("missing-argument", message).hint(hint)
    };
    let mut findings = Vec::new();
    if role {
        let ids = bank.roles.iter().map(|r| r.id.as_str()).collect();
        findings.push(lacks("--role", open.role_said.as_ref(), &open.roles, ids));
    }
    if level {
        let ids = bank.levels.iter().map(|l| l.id.as_str()).collect();
        findings.push(lacks("--seniority", open.level_said.as_ref(), &open.levels, ids));
    }
    findings
}

fn ask<'b, W: Write, A: FnMut() -> io::Result<Option<String>>>(
    dialogue: &mut Dialogue<W, A>,
    bank: &'b Bank,
    role: Option<&'b Role>,
    level: Option<&'b str>,
    takes_stacks: bool,
    open: &Open,
) -> Result<Answers<'b>, NoAnswer> {
    let at = |ids: &[&str], wanted: Option<&String>, usual: &str| {
        let place = |id: &str| ids.iter().position(|i| *i == id);
        wanted.and_then(|id| place(id)).or_else(|| place(usual)).unwrap_or(0)
    };
    let role = if let Some(role) = role {
        role
    } else {
        let ids: Vec<&str> = bank.roles.iter().map(|r| r.id.as_str()).collect();
        let usual = at(&ids, open.roles.first(), "backend");
        &bank.roles[dialogue.one("role", &ids, usual)?]
    };
    let level = if let Some(level) = level {
        level
    } else {
        let offered = |l: &&str| role.weights.contains_key(*l);
        let ids: Vec<&str> = bank.levels.iter().map(|l| l.id.as_str()).filter(offered).collect();
        let usual = at(&ids, open.levels.first(), "senior");
        ids[dialogue.one("level", &ids, usual)?]
    };
    let stacks = (takes_stacks && !role.stacks.is_empty()).then(|| ask_stacks(dialogue, role)).transpose()?;
    Ok(Answers { role, level, stacks })
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
