//! 200 candidates x 6 interviewers x 30 items, in memory: compared and written as one HTML page.
//! `cargo bench --bench page`

use panelkit::bank::Bank;
use panelkit::compare::{Options, compare};
use panelkit::gather::{CardProgress, Expected, FORMAT, Recommended, Record, Scores};
use panelkit::opening::Part;
use panelkit::plan::{Plan, Recommendation, Request, choose};
use panelkit::report::{report, write_page};
use rand::{RngExt, SeedableRng, rngs::ChaCha12Rng};
use std::sync::Arc;
use std::time::Instant;

const CANDIDATES: usize = 200;
const INTERVIEWERS: usize = 6;
const ITEMS: usize = 30;
const RUNS: usize = 21;

fn main() {
    let request = Request {
        role: "backend".into(),
        level: "senior".into(),
        loop_name: "onsite".into(),
        ..Request::default()
    };
    let bank = Bank::load(None).unwrap_or_else(|f| panic!("{f}"));
    let plan = choose(&bank, &request).unwrap_or_else(|f| panic!("{f}")).value;
    let scores = scores(&plan);
    let (mut compared, mut written) = (Vec::new(), Vec::new());
    let mut bytes = 0;
    for _ in 0..RUNS {
        let start = Instant::now();
        let comparison = compare(&plan, &scores, Options::default());
        compared.push(start.elapsed().as_secs_f64() * 1000.0);
        let page = write_page(&plan, &comparison, &report(&plan, &comparison, false), "Confidential");
        written.push(start.elapsed().as_secs_f64() * 1000.0);
        bytes = page.len();
    }
    println!(
        "{CANDIDATES} candidates x {INTERVIEWERS} interviewers x {ITEMS} items, {} ratings\n",
        scores.records.len()
    );
    println!("| what | median ms |\n| --- | --- |");
    println!("| compared | {:.0} |", median(compared));
    println!("| compared and written as HTML ({:.1} MB) | {:.0} |", bytes as f64 / 1e6, median(written));
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn scores(plan: &Plan) -> Scores {
    let mut random = ChaCha12Rng::seed_from_u64(7);
    let rated: Vec<&str> = plan
        .coverage
        .iter()
        .filter(|c| !c.questions.is_empty() || c.must_have)
        .map(|c| c.competency.as_str())
        .collect();
    let (mut records, mut recommendations, mut expected) = (Vec::new(), Vec::new(), Vec::new());
    let candidates: Vec<String> = (0..CANDIDATES).map(|c| format!("Candidate {c}")).collect();
    for candidate in &candidates {
        let level = random.random_range(1.5..3.7);
        for i in 0..INTERVIEWERS {
            let interviewer = format!("Interviewer {i}");
            let (round, file): (Arc<str>, Arc<str>) = (format!("round-{i}").into(), "made".into());
            for item in 0..ITEMS {
                records.push(Record {
                    candidate: candidate.as_str().into(),
                    interviewer: interviewer.as_str().into(),
                    round: round.clone(),
                    question: format!("question-{item}").into(),
                    competency: rated[item % rated.len()].into(),
                    score: Some((level + random.random_range(-1.0_f64..1.0)).round().clamp(1.0, 4.0)),
                    evidence: "Named the numbers first, then the risk they would take".into(),
                    hint: false,
                    held: None,
                    file: file.clone(),
                    line: 1,
                });
            }
            let value = if level > 2.6 { Recommendation::Yes } else { Recommendation::No };
            let evidence = "On the whole".to_owned();
            recommendations.push(Recommended {
                candidate: candidate.as_str().into(),
                interviewer: interviewer.as_str().into(),
                round: Arc::clone(&round),
                value,
                evidence,
                held: None,
                file,
                line: 1,
            });
            expected.push(Expected {
                candidate: candidate.clone(),
                round: round.to_string(),
                interviewer,
                part: Part::Lead,
                state: CardProgress::Complete,
                why: None,
                days_late: None,
            });
        }
    }
    Scores {
        format: FORMAT,
        plan: plan.id.clone(),
        rows_read: records.len(),
        rows_accepted: records.len(),
        rows_rejected: 0,
        candidates,
        records,
        recommendations,
        expected,
        findings: Vec::new(),
        rejected: Vec::new(),
        ..Scores::default()
    }
}
