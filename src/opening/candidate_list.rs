//! Changing the list of candidates: people are added with all that another list says of them, and every cell and column
//! that isn't touched stays as it is.

use super::candidates::{COLUMNS, Candidate, CandidateState, ListRow, anchors, candidates_in, is_name};
use crate::diag::{Diagnostic, Failure, Place, Warned};
use crate::sheet::{Column, Sheet, SheetEdit, SheetReader, Vocabulary, heading_key, with_names, write_csv};
use crate::text::fold;
use jiff::civil::Date;

/// A list of candidates that can be changed.
#[derive(Debug)]
pub struct CandidateFile {
    /// Who is on it.
    pub candidates: Vec<Candidate>,
    /// The row of each of them.
    rows: Vec<ListRow>,
    sheet: Sheet,
    /// Whether it begins with the mark by which spreadsheets know UTF-8.
    marked: bool,
    /// The content, as it stands.
    bytes: Vec<u8>,
}

impl CandidateFile {
    /// The list in `bytes`, the content of `file`, and what was noticed; fails with every row that can't be used.
    pub fn read(file: &str, bytes: &[u8], sheets: &SheetReader) -> Result<Warned<Self>, Failure> {
        let words = Vocabulary::new(&COLUMNS, &[]);
        let list = sheets.read_list(file, bytes, &anchors(&|c| is_name(&words, c)))?;
        let Warned { value: sheet, warnings } = list;
        let (candidates, rows) = candidates_in(&sheet, None)?;
        let names: Vec<&str> = candidates.iter().map(|c| c.name.as_str()).collect();
        let warnings = with_names(warnings, &names);
        let marked = bytes.starts_with(MARK) || std::str::from_utf8(bytes).is_err();
        Ok(Warned { value: Self { candidates, rows, sheet, marked, bytes: bytes.to_vec() }, warnings })
    }

    /// The content of the file, a workbook as CSV.
    pub fn content(&self) -> Vec<u8> {
        if self.sheet.edited(&SheetEdit::default()).is_some() {
            return self.bytes.clone();
        }
        let mut rows: Vec<Vec<String>> = Vec::new();
        for table in &self.sheet.tables {
            if rows.is_empty() {
                rows.push(table.header.to_vec());
            }
            for row in self.sheet.rows(table) {
                rows.push((0..row.width()).map(|c| self.sheet.cell(row, c).to_owned()).collect());
            }
        }
        write_csv(&rows)
    }

    /// The file with those of `other` who aren't on it, each with all that is said of them there; empty cells of those who
    /// are get what is said there. None where nothing changes.
    ///
    /// People are the same by id or e-mail address, else by name; a new name of theirs is taken, the former one kept beside
    /// it. Fails where the file is a workbook.
    pub fn with_those_of(&self, other: &Self) -> Result<Option<Vec<u8>>, Failure> {
        let mut edit = ListEdit::new(self);
        for (i, (table, row)) in other.rows.iter().enumerate() {
            let header = &other.sheet.tables[*table].header;
            let cells: Vec<(&str, &str)> =
                header.iter().enumerate().map(|(c, h)| (h.as_str(), other.sheet.cell(row, c))).collect();
            let theirs = &other.candidates[i];
            match self.candidates.iter().position(|own| is_same(own, theirs)) {
                Some(own) => edit.complete(own, theirs, &cells),
                None => edit.add(&cells),
            }
        }
        edit.written()
    }

    /// The file with people of these names at its end. None where there are none; fails where the file is a workbook.
    pub fn with_names(&self, names: &[&str]) -> Result<Option<Vec<u8>>, Failure> {
        let mut edit = ListEdit::new(self);
        for name in names {
            edit.add(&[("name", *name)]);
        }
        edit.written()
    }

    /// The file in which the candidate at `place` is in `state` since that day, from which the time of their records counts.
    /// None where they are in that state already; fails where the file is a workbook.
    pub fn with_state(
        &self,
        place: usize,
        state: CandidateState,
        since: Date,
    ) -> Result<Option<Vec<u8>>, Failure> {
        if self.candidates[place].state == state {
            return Ok(None);
        }
        let mut edit = ListEdit::new(self);
        edit.set(place, "state", state.name());
        edit.set(place, "state since", &since.to_string());
        edit.written()
    }
}

/// The mark by which UTF-8 is known.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Whether two rows are one person's.
fn is_same(own: &Candidate, other: &Candidate) -> bool {
    let same = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => Some(fold(a) == fold(b)),
        _ => None,
    };
    let by_id = same(&own.id, &other.id).or_else(|| same(&own.email, &other.email));
    by_id.unwrap_or_else(|| own.names().any(|n| fold(n) == fold(&other.name)))
}

/// What is to become of a list.
struct ListEdit<'a> {
    list: &'a CandidateFile,
    words: Vocabulary,
    /// The headings of the last table, new ones behind them.
    header: Vec<String>,
    edit: SheetEdit,
}

impl<'a> ListEdit<'a> {
    fn new(list: &'a CandidateFile) -> Self {
        let header = list.sheet.tables.last().map(|t| t.header.to_vec()).unwrap_or_default();
        Self { list, words: Vocabulary::new(&COLUMNS, &[]), header, edit: SheetEdit::default() }
    }

    /// Where the column called `heading` is, by its meaning or by its name; it is added where there is none.
    fn place(&mut self, heading: &str) -> usize {
        let meant = self.words.column(heading);
        let same = |h: &String| match meant {
            Some(_) => self.words.column(h) == meant,
            None => heading_key(h) == heading_key(heading),
        };
        self.header.iter().position(same).unwrap_or_else(|| {
            self.header.push(heading.to_owned());
            self.header.len() - 1
        })
    }

    fn add(&mut self, cells: &[(&str, &str)]) {
        let mut row = Vec::new();
        let whole = self.header.iter().any(|h| self.words.column(h) == Some(Column::Candidate));
        for (heading, cell) in cells.iter().filter(|(_, cell)| !cell.is_empty()) {
            // A list of first and last names has no column for a whole one.
            let is_name = self.words.column(heading) == Some(Column::Candidate);
            let parts = match cell.rsplit_once(' ') {
                Some((first, last)) if is_name && !whole => vec![("first name", first), ("last name", last)],
                _ => vec![(*heading, *cell)],
            };
            for (heading, cell) in parts {
                let at = self.place(heading);
                if row.len() <= at {
                    row.resize(at + 1, String::new());
                }
                cell.clone_into(&mut row[at]);
            }
        }
        self.edit.added.push(row);
    }

    fn complete(&mut self, own: usize, theirs: &Candidate, cells: &[(&str, &str)]) {
        let (_, row) = self.list.rows[own];
        let known = &self.list.candidates[own];
        for (heading, cell) in cells.iter().filter(|(h, cell)| !h.is_empty() && !cell.is_empty()) {
            if matches!(
                self.words.column(heading),
                Some(Column::Candidate | Column::FirstName | Column::LastName)
            ) {
                continue;
            }
            let at = self.place(heading);
            if self.list.sheet.cell(&row, at).trim().is_empty() {
                self.edit.cells.push((row, at, (*cell).to_owned()));
            }
        }
        let whole = self.header.iter().position(|h| self.words.column(h) == Some(Column::Candidate));
        if let Some(at) = whole.filter(|_| !known.names().any(|n| fold(n) == fold(&theirs.name))) {
            self.edit.cells.push((row, at, theirs.name.clone()));
            let former: Vec<&str> = known.names().collect();
            self.set(own, "former name", &former.join("; "));
        }
    }

    fn set(&mut self, own: usize, heading: &str, content: &str) {
        let (_, row) = self.list.rows[own];
        let at = self.place(heading);
        self.edit.cells.push((row, at, content.to_owned()));
    }

    fn written(mut self) -> Result<Option<Vec<u8>>, Failure> {
        if self.edit.is_empty() {
            return Ok(None);
        }
        let sheet = &self.list.sheet;
        if let Some(table) = sheet.tables.last()
            && let Some(header) = sheet.header_row(table)
        {
            let new = self.header.iter().enumerate().skip(table.header.len());
            self.edit.cells.extend(new.map(|(c, heading)| (*header, c, heading.clone())));
        }
        let text = sheet.edited(&self.edit).ok_or_else(|| {
            Diagnostic::error("no-text", "the list is a workbook, and only CSV can be changed")
                .at(Place::file(&sheet.file))
                .hint("save it as CSV under this name")
        })?;
        let mark: &[u8] = if self.list.marked { MARK } else { b"" };
        Ok(Some([mark, text.as_bytes()].concat()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn list(text: &str) -> CandidateFile {
        CandidateFile::read("l.csv", text.as_bytes(), &SheetReader::default()).unwrap().value
    }

    fn text(bytes: Result<Option<Vec<u8>>, Failure>) -> String {
        String::from_utf8(bytes.unwrap().unwrap()).unwrap()
    }

    #[test]
    fn all_that_another_list_says_is_kept() {
        let own = list("Name;Remark\r\nAna Kovač;\"a; b\"\r\n");
        let other = list("id,candidate,due,phone\n7,ana kovač,04.12.2026,+1 2\n8,Ben,,\n");
        assert_eq!(
            text(own.with_those_of(&other)),
            "Name;Remark;id;due;phone\r\nAna Kovač;\"a; b\";7;04.12.2026;'+1 2\r\nBen;;8;;\r\n"
        );
        assert!(own.with_those_of(&own).unwrap().is_none());
        assert_eq!(own.content(), "Name;Remark\r\nAna Kovač;\"a; b\"\r\n".as_bytes());
    }

    #[test]
    fn an_id_knows_a_renamed_person() {
        let own = list("name,id\nAna Kovač,7\n");
        let other = list("name,id\nAna Novak,7\n");
        let now = text(own.with_those_of(&other));
        assert_eq!(now, "name,id,former name\nAna Novak,7,Ana Kovač\n");
        assert!(list(&now).candidates[0].is_called("ana kovač"));
    }

    #[test]
    fn a_state_and_new_names_are_written_where_they_belong() {
        let own = list("first name,surname,state\nAna,Kovač,\nZoë,Ł,\n");
        assert_eq!(
            text(own.with_state(1, CandidateState::Withdrawn, date(2026, 12, 4))),
            "first name,surname,state,state since\nAna,Kovač,\nZoë,Ł,withdrawn,2026-12-04\n"
        );
        let own = list("name;state since;state\nAna;1.2.2026;\nBen;;stopped\n");
        assert_eq!(
            text(own.with_state(0, CandidateState::Stopped, date(2026, 12, 4))),
            "name;state since;state\nAna;2026-12-04;stopped\nBen;;stopped\n"
        );
        assert!(own.with_state(1, CandidateState::Stopped, date(2026, 12, 4)).unwrap().is_none());
        let own = list("first name,surname,state\nAna,Kovač,\nZoë,Ł,\n");
        assert_eq!(
            text(own.with_names(&["Mei Ling Osei"])),
            "first name,surname,state\nAna,Kovač,\nZoë,Ł,\nMei Ling,Osei,\n"
        );
    }
}
