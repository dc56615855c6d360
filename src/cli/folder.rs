//! The loop folder: what lies where.

use crate::diag::{Diagnostic, Failure, Place};
use crate::gather::ScoreFile;
use crate::plan::Plan;
use crate::sheet::Sheet;
use crate::text::fold;
use std::fs;
use std::path::{Path, PathBuf};

/// One opening's folder.
#[derive(Debug, Clone)]
pub(super) struct LoopFolder(PathBuf);

impl LoopFolder {
    pub(super) fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(super) fn shown(&self) -> String {
        self.0.display().to_string()
    }

    /// The plan in `plan.json`.
    pub(super) fn plan(&self) -> Result<Plan, Failure> {
        let path = self.path("plan.json");
        let shown = path.display().to_string();
        let text = fs::read_to_string(&path).map_err(|e| {
            Diagnostic::error("no-plan", format!("there is no plan to read: {e}"))
                .at(Place::file(&shown))
                .hint(format!(
                    "make one: panelkit plan --role backend --seniority senior -o {}",
                    self.shown()
                ))
        })?;
        Plan::from_json(&shown, &text)
    }

    /// The names in `candidates.csv`; empty where there is no such file.
    pub(super) fn candidates(&self) -> Result<Vec<String>, Failure> {
        let path = self.path("candidates.csv");
        if path.exists() { candidates(&path) } else { Ok(Vec::new()) }
    }

    /// The content of `candidates.csv` with these names added at its end, where they aren't in it yet.
    pub(super) fn candidates_with(&self, names: &[String]) -> Result<Option<Vec<u8>>, Failure> {
        let listed = self.candidates()?;
        let new: Vec<[&str; 1]> = names
            .iter()
            .filter(|n| !listed.iter().any(|l| fold(l) == fold(n)))
            .map(|n| [n.as_str()])
            .collect();
        if new.is_empty() {
            return Ok(None);
        }
        let path = self.path("candidates.csv");
        let mut text = if path.exists() {
            fs::read(&path).map_err(|e| unreadable(&path, &e))?
        } else {
            b"name\n".to_vec()
        };
        if !text.ends_with(b"\n") {
            text.push(b'\n');
        }
        text.extend(crate::sheet::write_csv(&new));
        Ok(Some(text))
    }

    /// The scorecards below `scores/`, or those in `paths`, in the order of their names; and findings on what is none.
    pub(super) fn scores(&self, paths: &[PathBuf]) -> Result<(Vec<ScoreFile>, Vec<Diagnostic>), Failure> {
        let own = [self.path("scores")];
        let roots: &[PathBuf] = if paths.is_empty() { &own } else { paths };
        let mut found = Vec::new();
        for root in roots {
            if root.is_dir() {
                walk(root, &mut found).map_err(|e| unreadable(root, &e))?;
            } else {
                found.push(root.clone());
            }
        }
        found.sort();
        found.dedup();
        let (mut files, mut findings) = (Vec::new(), Vec::new());
        for path in found {
            let shown = path.display().to_string();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with('.') || name.starts_with("~$") {
                findings.push(
                    Diagnostic::note("skipped", "a lock file or hidden file was left out")
                        .at(Place::file(shown)),
                );
                continue;
            }
            match fs::read(&path) {
                Ok(bytes) => files.push(ScoreFile { name: shown, bytes }),
                Err(e) if paths.is_empty() && !own[0].exists() => {
                    return Err(no_scores(&own[0], &e.to_string()));
                }
                Err(e) => findings.extend(unreadable(&path, &e).0),
            }
        }
        if files.is_empty() && findings.is_empty() {
            return Err(no_scores(&own[0], "the folder is empty"));
        }
        Ok((files, findings))
    }
}

fn no_scores(path: &Path, why: &str) -> Failure {
    Diagnostic::error("no-scores", format!("there are no completed scorecards: {why}"))
        .at(Place::file(path.display().to_string()))
        .hint("put the completed scorecards there, or name their files")
        .into()
}

pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Diagnostic::error("unreadable", format!("can't be read: {error}"))
        .at(Place::file(path.display().to_string()))
        .hint("check that it is there and that you may read it")
        .into()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

/// The column `name` (or `candidate`) of a CSV file, blank rows left out.
pub(super) fn candidates(path: &Path) -> Result<Vec<String>, Failure> {
    let shown = path.display().to_string();
    let bytes = fs::read(path).map_err(|e| unreadable(path, &e))?;
    let is_name = |c: &str| {
        ["name", "candidate"].contains(&c.trim().trim_start_matches('\u{feff}').to_lowercase().as_str())
    };
    let sheet = Sheet::read(&shown, &bytes, &is_name, 1).map_err(|mut d| {
        d.hint = Some("the first row names the columns; one of them is `name`".to_owned());
        d
    })?;
    if !sheet.findings.is_empty() {
        return Err(Failure(sheet.findings));
    }
    let column = sheet.header.iter().position(|c| is_name(c)).unwrap_or(0);
    let mut names: Vec<String> = Vec::new();
    let mut findings = Vec::new();
    for row in &sheet.rows {
        let cell = row.cells.get(column).map_or("", |c| c.text.trim());
        let name = crate::sheet::unguard(cell).to_owned();
        if name.is_empty() {
            let message = "the row has no name";
            findings.push(
                Diagnostic::error("no-name", message)
                    .at(sheet.row_place(row))
                    .hint("write one, or remove the row"),
            );
        } else if names.iter().any(|n| fold(n) == fold(&name)) {
            let message = format!("the candidate {name} is listed twice");
            let hint = "if these are two people, tell them apart in their names";
            findings.push(Diagnostic::error("listed-twice", message).at(sheet.place(row, column)).hint(hint));
        } else {
            names.push(name);
        }
    }
    if findings.is_empty() { Ok(names) } else { Err(Failure(findings)) }
}
