//! The arguments of `panelkit eject`.

use clap::Args;
use std::path::PathBuf;

/// Write the built-in question bank and templates out, to edit
#[derive(Args)]
#[command(
    before_help = "Example:\n  panelkit eject ours\n  panelkit plan --bank ours/question-bank --templates ours/templates ..."
)]
pub(in crate::cli) struct EjectArgs {
    /// Where to
    #[arg(value_name = "DIR", default_value = ".")]
    pub(in crate::cli) folder: PathBuf,
}
