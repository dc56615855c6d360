//! The arguments of `panelkit gather`.

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Read completed scorecards, check them against the plan and merge them
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit gather loop                  reads loop/scores, writes loop/gathered.csv\n  \
                   panelkit gather loop ~/Downloads/zoe.xlsx mail.zip\n  \
                   panelkit gather loop --watch          reads again whenever a file changes"
)]
pub(in crate::cli) struct GatherArgs {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    pub(in crate::cli) folder: PathBuf,
    /// Files, folders or zips to read in place of LOOP/scores: CSV, TSV, XLSX, XLS, ODS, filled-in PDF; `-` for standard
    /// input
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t = GatherFormat::Table)]
    pub(in crate::cli) format: GatherFormat,
    /// Which of two different copies of a scorecard counts: `newest`, `last`, or the one in this file, sheet or row, such
    /// as `a.xlsx[Scores]` or `a.csv:3`
    #[arg(long, value_name = "newest|last|FILE")]
    pub(in crate::cli) prefer: Option<String>,
    /// Read again whenever a file changes, until Ctrl-C
    #[arg(long)]
    pub(in crate::cli) watch: bool,
    /// The day by which lateness is counted, where candidates.csv has a column `due` [default: today]
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) today: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum GatherFormat {
    Table,
    Json,
    Csv,
}
