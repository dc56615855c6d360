//! What a loop's folder holds about one person.

mod export;
mod purge;

pub(super) use export::Export;
pub(super) use purge::Purge;

use super::folder::LoopFolder;
use super::settings::Settings;
use crate::diag::{Diagnostic, Failure, Place};
use crate::gather::{self, Candidate, Expectation, Held, Holds, PersonFinder, ScoreFile};
use crate::plan::Plan;
use crate::text::{did_you_mean, fold, slugs};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The tables of a loop's folder beside `scores/` and `scorecards/`.
const TABLES: [(&str, Holds); 4] = [
    ("candidates.csv", Holds::Candidates),
    ("gathered.csv", Holds::Scores),
    ("trainees.csv", Holds::Scores),
    ("rejected.csv", Holds::Rejected),
];

/// The files of all packets and of all blank scorecards of a call.
const DAY: [&str; 2] = ["packets/all.pdf", "scorecards/all.xlsx"];

/// A file of rows, some of which are the person's.
#[derive(Debug)]
struct HeldFile {
    path: PathBuf,
    held: Held,
}

/// All that a loop's folder holds about one person.
#[derive(Debug)]
struct Holding {
    folder: LoopFolder,
    plan: Plan,
    /// The candidates, the person among them.
    candidates: Vec<Candidate>,
    person: usize,
    /// The list of candidates, then what was gathered.
    tables: Vec<HeldFile>,
    scores: Vec<HeldFile>,
    blank: Vec<HeldFile>,
    /// Files and folders below the person's own folder of packets, each folder behind what is in it.
    packets: Vec<PathBuf>,
    /// Files that show all candidates: comparisons, and the packets of a day as one PDF.
    shared: Vec<PathBuf>,
    /// Other places that name the person, or perhaps do.
    mentions: Vec<Diagnostic>,
}

impl Holding {
    /// What `folder` holds about the candidate called `name`, or with that id; fails where it knows nobody of that name.
    fn find(folder: &Path, name: &str, settings: &Settings) -> Result<Self, Failure> {
        let folder = LoopFolder::new(folder);
        let plan = folder.plan()?;
        let path = folder.path("candidates.csv");
        let mut candidates = if path.exists() { super::people::people(&path, None)? } else { Vec::new() };
        let listed = candidates.len();
        let person = place_of(&candidates, name).unwrap_or(listed);
        if person == listed {
            candidates.push(Candidate { name: name.trim().to_owned(), ..Candidate::default() });
        }
        let expect = Expectation {
            plan: &plan,
            candidates: &candidates,
            headings: &settings.headers,
            trainees: &settings.trainees,
            prefer: None,
        };
        let mut finder = PersonFinder::new(&expect, person);
        let below = |name: &str| {
            let path = folder.path(name);
            if path.exists() { gather::files(&[path]).files } else { Vec::new() }
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
            HeldFile { path: PathBuf::from(&file.name), held }
        };
        let scores: Vec<_> = below("scores").iter().map(|file| read(&finder, file, Holds::Scores)).collect();
        let shared = shared(&folder);
        let single = |f: &&ScoreFile| !shared.contains(&PathBuf::from(&f.name));
        let blank: Vec<_> = below("scorecards")
            .iter()
            .filter(single)
            .map(|file| read(&finder, file, Holds::Scores))
            .collect();
        for file in scores.iter().filter(|f| f.is_all_theirs()) {
            finder.owns(&file.path.display().to_string());
        }
        let mut tables = Vec::new();
        for (name, holds) in TABLES {
            for file in below(name) {
                tables.push(read(&finder, &file, holds));
            }
        }
        let own = own_folder(&folder, &candidates, person, listed);
        let mut packets = Vec::new();
        if let Some(own) = &own {
            everything_in(own, &mut packets);
        }
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

    fn candidate(&self) -> &Candidate {
        &self.candidates[self.person]
    }

    /// All files of which rows are the person's.
    fn files(&self) -> impl Iterator<Item = &HeldFile> {
        self.tables.iter().chain(&self.scores).chain(&self.blank)
    }

    /// Finds what names the person in files that stay, those without the person's rows included.
    fn look_around(&mut self, finder: &PersonFinder<'_>) {
        let mut all = Vec::new();
        everything_in(&self.folder.path(""), &mut all);
        all.retain(|p| p.is_file() && !self.packets.contains(p) && !self.shared.contains(p));
        all.sort();
        let mut found = Vec::new();
        for path in all {
            let bytes = match self.files().find(|f| f.path == path) {
                Some(file) if file.is_all_theirs() => continue,
                Some(HeldFile { held: Held { without: Some(rest), .. }, .. }) => rest.clone(),
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
    fn is_all_theirs(&self) -> bool {
        !self.held.rows.is_empty() && self.held.others == 0
    }

    fn rows(&self) -> usize {
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
    let twin = person == listed && slugs(&names[..listed]).contains(&crate::text::slug(names[person]));
    let path = folder.path("packets").join(&all[person]);
    (!twin && path.exists()).then_some(path)
}

/// Files below `folder`, and the folders behind what is in them, itself last. Links are not followed.
fn everything_in(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).map(|d| d.flatten().map(|e| e.path()).collect::<Vec<_>>());
    let mut entries = entries.unwrap_or_default();
    entries.sort();
    for path in entries {
        if path.is_dir() && !path.is_symlink() {
            everything_in(&path, found);
        } else {
            found.push(path);
        }
    }
    found.push(folder.to_owned());
}

/// The files that the kit wrote of all candidates together.
fn shared(folder: &LoopFolder) -> Vec<PathBuf> {
    let stems = ["", "-blind", "-totals", "-blind-totals"];
    let names = stems
        .iter()
        .flat_map(|stem| ["md", "html", "pdf"].map(|extension| format!("comparison{stem}.{extension}")));
    names.chain(DAY.map(str::to_owned)).map(|n| folder.path(&n)).filter(|p| p.exists()).collect()
}

/// The first place in a file, or its name, that says the person's name. What is no text isn't looked into.
fn mention(path: &Path, bytes: &[u8], finder: &PersonFinder<'_>) -> Option<Diagnostic> {
    let shown = path.display().to_string();
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
