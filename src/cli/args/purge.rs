//! The arguments of `panelkit purge`.

use clap::Args;
use std::path::PathBuf;

/// Remove what a loop holds about one person, and say what
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit purge loop --candidate \"Ana Kovač\" --dry-run    says what would go\n  \
                   panelkit purge loop --candidate \"Ana Kovač\"\n\n\
                   Packets, scorecards and score files go. A file with several candidates loses that person's rows\n\
                   only. Comparisons go too: panelkit compare makes them again. Nothing is kept to undo it."
)]
pub(in crate::cli) struct PurgeArgs {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    pub(in crate::cli) folder: PathBuf,
    /// The candidate's name, or the id in candidates.csv
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) candidate: String,
}
