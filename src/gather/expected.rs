//! Which scorecards are expected, and how far each has come: what the schedule says, met by what came.

use super::cards::UncountedCard;
use super::expect::Expectation;
use super::reading::RefusedCard;
use super::roster::Who;
use super::scores::{CardProgress, Expected};
use crate::opening::{CandidateState, Part, Seat, SeatState};
use crate::text::{alike, fold};

/// A scorecard that came.
#[derive(Debug, Clone)]
pub(super) struct CardState<'a> {
    pub candidate: usize,
    pub round: usize,
    pub interviewer: &'a str,
    pub state: CardProgress,
    pub why: Option<String>,
}

impl<'a> From<&'a UncountedCard> for CardState<'a> {
    fn from(card: &'a UncountedCard) -> Self {
        Self {
            candidate: card.candidate,
            round: card.round,
            interviewer: &card.interviewer,
            state: CardProgress::NotCounted,
            why: Some(card.why.clone()),
        }
    }
}

/// The state of each scorecard: of those that the schedule calls for, and of those that came beside them. `came` is in the
/// order of the candidates and of the rounds.
pub(super) fn expected(
    expect: &Expectation<'_>,
    candidates: &[String],
    came: &[CardState<'_>],
    refused: &[&RefusedCard],
) -> Vec<Expected> {
    let mut all = Vec::new();
    let mut came = came.iter().peekable();
    for (c, name) in candidates.iter().enumerate() {
        let listed = expect.candidates.get(c);
        let overdue = listed.and_then(|x| x.overdue).filter(|days| *days > 0);
        for (r, round) in expect.plan.rounds.iter().enumerate() {
            let mut cards = Vec::new();
            while let Some(card) = came.next_if(|s| (s.candidate, s.round) == (c, r)) {
                cards.push(card);
            }
            let state = listed.map_or(CandidateState::Active, |x| x.state);
            let mut seats = met(expect, &expect.schedule.seats(name, r), state, &cards);
            let here = refused.iter().filter(|x| x.round == Some(r) && x.who == Some(Who::Listed(c)));
            here.for_each(|card| refuse(&mut seats, card));
            all.extend(seats.into_iter().map(|seat| Expected {
                candidate: name.clone(),
                round: round.id.clone(),
                days_late: overdue.filter(|_| seat.state.is_owed()),
                interviewer: seat.interviewer,
                part: seat.part,
                state: seat.state,
                why: seat.why,
            }));
        }
    }
    for card in refused.iter().filter(|x| !matches!(x.who, Some(Who::Listed(_))) || x.round.is_none()) {
        let round = card.round.map_or_else(String::new, |r| expect.plan.rounds[r].id.clone());
        all.push(Expected {
            candidate: card.candidate.clone(),
            round,
            interviewer: card.interviewer.clone(),
            part: Part::Lead,
            state: CardProgress::NotCounted,
            why: Some(card.why.clone()),
            days_late: None,
        });
    }
    all
}

/// A seat with the state of its scorecard.
struct MetSeat {
    interviewer: String,
    part: Part,
    state: CardProgress,
    why: Option<String>,
}

impl MetSeat {
    fn of(card: &CardState<'_>, part: Part) -> Self {
        let interviewer = card.interviewer.to_owned();
        Self { interviewer, part, state: card.state, why: card.why.clone() }
    }
}

/// The seats of one round, each met by the card that came for it. Cards of people who aren't scheduled there take open
/// seats, or stand beside the others: they never take the place of somebody else's, or scores would be shown too early.
fn met(
    expect: &Expectation<'_>,
    seats: &[Seat],
    candidate: CandidateState,
    cards: &[&CardState<'_>],
) -> Vec<MetSeat> {
    let mut cards = cards.to_vec();
    let rating: Vec<&Seat> = seats.iter().filter(|s| s.rates()).collect();
    let mut takes = |fits: &dyn Fn(&CardState<'_>) -> bool| {
        cards.iter().position(|card| fits(card)).map(|at| cards.remove(at))
    };
    let mut met: Vec<Option<&CardState<'_>>> = rating
        .iter()
        .map(|seat| {
            takes(&|card| !seat.interviewer.is_empty() && fold(card.interviewer) == fold(&seat.interviewer))
        })
        .collect();
    for (seat, card) in rating.iter().zip(&mut met) {
        if card.is_none() && seat.interviewer.is_empty() {
            *card = takes(&|_| true);
        }
    }
    let mut all: Vec<MetSeat> = rating
        .iter()
        .zip(met)
        .map(|(seat, card)| match card {
            Some(card) => MetSeat::of(card, seat.part),
            None => waiting(expect, seat, candidate, &cards),
        })
        .collect();
    all.extend(cards.iter().map(|card| MetSeat::of(card, Part::Second)));
    all
}

/// A seat for which nothing has come.
fn waiting(
    expect: &Expectation<'_>,
    seat: &Seat,
    candidate: CandidateState,
    others: &[&CardState<'_>],
) -> MetSeat {
    let still_to_come = seat.starts.filter(|starts| expect.now.is_some_and(|now| starts.is_after(now)));
    let (state, why) = if candidate != CandidateState::Active {
        (CardProgress::Cancelled, Some(format!("the candidate is {}", candidate.name())))
    } else if seat.state == SeatState::Cancelled {
        (CardProgress::Cancelled, Some("the conversation is cancelled".to_owned()))
    } else if let Some(starts) = still_to_come.filter(|_| seat.state != SeatState::Held) {
        (CardProgress::NotHeld, Some(format!("it takes place at {starts}")))
    } else {
        let came = others.first().filter(|_| !seat.own && !seat.interviewer.is_empty());
        let why = came.map(|card| {
            format!(
                "that of {who} came; if {who} was there instead, write it into schedule.csv",
                who = card.interviewer
            )
        });
        (CardProgress::Missing, why)
    };
    MetSeat { interviewer: seat.interviewer.clone(), part: seat.part, state, why }
}

/// Says of the seat that a refused card is for that it came.
fn refuse(seats: &mut Vec<MetSeat>, card: &RefusedCard) {
    let waits = |s: &MetSeat| {
        matches!(s.state, CardProgress::Missing | CardProgress::NotHeld | CardProgress::Cancelled)
    };
    let same = seats.iter().position(|s| alike(&s.interviewer, &card.interviewer));
    let at = same.or_else(|| seats.iter().position(waits));
    match at.map(|at| &mut seats[at]) {
        Some(seat) if seat.state == CardProgress::NotCounted => {}
        Some(seat)
            if seat.state.is_awaited() && seat.state != CardProgress::Incomplete
                || seat.state == CardProgress::Cancelled =>
        {
            (seat.state, seat.why) = (CardProgress::NotCounted, Some(card.why.clone()));
        }
        _ => seats.push(MetSeat {
            interviewer: card.interviewer.clone(),
            part: Part::Second,
            state: CardProgress::NotCounted,
            why: Some(card.why.clone()),
        }),
    }
}
