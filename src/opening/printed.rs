//! The blank scorecards of a loop: what was printed, and by which revision of the plan.

use super::files::{MERGED_SCORECARDS, SCORECARDS};
use super::folder::LoopFolder;
use crate::limits;
use crate::sheet::{Anchors, Column, SheetReader, Vocabulary, plain};
use crate::text::shown;
use crate::walk::Walk;
use std::path::PathBuf;

/// A blank scorecard, which stands for the packet that was printed with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedCard {
    /// Its file.
    pub path: PathBuf,
    /// The plan's id.
    pub plan: String,
    /// The plan's revision.
    pub revision: u32,
    /// About whom it is.
    pub candidate: String,
    /// The round's id.
    pub round: String,
    /// Who fills it in; empty where that was open.
    pub interviewer: String,
}

/// The id and the revision of a cell `plan`; the first revision is written without a number.
pub fn plan_and_revision(cell: &str) -> (&str, u32) {
    let numbered = cell.rsplit_once('.').and_then(|(id, number)| Some((id, number.parse().ok()?)));
    numbered.unwrap_or((cell, 1))
}

impl LoopFolder {
    /// The blank scorecards in the folder, in the order of their paths; what can't be read is left aside.
    pub fn printed_cards(&self, sheets: &SheetReader) -> Vec<PrintedCard> {
        let folder = self.path(SCORECARDS);
        if !folder.is_dir() {
            return Vec::new();
        }
        let merged = self.path(MERGED_SCORECARDS);
        let files = Walk::ONE_LEVEL.through(&[folder]).files.into_iter();
        files.filter(|path| *path != merged).filter_map(|path| card(path, sheets)).collect()
    }
}

fn card(path: PathBuf, sheets: &SheetReader) -> Option<PrintedCard> {
    let bytes = limits::SCORECARD_FILE.read(&path).ok()?;
    let words = Vocabulary::new(&Column::SCORECARD, &[]);
    let anchors = Anchors {
        heading: &|c| words.column(c).is_some(),
        enough: 3,
        mark: &|_| false,
        names: &[],
        what: "a scorecard",
        columns: "",
    };
    let sheet = sheets.read_list(&shown(&path), &bytes, &anchors).ok()?.value;
    let table = sheet.tables.first()?;
    let row = sheet.rows(table).next()?;
    let text = |column| {
        let place = words.place(&table.header, column);
        place.map_or_else(String::new, |c| plain(sheet.cell(row, c)).to_owned())
    };
    let said = text(Column::Plan);
    let (plan, revision) = plan_and_revision(&said);
    Some(PrintedCard {
        plan: plan.to_owned(),
        revision,
        candidate: text(Column::Candidate),
        round: text(Column::Round),
        interviewer: text(Column::Interviewer),
        path,
    })
}
