//! The arguments of `panelkit hold`.

use clap::Args;
use jiff::civil::Date;
use std::path::PathBuf;

/// Stop the removal of records, for a candidate or a whole loop
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit hold loop --candidate \"Ana Kovač\" --reason \"Charge 520-2026-00417\"\n  \
                   panelkit hold loop --reason \"Audit of 2026\"                  everybody in it\n  \
                   panelkit hold loop --candidate \"Ana Kovač\" --release\n\n\
                   After a charge, a complaint or a claim, and where one is to be expected, nothing that concerns it\n\
                   may be removed. It stands in holds.json; purge refuses, whatever the date."
)]
pub(in crate::cli) struct HoldArgs {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    pub(in crate::cli) folder: PathBuf,
    /// The candidate: a name, an id or an e-mail address; repeat for more. Without it, everybody
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) candidate: Vec<String>,
    /// Why, in a few words
    #[arg(long, value_name = "TEXT", required_unless_present = "release", conflicts_with = "release")]
    pub(in crate::cli) reason: Option<String>,
    /// Let the records go again when their date has come
    #[arg(long)]
    pub(in crate::cli) release: bool,
    /// The day from which it holds [default: today]
    #[arg(long, value_name = "DATE", conflicts_with = "release")]
    pub(in crate::cli) date: Option<Date>,
}
