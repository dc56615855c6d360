//! The arguments of `panelkit export`.

use clap::Args;
use std::path::PathBuf;

/// Write all that a loop holds about one person into one file
#[derive(Args)]
#[command(before_help = "Examples:\n  panelkit export loop --candidate \"Ana Kovač\" -o ana.json\n  \
                   panelkit export loop --candidate \"Ana Kovač\"             prints it")]
pub(in crate::cli) struct ExportArgs {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    pub(in crate::cli) folder: PathBuf,
    /// The candidate's name, or the id in candidates.csv
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) candidate: String,
    /// Write to this file in place of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}
