//! The tables of a calibration.

use crate::compare::{Calibration, RateFigure, RaterRow, SeverityBasis};
use crate::report::fixed;

/// So many rows of a kind are printed for people; JSON has all.
pub(super) const ROWS: usize = 40;

/// More different scores than this don't stand side by side.
const MOST_SCORES: usize = 11;

/// What stands in the place of a figure that rests on too few people.
const TOO_FEW: &str = "too few";

fn figure(x: Option<f64>) -> String {
    x.map_or_else(|| "-".to_owned(), |x| fixed(x, 2))
}

/// Columns and rows of what people read.
pub(super) struct TitledRows {
    pub(super) title: &'static str,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

/// Raters, agreement and adjusted values: the same in the terminal and in Markdown.
pub(super) fn grids(c: &Calibration) -> Vec<TitledRows> {
    let a = &c.agreement;
    let kept = |name: &'static str, label: &str, value: Option<f64>| {
        let limits = a.limits.get(name).copied().flatten();
        let why = a.undefined.get(name).cloned();
        agreement_row(label, value, limits.map(|l| l.low), limits.map(|l| l.high), why)
    };
    let mut agreement = vec![
        kept("alpha_ordinal", "Krippendorff's alpha, ordinal", a.alpha.ordinal),
        kept("alpha_interval", "alpha, interval", a.alpha.interval),
        kept("alpha_nominal", "alpha, nominal", a.alpha.nominal),
        kept("alpha_ratio", "alpha, ratio", a.alpha.ratio),
    ];
    for (name, l) in &a.icc {
        let label = format!("ICC({})", name.replace('_', ","));
        agreement.push(agreement_row(&label, l.value, l.low, l.high, l.reason.clone()));
    }
    agreement.push(kept("fleiss", "Fleiss's kappa", a.kappa.fleiss));
    agreement.push(kept("cohen", "Cohen's kappa", a.kappa.cohen));
    agreement.push(kept("weighted_linear", "kappa, linear weights", a.kappa.weighted_linear));
    agreement.push(kept("weighted_quadratic", "kappa, quadratic weights", a.kappa.weighted_quadratic));
    let adjusted = c
        .adjusted
        .iter()
        .map(|t| vec![t.target.clone(), figure(Some(t.raw)), figure(t.least_squares), figure(t.shrunken)]);
    let titled = |title, head: &[&str], rows| TitledRows {
        title,
        head: head.iter().map(|h| (*h).to_owned()).collect(),
        rows,
    };
    let mut grids = Vec::new();
    if c.ratings > 0 {
        grids.push(titled(
            "Raters",
            &["rater", "n", "mean", "sd", "severity", "95% interval", "people", "by"],
            c.raters.iter().map(rater).collect(),
        ));
    }
    grids.extend(scale_use(c));
    if c.raters.iter().any(|r| r.yes_rate.n > 0 || r.evidence_rate.n > 0) {
        let head = ["rater", "yes", "95% interval", "people", "evidence", "95% interval", "people"];
        grids.push(titled("Recommendations and evidence", &head, c.raters.iter().map(rates).collect()));
    }
    if c.ratings > 0 {
        grids.push(titled("Agreement", &["figure", "value", "95% interval"], agreement));
    }
    if c.adjusted.iter().any(|t| t.least_squares.is_some()) {
        let head = ["target", "raw", "least squares", "shrunken"];
        grids.push(titled("Means freed of severity", &head, adjusted.collect()));
    }
    grids
}

/// A severity without an interval isn't told: it would read as an accusation that nothing bears out.
fn rater(r: &RaterRow) -> Vec<String> {
    let people = r.targets.to_string();
    let severity = match (r.severity, r.severity_low, r.severity_high) {
        (Some(value), Some(low), Some(high)) => {
            let by = if r.severity_basis == Some(SeverityBasis::SamePeople) { "people" } else { "things" };
            [fixed(value, 2), format!("{} to {}", fixed(low, 2), fixed(high, 2)), people, by.to_owned()]
        }
        (Some(_), ..) => [TOO_FEW.to_owned(), "-".to_owned(), people, "-".to_owned()],
        _ => ["-"; 4].map(str::to_owned),
    };
    let mut cells = vec![r.rater.clone(), r.n.to_string(), figure(r.mean), figure(r.sd)];
    cells.extend(severity);
    cells
}

/// How often each rater gave each score; none where scores are of too many sorts to stand side by side.
fn scale_use(c: &Calibration) -> Option<TitledRows> {
    let mut scores: Vec<f64> = c.raters.iter().flat_map(|r| &r.distribution).map(|d| d.score).collect();
    scores.sort_by(f64::total_cmp);
    scores.dedup();
    if scores.is_empty() || scores.len() > MOST_SCORES {
        return None;
    }
    let mut head = vec!["rater".to_owned()];
    head.extend(scores.iter().map(|s| trimmed_number(*s)));
    let row = |r: &RaterRow| {
        let n = |score: &f64| {
            let found = r.distribution.iter().find(|d| d.score.total_cmp(score).is_eq());
            found.map_or_else(|| "-".to_owned(), |d| d.n.to_string())
        };
        std::iter::once(r.rater.clone()).chain(scores.iter().map(n)).collect()
    };
    let rows = c.raters.iter().map(row).collect();
    Some(TitledRows { title: "How often each rater gave which score", head, rows })
}

fn rates(r: &RaterRow) -> Vec<String> {
    let cells = |rate: &RateFigure| match (rate.value, rate.low, rate.high) {
        (Some(value), Some(low), Some(high)) => {
            let interval = format!("{} to {}", fixed(low * 100.0, 0), percent(high));
            [percent(value), interval, rate.people.to_string()]
        }
        _ if rate.n > 0 => [TOO_FEW.to_owned(), "-".to_owned(), rate.people.to_string()],
        _ => ["-", "-", "-"].map(str::to_owned),
    };
    let mut row = vec![r.rater.clone()];
    row.extend(cells(&r.yes_rate));
    row.extend(cells(&r.evidence_rate));
    row
}

fn percent(share: f64) -> String {
    format!("{}%", fixed(share * 100.0, 0))
}

/// A score as short as it can be, such as `3` or `2.5`.
fn trimmed_number(x: f64) -> String {
    let text = fixed(x, 2);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn agreement_row(
    label: &str,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    why: Option<String>,
) -> Vec<String> {
    let limits = match (low, high) {
        (Some(low), Some(high)) => format!("{} to {}", fixed(low, 2), fixed(high, 2)),
        _ => why.unwrap_or_else(|| "too few ratings for an interval".to_owned()),
    };
    vec![label.to_owned(), figure(value), limits]
}
