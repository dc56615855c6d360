//! The arguments of `panelkit purge`.

use clap::Args;
use jiff::civil::Date;
use std::path::PathBuf;

/// Remove what a loop holds about one person, or about all whose date has come
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit purge loop --candidate \"Ana Kovač\" --dry-run    says what would go\n  \
                   panelkit purge loop --candidate \"Ana Kovač\"\n  \
                   panelkit purge loop --due                               all whose date has come\n\n\
                   Packets, scorecards and score files go. A file with several candidates loses that person's rows\n\
                   only. Comparisons go too: panelkit compare makes them again. Nothing is kept to undo it.\n\n\
                   How long records are kept stands in panelkit.toml, such as retention = \"us-private\". Nothing\n\
                   goes before its date, and nothing that is on hold."
)]
pub(in crate::cli) struct PurgeArgs {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    pub(in crate::cli) folder: PathBuf,
    /// The candidate's name, or the id in candidates.csv
    #[arg(long, value_name = "NAME", required_unless_present = "due")]
    pub(in crate::cli) candidate: Option<String>,
    /// Remove the records of all candidates whose date has come; without a terminal to ask at, with --force
    #[arg(long, conflicts_with = "candidate")]
    pub(in crate::cli) due: bool,
    /// Remove them before their date, since the person asked for it; not where the law wants them kept
    #[arg(long, requires = "candidate")]
    pub(in crate::cli) requested: bool,
    /// The day by which it is known what is due [default: today]
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) today: Option<Date>,
}
