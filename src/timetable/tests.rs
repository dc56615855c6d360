//! Laws of placing: whatever comes out keeps to every rule.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn day(start: i64, end: i64, breaks: &[(i64, i64)]) -> Day {
    let breaks = breaks.iter().map(|(from, to)| Span::new(*from, *to)).collect();
    let first = start.div_euclid(1440) * 1440;
    Day { whole: Span::new(first, first + 1440), start, end, breaks }
}

/// Two candidates (0, 1), then interviewers; each visit has a round with each of `lengths`' interviewers.
fn problem(candidates: usize, lengths: &[i64], days: Vec<Day>) -> Problem {
    let talks: Vec<Talk> = lengths
        .iter()
        .enumerate()
        .map(|(i, minutes)| Talk { people: vec![candidates + i], minutes: *minutes })
        .collect();
    Problem {
        days,
        people: vec![Person::default(); candidates + lengths.len()],
        visits: (0..candidates).map(|visitor| Visit { visitor, talks: talks.clone() }).collect(),
        rules: Rules { gap: 10, most: 4, step: 5, in_order: false },
    }
}

/// Every rule, checked in the plainest way.
fn broken_rule(problem: &Problem, solution: &Solution) -> Option<String> {
    let mut of_person: BTreeMap<usize, Vec<(Span, usize)>> = BTreeMap::new();
    for (visit, placed) in problem.visits.iter().zip(&solution.placements) {
        let Some(placed) = placed else { continue };
        let day = &problem.days[placed.day];
        if problem.rules.in_order && !placed.starts.is_sorted() {
            return Some("order".into());
        }
        for (talk, start) in visit.talks.iter().zip(&placed.starts) {
            let span = Span::new(*start, start + talk.minutes);
            if span.from < day.start || span.to > day.end || (start - day.start) % problem.rules.step != 0 {
                return Some(format!("day: {span:?}"));
            }
            if day.breaks.iter().any(|b| b.overlaps(span)) {
                return Some(format!("break: {span:?}"));
            }
            for person in talk.people.iter().chain([&visit.visitor]) {
                let who = &problem.people[*person];
                if who.busy.iter().chain(&who.off).any(|b| b.overlaps(span)) {
                    return Some(format!("busy: {person} {span:?}"));
                }
                let others = of_person.entry(*person).or_default();
                let fixed = who.fixed.iter().map(|f| f.span);
                let mut near = others.iter().map(|(s, _)| *s).chain(fixed);
                if near.any(|s| s.widened(problem.rules.gap).overlaps(span)) {
                    return Some(format!("two places: {person} {span:?}"));
                }
                others.push((span, placed.day));
            }
        }
    }
    for (person, talks) in of_person {
        let interviews = !problem.visits.iter().any(|v| v.visitor == person);
        for day in 0..problem.days.len() {
            let n = talks.iter().filter(|(_, d)| *d == day).count();
            if interviews && n > problem.rules.most {
                return Some(format!("most: {person}"));
            }
        }
    }
    None
}

#[test]
fn a_lone_visit_begins_with_the_day_and_keeps_the_plan_where_nothing_speaks_against_it() {
    let p = problem(1, &[45, 60, 30], vec![day(600, 1080, &[(750, 795)])]);
    let solution = solve(&p, 1);
    // 10:00, 10:55; the third fits before the break at 12:30.
    assert_eq!(solution.placements[0].as_ref().unwrap().starts, [600, 655, 795]);
    assert_eq!(broken_rule(&p, &solution), None);
}

#[test]
fn what_is_busy_turns_the_order_round() {
    let mut p = problem(1, &[45, 60, 30], vec![day(600, 1080, &[])]);
    p.people[1].busy = vec![Span::new(540, 700)];
    let starts = &solve(&p, 1).placements[0].as_ref().unwrap().starts.clone();
    assert!(starts[0] >= 700 && starts[1].min(starts[2]) == 600, "{starts:?}");
    p.rules.in_order = true;
    let starts = &solve(&p, 1).placements[0].as_ref().unwrap().starts.clone();
    assert_eq!(starts[..], [700, 755, 825]);
}

#[test]
fn the_smallest_conflict_is_the_smallest() {
    let mut p = problem(1, &[60, 60], vec![day(540, 720, &[(600, 630)])]);
    assert_eq!(smallest_conflict(&p, 0), None);
    // One person who is never there is the whole reason.
    p.people[2].busy = vec![Span::new(0, 1440)];
    p.people[1].busy = vec![Span::new(540, 600)];
    assert_eq!(smallest_conflict(&p, 0), Some(vec![Constraint::Busy(2)]));
    // Nobody may have two conversations with the same interviewer a day.
    p.people[2].busy.clear();
    p.visits[0].talks[1].people = vec![1];
    p.rules.most = 1;
    assert_eq!(smallest_conflict(&p, 0), Some(vec![Constraint::Most]));
    // The day is shorter than both with the pause between.
    p.rules.most = 4;
    p.people[1].busy.clear();
    p.days = vec![day(540, 660, &[])];
    assert_eq!(smallest_conflict(&p, 0), Some(vec![Constraint::Start, Constraint::End, Constraint::Gap]));
}

#[test]
fn five_at_once_go_round_like_a_latin_square() {
    // Five rounds of an hour and a day of exactly five: each must be somewhere in each hour.
    let mut p = problem(5, &[60; 5], vec![day(540, 540 + 5 * 60, &[])]);
    (p.rules.gap, p.rules.most) = (0, 5);
    let solution = solve(&p, 3);
    assert_eq!((solution.unplaced(), broken_rule(&p, &solution)), (vec![], None));
    // A sixth finds no room, and it is the day that is too short: not for one, but for all.
    let mut p = problem(6, &[60; 5], vec![day(540, 540 + 5 * 60, &[])]);
    (p.rules.gap, p.rules.most) = (0, 6);
    let solution = solve(&p, 3);
    assert_eq!(solution.unplaced().len(), 1);
    assert_eq!(smallest_conflict(&p, solution.unplaced()[0]), None);
    assert_eq!(smallest_joint_conflict(&p, 3), Some(vec![Constraint::Start, Constraint::End]));
}

#[test]
fn first_places_go_round() {
    let p = problem(3, &[60, 45, 60, 45, 60], vec![day(540, 1080, &[(750, 795)])]);
    let solution = solve(&p, 1);
    let firsts = first_places(&p, &solution.placements);
    assert_eq!(firsts.iter().sum::<usize>(), 5);
    assert!(firsts.iter().max().unwrap() - firsts.iter().min().unwrap() <= 1, "{firsts:?}");
    assert_eq!(broken_rule(&p, &solution), None);
}

#[test]
fn visits_are_spread_over_as_few_days_as_will_do() {
    let days = (0..5).map(|d| day(d * 1440 + 540, d * 1440 + 1080, &[])).collect();
    let mut p = problem(6, &[60; 5], days);
    p.rules.most = 4;
    let solution = solve(&p, 1);
    let mut on: BTreeMap<usize, usize> = BTreeMap::new();
    for placed in solution.placements.iter().flatten() {
        *on.entry(placed.day).or_default() += 1;
    }
    assert_eq!(on, BTreeMap::from([(0, 3), (1, 3)]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_rule_is_ever_broken(
        candidates in 1_usize..5,
        lengths in prop::collection::vec(prop::sample::select(vec![30_i64, 45, 60]), 1..6),
        days in 1_usize..3,
        busy in prop::collection::vec((0_usize..10, 0_i64..2880, 15_i64..180), 0..12),
        most in 1_usize..5,
        in_order: bool,
        shared: bool,
    ) {
        let days = (0..days as i64).map(|d| day(d * 1440 + 540, d * 1440 + 1020, &[(d * 1440 + 720, d * 1440 + 765)]));
        let mut p = problem(candidates, &lengths, days.collect());
        for (person, from, minutes) in busy {
            let person = person % p.people.len();
            p.people[person].busy.push(Span::new(from, from + minutes));
        }
        if shared {
            // The first interviewer sits in on every round.
            for visit in &mut p.visits {
                for talk in visit.talks.iter_mut().skip(1) {
                    talk.people.push(candidates);
                }
            }
        }
        (p.rules.most, p.rules.in_order) = (most, in_order);
        let solution = solve(&p, 7);
        prop_assert_eq!(broken_rule(&p, &solution), None);
        prop_assert_eq!(solve(&p, 7), solution.clone());
        // Whoever is placed could have been placed alone.
        for (visit, placed) in solution.placements.iter().enumerate() {
            prop_assert!(placed.is_none() || smallest_conflict(&p, visit).is_none());
        }
    }

    #[test]
    fn the_first_free_time_is_free_and_the_first(
        spans in prop::collection::vec((0_i64..500, 1_i64..60), 0..12),
        from in 0_i64..400,
        minutes in 1_i64..90,
    ) {
        let set = SpanSet::of(spans.iter().map(|(from, length)| Span::new(*from, from + length)));
        let at = set.first_free(from, minutes, 0, 5);
        let free = |at: i64| !spans.iter().any(|(f, l)| Span::new(*f, f + l).overlaps(Span::new(at, at + minutes)));
        let first = (from..2_000).filter(|m| m % 5 == 0).find(|m| free(*m));
        prop_assert_eq!(Some(at), first);
    }
}
