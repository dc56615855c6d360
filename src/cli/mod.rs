//! The command line: the only place that reads arguments, clock and environment, and prints.
//!
//! Results go to standard output, everything else to standard error. Exit 0: done; 1: done, but something needs a
//! person; 2: it could not be done; 130: Ctrl-C.

mod args;
mod assign;
mod bank;
mod calibrate;
mod compare;
mod completions;
mod config;
mod confirm;
mod decide;
mod demo;
mod doctor;
mod eject;
mod files;
mod gather;
mod hold;
mod init;
mod letters;
mod man;
mod outcome;
mod packet;
mod people;
mod person;
mod plan;
mod reference;
mod retention;
mod schedule;
mod schema;
mod scores;
mod signals;
mod status;
mod system_fonts;
mod table;
mod threads;
mod tidy;
mod typeset;
mod ui;
mod unpacker;
mod watch;

pub use reference::reference;

use crate::diag::{Diagnostic, Failure};
use crate::opening::conflict_copies;
use crate::opening::files::GOVERNING;
use crate::text::is_invisible;
use args::{Cli, Color, Command};
use clap::Parser;
use config::{Config, Settings};
use outcome::Outcome;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use ui::Ui;

/// Runs the command line of this process and returns its exit code.
pub fn main() -> ExitCode {
    signals::survive_long_files();
    if unpacker::is_asked_for() {
        return if unpacker::serve().is_ok() { ExitCode::SUCCESS } else { ExitCode::from(2) };
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refuse(&error),
    };
    let mut ui = Ui::new(cli.global.color, cli.global.quiet);
    let copies = copies_beside(&cli.command);
    let result = run(&cli, &mut ui).map(|outcome| match Outcome::of(&copies) {
        Outcome::Done => outcome,
        Outcome::NeedsPerson => Outcome::NeedsPerson,
    });
    ui.findings(&copies);
    match result.and_then(|outcome| ui.all_out().map(|()| outcome).map_err(Failure::from)) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NeedsPerson) => ExitCode::from(1),
        Err(failure) => {
            ui.findings(&failure.0);
            ExitCode::from(2)
        }
    }
}

fn run(cli: &Cli, ui: &mut Ui) -> Result<Outcome, Failure> {
    let (settings, mistakes) = match Settings::load(cli.command.opening()) {
        Ok(settings) => (settings, Vec::new()),
        Err(failure) => (Settings::default(), failure.0),
    };
    let config = Config::new(&cli.global, settings);
    threads::prepare(cli.command.threads());
    match &cli.command {
        // It tells of mistakes in the settings among others.
        Command::Doctor(args) => Ok(doctor::run(args, &config, mistakes, ui)),
        _ if !mistakes.is_empty() => Err(Failure(mistakes)),
        Command::Init(args) => init::run(args, &config, ui),
        Command::Plan(args) => plan::run(args, &config, ui),
        Command::Assign(args) => assign::run(args, &config, ui),
        Command::Schedule(args) => schedule::run(args, &config, ui),
        Command::Packet(args) => packet::run(args, &config, ui),
        Command::Gather(args) => gather::run(args, &config, ui),
        Command::Status(args) => status::run(args, &config, ui),
        Command::Compare(args) => compare::run(args, &config, ui),
        Command::Decide(args) => decide::run(args, &config, ui),
        Command::Brief(args) => letters::brief(args, &config, ui),
        Command::Questions(args) => letters::questions(args, &config, ui),
        Command::Letter(args) => letters::letter(args, &config, ui),
        Command::Feedback(args) => letters::feedback(args, &config, ui),
        Command::Calibrate(args) => calibrate::run(args, &config, ui),
        Command::Export(args) => person::export(args, &config, ui),
        Command::Purge(args) => person::purge(args, &config, ui),
        Command::Hold(args) => hold::run(args, &config, ui),
        Command::Bank(args) => bank::run(args, &config, ui),
        Command::Demo(args) => demo::run(args, &config, ui),
        Command::Eject(args) => eject::run(args, &config, ui),
        Command::Schema(args) => schema::run(args, &config, ui),
        Command::Completions(args) => completions::run(args, &config, ui),
        Command::Man(args) => man::run(args, &config, ui),
    }
}

/// Warnings of copies that a synchronised folder made of what the command goes by; it goes by none of them.
fn copies_beside(command: &Command) -> Vec<Diagnostic> {
    if matches!(command, Command::Doctor(_)) {
        // It tells of the copies of all files.
        return Vec::new();
    }
    let folder = command.opening().filter(|folder| folder.is_dir());
    let governing = folder.into_iter().flat_map(|folder| GOVERNING.map(|name| folder.join(name)));
    let named = command.named_files().into_iter().filter(|file| file.is_file()).map(Path::to_owned);
    let files: BTreeSet<PathBuf> = governing.chain(named).collect();
    files.iter().flat_map(|file| conflict_copies(file)).collect()
}

/// Says why the arguments are none, or what was asked instead of a command: help or the version.
fn refuse(error: &clap::Error) -> ExitCode {
    let steers = |text: &str| text.chars().any(|c| is_invisible(c) && c != '\n');
    if std::env::args_os().any(|argument| steers(&argument.to_string_lossy())) {
        // clap repeats the arguments as they are.
        Ui::new(Color::Never, false).say(error.render().to_string().trim_end());
    } else if let Err(e) = error.print()
        && e.kind() != std::io::ErrorKind::BrokenPipe
    {
        return ExitCode::from(2);
    }
    ExitCode::from(error.exit_code() as u8)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_sound() {
        super::Cli::command().debug_assert();
    }
}
