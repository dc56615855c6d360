//! Who comes first to an interviewer: the one before colours the one after, so first places go round.

use super::order::{below, random_order};
use super::place::{Diary, Kept, Taste, place};
use super::problem::{Placement, Problem};
use rand::seq::SliceRandom;
use rand::{SeedableRng, rngs::ChaCha8Rng};

/// How often visits of a day are laid out anew at most.
const ROUNDS: usize = 800;
/// The same where first places are balanced already.
const ROUNDS_FOR_ENDS: usize = 150;
/// A visit may begin fewer than so many steps later than it could.
const MOST_DELAY: usize = 25;

/// To how many interviewers each visit comes as the first of its day, in the order of the problem's; a conversation that
/// had its time already leaves no first place for those behind it.
pub fn first_places(problem: &Problem, placements: &[Option<Placement>]) -> Vec<usize> {
    let mut firsts = vec![0; problem.visits.len()];
    for day in 0..problem.days.len() {
        for (person, of) in problem.people.iter().enumerate() {
            let fixed = of.fixed.iter().filter(|f| f.day == Some(day)).map(|f| f.span.from).min();
            let mut first: Option<(i64, usize)> = None;
            for (v, placed) in placements.iter().enumerate() {
                let Some(placed) = placed.as_ref().filter(|p| p.day == day) else { continue };
                let talks = problem.visits[v].talks.iter().zip(&placed.starts);
                for (_, start) in talks.filter(|(t, _)| t.people.contains(&person)) {
                    if first.is_none_or(|(at, _)| *start < at) {
                        first = Some((*start, v));
                    }
                }
            }
            if let Some((at, v)) = first.filter(|(at, _)| fixed.is_none_or(|f| *at < f)) {
                debug_assert!(at >= problem.days[day].whole.from);
                firsts[v] += 1;
            }
        }
    }
    firsts
}

/// How good the visits of a day lie, the less the better: by how much the first places differ beyond one, when each visit
/// ends, and how far they are from the order of the plan.
type VisitScore = (usize, i64, usize);

fn score(problem: &Problem, placements: &[Option<Placement>], day: usize) -> VisitScore {
    let there: Vec<usize> = of_day(placements, day);
    let firsts = first_places(problem, placements);
    let counts = || there.iter().map(|v| firsts[*v]);
    let spread = counts().max().unwrap_or_default() - counts().min().unwrap_or_default();
    let (mut ends, mut turned) = (0, 0);
    for v in &there {
        let Some(placed) = &placements[*v] else { continue };
        let talks = &problem.visits[*v].talks;
        ends += talks.iter().zip(&placed.starts).map(|(t, s)| s + t.minutes).max().unwrap_or_default();
        let starts = &placed.starts;
        turned +=
            (0..starts.len()).map(|i| starts[i..].iter().filter(|s| **s < starts[i]).count()).sum::<usize>();
    }
    (spread.saturating_sub(1), ends, turned)
}

fn of_day(placements: &[Option<Placement>], day: usize) -> Vec<usize> {
    (0..placements.len()).filter(|v| placements[*v].as_ref().is_some_and(|p| p.day == day)).collect()
}

/// Takes visits of each day out and puts them back in other orders until first places differ by one at most, and beyond
/// that as long as rounds are left for earlier ends.
pub(super) fn balance(problem: &Problem, placements: &mut [Option<Placement>], seed: u64) {
    let mut random = ChaCha8Rng::seed_from_u64(seed ^ 0x5eed);
    for day in 0..problem.days.len() {
        let there = of_day(placements, day);
        if there.len() < 2 {
            continue;
        }
        let mut best = score(problem, placements, day);
        for round in 0..ROUNDS {
            if best.0 == 0 && round >= ROUNDS_FOR_ENDS {
                break;
            }
            let mut moved = there.clone();
            moved.shuffle(&mut random);
            moved.truncate(1 + below(&mut random, there.len()));
            if let Some(tried) = laid_out_anew(problem, placements, day, &moved, &mut random) {
                let new = score(problem, &tried, day);
                if new <= best {
                    best = new;
                    placements.clone_from_slice(&tried);
                }
            }
        }
    }
}

/// The placements with those `moved` of `day` put back in this order; none where one of them finds no room.
fn laid_out_anew(
    problem: &Problem,
    placements: &[Option<Placement>],
    day: usize,
    moved: &[usize],
    random: &mut ChaCha8Rng,
) -> Option<Vec<Option<Placement>>> {
    let mut tried = placements.to_vec();
    // Visits of other days don't matter to this one.
    let mut diary = Diary::empty(problem);
    for v in of_day(placements, day) {
        match placements[v].as_ref().filter(|_| !moved.contains(&v)) {
            Some(placed) => diary.add(&problem.visits[v], day, &placed.starts),
            None => tried[v] = None,
        }
    }
    for v in moved {
        let visit = &problem.visits[*v];
        let cost = random_order(random, visit.talks.len());
        let delay =
            if below(random, 2) == 0 { below(random, MOST_DELAY) as i64 * problem.rules.step } else { 0 };
        let starts = place(problem, &Kept::All, &diary, visit, day, Taste { cost: &cost, delay })?;
        diary.add(visit, day, &starts);
        tried[*v] = Some(Placement { day, starts });
    }
    Some(tried)
}
