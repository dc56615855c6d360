//! What spreadsheets put in place of a value, and what a heading says of the scale.

use super::value::number;
use crate::text::fold;

/// The highest score that a heading names: `Score (1-5)`, `Rating out of 10`, `Score /10`.
pub(in crate::gather) fn highest_in_heading(heading: &str) -> Option<String> {
    let folded = fold(heading).replace(['–', '—', '−'], "-");
    let behind = |mark: &str| folded.rsplit_once(mark).map(|(_, behind)| behind.to_owned());
    let last = if let Some(last) = behind("out of ")
        .or_else(|| behind("/").filter(|_| folded.contains("score") || folded.contains("rating")))
    {
        last
    } else {
        let inside = folded.rsplit_once(['(', '[']).map(|(_, inside)| inside)?;
        let (low, high) = inside
            .split_once(['-'])
            .or_else(|| inside.split_once(" to "))
            .or_else(|| inside.split_once(".."))?;
        number(low.trim())?;
        high.to_owned()
    };
    let (most, _) = number(last.trim_matches([' ', ')', ']', ':', '.', '*']))?;
    Some(most.to_string())
}

/// Whether a cell says what a spreadsheet shows in place of a value: `#NAME?`, `#BEZUG!`, `Err:502`.
pub(in crate::gather) fn is_formula_error(text: &str) -> bool {
    let text = text.trim();
    if let Some(number) = text.strip_prefix("Err:") {
        return !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    }
    let Some(name) = text.strip_prefix('#') else { return false };
    let letters = |c: char| c.is_uppercase() || c.is_ascii_digit() || "/!?¡¿_".contains(c);
    let known = ["N/A", "NV", "N/D", "GETTING_DATA"].contains(&name);
    known || (name.chars().count() > 2 && name.ends_with(['!', '?']) && name.chars().all(letters))
}
