//! What files hold about one person: for a records request, and to forget somebody.

use super::expect::Expectation;
use super::headings::{Heading, Headings};
use super::identity::letters;
use super::load::{Content, ScoreFile};
use super::reader::FileReader;
use super::reading::Card;
use super::roster::{Roster, Who};
use crate::diag::Place;
use crate::limits;
use crate::opening::Candidate;
use crate::sheet::{Anchors, Column, Row, Sheet, Table, plain};
use crate::text::{fold, nearest};
use std::collections::BTreeSet;

/// Which table a file is thought to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Scorecards, or rows that were gathered from them.
    Scores,
    /// The list of candidates.
    Candidates,
    /// Rows that were not accepted, each as it stands in its file.
    Rejected,
}

/// A row about the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRow {
    /// The file; a sheet of a workbook stands behind it in brackets.
    pub file: String,
    /// The line there, as an editor shows it.
    pub line: usize,
    /// The column's heading and what the cell says, in their order; empty cells are left out.
    pub cells: Vec<(String, String)>,
    /// The person as the row names them.
    pub name: String,
}

/// What a file holds about the person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// The rows about them.
    pub rows: Vec<HeldRow>,
    /// How many rows are about others, or about nobody that can be told.
    pub others: usize,
    /// The file without the rows, where it is a text; none in a workbook, a form or an archive.
    pub without: Option<Vec<u8>>,
    /// Rows that name somebody who is on no list and is spelt nearly alike.
    pub near: Vec<(Place, String)>,
    /// The names of others in the file.
    pub names: BTreeSet<String>,
}

/// Finds the rows about one person.
#[derive(Debug)]
pub struct PersonFinder<'a> {
    reader: FileReader<'a>,
    person: usize,
    /// Files whose rows are all about them.
    own_files: BTreeSet<String>,
}

impl<'a> PersonFinder<'a> {
    /// Finds the rows about the candidate at the place `person` of those that are expected.
    pub fn new(expect: &Expectation<'a>, person: usize) -> Self {
        let roster = Roster::new(expect);
        let foreign = roster.foreign_names();
        let headings = Headings::new(expect.plan, expect.headings);
        Self {
            reader: FileReader { sheets: expect.sheets, roster, headings, foreign },
            person,
            own_files: BTreeSet::new(),
        }
    }

    fn candidate(&self) -> &'a Candidate {
        &self.reader.roster.listed[self.person]
    }

    /// Rows rejected from this file, as it is recorded, are about the person, whatever they say.
    pub fn owns(&mut self, file: &str) {
        self.own_files.insert(file.to_owned());
    }

    /// What `file` holds about the person; nothing where it can't be read as such a table.
    pub fn file(&self, file: &ScoreFile, holds: Holds) -> Held {
        let bytes = match &file.content {
            Content::Bytes(bytes) => bytes.clone(),
            Content::Path(path) => limits::SCORECARD_FILE.read(path).unwrap_or_default(),
        };
        let mut held = Held::default();
        let sheets = match holds {
            Holds::Scores => {
                let content = Content::Bytes(bytes.clone());
                let reading = self.reader.file(&ScoreFile { content, ..file.clone() });
                if reading.sheets.is_empty() {
                    self.cards(&file.name, &reading.cards, &mut held);
                }
                reading.sheets
            }
            Holds::Candidates => self.sheets(file, &bytes, &|c| self.column(c) == Some(Column::Candidate), 1),
            Holds::Rejected => self.sheets(file, &bytes, &|c| ["file", "reason", "row"].contains(&c), 3),
        };
        let mut gone: Vec<Row> = Vec::new();
        for sheet in &sheets {
            for table in &sheet.tables {
                let named = match holds {
                    Holds::Rejected => None,
                    _ => self.candidate_column(table),
                };
                let check = table.header.iter().position(|h| self.column(h) == Some(Column::Check));
                for row in sheet.rows(table) {
                    let name = match (holds, named) {
                        (Holds::Rejected, _) => self.rejected(sheet, table, row),
                        (Holds::Scores, _) if self.is_checked(sheet, row, named, check) => {
                            Some(self.candidate().name.clone())
                        }
                        (_, Some(column)) => self.named(sheet, row, column, &mut held),
                        (_, None) => None,
                    };
                    match name {
                        Some(name) => {
                            held.rows.push(held_row(sheet, table, row, name));
                            gone.push(*row);
                        }
                        None => held.others += 1,
                    }
                }
            }
        }
        if let [sheet] = sheets.as_slice()
            && sheet.file == file.name
            && let Some(text) = sheet.without(&gone)
        {
            // Spreadsheets know UTF-8 by its mark; what was in another encoding is written in UTF-8.
            let mark = bytes.starts_with(MARK) || std::str::from_utf8(&bytes).is_err();
            held.without = Some([if mark { MARK } else { b"" }, text.as_bytes()].concat());
        }
        held
    }

    fn sheets(
        &self,
        file: &ScoreFile,
        bytes: &[u8],
        heading: &(dyn Fn(&str) -> bool + Sync),
        enough: usize,
    ) -> Vec<Sheet> {
        let anchors = Anchors {
            heading,
            enough,
            mark: &|_| false,
            names: &self.reader.foreign,
            what: "a list",
            columns: "",
        };
        self.reader.sheets.read(&file.name, bytes, &anchors).sheets
    }

    /// Scorecards of a file that is no table.
    fn cards(&self, file: &str, cards: &[Card], held: &mut Held) {
        for card in cards {
            if card.who == Who::Listed(self.person) {
                held.rows.extend(card.entries.iter().map(|e| HeldRow {
                    file: file.to_owned(),
                    line: e.row.line as usize,
                    cells: Vec::new(),
                    name: self.candidate().name.clone(),
                }));
            } else {
                held.others += card.entries.len();
            }
        }
    }

    fn column(&self, heading: &str) -> Option<Column> {
        match self.reader.headings.heading(heading) {
            Some(Heading::Column(column)) => Some(column),
            _ => None,
        }
    }

    fn candidate_column(&self, table: &Table) -> Option<usize> {
        let own = table.header.iter().position(|h| h.trim().eq_ignore_ascii_case(Column::Candidate.name()));
        own.or_else(|| table.header.iter().position(|h| self.column(h) == Some(Column::Candidate)))
    }

    /// Whether the check value of a row whose name nobody has is that of a card of theirs.
    fn is_checked(&self, sheet: &Sheet, row: &Row, named: Option<usize>, check: Option<usize>) -> bool {
        let name = named.map_or("", |c| plain(sheet.cell(row, c)));
        if !name.is_empty() && self.reader.roster.candidate(name).is_ok() {
            return false;
        }
        let letters = check.map(|c| letters(plain(sheet.cell(row, c)))).unwrap_or_default();
        let printed = self.reader.roster.handed_out(&letters).filter(|_| !letters.is_empty());
        printed.is_some_and(|card| card.candidate == self.person)
    }

    /// The name in the row, where it is the person's. A row that can't be taken apart is theirs where it says the name.
    fn named(&self, sheet: &Sheet, row: &Row, column: usize, held: &mut Held) -> Option<String> {
        let said = plain(sheet.cell(row, column));
        match self.reader.roster.candidate(said) {
            Ok(who) if who == Who::Listed(self.person) => Some(said.to_owned()),
            Ok(_) => {
                held.names.insert(said.to_owned());
                None
            }
            Err(_) if row.fault.is_some() && self.says(&sheet.shown(row)) => {
                Some(self.candidate().name.clone())
            }
            Err(_) => {
                if !nearest(said, [self.candidate().name.as_str()]).is_empty() {
                    held.near.push((sheet.place(row, column), said.to_owned()));
                }
                if !said.is_empty() {
                    held.names.insert(said.to_owned());
                }
                None
            }
        }
    }

    /// The person's name, where a rejected row is about them.
    fn rejected(&self, sheet: &Sheet, table: &Table, row: &Row) -> Option<String> {
        let cell = |name: &str| {
            let column = table.header.iter().position(|h| h == name);
            column.map_or("", |c| plain(sheet.cell(row, c)))
        };
        // Earlier versions recorded the path as it was typed.
        let is_own = |file: &str| {
            self.own_files
                .iter()
                .any(|own| file.strip_suffix(own.as_str()).is_some_and(|f| f.is_empty() || f.ends_with('/')))
        };
        let theirs = is_own(cell("file")) || self.says(cell("row"));
        theirs.then(|| self.candidate().name.clone())
    }

    /// Whether a text says the person's name or id.
    pub fn says(&self, text: &str) -> bool {
        let person = self.candidate();
        let ids = [&person.id, &person.email].into_iter().flatten().map(String::as_str);
        person.names().chain(ids).any(|name| says(text, name))
    }
}

/// The mark by which UTF-8 is known.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Whether `text` says `name` as whole words, in any case and spelling of its letters.
fn says(text: &str, name: &str) -> bool {
    let (text, name) = (fold(text), fold(name));
    let stands_alone = |(at, found): (usize, &str)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + found.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    };
    !name.is_empty() && text.match_indices(name.as_str()).any(stands_alone)
}

fn held_row(sheet: &Sheet, table: &Table, row: &Row, name: String) -> HeldRow {
    let mut cells: Vec<(String, String)> = Vec::new();
    for column in 0..row.width() {
        let said = plain(sheet.cell(row, column));
        if said.is_empty() {
            continue;
        }
        let heading = table.header.get(column).map_or("", |h| h.trim());
        let heading = if heading.is_empty() { format!("column {}", column + 1) } else { heading.to_owned() };
        let same = cells.iter().filter(|(h, _)| *h == heading).count();
        let heading = if same > 0 { format!("{heading} (column {})", column + 1) } else { heading };
        cells.push((heading, said.to_owned()));
    }
    HeldRow { file: sheet.file.clone(), line: row.line as usize, cells, name }
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn a_name_is_found_as_whole_words() {
        for text in ["asked ANA  KOVAČ twice", "Ana Kovač", "(ana kovač)", "Ana\nKovac\u{30c}'s"] {
            assert!(says(text, "Ana Kovač"), "{text}");
        }
        for text in ["Diana Kovač", "Ana Kovačić", "Ana", "Ana Kovac", ""] {
            assert!(!says(text, "Ana Kovač"), "{text}");
        }
        assert!(!says("anything", ""));
    }
}
