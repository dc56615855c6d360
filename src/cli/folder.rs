//! The loop folder: what lies where.

pub(super) use super::people::unreadable;

use super::people::people;
use crate::diag::{Diagnostic, Failure, Place, Severity};
use crate::gather::{self, Candidate, Left};
use crate::limits;
use crate::plan::Plan;
use crate::text::fold;
use jiff::civil::Date;
use std::collections::HashSet;
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
        let text = limits::PLAN_FILE.read_text(&path).map_err(|e| {
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

    /// The people in `candidates.csv`, with how late their scorecards are `today`; none where there is no such file.
    pub(super) fn people(&self, today: Date) -> Result<Vec<Candidate>, Failure> {
        let path = self.path("candidates.csv");
        if path.exists() { people(&path, Some(today)) } else { Ok(Vec::new()) }
    }

    /// The content of `candidates.csv` with these names added at its end, where they aren't in it yet.
    pub(super) fn candidates_with(&self, names: &[String]) -> Result<Option<Vec<u8>>, Failure> {
        let listed: HashSet<String> = self.candidates()?.iter().map(|name| fold(name)).collect();
        let new = names.iter().filter(|name| !listed.contains(&fold(name)));
        let new: Vec<[&str; 1]> = new.map(|name| [name.as_str()]).collect();
        if new.is_empty() {
            return Ok(None);
        }
        let path = self.path("candidates.csv");
        let mut text = if path.exists() {
            limits::LIST_FILE.read(&path).map_err(|e| unreadable(&path, &e))?
        } else {
            b"name\n".to_vec()
        };
        if !text.ends_with(b"\n") {
            text.push(b'\n');
        }
        text.extend(crate::sheet::write_csv(&new));
        Ok(Some(text))
    }

    /// The files below `scores/`, perhaps none yet.
    pub(super) fn scores_so_far(&self) -> Left {
        let own = self.path("scores");
        if own.exists() { gather::files(&[own]) } else { Left::default() }
    }

    /// The files below `scores/`, or those in `paths`, in the order of their names; and findings on what is none.
    pub(super) fn scores(&self, paths: &[PathBuf]) -> Result<Left, Failure> {
        let own = [self.path("scores")];
        if paths.is_empty() && !own[0].exists() {
            return Err(no_scores(&own[0], "the folder doesn't exist"));
        }
        let left = gather::files(if paths.is_empty() { &own } else { paths });
        if left.files.is_empty() && left.findings.is_empty() {
            return Err(no_scores(&own[0], "the folder is empty"));
        }
        // What was gathered before isn't replaced by nothing.
        if left.files.is_empty() && left.findings.iter().any(|f| f.severity == Severity::Error) {
            return Err(Failure(left.findings));
        }
        Ok(left)
    }
}

fn no_scores(path: &Path, why: &str) -> Failure {
    Diagnostic::error("no-scores", format!("there are no completed scorecards: {why}"))
        .at(Place::file(path.display().to_string()))
        .hint("put the completed scorecards there, or name their files")
        .into()
}

/// The names in a list of candidates.
pub(super) fn candidates(path: &Path) -> Result<Vec<String>, Failure> {
    Ok(people(path, None)?.into_iter().map(|p| p.name).collect())
}
