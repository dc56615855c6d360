//! Who takes part in a candidate's round: the rows for all, replaced by the candidate's own.

use super::model::{Part, Schedule, ScheduleRow, SeatState};
use crate::opening::dates::Starts;

/// Somebody's part in a candidate's round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Who takes part; empty where that is open.
    pub interviewer: String,
    /// As what.
    pub part: Part,
    /// When it begins, where that is set.
    pub starts: Option<Starts>,
    /// How long it takes, where that isn't what the plan says.
    pub minutes: Option<u32>,
    /// The room or the address of a call.
    pub place: String,
    /// How far it is.
    pub state: SeatState,
    /// Whether a row for this candidate alone says who it is.
    pub own: bool,
}

impl Seat {
    /// Whether a scorecard is owed for it.
    pub fn rates(&self) -> bool {
        self.part != Part::Shadow
    }
}

impl Schedule {
    /// The seats of `candidate` in `round`, from 0: the lead's first, though it may be open, then the seconds', then the
    /// shadows'. A row of the candidate's replaces those of that round and part for all; what it leaves empty is as for all.
    pub fn seats<'s>(&'s self, candidate: &str, round: usize) -> Vec<Seat> {
        let mut seats: Vec<Seat> = Vec::new();
        let (for_all, for_candidate) = (self.rows_of(None, round), self.rows_of(Some(candidate), round));
        for part in Part::ALL {
            let of_part = |rows: &[&'s ScheduleRow]| -> Vec<&'s ScheduleRow> {
                rows.iter().copied().filter(|r| r.part == part).collect()
            };
            let (usual, own) = (of_part(&for_all), of_part(&for_candidate));
            let rows = if own.is_empty() { &usual } else { &own };
            seats.extend(rows.iter().enumerate().map(|(i, row)| {
                let usual = usual.get(i).filter(|_| !own.is_empty());
                seat(row, usual.copied(), !own.is_empty() && !row.interviewer.is_empty())
            }));
            if part == Part::Lead && seats.is_empty() {
                seats.push(seat(&ScheduleRow::default(), None, false));
            }
        }
        // One conversation has one time, and is held or cancelled as a whole where its seconds have no word of their own.
        if let Some((lead, others)) = seats.split_first_mut() {
            for other in others {
                other.starts = other.starts.or(lead.starts);
                other.minutes = other.minutes.or(lead.minutes);
                if other.place.is_empty() {
                    other.place.clone_from(&lead.place);
                }
                if other.state == SeatState::Planned {
                    other.state = lead.state;
                }
            }
        }
        seats
    }
}

fn seat(row: &ScheduleRow, usual: Option<&ScheduleRow>, own: bool) -> Seat {
    let or_usual = |own: &String, of: fn(&ScheduleRow) -> &String| {
        let usual = usual.filter(|_| own.is_empty());
        usual.map_or_else(|| own.clone(), |u| of(u).clone())
    };
    Seat {
        interviewer: or_usual(&row.interviewer, |r| &r.interviewer),
        part: row.part,
        starts: row.starts.or_else(|| usual.and_then(|u| u.starts)),
        minutes: row.minutes.or_else(|| usual.and_then(|u| u.minutes)),
        place: or_usual(&row.place, |r| &r.place),
        state: row.state,
        own,
    }
}
