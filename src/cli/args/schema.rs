//! The arguments of `panelkit schema`.

use clap::Args;
use std::path::PathBuf;

/// Print the JSON Schemas of the files that people and programs write and read
#[derive(Args)]
#[command(before_help = "Examples:\n  panelkit schema                      lists them\n  \
                         panelkit schema plan > plan.schema.json\n  \
                         panelkit schema -o schemas           writes them all\n  \
                         panelkit eject ours                  with an editor's configuration")]
pub(in crate::cli) struct SchemaArgs {
    /// The schema, such as plan, settings or question
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
    /// Write into this folder, NAME.schema.json each
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) output: Option<PathBuf>,
}
