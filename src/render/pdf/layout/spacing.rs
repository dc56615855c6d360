//! The space between blocks, in points.

use crate::document::{Block, TableStyle};

/// The space between `block` and the one before it.
pub(super) fn gap(before: Option<&Block>, block: &Block) -> f32 {
    match (before, block) {
        (None, _) => 0.0,
        (Some(Block::Heading { level, .. }), _) => under_heading(*level, block),
        (Some(Block::Paragraph { .. }), Block::List { .. }) => 2.5,
        // The first ruled line is a whole line lower anyway.
        (_, Block::Evidence { .. }) => 1.0,
        (Some(before), _) => around(before).max(around(block)),
    }
}

fn under_heading(level: u8, block: &Block) -> f32 {
    match (level, block) {
        (1, Block::Paragraph { .. }) | (4.., Block::Rating { .. }) => 2.0,
        (1, _) => 9.0,
        (2, _) => 4.5,
        (3, _) => 2.5,
        (_, _) => 0.8,
    }
}

/// The space that a block needs above and below.
fn around(block: &Block) -> f32 {
    match block {
        Block::Heading { level: 1 | 2, .. } => 15.0,
        Block::Heading { level: 3, .. } => 13.0,
        Block::Table(table) if table.style != TableStyle::Plain => 10.0,
        Block::Rule | Block::Table(_) => 8.0,
        Block::Heading { .. }
        | Block::Say(_)
        | Block::Columns { .. }
        | Block::Keep(_)
        | Block::Sheet(_)
        | Block::Rating { .. }
        | Block::Evidence { .. } => 7.5,
        Block::Code { .. } => 6.0,
        Block::Paragraph { .. } | Block::List { .. } | Block::Tick { .. } | Block::PageBreak => 4.5,
    }
}
