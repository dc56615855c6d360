//! The command line's arguments: clap, and nothing else.

mod assign;
mod bank;
mod calibrate;
mod columns;
mod compare;
mod completions;
mod decide;
mod demo;
mod doctor;
mod eject;
mod export;
mod format;
mod gather;
mod hold;
mod init;
mod letters;
mod man;
mod packet;
mod plan;
mod purge;
mod schedule;
mod schema;
mod status;

pub(super) use assign::AssignArgs;
pub(super) use bank::{
    BankArgs, BankCommand, BankExportArgs, BankImportArgs, BankLintArgs, BankListArgs, BankNewArgs,
    BankSearchArgs, BankShowArgs, BankStatsArgs, BankUpgradeArgs, ExportedFormat, LintFormat,
    QuestionFilters, QuestionFormat,
};
pub(super) use calibrate::CalibrateArgs;
pub(super) use columns::ColumnArgs;
pub(super) use compare::{CompareArgs, CompareFormat};
pub(super) use completions::CompletionsArgs;
pub(super) use decide::DecideArgs;
pub(super) use demo::DemoArgs;
pub(super) use doctor::DoctorArgs;
pub(super) use eject::EjectArgs;
pub(super) use export::{ExportArgs, ExportFormat};
pub(super) use format::{PacketFormat, ReportFormat, SheetFormat, TableFormat};
pub(super) use gather::{GatherArgs, GatherFormat};
pub(super) use hold::HoldArgs;
pub(super) use init::InitArgs;
pub(super) use letters::{BriefArgs, FeedbackArgs, LetterArgs, LetterFormat, LetterName, QuestionsArgs};
pub(super) use man::ManArgs;
pub(super) use packet::{PacketArgs, PaperName};
pub(super) use plan::PlanArgs;
pub(super) use purge::PurgeArgs;
pub(super) use schedule::{DaySheetFormat, PersonHours, ScheduleArgs};
pub(super) use schema::SchemaArgs;
pub(super) use status::{StatusArgs, StatusFormat};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

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
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: GlobalArgs,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options that every command takes.
#[derive(Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(super) struct GlobalArgs {
    /// Read the question bank from this folder instead of the built-in one; --bank builtin --bank DIR adds to that
    #[arg(long, global = true, value_name = "DIR", env = "PANELKIT_BANK", help_heading = "Everywhere")]
    pub(super) bank: Vec<PathBuf>,
    /// Read templates from this folder instead of the built-in ones
    #[arg(long, global = true, value_name = "DIR", env = "PANELKIT_TEMPLATES", help_heading = "Everywhere")]
    pub(super) templates: Option<PathBuf>,
    /// Colour in messages
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN", help_heading = "Everywhere")]
    pub(super) color: Color,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, help_heading = "Everywhere")]
    pub(super) quiet: bool,
    /// Never ask on the terminal
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(super) no_input: bool,
    /// Overwrite files that a person may have edited
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(super) force: bool,
    /// Say what would be written, and write nothing
    #[arg(short = 'n', long, global = true, help_heading = "Everywhere")]
    pub(super) dry_run: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
pub(super) enum Command {
    Init(InitArgs),
    Plan(Box<PlanArgs>),
    Assign(AssignArgs),
    Schedule(Box<ScheduleArgs>),
    Packet(PacketArgs),
    Gather(GatherArgs),
    Status(StatusArgs),
    Compare(CompareArgs),
    Decide(DecideArgs),
    Brief(BriefArgs),
    Questions(QuestionsArgs),
    Letter(LetterArgs),
    Feedback(FeedbackArgs),
    Calibrate(CalibrateArgs),
    Export(ExportArgs),
    Purge(PurgeArgs),
    Hold(HoldArgs),
    Bank(BankArgs),
    Demo(DemoArgs),
    Eject(EjectArgs),
    Schema(SchemaArgs),
    Doctor(DoctorArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

impl Command {
    /// How many threads the command is to work with, where that was said.
    pub(super) fn threads(&self) -> Option<NonZeroUsize> {
        match self {
            Self::Compare(args) => args.columns.threads,
            Self::Calibrate(args) => args.columns.threads,
            _ => None,
        }
    }

    /// The folder of the loop that the command is about; none where it is about none that is there already.
    pub(super) fn opening(&self) -> Option<&Path> {
        match self {
            Self::Plan(args) => args.output.as_deref(),
            Self::Assign(args) => Some(&args.folder),
            Self::Schedule(args) => Some(&args.folder),
            Self::Packet(args) => Some(&args.folder),
            Self::Gather(args) => Some(&args.folder),
            Self::Status(args) => Some(&args.folder),
            Self::Compare(args) => Some(&args.folder),
            Self::Decide(args) => Some(&args.folder),
            Self::Hold(args) => Some(&args.folder),
            Self::Brief(args) => Some(&args.folder),
            Self::Questions(args) => Some(&args.folder),
            Self::Letter(args) => Some(&args.folder),
            Self::Feedback(args) => Some(&args.folder),
            Self::Export(args) => Some(&args.folder),
            Self::Purge(args) => Some(&args.folder),
            Self::Doctor(args) => args.folder.as_deref(),
            Self::Init(_)
            | Self::Calibrate(_)
            | Self::Bank(_)
            | Self::Demo(_)
            | Self::Eject(_)
            | Self::Schema(_)
            | Self::Completions(_)
            | Self::Man(_) => None,
        }
    }

    /// Lists and tables that are read where the command line names them.
    pub(super) fn named_files(&self) -> Vec<&Path> {
        match self {
            Self::Plan(args) => args.panel.iter().map(PathBuf::as_path).collect(),
            Self::Packet(args) => args.candidates.iter().map(PathBuf::as_path).collect(),
            Self::Calibrate(args) => args.files.iter().map(PathBuf::as_path).collect(),
            Self::Compare(args) => vec![&args.folder],
            _ => Vec::new(),
        }
    }
}
