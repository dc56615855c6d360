//! One visit on one day: of all orders of its conversations the one that ends first.

use super::problem::{Constraint, Problem, Visit};
use super::span::{Span, SpanSet};
use std::collections::BTreeSet;

/// What is kept to.
pub(super) enum Kept<'a> {
    All,
    These(&'a BTreeSet<Constraint>),
}

impl Kept<'_> {
    pub(super) fn has(&self, limit: Constraint) -> bool {
        match self {
            Self::All => true,
            Self::These(limits) => limits.contains(&limit),
        }
    }
}

/// The conversations that were placed so far, a list for each person.
#[derive(Debug, Clone)]
pub(super) struct Diary {
    /// When, and on which day.
    pub(super) talks: Vec<Vec<(Span, usize)>>,
}

impl Diary {
    pub(super) fn empty(problem: &Problem) -> Self {
        Self { talks: vec![Vec::new(); problem.people.len()] }
    }

    pub(super) fn add(&mut self, visit: &Visit, day: usize, starts: &[i64]) {
        for (talk, start) in visit.talks.iter().zip(starts) {
            let span = Span::new(*start, start + talk.minutes);
            for person in std::iter::once(&visit.visitor).chain(&talk.people) {
                self.talks[*person].push((span, day));
            }
        }
    }

    pub(super) fn remove(&mut self, visit: &Visit, starts: &[i64]) {
        for (talk, start) in visit.talks.iter().zip(starts) {
            for person in std::iter::once(&visit.visitor).chain(&talk.people) {
                self.talks[*person].retain(|(span, _)| span.from != *start);
            }
        }
    }
}

/// How one of several orders that end at the same time is chosen, and from when on the visit may begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taste<'a> {
    /// What it costs that the second conversation comes after the first: `cost[first][second]`.
    pub(super) cost: &'a [Vec<u32>],
    /// How many minutes after the start of the day.
    pub(super) delay: i64,
}

/// The best order of a set: when it ends, what it costs, and which conversation is its last.
#[derive(Clone, Copy)]
struct Best {
    end: i64,
    cost: u32,
    last: usize,
}

/// When each conversation of `visit` begins on `day`, beside what stands in `diary`; none where it doesn't fit.
///
/// A visitor's conversations follow one another, and an earlier end of some of them never hurts the others: so of each set
/// of conversations only the order that ends first has to be kept, and all orders are covered in `2^n` sets.
pub(super) fn place(
    problem: &Problem,
    kept: &Kept<'_>,
    diary: &Diary,
    visit: &Visit,
    day: usize,
    taste: Taste<'_>,
) -> Option<Vec<i64>> {
    let rules = problem.rules;
    let n = visit.talks.len();
    if kept.has(Constraint::Most) && !leaves_room(problem, diary, visit, day) {
        return None;
    }
    let today = &problem.days[day];
    let gap = if kept.has(Constraint::Gap) { rules.gap } else { 0 };
    let start = if kept.has(Constraint::Start) { today.start + taste.delay } else { today.whole.from };
    let end = if kept.has(Constraint::End) { today.end } else { today.whole.to };
    let in_order = rules.in_order && kept.has(Constraint::Order);
    let blocked: Vec<SpanSet> = visit
        .talks
        .iter()
        .map(|talk| {
            let people = std::iter::once(&visit.visitor).chain(&talk.people);
            SpanSet::of(blocked(problem, kept, diary, people, day, gap))
        })
        .collect();
    let mut best: Vec<Option<Best>> = vec![None; 1 << n];
    best[0] = Some(Best { end: start - gap, cost: 0, last: 0 });
    for set in 0..1_usize << n {
        let Some(before) = best[set] else { continue };
        for r in (0..n).filter(|r| set >> r & 1 == 0) {
            if in_order && set != (1 << r) - 1 {
                continue;
            }
            let minutes = visit.talks[r].minutes;
            let at = blocked[r].first_free(before.end + gap, minutes, today.start, rules.step);
            if at + minutes > end {
                continue;
            }
            let costs = (0..n).filter(|other| set >> other & 1 == 1).map(|other| taste.cost[other][r]);
            let new = Best { end: at + minutes, cost: before.cost + costs.sum::<u32>(), last: r };
            let place = &mut best[set | 1 << r];
            if place.is_none_or(|old| (new.end, new.cost) < (old.end, old.cost)) {
                *place = Some(new);
            }
        }
    }
    let mut starts = vec![0; n];
    let mut set = (1_usize << n) - 1;
    while set != 0 {
        let Best { end, last, .. } = best[set]?;
        starts[last] = end - visit.talks[last].minutes;
        set &= !(1 << last);
    }
    Some(starts)
}

/// Whether nobody has too many conversations on `day` with those of `visit`.
fn leaves_room(problem: &Problem, diary: &Diary, visit: &Visit, day: usize) -> bool {
    let people: BTreeSet<usize> = visit.talks.iter().flat_map(|t| t.people.iter().copied()).collect();
    people.into_iter().all(|p| {
        let new = visit.talks.iter().filter(|t| t.people.contains(&p)).count();
        let placed = diary.talks[p].iter().filter(|(_, d)| *d == day).count();
        let fixed = problem.people[p].fixed.iter().filter(|f| f.day == Some(day)).count();
        new + placed + fixed <= problem.rules.most
    })
}

/// When one of `people` can't meet anybody on `day`.
fn blocked<'a>(
    problem: &'a Problem,
    kept: &Kept<'_>,
    diary: &'a Diary,
    people: impl Iterator<Item = &'a usize>,
    day: usize,
    gap: i64,
) -> Vec<Span> {
    let today = &problem.days[day];
    let mut spans: Vec<Span> = Vec::new();
    spans.extend(
        today.breaks.iter().enumerate().filter(|(i, _)| kept.has(Constraint::Break(*i))).map(|(_, b)| *b),
    );
    for &p in people {
        let person = &problem.people[p];
        let of_day = |span: &&Span| span.overlaps(today.whole);
        if kept.has(Constraint::Hours(p)) {
            spans.extend(person.off.iter().filter(of_day));
        }
        if kept.has(Constraint::Busy(p)) {
            spans.extend(person.busy.iter().filter(of_day));
        }
        if kept.has(Constraint::Fixed(p)) {
            spans.extend(person.fixed.iter().map(|f| f.span.widened(gap)));
        }
        spans.extend(diary.talks[p].iter().filter(|(_, d)| *d == day).map(|(span, _)| span.widened(gap)));
    }
    spans
}
