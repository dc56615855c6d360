//! The files of a loop that tell of candidates.

use super::known::KnownPeople;
use crate::gather::Record;
use crate::opening::LoopFolder;
use crate::opening::files::{Content, SCORECARDS, content, is_temporary, own_folders};
use crate::text::slugs;
use crate::walk::Walk;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

/// A file that tells of candidates.
#[derive(Debug)]
pub(in crate::cli) struct LoopFile {
    /// Where it lies in the loop's folder, with `/`.
    pub(super) path: String,
    /// The places of those of whom it tells; of all, where its rows or pages show several or that isn't known.
    pub(super) people: Vec<usize>,
}

/// The files of a loop, and those of each candidate.
#[derive(Debug)]
pub(super) struct LoopFiles {
    /// In the order of their paths.
    pub(super) all: Vec<LoopFile>,
    /// For each candidate, the files about them and those with ratings of theirs.
    pub(super) of_person: Vec<Vec<PathBuf>>,
}

impl LoopFiles {
    /// Those in `folder`; `records` are the ratings that were read from them.
    pub(super) fn of<'r>(
        folder: &LoopFolder,
        people: &KnownPeople,
        records: impl Iterator<Item = &'r Record>,
    ) -> Self {
        let names: Vec<&str> = people.all().iter().map(|c| c.name.as_str()).collect();
        let slugs = slugs(&names);
        let by_slug: HashMap<&str, usize> =
            slugs.iter().enumerate().map(|(i, slug)| (slug.as_str(), i)).collect();
        let mut rated: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for record in records {
            if let Some(person) = people.place(&record.candidate) {
                rated.entry(&record.file).or_default().insert(person);
            }
        }
        let mut of_person: Vec<Vec<PathBuf>> = vec![Vec::new(); slugs.len()];
        for (file, persons) in &rated {
            for person in persons {
                of_person[*person].push(folder.path(file));
            }
        }
        let mut walked = Walk::INSIDE.through(&[folder.root()]).files;
        walked.sort();
        let mut all = Vec::new();
        for file in walked {
            let inside = file.strip_prefix(folder.root()).unwrap_or(&file);
            let path = inside.to_string_lossy().replace('\\', "/");
            if content(&path) == Some(Content::NoCandidate)
                || is_temporary(path.rsplit('/').next().unwrap_or_default())
            {
                continue;
            }
            let owner = owner(&path, &by_slug);
            if let Some(person) = owner {
                of_person[person].push(file);
            }
            let mut persons = rated.get(path.as_str()).cloned().unwrap_or_default();
            persons.extend(owner);
            let everybody = persons.is_empty().then_some(0..slugs.len());
            let people = everybody.map_or_else(|| persons.into_iter().collect(), Iterator::collect);
            all.push(LoopFile { path, people });
        }
        Self { all, of_person }
    }
}

/// Whose the file at `path` is, by its folder or the name of a blank scorecard.
fn owner(path: &str, by_slug: &HashMap<&str, usize>) -> Option<usize> {
    let (folder, rest) = path.split_once('/')?;
    if folder == SCORECARDS {
        // The longest one is meant: `ana-kovac` and `ana-kovac-2` may both be somebody.
        let mut ends = rest.rmatch_indices('-').map(|(at, _)| at);
        return ends.find_map(|at| by_slug.get(&rest[..at]).copied());
    }
    let (slug, _) = rest.split_once('/')?;
    let is_own = own_folders(slug).any(|own| own.strip_suffix(slug) == Some(&path[..=folder.len()]));
    by_slug.get(slug).filter(|_| is_own).copied()
}
