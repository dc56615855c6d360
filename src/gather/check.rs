//! What a scorecard lacks, and what in it a person should look at.

use super::cards::{Found, card_owner, faults};
use super::reading::{Entry, Value, evidence};
use super::score::Score;
use super::scores::State;
use crate::bank::Scale;
use crate::diag::Diagnostic;
use crate::plan::{OVERALL, Plan, Recommendation, Round};
use crate::text::join;

/// How far a scorecard of `round` for `candidate` has come, and why where some of it doesn't count, with findings on what it
/// lacks.
///
/// A card of an earlier revision owes what that revision asked and the plan still asks.
pub(super) fn completeness(
    found: &Found<'_>,
    candidate: &str,
    plan: &Plan,
    round: &Round,
    findings: &mut Vec<Diagnostic>,
) -> (State, Option<String>) {
    let card = found.card;
    let n = round.questions.len();
    let mut entry: Vec<Option<&Entry>> = vec![None; n + 1];
    for e in card.entries.iter().filter(|e| e.item <= n) {
        entry[e.item] = Some(e);
    }
    let open = |e: &Entry| matches!(e.value, Value::Score(Score::Empty) | Value::Overall(None));
    let faulty = |item: usize| card.faults.iter().any(|f| f.item == Some(item));
    let lacking = |revision: u32| -> Vec<usize> {
        let asked = |i: &usize| round.questions.get(*i).is_none_or(|q| q.since <= revision);
        (0..=n).filter(|i| asked(i) && entry[*i].is_none() && !faulty(*i)).collect()
    };
    let missing = match card.revision {
        Some(revision) => lacking(revision),
        // The revision that fits best, the latest of several.
        None => (1..=plan.revision).rev().map(lacking).min_by_key(Vec::len).unwrap_or_default(),
    };
    let empty: Vec<usize> = (0..=n).filter(|i| entry[*i].is_some_and(open)).collect();
    let why = Some(faults(card)).filter(|why| !why.is_empty());
    if missing.is_empty() && empty.is_empty() {
        let is_open = (0..=n).any(|i| entry[i].is_none() && faulty(i));
        return if is_open { (State::NotCounted, why) } else { (State::Complete, None) };
    }
    let name = |item: &usize| round.questions.get(*item).map_or(OVERALL, |q| q.id.as_str());
    let missing: Vec<&str> = missing.iter().map(name).collect();
    let empty: Vec<&str> = empty.iter().map(name).collect();
    let whose = format!("the scorecard of {} for {candidate}, round {}", card_owner(card), round.id);
    if !missing.is_empty() {
        let noun = if missing.len() == 1 { "the row" } else { "the rows" };
        let message = format!("{whose}, lacks {noun} {}", join(&missing, "and"));
        let hint = "add the rows; a question that wasn't asked is rated `not asked`";
        findings.push(Diagnostic::warning("rows-missing", message).at(found.place()).hint(hint));
    }
    if !empty.is_empty() {
        let message = format!("{whose}, is not filled in for {}", join(&empty, "and"));
        let hint = "a question that wasn't asked is rated `not asked`; an empty score is never a zero";
        findings.push(Diagnostic::warning("not-filled-in", message).at(found.place()).hint(hint));
    }
    (State::Incomplete, why)
}

/// Findings on ratings that need a second look: the ends of the scale without evidence, and an overall recommendation
/// that the ratings contradict.
pub(super) fn second_look(found: &Found<'_>, scale: &Scale, findings: &mut Vec<Diagnostic>) {
    let (low, high) = (f64::from(scale.low), f64::from(scale.high()));
    let middle = f64::midpoint(low, high);
    let mut rated = 0_usize;
    let (mut above, mut below) = (0_usize, 0_usize);
    let mut overall = None;
    for entry in &found.card.entries {
        match entry.value {
            Value::Score(Score::Rated(score)) => {
                rated += 1;
                above += usize::from(score > middle);
                below += usize::from(score < middle);
                let end = score <= low || score >= high;
                if end && evidence(found.sheet, entry).is_empty() {
                    let place = found.sheet.place(&entry.row, entry.cells.score);
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
    let place = found.sheet.place(&entry.row, entry.cells.score);
    let message =
        format!("overall is `{}`, and every rating is {side} the middle of the scale", word.words());
    let hint = "it may be meant so; ask in the debrief";
    findings.push(Diagnostic::note("overall-contradicts", message).at(place).hint(hint));
}
