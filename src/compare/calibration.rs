//! Calibration: how differently raters rate, from any tidy file.

mod agreement;

pub use agreement::{Alphas, CalibrationAgreement, Kappas, Limited};

use super::columns::{Bounds, ITEM, RATER, SCORE, Score, TARGET, TidyColumns, score};
use super::keys::{Names, Pairs};
use super::panel::Connected;
use crate::diag::Diagnostic;
use crate::sheet::stream::{Cells, Fault, SLOTS, Sink, TOLD, Tidy};
use crate::stats::{
    Errors, RaterVariance, Rating, Ratings, Source, Undefined, additive, mean, number, rater_variance, sd,
};
use agreement::agreement;
use serde::Serialize;
use std::io::Read;

/// The name of the JSON format.
pub const CALIBRATION: &str = "panelkit.calibration/1";

/// With fewer ratings than this, nothing is said of a rater's severity.
pub const FLOOR: usize = 5;

/// How differently raters rate.
#[derive(Debug, Clone, Serialize)]
pub struct Calibration {
    /// Always [`CALIBRATION`].
    pub format: &'static str,
    /// Rows that hold a score.
    pub ratings: usize,
    /// The raters by name.
    pub raters: Vec<RaterRow>,
    /// How far they agree.
    pub agreement: CalibrationAgreement,
    /// The targets by name, with and without the raters' severity.
    pub adjusted: Vec<Adjusted>,
    /// Whether raters hang together through what they rated: `true`, or the groups.
    pub connected: Connected,
    /// What the severity rests on, and why there is none.
    pub notes: Vec<String>,
}

/// One rater.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RaterRow {
    /// The name.
    pub rater: String,
    /// How many ratings.
    pub n: usize,
    /// Their mean.
    pub mean: Option<f64>,
    /// Their standard deviation; null for fewer than two.
    pub sd: Option<f64>,
    /// How many points lower this rater scores the same work than the raters on average; below zero: higher. Null for
    /// fewer than [`FLOOR`] ratings, and where raters don't hang together.
    pub severity: Option<f64>,
    /// Its standard error.
    pub severity_se: Option<f64>,
    /// The severity drawn towards zero by what it rests on.
    pub severity_shrunken: Option<f64>,
    /// Why there is no severity.
    pub reason: Option<String>,
}

/// A target's mean.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Adjusted {
    /// Who or what is rated.
    pub target: String,
    /// The mean over raters, each rater's scores of an item counting once.
    pub raw: f64,
    /// With raters' severity taken out by least squares.
    pub least_squares: Option<f64>,
    /// With raters' shrunken severity taken out.
    pub shrunken: Option<f64>,
}

/// A calibration, and what was noticed while reading.
#[derive(Debug)]
pub struct Calibrated {
    /// The figures.
    pub calibration: Calibration,
    /// Rows below the headers that say something.
    pub rows: u64,
    /// How many of them were rejected.
    pub rejected: u64,
    /// The first of them in each file.
    pub findings: Vec<Diagnostic>,
}

/// Takes the ratings of several files one after the other.
#[derive(Debug, Default)]
pub struct Calibrator {
    columns: TidyColumns,
    bounds: Option<Bounds>,
    taken: Taken,
    rows: u64,
    rejected: u64,
    findings: Vec<Diagnostic>,
}

/// Ratings as they come: names are numbers.
#[derive(Debug, Default)]
struct Taken {
    bounds: Option<Bounds>,
    targets: Names,
    items: Names,
    raters: Names,
    pairs: Pairs<()>,
    /// Target of each pair.
    target_of: Vec<u32>,
    cells: Vec<Rating>,
}

impl Sink for Taken {
    fn row(&mut self, cells: &Cells<'_>) -> Result<(), Fault> {
        let value = match score(cells[SCORE], self.bounds)? {
            Score::Blank | Score::Recommendation => return Ok(()),
            Score::Rated(parts) => number(parts),
        };
        for (slot, what) in [(TARGET, "who is rated"), (RATER, "who rates")] {
            if cells[slot].is_empty() {
                let message = format!("the row doesn't say {what}");
                let hint = "fill the cell in".to_owned();
                return Err(Fault { slot, code: "no-name", message, hint });
            }
        }
        let target = self.targets.number(cells[TARGET]);
        let item = self.items.number(cells[ITEM]);
        let (unit, ()) = self.pairs.number(target, item);
        if unit as usize >= self.target_of.len() {
            self.target_of.push(target);
        }
        self.cells.push(Rating { unit, rater: self.raters.number(cells[RATER]), value });
        Ok(())
    }
}

impl Calibrator {
    /// Reads the columns that are named, or the usual ones.
    pub fn new(columns: TidyColumns, bounds: Option<Bounds>) -> Self {
        Self { columns, bounds, taken: Taken { bounds, ..Taken::default() }, ..Self::default() }
    }

    /// Takes the ratings of one file; fails where a column is missing.
    pub fn take(&mut self, file: &str, source: Box<dyn Read + Send>) -> Result<(), Diagnostic> {
        let tidy = Tidy::open(file, source, &|header| self.columns.find(header, true).map(|_| ()))?;
        let columns: [Option<usize>; SLOTS] = self.columns.find(tidy.header(), true)?;
        let drained = tidy.drain(columns, vec![std::mem::take(&mut self.taken)])?;
        self.taken = drained.sinks.into_iter().next().unwrap_or_default();
        self.rows += drained.rows;
        self.rejected += drained.rejected;
        self.findings.extend(drained.findings);
        self.findings.truncate(TOLD);
        Ok(())
    }

    /// The calibration of all ratings taken; fails where there is none.
    pub fn finish(self) -> Result<Calibrated, Diagnostic> {
        if self.taken.cells.is_empty() {
            let first = self.findings.into_iter().next();
            return Err(match first {
                Some(d) => {
                    Diagnostic { message: format!("no row could be read; the first: {}", d.message), ..d }
                }
                None => Diagnostic::error("no-ratings", "there are no ratings")
                    .hint("look whether the right column is read: --score COL"),
            });
        }
        let calibration = calibrate(self.taken, self.bounds);
        Ok(Calibrated { calibration, rows: self.rows, rejected: self.rejected, findings: self.findings })
    }
}

fn calibrate(mut taken: Taken, bounds: Option<Bounds>) -> Calibration {
    let mut by_rater: Vec<Vec<f64>> = vec![Vec::new(); taken.raters.len()];
    for c in &taken.cells {
        by_rater[c.rater as usize].push(c.value);
    }
    let ratings = taken.cells.len();
    let cells = std::mem::take(&mut taken.cells);
    let table = Ratings::new(taken.pairs.len(), taken.raters.len(), cells);
    let names = taken.raters.texts();
    let mut notes = Vec::new();
    if table.cells().len() < ratings {
        let n = ratings - table.cells().len();
        notes.push(format!("{n} further ratings of a rater for the same thing were averaged with the first"));
    }
    let fit = fit(&table);
    notes.extend(fit.as_ref().map_or_else(|why| Some(format!("no severity: {why}")), Fitted::note));
    let severity = |r: usize| -> (Option<f64>, Option<f64>, Option<f64>, Option<String>) {
        match &fit {
            Err(why) => (None, None, None, Some(why.to_string())),
            Ok(_) if by_rater[r].len() < FLOOR => {
                (None, None, None, Some(format!("fewer than {FLOOR} ratings")))
            }
            Ok(f) => (
                Some(0.0 - f.effects[r]),
                f.errors.as_ref().map(|e| e.rater(r)),
                Some(0.0 - f.shrunken[r]),
                f.errors.is_none().then(|| format!("no standard error: {}", Undefined::NoResidual)),
            ),
        }
    };
    let raters = taken
        .raters
        .sorted()
        .into_iter()
        .map(|r| {
            let r = r as usize;
            let (severity, severity_se, severity_shrunken, reason) = severity(r);
            RaterRow {
                rater: names[r].clone(),
                n: by_rater[r].len(),
                mean: mean(&by_rater[r]).map(|m| m + 0.0),
                sd: sd(&by_rater[r]),
                severity,
                severity_se,
                severity_shrunken,
                reason,
            }
        })
        .collect();
    Calibration {
        format: CALIBRATION,
        ratings,
        raters,
        agreement: agreement(&table, bounds),
        adjusted: adjusted(&taken, &table, fit.as_ref().ok()),
        connected: connected(&table, &names),
        notes,
    }
}

fn connected(table: &Ratings, names: &[String]) -> Connected {
    let (group, groups) = table.groups();
    if groups < 2 {
        return Connected::Whole;
    }
    let mut named: Vec<Vec<String>> = vec![Vec::new(); groups];
    for (name, g) in names.iter().zip(group) {
        named[g].push(name.clone());
    }
    for g in &mut named {
        g.sort();
    }
    named.sort();
    Connected::Groups(named)
}

/// The additive model of targets by items, and raters.
struct Fitted {
    effects: Vec<f64>,
    shrunken: Vec<f64>,
    least_squares_units: Vec<Option<f64>>,
    shrunken_units: Vec<Option<f64>>,
    errors: Option<Errors>,
    variance: RaterVariance,
}

fn fit(table: &Ratings) -> Result<Fitted, Undefined> {
    let fit = additive(table)?;
    let variance = rater_variance(table, &fit);
    let (shrunken, shrunken_units) = variance.shrunken(table);
    let errors = fit.errors(table);
    Ok(Fitted {
        effects: fit.rater_effects,
        shrunken,
        least_squares_units: fit.unit_values,
        shrunken_units,
        errors,
        variance,
    })
}

impl Fitted {
    /// What the severity rests on, where that needs saying.
    fn note(&self) -> Option<String> {
        let inexact = self.errors.as_ref().is_some_and(|e| !e.exact());
        match (self.variance.source, self.variance.ratio, inexact) {
            (Source::Fixed, ..) => Some(
                "the ratings are too few to estimate how much raters differ: shrunken by a fixed ratio"
                    .to_owned(),
            ),
            (_, 0.0, _) => Some("raters don't seem to differ: shrunken severities are zero".to_owned()),
            (.., true) => Some(
                "with this many raters, standard errors take the other raters' severities as known"
                    .to_owned(),
            ),
            _ => None,
        }
    }
}

/// Each target's mean over its items, these over raters.
fn adjusted(taken: &Taken, table: &Ratings, fit: Option<&Fitted>) -> Vec<Adjusted> {
    let names = taken.targets.texts();
    let mut sums = vec![(0.0, 0.0, 0.0, 0.0); names.len()];
    for (unit, target) in taken.target_of.iter().enumerate() {
        let values: Vec<f64> = table.unit(unit).iter().map(|c| c.value).collect();
        let Some(raw) = mean(&values) else { continue };
        let of = |units: fn(&Fitted) -> &Vec<Option<f64>>| fit.and_then(|f| units(f)[unit]).unwrap_or(raw);
        let s = &mut sums[*target as usize];
        s.0 += 1.0;
        s.1 += raw;
        s.2 += of(|f| &f.least_squares_units);
        s.3 += of(|f| &f.shrunken_units);
    }
    let order = taken.targets.sorted().into_iter().map(|t| t as usize).filter(|t| sums[*t].0 > 0.0);
    order
        .map(|t| {
            let (n, raw, least, shrunken) = sums[t];
            Adjusted {
                target: names[t].clone(),
                raw: raw / n + 0.0,
                least_squares: fit.map(|_| least / n + 0.0),
                shrunken: fit.map(|_| shrunken / n + 0.0),
            }
        })
        .collect()
}
