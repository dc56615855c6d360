//! The arguments of `panelkit compare`.

use super::columns::ColumnArgs;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Compare the candidates of a loop for the debrief
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit compare loop                 prints the comparison, writes loop/comparison.md\n  \
                   panelkit compare loop --format pdf    writes loop/comparison.pdf too\n  \
                   panelkit compare loop --format html   writes loop/comparison.html, a page for the debrief\n  \
                   panelkit compare loop --partial       shows candidates whose scorecards aren't all in\n  \
                   panelkit compare scores.csv --format csv -o means.csv\n                                        any tidy file by candidate and competency, without a plan"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(in crate::cli) struct CompareArgs {
    /// The loop's folder, or any tidy CSV file (- is standard input)
    #[arg(value_name = "LOOP|FILE")]
    pub(in crate::cli) folder: PathBuf,
    /// How the comparison is written
    #[arg(long, value_enum, default_value_t = CompareFormat::Table)]
    pub(in crate::cli) format: CompareFormat,
    /// Write it into this file; - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Show scores of candidates whose scorecards aren't all in
    #[arg(long)]
    pub(in crate::cli) partial: bool,
    /// Letters in place of the candidates' names
    #[arg(long)]
    pub(in crate::cli) blind: bool,
    /// Leave out what single interviewers scored and wrote
    #[arg(long)]
    pub(in crate::cli) totals_only: bool,
    /// Show the overall means corrected for the interviewers' severity, beside the plain ones
    #[arg(long)]
    pub(in crate::cli) adjusted: bool,
    /// Make all pairs, however many candidates there are; beyond 50 they are left out otherwise
    #[arg(long)]
    pub(in crate::cli) pairs: bool,
    /// Print one candidate, with all that was written
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) candidate: Option<String>,
    /// A font for scripts that the built-in fonts lack (.ttf, .otf, .ttc); repeat for more
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) font: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) columns: ColumnArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CompareFormat {
    Table,
    Md,
    Html,
    Pdf,
    Json,
    Csv,
}
