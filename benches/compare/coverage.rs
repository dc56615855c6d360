//! How often the 95% interval of a pair holds the true difference: crossed panels of three to six interviewers, scored on
//! whole points of the scale through the whole comparison. `cargo bench --bench coverage`
//!
//! Exits with 1 where a share lies outside 93% to 97%.

use panelkit::bank::Bank;
use panelkit::compare::{Options, compare};
use panelkit::gather::{Expected, FORMAT, Record, Scores, State};
use panelkit::opening::Part;
use panelkit::plan::{Plan, Request, choose};
use rand::{RngExt, SeedableRng, rngs::ChaCha12Rng};
use std::process::ExitCode;

/// Panels of each kind.
const PANELS: usize = 1500;
const CANDIDATES: usize = 4;
/// Ratings of each interviewer for each candidate, over two competencies.
const ITEMS: usize = 6;

fn main() -> ExitCode {
    let plan = plan();
    let mut random = ChaCha12Rng::seed_from_u64(20_261_203);
    let mut fine = true;
    println!(
        "| interviewers | scores | pairs | intervals that hold the true difference |\n| --- | --- | --- | --- |"
    );
    for whole in [true, false] {
        for interviewers in 3..=6 {
            let (mut held, mut pairs) = (0_u32, 0_u32);
            for _ in 0..PANELS {
                let (scores, truth) = panel(&plan, interviewers, whole, &mut random);
                let comparison = compare(&plan, &scores, Options::default());
                for p in &comparison.pairs {
                    let at = |name: &str| scores.candidates.iter().position(|c| c == name).unwrap_or(0);
                    let true_difference = truth[at(&p.a)] - truth[at(&p.b)];
                    if let (Some(low), Some(high)) = (p.low, p.high) {
                        pairs += 1;
                        held += u32::from((low..=high).contains(&true_difference));
                    }
                }
            }
            let share = f64::from(held) / f64::from(pairs) * 100.0;
            let kind = if whole { "whole points" } else { "exact" };
            println!("| {interviewers} | {kind} | {pairs} | {share:.1}% |");
            fine &= (93.0..=97.0).contains(&share);
        }
    }
    if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A plan with two competencies of equal weight and the scale 1 to 10, so that rounding doesn't bend the true means.
fn plan() -> Plan {
    let request = Request {
        role: "backend".into(),
        level: "senior".into(),
        loop_name: "onsite".into(),
        ..Request::default()
    };
    let bank = Bank::load(None).unwrap_or_else(|f| panic!("{f}"));
    let mut plan = choose(&bank, &request).unwrap_or_else(|f| panic!("{f}")).value;
    plan.coverage.retain(|c| !c.questions.is_empty());
    plan.coverage.truncate(2);
    for c in &mut plan.coverage {
        c.must_have = false;
        c.weight = 0.5;
    }
    plan
}

/// A normal deviate (Box and Muller 1958).
fn normal(random: &mut ChaCha12Rng) -> f64 {
    let (u, v): (f64, f64) = (random.random(), random.random());
    (-2.0 * (1.0 - u).ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

/// A crossed panel with the candidates' true means: each has interviewers' severities, a bent of the interviewer for the
/// candidate, and noise in each rating.
fn panel(plan: &Plan, interviewers: usize, whole: bool, random: &mut ChaCha12Rng) -> (Scores, Vec<f64>) {
    let mut scores = Scores {
        format: FORMAT,
        plan: plan.id.clone(),
        rows_read: 0,
        rows_accepted: 0,
        rows_rejected: 0,
        candidates: (0..CANDIDATES).map(|c| format!("Candidate {c}")).collect(),
        records: Vec::new(),
        recommendations: Vec::new(),
        expected: Vec::new(),
        findings: Vec::new(),
        rejected: Vec::new(),
        ..Scores::default()
    };
    let truth: Vec<f64> = (0..CANDIDATES).map(|_| 5.5 + 0.8 * normal(random)).collect();
    let severity: Vec<f64> = (0..interviewers).map(|_| 0.5 * normal(random)).collect();
    for (candidate, mean) in scores.candidates.iter().zip(&truth) {
        for (i, severity) in severity.iter().enumerate() {
            let interviewer = format!("Interviewer {i}");
            let bent = 0.4 * normal(random);
            for item in 0..ITEMS {
                let score = mean + severity + bent + 0.7 * normal(random);
                scores.records.push(Record {
                    candidate: candidate.as_str().into(),
                    interviewer: interviewer.as_str().into(),
                    round: "technical".into(),
                    question: format!("q{item}").into(),
                    competency: plan.coverage[item % 2].competency.as_str().into(),
                    score: Some(if whole { score.round().clamp(1.0, 10.0) } else { score }),
                    evidence: "said so".into(),
                    hint: false,
                    held: None,
                    file: "simulated".into(),
                    line: 1,
                });
            }
            scores.expected.push(Expected {
                candidate: candidate.as_str().into(),
                round: "technical".into(),
                interviewer,
                part: Part::Lead,
                state: State::Complete,
                why: None,
                days_late: None,
            });
        }
    }
    (scores, truth)
}
