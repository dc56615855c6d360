//! Blocks and inlines as HTML.

use super::escape::{css_string, escaped};
use super::form::Form;
use crate::document::{Block, Inline, ParagraphStyle, TableStyle, address_behind, plain, split_number};
use std::collections::BTreeMap;

/// Writes blocks as HTML.
#[derive(Default)]
pub(super) struct Html<'a> {
    pub(super) form: Option<&'a Form<'a>>,
    out: String,
    /// The number of fields so far, which makes their names unique.
    pub(super) fields: usize,
    /// The style rules of single elements, by class.
    rules: BTreeMap<String, String>,
    /// The level of the last heading in the page.
    level: u8,
    /// The words of the last question and of the last heading inside it.
    pub(super) under: (String, String),
}

impl<'a> Html<'a> {
    pub(super) fn new(form: Option<&'a Form<'a>>) -> Self {
        Self { form, ..Self::default() }
    }

    /// The HTML, and the style rules that it needs.
    pub(super) fn finish(self) -> (String, String) {
        let rules = self.rules.iter().map(|(class, rule)| format!(".{class} {{ {rule} }}\n"));
        (self.out, rules.collect())
    }
}

impl Html<'_> {
    pub(super) fn put(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// Puts what `work` puts inside an element.
    pub(super) fn inside(&mut self, open: &str, close: &str, work: impl FnOnce(&mut Self)) {
        self.put(open);
        work(self);
        self.put(close);
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        let mut rest = blocks;
        while let Some((block, after)) = rest.split_first() {
            rest = after;
            if let Block::Heading { level, inlines } = block {
                if let Some(Block::Paragraph { style: ParagraphStyle::Aside, inlines: aside }) = after.first()
                {
                    rest = &after[1..];
                    let class = if *level == 2 { "heading question" } else { "heading" };
                    self.inside(&format!("<div class=\"{class}\">\n"), "</div>\n", |html| {
                        html.heading(*level, inlines);
                        html.inside("<p class=\"aside\">", "</p>\n", |html| html.inlines(aside));
                    });
                } else {
                    self.heading(*level, inlines);
                }
            } else {
                self.block(block);
            }
        }
    }

    /// A heading. Its class is its own level; its element never skips a level, as accessibility asks.
    fn heading(&mut self, level: u8, inlines: &[Inline]) {
        let level = level.clamp(1, 6);
        self.level = level.min(self.level + 1);
        let (number, title) = if level == 2 { split_number(inlines) } else { (None, inlines.to_vec()) };
        let words = plain(&title);
        if level <= 2 {
            self.under = (words, String::new());
        } else {
            self.under.1 = words;
        }
        let question = if level == 2 { " question" } else { "" };
        let open = format!("<h{} class=\"l{level}{question}\">", self.level);
        let close = format!("</h{}>\n", self.level);
        self.inside(&open, &close, |html| {
            if let Some(number) = number {
                html.put(&format!("<span class=\"number\">{number}</span> "));
            }
            html.inlines(&title);
        });
    }

    /// Adds a class with this rule; returns its name.
    pub(super) fn class(&mut self, name: String, rule: String) -> String {
        self.rules.insert(name.clone(), rule);
        name
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, inlines } => self.heading(*level, inlines),
            Block::Paragraph { style, inlines } => {
                let class = match style {
                    ParagraphStyle::Plain => "",
                    ParagraphStyle::Small => " class=\"small\"",
                    ParagraphStyle::Aside => " class=\"aside\"",
                };
                self.inside(&format!("<p{class}>"), "</p>\n", |html| html.inlines(inlines));
            }
            Block::Say(inner) => {
                let open = "<div class=\"say\" role=\"group\" aria-label=\"Say aloud\">\n";
                self.inside(open, "</div>\n", |html| html.blocks(inner));
            }
            Block::List { start, mark, small, items } => self.list(*start, mark.as_deref(), *small, items),
            Block::Code { text, .. } => self.put(&format!("<pre><code>{}</code></pre>\n", escaped(text))),
            Block::Table(table) => match table.style {
                TableStyle::Plain => self.table(table),
                TableStyle::Cover => self.cover(table),
                TableStyle::Timeline => self.timeline(table),
            },
            Block::Rating { item, points } => self.rating(item, points),
            Block::Tick { item, column, label } => self.single_tick(item, column, label),
            Block::Evidence { item, lines, grows } => self.evidence(item, *lines, *grows),
            Block::Columns { weights, parts } => {
                let shares: Vec<String> = weights.iter().map(|weight| format!("{weight}fr")).collect();
                let name = weights.iter().fold("c".to_owned(), |name, weight| format!("{name}-{weight}"));
                let class = self.class(name, format!("grid-template-columns: {}", shares.join(" ")));
                let open = format!("<div class=\"columns {class}\">\n");
                self.inside(&open, "</div>\n", |html| {
                    for part in parts {
                        html.inside("<div>\n", "</div>\n", |html| html.blocks(part));
                    }
                });
            }
            Block::Keep(inner) => {
                self.inside("<div class=\"keep\">\n", "</div>\n", |html| html.blocks(inner));
            }
            Block::Sheet(parts) => {
                self.inside("<div class=\"page sheet\">\n", "</div>\n", |html| {
                    for part in parts {
                        html.inside("<div class=\"part\">\n", "</div>\n", |html| html.blocks(part));
                    }
                });
            }
            Block::PageBreak => self.put("<div class=\"page\"></div>\n"),
            Block::Rule => self.put("<hr>\n"),
        }
    }

    fn list(&mut self, start: Option<u64>, mark: Option<&str>, small: bool, items: &[Vec<Block>]) {
        let mark = mark.map(|mark| {
            let codes = mark.chars().map(|c| format!("-{:x}", u32::from(c)));
            let rule = format!("list-style-type: {}", css_string(&format!("{mark} ")));
            self.class(codes.fold("m".to_owned(), |name, code| name + &code), rule)
        });
        let class = if small { " class=\"small\"" } else { "" };
        let (open, close) = match (start, mark) {
            (Some(first), _) => (format!("<ol{class} start=\"{first}\">\n"), "</ol>\n"),
            (None, Some(mark)) => {
                let small = if small { " small" } else { "" };
                (format!("<ul class=\"{mark}{small}\">\n"), "</ul>\n")
            }
            (None, None) => (format!("<ul{class}>\n"), "</ul>\n"),
        };
        self.inside(&open, close, |html| {
            for item in items {
                html.inside("<li>", "</li>\n", |html| match item.split_first() {
                    Some((Block::Paragraph { style: ParagraphStyle::Plain, inlines }, rest)) => {
                        html.inlines(inlines);
                        html.blocks(rest);
                    }
                    _ => html.blocks(item),
                });
            }
        });
    }

    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.put(&escaped(text)),
                Inline::Strong(inner) => self.inside("<strong>", "</strong>", |html| html.inlines(inner)),
                Inline::Emphasis(inner) => self.inside("<em>", "</em>", |html| html.inlines(inner)),
                Inline::Code(code) => self.put(&format!("<code>{}</code>", escaped(code))),
                Inline::Link { url, inlines } => {
                    let open = format!("<a href=\"{}\" rel=\"noreferrer\">", escaped(url));
                    self.inside(&open, "</a>", |html| html.inlines(inlines));
                    if let Some(address) = address_behind(url, inlines) {
                        self.put(&format!(" ({})", escaped(address)));
                    }
                }
                Inline::Break => self.put("<br>\n"),
                Inline::Box => self.put("<input type=\"checkbox\" aria-label=\"box to tick\">"),
            }
        }
    }
}
