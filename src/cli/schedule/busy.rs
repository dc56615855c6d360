//! Whose calendar is which file, and when they are busy.

use super::people::{People, PersonId, nobody};
use crate::calendar::{Zone, read_busy};
use crate::diag::{Diagnostic, Failure, Place, Severity};
use crate::limits::{CALENDAR_FILE, unreadable};
use crate::text::shown;
use crate::timetable::Span;
use crate::walk::Walk;
use std::path::{Path, PathBuf};

/// The code of the finding that nobody is known whose calendar a file is.
const NOBODYS: &str = "whose-calendar";

/// When somebody is busy, and which file says so.
pub(super) struct BusyPerson {
    pub(super) person: PersonId,
    pub(super) file: String,
    pub(super) busy: Vec<Span>,
}

/// What the files of `--busy` say within `window`; fails with each that can't be used, all in one run.
pub(super) fn busy_people(
    named: &[String],
    people: &People,
    zone: &Zone,
    window: Span,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Vec<BusyPerson>, Failure> {
    let (mut all, mut findings) = (Vec::new(), Vec::new());
    for argument in named {
        let (name, path) = parted(argument);
        let is_folder = path.is_dir();
        for file in files(&path) {
            match read(name, &file, people, zone, window, warnings) {
                Ok(busy) => all.push(busy),
                // In a folder there may lie calendars of others.
                Err(failure) if is_folder && failure.0.iter().all(|d| d.code == NOBODYS) => {
                    warnings
                        .extend(failure.0.into_iter().map(|d| Diagnostic { severity: Severity::Note, ..d }));
                }
                Err(failure) => findings.extend(failure.0),
            }
        }
    }
    if findings.is_empty() { Ok(all) } else { Err(Failure(findings)) }
}

/// The name before the `=`, where there is one, and the path.
fn parted(argument: &str) -> (Option<&str>, PathBuf) {
    let whole = PathBuf::from(argument);
    match argument.split_once('=') {
        Some((name, path)) if !whole.exists() => (Some(name), PathBuf::from(path)),
        _ => (None, whole),
    }
}

/// The file, or the calendars of the folder.
fn files(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let mut files = Walk::ONE_LEVEL.through(&[path]).files;
    files.retain(|f| f.extension().is_some_and(|e| e.eq_ignore_ascii_case("ics")));
    files.sort();
    files
}

fn read(
    name: Option<&str>,
    path: &Path,
    people: &People,
    zone: &Zone,
    window: Span,
    warnings: &mut Vec<Diagnostic>,
) -> Result<BusyPerson, Failure> {
    let file = shown(path);
    let text = CALENDAR_FILE.read_text(path).map_err(|e| unreadable(path, &e))?;
    let read = read_busy(&file, &text, zone, window)?;
    warnings.extend(read.warnings);
    let calendar = read.value;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let person = match name {
        Some(name) => people.find(name).map_err(|hint| nobody("--busy", name, hint))?,
        None => people.owner(&stem, &calendar.name).ok_or_else(|| {
            Diagnostic::error(NOBODYS, "neither the file's name nor its title says whose calendar this is")
                .at(Place::of_path(path))
                .hint(format!("say it: --busy \"NAME={file}\""))
        })?,
    };
    Ok(BusyPerson { person, file, busy: calendar.busy.spans().to_vec() })
}
