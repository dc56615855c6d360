//! The arguments of `panelkit decide`.

use crate::opening::{DecisionValue, Vote};
use crate::plan::Recommendation;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Record what was decided about a candidate, by whom and why
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit decide loop --candidate \"Ana Kovač\" --decision offer --by \"Mia Berg\" \\\n    \
                   --reason \"Strong where the job is hardest: storage under load\" --vote Petra=yes\n  \
                   panelkit decide loop --candidate \"Ben Osei\" --decision no --by \"Mia Berg\" \\\n    \
                   --reason \"Debugging, a must-have, is below what the job needs\"\n\n\
                   The decision stands in decisions.json with a hash of the scores that it rests on; the record is in\n\
                   decisions/NAME as Markdown and PDF."
)]
pub(in crate::cli) struct DecideArgs {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    pub(in crate::cli) folder: PathBuf,
    /// The candidate: a name, an id or an e-mail address
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) candidate: String,
    /// What is to happen
    #[arg(long, value_enum)]
    pub(in crate::cli) decision: DecisionName,
    /// Who decides
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) by: String,
    /// Why, in terms of the job
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) reason: String,
    /// How somebody votes after the debrief: strong no, no, yes or strong yes; repeat for more
    #[arg(long, value_name = "NAME=VALUE", value_parser = vote)]
    pub(in crate::cli) vote: Vec<Vote>,
    /// Decide before all scorecards are in
    #[arg(long)]
    pub(in crate::cli) partial: bool,
    /// The day of the decision [default: today]
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) date: Option<Date>,
}

/// A decision by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DecisionName {
    /// goes on to the next stage
    Next,
    /// gets an offer
    Offer,
    /// is not taken on
    No,
    /// nothing is decided yet
    Hold,
}

impl From<DecisionName> for DecisionValue {
    fn from(name: DecisionName) -> Self {
        match name {
            DecisionName::Next => Self::Next,
            DecisionName::Offer => Self::Offer,
            DecisionName::No => Self::No,
            DecisionName::Hold => Self::Hold,
        }
    }
}

/// Reads `NAME=VALUE`.
fn vote(text: &str) -> Result<Vote, String> {
    let (name, value) = text.rsplit_once('=').ok_or("write NAME=VALUE, such as Petra=yes")?;
    let value = Recommendation::from_words(value)
        .ok_or_else(|| format!("`{value}` is no vote: write strong no, no, yes or strong yes"))?;
    let name = name.trim();
    if name.is_empty() {
        return Err("write who votes: NAME=VALUE".into());
    }
    Ok(Vote { interviewer: name.to_owned(), value })
}
