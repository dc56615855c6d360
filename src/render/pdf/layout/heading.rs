//! Headings: the title, questions with their number and rule, parts, and quiet labels.

use super::compose::Composer;
use super::flow::{Flow, Piece, add_items, indent_by, rule};
use crate::document::{Align, Inline, plain, split_number};
use crate::render::pdf::pages::{PageItem, TagRole};
use crate::render::pdf::style::{self, ASIDE, MEDIUM, MM, TextStyle};
use crate::render::pdf::text::runs_right_to_left;

/// From a question's rule to its title.
const UNDER_RULE: f32 = 3.2;
/// The width of the column for a question's number.
const NUMBER: f32 = 8.0 * MM;
/// Between a heading and an aside on its line.
const BEFORE_ASIDE: f32 = 12.0;

/// Headings down to this level are in the outline.
pub(in crate::render::pdf) const LOWEST_BOOKMARK: u8 = 3;

impl Composer<'_> {
    /// A heading, with `aside` flush right on its line where there is room, else below it.
    pub(super) fn heading(
        &mut self,
        level: u8,
        inlines: &[Inline],
        aside: Option<&[Inline]>,
        width: f32,
    ) -> Flow {
        let style = style_of(level);
        self.part = if level <= 2 { String::new() } else { plain(inlines) };
        let (number, title) = if level == 2 { split_number(inlines) } else { (None, inlines.to_vec()) };
        let indent = if number.is_some() { NUMBER.min(width / 5.0) } else { 0.0 };
        let mut flow = Flow::new();
        if level == 2 {
            flow.push(Piece::strip(0.0, UNDER_RULE, vec![rule(0.0, width, MEDIUM)]));
        }
        let anchor = (level <= LOWEST_BOOKMARK).then(|| self.bookmark(level, plain(inlines)));
        let mut lines = self.within(TagRole::Heading(level.min(6)), |c| {
            let number = number.map(|n| c.setter().one_line(&[Inline::Text(n.to_owned())], style, indent));
            let items = number.map(|line| c.placed(&line, 0.0, style.baseline())).unwrap_or_default();
            let mut lines = c.text(&title, style, Align::Left, width - indent);
            indent_by(&mut lines, indent);
            add_items(&mut lines, items);
            lines
        });
        if let Some(bookmark) = anchor {
            add_items(&mut lines, vec![PageItem::Anchor { y: 0.0, bookmark }]);
        }
        let mut below = Flow::new();
        if let Some(aside) = aside {
            let used = self
                .setter()
                .lines(&title, style, width - indent)
                .iter()
                .map(|l| l.width)
                .fold(0.0, f32::max);
            let room = width - indent - used - BEFORE_ASIDE;
            let set = self.setter().lines(aside, ASIDE, f32::INFINITY);
            match set.as_slice() {
                [line] if lines.len() == 1 && line.width <= room && !runs_right_to_left(&title) => {
                    let items = self.within(TagRole::Paragraph, |c| {
                        c.placed(line, line.flush_right(width), style.baseline() - 0.4)
                    });
                    add_items(&mut lines, items);
                }
                _ => {
                    below = self
                        .within(TagRole::Paragraph, |c| c.text(aside, ASIDE, Align::Left, width - indent));
                    indent_by(&mut below, indent);
                }
            }
        }
        flow.append(&mut lines);
        flow.append(&mut below);
        flow.into_iter().map(Piece::staying).collect()
    }
}

fn style_of(level: u8) -> TextStyle {
    match level {
        1 => style::TITLE,
        2 => style::QUESTION,
        3 => style::PART,
        _ => style::LABEL,
    }
}
