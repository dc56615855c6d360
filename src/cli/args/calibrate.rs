//! The arguments of `panelkit calibrate`.

use super::columns::ColumnArgs;
use super::format::ReportFormat;
use clap::Args;
use std::path::PathBuf;

/// See how differently raters rate: severity, spread and agreement
#[derive(Args)]
#[command(before_help = "Examples:\n  panelkit calibrate loop               reads loop/gathered.csv\n  \
                   panelkit calibrate 2025.csv 2026.csv --target applicant --rater judge --score points --scale 1..5")]
pub(in crate::cli) struct CalibrateArgs {
    /// Tidy CSV files: one row a score (- is standard input); of a loop's folder its gathered.csv
    #[arg(value_name = "FILE|LOOP", required = true)]
    pub(in crate::cli) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) columns: ColumnArgs,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub(in crate::cli) format: ReportFormat,
}
