//! All that a loop folder holds about one person.

use super::mention::{FileMention, PersonNames};
use crate::cli::config::Config;
use crate::cli::scores::expectation;
use crate::diag::{Diagnostic, Failure, Place};
use crate::gather::{Content, PersonFinder, PersonRows, ScoreFile, Scores, TableKind, gather, score_files};
use crate::opening::files::{
    self, CALENDAR, DECISIONS, ENTRIES, SCORECARDS, SCORES, all_together, own_folders,
};
use crate::opening::{Candidate, Decision, Decisions, LoopFolder, Schedule};
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
    pub(super) schedule: Schedule,
    /// The candidates, the person among them.
    pub(super) candidates: Vec<Candidate>,
    pub(super) person: usize,
    /// The list of candidates, then what was gathered.
    pub(super) tables: Vec<HeldFile>,
    pub(super) scores: Vec<HeldFile>,
    pub(super) blank: Vec<HeldFile>,
    /// Files and folders below the person's own folders of packets, letters and decisions, each folder behind what is in it.
    pub(super) own: Vec<PathBuf>,
    /// What was decided about them.
    pub(super) decided: Vec<Decision>,
    /// The decisions without those about them; none where there are none.
    pub(super) decisions_without: Option<Decisions>,
    /// Scorecards that belong to nobody on the list, by their files.
    pub(super) strays: Vec<String>,
    /// Files that couldn't be looked into.
    pub(super) unread: Vec<PathBuf>,
    /// Files that show them beside others and are made anew: comparisons, calendars, the packets of a day as one PDF.
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
        let schedule = folder.schedule(&plan, &candidates[..listed], &config.sheets);
        let schedule = schedule.map(|s| s.value.schedule).unwrap_or_default();
        let mut expect = expectation(&plan, &candidates, &schedule, config);
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
                files::Content::CandidateList | files::Content::ScheduleRows => TableKind::Candidates,
                files::Content::ScoreRows => TableKind::Scores,
                files::Content::RejectedRows => TableKind::Rejected,
                _ => continue,
            };
            for file in below(name) {
                tables.push(read(&finder, &file, holds));
            }
        }
        let own = own_paths(&folder, &candidates, person, listed);
        let strays = strays(&gather(&expect, &score_files));
        let names_of = PersonNames::of(&candidates[person], &candidates);
        let shared = [shared, calendar_files(&folder, &names_of)].concat();
        let decisions = folder.decisions().unwrap_or_default();
        let is_theirs = |name: &str| candidates[person].is_called(name);
        let decided = decisions.about(&candidates[person].name).cloned().collect();
        let decisions_without = decisions.without(is_theirs);
        let read_as_cards: BTreeSet<PathBuf> =
            scores.iter().filter(|f| f.held.others > 0).map(|f| f.path.clone()).collect();
        let mut holding = Self {
            shared,
            folder,
            person,
            tables: with_rows(tables),
            scores: with_rows(scores),
            blank: with_rows(blank),
            own,
            decided,
            decisions_without,
            strays,
            unread: Vec::new(),
            mentions,
            schedule: schedule.clone(),
            plan: plan.clone(),
            candidates: candidates.clone(),
        };
        let nothing =
            holding.files().next().is_none() && holding.own.is_empty() && holding.decided.is_empty();
        if nothing {
            let known = candidates[..listed].iter().map(|c| c.name.as_str());
            let known: BTreeSet<&str> = known.chain(names.iter().map(String::as_str)).collect();
            let message = format!("{} holds nothing about `{}`", holding.folder.shown(), name.trim());
            let hint = did_you_mean(name, &known.into_iter().collect::<Vec<_>>());
            return Err(Diagnostic::error("nobody", message).hint(hint).into());
        }
        holding.look_around(&names_of, &read_as_cards);
        Ok(holding)
    }

    /// The person, as the list names them.
    pub(super) fn candidate(&self) -> &Candidate {
        &self.candidates[self.person]
    }

    /// What a person has to look at: where the name is said still, cards that are nobody's, files that nobody looked into.
    pub(super) fn findings(&self) -> Vec<Diagnostic> {
        let mut findings = self.mentions.clone();
        let folder = self.folder.typed();
        findings.extend(self.strays.iter().map(|file| {
            let message = "this holds a scorecard of somebody who isn't on the list";
            Diagnostic::warning("nobodys-card", message).at(Place::file(file)).hint(format!(
                "if it is this person's, purge under the name on it too: panelkit purge {folder} --candidate NAME"
            ))
        }));
        findings.extend(self.unread.iter().map(|path| {
            Diagnostic::warning("unread", "this couldn't be looked into, and may tell of the person")
                .at(Place::of_path(path))
                .hint("open it, and remove it where it does")
        }));
        findings
    }

    /// All files of which rows are the person's.
    pub(super) fn files(&self) -> impl Iterator<Item = &HeldFile> {
        self.tables.iter().chain(&self.scores).chain(&self.blank)
    }

    /// Finds what names the person in files that stay, those without the person's rows included.
    fn look_around(&mut self, names: &PersonNames, read_as_cards: &BTreeSet<PathBuf>) {
        let mut all = Walk::INSIDE.through(&[self.folder.root()]).files;
        all.retain(|p| p.is_file() && !self.own.contains(p) && !self.shared.contains(p));
        let mut found = Vec::new();
        for path in all {
            let bytes = match self.files().find(|f| f.path == path) {
                Some(file) if file.is_all_theirs() && is_inside(&self.folder, &path) => continue,
                Some(HeldFile { held: PersonRows { without: Some(rest), .. }, .. }) => rest.clone(),
                // What is in a workbook is told by its rows.
                Some(_) => continue,
                None if path == self.folder.path(DECISIONS) && self.decisions_without.is_some() => {
                    self.decisions_without.as_ref().map(Decisions::to_json).unwrap_or_default().into_bytes()
                }
                None => fs::read(&path).unwrap_or_default(),
            };
            let inside = path.strip_prefix(self.folder.root()).unwrap_or(&path);
            let name = inside.to_string_lossy().replace(['/', '\\'], " ");
            let mut mention = if names.are_in(&name) {
                FileMention::Named { line: 0, source: String::new() }
            } else {
                names.look(&path.to_string_lossy(), &bytes)
            };
            // The kit's own papers of others say nothing of them, and filled-in forms were read as scorecards.
            let known = read_as_cards.contains(&path) || self.is_of_others(inside);
            if mention == FileMention::Unread && known {
                mention = FileMention::Silent;
            }
            match mention {
                FileMention::Silent => {}
                FileMention::Unread => self.unread.push(path),
                FileMention::Named { line, source } => found.push(
                    Diagnostic::warning("mention", "this still names the person")
                        .at(Place { line, source, ..Place::file(shown(&path)) })
                        .hint("look at it: it may be about somebody else"),
                ),
            }
        }
        self.mentions.extend(found);
    }

    /// Whether a file, by its path in the loop, is one that the kit wrote for another candidate or for nobody.
    fn is_of_others(&self, inside: &Path) -> bool {
        let names: Vec<&str> = self.candidates.iter().map(|c| c.name.as_str()).collect();
        let others = slugs(&names).into_iter().enumerate().filter(|(i, _)| *i != self.person);
        let of_nobody = files::content(&inside.to_string_lossy().replace('\\', "/"));
        matches!(of_nobody, Some(files::Content::NoCandidate))
            || others.into_iter().any(|(_, slug)| own_folders(&slug).any(|own| inside.starts_with(own)))
    }
}

/// The scorecards that belong to nobody on the list, by the files that hold them.
fn strays(scores: &Scores) -> Vec<String> {
    let codes = ["unknown-candidate", "no-candidate", "unlisted"];
    let places = scores.findings.iter().filter(|f| codes.contains(&f.code)).filter_map(|f| f.place.as_ref());
    places.map(|p| p.file.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Calendar files and day sheets that name the person.
fn calendar_files(folder: &LoopFolder, names: &PersonNames) -> Vec<PathBuf> {
    let path = folder.path(CALENDAR);
    if !path.is_dir() || !is_inside(folder, &path.join("x")) {
        return Vec::new();
    }
    let walked = Walk::INSIDE.through(&[&path]);
    // A folder's name says whose the files in it are.
    let is_theirs = |inside: &Path| {
        let names_them = |part: &std::ffi::OsStr| names.are_in(&part.to_string_lossy());
        inside.strip_prefix(&path).is_ok_and(|inside| inside.iter().any(names_them))
    };
    let (mut files, mut folders) = (walked.files, walked.folders);
    files.retain(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = || fs::read(file).unwrap_or_default();
        // What can't be looked into is made anew all the same.
        is_theirs(file) || names.look(&name, &bytes()) != FileMention::Silent
    });
    folders.retain(|folder| is_theirs(folder));
    [files, folders].concat()
}

/// Whether a file lies in the loop's folder itself, not behind a link that leads out of it.
pub(super) fn is_inside(folder: &LoopFolder, path: &Path) -> bool {
    let real = |p: &Path| fs::canonicalize(p).ok();
    let root = real(folder.root());
    let parent = path.parent().and_then(real);
    matches!((root, parent), (Some(root), Some(parent)) if parent.starts_with(&root))
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

/// The place of the candidate with this name, or else with this id, address or former name.
fn place_of(candidates: &[Candidate], name: &str) -> Option<usize> {
    let folded = fold(name);
    let by_name = candidates.iter().position(|c| fold(&c.name) == folded);
    by_name.or_else(|| candidates.iter().position(|c| c.is_called(name)))
}

/// What lies in the person's own folders, where these aren't another's.
fn own_paths(folder: &LoopFolder, candidates: &[Candidate], person: usize, listed: usize) -> Vec<PathBuf> {
    let names: Vec<&str> = candidates.iter().map(|c| c.name.as_str()).collect();
    let all = slugs(&names);
    let twin = person == listed && slugs(&names[..listed]).contains(&slug(names[person]));
    if twin {
        return Vec::new();
    }
    let mut paths = Vec::new();
    for path in own_folders(&all[person]).map(|name| folder.path(&name)).filter(|p| p.exists()) {
        if path.is_symlink() {
            // What it leads to isn't the loop's.
            paths.push(path);
        } else if is_inside(folder, &path) {
            let walked = Walk::INSIDE.through(&[&path]);
            paths.extend([walked.files, walked.folders].concat());
        }
    }
    paths
}

/// Where a file lies.
fn path_of(file: &ScoreFile) -> PathBuf {
    match &file.content {
        Content::Path(path) => path.clone(),
        Content::Bytes(_) => PathBuf::from(&file.name),
    }
}
