//! Ratings that are higher than a hint leaves room for.

use super::counted::CountedCard;
use super::reading::Value;
use super::score::Score;
use crate::diag::Diagnostic;
use crate::plan::Plan;

/// A finding on each rating that is above what the level is expected to show, although a hint was needed.
pub(super) fn check(counted: &CountedCard<'_>, plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let most = plan.scale.expected();
    for item in counted.items.iter().filter(|item| item.said.hint == Some(true)) {
        let Value::Score(Score::Rated(score)) = item.said.value else { continue };
        if score > f64::from(most) {
            let questions = &plan.rounds[counted.card.round].questions;
            let question = questions.get(item.item).map_or("", |q| q.id.as_str());
            let label = format!("{most} {}", plan.scale.word(most));
            let label = label.trim_end();
            let message = format!("{question} is rated {score}, above {label}, although a hint was needed");
            let hint = format!(
                "after a hint the rating is {label} at most: change it, or clear the hint if none was given"
            );
            findings.push(Diagnostic::warning("above-hint", message).at(item.place()).hint(hint));
        }
    }
}
