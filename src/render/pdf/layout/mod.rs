//! Layout: a document becomes pages of positioned items. Pure, so that a test can read the result as text.

mod code;
mod compose;
mod cover;
mod entry;
mod fields;
mod fill;
mod flow;
mod heading;
mod list;
mod setting;
mod sheet;
mod spacing;
mod table;

use super::fonts::Fonts;
use super::pages::{Ink, LayoutPage, PageItem, PagedDocument};
use super::style::{EDGE, EDGE_TEXT, HAIR, MARGIN, RULED};
use super::text::{Setter, TextCache};
use crate::document::{Document, Inline};
use crate::render::Page;
use compose::Composer;
use fill::{Placed, fill};
use flow::{Flow, ruled};

pub(super) use heading::LOWEST_BOOKMARK;

/// `document` on pages of the size of `page`.
pub(super) fn layout(document: &Document, page: &Page, fonts: &Fonts, cache: &TextCache) -> PagedDocument {
    let (width, height) = page.size();
    let (top, side, bottom) = MARGIN;
    let mut composer = Composer::new(Setter::new(fonts, cache), page.form.as_ref());
    let room = (width - 2.0 * side, height - top - bottom);
    composer.on_pages_of(room);
    let flow = composer.blocks(&document.blocks, room.0);
    let mut sheets = paginate(flow, room, || notes_page(room, composer.setter()));
    for sheet in &mut sheets {
        sheet.items =
            std::mem::take(&mut sheet.items).into_iter().map(|item| item.moved(side, top)).collect();
    }
    add_edges(&mut sheets, page, composer.setter());
    let (tree, outline) = composer.finish();
    PagedDocument { size: (width, height), sheets, outline, tree }
}

/// Breaks `flow` into pages with this `room`; one at least. A page that stays free so that the next one is at the
/// left is what `notes` gives.
fn paginate(mut flow: Flow, room: (f32, f32), notes: impl Fn() -> LayoutPage) -> Vec<LayoutPage> {
    let mut sheets = Vec::new();
    let mut at = 0;
    while at < flow.len() {
        let Placed { items, done, rest, page_ends, left, height } = fill(&flow[at..], room.1, true);
        at += done;
        match rest {
            Some(rest) => flow[at] = rest,
            // Skipped, since it would fit no other page either.
            None if done == 0 => at += 1,
            None => {}
        }
        // Page breaks in a row, or one at the start, make no empty page.
        if !(page_ends && height <= 0.0) {
            sheets.push(LayoutPage { items, ..LayoutPage::default() });
        }
        if left && sheets.len().is_multiple_of(2) {
            sheets.push(notes());
        }
    }
    if sheets.is_empty() {
        sheets.push(LayoutPage::default());
    }
    sheets
}

/// A page of lines to write on, with a word at its top that says so.
fn notes_page((width, room): (f32, f32), setter: &Setter<'_>) -> LayoutPage {
    let (top, side, _) = MARGIN;
    let label = setter.one_line(&[Inline::Text("Notes".to_owned())], EDGE_TEXT, width);
    let lines = (room / RULED).floor() as usize;
    LayoutPage {
        items: (1..=lines).map(|i| ruled(i as f32 * RULED, width, None)).collect(),
        edges: label.items.into_iter().map(|item| item.moved(side, top)).collect(),
    }
}

/// Adds the footer, and from the second page on the running header.
fn add_edges(sheets: &mut [LayoutPage], page: &Page, setter: &Setter<'_>) {
    let (width, height) = page.size();
    let side = MARGIN.1;
    let inner = width - 2.0 * side;
    let count = sheets.len();
    for (i, sheet) in sheets.iter_mut().enumerate() {
        if i > 0 && !(page.header_left.is_empty() && page.header_right.is_empty()) {
            add_edge(sheet, setter, (&page.header_left, &page.header_right), (side, EDGE, inner));
            let y = EDGE + 4.0;
            let (from, to) = ((side, y), (side + inner, y));
            sheet.edges.push(PageItem::Line { from, to, weight: HAIR, ink: Ink::Rule, node: None });
        }
        let number = format!("{} of {count}", i + 1);
        add_edge(sheet, setter, (&page.footer, &number), (side, height - EDGE, inner));
    }
}

/// Sets two texts on one baseline, one at each end. The right one gets up to a third of the width, the left one the rest.
fn add_edge(
    sheet: &mut LayoutPage,
    setter: &Setter<'_>,
    (left, right): (&str, &str),
    (x, y, width): (f32, f32, f32),
) {
    let line = |text: &str, width| setter.one_line(&[Inline::Text(text.to_owned())], EDGE_TEXT, width);
    let gap = 12.0;
    let right = line(right, width / 3.0);
    let left = line(left, width - right.width - gap);
    let right_x = x + right.flush_right(width);
    sheet.edges.extend(left.items.into_iter().map(|item| item.moved(x, y)));
    sheet.edges.extend(right.items.into_iter().map(|item| item.moved(right_x, y)));
}

#[cfg(test)]
mod tests;
