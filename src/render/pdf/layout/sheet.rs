//! Sheets: parts that are set on one page of their own, else on facing pages.

use super::compose::Composer;
use super::fill::fill;
use super::flow::{Body, Flow, Piece};
use super::setting::SheetSetting;
use crate::document::Block;
use crate::render::pdf::style::{RULED, TextStyle};

/// The sizes that are tried one after the other, as shares of the usual one. The last is the floor.
const SCALES: [f32; 4] = [1.0, 0.95, 0.91, 0.87];
/// The sizes for a part that has a page to itself: a part in very small type is better than one that is torn.
const LAST_RESORT: [f32; 3] = [0.8, 0.74, 0.68];

impl Composer<'_> {
    /// Sheets are set on pages of this width and height from now on.
    pub(super) fn on_pages_of(&mut self, page: (f32, f32)) {
        self.sheet.page = page;
    }

    /// `parts` on a page of their own; where they are too high, the first of them on a page at the left, the rest facing it
    /// and, as far as they have to, on pages behind it. A sheet inside something narrower is no page: it is set as it is.
    pub(super) fn sheet(&mut self, parts: &[Vec<Block>], text: TextStyle, width: f32) -> Flow {
        if self.sheet.is_set || width < self.sheet.page.0 {
            return self.blocks_in(&parts.concat(), text, width);
        }
        let mut flow = Flow::new();
        let mut rest = parts;
        let mut facing = false;
        while !rest.is_empty() {
            let fits = |c: &mut Self, n: usize| Some((n, c.page(&rest[..n].concat(), text, &SCALES)?));
            let (n, mut page) = match (1..=rest.len()).rev().find_map(|n| fits(self, n)) {
                Some((n, page)) => (n, vec![page]),
                None => (
                    1,
                    match self.page(&rest[0], text, &LAST_RESORT) {
                        Some(page) => vec![page],
                        None => self.blocks_in(&rest[0], text, width),
                    },
                ),
            };
            // What is written on belongs beside the words that are said: it faces them.
            let left = !facing && n < rest.len() && rest[n..].iter().any(|part| has_field(part));
            facing = left;
            flow.push(Piece::new(0.0, Body::NewPage { left }));
            flow.append(&mut page);
            rest = &rest[n..];
        }
        flow.push(Piece::new(0.0, Body::NewPage { left: false }));
        flow
    }

    /// `blocks` as one page in the largest of the sizes `scales` in which they fit on it; none where they don't fit at all.
    fn page(&mut self, blocks: &[Block], text: TextStyle, scales: &[f32]) -> Option<Piece> {
        let before = self.sheet;
        let state = self.state();
        let growing = count_growing(blocks);
        let made = scales.iter().find_map(|&scale| {
            self.set_by(SheetSetting { is_set: true, scale, more_lines: 0, ..before });
            let (width, room) = (before.page.0 / scale, before.page.1 / scale);
            self.rewind(state);
            let flow = self.blocks_in(blocks, text, width);
            let mut placed = fill(&flow, room, true);
            if placed.done < flow.len() || placed.height > room {
                return None;
            }
            let ruling = self.sheet.unscaled(RULED);
            let more = ((room - placed.height) / ruling).floor() as usize / growing.max(1);
            if growing > 0 && more > 0 {
                self.rewind(state);
                self.sheet.more_lines = more;
                placed = fill(&self.blocks_in(blocks, text, width), room, true);
            }
            let items = placed.items.into_iter().map(|item| item.scaled(scale)).collect();
            Some(Piece::strip(0.0, (placed.height * scale).min(before.page.1), items))
        });
        if made.is_none() {
            self.rewind(state);
        }
        self.set_by(before);
        made
    }
}

/// How many fields in `blocks` grow.
fn count_growing(blocks: &[Block]) -> usize {
    let count = |block: &Block| match block {
        Block::Evidence { grows, .. } => usize::from(*grows),
        Block::Keep(inner) | Block::Say(inner) => count_growing(inner),
        // Side by side they grow together.
        Block::Columns { parts, .. } => parts.iter().map(|part| count_growing(part)).max().unwrap_or(0),
        Block::Sheet(parts) => parts.iter().map(|part| count_growing(part)).sum(),
        _ => 0,
    };
    blocks.iter().map(count).sum()
}

/// Whether something is rated or written down in `blocks`.
fn has_field(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Evidence { .. } | Block::Rating { .. } => true,
        Block::Keep(inner) | Block::Say(inner) => has_field(inner),
        Block::Columns { parts, .. } | Block::Sheet(parts) => parts.iter().any(|part| has_field(part)),
        _ => false,
    })
}
