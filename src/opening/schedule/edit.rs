//! Changing a schedule: each cell and column that isn't touched stays as it is.

use super::model::{Part, Schedule, ScheduleRow, SeatState};
use super::rows::{COLUMNS, Columns, SHOWN, TableRow};
use crate::opening::dates::Starts;
use crate::plan::Plan;
use crate::sheet::{Column, Sheet, SheetEdit, Vocabulary, write_csv};
use crate::text::fold;
use jiff::ToSpan;

/// Somebody takes a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatChange {
    /// For this candidate; none for all.
    pub candidate: Option<String>,
    /// The round's place in the plan.
    pub round: usize,
    /// As what.
    pub part: Part,
    /// Who takes the part from now on.
    pub names: Vec<String>,
    /// Whether those who have the part keep it.
    pub adds: bool,
    /// How far the conversation is, where that is known.
    pub state: SeatState,
}

/// A schedule with the file that it was read from, where there is one.
#[derive(Debug, Default)]
pub struct ScheduleFile {
    /// What it says.
    pub schedule: Schedule,
    sheet: Option<Sheet>,
    /// Where its first rows stand.
    places: Vec<TableRow>,
    /// Whether it begins with the mark by which spreadsheets know UTF-8.
    marked: bool,
}

/// A row on its way.
pub(super) struct RowEdit {
    /// Where it stands in the file.
    place: Option<TableRow>,
    pub(super) row: ScheduleRow,
    pub(super) changed: bool,
    /// Whether its time or its place changed.
    pub(super) timed: bool,
    removed: bool,
}

impl RowEdit {
    /// A new row.
    pub(super) fn new(row: ScheduleRow) -> Self {
        Self { place: None, row, changed: true, timed: false, removed: false }
    }
}

impl ScheduleFile {
    /// The schedule where there is no file yet.
    pub fn absent(schedule: Schedule) -> Self {
        Self { schedule, ..Self::default() }
    }

    pub(super) fn of_sheet(schedule: Schedule, sheet: Sheet, places: Vec<TableRow>, marked: bool) -> Self {
        Self { schedule, sheet: Some(sheet), places, marked }
    }

    /// The same, with the people whom a plan of format 1 names where no row says who holds a part for all.
    #[must_use]
    pub fn with_people_of(self, plan: &Plan) -> Self {
        Self { schedule: self.schedule.with_people_of(plan), ..self }
    }

    /// The content of a new file that says it.
    pub fn content(&self, plan: &Plan) -> Vec<u8> {
        Self::absent(self.schedule.clone()).changed(plan, &[]).0.unwrap_or_default()
    }

    /// The file after `changes`, and the schedule that it says then; none for the bytes where the file is a workbook, in
    /// which cells can't be changed.
    pub fn changed(&self, plan: &Plan, changes: &[SeatChange]) -> (Option<Vec<u8>>, Schedule) {
        let mut entries = self.entries();
        for change in changes {
            apply(&mut entries, change);
        }
        let schedule = Schedule::new(entries.iter().filter(|e| !e.removed).map(|e| e.row.clone()).collect());
        (self.written(plan, &entries), schedule)
    }

    /// The rows as they stand.
    pub(super) fn entries(&self) -> Vec<RowEdit> {
        let entry = |(i, row): (usize, &ScheduleRow)| RowEdit {
            place: self.places.get(i).copied(),
            changed: false,
            ..RowEdit::new(row.clone())
        };
        self.schedule.rows().iter().enumerate().map(entry).collect()
    }

    pub(super) fn written(&self, plan: &Plan, entries: &[RowEdit]) -> Option<Vec<u8>> {
        let Some(sheet) = &self.sheet else {
            let mut rows = vec![SHOWN.split(',').map(str::to_owned).collect::<Vec<_>>()];
            rows.extend(entries.iter().filter(|e| !e.removed).map(|e| cells(&e.row, plan)));
            return Some(write_csv(&rows));
        };
        let words = Vocabulary::new(&COLUMNS, &[]);
        let mut edit = SheetEdit::default();
        let mut tables: Vec<Columns> = Vec::new();
        let timed = entries.iter().any(|e| e.timed);
        let placed = timed && entries.iter().any(|e| e.timed && !e.row.place.is_empty());
        for table in &sheet.tables {
            let mut columns = Columns::of(&table.header, &words);
            let mut next = table.header.len();
            let wanted = [
                (&mut columns.candidate, Column::Candidate, true),
                (&mut columns.round, Column::Round, true),
                (&mut columns.interviewer, Column::Interviewer, true),
                (&mut columns.part, Column::Part, true),
                (&mut columns.starts, Column::Starts, timed),
                (&mut columns.minutes, Column::Minutes, timed),
                (&mut columns.place, Column::Place, placed),
                (&mut columns.state, Column::State, true),
            ];
            for (place, column, is_wanted) in wanted {
                if place.is_none()
                    && is_wanted
                    && let Some(header) = sheet.header_row(table)
                {
                    edit.cells.push((*header, next, column.name().to_owned()));
                    *place = Some(next);
                    next += 1;
                }
            }
            tables.push(columns);
        }
        let headings = std::mem::take(&mut edit.cells);
        if let Some((_, last, _)) = headings.last().filter(|_| timed) {
            // Other programs want as many cells in each row.
            let short = entries
                .iter()
                .filter(|e| !e.removed)
                .filter_map(|e| e.place)
                .filter(|p| p.row.width() <= *last);
            edit.cells.extend(short.map(|p| (p.row, *last, String::new())));
        }
        for entry in entries {
            match entry.place {
                Some(place) if entry.removed => edit.removed.push(place.row),
                Some(place) if entry.changed => {
                    let columns = tables[place.table];
                    let row = &entry.row;
                    let told = [
                        (columns.interviewer, row.interviewer.as_str()),
                        (columns.part, row.part.name()),
                        (columns.state, row.state.name()),
                    ];
                    for (column, content) in told {
                        edit.cells.extend(column.map(|c| (place.row, c, content.to_owned())));
                    }
                    if entry.timed {
                        for (column, content) in time_cells(row, columns) {
                            edit.cells.extend(column.map(|c| (place.row, c, content)));
                        }
                    }
                }
                None if !entry.removed => {
                    let columns = tables.last().copied().unwrap_or_default();
                    edit.added.push(in_columns(&entry.row, columns, plan));
                }
                _ => {}
            }
        }
        if !edit.is_empty() {
            edit.cells.extend(headings);
        }
        let text = sheet.edited(&edit)?;
        let mark: &[u8] = if self.marked { b"\xef\xbb\xbf" } else { b"" };
        Some([mark, text.as_bytes()].concat())
    }
}

/// A row as a new file has it.
fn cells(row: &ScheduleRow, plan: &Plan) -> Vec<String> {
    vec![
        row.candidate.clone().unwrap_or_default(),
        plan.rounds.get(row.round).map_or_else(String::new, |r| r.id.clone()),
        row.interviewer.clone(),
        row.part.name().to_owned(),
        row.starts.map_or_else(String::new, |s| s.to_string()),
        row.minutes.map_or_else(String::new, |m| m.to_string()),
        row.place.clone(),
        row.state.name().to_owned(),
    ]
}

/// When and where a conversation takes place, in the columns of a file. An end follows from the minutes.
fn time_cells(row: &ScheduleRow, columns: Columns) -> [(Option<usize>, String); 4] {
    let minutes = row.minutes.unwrap_or_default();
    let end = row.starts.and_then(|s| {
        let local = s.local.checked_add(i64::from(minutes).minutes()).ok()?;
        Some(Starts { local, ..s }.to_string())
    });
    [
        (columns.starts, row.starts.map_or_else(String::new, |s| s.to_string())),
        (columns.ends, end.unwrap_or_default()),
        (columns.minutes, row.minutes.map_or_else(String::new, |m| m.to_string())),
        (columns.place, row.place.clone()),
    ]
}

/// A new row in the columns of a file.
fn in_columns(row: &ScheduleRow, columns: Columns, plan: &Plan) -> Vec<String> {
    let places = [
        columns.candidate,
        columns.round,
        columns.interviewer,
        columns.part,
        columns.starts,
        columns.minutes,
        columns.place,
        columns.state,
    ];
    let width = places.iter().flatten().max().map_or(0, |last| last + 1);
    let mut out = vec![String::new(); width];
    for (place, content) in places.into_iter().zip(cells(row, plan)) {
        if let Some(place) = place {
            out[place] = content;
        }
    }
    out
}

fn apply(entries: &mut Vec<RowEdit>, change: &SeatChange) {
    let who = change.candidate.as_deref().map(fold);
    let is_here = |e: &RowEdit| {
        !e.removed && e.row.round == change.round && e.row.candidate.as_deref().map(fold) == who
    };
    let is_named = |e: &RowEdit| change.names.iter().any(|n| fold(n) == fold(&e.row.interviewer));
    // Somebody has one part in a round.
    for entry in entries.iter_mut().filter(|e| is_here(e) && e.row.part != change.part && is_named(e)) {
        entry.removed = true;
    }
    if change.candidate.is_none() && !change.adds {
        follow(entries, change);
    }
    let mut free: Vec<usize> =
        (0..entries.len()).filter(|i| is_here(&entries[*i]) && entries[*i].row.part == change.part).collect();
    let mut open: Vec<&String> = Vec::new();
    for name in &change.names {
        let same = free.iter().position(|i| fold(&entries[*i].row.interviewer) == fold(name));
        match same {
            Some(at) => {
                let entry = &mut entries[free.remove(at)];
                if entry.row.state == SeatState::Cancelled || change.state == SeatState::Held {
                    (entry.row.state, entry.changed) = (change.state, true);
                }
            }
            None => open.push(name),
        }
    }
    let mut free = free.into_iter().filter(|_| !change.adds);
    for name in open {
        match free.next() {
            Some(i) => {
                let entry = &mut entries[i];
                entry.row.interviewer.clone_from(name);
                entry.row.state = change.state;
                entry.changed = true;
            }
            None => entries.push(RowEdit::new(ScheduleRow {
                candidate: change.candidate.clone(),
                round: change.round,
                interviewer: name.clone(),
                part: change.part,
                state: change.state,
                ..ScheduleRow::default()
            })),
        }
    }
    for i in free {
        entries[i].removed = true;
    }
}

/// Lets the rows of candidates who have a time follow a change for all: whoever was there as for all is replaced in them, too.
fn follow(entries: &mut [RowEdit], change: &SeatChange) {
    let is_of = |e: &RowEdit| !e.removed && (e.row.round, e.row.part) == (change.round, change.part);
    let usual: Vec<String> = entries
        .iter()
        .filter(|e| is_of(e) && e.row.candidate.is_none())
        .map(|e| e.row.interviewer.clone())
        .collect();
    let stays = |name: &str| change.names.iter().any(|n| fold(n) == fold(name));
    for (old, new) in usual.iter().zip(&change.names).filter(|(old, _)| !stays(old)) {
        let follows = |e: &&mut RowEdit| {
            e.row.candidate.is_some()
                && e.row.starts.is_some()
                && e.row.state == SeatState::Planned
                && fold(&e.row.interviewer) == fold(old)
        };
        for entry in entries.iter_mut().filter(|e| is_of(e)).filter(follows) {
            entry.row.interviewer.clone_from(new);
            entry.changed = true;
        }
    }
}
