//! The reference of all commands, `docs/commands.md`, from their definitions.

use super::args::Cli;
use clap::{Arg, Command, CommandFactory};
use std::fmt::Write as _;

/// The heading under which options stand that every command takes.
const EVERYWHERE: &str = "Everywhere";

/// The reference of all commands as Markdown: what each one's help says.
pub fn reference() -> String {
    let mut command = Cli::command();
    command.build();
    let mut out = "# Commands\n\n<!-- Made from the help in `src/cli`: edit that, then \
                   PANELKIT_BLESS=1 cargo test reference -->\n\nWhat `panelkit COMMAND --help` says. Results go to standard output, everything else to\nstandard error; `-` in place of a file is standard input or output.\n\n\
                   | exit code | means |\n| --- | --- |\n| 0 | done |\n\
                   | 1 | done, and something needs a person: rejected rows, missing scorecards, findings |\n\
                   | 2 | it could not be done |\n\
                   | 130 | it was ended by Ctrl-C; no file is half written |\n"
        .to_owned();
    let shown = |c: &&Command| !c.is_hide_set();
    for sub in command.get_subcommands().filter(shown) {
        section(sub, 2, &mut out);
        for inner in sub.get_subcommands().filter(shown) {
            section(inner, 3, &mut out);
        }
    }
    out.push_str("\n## Options of every command\n\n");
    // All have them; one that takes no arguments of its own shows them once.
    arguments(command.get_arguments().filter(|a| is_global(a)), &mut out);
    out
}

fn section(command: &Command, level: usize, out: &mut String) {
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
    let _ = write!(out, "\n{} {name}\n", "#".repeat(level));
    if let Some(about) = command.get_about() {
        let _ = write!(out, "\n{}.\n", cell(&about.to_string()));
    }
    let usage = command.clone().render_usage().to_string();
    let _ = write!(out, "\n```text\n{}\n```\n", usage.trim_start_matches("Usage: ").trim());
    if let Some(examples) = command.get_before_help() {
        let _ = write!(out, "\n```text\n{}\n```\n", examples.to_string().trim_end());
    }
    let own: Vec<&Arg> = command.get_arguments().filter(|a| !a.is_hide_set() && !is_global(a)).collect();
    if !own.is_empty() {
        out.push('\n');
        arguments(own.into_iter(), out);
    }
}

fn is_global(arg: &Arg) -> bool {
    arg.get_help_heading() == Some(EVERYWHERE) || ["help", "version"].contains(&arg.get_id().as_str())
}

fn arguments<'a>(arguments: impl Iterator<Item = &'a Arg>, out: &mut String) {
    out.push_str("| argument | |\n| --- | --- |\n");
    for arg in arguments {
        let _ = writeln!(out, "| {} | {} |", name(arg), says(arg));
    }
}

/// `-o, --output DIR`, as it is typed.
fn name(arg: &Arg) -> String {
    let value = value(arg);
    let mut names: Vec<String> = Vec::new();
    names.extend(arg.get_short().map(|s| format!("`-{s}`")));
    names.extend(arg.get_long().map(|l| format!("`--{l}{}`", cell(&format!(" {value}")).trim_end())));
    for alias in arg.get_visible_aliases().unwrap_or_default() {
        names.push(format!("`--{alias}`"));
    }
    if names.is_empty() { format!("`{}`", cell(&value)) } else { names.join(", ") }
}

fn value(arg: &Arg) -> String {
    if !arg.get_action().takes_values() {
        return String::new();
    }
    let names: Vec<&str> =
        arg.get_value_names().unwrap_or_default().iter().map(clap::builder::Str::as_str).collect();
    let many = arg.get_num_args().is_some_and(|n| n.max_values() > 1)
        || (arg.is_positional() && matches!(arg.get_action(), clap::ArgAction::Append));
    format!("{}{}", names.join(" "), if many { "..." } else { "" })
}

fn says(arg: &Arg) -> String {
    let mut parts = vec![arg.get_help().map(|h| cell(&h.to_string())).unwrap_or_default()];
    let shown: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|v| !v.is_hide_set() && arg.get_action().takes_values())
        .map(|v| format!("`{}`", v.get_name()))
        .collect();
    if !shown.is_empty() {
        parts.push(format!("One of {}.", shown.join(", ")));
    }
    let defaults: Vec<String> =
        arg.get_default_values().iter().map(|d| format!("`{}`", d.to_string_lossy())).collect();
    if !defaults.is_empty() && arg.get_action().takes_values() {
        parts.push(format!("Default {}.", defaults.join(", ")));
    }
    if let Some(variable) = arg.get_env() {
        parts.push(format!("Environment `{}`.", variable.to_string_lossy()));
    }
    let first = parts.remove(0);
    if parts.is_empty() { first } else { format!("{}. {}", first.trim_end_matches('.'), parts.join(" ")) }
}

/// Text inside a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
