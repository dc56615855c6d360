//! The loop folder: its plan, its candidates, the paths of its files.

use super::candidate_list::CandidateFile;
use super::candidates::{Candidate, read_candidates};
use super::decisions::Decisions;
use super::files::{CANDIDATES, DECISIONS, HOLDS, PLAN, SCHEDULE};
use super::retention::Holds;
use super::schedule::{Schedule, ScheduleFile, read_schedule};
use crate::diag::{Diagnostic, Failure, Place, Warned};
use crate::limits::{self, unreadable};
use crate::plan::Plan;
use crate::sheet::{SheetReader, write_csv};
use crate::text::{argument, shown};
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// One opening's folder.
#[derive(Debug, Clone)]
pub struct LoopFolder(PathBuf);

impl LoopFolder {
    /// The folder at `path`, whether it is there or not.
    pub fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// The path of the file or folder that is called `name` inside.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.0
    }

    /// The folder as people are told it.
    pub fn shown(&self) -> String {
        shown(&self.0)
    }

    /// The folder as it is typed behind a command, in quotation marks where it needs them.
    pub fn typed(&self) -> String {
        argument(&self.shown()).into_owned()
    }

    /// The plan; fails where there is none that can be used.
    pub fn plan(&self) -> Result<Plan, Failure> {
        let path = self.path(PLAN);
        let text = limits::PLAN_FILE.read_text(&path).map_err(|e| {
            Diagnostic::error("no-plan", format!("there is no plan to read: {e}"))
                .at(Place::of_path(&path))
                .hint(self.how_to_make_one())
        })?;
        Plan::from_json(&shown(&path), &text)
    }

    /// How the folder gets a plan.
    pub fn how_to_make_one(&self) -> String {
        format!("make one: panelkit plan --role backend --seniority senior -o {}", self.typed())
    }

    /// The listed candidates, with how late their scorecards are `today`, and what was noticed; none where there is no list.
    pub fn candidates(
        &self,
        today: Option<Date>,
        sheets: &SheetReader,
    ) -> Result<Warned<Vec<Candidate>>, Failure> {
        let path = self.path(CANDIDATES);
        if path.exists() {
            read_candidates(&path, today, sheets)
        } else {
            Ok(Warned { value: Vec::new(), warnings: Vec::new() })
        }
    }

    /// The schedule of `plan` for these candidates, and what was noticed: what the file says, else the people whom a plan of
    /// format 1 names, else nobody.
    pub fn schedule(
        &self,
        plan: &Plan,
        candidates: &[Candidate],
        sheets: &SheetReader,
    ) -> Result<Warned<ScheduleFile>, Failure> {
        let path = self.path(SCHEDULE);
        if !path.exists() {
            let value = ScheduleFile::absent(Schedule::of_people(&plan.people));
            return Ok(Warned { value, warnings: Vec::new() });
        }
        let bytes = limits::LIST_FILE.read(&path).map_err(|e| unreadable(&path, &e))?;
        let Warned { value, warnings } = read_schedule(&shown(&path), &bytes, plan, candidates, sheets)?;
        Ok(Warned { value: value.with_people_of(plan), warnings })
    }

    /// The names of the listed candidates.
    pub fn candidate_names(&self, sheets: &SheetReader) -> Result<Vec<String>, Failure> {
        Ok(self.candidates(None, sheets)?.value.into_iter().map(|c| c.name).collect())
    }

    /// The decisions that were taken; none where there is no file.
    pub fn decisions(&self) -> Result<Decisions, Failure> {
        let path = self.path(DECISIONS);
        if !path.exists() {
            return Ok(Decisions::default());
        }
        let text = limits::PLAN_FILE.read_text(&path).map_err(|e| unreadable(&path, &e))?;
        Decisions::from_json(&shown(&path), &text)
    }

    /// What stops the removal of records; nothing where there is no file.
    pub fn holds(&self) -> Result<Holds, Failure> {
        let path = self.path(HOLDS);
        if !path.exists() {
            return Ok(Holds::default());
        }
        let text = limits::PLAN_FILE.read_text(&path).map_err(|e| unreadable(&path, &e))?;
        Holds::from_json(&shown(&path), &text)
    }

    /// The list of candidates with its file; none where there is no list.
    pub fn candidate_file(&self, sheets: &SheetReader) -> Result<Option<CandidateFile>, Failure> {
        let path = self.path(CANDIDATES);
        if !path.exists() {
            return Ok(None);
        }
        let bytes = limits::LIST_FILE.read(&path).map_err(|e| unreadable(&path, &e))?;
        CandidateFile::read(&shown(&path), &bytes, sheets).map(|list| Some(list.value))
    }

    /// The list of candidates as its file, with those of `names` added at its end that aren't on it; none where all are.
    pub fn candidates_with(
        &self,
        names: &[String],
        sheets: &SheetReader,
    ) -> Result<Option<Vec<u8>>, Failure> {
        let list = self.candidate_file(sheets)?;
        let listed = list.as_ref().map_or(&[][..], |l| &l.candidates);
        let new = names.iter().filter(|name| !listed.iter().any(|c| c.is_called(name)));
        let new: Vec<&str> = new.map(String::as_str).collect();
        match list {
            _ if new.is_empty() => Ok(None),
            Some(list) => list.with_names(&new),
            None => {
                let rows = std::iter::once(["name"]).chain(new.into_iter().map(|name| [name]));
                Ok(Some(write_csv(&rows.collect::<Vec<_>>())))
            }
        }
    }
}

/// The plan in the file at `path`.
pub fn plan_at(path: &Path) -> Result<Plan, Failure> {
    let text = limits::PLAN_FILE.read_text(path).map_err(|e| unreadable(path, &e))?;
    Plan::from_json(&shown(path), &text)
}

/// The error that there are no completed scorecards at `path`.
pub fn no_scores(path: &Path, why: &str) -> Failure {
    Diagnostic::error("no-scores", format!("there are no completed scorecards: {why}"))
        .at(Place::of_path(path))
        .hint("put the completed scorecards there, or name their files")
        .into()
}
