//! The arguments of `panelkit export`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Write all that a loop holds about one person: a page to hand out, and JSON
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit export loop --candidate \"Ana Kovač\" -o ana.json    and ana.md, ana.pdf\n  \
                   panelkit export loop --candidate \"Ana Kovač\"             prints the JSON\n\n\
                   On the page, a letter stands for each interviewer, and other candidates are covered. The JSON\n\
                   has everything as it stands, other people's names too."
)]
pub(in crate::cli) struct ExportArgs {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    pub(in crate::cli) folder: PathBuf,
    /// The candidate's name, or the id in candidates.csv
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) candidate: String,
    /// What to write [default: all with -o, else json]
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(in crate::cli) format: Vec<ExportFormat>,
    /// Write to this file in place of standard output, each format with its own ending
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// The day by which it is known how long it is kept [default: today]
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) today: Option<jiff::civil::Date>,
}

/// What is written about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ExportFormat {
    /// Everything as it stands
    Json,
    /// A page for people
    Md,
    /// The same on paper
    Pdf,
}
