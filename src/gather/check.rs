//! What a scorecard lacks, and what in it a person should look at.

use super::cards::faults;
use super::counted::{CountedCard, CountedItem, card_owner};
use super::reading::Value;
use super::score::Score;
use super::scores::CardProgress;
use crate::bank::Scale;
use crate::diag::Diagnostic;
use crate::plan::{OVERALL, Plan, Recommendation};
use crate::text::join;
use std::collections::BTreeSet;

/// Rows of a scorecard that were rejected: they are there, and have findings of their own.
#[derive(Debug, Default)]
pub(super) struct RejectedItems {
    /// Of these items.
    pub items: BTreeSet<usize>,
    /// So many whose item isn't known.
    pub unknown: usize,
}

/// How far a scorecard for `candidate` has come, and why where some of it doesn't count, with findings on what it lacks
/// beside its `rejected` rows.
///
/// A card of an earlier revision owes what that revision asked and the plan still asks.
pub(super) fn completeness(
    counted: &CountedCard<'_>,
    candidate: &str,
    plan: &Plan,
    rejected: &RejectedItems,
    findings: &mut Vec<Diagnostic>,
) -> (CardProgress, Option<String>) {
    let round = &plan.rounds[counted.card.round];
    let n = round.questions.len();
    let mut entry: Vec<Option<&CountedItem<'_>>> = vec![None; n + 1];
    for item in counted.items.iter().filter(|item| item.item <= n) {
        entry[item.item] = Some(item);
    }
    let open = |e: &CountedItem<'_>| e.said.value.is_empty();
    let lacking = |revision: u32| -> Vec<usize> {
        let asked = |i: &usize| round.questions.get(*i).is_none_or(|q| q.since <= revision);
        (0..=n).filter(|i| asked(i) && entry[*i].is_none()).collect()
    };
    let lacking = match counted.card.revision {
        Some(revision) => lacking(revision),
        // The revision that fits best, the latest of several.
        None => (1..=plan.revision).rev().map(lacking).min_by_key(Vec::len).unwrap_or_default(),
    };
    let empty: Vec<usize> = (0..=n).filter(|i| entry[*i].is_some_and(open)).collect();
    if lacking.is_empty() && empty.is_empty() {
        return (CardProgress::Complete, None);
    }
    let name = |item: &usize| round.questions.get(*item).map_or(OVERALL, |q| q.id.as_str());
    let empty: Vec<&str> = empty.iter().map(name).collect();
    let missing: Vec<&str> = lacking.iter().filter(|i| !rejected.items.contains(i)).map(name).collect();
    let faults: Vec<String> = counted.copies.iter().map(|copy| faults(copy.card)).collect();
    let why = Some(faults.into_iter().filter(|why| !why.is_empty()).collect::<Vec<_>>().join("; "));
    let why = why.filter(|why| !why.is_empty());
    let card = format!("the scorecard of {} for {candidate}, round {}", card_owner(counted.card), round.id);
    let is_lacking = missing.len() > rejected.unknown;
    if is_lacking {
        let noun = if missing.len() == 1 { "the row" } else { "the rows" };
        let message = format!("{card}, lacks {noun} {}", join(&missing, "and"));
        let hint = if counted.is_form() {
            "pages of the PDF may be missing; a question that wasn't asked is rated `not asked`"
        } else {
            "add the rows; a question that wasn't asked is rated `not asked`"
        };
        findings.push(Diagnostic::warning("rows-missing", message).at(counted.place()).hint(hint));
    }
    if !empty.is_empty() {
        let message = format!("{card}, is not filled in for {}", join(&empty, "and"));
        let hint = "a question that wasn't asked is rated `not asked`; an empty score is never a zero";
        findings.push(Diagnostic::warning("not-filled-in", message).at(counted.place()).hint(hint));
    }
    let state =
        if is_lacking || !empty.is_empty() { CardProgress::Incomplete } else { CardProgress::NotCounted };
    (state, why)
}

/// Findings on ratings that need a second look: the ends of the scale without evidence, and an overall recommendation
/// that the ratings contradict.
pub(super) fn second_look(counted: &CountedCard<'_>, scale: &Scale, findings: &mut Vec<Diagnostic>) {
    let (low, high) = (f64::from(scale.low), f64::from(scale.high()));
    let middle = f64::midpoint(low, high);
    let mut rated = 0_usize;
    let (mut above, mut below) = (0_usize, 0_usize);
    let mut overall = None;
    for entry in &counted.items {
        match entry.said.value {
            Value::Score(Score::Rated(score)) => {
                rated += 1;
                above += usize::from(score > middle);
                below += usize::from(score < middle);
                let end = score <= low || score >= high;
                if end && entry.said.evidence.is_empty() {
                    let place = entry.place();
                    let message = format!(
                        "the rating {score} is an end of the scale, and no evidence stands beside it"
                    );
                    let hint = "write down what the candidate said or did";
                    findings.push(Diagnostic::warning("no-evidence", message).at(place).hint(hint));
                }
            }
            Value::Overall(Some(word)) => overall = Some((word, entry)),
            _ => {}
        }
    }
    let Some((word, entry)) = overall.filter(|_| rated > 0) else { return };
    let side = match word {
        Recommendation::Yes | Recommendation::StrongYes if below == rated => "below",
        Recommendation::No | Recommendation::StrongNo if above == rated => "above",
        _ => return,
    };
    let place = entry.place();
    let message =
        format!("overall is `{}`, and every rating is {side} the middle of the scale", word.words());
    let hint = "it may be meant so; ask in the debrief";
    findings.push(Diagnostic::note("overall-contradicts", message).at(place).hint(hint));
}
