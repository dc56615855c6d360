//! What is said around the tables of a calibration.

use super::grids::ROWS;
use crate::compare::{Calibration, Connected};
use crate::report::order_effect;
use crate::text::{capitalised, count, join};

/// What is said around the tables.
pub(super) fn notes(c: &Calibration) -> Vec<String> {
    let mut notes = Vec::new();
    if c.raters.iter().any(|r| r.severity.is_some()) {
        notes.push(
            "Severity: how many points lower a rater scores the same work than the others do; below zero, higher. It is \
             judged over the people rated, by the same things or only by the same people: where the interval holds zero, \
             nothing is known of a rater's severity. A dash: fewer than five ratings, or people whom nobody else rated. Too \
             few: fewer than three people."
                .to_owned(),
        );
    }
    if c.raters.iter().any(|r| r.yes_rate.n > 0 || r.evidence_rate.n > 0) {
        notes.push(
            "Yes: the share of yes and strong yes, each person counted once. Evidence: the share of ratings with something \
             written beside them. Too few: fewer than six people. Whom somebody met is chance: look at the intervals first."
                .to_owned(),
        );
    }
    if c.ratings > 0 {
        notes.push(order_effect(&c.order_effect));
    }
    if let Connected::Groups(groups) = &c.connected {
        let named: Vec<String> = groups.iter().take(ROWS).map(|g| join(g, "and")).collect();
        notes.push(format!(
            "The raters fall into {} that share no rated thing: {}.",
            count(groups.len(), "group"),
            named.join("; ")
        ));
    }
    notes.extend(c.notes.iter().map(|note| format!("{}.", capitalised(note))));
    notes
}
