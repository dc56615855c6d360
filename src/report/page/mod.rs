//! The comparison as one page for a browser: complete in itself, loading nothing, and readable without its script.

mod draw;
mod evidence;
mod matrix;
mod pairs;
mod sections;
mod writer;

use super::view::Report;
use super::words::agreement;
use crate::compare::Comparison;
use crate::plan::Plan;
use crate::render::html::{Head, page};
use writer::PageWriter;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page of `comparison`, whose view is `report`, with this `footer`.
pub fn write(plan: &Plan, comparison: &Comparison, report: &Report, footer: &str) -> String {
    let title = format!("Comparison: {}", report.title);
    let head = Head { language: "en", author: "", title: &title, style: STYLE, script: SCRIPT };
    page(&head, |out| {
        let mut page = PageWriter { out, plan, comparison, report };
        page.put("<main>\n");
        page.lead();
        page.tools();
        page.matrix();
        page.agenda();
        page.apart();
        page.list("How far the interviewers agree", &agreement(comparison));
        page.candidates();
        page.one_question();
        page.reading();
        page.put("</main>\n<footer>");
        page.text(footer);
        page.put("</footer>\n");
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_and_script_load_nothing_and_end_no_element() {
        assert!(!SCRIPT.contains("</") && !STYLE.contains("</") && !STYLE.contains("url("));
    }
}
