//! The cover block and the time line of a round.

use super::compose::Composer;
use super::flow::{Body, Flow, Piece, keep_all, rule};
use crate::document::{Align, Inline, Table, plain, split_minutes};
use crate::render::pdf::pages::{Ink, PageItem, Paint, Spoken, TagRole};
use crate::render::pdf::style::{BODY, HEAVY, LABEL, LIGHT, MM, SEGMENT, TextStyle};
use crate::render::pdf::text::Line;

/// The minimum width of a fact on the cover.
const MIN_FACT: f32 = 84.0;
/// Between two facts.
const FACT_GAP: f32 = 3.0 * MM;
/// The height of the time line.
const TIMELINE: f32 = 7.8 * MM;
/// Inside a segment, at its sides.
const SEGMENT_PAD: f32 = 1.2 * MM;

impl Composer<'_> {
    /// Labelled facts side by side between a heavy and a light rule; in several rows where there are many.
    pub(super) fn cover(&mut self, table: &Table, width: f32) -> Flow {
        let facts: Vec<(&Vec<Inline>, &Vec<Inline>)> =
            table.head.iter().zip(table.rows.iter().flatten()).collect();
        let most = ((width / MIN_FACT).floor() as usize).max(1);
        let rows = facts.len().div_ceil(most).max(1);
        let per_row = facts.len().div_ceil(rows).max(1);
        let cell = width / per_row as f32;
        let mut flow = vec![Piece::strip(0.0, 1.6 * MM, vec![rule(0.0, width, HEAVY)])];
        for row in facts.chunks(per_row) {
            let columns = row.iter().enumerate().map(|(i, (head, value))| {
                let inner = (cell - FACT_GAP).max(1.0);
                let mut fact = self.within(TagRole::Paragraph, |c| c.text(head, LABEL, Align::Left, inner));
                keep_all(&mut fact);
                // Left-aligned under its label even where it runs from right to left.
                let lines = self.setter().lines(value, BODY, inner);
                let place =
                    |c: &mut Self| lines.iter().map(|line| c.strip(line, BODY, 0.0)).collect::<Flow>();
                fact.append(&mut self.within(TagRole::Paragraph, place));
                (i as f32 * cell, fact)
            });
            flow.push(Piece::new(0.0, Body::Columns(columns.collect())));
            flow.push(Piece::strip(0.0, 1.6 * MM, Vec::new()));
        }
        flow.push(Piece::strip(0.0, 0.5, vec![rule(0.0, width, LIGHT)]));
        vec![Piece::new(0.0, Body::Keep(flow))]
    }

    /// The parts of the round as segments with a width for their minutes; those in italics are grey.
    pub(super) fn timeline(&mut self, table: &Table, width: f32) -> Flow {
        let parts: Vec<(Option<String>, u32)> =
            table.rows.iter().flatten().map(|cell| split_minutes(cell)).collect();
        let total = (parts.iter().map(|(_, minutes)| minutes).sum::<u32>() as f32).max(1.0);
        let mut items = Vec::new();
        let mut x = 0.0;
        for (name, minutes) in table.head.iter().zip(&parts) {
            let (time, minutes) = minutes;
            let segment = width * *minutes as f32 / total;
            let (name, grey) = match name.as_slice() {
                [Inline::Emphasis(inner)] => (inner.as_slice(), true),
                other => (other, false),
            };
            if grey {
                items.push(frame(x, segment, Paint::Fill(Ink::Shade)));
            }
            items.push(frame(x, segment, Paint::Stroke(Ink::Black, LIGHT)));
            let room = (segment - 2.0 * SEGMENT_PAD).max(0.0);
            let first = 1.9 + SEGMENT.baseline();
            let quiet = TextStyle { ink: Ink::Dark, ..SEGMENT };
            let fits = |lines: &[Line]| matches!(lines, [line] if line.width <= room);
            let whole = self.setter().lines(name, SEGMENT, f32::INFINITY);
            let said = match time {
                Some(time) => format!("{time}, {minutes} min"),
                None => format!("{minutes} min"),
            };
            let long = self.setter().plain_lines(&said, quiet, f32::INFINITY);
            let cut = !fits(&whole) || !fits(&long);
            let spoken = cut.then(|| Spoken::FullText(format!("{}, {said}", plain(name).trim())));
            // Where there is no room for both, the time of day says more.
            let short = time.clone().filter(|t| fits(&self.setter().plain_lines(t, quiet, f32::INFINITY)));
            let short = short.unwrap_or_else(|| minutes.to_string());
            self.element(TagRole::Paragraph, spoken, |c| {
                let name = c.setter().one_line(name, SEGMENT, room);
                items.extend(c.placed(&name, x + SEGMENT_PAD, first));
                let time = match long.as_slice() {
                    [line] if fits(&long) => line.clone(),
                    _ => c.setter().one_line(&[Inline::Text(short.clone())], quiet, room),
                };
                items.extend(c.placed(&time, x + SEGMENT_PAD, first + SEGMENT.leading));
            });
            x += segment;
        }
        vec![Piece::strip(0.0, TIMELINE, items)]
    }
}

fn frame(x: f32, width: f32, paint: Paint) -> PageItem {
    PageItem::Rect { x, y: 0.0, width, height: TIMELINE, paint, node: None }
}
