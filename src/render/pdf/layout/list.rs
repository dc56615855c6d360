//! Lists: marks in a column of their own, items beside them.

use super::compose::Composer;
use super::flow::{Body, Flow, Piece, add_items, indent_by, strip_items};
use crate::document::{Align, Block, Inline};
use crate::render::pdf::pages::TagRole;
use crate::render::pdf::style::{MIN_COLUMN, MM, TextStyle};
use crate::render::pdf::text::runs_right_to_left;

/// Between a mark and its item.
const AFTER_MARK: f32 = 1.6 * MM;
/// Between the room of a box and its text at least.
const AFTER_BOX: f32 = 0.6;
/// The minimum width of the column of marks.
const MIN_MARKS: f32 = 2.6 * MM;

/// Between items of one paragraph each, perhaps with a list below it.
const TIGHT: f32 = 1.2;
/// Between longer items.
const LOOSE: f32 = 3.6;

impl Composer<'_> {
    /// A list set in `text`: numbered from `start`, else with `mark`, else with bullets.
    pub(super) fn list(
        &mut self,
        start: Option<u64>,
        mark: Option<&str>,
        items: &[Vec<Block>],
        text: TextStyle,
        width: f32,
    ) -> Flow {
        let marks: Vec<Vec<Inline>> = (0..items.len() as u64)
            .map(|i| match start {
                Some(first) => format!("{}.", first.saturating_add(i)),
                None => mark.unwrap_or("•").to_owned(),
            })
            .map(|mark| vec![Inline::Text(mark)])
            .collect();
        let widest = marks.iter().map(|mark| self.setter().extent(mark, text).0).fold(MIN_MARKS, f32::max);
        // Narrow columns leave no room for marks.
        let indent = if width - widest - AFTER_MARK < MIN_COLUMN { 0.0 } else { widest + AFTER_MARK };
        // Boxes keep their size where all else is set smaller.
        let indent = match self.setter().extent(&[Inline::Box], text).0 + AFTER_BOX {
            room if indent > 0.0 && items.iter().any(|blocks| begins_with_box(blocks)) => indent.max(room),
            _ => indent,
        };
        let above = if items.iter().all(|blocks| is_tight(blocks)) { TIGHT } else { LOOSE };
        self.within(TagRole::List, |c| {
            let mut flow = Flow::new();
            for (mark, blocks) in marks.iter().zip(items) {
                let mut item = c.within(TagRole::ListItem, |c| c.item(mark, blocks, text, indent, width));
                if let Some(first) = item.first_mut() {
                    first.above = above;
                }
                flow.append(&mut item);
            }
            flow
        })
    }

    fn item(&mut self, mark: &[Inline], blocks: &[Block], text: TextStyle, indent: f32, width: f32) -> Flow {
        if indent == 0.0 {
            return self.within(TagRole::ListBody, |c| c.blocks_in(blocks, text, width));
        }
        // A box to tick stands in place of the mark.
        let (mark, rest) = match blocks.split_first() {
            Some((Block::Paragraph { inlines, style }, others)) if begins_with_box(blocks) => {
                let mut inlines = inlines[1..].to_vec();
                if let Some(Inline::Text(text)) = inlines.first_mut() {
                    *text = text.trim_start().to_owned();
                }
                let first = Block::Paragraph { inlines, style: *style };
                let blocks: Vec<Block> = std::iter::once(first).chain(others.iter().cloned()).collect();
                (vec![Inline::Box], blocks)
            }
            _ => (mark.to_vec(), blocks.to_vec()),
        };
        let marks = indent - AFTER_MARK;
        // The mark stands to the right of words that run from right to left.
        let mirrored =
            matches!(rest.first(), Some(Block::Paragraph { inlines, .. }) if runs_right_to_left(inlines));
        let align = if mirrored { Align::Left } else { Align::Right };
        let mark = self.within(TagRole::Label, |c| c.text(&mark, text, align, marks));
        let mut body = self.within(TagRole::ListBody, |c| c.blocks_in(&rest, text, width - indent));
        if is_tight(&rest) {
            for piece in &mut body {
                piece.above = piece.above.min(TIGHT);
            }
        }
        let simple = matches!(rest.first(), Some(Block::Paragraph { .. }))
            && body.iter().all(|piece| matches!(piece.body, Body::Strip { .. }));
        let (mark_at, body_at) = if mirrored { (width - marks, 0.0) } else { (0.0, indent) };
        if simple && !body.is_empty() {
            beside(mark, mark_at, body, body_at)
        } else {
            vec![Piece::new(0.0, Body::Columns(vec![(mark_at, mark), (body_at, body)]))]
        }
    }
}

/// The mark on the first line of a body that consists of lines, which then break as those of a paragraph do.
fn beside(mut mark: Flow, mark_at: f32, mut body: Flow, body_at: f32) -> Flow {
    indent_by(&mut body, body_at);
    indent_by(&mut mark, mark_at);
    add_items(&mut body, strip_items(&mark));
    body
}

/// Whether an item begins with a box to tick.
fn begins_with_box(blocks: &[Block]) -> bool {
    matches!(blocks, [Block::Paragraph { inlines, .. }, ..] if inlines.first() == Some(&Inline::Box))
}

/// Whether an item is one paragraph, perhaps with a list below it.
fn is_tight(blocks: &[Block]) -> bool {
    matches!(blocks, [] | [Block::Paragraph { .. }] | [Block::Paragraph { .. }, Block::List { .. }])
}
