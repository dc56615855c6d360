//! The arguments that say which columns of a tidy file are read.

use crate::compare::Bounds;
use clap::Args;
use std::num::NonZeroUsize;

/// Which columns of a tidy file are read.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "For a file")]
pub(in crate::cli) struct ColumnArgs {
    /// The column that says who or what is rated
    #[arg(long, value_name = "COL")]
    pub(in crate::cli) target: Option<String>,
    /// The column that says who rates
    #[arg(long, value_name = "COL")]
    pub(in crate::cli) rater: Option<String>,
    /// The column that says on what
    #[arg(long, value_name = "COL")]
    pub(in crate::cli) item: Option<String>,
    /// The column of the scores
    #[arg(long, value_name = "COL")]
    pub(in crate::cli) score: Option<String>,
    /// The lowest and the highest score: rows off that scale are rejected
    #[arg(long, value_name = "LOW..HIGH")]
    pub(in crate::cli) scale: Option<Bounds>,
    /// In a table with a row for each person: the columns of ratings [default: all that hold ratings]
    #[arg(long, value_name = "COL,...", value_delimiter = ',', conflicts_with_all = ["item", "score"])]
    pub(in crate::cli) items: Vec<String>,
    /// The sheet of the file that is read, where it is a workbook
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) sheet: Option<String>,
    /// How many threads read [default: as many as the machine has]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) threads: Option<NonZeroUsize>,
}
