//! What the sections of the page are written with.

use super::draw::ScaleRange;
use crate::compare::Comparison;
use crate::plan::Plan;
use crate::render::html::escaped;
use crate::report::view::Report;

/// Appends sections to the body of the page.
pub(super) struct PageWriter<'a> {
    pub(super) out: &'a mut String,
    pub(super) plan: &'a Plan,
    pub(super) comparison: &'a Comparison,
    pub(super) report: &'a Report,
}

impl PageWriter<'_> {
    pub(super) fn put(&mut self, html: &str) {
        self.out.push_str(html);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.out.push_str(&escaped(text));
    }

    pub(super) fn scale(&self) -> ScaleRange {
        ScaleRange { low: f64::from(self.plan.scale.low), high: f64::from(self.plan.scale.high()) }
    }
}
