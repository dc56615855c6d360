//! The arguments of `panelkit demo`.

use clap::Args;
use std::path::PathBuf;

/// Play a whole hiring round with three sample candidates
#[derive(Args)]
#[command(before_help = "Example:\n  panelkit demo -o demo-loop")]
pub(in crate::cli) struct DemoArgs {
    /// The loop's folder
    #[arg(short, long, value_name = "DIR", default_value = "demo-loop")]
    pub(in crate::cli) output: PathBuf,
}
