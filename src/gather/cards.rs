//! Scorecards from all files, each known by candidate, round and interviewer; copies count once or not at all.

use super::expect::Prefer;
use super::load::ScoreFile;
use super::reading::{Card, EntryContent, FileReading, rejected, said};
use super::roster::Who;
use super::scores::Rejected;
use crate::diag::{Diagnostic, Place};
use crate::opening::Candidate;
use crate::plan::Plan;
use crate::sheet::Sheet;
use crate::text::{fold, join};
use std::collections::BTreeMap;

/// A scorecard with the sheet that it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'a> {
    pub card: &'a Card,
    pub sheet: &'a Sheet,
    file: &'a ScoreFile,
}

/// The scorecards that count, in the order of the candidates and of the plan.
#[derive(Debug)]
pub(super) struct Sorted<'a> {
    pub candidates: Vec<String>,
    pub counted: Vec<(usize, Found<'a>)>,
    /// Those of people who aren't on the list any more, with the name on them.
    pub unlisted: Vec<(&'a str, Found<'a>)>,
    /// Those that came in several versions, none of which counts.
    pub uncounted: Vec<UncountedCard>,
    pub accepted: usize,
    pub findings: Vec<Diagnostic>,
    pub rejected: Vec<Rejected>,
}

/// A scorecard that came and doesn't count.
#[derive(Debug)]
pub(super) struct UncountedCard {
    pub candidate: usize,
    pub round: usize,
    pub interviewer: String,
    pub why: String,
}

/// By what the copies of a scorecard are known: the candidate, the round, whether its interviewer is in training, and
/// who that is.
type Key<'a> = (usize, usize, bool, &'a str);

/// All scorecards of `readings`, which belong to `files` in their order; of different copies the preferred one counts.
pub(super) fn sort<'a>(
    plan: &Plan,
    listed: &[Candidate],
    files: &'a [ScoreFile],
    readings: &'a [FileReading],
    prefer: Option<&Prefer>,
) -> Sorted<'a> {
    let mut candidates: Vec<String> = listed.iter().map(|c| c.name.clone()).collect();
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    let mut all: Vec<(Key<'_>, Found<'a>)> = Vec::new();
    let mut unlisted = Vec::new();
    for (file, reading) in files.iter().zip(readings) {
        for card in &reading.cards {
            let found = Found { card, sheet: &reading.sheets[card.sheet], file };
            let candidate = match &card.who {
                Who::Unlisted(name) => {
                    unlisted.push((name.as_str(), found));
                    continue;
                }
                Who::Listed(i) => *i,
                Who::Named(name) => *named.entry(fold(name)).or_insert_with(|| {
                    candidates.push(name.clone());
                    candidates.len() - 1
                }),
            };
            all.push(((candidate, card.round, card.trainee, &card.interviewer_key), found));
        }
    }
    // Copies stay in the order of their files.
    all.sort_by_key(|(key, _)| *key);
    let accepted = unlisted.iter().map(|(_, found): &(_, Found<'_>)| found.rows()).sum();
    let mut sorted = Sorted {
        candidates,
        counted: Vec::new(),
        unlisted,
        uncounted: Vec::new(),
        accepted,
        findings: Vec::new(),
        rejected: Vec::new(),
    };
    let mut copies = Vec::new();
    for same in all.chunk_by(|(a, _), (b, _)| a == b) {
        copies.clear();
        copies.extend(same.iter().map(|(_, found)| *found).filter(|f| !f.card.entries.is_empty()));
        let Some(((candidate, round, trainee, _), _)) = same.first().copied() else { continue };
        let name = &sorted.candidates[candidate];
        let what = match copies.as_slice() {
            [] | [_] => String::new(),
            [first, ..] => {
                format!(
                    "the scorecard of {} for {name}, round {}",
                    card_owner(first.card),
                    plan.rounds[round].id
                )
            }
        };
        if let Some(counted) = sorted.choose(&copies, &what, prefer) {
            sorted.counted.push((candidate, counted));
        } else if let Some(first) = copies.first().filter(|_| !trainee) {
            let files: Vec<String> = copies.iter().map(Found::recorded).collect();
            let why = format!("{} versions that differ: {}", copies.len(), join(&files, "and"));
            let interviewer = first.card.interviewer.clone();
            sorted.uncounted.push(UncountedCard { candidate, round, interviewer, why });
        } else if let Some((_, found)) = same.first().filter(|_| !trainee) {
            // None of its rows can be used.
            let interviewer = found.card.interviewer.clone();
            let why = faults(found.card);
            sorted.uncounted.push(UncountedCard { candidate, round, interviewer, why });
        }
    }
    sorted
}

/// What is wrong with rows of a scorecard, in words.
pub(super) fn faults(card: &Card) -> String {
    let all: Vec<&str> = card.faults.iter().map(|f| f.why.as_str()).collect();
    all.join("; ")
}

/// Who filled a scorecard in, in words.
pub(super) fn card_owner(card: &Card) -> &str {
    if card.interviewer.is_empty() { "an unnamed interviewer" } else { &card.interviewer }
}

impl Found<'_> {
    /// The place of its first row.
    pub fn place(&self) -> Place {
        let line = self.card.entries.first().map_or(0, |e| e.row.line as usize);
        Place { line, ..Place::file(&self.sheet.file) }
    }

    /// The path of its file as it is recorded.
    pub fn recorded(&self) -> String {
        self.file.recorded_part(&self.sheet.file)
    }

    fn shown(&self) -> String {
        let place = self.place();
        format!("{}:{}", place.file, place.line)
    }

    fn said(&self) -> Vec<EntryContent<'_>> {
        let mut rows: Vec<_> = self.card.entries.iter().map(|e| said(self.sheet, e)).collect();
        rows.sort();
        rows
    }

    fn rows(&self) -> usize {
        self.card.entries.len() + self.card.repeated.len()
    }
}

impl<'a> Sorted<'a> {
    /// The one scorecard among copies: identical ones count once, different ones not at all unless one is preferred.
    fn choose(&mut self, copies: &[Found<'a>], what: &str, prefer: Option<&Prefer>) -> Option<Found<'a>> {
        let (first, others) = copies.split_first()?;
        if others.is_empty() {
            self.accepted += first.rows();
            return Some(*first);
        }
        let contents: Vec<_> = copies.iter().map(Found::said).collect();
        if contents.iter().all(|c| *c == contents[0]) {
            for other in others {
                let message = format!("{what} is here twice, with the same content; it counts once");
                let hint = format!("the other one is {}", first.shown());
                self.findings.push(Diagnostic::note("scorecard-twice", message).at(other.place()).hint(hint));
            }
            self.accepted += copies.iter().map(Found::rows).sum::<usize>();
            return Some(*first);
        }
        let chosen = prefer.and_then(|p| preferred(copies, &contents, p));
        for (i, copy) in copies.iter().enumerate() {
            let counts = chosen.is_some_and(|c| contents[c] == contents[i]);
            if counts {
                self.accepted += copy.rows();
            } else {
                self.reject(copy, chosen.map(|c| copies[c]));
            }
            if let Some(chosen) = chosen {
                if !counts {
                    let message =
                        format!("{what} is here twice, with different content; this one doesn't count");
                    let hint = format!("{} is preferred", copies[chosen].shown());
                    self.findings
                        .push(Diagnostic::note("scorecard-twice", message).at(copy.place()).hint(hint));
                }
            } else if i > 0 {
                let message = format!("{what} is here twice, with different content; neither counts");
                let hint = format!(
                    "the other one is {}; remove the one that doesn't count, or say --prefer newest or --prefer FILE",
                    first.shown()
                );
                self.findings.push(Diagnostic::error("scorecard-twice", message).at(copy.place()).hint(hint));
            }
        }
        chosen.map(|c| copies[c])
    }

    fn reject(&mut self, copy: &Found<'_>, chosen: Option<Found<'_>>) {
        let reason = match chosen {
            Some(chosen) => format!("{} holds the same scorecard and is preferred", chosen.recorded()),
            None => "another file holds the same scorecard with different content".to_owned(),
        };
        for entry in copy.card.entries.iter().chain(&copy.card.repeated) {
            let column = copy.sheet.place(&entry.row, entry.cells.score).column;
            let rejected = rejected(copy.sheet, &entry.row, column, &reason);
            self.rejected.push(rejected.recorded_for(copy.file));
        }
    }
}

/// The copy that is preferred; none where that is not one content.
fn preferred(copies: &[Found<'_>], contents: &[Vec<EntryContent<'_>>], prefer: &Prefer) -> Option<usize> {
    let among: Vec<usize> = match prefer {
        Prefer::Newest => {
            let changed: Vec<Option<u128>> = copies.iter().map(|c| c.file.changed()).collect();
            let newest = changed.iter().flatten().max()?;
            (0..copies.len()).filter(|i| changed[*i] == Some(*newest)).collect()
        }
        Prefer::File(name) => (0..copies.len()).filter(|i| is_file(&copies[*i].sheet.file, name)).collect(),
    };
    let first = *among.first()?;
    among.iter().all(|i| contents[*i] == contents[first]).then_some(first)
}

/// Whether `file` is the one called `name`: by its path, its last part, or as the archive or workbook that holds it.
fn is_file(file: &str, name: &str) -> bool {
    let name = name.trim_start_matches("./");
    let inside = |at: usize| file[at..].starts_with(['[', '/']) || at == file.len();
    file.match_indices(name).any(|(at, _)| {
        let begins = at == 0 || file[..at].ends_with(['/', '\\']);
        begins && inside(at + name.len())
    })
}

#[cfg(test)]
mod tests {
    use super::is_file;

    #[test]
    fn files_are_known_by_path_name_and_what_holds_them() {
        for (file, name) in [
            ("loop/scores/a.csv", "a.csv"),
            ("loop/scores/a.csv", "./loop/scores/a.csv"),
            ("loop/scores/a.xlsx[Scores]", "a.xlsx"),
            ("scores/all.zip/a.csv", "all.zip"),
            ("scores/all.zip/a.csv", "all.zip/a.csv"),
        ] {
            assert!(is_file(file, name), "{file} {name}");
        }
        for (file, name) in [("loop/scores/aa.csv", "a.csv"), ("loop/a.csv.bak", "a.csv"), ("a.csv", "b.csv")]
        {
            assert!(!is_file(file, name), "{file} {name}");
        }
    }
}
