//! HTML: a document as one page that is complete in itself and loads nothing from elsewhere.

mod blocks;
mod escape;
mod fields;
mod form;
mod page;
mod tables;

pub use escape::escaped;
pub use form::Form;
pub use page::{Head, page};

use crate::document::Document;
use crate::render::{Page, Paper};
use blocks::Html;
use escape::css_string;

const STYLE: &str = include_str!("page.css");

/// `document` as a page; its ratings and evidence are fields that can be filled in.
pub fn write(document: &Document, page: &Page) -> String {
    write_page(document, page, None)
}

/// `document` as a page that is a form.
pub fn write_form(document: &Document, page: &Page, form: &Form<'_>) -> String {
    write_page(document, page, Some(form))
}

fn write_page(document: &Document, setup: &Page, form: Option<&Form<'_>>) -> String {
    let mut html = Html::new(form);
    html.blocks(&document.blocks);
    let (content, rules) = html.finish();
    let form_style = form.map_or("", |form| form.style);
    let style = format!("{STYLE}{}{rules}{form_style}", print_style(setup));
    let head = Head {
        language: if setup.language.is_empty() { "en" } else { &setup.language },
        author: &setup.author,
        title: &setup.title,
        style: &style,
        script: form.map_or("", |form| form.script),
    };
    page(&head, |out| {
        out.extend([form.map_or("", |form| form.tools), "<main>\n", &content, "</main>\n"]);
        if !setup.footer.is_empty() {
            out.extend(["<footer>", &escaped(&setup.footer), "</footer>\n"]);
        }
    })
}

/// The size of the paper, and the lines at its edges.
fn print_style(page: &Page) -> String {
    let paper = match page.paper {
        Paper::A4 => "A4",
        Paper::Letter => "letter",
    };
    let orientation = if page.landscape { " landscape" } else { "" };
    let edge = |place: &str, content: &str| {
        format!("  @{place} {{ content: {content}; font: 7.5pt \"Noto Sans\"; color: #555; }}\n")
    };
    let edges = [
        edge("top-left", &css_string(&page.header_left)),
        edge("top-right", &css_string(&page.header_right)),
        edge("bottom-left", &css_string(&page.footer)),
        edge("bottom-right", "counter(page) \" of \" counter(pages)"),
    ];
    let first = "@page :first { @top-left { content: none; } @top-right { content: none; } }\n";
    let [top, side, bottom] = MARGINS;
    format!(
        "@page {{\n  size: {paper}{orientation}; margin: {top}mm {side}mm {bottom}mm;\n{}}}\n{first}",
        edges.concat()
    )
}

/// The margins of printed pages at the top, at the sides and at the bottom, in millimetres.
const MARGINS: [f32; 3] = [17.0, 18.0, 18.0];

/// The width and height inside the margins of a printed page, in millimetres.
pub fn inside_margins(page: &Page) -> (f32, f32) {
    let (width, height) = page.size();
    let [top, side, bottom] = MARGINS;
    let millimetres = |points: f32| (points * 254.0 / 72.0).floor() / 10.0;
    (millimetres(width) - 2.0 * side, millimetres(height) - top - bottom)
}

#[cfg(test)]
mod tests;
