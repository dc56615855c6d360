//! Columns that claim to hold the same thing: where they differ, a person has to say which one counts.

use super::layout::{Claim, Layout};
use super::score::{self, Score, ScoreRange};
use crate::sheet::{Row, Sheet, Table, plain};
use crate::text::name_key;

/// Two cells of a row that claim the same and differ.
pub(super) struct Contradiction {
    /// Both cells in words.
    pub message: String,
    /// By what the same contradiction in other rows is known.
    pub cause: String,
    /// The column that is read.
    pub column: usize,
    /// Whether it can't be said which one counts.
    pub equal: bool,
}

/// The contradictions in `row`.
pub(super) fn contradictions(
    layout: &Layout,
    sheet: &Sheet,
    table: &Table,
    row: &Row,
    range: &ScoreRange,
) -> Vec<Contradiction> {
    let mut all = Vec::new();
    for claim in &layout.claims {
        let cell = |column: usize| plain(sheet.cell(row, column));
        let filled: Vec<usize> =
            [claim.at].iter().chain(&claim.others).copied().filter(|c| !cell(*c).is_empty()).collect();
        let Some((first, others)) = filled.split_first() else { continue };
        let Some(other) = others.iter().find(|c| !same(claim, cell(*first), cell(**c), range)) else {
            continue;
        };
        let shown = |column: usize| {
            let heading = table.header.get(column).map_or("", |h| h.trim());
            let hidden = if sheet.is_hidden_column(column) { ", hidden" } else { "" };
            let letters = sheet.letters(column).unwrap_or_default();
            (format!("`{heading}` ({letters}{hidden}) says `{}`", cell(column)), format!("{column}"))
        };
        let ((first_says, a), (other_says, b)) = (shown(*first), shown(*other));
        let name = &claim.name;
        let message = format!("two columns hold `{name}` and differ: {first_says}, {other_says}");
        let cause = format!("{name} {a} {b}");
        all.push(Contradiction { message, cause, column: *first, equal: claim.equal });
    }
    all
}

/// Whether two cells say the same.
fn same(claim: &Claim, a: &str, b: &str, range: &ScoreRange) -> bool {
    if name_key(a) == name_key(b) {
        return true;
    }
    let read = |text: &str| score::read(text, range).ok().map(|(score, _)| score);
    claim.is_score && matches!((read(a), read(b)), (Some(a), Some(b)) if a == b && a != Score::Empty)
}

/// Where `column` is read in `row`: the first of the columns with the same claim that says something.
pub(super) fn claimed(layout: &Layout, sheet: &Sheet, row: &Row, column: usize) -> usize {
    let Some(claim) = layout.claims.iter().find(|c| c.at == column) else { return column };
    if !sheet.cell(row, column).trim().is_empty() {
        return column;
    }
    let filled = claim.others.iter().find(|c| !sheet.cell(row, **c).trim().is_empty());
    filled.copied().unwrap_or(column)
}
