//! The arguments of `panelkit packet`.

use super::format::PacketFormat;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Print the packets and blank scorecards of a loop
#[derive(Args)]
#[command(before_help = "Examples:\n  panelkit packet loop --candidate \"Zoë Łukasiewicz\"\n  \
                   panelkit packet loop --candidates people.csv --paper letter\n  \
                   panelkit packet loop --candidate Ana --round 2 --interviewer \"José Ångström\" --format html")]
pub(in crate::cli) struct PacketArgs {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    pub(in crate::cli) folder: PathBuf,
    /// The candidate's name; repeat for more. Without it, those of candidates.csv
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) candidate: Vec<String>,
    /// A CSV file with the candidates' names
    #[arg(long, value_name = "FILE", conflicts_with = "candidate")]
    pub(in crate::cli) candidates: Option<PathBuf>,
    /// The sheet of --candidates that is read, where it is a workbook
    #[arg(long, value_name = "NAME", requires = "candidates")]
    pub(in crate::cli) sheet: Option<String>,
    /// Only the round with this number
    #[arg(long, value_name = "N")]
    pub(in crate::cli) round: Option<usize>,
    /// Only the rounds that this interviewer holds; they get rounds that nobody holds, and stand in where --round names one
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) interviewer: Option<String>,
    /// When the round takes place, in words
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) when: Option<String>,
    /// What to write
    #[arg(long, value_enum, value_delimiter = ',', default_value = "pdf,md")]
    pub(in crate::cli) format: Vec<PacketFormat>,
    /// The paper [default: that of panelkit.toml, else a4]
    #[arg(long, value_enum, env = "PANELKIT_PAPER")]
    pub(in crate::cli) paper: Option<PaperName>,
    /// One PDF of all packets, each on an odd page, and one workbook of all scorecards, instead of one each; one PDF of
    /// all handouts too
    #[arg(long)]
    pub(in crate::cli) merge: bool,
    /// A font for scripts that the built-in fonts lack (.ttf, .otf, .ttc); repeat for more
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) font: Vec<PathBuf>,
}

/// A size of paper, by its usual name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PaperName {
    A4,
    Letter,
}
