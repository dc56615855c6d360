//! Headings: the title, questions with their number and rule, parts, and quiet labels.

use super::compose::Composer;
use super::flow::{Body, Flow, Piece, rule};
use crate::document::{Align, Inline, plain, split_number};
use crate::render::pdf::sheet::{Item, Role};
use crate::render::pdf::style::{self, ASIDE, MEDIUM, MM, Style};
use crate::render::pdf::text::runs_right_to_left;

/// From a question's rule to its title.
const UNDER_RULE: f32 = 3.2;
/// The column of a question's number.
const NUMBER: f32 = 8.0 * MM;
/// Between a heading and what stands at the end of its line.
const BEFORE_ASIDE: f32 = 12.0;

impl Composer<'_> {
    /// A heading, with `aside` at the right end of its line where there is room, below it otherwise.
    pub(super) fn heading(
        &mut self,
        level: u8,
        inlines: &[Inline],
        aside: Option<&[Inline]>,
        width: f32,
    ) -> Flow {
        let look = look_of(level);
        let (number, title) = if level == 2 { split_number(inlines) } else { (None, inlines.to_vec()) };
        let indent = if number.is_some() { NUMBER.min(width / 5.0) } else { 0.0 };
        let mut flow = Flow::new();
        if level == 2 {
            flow.push(Piece::strip(0.0, UNDER_RULE, vec![rule(0.0, width, MEDIUM)]));
        }
        let anchor = (level <= 3).then(|| self.bookmark(level, plain(inlines)));
        let mut lines = self.within(Role::Heading(level.min(6)), |c| {
            let number = number.map(|n| c.setter().one_line(&[Inline::Text(n.to_owned())], look, indent));
            let items = number.map(|line| c.placed(&line, 0.0, look.baseline())).unwrap_or_default();
            let mut lines = c.text(&title, look, Align::Left, width - indent);
            indent_by(&mut lines, indent);
            add_items(&mut lines, items);
            lines
        });
        if let Some(bookmark) = anchor {
            add_items(&mut lines, vec![Item::Anchor { y: 0.0, bookmark }]);
        }
        let mut below = Flow::new();
        if let Some(aside) = aside {
            let used =
                self.setter().lines(&title, look, width - indent).iter().map(|l| l.width).fold(0.0, f32::max);
            let room = width - indent - used - BEFORE_ASIDE;
            let set = self.setter().lines(aside, ASIDE, f32::INFINITY);
            match set.as_slice() {
                [line] if lines.len() == 1 && line.width <= room && !runs_right_to_left(&title) => {
                    // On the heading's baseline, flush right.
                    let items = self.within(Role::Paragraph, |c| {
                        c.placed(line, line.flush_right(width), look.baseline() - 0.4)
                    });
                    add_items(&mut lines, items);
                }
                _ => {
                    below =
                        self.within(Role::Paragraph, |c| c.text(aside, ASIDE, Align::Left, width - indent));
                    indent_by(&mut below, indent);
                }
            }
        }
        flow.append(&mut lines);
        flow.append(&mut below);
        flow.into_iter().map(Piece::staying).collect()
    }
}

fn look_of(level: u8) -> Style {
    match level {
        1 => style::TITLE,
        2 => style::QUESTION,
        3 => style::PART,
        _ => style::LABEL,
    }
}

/// Moves every strip of `flow` to the right.
pub(super) fn indent_by(flow: &mut Flow, dx: f32) {
    for piece in flow {
        if let Body::Strip { items, .. } = &mut piece.body {
            *items = items.iter().map(|item| item.clone().moved(dx, 0.0)).collect();
        }
    }
}

/// Adds `items` to the first strip of `flow`.
pub(super) fn add_items(flow: &mut Flow, added: Vec<Item>) {
    if let Some(Piece { body: Body::Strip { items, .. }, .. }) = flow.first_mut() {
        *items = added.into_iter().chain(items.iter().cloned()).collect();
    }
}
