//! The arguments of `panelkit man`.

use clap::Args;
use std::path::PathBuf;

/// Write the manual pages
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit man -o ~/.local/share/man/man1      a page for each command\n  \
                   panelkit man | man -l -                      the first page, on Linux"
)]
pub(in crate::cli) struct ManArgs {
    /// Write a page for each command into this folder; without it the first page is printed
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) output: Option<PathBuf>,
}
