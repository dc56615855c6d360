//! Calibration: how differently raters rate, from any tidy file.

mod agreement;
mod habits;
mod ratings;
mod severity;

pub use agreement::{Alphas, CalibrationAgreement, IccFigure, Kappas};
pub use habits::{RateFigure, ScoreCount};
pub use severity::SeverityBasis;

use super::order::OrderEffect;
use super::panel::Connected;
use super::tidy::{TidyFile, TidyOptions, TidyRows, read};
use crate::diag::{Diagnostic, Failure};
use crate::stats::{Ratings, mean, sd};
use crate::text::join;
use agreement::agreement;
use habits::{Habits, habits};
use ratings::TidyRatings;
use schemars::JsonSchema;
use serde::Serialize;
use severity::{Severities, SeverityModel};

/// The name of the JSON format.
const FORMAT: &str = "panelkit.calibration/1";

/// How differently raters rate.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Calibration {
    /// Always `panelkit.calibration/1`.
    pub format: &'static str,
    /// Rows that hold a score.
    pub ratings: usize,
    /// The raters by name.
    pub raters: Vec<RaterRow>,
    /// How far they agree.
    pub agreement: CalibrationAgreement,
    /// The targets by name, with and without the raters' severity.
    pub adjusted: Vec<AdjustedMean>,
    /// Whether raters are linked through what they rated: `true`, or the groups.
    pub connected: Connected,
    /// How far ratings lean against the conversation before.
    pub order_effect: OrderEffect,
    /// What the severity rests on, and why there is none.
    pub notes: Vec<String>,
}

/// One rater.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RaterRow {
    /// The name.
    pub rater: String,
    /// How many ratings.
    pub n: usize,
    /// Their mean.
    pub mean: Option<f64>,
    /// Their standard deviation; null for fewer than two.
    pub sd: Option<f64>,
    /// How many points lower this rater scores the same work than raters on average; below zero: higher. Null for fewer
    /// than five ratings, and where raters share too little to be compared.
    pub severity: Option<f64>,
    /// Its standard error, over the people who are rated: ratings of one person hang together.
    pub severity_se: Option<f64>,
    /// The lower 95% limit, by Student's t over these people.
    pub severity_low: Option<f64>,
    /// The upper 95% limit.
    pub severity_high: Option<f64>,
    /// How many people it rests on: those whom others rated too.
    pub targets: usize,
    /// The severity drawn towards zero by what it rests on.
    pub severity_shrunken: Option<f64>,
    /// What it is judged by; null without a severity.
    pub severity_basis: Option<SeverityBasis>,
    /// Why there is no severity, or no standard error.
    pub reason: Option<String>,
    /// How often which score was given; empty where the scores are of more than 21 sorts.
    pub distribution: Vec<ScoreCount>,
    /// The share of yes and strong yes among the recommendations, each person counted once.
    pub yes_rate: RateFigure,
    /// The share of ratings with evidence beside them.
    pub evidence_rate: RateFigure,
}

/// The mean of a target: of who or what is rated.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AdjustedMean {
    /// The name.
    pub target: String,
    /// The mean over raters, each rater's scores of an item counting once.
    pub raw: f64,
    /// With raters' severity taken out by least squares.
    pub least_squares: Option<f64>,
    /// With raters' shrunken severity taken out.
    pub shrunken: Option<f64>,
}

/// Reads the ratings of several files one after the other.
#[derive(Debug, Default)]
pub struct Calibrator {
    options: TidyOptions,
    ratings: TidyRatings,
    rows: TidyRows,
}

impl Calibrator {
    /// Reads the columns that are named, or the usual ones.
    pub fn new(options: TidyOptions) -> Self {
        Self { ratings: TidyRatings::new(options.bounds), options, ..Self::default() }
    }

    /// Reads the ratings of one file; fails where a column is missing.
    pub fn take(&mut self, file: TidyFile<'_>) -> Result<(), Failure> {
        let ratings = &mut self.ratings;
        let mut read = read(file, &self.options, true, &mut |r| ratings.add(&r))?;
        self.rows.rows += read.rows;
        self.rows.rejected += read.rejected;
        self.rows.findings.append(&mut read.findings);
        Ok(())
    }

    /// The calibration of all ratings, and what became of the rows; fails where there is no rating.
    pub fn finish(self) -> Result<(Calibration, TidyRows), Diagnostic> {
        if self.ratings.is_empty() {
            self.rows.check()?;
            let hint = "look whether the right column is read: --score COL";
            return Err(Diagnostic::error("no-ratings", "there are no ratings").hint(hint));
        }
        Ok((calibrate(&self.ratings), self.rows))
    }
}

fn calibrate(ratings: &TidyRatings) -> Calibration {
    let table = ratings.table();
    let (names, by_name) = ratings.raters();
    let mut by_rater: Vec<Vec<f64>> = vec![Vec::new(); names.len()];
    for c in ratings.cells() {
        by_rater[c.rater as usize].push(c.value);
    }
    let mut notes = Vec::new();
    let repeated = ratings.cells().len() - table.cells().len();
    if repeated > 0 {
        notes.push(format!(
            "{repeated} further ratings of a rater for the same thing were averaged with the first"
        ));
    }
    let target_of: Vec<usize> = ratings.target_of_units().collect();
    let by_target = ratings.by_target();
    let severities = Severities::fit(&table, &target_of, &by_target);
    notes.extend(ratings.shared_names());
    if ratings.cells().is_empty() {
        notes.push(
            "the scores are yes and no: these are counted, and no mean, severity or agreement is made of them; for figures \
             write 1 and 0"
                .to_owned(),
        );
    } else {
        notes.extend(severities.notes());
    }
    let mut habits = habits(ratings);
    let mut raters: Vec<RaterRow> = by_name
        .into_iter()
        .map(|r| {
            let n = by_rater[r].len();
            let severity = severities.of(r, n);
            let habits = habits.remove(names[r].as_str()).unwrap_or_default();
            RaterRow {
                n,
                // Adding zero takes the sign off a zero.
                mean: mean(&by_rater[r]).map(|m| m + 0.0),
                sd: sd(&by_rater[r]),
                severity: severity.value,
                severity_se: severity.error,
                severity_low: severity.limits.map(|l| l.low + 0.0),
                severity_high: severity.limits.map(|l| l.high + 0.0),
                targets: severity.targets,
                severity_shrunken: severity.shrunken,
                severity_basis: severity.basis,
                reason: severity.reason,
                ..RaterRow::of(&names[r], habits)
            }
        })
        .collect();
    // Who only recommends has no ratings.
    raters.extend(habits.into_iter().map(|(name, habits)| RaterRow::of(name, habits)));
    raters.sort_by(|a, b| a.rater.cmp(&b.rater));
    notes.extend(through_people(&raters));
    let mut agreement = agreement(&table, ratings.bounds, &target_of);
    if ratings.cells().is_empty() {
        agreement.explain("the scores are yes and no: for figures write 1 and 0");
    }
    Calibration {
        format: FORMAT,
        ratings: ratings.cells().len(),
        raters,
        agreement,
        adjusted: adjusted(ratings, &table, severities.by_thing.as_ref().ok().filter(|m| m.is_whole())),
        connected: connected(&table, &names),
        order_effect: OrderEffect::of(&by_target, ratings.talks()),
        notes,
    }
}

impl RaterRow {
    /// A rater with these habits, of whose ratings nothing is known yet.
    fn of(rater: &str, habits: Habits) -> Self {
        Self {
            rater: rater.to_owned(),
            n: 0,
            mean: None,
            sd: None,
            severity: None,
            severity_se: None,
            severity_low: None,
            severity_high: None,
            targets: 0,
            severity_shrunken: None,
            severity_basis: None,
            reason: Some("no ratings".to_owned()),
            distribution: habits.distribution,
            yes_rate: habits.yes_rate,
            evidence_rate: habits.evidence_rate,
        }
    }
}

/// A note on those whose severity is judged by the people alone.
fn through_people(raters: &[RaterRow]) -> Option<String> {
    const SHOWN: usize = 5;
    let through = |r: &&RaterRow| r.severity_basis == Some(SeverityBasis::SamePeople);
    let names: Vec<&str> = raters.iter().filter(through).map(|r| r.rater.as_str()).collect();
    let more = if names.len() > SHOWN { " and others" } else { "" };
    let shown = join(&names[..names.len().min(SHOWN)], "and");
    (!names.is_empty()).then(|| {
        format!(
            "nobody rated the same things as {shown}{more}: their severity is how far below the mean of the same people they \
             rate, on other things, so that a harder round looks like a stricter rater"
        )
    })
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

/// The means of the targets by name: over raters in each item, then over items.
fn adjusted(ratings: &TidyRatings, table: &Ratings, model: Option<&SeverityModel>) -> Vec<AdjustedMean> {
    /// Sums over the items of a target.
    #[derive(Clone, Default)]
    struct ItemSums {
        items: f64,
        raw: f64,
        least_squares: f64,
        shrunken: f64,
    }
    let (names, by_name) = ratings.targets();
    let mut sums = vec![ItemSums::default(); names.len()];
    for (unit, target) in ratings.target_of_units().enumerate() {
        let values: Vec<f64> = table.unit(unit).iter().map(|c| c.value).collect();
        let Some(raw) = mean(&values) else { continue };
        let s = &mut sums[target];
        s.items += 1.0;
        s.raw += raw;
        s.least_squares += model.and_then(|m| m.least_squares[unit]).unwrap_or(raw);
        s.shrunken += model.and_then(|m| m.shrunken_values[unit]).unwrap_or(raw);
    }
    let rated = by_name.into_iter().filter(|t| sums[*t].items > 0.0);
    rated
        .map(|t| {
            let s = &sums[t];
            AdjustedMean {
                target: names[t].clone(),
                raw: s.raw / s.items + 0.0,
                least_squares: model.map(|_| s.least_squares / s.items + 0.0),
                shrunken: model.map(|_| s.shrunken / s.items + 0.0),
            }
        })
        .collect()
}
