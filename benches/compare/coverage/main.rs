//! How often the 95% intervals that panelkit prints hold the truth: panels of eight candidates, scored through the whole
//! comparison and calibration, where all meet the same four interviewers and where each meets four of six, with none, 0.3 and
//! 0.5 of an interviewer's error in common to all ratings of one person (halo).
//!
//! `cargo bench --bench coverage`, or `-- 300` for 300 panels of each kind. Exits with 1 where a share lies outside 93% to 97%
//! by more than chance explains.

mod calibration;
mod debrief;
mod panel;
mod tally;

use panel::{Design, Panel, plan};
use rand::{SeedableRng, rngs::ChaCha12Rng};
use std::process::ExitCode;
use tally::Tally;

/// Panels of each kind.
const PANELS: usize = 1000;
const HALO: [f64; 3] = [0.0, 0.3, 0.5];

fn main() -> ExitCode {
    let panels = std::env::args().find_map(|a| a.parse().ok()).unwrap_or(PANELS);
    let plan = plan();
    let designs: Vec<Design> =
        [true, false].into_iter().flat_map(|crossed| HALO.map(|halo| Design { crossed, halo })).collect();
    let mut tally = Tally::new(designs.len());
    for (column, design) in designs.iter().enumerate() {
        // A seed for each design, so that one can be looked at alone.
        let mut random = ChaCha12Rng::seed_from_u64(20_261_203 + column as u64);
        for _ in 0..panels {
            let panel = Panel::draw(*design, &mut random);
            debrief::check(&plan, &panel, column, &mut tally, &mut random);
            calibration::check(&panel, column, &mut tally, &mut random);
        }
    }
    print!("{}", tally.table(&designs));
    if tally.is_fine() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
