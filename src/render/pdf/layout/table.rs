//! Tables: quiet heads that are repeated on each page, light rules, columns shared out by what stands in them.

use super::compose::Composer;
use super::entry::with_field;
use super::fill::height;
use super::flow::{Body, Flow, Frame, Piece};
use crate::document::{Inline, Table};
use crate::render::pdf::pages::TagRole;
use crate::render::pdf::style::{LABEL, MM, TextStyle};

/// Between columns.
const GAP: f32 = 3.5 * MM;
/// With narrower columns than this, a table becomes a list of labelled values.
const MIN_COLUMN: f32 = 30.0;
/// The maximum height of a head that is repeated.
const MAX_HEAD: f32 = 60.0;

impl Composer<'_> {
    /// A table with cells set in `text`.
    pub(super) fn table(&mut self, table: &Table, text: TextStyle, width: f32) -> Flow {
        let n = table.head.len();
        let room = width - GAP * n.saturating_sub(1) as f32;
        if n == 0 || room / (n as f32) < MIN_COLUMN {
            return self.labelled(table, text, width);
        }
        let widths = self.widths(table, text, room);
        self.within(TagRole::Table, |c| {
            let headless = table.head.iter().all(Vec::is_empty);
            let mut rated = table.items.iter();
            let head = c.row(&table.head, None, table, LABEL, TagRole::HeadCell, &widths);
            let rows: Flow = table
                .rows
                .iter()
                .map(|row| {
                    let item = rated.next();
                    let row = c.row(row, item, table, text, TagRole::Cell, &widths);
                    let flow = vec![Piece::new(0.0, row)];
                    let framed = Body::Framed { frame: Frame::Under(width), flow };
                    Piece::new(0.0, Body::Keep(vec![Piece::new(0.0, framed)]))
                })
                .collect();
            let head = if headless { Flow::new() } else { vec![Piece::new(0.0, head)] };
            let head = vec![Piece::new(0.0, Body::Framed { frame: Frame::Under(width), flow: head })];
            if rows.is_empty() || height(&head) > MAX_HEAD {
                let stays = !rows.is_empty();
                let head = head.into_iter().map(|piece| Piece { stays, ..piece });
                return head.chain(rows).collect();
            }
            vec![Piece::new(0.0, Body::Headed { head, rows })]
        })
    }

    fn row(
        &mut self,
        cells: &[Vec<Inline>],
        item: Option<&String>,
        table: &Table,
        style: TextStyle,
        role: TagRole,
        widths: &[f32],
    ) -> Body {
        self.within(TagRole::Row, |c| {
            let mut x = 0.0;
            let mut columns = Vec::with_capacity(widths.len());
            for (i, width) in widths.iter().enumerate() {
                let align = table.align.get(i).copied().unwrap_or_default();
                let cell = cells.get(i).map(Vec::as_slice).unwrap_or_default();
                let mut flow = c.within(role, |c| c.text(cell, style, align, *width));
                if let (Some(item), [Inline::Box], Some(point)) = (item, cell, table.head.get(i)) {
                    flow = with_field(flow, c.score_field(item, point));
                }
                columns.push((x, flow));
                x += width + GAP;
            }
            Body::Columns(columns)
        })
    }

    /// The widths of the columns: together `room`, and where possible none narrower than its widest word.
    fn widths(&self, table: &Table, text: TextStyle, room: f32) -> Vec<f32> {
        let extents: Vec<(f32, f32)> = table
            .head
            .iter()
            .enumerate()
            .map(|(i, head)| {
                let cells = table.rows.iter().filter_map(|row| row.get(i));
                cells
                    .map(|cell| self.setter().extent(cell, text))
                    .fold(self.setter().extent(head, LABEL), |(longest, widest), cell| {
                        (longest.max(cell.0), widest.max(cell.1))
                    })
            })
            .collect();
        share(&extents, room)
    }

    /// A table with too many columns: each cell in a paragraph of its own after its head.
    fn labelled(&mut self, table: &Table, text: TextStyle, width: f32) -> Flow {
        let mut flow = Flow::new();
        for row in &table.rows {
            for (i, (head, cell)) in table.head.iter().zip(row).enumerate() {
                let mut line = head.clone();
                if !head.is_empty() && !cell.is_empty() {
                    line.push(Inline::Text(": ".to_owned()));
                }
                line.extend_from_slice(cell);
                let mut lines = self.paragraph(&line, text, width);
                if let Some(first) = lines.first_mut() {
                    first.above = if i == 0 { 6.0 } else { 1.0 };
                }
                flow.append(&mut lines);
            }
        }
        flow
    }
}

/// The widths of columns that share `room`, from their (longest line, widest word): each gets its widest word, and of
/// the remaining room as much as its longest line goes beyond that word.
fn share(extents: &[(f32, f32)], room: f32) -> Vec<f32> {
    let n = extents.len() as f32;
    // One very long line must not starve the other columns.
    let longest: Vec<f32> =
        extents.iter().map(|(line, word)| line.min(room * 1.6).max(*word).max(1.0)).collect();
    let least: Vec<f32> = extents.iter().map(|(_, word)| word.min(room / n)).collect();
    let wanted: f32 = longest.iter().sum();
    let floor: f32 = least.iter().sum();
    if wanted <= room {
        return longest.iter().map(|width| width + (room - wanted) * width / wanted).collect();
    }
    let spare = (room - floor).max(0.0);
    let beyond: f32 = longest.iter().zip(&least).map(|(long, least)| long - least).sum::<f32>().max(1.0);
    longest.iter().zip(&least).map(|(long, least)| least + spare * (long - least) / beyond).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_share_the_room() {
        for extents in
            [vec![(10.0, 5.0), (30.0, 10.0)], vec![(900.0, 50.0), (40.0, 40.0)], vec![(9.0, 900.0); 4]]
        {
            let widths = share(&extents, 300.0);
            assert!((widths.iter().sum::<f32>() - 300.0).abs() < 0.1, "{widths:?}");
            assert!(widths.iter().all(|w| *w > 0.0));
        }
        assert!(share(&[(900.0, 50.0), (40.0, 40.0)], 300.0)[1] >= 40.0);
    }
}
