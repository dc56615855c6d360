//! Tables.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag};

use super::parser::Parser;
use super::pending::Pending;
use crate::document::block::{Align, Block, Inline, Table, TableStyle};
use crate::document::words::split_minutes;

impl Parser<'_> {
    /// The table that has just been opened, up to and including its end.
    pub(super) fn table(&mut self, align: &[Alignment], pending: &mut Pending, span: Range<usize>) -> Block {
        let style = pending.table.take().unwrap_or_default();
        let items = pending.ratings.take().unwrap_or_default();
        let align = align.iter().map(|a| match a {
            Alignment::Center => Align::Center,
            Alignment::Right => Align::Right,
            Alignment::None | Alignment::Left => Align::Left,
        });
        let mut table = Table { style, items, align: align.collect(), head: Vec::new(), rows: Vec::new() };
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::TableHead) => table.head = self.cells(),
                Event::Start(Tag::TableRow) => {
                    let row = self.cells();
                    table.rows.push(row);
                }
                _ => break,
            }
        }
        let minutes = |cell: &Vec<Inline>| (1..=600).contains(&split_minutes(cell).1);
        let rated = !table.items.is_empty();
        if rated && (style != TableStyle::Plain || table.rows.len() != table.items.len()) {
            self.report(
                "table",
                span,
                "this table has as many rows as items are rated",
                "write a row an item, with a box a point",
            );
        } else if style != TableStyle::Plain && table.rows.len() != 1 {
            self.report("table", span, "this table has one row", "write the heads and one row of values");
        } else if style == TableStyle::Timeline && !table.rows.iter().flatten().all(minutes) {
            self.report(
                "table",
                span,
                "a time line's row holds whole minutes",
                "write numbers from 1 to 600, after the time of day where it is known: 10:05 12",
            );
        }
        Block::Table(table)
    }

    fn cells(&mut self) -> Vec<Vec<Inline>> {
        let mut cells = Vec::new();
        while let Some((Event::Start(Tag::TableCell), _)) = self.next() {
            cells.push(self.inlines_until_end());
        }
        cells
    }
}
