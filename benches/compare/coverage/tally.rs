//! What was counted: by interval and design, how many held the truth.

use crate::panel::Design;
use std::fmt::Write as _;

/// How many intervals were drawn, and how many held the truth; by panel, since those of one panel hang together.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    held: f64,
    all: f64,
    /// Sums over panels from which the standard error of the share follows.
    panels: f64,
    held_squared: f64,
    all_squared: f64,
    product: f64,
}

/// The counts of each interval, in the order of first sight, in each design.
#[derive(Debug)]
pub struct Tally {
    designs: usize,
    rows: Vec<(&'static str, Vec<Counts>)>,
}

impl Tally {
    pub fn new(designs: usize) -> Self {
        Self { designs, rows: Vec::new() }
    }

    /// Adds the intervals of one panel: whether each holds the truth.
    pub fn add(&mut self, interval: &'static str, design: usize, holds: impl IntoIterator<Item = bool>) {
        let at = self.rows.iter().position(|(name, _)| *name == interval).unwrap_or_else(|| {
            self.rows.push((interval, vec![Counts::default(); self.designs]));
            self.rows.len() - 1
        });
        let (mut held, mut all) = (0.0, 0.0);
        for holds in holds {
            all += 1.0;
            held += f64::from(u8::from(holds));
        }
        if all > 0.0 {
            let c = &mut self.rows[at].1[design];
            c.held += held;
            c.all += all;
            c.panels += 1.0;
            c.held_squared += held * held;
            c.all_squared += all * all;
            c.product += held * all;
        }
    }

    pub fn table(&self, designs: &[Design]) -> String {
        let mut out = String::from("| interval |");
        for d in designs {
            let _ = write!(out, " {}, halo {} |", if d.crossed { "crossed" } else { "not" }, d.halo);
        }
        let _ = writeln!(out, "\n| --- |{}", " --- |".repeat(designs.len()));
        for (name, cells) in &self.rows {
            let _ = write!(out, "| {name} |");
            for c in cells {
                if c.all > 0.0 {
                    let _ = write!(out, " {:.1}% |", c.share() * 100.0);
                } else {
                    out.push_str(" - |");
                }
            }
            out.push('\n');
        }
        out
    }

    /// Whether each share lies between 93% and 97%, two standard errors allowed.
    pub fn is_fine(&self) -> bool {
        let cells = self.rows.iter().flat_map(|(_, cells)| cells).filter(|c| c.all > 0.0);
        let mut fine = true;
        for c in cells {
            let slack = 2.0 * c.error();
            fine &= (0.93 - slack..=0.97 + slack).contains(&c.share());
        }
        fine
    }
}

impl Counts {
    fn share(&self) -> f64 {
        self.held / self.all
    }

    /// The standard error of the share, over panels.
    fn error(&self) -> f64 {
        let p = self.share();
        let squares = self.held_squared - 2.0 * p * self.product + p * p * self.all_squared;
        squares.max(0.0).sqrt() / self.all
    }
}
