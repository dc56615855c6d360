//! The command line: the only place that reads arguments, clock and environment, and prints.
//!
//! Results go to standard output, everything else to standard error. Exit 0: done; 1: done, but something needs a
//! person; 2: it could not be done; 130: Ctrl-C.

mod bank;
mod calibrate;
mod compare;
mod completions;
mod demo;
mod doctor;
mod eject;
mod files;
mod folder;
mod gather;
mod man;
mod packet;
mod parallel;
mod people;
mod person;
mod plan;
mod reference;
mod settings;
mod signals;
mod status;
mod system_fonts;
mod table;
mod typeset;
mod ui;
mod watch;

pub use reference::reference;

use crate::bank::Bank;
use crate::diag::Failure;
use crate::template::Templates;
use crate::text::is_invisible;
use clap::{Args, Parser, Subcommand, ValueEnum};
use files::Unfinished;
use settings::Settings;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use ui::Ui;

/// What the exit code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Everything is done.
    Done,
    /// The work is done; something needs a person.
    NeedsPerson,
}

#[derive(Parser)]
#[command(
    name = "panelkit",
    version,
    about = "Structured interviews from a folder: plans, printed packets, fair comparisons",
    before_help = "Try it:\n  panelkit demo -o demo-loop        a whole hiring round with sample candidates\n\n\
                   Then your own:\n  panelkit plan --role backend --seniority senior --stack rust,postgres -o loop\n  \
                   panelkit packet loop --candidate \"Zoë Łukasiewicz\"\n  \
                   panelkit gather loop              reads the scorecards in loop/scores\n  \
                   panelkit compare loop",
    max_term_width = 100,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    propagate_version = true
)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options that every command takes.
#[derive(Args, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag")]
struct Global {
    /// Read the question bank from this folder instead of the built-in one
    #[arg(long, global = true, value_name = "DIR", env = "PANELKIT_BANK", help_heading = "Everywhere")]
    bank: Option<PathBuf>,
    /// Read templates from this folder instead of the built-in ones
    #[arg(long, global = true, value_name = "DIR", env = "PANELKIT_TEMPLATES", help_heading = "Everywhere")]
    templates: Option<PathBuf>,
    /// Colour in messages
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN", help_heading = "Everywhere")]
    color: Color,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, help_heading = "Everywhere")]
    quiet: bool,
    /// Never ask on the terminal
    #[arg(long, global = true, help_heading = "Everywhere")]
    no_input: bool,
    /// Overwrite files that a person may have edited
    #[arg(long, global = true, help_heading = "Everywhere")]
    force: bool,
    /// Say what would be written, and write nothing
    #[arg(short = 'n', long, global = true, help_heading = "Everywhere")]
    dry_run: bool,
    /// What panelkit.toml says
    #[arg(skip)]
    settings: Settings,
    /// What goes with the process when it is told to end
    #[arg(skip)]
    unfinished: Unfinished,
}

impl Global {
    fn bank_folder(&self) -> Option<&Path> {
        self.bank.as_deref().or(self.settings.bank.as_deref())
    }

    fn bank(&self) -> Result<Bank, Failure> {
        Bank::load(self.bank_folder())
    }

    /// The templates, `wanted` among them.
    fn templates(&self, wanted: &[&str]) -> Result<Templates, Failure> {
        Templates::load(self.templates.as_deref().or(self.settings.templates.as_deref()), wanted)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
enum Command {
    Plan(plan::Plan),
    Packet(packet::Packet),
    Gather(gather::Gather),
    Status(status::Status),
    Compare(compare::Compare),
    Calibrate(calibrate::Calibrate),
    Export(person::Export),
    Purge(person::Purge),
    Bank(bank::BankArgs),
    Demo(demo::Demo),
    Eject(eject::Eject),
    Doctor(doctor::Doctor),
    Completions(completions::Completions),
    Man(man::Man),
}

/// Runs the command line of this process and returns its exit code.
pub fn main() -> ExitCode {
    signals::survive_long_files();
    let mut cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refuse(&error),
    };
    keep_quiet_about_damaged_workbooks();
    let mut ui = Ui::new(cli.global.color, cli.global.quiet);
    let settings = Settings::load().map(|settings| cli.global.settings = settings);
    let result = match &cli.command {
        // It tells of mistakes in the settings among others.
        Command::Doctor(c) => Ok(c.run(&cli.global, settings, &mut ui)),
        _ => settings.and_then(|()| run(&cli, &mut ui)),
    };
    let result = result.and_then(|outcome| ui.all_out().map(|()| outcome).map_err(Failure::from));
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NeedsPerson) => ExitCode::from(1),
        Err(failure) => {
            ui.findings(&failure.0);
            ExitCode::from(2)
        }
    }
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

/// The readers of workbooks and of PDFs panic on some damaged ones. `sheet` makes a finding of that; its trace would only frighten.
fn keep_quiet_about_damaged_workbooks() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !info.location().is_some_and(|l| l.file().contains("calamine") || l.file().contains("lopdf")) {
            usual(info);
        }
    }));
}

fn run(cli: &Cli, ui: &mut Ui) -> Result<Outcome, Failure> {
    match &cli.command {
        Command::Plan(c) => c.run(&cli.global, ui),
        Command::Packet(c) => c.run(&cli.global, ui),
        Command::Gather(c) => c.run(&cli.global, ui),
        Command::Status(c) => c.run(&cli.global, ui),
        Command::Compare(c) => c.run(&cli.global, ui),
        Command::Calibrate(c) => c.run(&cli.global, ui),
        Command::Export(c) => c.run(&cli.global, ui),
        Command::Purge(c) => c.run(&cli.global, ui),
        Command::Bank(c) => c.run(&cli.global, ui),
        Command::Demo(c) => c.run(&cli.global, ui),
        Command::Eject(c) => c.run(&cli.global, ui),
        Command::Doctor(c) => Ok(c.run(&cli.global, Ok(()), ui)),
        Command::Completions(c) => c.run(&cli.global, ui),
        Command::Man(c) => c.run(&cli.global, ui),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_sound() {
        super::Cli::command().debug_assert();
    }
}
