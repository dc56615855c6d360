//! A sample of the plans that `cargo bench --bench measures` makes all of.

#[path = "../../benches/planner/measures.rs"]
mod plans;

use panelkit::bank::Bank;
use plans::{Measure, Sample, measures, table};

#[test]
fn plans_look_like_the_job() {
    let bank = Bank::load(None).unwrap();
    let all = measures(&bank, &Sample { seeds: 0..2, every: 5, is_whole: false });
    let failed: Vec<String> = all.iter().filter(|m| m.fails()).map(Measure::words).collect();
    assert!(failed.is_empty(), "{}\n{}", failed.join("\n"), table(&all));
}
