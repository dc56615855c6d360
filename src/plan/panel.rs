//! Who holds which round: interviewers are assigned by what they can rate, nobody too often, trainees beside them.

mod file;

pub use file::read_panel;

use super::Plan;
use super::request::request_error;
use crate::bank::QuestionKind;
use crate::diag::{Diagnostic, Failure, Warned};
use crate::stats::best_assignment;
use crate::text::{fold, join};
use std::collections::BTreeSet;

/// One interviewer of a panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The name, as it is printed.
    pub name: String,
    /// The address, or empty.
    pub email: String,
    /// What they can rate; empty: everything.
    pub competencies: Vec<String>,
    /// Technologies that they know; empty: all.
    pub stacks: Vec<String>,
    /// The kinds of round or question that they hold; empty: all.
    pub kinds: Vec<String>,
    /// The most rounds, where there is a limit.
    pub max_rounds: Option<usize>,
    /// Whether they only sit in.
    pub trainee: bool,
}

/// What a round asks of who holds it.
struct Demand<'p> {
    title: &'p str,
    kind: &'p str,
    kinds: BTreeSet<QuestionKind>,
    rated: BTreeSet<&'p str>,
    stacks: Vec<&'p [String]>,
    interviewer: Option<&'p str>,
}

/// `plan` with an interviewer for each round that has none yet, and trainees beside them.
///
/// A round's interviewer holds its kind and can rate at least one of its competencies; among the assignments that do,
/// the one is taken in which the rounds are spread most evenly, and then the one that covers most. Warnings say what an
/// interviewer doesn't list and the round rates. Fails with the smallest set of rounds that can't be filled.
pub fn assign(plan: &Plan, panel: &[Member]) -> Result<Warned<Plan>, Failure> {
    let demands: Vec<Demand<'_>> = plan.rounds.iter().map(Demand::new).collect();
    let leads: Vec<&Member> = panel.iter().filter(|m| !m.trainee).collect();
    if leads.is_empty() {
        let message =
            format!("the panel has nobody who can hold a round: {} in all, all trainees", panel.len());
        let message = if panel.is_empty() { "the panel is empty".to_owned() } else { message };
        return Err(request_error("panel", message, "add interviewers who aren't trainees".into()).into());
    }
    let mut load: Vec<usize> = leads.iter().map(|m| fixed(&demands, m)).collect();
    let open: Vec<usize> = (0..demands.len()).filter(|r| demands[*r].interviewer.is_none()).collect();
    let seats = seats(&leads, &load, open.len());
    let mut plan = plan.clone();
    if !open.is_empty() {
        let cells =
            open.iter().map(|r| seats.iter().map(|s| worth(&demands[*r], leads[s.member], s.nth)).collect());
        let rows: Vec<Vec<i64>> = cells.collect();
        let unfilled = |held: &[usize]| {
            open.iter().zip(held).any(|(r, seat)| !demands[*r].fits(leads[seats[*seat].member]))
        };
        match best_assignment(&rows) {
            Some(held) if !unfilled(&held) => {
                for (r, seat) in open.iter().zip(held) {
                    let member = seats[seat].member;
                    load[member] += 1;
                    plan.rounds[*r].interviewer = Some(leads[member].name.clone());
                }
            }
            _ => return Err(impossible(&demands, &open, &leads, &load)),
        }
    }
    shadow(&mut plan, panel, &demands);
    let warnings = uncovered(&plan, &demands, panel);
    Ok(Warned { value: plan.sealed(), warnings })
}

impl<'p> Demand<'p> {
    fn new(round: &'p super::Round) -> Self {
        Self {
            title: &round.title,
            kind: &round.kind,
            kinds: round.questions.iter().map(|q| q.kind).collect(),
            rated: round.questions.iter().map(super::PlannedQuestion::rated).collect(),
            stacks: round.questions.iter().map(|q| q.stacks.as_slice()).filter(|s| !s.is_empty()).collect(),
            interviewer: round.interviewer.as_deref(),
        }
    }

    /// Whether `m` may hold the round.
    fn fits(&self, m: &Member) -> bool {
        let holds = m.kinds.is_empty()
            || m.kinds.iter().any(|k| k == self.kind)
            || (!self.kinds.is_empty() && self.kinds.iter().all(|q| m.kinds.iter().any(|k| k == q.name())));
        holds && (m.competencies.is_empty() || self.rated.is_empty() || self.covered(m) > 0)
    }

    /// How many of the rated competencies `m` lists.
    fn covered(&self, m: &Member) -> usize {
        if m.competencies.is_empty() {
            return self.rated.len();
        }
        self.rated.iter().filter(|c| m.competencies.iter().any(|own| own == *c)).count()
    }

    /// How many of the questions that need a technology `m` can follow.
    fn followed(&self, m: &Member) -> usize {
        let knows = |s: &&&[String]| m.stacks.is_empty() || s.iter().any(|stack| m.stacks.contains(stack));
        self.stacks.iter().filter(knows).count()
    }
}

/// One of the rounds that a member could hold: their `nth`.
struct Seat {
    member: usize,
    nth: usize,
}

/// The seats of all members beyond what they hold already.
fn seats(leads: &[&Member], load: &[usize], rounds: usize) -> Vec<Seat> {
    let most = |m: usize| leads[m].max_rounds.unwrap_or(usize::MAX).min(load[m] + rounds);
    (0..leads.len())
        .flat_map(|member| (load[member]..most(member)).map(move |nth| Seat { member, nth }))
        .collect()
}

/// The value of a seat for a round: that it fits at all, then few rounds for everybody, then what is covered.
fn worth(demand: &Demand<'_>, m: &Member, nth: usize) -> i64 {
    if !demand.fits(m) {
        return -1_000_000_000;
    }
    let share = |part: usize, whole: usize| (part * 100).checked_div(whole).unwrap_or(100) as i64;
    let covered = share(demand.covered(m), demand.rated.len());
    let followed = share(demand.followed(m), demand.stacks.len());
    2 * covered + followed - 10_000 * nth as i64
}

/// The rounds that `m` was given by hand.
fn fixed(demands: &[Demand<'_>], m: &Member) -> usize {
    demands.iter().filter(|d| d.interviewer.is_some_and(|name| fold(name) == fold(&m.name))).count()
}

/// With more open rounds than this not every set of them is looked at.
const LOOKED_AT: usize = 16;

/// The smallest set of rounds for which there are too few seats.
fn impossible(demands: &[Demand<'_>], open: &[usize], leads: &[&Member], load: &[usize]) -> Failure {
    let room = |m: usize| leads[m].max_rounds.map_or(usize::MAX, |most| most.saturating_sub(load[m]));
    let lacking = |set: &[usize]| {
        let able: Vec<usize> =
            (0..leads.len()).filter(|m| set.iter().any(|r| demands[*r].fits(leads[*m]))).collect();
        let seats = able.iter().fold(0_usize, |sum, m| sum.saturating_add(room(*m)));
        (seats < set.len()).then_some((able, seats))
    };
    // By Hall's theorem such a set exists.
    let mut sets: Vec<Vec<usize>> = vec![open.to_vec()];
    if open.len() <= LOOKED_AT {
        sets = (1..1_u32 << open.len())
            .map(|bits| {
                open.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, r)| *r).collect()
            })
            .collect();
        sets.sort_by_key(Vec::len);
    }
    let found = sets.iter().find_map(|set| lacking(set).map(|(able, seats)| (set, able, seats)));
    let Some((set, able, seats)) = found else {
        let message = "the panel can't fill all rounds".to_owned();
        return request_error("panel", message, "add interviewers, or raise max_rounds".into()).into();
    };
    let titles: Vec<&str> = set.iter().map(|r| demands[*r].title).collect();
    let names: Vec<&str> = able.iter().map(|m| leads[*m].name.as_str()).collect();
    let rounds = if set.len() == 1 { "the round" } else { "the rounds" };
    let message = if able.is_empty() {
        let d = &demands[set[0]];
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
            crate::text::count(seats, "more round"),
        )
    };
    let hint = "add an interviewer with these kinds and competencies, or raise max_rounds";
    request_error("panel", message, hint.into()).into()
}

/// Puts each trainee beside the interviewer of the round that fits best and has the fewest trainees.
fn shadow(plan: &mut Plan, panel: &[Member], demands: &[Demand<'_>]) {
    for m in panel.iter().filter(|m| m.trainee) {
        for _ in 0..m.max_rounds.unwrap_or(1) {
            let free = |r: &usize| {
                demands[*r].fits(m)
                    && !plan.rounds[*r].shadows.contains(&m.name)
                    && plan.rounds[*r].interviewer.as_deref() != Some(&m.name)
            };
            let best = (0..demands.len()).filter(free).min_by_key(|r| {
                let d = &demands[*r];
                (plan.rounds[*r].shadows.len(), std::cmp::Reverse((d.covered(m), d.followed(m))), *r)
            });
            let Some(r) = best else { break };
            plan.rounds[r].shadows.push(m.name.clone());
        }
    }
}

/// What rounds rate and their interviewers don't list.
fn uncovered(plan: &Plan, demands: &[Demand<'_>], panel: &[Member]) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for (round, demand) in plan.rounds.iter().zip(demands) {
        let lead =
            panel.iter().find(|m| round.interviewer.as_deref().is_some_and(|n| fold(n) == fold(&m.name)));
        let Some(m) = lead.filter(|m| !m.competencies.is_empty()) else { continue };
        let missing: Vec<&str> = demand
            .rated
            .iter()
            .filter(|c| !m.competencies.iter().any(|own| own == *c))
            .map(|c| plan.competency_title(c))
            .collect();
        if !missing.is_empty() {
            let message =
                format!("{} doesn't list {}, which {} rates", m.name, join(&missing, "and"), round.title);
            notes.push(
                Diagnostic::note("not-listed", message).hint("the rubric carries them; brief them before"),
            );
        }
    }
    notes
}

#[cfg(test)]
mod tests;
