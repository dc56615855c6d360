//! Who holds which round: interviewers are assigned by what they can rate, with an even load, and trainees sit in.

mod file;
mod member;
mod needs;

pub use file::read_panel;
pub use member::Member;

use super::model::Plan;
use super::people::RoundPeople;
use super::request::request_error;
use crate::diag::{Diagnostic, Failure, Warned};
use crate::stats::best_assignment;
use crate::text::{count, fold, join};
use needs::InterviewerNeeds;

/// The people of the rounds of `plan`: those of `people`, an interviewer for each round that has none yet, and trainees who
/// sit in.
///
/// A round's interviewer holds its kind and can rate at least one of its competencies. Of all such assignments the one
/// with the most even load is taken, then the one that covers most. Warnings say what a round rates, needs or is that its
/// interviewer doesn't list, which trainee sits in nowhere, and that the panel is empty. Fails with the smallest set of rounds that can't be filled.
pub fn assign(
    plan: &Plan,
    people: &[RoundPeople],
    panel: &[Member],
) -> Result<Warned<Vec<RoundPeople>>, Failure> {
    let mut people = people.to_vec();
    people.resize(plan.rounds.len(), RoundPeople::default());
    if panel.is_empty() {
        let finding = Diagnostic::warning("panel", "the panel is empty, so nobody holds a round yet");
        return Ok(Warned {
            value: people,
            warnings: vec![finding.hint("add interviewers to it, a row each")],
        });
    }
    let needs: Vec<InterviewerNeeds<'_>> =
        plan.rounds.iter().zip(&people).map(|(round, who)| InterviewerNeeds::new(round, who)).collect();
    let leads: Vec<&Member> = panel.iter().filter(|m| !m.trainee).collect();
    if leads.is_empty() {
        let message =
            format!("the panel has nobody who can hold a round: {} in all, all trainees", panel.len());
        return Err(request_error("panel", message, "add interviewers who aren't trainees".into()).into());
    }
    let mut load: Vec<usize> = leads.iter().map(|m| fixed(&needs, m)).collect();
    let open: Vec<usize> = (0..needs.len()).filter(|r| needs[*r].lead.is_none()).collect();
    let slots = slots(&leads, &load, open.len());
    let mut leading: Vec<Option<String>> = people.iter().map(|who| who.lead.clone()).collect();
    if !open.is_empty() {
        let cells = open
            .iter()
            .map(|r| slots.iter().map(|s| slot_value(&needs[*r], leads[s.member], s.nth)).collect());
        let rows: Vec<Vec<i64>> = cells.collect();
        let unfilled = |held: &[usize]| {
            open.iter().zip(held).any(|(r, slot)| !needs[*r].fits(leads[slots[*slot].member]))
        };
        match best_assignment(&rows) {
            Some(held) if !unfilled(&held) => {
                for (r, slot) in open.iter().zip(held) {
                    let member = slots[slot].member;
                    load[member] += 1;
                    leading[*r] = Some(leads[member].name.clone());
                }
            }
            _ => return Err(impossible(&needs, &open, &leads, &load)),
        }
    }
    let (shadows, mut warnings) = seat_trainees(&people, &leading, panel, &needs);
    warnings.extend(uncovered(plan, &leading, &needs, panel));
    drop(needs);
    for ((who, lead), shadows) in people.iter_mut().zip(leading).zip(shadows) {
        (who.lead, who.shadows) = (lead, shadows);
    }
    Ok(Warned { value: people, warnings })
}

/// A place for one round in a member's load: their `nth`, from 0.
struct Slot {
    member: usize,
    nth: usize,
}

/// The free slots of all members, at most `rounds` each.
fn slots(leads: &[&Member], load: &[usize], rounds: usize) -> Vec<Slot> {
    let most = |m: usize| leads[m].max_rounds.unwrap_or(usize::MAX).min(load[m] + rounds);
    (0..leads.len())
        .flat_map(|member| (load[member]..most(member)).map(move |nth| Slot { member, nth }))
        .collect()
}

/// The value of a slot for a round: that the member fits comes first, then an even load, then what is covered.
fn slot_value(need: &InterviewerNeeds<'_>, m: &Member, nth: usize) -> i64 {
    if !need.fits(m) {
        return -1_000_000_000;
    }
    let share = |part: usize, whole: usize| (part * 100).checked_div(whole).unwrap_or(100) as i64;
    let covered = share(need.covered(m), need.rated.len());
    let followed = share(need.followed(m), need.stacks.len());
    2 * covered + followed - 10_000 * nth as i64
}

/// How many rounds `m` was given by hand.
fn fixed(needs: &[InterviewerNeeds<'_>], m: &Member) -> usize {
    needs.iter().filter(|d| d.lead.is_some_and(|name| fold(name) == fold(&m.name))).count()
}

/// With more open rounds than this, not every set of them is tried.
const MOST_TRIED: usize = 16;

/// The smallest set of rounds for which there are too few slots.
fn impossible(needs: &[InterviewerNeeds<'_>], open: &[usize], leads: &[&Member], load: &[usize]) -> Failure {
    let spare = |m: usize| leads[m].max_rounds.map_or(usize::MAX, |most| most.saturating_sub(load[m]));
    let lacking = |set: &[usize]| {
        let able: Vec<usize> =
            (0..leads.len()).filter(|m| set.iter().any(|r| needs[*r].fits(leads[*m]))).collect();
        let slots = able.iter().fold(0_usize, |sum, m| sum.saturating_add(spare(*m)));
        (slots < set.len()).then_some((able, slots))
    };
    // By Hall's theorem there is one.
    let mut sets: Vec<Vec<usize>> = vec![open.to_vec()];
    if open.len() <= MOST_TRIED {
        sets = (1..1_u32 << open.len())
            .map(|bits| {
                open.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, r)| *r).collect()
            })
            .collect();
        sets.sort_by_key(Vec::len);
    }
    let found = sets.iter().find_map(|set| lacking(set).map(|(able, slots)| (set, able, slots)));
    let Some((set, able, slots)) = found else {
        let message = "the panel can't fill all rounds".to_owned();
        return request_error("panel", message, "add interviewers, or raise max_rounds".into()).into();
    };
    let titles: Vec<&str> = set.iter().map(|r| needs[*r].title).collect();
    let names: Vec<&str> = able.iter().map(|m| leads[*m].name.as_str()).collect();
    let rounds = if set.len() == 1 { "the round" } else { "the rounds" };
    let message = if able.is_empty() {
        let d = &needs[set[0]];
        let rated: Vec<&str> = d.rated.iter().copied().collect();
        format!(
            "nobody of the panel can hold {rounds} {}: it is {} and rates {}",
            join(&titles, "and"),
            d.kind,
            join(&rated, "and")
        )
    } else {
        format!(
            "{rounds} {} can't be filled: only {} can hold {}, {} in all",
            join(&titles, "and"),
            join(&names, "and"),
            if set.len() == 1 { "it" } else { "them" },
            count(slots, "more round"),
        )
    };
    let hint = "add an interviewer with these kinds and competencies, or raise max_rounds";
    request_error("panel", message, hint.into()).into()
}

/// The trainees of each round: each sits in on the round with the fewest trainees that suits them best. Those whom no round
/// suits are warned of.
fn seat_trainees(
    people: &[RoundPeople],
    leading: &[Option<String>],
    panel: &[Member],
    needs: &[InterviewerNeeds<'_>],
) -> (Vec<Vec<String>>, Vec<Diagnostic>) {
    let mut shadows: Vec<Vec<String>> = people.iter().map(|who| who.shadows.clone()).collect();
    let mut warnings = Vec::new();
    for m in panel.iter().filter(|m| m.trainee) {
        let is_them = |name: &String| fold(name) == fold(&m.name);
        let most = m.max_rounds.unwrap_or(1);
        while shadows.iter().filter(|names| names.iter().any(is_them)).count() < most {
            let free = |r: &usize| {
                needs[*r].fits(m)
                    && !shadows[*r].iter().chain(&leading[*r]).chain(&people[*r].seconds).any(is_them)
            };
            let best = (0..needs.len()).filter(free).min_by_key(|r| {
                let d = &needs[*r];
                (shadows[*r].len(), std::cmp::Reverse((d.covered(m), d.followed(m))), *r)
            });
            let Some(r) = best else { break };
            shadows[r].push(m.name.clone());
        }
        if !shadows.iter().flatten().any(is_them) {
            let message = format!("{} is in training, and no round suits them to sit in on", m.name);
            let hint =
                "their kinds and competencies fit none: widen them, or name a round with `panelkit assign`";
            warnings.push(Diagnostic::warning("trainee-nowhere", message).hint(hint));
        }
    }
    (shadows, warnings)
}

/// A note for each round that rates, asks in, or is something which its interviewer doesn't list.
fn uncovered(
    plan: &Plan,
    leading: &[Option<String>],
    needs: &[InterviewerNeeds<'_>],
    panel: &[Member],
) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let mut note = |message: String| {
        let hint = "the rubric carries them; brief them before";
        notes.push(Diagnostic::note("not-listed", message).hint(hint));
    };
    for ((round, lead), need) in plan.rounds.iter().zip(leading).zip(needs) {
        let lead = panel.iter().find(|m| lead.as_ref().is_some_and(|n| fold(n) == fold(&m.name)));
        let Some(m) = lead else { continue };
        let missing: Vec<&str> = need.not_rated_by(m).into_iter().map(|c| plan.competency_title(c)).collect();
        if !missing.is_empty() {
            note(format!("{} doesn't list {}, which {} rates", m.name, join(&missing, "and"), round.title));
        }
        let stacks = need.not_followed_by(m);
        if !stacks.is_empty() {
            note(format!(
                "{} doesn't list {}, which {} asks about",
                m.name,
                join(&stacks, "and"),
                round.title
            ));
        }
        if !need.is_held_by(m) {
            note(format!("{} doesn't list the kind {}, which {} is", m.name, round.kind, round.title));
        }
    }
    notes
}

#[cfg(test)]
mod tests;
