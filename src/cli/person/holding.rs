//! All that a loop folder holds about one person.

use crate::cli::config::Config;
use crate::cli::scores::expectation;
use crate::diag::{Diagnostic, Failure, Place};
use crate::gather::{Content, PersonFinder, PersonRows, ScoreFile, TableKind, score_files};
use crate::opening::files::{self, ENTRIES, SCORECARDS, SCORES, all_together, packet_folder};
use crate::opening::{Candidate, LoopFolder};
use crate::plan::Plan;
use crate::text::{did_you_mean, fold, shown, slug, slugs};
use crate::walk::Walk;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A file of rows, some of which are the person's.
#[derive(Debug)]
pub(super) struct HeldFile {
    pub(super) path: PathBuf,
    pub(super) held: PersonRows,
}

/// All that a loop's folder holds about one person.
#[derive(Debug)]
pub(super) struct Holding {
    pub(super) folder: LoopFolder,
    pub(super) plan: Plan,
    /// The candidates, the person among them.
    pub(super) candidates: Vec<Candidate>,
    pub(super) person: usize,
    /// The list of candidates, then what was gathered.
    pub(super) tables: Vec<HeldFile>,
    pub(super) scores: Vec<HeldFile>,
    pub(super) blank: Vec<HeldFile>,
    /// Files and folders below the person's own folder of packets, each folder behind what is in it.
    pub(super) packets: Vec<PathBuf>,
    /// Files that show all candidates: comparisons, and the packets of a day as one PDF.
    pub(super) shared: Vec<PathBuf>,
    /// Other places that name the person, or perhaps do.
    pub(super) mentions: Vec<Diagnostic>,
}

impl Holding {
    /// What `folder` holds about the candidate called `name`, or with that id; fails where it knows nobody of that name.
    pub(super) fn find(folder: &Path, name: &str, config: &Config) -> Result<Self, Failure> {
        let folder = LoopFolder::new(folder);
        let plan = folder.plan()?;
        let mut candidates = folder.candidates(None, &config.sheets)?.value;
        let listed = candidates.len();
        let person = place_of(&candidates, name).unwrap_or(listed);
        if person == listed {
            candidates.push(Candidate { name: name.trim().to_owned(), ..Candidate::default() });
        }
        let mut expect = expectation(&plan, &candidates, config);
        expect.prefer = None;
        let mut finder = PersonFinder::new(&expect, person);
        let below = |name: &str| {
            let path = folder.path(name);
            if path.exists() { score_files(&[path], folder.root()).files } else { Vec::new() }
        };
        let (mut names, mut mentions) = (BTreeSet::new(), Vec::new());
        let mut read = |finder: &PersonFinder<'_>, file: &ScoreFile, holds| {
            let held = finder.file(file, holds);
            names.extend(held.names.iter().cloned());
            mentions.extend(held.near.iter().map(|(place, said)| {
                Diagnostic::warning("perhaps", format!("`{said}` may be the same person, spelt differently"))
                    .at(place.clone())
                    .hint("if so, do the same with this name")
            }));
            HeldFile { path: path_of(file), held }
        };
        let score_files = below(SCORES);
        let scores: Vec<_> = score_files.iter().map(|file| read(&finder, file, TableKind::Scores)).collect();
        let shared: Vec<PathBuf> = all_together().map(|n| folder.path(&n)).filter(|p| p.exists()).collect();
        let blank: Vec<_> = below(SCORECARDS)
            .iter()
            .filter(|file| !shared.contains(&path_of(file)))
            .map(|file| read(&finder, file, TableKind::Scores))
            .collect();
        for (file, _) in score_files.iter().zip(&scores).filter(|(_, held)| held.is_all_theirs()) {
            finder.owns(&file.recorded);
        }
        let mut tables = Vec::new();
        for (name, content) in ENTRIES {
            let holds = match content {
                files::Content::CandidateList => TableKind::Candidates,
                files::Content::ScoreRows => TableKind::Scores,
                files::Content::RejectedRows => TableKind::Rejected,
                _ => continue,
            };
            for file in below(name) {
                tables.push(read(&finder, &file, holds));
            }
        }
        let own = own_folder(&folder, &candidates, person, listed);
        let packets = own.map(|own| everything_in(&own)).unwrap_or_default();
        let mut holding = Self {
            shared,
            folder,
            person,
            tables: with_rows(tables),
            scores: with_rows(scores),
            blank: with_rows(blank),
            packets,
            mentions,
            plan: plan.clone(),
            candidates: candidates.clone(),
        };
        if holding.files().next().is_none() && holding.packets.is_empty() {
            let known = candidates[..listed].iter().map(|c| c.name.as_str());
            let known: BTreeSet<&str> = known.chain(names.iter().map(String::as_str)).collect();
            let message = format!("{} holds nothing about `{}`", holding.folder.shown(), name.trim());
            let hint = did_you_mean(name, &known.into_iter().collect::<Vec<_>>());
            return Err(Diagnostic::error("nobody", message).hint(hint).into());
        }
        holding.look_around(&finder);
        Ok(holding)
    }

    /// The person, as the list names them.
    pub(super) fn candidate(&self) -> &Candidate {
        &self.candidates[self.person]
    }

    /// All files of which rows are the person's.
    pub(super) fn files(&self) -> impl Iterator<Item = &HeldFile> {
        self.tables.iter().chain(&self.scores).chain(&self.blank)
    }

    /// Finds what names the person in files that stay, those without the person's rows included.
    fn look_around(&mut self, finder: &PersonFinder<'_>) {
        let mut all = Walk::INSIDE.through(&[self.folder.root()]).files;
        all.retain(|p| p.is_file() && !self.packets.contains(p) && !self.shared.contains(p));
        let mut found = Vec::new();
        for path in all {
            let bytes = match self.files().find(|f| f.path == path) {
                Some(file) if file.is_all_theirs() => continue,
                Some(HeldFile { held: PersonRows { without: Some(rest), .. }, .. }) => rest.clone(),
                // What is in a workbook is told by its rows.
                Some(_) => continue,
                None => fs::read(&path).unwrap_or_default(),
            };
            found.extend(mention(&path, &bytes, finder));
        }
        self.mentions.extend(found);
    }
}

impl HeldFile {
    /// Whether all its rows are theirs.
    pub(super) fn is_all_theirs(&self) -> bool {
        !self.held.rows.is_empty() && self.held.others == 0
    }

    /// How many of its rows are theirs.
    pub(super) fn rows(&self) -> usize {
        self.held.rows.len()
    }
}

fn with_rows(files: Vec<HeldFile>) -> Vec<HeldFile> {
    files.into_iter().filter(|f| !f.held.rows.is_empty()).collect()
}

/// The place of the candidate with this name, or else this id.
fn place_of(candidates: &[Candidate], name: &str) -> Option<usize> {
    let folded = fold(name);
    let by_id = |c: &Candidate| c.id.as_ref().is_some_and(|id| fold(id) == folded);
    candidates.iter().position(|c| fold(&c.name) == folded).or_else(|| candidates.iter().position(by_id))
}

/// The person's folder of packets, where there is one that isn't another's.
fn own_folder(
    folder: &LoopFolder,
    candidates: &[Candidate],
    person: usize,
    listed: usize,
) -> Option<PathBuf> {
    let names: Vec<&str> = candidates.iter().map(|c| c.name.as_str()).collect();
    let all = slugs(&names);
    let twin = person == listed && slugs(&names[..listed]).contains(&slug(names[person]));
    let path = folder.path(&packet_folder(&all[person]));
    (!twin && path.exists()).then_some(path)
}

/// Files and links below `folder`, and the folders, each behind what is in it.
fn everything_in(folder: &Path) -> Vec<PathBuf> {
    let walked = Walk::INSIDE.through(&[folder]);
    [walked.files, walked.folders].concat()
}

/// Where a file lies.
fn path_of(file: &ScoreFile) -> PathBuf {
    match &file.content {
        Content::Path(path) => path.clone(),
        Content::Bytes(_) => PathBuf::from(&file.name),
    }
}

/// The first place in a file, or its name, that says the person's name. What is no text isn't looked into.
fn mention(path: &Path, bytes: &[u8], finder: &PersonFinder<'_>) -> Option<Diagnostic> {
    let shown = shown(path);
    let what = "this still names the person";
    let hint = "look at it: it may be about somebody else";
    let name = path.file_stem().unwrap_or_default().to_string_lossy().replace(['-', '_', '.'], " ");
    if finder.says(&name) {
        return Some(Diagnostic::warning("mention", what).at(Place::file(shown)).hint(hint));
    }
    if bytes.contains(&0) {
        return None;
    }
    let text = String::from_utf8_lossy(bytes);
    let (at, line) = text.lines().enumerate().find(|(_, line)| finder.says(line))?;
    let place = Place { line: at + 1, source: line.chars().take(200).collect(), ..Place::file(shown) };
    Some(Diagnostic::warning("mention", what).at(place).hint(hint))
}
