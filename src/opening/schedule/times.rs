//! Times into a schedule: a row for each seat of a conversation, all at the same time.

use super::edit::{RowEdit, ScheduleFile};
use super::model::{Part, Schedule, ScheduleRow, SeatState};
use crate::opening::dates::Starts;
use crate::plan::Plan;
use crate::text::fold;

/// When a candidate's round takes place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversationTime {
    /// The candidate.
    pub candidate: String,
    /// The round's place in the plan.
    pub round: usize,
    /// When it begins.
    pub starts: Starts,
    /// How long it takes.
    pub minutes: u32,
    /// The room or the address of a call, where that is said.
    pub place: Option<String>,
}

impl ScheduleFile {
    /// The file with these times, and the schedule that it says then; none for the bytes where the file is a workbook, in which
    /// cells can't be changed.
    pub fn with_times(&self, plan: &Plan, times: &[ConversationTime]) -> (Option<Vec<u8>>, Schedule) {
        let mut entries = self.entries();
        for time in times {
            self.apply_time(&mut entries, time);
        }
        (self.written(plan, &entries), Schedule::new(entries.into_iter().map(|e| e.row).collect()))
    }

    fn apply_time(&self, entries: &mut Vec<RowEdit>, time: &ConversationTime) {
        let seats = self.schedule.seats(&time.candidate, time.round);
        for part in Part::ALL {
            let is_own = |row: &ScheduleRow| {
                row.round == time.round
                    && row.part == part
                    && row.candidate.as_deref().is_some_and(|c| fold(c) == fold(&time.candidate))
            };
            let own: Vec<usize> = (0..entries.len()).filter(|i| is_own(&entries[*i].row)).collect();
            let seats = seats.iter().filter(|seat| seat.part == part);
            for (nth, seat) in seats.enumerate() {
                let entry = if let Some(at) = own.get(nth) {
                    &mut entries[*at]
                } else {
                    entries.push(RowEdit::new(ScheduleRow {
                        candidate: Some(time.candidate.clone()),
                        round: time.round,
                        part,
                        state: seat.state,
                        place: seat.place.clone(),
                        ..ScheduleRow::default()
                    }));
                    let last = entries.len() - 1;
                    &mut entries[last]
                };
                if entry.row.state == SeatState::Cancelled {
                    continue;
                }
                if entry.row.interviewer.is_empty() {
                    entry.row.interviewer.clone_from(&seat.interviewer);
                }
                entry.row.starts = Some(time.starts);
                entry.row.minutes = Some(time.minutes);
                if let Some(place) = &time.place {
                    entry.row.place.clone_from(place);
                }
                (entry.changed, entry.timed) = (true, true);
            }
        }
    }
}
