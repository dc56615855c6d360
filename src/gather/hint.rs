//! Ratings that are higher than a hint leaves room for.

use super::cards::Found;
use super::reading::{Value, needed_hint};
use super::score::Score;
use crate::bank::Scale;
use crate::diag::Diagnostic;
use crate::plan::Round;

/// A finding on each rating that is above what the level is expected to show, although a hint was needed.
pub(super) fn check(found: &Found<'_>, round: &Round, scale: &Scale, findings: &mut Vec<Diagnostic>) {
    let most = scale.expected();
    for entry in &found.card.entries {
        let Value::Score(Score::Rated(score)) = entry.value else { continue };
        if score > f64::from(most) && needed_hint(found.sheet, entry) {
            let question = round.questions.get(entry.item).map_or("", |q| q.id.as_str());
            let label = format!("{most} {}", scale.word(most));
            let label = label.trim_end();
            let message = format!("{question} is rated {score}, above {label}, although a hint was needed");
            let hint = format!(
                "after a hint the rating is {label} at most: change it, or clear the hint if none was given"
            );
            let place = found.sheet.place(&entry.row, entry.cells.score);
            findings.push(Diagnostic::warning("above-hint", message).at(place).hint(hint));
        }
    }
}
