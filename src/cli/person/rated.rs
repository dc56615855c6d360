//! What scorecards say in a loop that holds something about a person.

use super::holding::Holding;
use crate::cli::config::Config;
use crate::cli::scores::{ScoreSource, expectation};
use crate::gather::{Scores, gather, score_files};
use crate::opening::files::GATHERED;

/// The scores of the loop's folder, or what was gathered where the scorecards lay elsewhere.
pub(super) fn scores_of(holding: &Holding, config: &Config) -> Scores {
    let mut found = ScoreSource::SoFar.files(&holding.folder).unwrap_or_default();
    if found.files.is_empty() {
        found = score_files(&[holding.folder.path(GATHERED)], holding.folder.root());
    }
    gather(&expectation(&holding.plan, &holding.candidates, &holding.schedule, config), &found.files)
}
