//! The files of a loop that tell of candidates, each with the day from which it counts.

use super::people::{LoopRetention, PersonRetention};
use crate::gather::Scores;
use crate::opening::files::{Content, SCORECARDS, content, is_temporary, own_folders, scorecard_prefix};
use crate::opening::{LoopFolder, RetentionState};
use crate::text::slugs;
use crate::walk::Walk;
use jiff::civil::Date;
use serde::Serialize;
use std::path::PathBuf;

/// A file that tells of candidates.
#[derive(Debug, Serialize)]
pub(super) struct FileRetention {
    /// Where it lies in the loop's folder.
    path: String,
    /// Of whom it tells: of all, where its rows or pages show several or that isn't known.
    candidates: Vec<String>,
    /// From which day it counts: with several people, the latest of theirs.
    from: Option<String>,
    /// The day on which nothing in it has to be kept any more; none where that isn't known for all of them.
    due: Option<String>,
    state: RetentionState,
}

/// The files of `folder` that tell of candidates, in the order of their paths.
pub(super) fn files(folder: &LoopFolder, retention: &LoopRetention, scores: &Scores) -> Vec<FileRetention> {
    let names: Vec<&str> = retention.people.iter().map(|p| p.candidate.name.as_str()).collect();
    let slugs = slugs(&names);
    let file = |path: PathBuf| {
        let inside = path.strip_prefix(folder.root()).unwrap_or(&path);
        let inside = inside.to_string_lossy().replace('\\', "/");
        let name = inside.rsplit('/').next().unwrap_or_default();
        if content(&inside) == Some(Content::NoCandidate) || is_temporary(name) {
            return None;
        }
        let rated = scores.records.iter().filter(|r| *r.file == *inside);
        let rated: Vec<&str> = rated.map(|r| &*r.candidate).collect();
        let is_theirs = |(person, slug): &(&PersonRetention, &String)| {
            let own = || own_folders(slug).any(|own| inside.starts_with(&format!("{own}/")));
            let blank = || inside.starts_with(&format!("{SCORECARDS}/{}", scorecard_prefix(slug)));
            own() || blank() || rated.iter().any(|name| person.candidate.is_called(name))
        };
        let mut shown: Vec<&PersonRetention> =
            retention.people.iter().zip(&slugs).filter(is_theirs).map(|(person, _)| person).collect();
        if shown.is_empty() {
            shown = retention.people.iter().collect();
        }
        Some(of_people(inside, &shown))
    };
    let mut all = Walk::INSIDE.through(&[folder.root()]).files;
    all.sort();
    all.into_iter().filter_map(file).collect()
}

/// The file at `path`, which tells of `people`.
fn of_people(path: String, people: &[&PersonRetention]) -> FileRetention {
    let any = |state| people.iter().any(|p| p.state == state);
    let first = [RetentionState::Held, RetentionState::Open, RetentionState::Kept].into_iter();
    let due: Option<Vec<Date>> = people.iter().map(|p| p.due).collect();
    FileRetention {
        path,
        candidates: people.iter().map(|p| p.candidate.name.clone()).collect(),
        from: people.iter().filter_map(|p| p.age).map(|age| age.from).max().map(|d| d.to_string()),
        due: due.and_then(|due| due.into_iter().max()).map(|d| d.to_string()),
        state: first.into_iter().find(|state| any(*state)).unwrap_or(if people.is_empty() {
            RetentionState::Open
        } else {
            RetentionState::Due
        }),
    }
}
