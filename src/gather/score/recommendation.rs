//! Overall recommendations as people write them.

use super::value::{Repair, clean};
use crate::plan::Recommendation;
use crate::text::fold;

/// The overall recommendation in `text`, none where it is empty, and how it was understood.
pub(crate) fn overall(text: &str) -> Result<(Option<Recommendation>, Option<Repair>), ()> {
    let plain = clean(text).trim_end_matches(['.', '!']);
    if plain.is_empty() {
        return Ok((None, None));
    }
    if let Some(word) = Recommendation::from_words(plain) {
        return Ok((Some(word), None));
    }
    let folded = fold(plain).replace(['_', '-', '–', '—', '’', '\''], " ");
    let words = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(word) = Recommendation::from_words(&words) {
        return Ok((Some(word), None));
    }
    let meant = match words.as_str() {
        "strong hire" | "strongly hire" => Recommendation::StrongYes,
        "hire" => Recommendation::Yes,
        "no hire" | "not hire" | "do not hire" | "don t hire" => Recommendation::No,
        "strong no hire" | "strongly no hire" => Recommendation::StrongNo,
        _ => return Err(()),
    };
    Ok((Some(meant), Some(Repair::Synonym)))
}
