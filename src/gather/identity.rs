//! Which scorecard a row belongs to: by the names on it, and by the check value that it was printed with.

use super::card_identity::{CardCells, CardIdentity, IdentityFault, IdentityNote, KeyCell};
use super::roster::{HandedOut, Roster, Who};
use super::score::clean;
use crate::opening::{Part, Seat};
use crate::plan::check_value;
use crate::text::{
    alike, argument, bare_name, did_you_mean, first_name_first, fold, join, name_key, nearest,
};

/// Whose scorecard a row with these cells is.
///
/// The names decide. Where a name is misspelt, shortened or missing, the check value does, if it is that of a card for
/// somebody who may be called so; where name and check value say different things, neither does.
pub(super) fn identify(roster: &Roster<'_>, cells: &CardCells<'_>) -> Result<CardIdentity, IdentityFault> {
    let revision = revision(roster, cells.plan).map_err(|fault| IdentityFault {
        who: roster.candidate(cells.candidate).ok().map(|known| known.who),
        round: round(roster, cells).ok(),
        ..fault
    })?;
    let check = letters(cells.check);
    // Looked up only where the names don't say it: most cards carry the names that they were printed with.
    let handed_out = || if check.is_empty() { None } else { roster.handed_out(&check) };
    let mut notes = Vec::new();
    let round = match round(roster, cells) {
        Ok(round) => round,
        Err(fault) => {
            match handed_out().filter(|h| may_be(cells.candidate, &roster.listed[h.candidate].name)) {
                Some(h) if cells.round.is_none_or(str::is_empty) => h.round,
                _ => {
                    let who = roster.candidate(cells.candidate).ok().map(|known| known.who);
                    return Err(IdentityFault { who, ..fault });
                }
            }
        }
    };
    let who = candidate(roster, cells, round, &check, &handed_out, &mut notes)?;
    let seats = roster.seats(&who, round);
    let card = CardAsPrinted { roster, who: &who, candidate: cells.candidate, round, check: &check };
    let interviewer = interviewer(&card, cells, &seats, &mut notes);
    let (interviewer, trainee) =
        interviewer.map_err(|fault| IdentityFault { who: Some(who.clone()), round: Some(round), ..fault })?;
    if !check.is_empty() && !card.fits(&interviewer) {
        return Err(other_card(&card, handed_out(), who.clone()));
    }
    Ok(CardIdentity { who, round, interviewer, trainee, revision, notes })
}

/// The letters of a check value, as it was printed.
pub(super) fn letters(cell: &str) -> String {
    cell.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether a cell may name somebody: nothing is there, or the name written otherwise.
fn may_be(cell: &str, name: &str) -> bool {
    let cell = clean(cell);
    fold(cell).is_empty() || alike(cell, name)
}

/// The revision that a cell `plan` names; fails where it names another plan.
fn revision(roster: &Roster<'_>, cell: &str) -> Result<Option<u32>, IdentityFault> {
    let own = &roster.plan.id;
    let said = clean(cell);
    let (id, revision) = match said.rsplit_once('.') {
        Some((id, revision)) if revision.bytes().all(|b| b.is_ascii_digit()) => (id, revision.parse().ok()),
        _ => (said, None),
    };
    if cell.is_empty() || id.eq_ignore_ascii_case(own) {
        return Ok(revision);
    }
    Err(IdentityFault {
        at: KeyCell::Plan,
        code: "other-plan",
        message: format!("the row belongs to the plan {cell}, not to {own}"),
        hint: "put it into the folder of its own loop".to_owned(),
        who: None,
        round: None,
    })
}

fn round(roster: &Roster<'_>, cells: &CardCells<'_>) -> Result<usize, IdentityFault> {
    let fault =
        |at, code, message: String, hint| IdentityFault { at, code, message, hint, who: None, round: None };
    let name = cells.round.unwrap_or_default();
    if cells.round.is_none() || (name.is_empty() && cells.by_questions.is_some()) {
        return cells.by_questions.ok_or_else(|| {
            let message = "the row has no round, and its questions don't tell one".to_owned();
            fault(KeyCell::Row, "no-round", message, "add a column `round`".to_owned())
        });
    }
    roster.round(name).map_err(|hint| {
        let message = match name {
            "" => "the row names no round".to_owned(),
            name => format!("the plan has no round `{name}`"),
        };
        fault(KeyCell::Round, "unknown-round", message, hint)
    })
}

/// Whom a row is about.
fn candidate<'h>(
    roster: &Roster<'_>,
    cells: &CardCells<'_>,
    round: usize,
    check: &str,
    handed_out: &dyn Fn() -> Option<&'h HandedOut>,
    notes: &mut Vec<IdentityNote>,
) -> Result<Who, IdentityFault> {
    let name = cells.candidate;
    let by_name = if name.is_empty() { Err(String::new()) } else { roster.candidate(name) };
    let hint = match by_name {
        Ok(known) => {
            notes.extend(known.meant.map(|meant| read_as(KeyCell::Candidate, name, &meant, "the list")));
            return Ok(known.who);
        }
        Err(hint) => hint,
    };
    let settled = handed_out().filter(|h| h.round == round);
    if let Some(h) = settled.filter(|h| may_be(name, &roster.listed[h.candidate].name)) {
        notes.push(settled_note(KeyCell::Candidate, name, &roster.listed[h.candidate].name));
        return Ok(Who::Listed(h.candidate));
    }
    let fault = |code, message, hint| IdentityFault {
        at: KeyCell::Candidate,
        code,
        message,
        hint,
        who: settled.map(|h| Who::Listed(h.candidate)).or_else(|| only_like(roster, name)),
        round: Some(round),
    };
    if name.is_empty() {
        let hint = "write the candidate's name as in the packet".to_owned();
        return Err(fault("no-candidate", "the row names no candidate".to_owned(), hint));
    }
    // A card of this loop for somebody who was on the list when it was printed.
    let who = Who::Unlisted(clean(name).to_owned());
    let card = CardAsPrinted { roster, who: &who, candidate: name, round, check };
    let (interviewer, _) = roster.in_training(cells.interviewer);
    if !check.is_empty() && card.fits(interviewer) {
        return Ok(who);
    }
    if let Some(h) = settled {
        let message =
            format!("the card was printed for {}, and says `{name}`", roster.listed[h.candidate].name);
        let hint = "correct the name, or empty the cells `check` where the name is right".to_owned();
        return Err(fault("other-card", message, hint));
    }
    Err(fault("unknown-candidate", format!("the candidate `{name}` is not in candidates.csv"), hint))
}

/// The only one of the list who may be called so.
fn only_like(roster: &Roster<'_>, name: &str) -> Option<Who> {
    let mut near = (0..roster.listed.len()).filter(|i| alike(name, &roster.listed[*i].name));
    near.next().filter(|_| near.next().is_none()).map(Who::Listed)
}

/// Says that the check value tells who is meant.
fn settled_note(at: KeyCell, cell: &str, name: &str) -> IdentityNote {
    let whom = if at == KeyCell::Candidate { "the candidate" } else { "the interviewer" };
    let message = if cell.is_empty() {
        format!("{whom} isn't named; by the check value it is {name}")
    } else {
        format!("`{cell}` is {name} by the check value")
    };
    IdentityNote { at, code: "by-check", message }
}

/// Says that `place` has nobody else who could be meant.
fn read_as(at: KeyCell, cell: &str, name: &str, place: &str) -> IdentityNote {
    let message = format!("`{cell}` was read as {name}: nobody else on {place} can be meant");
    IdentityNote { at, code: "name-spelling", message }
}

/// A card as it may have been printed.
struct CardAsPrinted<'a, 'r> {
    roster: &'a Roster<'r>,
    who: &'a Who,
    /// The candidate as the row has it.
    candidate: &'a str,
    round: usize,
    check: &'a str,
}

impl CardAsPrinted<'_, '_> {
    /// Whether its check value is that of a card for this candidate and round, printed for `interviewer`, for anybody who is
    /// scheduled, or for nobody in particular.
    fn fits(&self, interviewer: &str) -> bool {
        let people = self.roster.people.iter().copied();
        [interviewer, ""].into_iter().chain(people).any(|who| self.is_for(who))
    }

    fn is_for(&self, interviewer: &str) -> bool {
        let id = &self.roster.plan.rounds[self.round].id;
        let former = match self.who {
            Who::Listed(i) => self.roster.listed[*i].former_names.as_slice(),
            _ => &[],
        };
        let names = [self.roster.name(self.who), self.candidate];
        names
            .into_iter()
            .chain(former.iter().map(String::as_str))
            .any(|candidate| check_value(&self.roster.plan.id, candidate, id, interviewer) == self.check)
    }

    /// The scheduled person for whom it was printed.
    fn printed_for(&self) -> Option<&str> {
        if self.check.is_empty() {
            return None;
        }
        self.roster.people.iter().copied().find(|person| self.is_for(person))
    }
}

/// The interviewer's name as the schedule spells it, and whether they are in training.
fn interviewer(
    card: &CardAsPrinted<'_, '_>,
    cells: &CardCells<'_>,
    seats: &[Seat],
    notes: &mut Vec<IdentityNote>,
) -> Result<(String, bool), IdentityFault> {
    let roster = card.roster;
    let (name, learning) = roster.in_training(cells.interviewer);
    let marked = !cells.trainee.is_empty() && !NO.contains(&fold(cells.trainee).as_str());
    if marked && !YES.contains(&fold(cells.trainee).as_str()) {
        let message = format!("`{}` in the column `trainee` was read as yes", cells.trainee);
        notes.push(IdentityNote { at: KeyCell::Trainee, code: "trainee", message });
    }
    let key = name_key(name);
    let seat = seats.iter().find(|s| !s.interviewer.is_empty() && name_key(&s.interviewer) == key);
    if learning || marked {
        return Ok((seat.map_or_else(|| name.to_owned(), |s| s.interviewer.clone()), true));
    }
    if let Some(seat) = seat {
        return Ok((seat.interviewer.clone(), seat.part == Part::Shadow));
    }
    let raters: Vec<&str> = seats
        .iter()
        .filter(|s| s.rates() && !s.interviewer.is_empty())
        .map(|s| s.interviewer.as_str())
        .collect();
    let is_open = seats.iter().any(|s| s.rates() && s.interviewer.is_empty());
    if let Some(person) = card.printed_for()
        && may_be(name, person)
    {
        if key != name_key(person) {
            notes.push(settled_note(KeyCell::Interviewer, name, person));
        }
        let shadow =
            seats.iter().any(|s| s.part == Part::Shadow && name_key(&s.interviewer) == name_key(person));
        return Ok((person.to_owned(), shadow));
    }
    if let Some(seat) = only_seat_like(seats, name) {
        notes.push(read_as(KeyCell::Interviewer, name, &seat.interviewer, "the schedule of the round"));
        return Ok((seat.interviewer.clone(), seat.part == Part::Shadow));
    }
    if !name.is_empty() && !card.check.is_empty() && card.is_for(name) {
        // Printed for somebody who isn't in the schedule any more: what they rated stays.
        let id = &roster.plan.rounds[card.round].id;
        let message =
            format!("{name} isn't in the schedule of the round {id} any more; the scorecard counts");
        notes.push(IdentityNote { at: KeyCell::Interviewer, code: "by-check", message });
        return Ok((name.to_owned(), false));
    }
    match raters.as_slice() {
        [] => Ok((name.to_owned(), false)),
        _ if is_open => Ok((name.to_owned(), false)),
        [one] if name.is_empty() => Ok(((*one).to_owned(), false)),
        _ => Err(unknown_interviewer(card, name, &raters)),
    }
}

/// The only seat whose holder's name differs from `name` in its order and its marks alone.
fn only_seat_like<'s>(seats: &'s [Seat], name: &str) -> Option<&'s Seat> {
    let turned = first_name_first(name).unwrap_or_default();
    let written = [bare_name(name), bare_name(&turned)];
    let is_like = |seat: &&Seat| {
        let bare = bare_name(&seat.interviewer);
        !bare.is_empty() && written.contains(&bare)
    };
    let mut like = seats.iter().filter(is_like);
    like.next().filter(|_| like.next().is_none())
}

fn unknown_interviewer(card: &CardAsPrinted<'_, '_>, name: &str, raters: &[&str]) -> IdentityFault {
    let id = &card.roster.plan.rounds[card.round].id;
    let held = join(raters, "and");
    let candidate = card.roster.name(card.who);
    let near = raters.iter().find(|r| alike(name, r));
    let (message, hint) = if name.is_empty() {
        let hint = format!("it is held by {held}: write whose card it is");
        (format!("the card says no interviewer, and the round {id} has several"), hint)
    } else if let Some(near) = near {
        (format!("`{name}` doesn't hold the round {id}"), format!("did you mean {near}?"))
    } else if nearest(name, raters.iter().copied()).is_empty() {
        let hint = format!(
            "it is held by {held}; for a stand-in: panelkit assign LOOP {id}={} --candidate {}; a trainee's name is followed \
             by (trainee)",
            argument(name),
            argument(candidate)
        );
        (format!("`{name}` doesn't hold the round {id}"), hint)
    } else {
        (format!("`{name}` doesn't hold the round {id}"), did_you_mean(name, raters))
    };
    IdentityFault {
        at: KeyCell::Interviewer,
        code: "unknown-interviewer",
        message,
        hint,
        who: None,
        round: None,
    }
}

/// A card whose check value is that of another one.
fn other_card(card: &CardAsPrinted<'_, '_>, handed_out: Option<&HandedOut>, who: Who) -> IdentityFault {
    let roster = card.roster;
    let of = |candidate: &str, round: usize| format!("{candidate}, round {}", roster.plan.rounds[round].id);
    let ours = of(roster.name(card.who), card.round);
    let (message, hint) = match handed_out {
        Some(h) => (
            format!(
                "the card was handed out for {}, not for {ours}",
                of(&roster.listed[h.candidate].name, h.round)
            ),
            "put its ratings onto the card of whom they are about".to_owned(),
        ),
        None => (
            format!("the check value `{}` isn't that of the card for {ours}", card.check),
            "a name on it was changed, or cells of two cards were mixed".to_owned(),
        ),
    };
    IdentityFault {
        at: KeyCell::Check,
        code: "other-card",
        message,
        hint: hint + "; if the names are right, empty the cells `check`",
        who: Some(who),
        round: Some(card.round),
    }
}

/// What says no in a column `trainee`, and what says yes.
const NO: [&str; 6] = ["no", "n", "false", "0", "falsch", "nein"];
const YES: [&str; 12] =
    ["yes", "y", "true", "1", "x", "wahr", "ja", "trainee", "shadow", "in training", "training", "shadowing"];
