//! The arguments of `panelkit status`.

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Tell who owes which scorecard, and whose records are due to be removed
#[derive(Args)]
#[command(before_help = "Examples:\n  panelkit status loop\n  \
                   panelkit status loop --format text --interviewer \"José Ångström\"    a reminder to paste")]
pub(in crate::cli) struct StatusArgs {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    pub(in crate::cli) folder: PathBuf,
    /// How it is printed: text is a reminder to paste into a message
    #[arg(long, value_enum, default_value_t = StatusFormat::Table)]
    pub(in crate::cli) format: StatusFormat,
    /// Only what this interviewer owes
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) interviewer: Option<String>,
    /// The day by which it is known what is late, where candidates.csv has a column `due`, and whose records are due to be
    /// removed [default: today]
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) today: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum StatusFormat {
    Table,
    Json,
    Text,
}
