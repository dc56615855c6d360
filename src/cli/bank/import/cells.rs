//! The cells of a list of questions under the names of their columns.

use crate::diag::Place;
use crate::sheet::{Column, Row, Sheet, Table, Vocabulary, plain};
use crate::text::visible;

/// The columns that are read.
pub(super) const COLUMNS: [Column; 10] = [
    Column::Ask,
    Column::Title,
    Column::Role,
    Column::Level,
    Column::Stacks,
    Column::Kinds,
    Column::Competencies,
    Column::Minutes,
    Column::Answer,
    Column::Notes,
];

/// Which column of a table stands where.
pub(super) struct Columns {
    read: Vec<(Column, usize)>,
    /// Columns of other names: place and heading.
    unread: Vec<(usize, String)>,
}

impl Columns {
    pub(super) fn of(table: &Table, words: &Vocabulary) -> Self {
        let places = COLUMNS.map(|column| (column, words.place(&table.header, column)));
        let read: Vec<(Column, usize)> = places.into_iter().filter_map(|(c, at)| Some((c, at?))).collect();
        let is_read = |at: usize| read.iter().any(|(_, place)| *place == at);
        let headings = table.header.iter().enumerate().filter(|(at, _)| !is_read(*at));
        let unread = headings.map(|(at, heading)| (at, heading.trim().to_owned())).collect();
        Self { read, unread }
    }

    fn place(&self, column: Column) -> Option<usize> {
        self.read.iter().find(|(c, _)| *c == column).map(|(_, at)| *at)
    }

    /// The headings of the columns that become comments, quoted.
    pub(super) fn unread(&self) -> Vec<String> {
        let headings = self.unread.iter().map(|(_, heading)| heading).filter(|heading| !heading.is_empty());
        headings.map(|heading| format!("`{}`", visible(heading))).collect()
    }
}

/// A row with the names of its cells.
pub(super) struct Cells<'r> {
    sheet: &'r Sheet,
    columns: &'r Columns,
    row: &'r Row,
}

impl<'r> Cells<'r> {
    pub(super) fn new(sheet: &'r Sheet, columns: &'r Columns, row: &'r Row) -> Self {
        Self { sheet, columns, row }
    }

    /// The row's line in the list.
    pub(super) fn line_number(&self) -> usize {
        self.row.line as usize
    }

    pub(super) fn row_place(&self) -> Place {
        self.sheet.row_place(self.row)
    }

    /// The text in a column; empty where there is no such column.
    pub(super) fn text(&self, column: Column) -> &str {
        self.columns.place(column).map_or("", |at| plain(self.sheet.cell(self.row, at)))
    }

    /// The text in a column, on one line.
    pub(super) fn line(&self, column: Column) -> String {
        self.text(column).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn place(&self, column: Column) -> Place {
        self.columns.place(column).map_or_else(|| self.row_place(), |at| self.sheet.place(self.row, at))
    }

    /// What becomes comments: the line of the list, its notes, and what stands in columns of other names.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = vec![format!("From {}, line {}.", self.sheet.file, self.row.line)];
        let noted = self.columns.place(Column::Notes).map(|at| (at, "Notes"));
        let others = self.columns.unread.iter().map(|(at, heading)| (*at, heading.as_str()));
        for (at, heading) in noted.into_iter().chain(others) {
            let text = plain(self.sheet.cell(self.row, at));
            if !text.is_empty() {
                notes.extend(format!("{heading}: {text}").lines().map(str::to_owned));
            }
        }
        notes
    }
}
