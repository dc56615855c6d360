//! Makes all plans that the measures of docs/numbers.md are about: see `measures.rs`.

mod measures;

use measures::{Measure, Sample, measures, table};
use panelkit::bank::Bank;
use std::process::ExitCode;
use std::{env, fs};

/// The handbook's page with the table.
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/numbers.md");

fn main() -> ExitCode {
    let bank = Bank::load(None).expect("the built-in bank can be read");
    let all = measures(&bank, &Sample { seeds: 0..10, every: 1, is_whole: true });
    let table = table(&all);
    print!("{table}");
    let words = env::var_os("MEASURES_WORDS").is_some();
    for measure in all.iter().filter(|m| words || m.fails()) {
        println!("{}", measure.words());
    }
    let page = fs::read_to_string(PAGE).unwrap_or_default();
    if env::var_os("PANELKIT_BLESS").is_some() {
        let head = table.lines().next().unwrap_or_default();
        if let Some((before, rest)) = page.split_once(head) {
            let after = rest.split_once("\n\n").map_or("", |(_, after)| after);
            fs::write(PAGE, format!("{before}{table}\n{after}")).expect("docs/numbers.md can be written");
        }
    } else if !page.contains(&table) {
        // The bank grows: the figures of the page are those of a day.
        println!("docs/numbers.md has another table: PANELKIT_BLESS=1 writes this one there");
    }
    ExitCode::from(u8::from(all.iter().any(Measure::fails)))
}
