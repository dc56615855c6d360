//! All conversations of an opening, with their times.

use crate::calendar::Zone;
use crate::opening::{Candidate, CandidateState, Part, Schedule, Seat, SeatState};
use crate::plan::Plan;
use crate::timetable::Span;

/// A candidate's round.
#[derive(Debug, Clone)]
pub(super) struct Conversation {
    /// The candidate's place in the list.
    pub(super) candidate: usize,
    /// The candidate's name.
    pub(super) name: String,
    /// How far the candidate is.
    pub(super) state: CandidateState,
    /// The round's place in the plan.
    pub(super) round: usize,
    /// The round's id.
    pub(super) id: String,
    /// The round's title.
    pub(super) title: String,
    /// Its length.
    pub(super) minutes: u32,
    /// Who takes part, the lead first, but for those who were taken off; the lead may be open.
    pub(super) seats: Vec<Seat>,
    /// The minute at which it begins, from 1970 in UTC, where that is set.
    pub(super) starts: Option<i64>,
    /// The room or the address of a call.
    pub(super) place: String,
    /// Whether it was held.
    pub(super) held: bool,
    /// Whether it was called off.
    pub(super) cancelled: bool,
}

impl Conversation {
    /// Whether it is to be held, or was.
    pub(super) fn takes_place(&self) -> bool {
        !self.cancelled && (self.held || self.state == CandidateState::Active)
    }

    /// From when until when, where that is set.
    pub(super) fn span(&self) -> Option<Span> {
        self.starts.map(|from| Span::new(from, from + i64::from(self.minutes)))
    }
}

/// The conversations of `candidates` in the rounds of `plan`; times that name no zone are by the clock of `zone`.
pub(super) fn conversations(
    plan: &Plan,
    candidates: &[Candidate],
    schedule: &Schedule,
    zone: &Zone,
) -> Vec<Conversation> {
    let mut all = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        for (index, round) in plan.rounds.iter().enumerate() {
            let mut seats = schedule.seats(&candidate.name, index);
            let Some(lead) = seats.iter().find(|s| s.part == Part::Lead).cloned() else { continue };
            let cancelled = lead.state == SeatState::Cancelled;
            if !cancelled {
                seats.retain(|s| s.state != SeatState::Cancelled);
            }
            let minute = |s: &crate::opening::Starts| match s.offset {
                Some(offset) => offset.to_timestamp(s.local).ok().map(|t| t.as_second().div_euclid(60)),
                None => zone.nearest_minute(s.local),
            };
            all.push(Conversation {
                candidate: at,
                name: candidate.name.clone(),
                state: candidate.state,
                round: index,
                id: round.id.clone(),
                title: round.title.clone(),
                minutes: lead.minutes.unwrap_or(round.minutes),
                starts: lead.starts.as_ref().and_then(minute),
                place: lead.place.clone(),
                held: lead.state == SeatState::Held,
                cancelled,
                seats,
            });
        }
    }
    all
}
