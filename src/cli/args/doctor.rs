//! The arguments of `panelkit doctor`.

use super::format::TableFormat;
use clap::Args;
use jiff::civil::Date;
use std::path::PathBuf;

/// Say what is found where, and what is off
#[derive(Args)]
#[command(before_help = "Examples:\n  panelkit doctor\n  panelkit doctor loop")]
pub(in crate::cli) struct DoctorArgs {
    /// A loop's folder to look at too
    #[arg(value_name = "LOOP")]
    pub(in crate::cli) folder: Option<PathBuf>,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(in crate::cli) format: TableFormat,
    /// The day by which it is known whose records are due to be removed [default: today]
    #[arg(long, value_name = "DATE", requires = "folder")]
    pub(in crate::cli) today: Option<Date>,
}
