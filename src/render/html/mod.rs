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
    format!("@page {{\n  size: {paper}{orientation}; margin: 17mm 16mm 18mm;\n{}}}\n{first}", edges.concat())
}

#[cfg(test)]
mod tests;
