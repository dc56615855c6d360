//! Which packets are printed: one for each seat of the schedule, and for whoever is put there.

use crate::cli::args::PacketArgs;
use crate::diag::{Diagnostic, Failure};
use crate::opening::{Part, Schedule, ScheduleFile, Seat, SeatChange, SeatState};
use crate::plan::Plan;
use crate::text::{count, did_you_mean, fold};
use std::sync::Arc;

/// A packet that is to be printed.
#[derive(Debug, Clone)]
pub(in crate::cli) struct PacketSeat {
    /// The candidate's place among those for whom is printed.
    pub(super) candidate: usize,
    /// The round, from 0.
    pub(super) round: usize,
    /// Who it is for.
    pub(super) seat: Seat,
    /// Who takes part in the round.
    pub(super) seats: Arc<[Seat]>,
}

/// The packets of all rounds of `plan` for candidates called `names`, as the schedule says.
pub(in crate::cli) fn all_packets(plan: &Plan, schedule: &Schedule, names: &[String]) -> Vec<PacketSeat> {
    packets(plan, schedule, names, |_, _| true)
}

fn packets(
    plan: &Plan,
    schedule: &Schedule,
    names: &[String],
    wanted: impl Fn(usize, &Seat) -> bool,
) -> Vec<PacketSeat> {
    let mut packets = Vec::new();
    for (candidate, name) in names.iter().enumerate() {
        for round in 0..plan.rounds.len() {
            let seats: Arc<[Seat]> = schedule.seats(name, round).into();
            let held = seats.iter().filter(|s| s.state != SeatState::Cancelled && wanted(round, s));
            let of =
                |seat: &Seat| PacketSeat { candidate, round, seat: seat.clone(), seats: Arc::clone(&seats) };
            packets.extend(held.map(of).collect::<Vec<_>>());
        }
    }
    packets
}

/// The packets that the arguments ask for, and what has to change in the schedule for them.
pub(super) struct WantedPackets {
    pub(super) packets: Vec<PacketSeat>,
    pub(super) changes: Vec<SeatChange>,
    /// The schedule after the changes.
    pub(super) schedule: Schedule,
}

/// The packets that `args` ask for, for candidates called `names`. An interviewer who isn't scheduled there holds the rounds
/// that nobody holds yet, or stands in for who holds the round that is named.
pub(super) fn wanted(
    args: &PacketArgs,
    plan: &Plan,
    file: &ScheduleFile,
    names: &[String],
) -> Result<WantedPackets, Failure> {
    if let Some(n) = args.round.filter(|n| *n == 0 || *n > plan.rounds.len()) {
        let message = format!("the plan has no round {n}");
        let hint = format!("it has {}, numbered from 1", count(plan.rounds.len(), "round"));
        return Err(Diagnostic::error("no-round", message).hint(hint).into());
    }
    let is_asked = |round: usize| args.round.is_none_or(|n| n == round + 1);
    let Some(who) = args.interviewer.as_deref().map(str::trim).filter(|who| !who.is_empty()) else {
        let schedule = file.schedule.clone();
        let packets = packets(plan, &schedule, names, |round, _| is_asked(round));
        return Ok(WantedPackets { packets, changes: Vec::new(), schedule });
    };
    let is_them = |seat: &Seat| fold(&seat.interviewer) == fold(who);
    let named = !args.candidate.is_empty() || args.candidates.is_some();
    let mut changes: Vec<SeatChange> = Vec::new();
    for name in names {
        for round in (0..plan.rounds.len()).filter(|r| is_asked(*r)) {
            let seats = file.schedule.seats(name, round);
            if seats.iter().any(is_them) {
                continue;
            }
            let is_open = seats.iter().any(|s| s.part == Part::Lead && s.interviewer.is_empty());
            if is_open || args.round.is_some() {
                let change = SeatChange {
                    candidate: (named || !is_open).then(|| name.clone()),
                    round,
                    part: Part::Lead,
                    names: vec![who.to_owned()],
                    adds: false,
                    state: SeatState::Planned,
                };
                if !changes.contains(&change) {
                    changes.push(change);
                }
            }
        }
    }
    let (_, schedule) = file.changed(plan, &changes);
    let packets = packets(plan, &schedule, names, |round, seat| is_asked(round) && is_them(seat));
    if packets.is_empty() {
        let people = file.schedule.interviewers();
        let message = format!("{who} holds none of these rounds");
        let near = did_you_mean(who, &people);
        let hint = format!("{near}; to have them stand in, name the round: --round N");
        return Err(Diagnostic::error("no-round", message).hint(hint).into());
    }
    Ok(WantedPackets { packets, changes, schedule })
}
