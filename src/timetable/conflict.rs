//! Why something can't be placed: the smallest set of limits that can't all be kept.

use super::order::planned_order;
use super::place::{Diary, Kept, Taste, place};
use super::problem::{Constraint, Problem};
use super::search::{PlacementState, TRIES};
use std::collections::BTreeSet;

/// Up to this many limits, every set of them is tried; beyond, one that loses nothing by any member.
const MOST_TRIED: usize = 3;

/// The smallest set of limits for which `visit` fits on no day, were it alone; none where it fits.
///
/// It is exact: no set with fewer limits fails. From four on, no member of the set can be left out.
pub fn smallest_conflict(problem: &Problem, visit: usize) -> Option<Vec<Constraint>> {
    let what = &problem.visits[visit];
    let cost = planned_order(what.talks.len());
    let diary = Diary::empty(problem);
    let fails = |limits: &BTreeSet<Constraint>| {
        let kept = Kept::These(limits);
        let taste = Taste { cost: &cost, delay: 0 };
        (0..problem.days.len()).all(|day| place(problem, &kept, &diary, what, day, taste).is_none())
    };
    smallest(&problem.limits(&[visit]), fails)
}

/// A set of limits with which not all visits were found a place, none of which can be left out; none where all were.
pub fn smallest_joint_conflict(problem: &Problem, seed: u64) -> Option<Vec<Constraint>> {
    let all: Vec<usize> = (0..problem.visits.len()).collect();
    let fails = |limits: &BTreeSet<Constraint>| {
        !PlacementState::new(problem, Kept::These(limits), seed).fill(TRIES / 4)
    };
    let limits = problem.limits(&all);
    let whole: BTreeSet<Constraint> = limits.iter().copied().collect();
    fails(&whole).then(|| irreducible(&limits, whole, fails))
}

fn smallest(limits: &[Constraint], fails: impl Fn(&BTreeSet<Constraint>) -> bool) -> Option<Vec<Constraint>> {
    let whole: BTreeSet<Constraint> = limits.iter().copied().collect();
    if !fails(&whole) {
        return None;
    }
    for size in 0..=MOST_TRIED.min(limits.len()) {
        if let Some(set) = first_of_size(limits, size, &mut Vec::new(), &fails) {
            return Some(set);
        }
    }
    Some(irreducible(limits, whole, fails))
}

fn first_of_size(
    limits: &[Constraint],
    size: usize,
    chosen: &mut Vec<Constraint>,
    fails: &impl Fn(&BTreeSet<Constraint>) -> bool,
) -> Option<Vec<Constraint>> {
    if size == 0 {
        return fails(&chosen.iter().copied().collect()).then(|| chosen.clone());
    }
    for (i, limit) in limits.iter().enumerate() {
        chosen.push(*limit);
        let found = first_of_size(&limits[i + 1..], size - 1, chosen, fails);
        chosen.pop();
        if found.is_some() {
            return found;
        }
    }
    None
}

/// What is left of a set that fails when everything is taken out that can be.
fn irreducible(
    limits: &[Constraint],
    mut set: BTreeSet<Constraint>,
    fails: impl Fn(&BTreeSet<Constraint>) -> bool,
) -> Vec<Constraint> {
    for limit in limits {
        set.remove(limit);
        if !fails(&set) {
            set.insert(*limit);
        }
    }
    set.into_iter().collect()
}
