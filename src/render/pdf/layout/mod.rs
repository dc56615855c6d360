//! Layout: a document becomes pages of positioned items. Pure, and readable as text in a test.

mod compose;
mod cover;
mod entry;
mod fields;
mod flow;
mod heading;
mod list;
mod table;

use super::fonts::Fonts;
use super::sheet::{Ink, Item, Label, Layout, Sheet};
use super::style::{EDGE, EDGE_TEXT, HAIR, MARGIN};
use super::text::Setter;
use crate::document::{Document, Inline};
use crate::render::Page;
use compose::Composer;
use flow::{Filled, Flow, fill};

/// `document` on pages of the size of `page`.
pub(super) fn layout(document: &Document, page: &Page, fonts: &Fonts) -> Layout {
    let (width, height) = page.size();
    let (top, side, bottom) = MARGIN;
    let mut composer = Composer::new(fonts, page.card.as_ref());
    let flow = composer.blocks(&document.blocks, width - 2.0 * side);
    let mut sheets = paginate(flow, height - top - bottom);
    for sheet in &mut sheets {
        sheet.items =
            std::mem::take(&mut sheet.items).into_iter().map(|item| item.moved(side, top)).collect();
    }
    furnish(&mut sheets, page, composer.setter());
    let (tree, outline) = composer.finish();
    Layout { sheets, outline, tree, labels: vec![Label::default()] }
}

/// Fills pages of `room` from `flow`: one at least.
fn paginate(mut flow: Flow, room: f32) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    let mut at = 0;
    while at < flow.len() {
        let Filled { items, done, rest, page_ends, height } = fill(&flow[at..], room, true);
        at += done;
        let stuck = done == 0 && rest.is_none();
        match rest {
            Some(rest) => flow[at] = rest,
            None if stuck => at += 1,
            None => {}
        }
        // Two page breaks in a row, or one at the start, make no empty page.
        if !(page_ends && height <= 0.0) {
            sheets.push(Sheet { items, ..Sheet::default() });
        }
    }
    if sheets.is_empty() {
        sheets.push(Sheet::default());
    }
    sheets
}

/// Draws the running header (from the second page on) and the footer.
fn furnish(sheets: &mut [Sheet], page: &Page, setter: &Setter<'_>) {
    let (width, height) = page.size();
    let side = MARGIN.1;
    let inner = width - 2.0 * side;
    let count = sheets.len();
    for (i, sheet) in sheets.iter_mut().enumerate() {
        if i > 0 && !(page.header_left.is_empty() && page.header_right.is_empty()) {
            put_pair(sheet, setter, (&page.header_left, &page.header_right), (side, EDGE, inner));
            let y = EDGE + 4.0;
            let (from, to) = ((side, y), (side + inner, y));
            sheet.edges.push(Item::Line { from, to, weight: HAIR, ink: Ink::Rule, node: None });
        }
        let number = format!("{} of {count}", i + 1);
        put_pair(sheet, setter, (&page.footer, &number), (side, height - EDGE, inner));
    }
}

/// Sets `texts` on one baseline, one at each end of the line; the right one is never cut below a third.
fn put_pair(sheet: &mut Sheet, setter: &Setter<'_>, texts: (&str, &str), (x, y, width): (f32, f32, f32)) {
    let line = |text: &str, width| setter.one_line(&[Inline::Text(text.to_owned())], EDGE_TEXT, width);
    let gap = 12.0;
    let right = line(texts.1, width / 3.0);
    let left = line(texts.0, width - right.width - gap);
    let shift = x + right.flush_right(width);
    sheet.edges.extend(left.items.into_iter().map(|item| item.moved(x, y)));
    sheet.edges.extend(right.items.into_iter().map(|item| item.moved(shift, y)));
}

#[cfg(test)]
pub(super) mod tests;
