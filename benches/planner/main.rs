//! Makes all plans that the measures of docs/numbers.md are about: see `measures.rs`.

mod measures;

use measures::{Measure, Sample, measures, table};
use panelkit::bank::Bank;
use std::process::ExitCode;

fn main() -> ExitCode {
    let bank = Bank::load(None).expect("the built-in bank can be read");
    let all = measures(&bank, &Sample { seeds: 0..10, every: 1 });
    print!("{}", table(&all));
    for measure in &all {
        if std::env::var_os("MEASURES_WORDS").is_some() || measure.fails() {
            println!("{}", measure.words());
        }
    }
    ExitCode::from(u8::from(all.iter().any(Measure::fails)))
}
