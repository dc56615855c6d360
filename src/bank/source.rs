//! The files of a bank, from a folder or from the binary.

use crate::assets;
use crate::diag::{Diagnostic, Failure, Place, Severity};
use crate::limits::{BANK_FILE, BANK_FILES, unreadable};
use crate::text::shown;
use crate::toml::TomlFile;
use crate::walk::Walk;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// The one file of a bank that isn't TOML: the list of what the bank must cover.
pub(super) const TOPICS_FILE: &str = "topics.csv";

/// One file of a bank.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path inside the bank, with `/`.
    pub name: String,
    /// The path as the person would open it.
    pub shown: String,
    /// The content.
    pub text: String,
}

impl SourceFile {
    /// Whether it holds a question.
    pub fn is_question(&self) -> bool {
        is_question(&self.name)
    }

    /// The file for the reader of TOML.
    pub(super) fn toml(&self) -> TomlFile<'_> {
        TomlFile { shown: &self.shown, text: &self.text }
    }
}

fn is_question(name: &str) -> bool {
    name.starts_with("questions/")
}

/// Whether a file of this name in a bank is read.
fn is_read(name: &Path) -> bool {
    name.extension().is_some_and(|e| e == "toml") || name == Path::new(TOPICS_FILE)
}

/// The files of the bank in `folder`, sorted by name, completed by built-in catalogues; without a folder the
/// built-in bank.
pub(super) fn files(folder: Option<&Path>) -> Result<Vec<SourceFile>, Failure> {
    let Some(folder) = folder else { return Ok(sorted(built_in(|_| true).collect())) };
    let mut files = own_files(folder)?;
    let own: BTreeSet<&str> = files.iter().map(|f| f.name.as_str()).collect();
    let missing: Vec<SourceFile> = built_in(|name| !is_question(name) && !own.contains(name)).collect();
    files.extend(missing);
    Ok(sorted(files))
}

/// One of the banks that are read together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BankLayer {
    /// The built-in bank.
    BuiltIn,
    /// The bank in a folder.
    Folder(PathBuf),
}

/// The list files of a bank: entries of one are added to those of another, and take the place of those with their id.
const LISTS: [&str; 7] = [
    "candidate-questions.toml",
    "competencies.toml",
    "frameworks.toml",
    "levels.toml",
    "red-flags.toml",
    "rounds.toml",
    "words.toml",
];

/// The files of banks that are read together, sorted by name: a later one adds to those before it. Its questions, roles and
/// loops take the place of those of the same id, its other files of those of the same name; lists are read entry by entry,
/// those of the later bank first.
///
/// Catalogues that none of them has are the built-in ones.
pub(super) fn layered(layers: &[BankLayer]) -> Result<Vec<SourceFile>, Failure> {
    match layers {
        [] | [BankLayer::BuiltIn] => return files(None),
        [BankLayer::Folder(folder)] => return files(Some(folder)),
        _ => {}
    }
    let mut all: Vec<SourceFile> = Vec::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut findings = Vec::new();
    for layer in layers.iter().rev() {
        let own = match layer {
            BankLayer::BuiltIn => Ok(sorted(built_in(|_| true).collect())),
            BankLayer::Folder(folder) => own_files(folder),
        };
        let own = own.unwrap_or_else(|failure| {
            findings.extend(failure.0);
            Vec::new()
        });
        let adds = |f: &SourceFile| LISTS.contains(&f.name.as_str()) || !taken.contains(key(&f.name));
        let own: Vec<SourceFile> = own.into_iter().filter(adds).collect();
        taken.extend(own.iter().map(|f| key(&f.name).to_owned()));
        all.extend(own);
    }
    if !findings.is_empty() {
        return Err(Failure(findings));
    }
    all.extend(built_in(|name| !is_question(name) && !taken.contains(key(name))));
    Ok(sorted(all))
}

/// What a file is known by among others: a question by its id, whatever its family.
fn key(name: &str) -> &str {
    if is_question(name) { name.rsplit('/').next().unwrap_or(name) } else { name }
}

/// The files that lie in the bank's `folder`, sorted by name.
pub(super) fn own_files(folder: &Path) -> Result<Vec<SourceFile>, Failure> {
    if !folder.is_dir() {
        return Err(Diagnostic::error("bank-folder", "there is no such bank folder")
            .at(Place::of_path(folder))
            .hint("`panelkit eject DIR` writes the built-in bank out, to edit")
            .into());
    }
    let mut files = Vec::new();
    let mut findings = Vec::new();
    for path in paths(folder)? {
        match BANK_FILE.read_text(&path) {
            Ok(text) => {
                files.push(SourceFile { name: shown(inside(folder, &path)), shown: shown(&path), text });
            }
            Err(e) => findings.push(unreadable(&path, &e)),
        }
    }
    if findings.is_empty() { Ok(sorted(files)) } else { Err(Failure(findings)) }
}

/// The path of a file in the bank, wherever the bank lies.
fn inside<'p>(folder: &Path, path: &'p Path) -> &'p Path {
    path.strip_prefix(folder).unwrap_or(path)
}

/// The bank's files below `folder`; fails where some of it can't be read, and where there are too many.
fn paths(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let walked = Walk { skip_hidden: true, ..Walk::FOLLOWING }.through(&[folder]);
    let is_read = |path: &Path| is_read(inside(folder, path));
    let paths: Vec<PathBuf> = walked.files.into_iter().filter(|path| is_read(path)).collect();
    // Whatever else can't be read is no part of the bank.
    let concerns_bank = |f: &Diagnostic| {
        let path = f.place.as_ref().map(|p| Path::new(&p.file));
        f.severity == Severity::Error && path.is_some_and(|p| p.is_dir() || is_read(p))
    };
    let mut findings: Vec<Diagnostic> = walked.findings.into_iter().filter(concerns_bank).collect();
    if paths.len() as u64 > BANK_FILES.most {
        let more = format!("the folder holds more: {BANK_FILES}");
        findings.push(unreadable(folder, &io::Error::new(io::ErrorKind::FileTooLarge, more)));
    }
    if findings.is_empty() { Ok(paths) } else { Err(Failure(findings)) }
}

/// By name, so that the same files give the same bank wherever they lie.
fn sorted(mut files: Vec<SourceFile>) -> Vec<SourceFile> {
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

/// The built-in list of topics.
pub(super) fn built_in_topics() -> Option<SourceFile> {
    built_in(|name| name == TOPICS_FILE).next()
}

/// The built-in files whose name in the bank fits.
fn built_in(fits: impl Fn(&str) -> bool) -> impl Iterator<Item = SourceFile> {
    assets::below("question-bank").filter_map(move |asset| {
        let name = asset.path.trim_start_matches("question-bank/");
        (is_read(Path::new(name)) && fits(name)).then(|| SourceFile {
            name: name.to_owned(),
            shown: asset.path.to_owned(),
            text: String::from_utf8_lossy(&asset.content()).into_owned(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Bank;
    use std::fs;

    const QUESTION: &str = include_str!("../../question-bank/questions/databases/adding-an-index.toml");

    /// A bank of one question in `folder`.
    fn bank_in(folder: &Path) {
        fs::create_dir_all(folder.join("questions/databases")).unwrap();
        fs::write(folder.join("questions/databases/adding-an-index.toml"), QUESTION).unwrap();
    }

    #[test]
    fn a_bank_is_the_same_wherever_it_lies() {
        let at = tempfile::tempdir().unwrap();
        let places = ["a", "b/c.toml/d", "e\u{e9}/.hidden"].map(|name| at.path().join(name));
        let hashes = places.each_ref().map(|folder| {
            bank_in(folder);
            Bank::load(Some(folder)).unwrap().hash
        });
        assert!(hashes.iter().all(|hash| *hash == hashes[0]), "{hashes:?}");
        let detour = at.path().join("a/questions/..");
        assert_eq!(Bank::load(Some(&detour)).unwrap().hash, hashes[0]);
    }

    #[test]
    fn what_is_no_part_of_the_bank_is_left_out() {
        let at = tempfile::tempdir().unwrap();
        bank_in(at.path());
        let expected = Bank::load(Some(at.path())).unwrap().hash;
        for name in ["questions/.draft.toml", "$RECYCLE.BIN/old.toml", ".git/x.toml", "questions/topics.csv"]
        {
            fs::create_dir_all(at.path().join(name).parent().unwrap()).unwrap();
            fs::write(at.path().join(name), "x").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink("gone", at.path().join("README.md")).unwrap();
        assert_eq!(Bank::load(Some(at.path())).unwrap().hash, expected);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("gone", at.path().join("questions/gone.toml")).unwrap();
            let findings = Bank::load(Some(at.path())).unwrap_err().0;
            assert!(
                findings.len() == 1 && findings[0].to_string().contains("gone.toml: can't be read"),
                "{findings:?}"
            );
        }
    }

    #[test]
    fn more_files_than_the_limit_are_refused() {
        let at = tempfile::tempdir().unwrap();
        for n in 0..=BANK_FILES.most {
            fs::write(at.path().join(format!("{n}.toml")), "").unwrap();
        }
        let failure = Bank::files(Some(at.path())).unwrap_err().to_string();
        assert!(failure.contains("the folder holds more: the limit bank-files is 40,000 files"), "{failure}");
    }
}
