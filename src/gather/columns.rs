//! The columns of a scorecard under the names that people give them.

use crate::diag::Diagnostic;
use crate::sheet::Sheet;

/// A column that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Plan,
    Candidate,
    Interviewer,
    Round,
    Item,
    Score,
    Evidence,
}

/// The names of each column, its own first.
const NAMES: [(Column, &[&str]); 7] = [
    (Column::Plan, &["plan", "plan id"]),
    (Column::Candidate, &["candidate", "candidate name", "applicant", "name"]),
    (Column::Interviewer, &["interviewer", "rater", "reviewer", "assessor", "panelist"]),
    (Column::Round, &["round", "stage", "interview"]),
    (Column::Item, &["item", "question", "question id", "criterion"]),
    (Column::Score, &["score", "rating", "points", "value"]),
    (Column::Evidence, &["evidence", "notes", "note", "comment", "comments", "remarks"]),
];

/// The columns without which a row says nothing.
const NEEDED: [Column; 4] = [Column::Candidate, Column::Round, Column::Item, Column::Score];

impl Column {
    /// The column called `name`, whatever its case, blanks and underscores.
    pub(super) fn of(name: &str) -> Option<Self> {
        let plain = name.trim().trim_start_matches('\u{feff}').to_lowercase().replace(['_', '-'], " ");
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        NAMES.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(c, _)| *c)
    }

    /// The column's own name.
    pub(super) fn name(self) -> &'static str {
        NAMES.iter().find(|(c, _)| *c == self).map_or("", |(_, names)| names[0])
    }
}

/// Where each column of a sheet stands.
#[derive(Debug)]
pub(super) struct Columns(Vec<(Column, usize)>);

impl Columns {
    /// The columns of `sheet`; fails where one is missing without which a row says nothing.
    pub(super) fn find(sheet: &Sheet) -> Result<Self, Vec<Diagnostic>> {
        let mut found: Vec<(Column, usize)> = Vec::new();
        let mut findings = Vec::new();
        for (i, name) in sheet.header.iter().enumerate() {
            let Some(column) = Column::of(name) else { continue };
            if found.iter().any(|(c, _)| *c == column) {
                // The own name wins over a synonym, else the first one.
                if Column::of(name).is_some_and(|c| c.name() == name.trim().to_lowercase()) {
                    found.retain(|(c, _)| *c != column);
                } else {
                    continue;
                }
            }
            found.push((column, i));
        }
        for needed in NEEDED.into_iter().filter(|n| !found.iter().any(|(c, _)| c == n)) {
            let names = NAMES.iter().find(|(c, _)| *c == needed).map_or(&[][..], |(_, n)| n);
            findings.push(
                Diagnostic::error("no-column", format!("there is no column `{}`", needed.name()))
                    .at(crate::diag::Place::file(&sheet.file))
                    .hint(format!("it may be called {}", crate::text::join(names, "or"))),
            );
        }
        if findings.is_empty() { Ok(Self(found)) } else { Err(findings) }
    }

    /// The index of a column, where the sheet has it.
    pub(super) fn index(&self, column: Column) -> Option<usize> {
        self.0.iter().find(|(c, _)| *c == column).map(|(_, i)| *i)
    }
}
