//! Where a table of a schedule has what.

use crate::sheet::{Column, Row, Vocabulary};

/// The columns that are read.
pub(super) const COLUMNS: [Column; 9] = [
    Column::Candidate,
    Column::Round,
    Column::Interviewer,
    Column::Part,
    Column::Starts,
    Column::Ends,
    Column::Minutes,
    Column::Place,
    Column::State,
];

/// The columns as a hint shows them, and as a new file has them.
pub(super) const SHOWN: &str = "candidate,round,interviewer,part,starts,minutes,place,state";

/// The places of the columns.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Columns {
    pub(super) candidate: Option<usize>,
    pub(super) round: Option<usize>,
    pub(super) interviewer: Option<usize>,
    pub(super) part: Option<usize>,
    pub(super) starts: Option<usize>,
    pub(super) ends: Option<usize>,
    pub(super) minutes: Option<usize>,
    pub(super) place: Option<usize>,
    pub(super) state: Option<usize>,
}

impl Columns {
    pub(super) fn of(header: &[String], words: &Vocabulary) -> Self {
        let at = |column| words.place(header, column);
        Self {
            candidate: at(Column::Candidate),
            round: at(Column::Round),
            interviewer: at(Column::Interviewer),
            part: at(Column::Part),
            starts: at(Column::Starts),
            ends: at(Column::Ends),
            minutes: at(Column::Minutes),
            place: at(Column::Place),
            state: at(Column::State),
        }
    }
}

/// Where a row stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct TableRow {
    /// The table in its sheet.
    pub(super) table: usize,
    pub(super) row: Row,
}
