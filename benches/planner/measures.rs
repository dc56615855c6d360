//! What the plans of the built-in bank look like, over all roles, levels, loops and some seeds: the table of
//! docs/numbers.md.
//!
//! `cargo bench --bench measures` makes all of them, prints the table, and fails where more miss than may;
//! `PANELKIT_BLESS=1` writes the table into the handbook. `tests/it/measures.rs` does the same for a sample.

use panelkit::bank::{Bank, Question, QuestionKind, Role};
use panelkit::plan::{Plan, Request, Round, choose};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Which plans are made.
pub struct Sample {
    /// The seeds of each role, level and loop.
    pub seeds: std::ops::Range<u64>,
    /// Of the roles, and of the stacks of each, the first and then each one so many further on.
    pub every: usize,
    /// Whether these are enough plans to measure what needn't hold of each of them.
    pub is_whole: bool,
}

/// The plan of one role, level, loop, stack and seed.
struct Made<'b> {
    role: &'b Role,
    level: &'b str,
    loop_name: &'static str,
    stack: Option<&'b str>,
    seed: u64,
    plan: Plan,
}

/// One row of the table: what is counted, in how many cases, and how many are allowed to miss.
pub struct Measure {
    what: &'static str,
    cases: usize,
    misses: Vec<String>,
    figure: String,
    allowed: f64,
}

impl Measure {
    fn new(what: &'static str, allowed: f64) -> Self {
        Self { what, cases: 0, misses: Vec::new(), figure: String::new(), allowed }
    }

    fn case(&mut self, holds: bool, name: impl FnOnce() -> String) {
        self.cases += 1;
        if !holds {
            self.misses.push(name());
        }
    }

    /// Whether more cases miss than may.
    pub fn fails(&self) -> bool {
        self.misses.len() as f64 > self.allowed * self.cases as f64
    }

    /// The cases that miss, in words.
    pub fn words(&self) -> String {
        format!("{}: {} of {}\n  {}", self.what, self.misses.len(), self.cases, self.misses.join("\n  "))
    }
}

/// The rows as a table in Markdown.
pub fn table(measures: &[Measure]) -> String {
    let mut out = "| what | cases | miss | figure |\n| --- | --- | --- | --- |\n".to_owned();
    for m in measures {
        let _ = writeln!(out, "| {} | {} | {} | {} |", m.what, m.cases, m.misses.len(), m.figure);
    }
    out
}

/// All measures of a sample.
pub fn measures(bank: &Bank, sample: &Sample) -> Vec<Measure> {
    let plans = made(bank, sample);
    let (stacked, plain): (Vec<_>, Vec<_>) = plans.into_iter().partition(|m| m.stack.is_some());
    let mut all = rounds(bank, &plain);
    all.extend(levels(bank, &plain));
    all.extend(stacks(bank, &stacked));
    all.extend(variety(bank, &plain));
    if sample.is_whole {
        all.push(exposure(&plain));
    }
    all.retain(|m| sample.is_whole || m.allowed == 0.0);
    all
}

fn made<'b>(bank: &'b Bank, sample: &Sample) -> Vec<Made<'b>> {
    let mut wanted = Vec::new();
    for role in bank.roles.iter().step_by(sample.every) {
        for level in role.weights.keys() {
            for loop_name in ["screen", "onsite"] {
                wanted.extend(sample.seeds.clone().map(|seed| (role, level.as_str(), loop_name, None, seed)));
            }
            let stacks = role.stacks.iter().step_by(sample.every);
            wanted.extend(stacks.map(|s| (role, level.as_str(), "onsite", Some(s.as_str()), 0)));
        }
    }
    let make =
        |&(role, level, loop_name, stack, seed): &(&'b Role, &'b str, &'static str, Option<&'b str>, u64)| {
            let request = Request {
                role: role.id.clone(),
                level: level.to_owned(),
                stacks: stack.map(str::to_owned).into_iter().collect(),
                loop_name: loop_name.to_owned(),
                seed,
                ..Request::default()
            };
            let plan = choose(bank, &request).ok()?.value;
            Some(Made { role, level, loop_name, stack, seed, plan })
        };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let parts: Vec<_> = wanted
            .chunks(wanted.len().div_ceil(threads).max(1))
            .map(|part| scope.spawn(|| part.iter().filter_map(make).collect::<Vec<_>>()))
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
    })
}

fn name(m: &Made<'_>) -> String {
    let stack = m.stack.map_or_else(String::new, |s| format!(" {s}"));
    format!("{} {} {}{stack} seed {}", m.role.id, m.level, m.loop_name, m.seed)
}

/// Whether a question may be asked in a plan at all.
fn is_eligible(q: &Question, m: &Made<'_>) -> bool {
    let goes = |s: &String| m.role.default_stacks.contains(s) || m.stack == Some(s);
    !q.draft
        && q.roles.contains(&m.role.id)
        && q.levels.iter().any(|l| l == m.level)
        && (q.stacks.is_empty() || q.stacks.iter().any(goes))
}

/// The questions that a round could be given.
fn pool<'b>(bank: &'b Bank, m: &Made<'_>, round: &Round) -> Vec<&'b Question> {
    let takes = |q: &&Question| bank.round(&round.kind).is_some_and(|k| k.takes.contains(&q.kind));
    let fits = |q: &&Question| {
        is_eligible(q, m) && q.minutes <= round.net_minutes() && round.focus.iter().any(|f| f == q.rated())
    };
    bank.questions.iter().filter(takes).filter(fits).collect()
}

fn is_talk(kind: QuestionKind) -> bool {
    matches!(kind, QuestionKind::Behavioral | QuestionKind::Situational | QuestionKind::Background)
}

fn is_high(bank: &Bank, level: &str) -> bool {
    bank.levels.iter().skip(2).any(|l| l.id == level)
}

fn rounds(bank: &Bank, plans: &[Made<'_>]) -> Vec<Measure> {
    let mut half = Measure::new("a round spends half of its question minutes on its own kinds", 0.0);
    let mut lead = Measure::new("a question of its own kinds rates the first competency of its focus", 0.0);
    let mut shown = Measure::new("must-haves of coding and debugging are not only talked about", 0.0);
    let mut long = Measure::new("a senior or staff design round is one problem of 35 minutes or more", 0.0);
    for m in plans {
        for round in &m.plan.rounds {
            let Some(kind) = bank.round(&round.kind) else { continue };
            let pool = pool(bank, m, round);
            let own: u32 =
                round.questions.iter().filter(|q| kind.own.contains(&q.kind)).map(|q| q.minutes).sum();
            let place = || format!("{}: {}, {own} of {} minutes", name(m), round.title, round.used_minutes());
            if pool.iter().any(|q| kind.own.contains(&q.kind)) {
                half.case(2 * own >= round.used_minutes(), place);
            }
            let first = round.focus.first().map_or("", String::as_str);
            if pool.iter().any(|q| kind.own.contains(&q.kind) && q.rated() == first) {
                let leads = round.questions.iter().any(|q| kind.own.contains(&q.kind) && q.rated() == first);
                lead.case(leads, || format!("{}, {first}", place()));
            }
            if round.kind == "system-design" && is_high(bank, m.level) && pool.iter().any(|q| q.minutes >= 35)
            {
                long.case(round.questions.iter().filter(|q| q.minutes >= 35).count() == 1, place);
            }
        }
        for c in m.plan.coverage.iter().filter(|c| c.must_have) {
            if matches!(c.competency.as_str(), "coding" | "debugging") {
                let rated = |q: &&panelkit::plan::PlannedQuestion| q.rated() == c.competency;
                let real = m.plan.questions().filter(rated).any(|q| !is_talk(q.kind));
                shown.case(real, || format!("{}: {}", name(m), c.title));
            }
        }
    }
    vec![half, lead, shown, long]
}

fn levels(bank: &Bank, plans: &[Made<'_>]) -> Vec<Measure> {
    let Some(lowest) = bank.levels.first().map(|l| l.id.as_str()) else { return Vec::new() };
    let of_lowest = |id: &str| bank.question(id).is_some_and(|q| q.levels.iter().any(|l| l == lowest));
    let mut share =
        Measure::new("at least 70% of a senior's or staff's questions aren't asked of juniors", 0.0);
    let mut apart =
        Measure::new("coding and design rounds of junior and senior have no question in common", 0.0);
    let (mut low, mut all) = (0, 0);
    let mut by_role: BTreeMap<&str, [BTreeSet<String>; 2]> = BTreeMap::new();
    for m in plans {
        let count = m.plan.questions().count();
        let shared = m.plan.questions().filter(|q| of_lowest(&q.id)).count();
        if is_high(bank, m.level) {
            (low, all) = (low + shared, all + count);
            share.case(10 * shared <= 3 * count, || format!("{}: {shared} of {count}", name(m)));
        }
        let side = match m.level {
            level if level == lowest => 0,
            "senior" => 1,
            _ => continue,
        };
        let apart = m.plan.rounds.iter().filter(|r| bank.round(&r.kind).is_some_and(|k| k.apart));
        let ids = apart.flat_map(|r| &r.questions).map(|q| q.id.clone());
        by_role.entry(&m.role.id).or_default()[side].extend(ids);
    }
    share.figure =
        format!("{:.0}% are not", 100.0 - 100.0 * f64::from(low as u32) / f64::from(all.max(1) as u32));
    for (role, [junior, senior]) in by_role.iter().filter(|(_, [junior, _])| !junior.is_empty()) {
        let common: Vec<&str> = junior.intersection(senior).map(String::as_str).collect();
        apart.case(common.is_empty(), || format!("{role}: {}", common.join(", ")));
    }
    vec![share, apart]
}

fn stacks(bank: &Bank, plans: &[Made<'_>]) -> Vec<Measure> {
    let mut two =
        Measure::new("a stack has two questions, where the bank has two that the rounds take", 0.01);
    let mut quarter = Measure::new(
        "a stack has a quarter of the minutes, where the bank has as many beside what else is due",
        0.02,
    );
    let mut shares = Vec::new();
    for m in plans {
        let Some(stack) = m.stack else { continue };
        let is_of = |stacks: &[String]| stacks.iter().any(|s| s == stack);
        let hands_on =
            |r: &&Round| bank.round(&r.kind).is_some_and(|k| !k.own.iter().any(|kind| is_talk(*kind)));
        let mut subjects: BTreeSet<&str> = BTreeSet::new();
        let mut offered = 0;
        for round in &m.plan.rounds {
            let Some(kind) = bank.round(&round.kind) else { continue };
            // A main problem leaves what is over to the others.
            let main = kind.main_problem.filter(|_| is_high(bank, m.level)).unwrap_or(0);
            let left = round.net_minutes().saturating_sub(main);
            let own: Vec<&Question> = pool(bank, m, round)
                .into_iter()
                .filter(|q| is_of(&q.stacks) && !subjects.contains(q.subject.as_str()))
                .filter(|q| q.minutes <= left || main > 0 && q.minutes >= main)
                .collect();
            if hands_on(&round) {
                let others = if main == 0 { required_beside(bank, m, round, &own) } else { Vec::new() };
                let room = round.net_minutes().saturating_sub(others.iter().sum());
                offered += most_minutes(&own, room, kind.usual_questions.saturating_sub(others.len()));
            }
            subjects.extend(own.iter().map(|q| q.subject.as_str()));
        }
        let all: u32 = m.plan.rounds.iter().filter(hands_on).map(Round::used_minutes).sum();
        let rounds = m.plan.rounds.iter().filter(hands_on);
        let minutes: u32 =
            rounds.flat_map(|r| &r.questions).filter(|q| is_of(&q.stacks)).map(|q| q.minutes).sum();
        let there = m.plan.questions().filter(|q| is_of(&q.stacks)).count();
        let place = || format!("{}: {there} questions, {minutes} of {all} min; offered {offered}", name(m));
        if subjects.len() >= 2 {
            two.case(there >= 2, place);
        }
        if 4 * offered >= all && all > 0 {
            quarter.case(4 * minutes >= all, place);
            shares.push(100 * minutes / all);
        }
    }
    shares.sort_unstable();
    let median = shares.get(shares.len() / 2).copied().unwrap_or_default();
    quarter.figure = format!("{median}% in the median");
    vec![two, quarter]
}

/// The minutes of the shortest questions for what `round` has to rate and no question of the `stack` does: what it answers for
/// first, by a question of its own kinds, and the must-haves that no other round of the plan rates.
fn required_beside(bank: &Bank, m: &Made<'_>, round: &Round, stack: &[&Question]) -> Vec<u32> {
    let Some(kind) = bank.round(&round.kind) else { return Vec::new() };
    let only_here = |competency: &str| {
        m.plan.coverage.iter().any(|c| c.must_have && c.competency == competency && c.rounds == [&*round.id])
    };
    let pool = pool(bank, m, round);
    let required = round.focus.iter().enumerate().filter(|(i, focus)| *i == 0 || only_here(focus));
    let shortest = |(i, focus): (usize, &String)| {
        let rates = |q: &&Question| q.rated() == focus && (i > 0 || kind.own.contains(&q.kind));
        let others = pool.iter().filter(|q| rates(q)).map(|q| q.minutes);
        if stack.iter().any(rates) { None } else { others.min() }
    };
    required.filter_map(shortest).collect()
}

/// The most minutes of some of these questions, each on a subject of its own, that a round can hold.
fn most_minutes(questions: &[&Question], minutes: u32, most: usize) -> u32 {
    let by_subject: BTreeMap<&str, u32> = questions.iter().map(|q| (q.subject.as_str(), q.minutes)).collect();
    let mut sums: BTreeSet<(usize, u32)> = BTreeSet::from([(0, 0)]);
    for length in by_subject.values() {
        let more: Vec<_> = sums.iter().map(|(n, sum)| (n + 1, sum + length)).collect();
        sums.extend(more.into_iter().filter(|(n, sum)| *n <= most && *sum <= minutes));
    }
    sums.iter().map(|(_, sum)| *sum).max().unwrap_or(0)
}

/// Whether a round could ask three others in the place of each question, those that only juniors' rounds ask left out.
fn has_choice(bank: &Bank, m: &Made<'_>, round: &Round) -> bool {
    let kind = bank.round(&round.kind);
    let lowest = bank.levels.first().map_or("", |l| l.id.as_str());
    let apart = is_high(bank, m.level) && kind.is_some_and(|k| k.apart);
    let main = kind.and_then(|k| k.main_problem).filter(|_| is_high(bank, m.level)).unwrap_or(0);
    let subjects: BTreeSet<&str> = pool(bank, m, round)
        .into_iter()
        .filter(|q| !apart || !q.levels.iter().any(|l| l == lowest))
        .filter(|q| q.minutes >= main)
        .map(|q| q.subject.as_str())
        .collect();
    subjects.len() >= 4 * round.questions.len()
}

fn variety(bank: &Bank, plans: &[Made<'_>]) -> Vec<Measure> {
    let mut designs = Measure::new("ten seeds have four design problems, where the bank has four", 0.2);
    let mut common = Measure::new(
        "two seeds have at most 60% of their questions in common, where each round has four for each",
        0.08,
    );
    let mut loss = Measure::new("a seed loses at most 2% against the best of them", 0.01);
    let mut bound = Measure::new("a plan is within 5% of what is proved to be the best possible", 0.05);
    let (mut shares, mut losses, mut gaps) = (Vec::new(), Vec::new(), Vec::new());
    let mut groups: BTreeMap<(&str, usize, &str), Vec<&Made<'_>>> = BTreeMap::new();
    for m in plans {
        let rank = bank.levels.iter().position(|l| l.id == m.level).unwrap_or_default();
        groups.entry((&m.role.id, rank, m.loop_name)).or_default().push(m);
    }
    for group in groups.values() {
        let place = |m: &Made<'_>| format!("{} {} {}", m.role.id, m.level, m.loop_name);
        let best = group.iter().map(|m| m.plan.objective).fold(f64::MIN, f64::max);
        for (i, m) in group.iter().enumerate() {
            let lost = 1.0 - m.plan.objective / best;
            losses.push(lost);
            loss.case(lost <= 0.02, || format!("{}: {:.1}% {:?}", name(m), 100.0 * lost, m.plan.gaps));
            if let Some(top) = m.plan.bound {
                let gap = 1.0 - m.plan.objective / top;
                gaps.push(gap);
                bound.case(gap <= 0.05, || format!("{}: {:.1}%", name(m), 100.0 * gap));
            }
            if m.loop_name != "onsite" {
                continue;
            }
            if !m.plan.rounds.iter().all(|round| has_choice(bank, m, round)) {
                continue;
            }
            for other in &group[..i] {
                let same =
                    m.plan.questions().filter(|q| other.plan.questions().any(|o| o.id == q.id)).count();
                let all = m.plan.questions().count().min(other.plan.questions().count());
                shares.push(same as f64 / all as f64);
                common.case(10 * same <= 6 * all, || format!("{}, {}: {same} of {all}", name(m), other.seed));
            }
        }
        let design = |r: &&Round| r.kind == "system-design";
        let Some(round) = group[0].plan.rounds.iter().find(design) else { continue };
        let high = is_high(bank, group[0].level);
        // Those that rate the first competency of the focus lead the round.
        let pool: BTreeSet<&str> = pool(bank, group[0], round)
            .iter()
            .filter(|q| (!high || q.minutes >= 35) && round.focus.first().is_some_and(|f| f == q.rated()))
            .map(|q| q.subject.as_str())
            .collect();
        let asked: BTreeSet<&str> = group
            .iter()
            .flat_map(|m| m.plan.rounds.iter().filter(design))
            .flat_map(|r| &r.questions)
            .filter(|q| !high || q.minutes >= 35)
            .map(|q| q.id.as_str())
            .collect();
        if pool.len() >= 4 && group.len() >= 10 {
            let all = pool.len();
            designs.case(asked.len() >= 4, || format!("{}: {} of {all}", place(group[0]), asked.len()));
        }
    }
    let mean = |all: &[f64]| 100.0 * all.iter().sum::<f64>() / all.len().max(1) as f64;
    common.figure = format!("{:.0}% on average", mean(&shares));
    loss.figure = format!("{:.2}% on average", mean(&losses));
    bound.figure = format!("{:.2}% on average", mean(&gaps));
    vec![designs, common, loss, bound]
}

/// How often one question is asked over the default loops of all roles and levels.
fn exposure(plans: &[Made<'_>]) -> Measure {
    let mut measure = Measure::new("a question is in at most one default loop of five, without a seed", 0.0);
    let loops: Vec<&Made<'_>> = plans.iter().filter(|m| m.loop_name == "onsite" && m.seed == 0).collect();
    let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
    for m in &loops {
        let ids: BTreeSet<&str> = m.plan.questions().map(|q| q.id.as_str()).collect();
        for id in ids {
            *asked.entry(id).or_default() += 1;
        }
    }
    for (id, n) in &asked {
        measure.case(5 * n <= loops.len(), || format!("{id}: {n} of {}", loops.len()));
    }
    let most = asked.values().max().copied().unwrap_or_default();
    measure.figure = format!("at most {most} of {} loops", loops.len());
    measure
}
