//! Form fields: boxes and ruled lines that can be filled in on screen too.

use std::sync::Arc;

use super::compose::Composer;
use super::flow::{Body, Flow, Piece};
use crate::document::{Inline, plain};
use crate::render::pdf::pages::{FieldKind, FormField, PageItem, Paint, TagRole};
use crate::render::pdf::style::RULED;
use crate::text::{field_name, slug};

/// Between a text field and the ruled lines around it.
const INSET: f32 = 1.0;

/// `flow` with the form field over its box.
pub(super) fn with_field(flow: Flow, field: Option<FormField>) -> Flow {
    let Some(field) = field.map(Arc::new) else { return flow };
    let over = |piece: Piece| match piece.body {
        Body::Strip { height, items } => {
            let boxes = items.iter().filter_map(|item| match item {
                PageItem::Rect { x, y, width, height, paint: Paint::Stroke(..), .. } => {
                    let field = Arc::clone(&field);
                    Some(PageItem::Field { x: *x, y: *y, width: *width, height: *height, mark: None, field })
                }
                _ => None,
            });
            let items = items.iter().cloned().chain(boxes).collect();
            Piece { body: Body::Strip { height, items }, ..piece }
        }
        body => Piece { body, ..piece },
    };
    flow.into_iter().map(over).collect()
}

impl Composer<'_> {
    /// The field of a box that stands for `point` of the rating of `item`.
    pub(super) fn score_field(&mut self, item: &str, point: &[Inline]) -> Option<FormField> {
        let name = self.field_named(item, "score")?;
        let kind = FieldKind::Box(state(&plain(point)));
        Some(FormField {
            name,
            label: self.field_label("Rating", item),
            kind,
            node: self.leaf(TagRole::Form),
        })
    }

    /// The field of a box that stands for a yes in `column` of `item`, which `label` says in words.
    pub(super) fn yes_field(&mut self, item: &str, column: &str, label: &[Inline]) -> Option<FormField> {
        let name = self.field_named(item, column)?;
        let words = plain(label);
        // A box for the score stands for its words: such as `not-asked`.
        let value = if column == "score" { state(&words) } else { "yes".to_owned() };
        let (label, node) = (self.field_label(&words, item), self.leaf(TagRole::Form));
        Some(FormField { name, label, kind: FieldKind::Box(value), node })
    }

    /// A text field over `lines` ruled lines, for notes on `item`.
    pub(super) fn writable(&mut self, item: &str, lines: usize, width: f32) -> Option<PageItem> {
        let name = self.field_named(item, "evidence")?;
        let is_read = self.form()?.items.iter().any(|i| i == item);
        let what = match self.part.as_str() {
            _ if is_read => "Evidence",
            "" => "Notes",
            part => part,
        };
        let label = self.field_label(what, item);
        let kind = FieldKind::Text { multiline: lines > 1 };
        let field = FormField { name, label, kind, node: self.leaf(TagRole::Form) };
        let height = self.sheet.unscaled(RULED) * lines as f32 - 2.0 * INSET;
        Some(PageItem::Field { x: 0.0, y: INSET, width, height, mark: None, field: Arc::new(field) })
    }

    /// The name of the field for `column` of `item`, if there are fields; an item that isn't read is an `other`.
    fn field_named(&self, item: &str, column: &str) -> Option<String> {
        let form = self.form()?;
        let key = if form.items.iter().any(|i| i == item) { "item" } else { "other" };
        let pairs = form.pairs.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        Some(field_name(pairs.chain([(key, item)]), column))
    }

    /// What people are told about a field.
    fn field_label(&self, what: &str, item: &str) -> String {
        match (self.question(), item) {
            (_, "overall") => format!("{what}: overall recommendation"),
            ("", item) => format!("{what}: {item}"),
            (question, _) => format!("{what}: {question}"),
        }
    }
}

/// The value of a box: the number of a point such as `3 Solid`, else a slug of its words, since it becomes a PDF name.
fn state(label: &str) -> String {
    let digits: String = label.trim().chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() { slug(label) } else { digits }
}
