//! Copies that a synchronised folder makes of a file which was changed in two places. Nothing reads them, so they are told.

use crate::diag::{Diagnostic, Place};
use crate::walk::Walk;
use std::path::Path;

/// Words by which Dropbox, Nextcloud, Seafile, Resilio, Syncthing and file managers mark a copy, in a few languages.
const MARKS: [&str; 8] = ["conflict", "konflikt", "conflit", "copy", "kopie", "copie", "copia", "cópia"];
/// `OneDrive` adds the name of a computer, of at least so many capital letters, digits and hyphens.
const COMPUTER: usize = 4;

/// A warning for each file beside `path` that is called like a copy of it; none where its folder can't be read.
pub fn conflict_copies(path: &Path) -> Vec<Diagnostic> {
    let name_of = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let Some(original) = name_of(path) else { return Vec::new() };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = Walk::ONE_LEVEL.through(&[folder]).files;
    let copies = beside.iter().filter(|file| name_of(file).is_some_and(|name| is_copy(&name, &original)));
    copies
        .map(|copy| {
            let message = format!("this looks like another version of {original}, and nothing reads it");
            let hint = "synchronised folders make such copies when a file is changed in two places: \
                        take over what it has, then remove it";
            Diagnostic::warning("conflict-copy", message).at(Place::of_path(copy)).hint(hint)
        })
        .collect()
}

/// Whether a file of this name is a copy of the one called `original`.
fn is_copy(name: &str, original: &str) -> bool {
    let Some((stem, extension)) = original.rsplit_once('.') else { return false };
    let Some((own, ending)) = name.rsplit_once('.') else { return false };
    if !ending.eq_ignore_ascii_case(extension) {
        return false;
    }
    let folded = own.to_lowercase();
    let marked = |text: &str| MARKS.iter().any(|mark| text.contains(mark));
    let Some(added) = own.get(stem.len()..).filter(|_| folded.starts_with(&stem.to_lowercase())) else {
        // `Copy of candidates.csv`.
        return folded
            .strip_suffix(&stem.to_lowercase())
            .is_some_and(|before| before.ends_with(' ') && marked(before));
    };
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let brackets = added.trim_start().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let computer = |text: &str| {
        text.len() >= COMPUTER
            && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-')
            && text.bytes().any(|b| b.is_ascii_uppercase())
    };
    brackets.is_some_and(number)
        || added.strip_prefix(' ').is_some_and(number)
        || added.strip_prefix('-').is_some_and(computer)
        || (added.starts_with([' ', '(', '.', '_', '-']) && marked(&added.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copies_of_synchronised_folders_are_known_by_their_names() {
        for (name, original) in [
            ("plan (conflicted copy 2026-11-03).json", "plan.json"),
            ("schedule (Ana's conflicted copy).csv", "schedule.csv"),
            ("schedule (Anas in Konflikt stehende Kopie 2026-11-03).csv", "schedule.csv"),
            ("plan (SFConflict ana@acme.example 2026-11-03-10-12-13).json", "plan.json"),
            ("candidates (1).csv", "candidates.csv"),
            ("candidates(2).csv", "candidates.csv"),
            ("candidates 2.csv", "candidates.csv"),
            ("Candidates - Copy.csv", "candidates.csv"),
            ("Copy of candidates.csv", "candidates.csv"),
            ("Kopie von candidates.CSV", "candidates.csv"),
            ("gathered-DESKTOP-AB12.csv", "gathered.csv"),
            ("plan.sync-conflict-20261103-101112-ABCDEFG.json", "plan.json"),
            ("plan_conflict-20261103-101112.json", "plan.json"),
            ("plan.Conflict.json", "plan.json"),
        ] {
            assert!(is_copy(name, original), "{name}");
        }
    }

    #[test]
    fn other_files_are_no_copies() {
        for (name, original) in [
            ("plan.json", "plan.json"),
            ("plan.md", "plan.json"),
            ("plan-1.json", "plan.json"),
            ("plan (old).json", "plan.json"),
            ("planning (1).json", "plan.json"),
            ("comparison-blind.md", "comparison.md"),
            ("comparison-blind-totals.md", "comparison.md"),
            ("candidates-2026.csv", "candidates.csv"),
            ("candidates-all.csv", "candidates.csv"),
            ("candidates and copy.txt", "candidates.csv"),
            ("schedule", "schedule.csv"),
            ("é.csv", "candidates.csv"),
        ] {
            assert!(!is_copy(name, original), "{name}");
        }
    }
}
