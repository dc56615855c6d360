//! What a score cell says: what is certain is understood, the rest is a reason that a person can mend.

mod date;
mod formula;
mod recommendation;
mod value;
mod words;

pub(super) use formula::{highest_in_heading, is_formula_error};
pub(crate) use recommendation::overall;
pub(crate) use value::{NoScore, Repair, Score, ScoreRange};
pub(super) use value::{allowed, clean};

use crate::text::fold;
use date::is_date;
use value::{in_range, number, same};
use words::{is_range, worded};

/// The words for a question that wasn't asked.
const NOT_ASKED: [&str; 9] =
    ["not asked", "n/a", "na", "n.a.", "n. a.", "not applicable", "not covered", "skipped", "notasked"];

/// Truth values as spreadsheets write them in several languages.
const TRUTHS: [&str; 16] = [
    "true",
    "false",
    "wahr",
    "falsch",
    "vrai",
    "faux",
    "verdadero",
    "falso",
    "vero",
    "waar",
    "onwaar",
    "prawda",
    "fałsz",
    "sant",
    "falskt",
    "истина",
];

/// The score in `text` and how it was understood; a word of the scale stands for its point.
pub(crate) fn read(text: &str, range: &ScoreRange) -> Result<(Score, Option<Repair>), NoScore> {
    // The usual cell: one digit.
    if let [digit @ b'0'..=b'9'] = text.as_bytes() {
        return in_range(f64::from(digit - b'0'), range).map(|s| (s, None));
    }
    let plain = clean(text);
    if plain.is_empty() {
        return Ok((Score::Empty, None));
    }
    let plain = fold(plain).replace(['_', '–', '—', '−'], "-");
    let spoken = plain.replace('-', " ");
    if NOT_ASKED.contains(&plain.as_str()) || NOT_ASKED.contains(&spoken.trim()) {
        return Ok((Score::NotAsked, None));
    }
    if TRUTHS.contains(&plain.as_str()) {
        return Err(NoScore::Truth);
    }
    if plain.starts_with('#') || plain.starts_with("err:") {
        return Err(NoScore::Error);
    }
    if plain.contains('%') {
        return Err(NoScore::Percent);
    }
    if plain.chars().all(|c| "-?.…/".contains(c)) {
        return Err(NoScore::Dash);
    }
    if let Some(read) = worded(&plain, range) {
        return read.map(|score| (score, None));
    }
    if is_range(&plain) {
        return Err(NoScore::Vague);
    }
    if let Some((score, of)) = out_of(&plain) {
        return match of {
            Some(of) if same(of, range.of) => in_range(score, range).map(|s| (s, Some(Repair::OutOf))),
            _ if is_date(&plain) => Err(NoScore::Date),
            _ => Err(NoScore::OtherScale),
        };
    }
    if is_date(&plain) {
        return Err(NoScore::Date);
    }
    if plain.ends_with(['+', '-', '?', '~']) || plain.starts_with(['+', '~', '<', '>', '≈']) {
        return Err(NoScore::Vague);
    }
    let (number, comma) = number(&plain).ok_or(NoScore::NoNumber)?;
    in_range(number, range).map(|s| (s, comma.then_some(Repair::DecimalComma)))
}

/// `3/4`, `3 of 4`, `3 out of 4`: both numbers, the second where it is one.
fn out_of(plain: &str) -> Option<(f64, Option<f64>)> {
    let (a, b) = ["/", " out of ", " of "].iter().find_map(|s| plain.split_once(s))?;
    Some((number(a.trim())?.0, number(b.trim()).map(|n| n.0)))
}

#[cfg(test)]
mod tests;
