//! Directives that wait for their block.

use std::ops::Range;

use crate::document::block::{ParagraphStyle, TableStyle};
use crate::document::directive::Directive;

/// What directives say about the block that follows them.
#[derive(Default)]
pub(super) struct Pending {
    pub(super) small: bool,
    pub(super) aside: bool,
    pub(super) mark: Option<String>,
    pub(super) table: Option<TableStyle>,
    pub(super) rating: Option<String>,
    /// The item and the column of a box.
    pub(super) tick: Option<(String, String)>,
    pub(super) ratings: Option<Vec<String>>,
    /// Where the last of them stands.
    pub(super) span: Range<usize>,
}

impl Pending {
    pub(super) fn set(&mut self, directive: Directive, span: Range<usize>) {
        self.span = span;
        match directive {
            Directive::Small => self.small = true,
            Directive::Aside => self.aside = true,
            Directive::Mark(mark) => self.mark = Some(mark),
            Directive::Cover => self.table = Some(TableStyle::Cover),
            Directive::Timeline => self.table = Some(TableStyle::Timeline),
            Directive::Rating(item) => self.rating = Some(item),
            Directive::Tick(item, column) => self.tick = Some((item, column)),
            Directive::Ratings(items) => self.ratings = Some(items),
            _ => {}
        }
    }

    /// The style of a paragraph; the directive for it is used up.
    pub(super) fn paragraph(&mut self) -> ParagraphStyle {
        if std::mem::take(&mut self.aside) {
            ParagraphStyle::Aside
        } else if std::mem::take(&mut self.small) {
            ParagraphStyle::Small
        } else {
            ParagraphStyle::Plain
        }
    }
}
