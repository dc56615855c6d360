//! HTML: the document as one page that needs nothing else and asks nothing of the net.

mod escape;
mod fields;

pub use escape::escaped;

use crate::document::Align;
use crate::document::{Block, Document, Inline, ParagraphStyle, Table, TableStyle, plain, split_number};
use crate::render::{Page, Paper};
use base64::Engine;
use escape::css_string;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What the page looks like.
const STYLE: &str = include_str!("page.css");

/// What makes a form of a page: the browser then keeps and saves what is filled in.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// HTML that stands before the document, such as buttons.
    pub tools: &'a str,
    /// The look of that, behind the page's own style.
    pub style: &'a str,
    /// What runs. It may hold no `</`.
    pub script: &'a str,
    /// Items whose rating may also be [`Form::further`].
    pub items: &'a [&'a str],
    /// A label for these items beside the points of their ratings, such as `Not asked`.
    pub further: &'a str,
}

/// `document` as a self-contained page; ratings and evidence are fields that can be filled in.
pub fn write(document: &Document, page: &Page) -> String {
    written(document, page, None)
}

/// `document` as a self-contained page that is a form.
pub fn write_form(document: &Document, page: &Page, form: &Form<'_>) -> String {
    written(document, page, Some(form))
}

fn written(document: &Document, page: &Page, form: Option<&Form<'_>>) -> String {
    let mut html = Html { form, ..Html::default() };
    html.blocks(&document.blocks);
    let mut style = format!("{STYLE}{}", print_style(page));
    style.extend(html.rules.iter().map(|(class, rule)| format!(".{class} {{ {rule} }}\n")));
    let (tools, script) = form.map_or(("", ""), |f| (f.tools, f.script));
    style.push_str(form.map_or("", |f| f.style));
    let language = if page.language.is_empty() { "en" } else { &page.language };
    let author = match page.author.as_str() {
        "" => String::new(),
        author => format!("<meta name=\"author\" content=\"{}\">\n", escaped(author)),
    };
    let footer = match page.footer.as_str() {
        "" => String::new(),
        footer => format!("<footer>{}</footer>\n", escaped(footer)),
    };
    let runs = match script {
        "" => String::new(),
        script => format!("<script>{script}</script>\n"),
    };
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n{author}\
         <title>{}</title>\n<style>{style}</style>\n</head>\n<body>\n{tools}<main>\n{}</main>\n{footer}{runs}\
         </body>\n</html>\n",
        escaped(language),
        policy(&style, script),
        escaped(&page.title),
        html.out
    )
}

/// What the browser may draw and run: these two, and nothing from elsewhere.
fn policy(style: &str, script: &str) -> String {
    let hash = |text: &str| {
        let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes()));
        format!("'sha256-{digest}'")
    };
    let script = if script.is_empty() { "'none'".to_owned() } else { hash(script) };
    let style = hash(style);
    format!("default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'")
}

/// The paper, and the lines at its edges.
fn print_style(page: &Page) -> String {
    let paper = match page.paper {
        Paper::A4 => "A4",
        Paper::Letter => "letter",
    };
    let lies = if page.landscape { " landscape" } else { "" };
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
    format!("@page {{\n  size: {paper}{lies}; margin: 17mm 16mm 18mm;\n{}}}\n{first}", edges.concat())
}

#[derive(Default)]
struct Html<'a> {
    form: Option<&'a Form<'a>>,
    out: String,
    /// How many fields there are so far: each has its own name.
    fields: usize,
    /// What single elements look like, by class.
    rules: BTreeMap<String, String>,
    /// The level of the last heading, as the browser is told it.
    level: u8,
    /// The words of the last question's heading and of the last heading of a part of it.
    under: (String, String),
}

impl Html<'_> {
    fn put(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// What `work` puts, inside an element.
    fn inside(&mut self, open: &str, close: &str, work: impl FnOnce(&mut Self)) {
        self.put(open);
        work(self);
        self.put(close);
    }

    fn blocks(&mut self, blocks: &[Block]) {
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

    /// A heading. The browser is told no level that skips one; how it looks goes by its own.
    fn heading(&mut self, level: u8, inlines: &[Inline]) {
        let looks = level.clamp(1, 6);
        self.level = looks.min(self.level + 1);
        let (number, title) = if looks == 2 { split_number(inlines) } else { (None, inlines.to_vec()) };
        let words = plain(&title);
        if looks <= 2 {
            self.under = (words, String::new());
        } else {
            self.under.1 = words;
        }
        let question = if looks == 2 { " question" } else { "" };
        let open = format!("<h{} class=\"l{looks}{question}\">", self.level);
        let close = format!("</h{}>\n", self.level);
        self.inside(&open, &close, |html| {
            if let Some(number) = number {
                html.put(&format!("<span class=\"number\">{number}</span> "));
            }
            html.inlines(&title);
        });
    }

    /// The class of elements that look like `rule`.
    fn class(&mut self, name: String, rule: String) -> String {
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
            Block::Evidence { item, lines } => self.evidence(item, *lines),
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

    fn table(&mut self, table: &Table) {
        let class = |i: usize| match table.align.get(i) {
            Some(Align::Center) => " class=\"center\"",
            Some(Align::Right) => " class=\"right\"",
            _ => "",
        };
        let rated = if table.items.is_empty() { "" } else { " class=\"rated\"" };
        self.inside(&format!("<table{rated}>\n<thead>\n<tr>"), "</tr>\n</thead>\n<tbody>\n", |html| {
            for (i, cell) in table.head.iter().enumerate() {
                html.inside(&format!("<th scope=\"col\"{}>", class(i)), "</th>", |html| html.inlines(cell));
            }
        });
        for (r, row) in table.rows.iter().enumerate() {
            let field = table.items.get(r).map(|item| self.row_field(item, row));
            self.inside("<tr>", "</tr>\n", |html| {
                for (i, cell) in row.iter().enumerate() {
                    html.inside(&format!("<td{}>", class(i)), "</td>", |html| match &field {
                        Some(field) if *cell == [Inline::Box] => html.tick(field, &table.head[i]),
                        _ => html.inlines(cell),
                    });
                }
            });
        }
        self.put("</tbody>\n</table>\n");
    }

    fn cover(&mut self, table: &Table) {
        self.inside("<dl class=\"cover\">\n", "</dl>\n", |html| {
            for (head, value) in table.head.iter().zip(table.rows.iter().flatten()) {
                html.inside("<div><dt>", "</dt>", |html| html.inlines(head));
                html.inside("<dd>", "</dd></div>\n", |html| html.inlines(value));
            }
        });
    }

    fn timeline(&mut self, table: &Table) {
        self.inside("<ol class=\"timeline\">\n", "</ol>\n", |html| {
            for (name, minutes) in table.head.iter().zip(table.rows.iter().flatten()) {
                let minutes: u32 = plain(minutes).trim().parse().unwrap_or(1);
                let (name, quiet) = match name.as_slice() {
                    [Inline::Emphasis(inner)] => (inner.as_slice(), " quiet"),
                    other => (other, ""),
                };
                let class = html.class(format!("t{minutes}"), format!("flex: {minutes} 1 0"));
                // A narrow part shows less; its whole name comes up under the pointer.
                let whole = escaped(&format!("{}, {minutes} min", plain(name).trim()));
                html.inside(&format!("<li class=\"{class}{quiet}\" title=\"{whole}\">"), "</li>\n", |html| {
                    html.inlines(name);
                    html.put(&format!(" <small>{minutes}<span> min</span></small>"));
                });
            }
        });
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.put(&escaped(text)),
                Inline::Strong(inner) => self.inside("<strong>", "</strong>", |html| html.inlines(inner)),
                Inline::Emphasis(inner) => self.inside("<em>", "</em>", |html| html.inlines(inner)),
                Inline::Code(code) => self.put(&format!("<code>{}</code>", escaped(code))),
                Inline::Link { url, inlines } => {
                    let open = format!("<a href=\"{}\" rel=\"noreferrer\">", escaped(url));
                    self.inside(&open, "</a>", |html| html.inlines(inlines));
                }
                Inline::Break => self.put("<br>\n"),
                Inline::Box => self.put("<input type=\"checkbox\" aria-label=\"box to tick\">"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn html(markdown: &str) -> String {
        write(&parse(markdown, "t.md").unwrap(), &Page { title: "T".into(), ..Page::default() })
    }

    #[test]
    fn ratings_and_evidence_are_fields() {
        let page = html(
            "<!-- rating: q1 -->\n\n- [ ] **1 Poor** Counts\n- [ ] **2 Good**\n\n<!-- evidence: q1 4 -->\n",
        );
        assert_eq!(page.matches("type=\"radio\" name=\"rating-1-q1\"").count(), 2);
        assert!(page.contains("<legend class=\"unseen\">Rating: q1</legend>"));
        assert!(page.contains("<label class=\"unseen\" for=\"evidence-2\">Evidence: q1</label>"));
        assert!(page.contains("rows=\"4\"") && page.contains("data-evidence=\"q1\""));
    }

    #[test]
    fn the_boxes_of_a_rated_table_are_fields() {
        let page = html(
            "<!-- ratings: q1 -->\n\n| Question | 1 | Not asked |\n| --- | --- | --- |\n| Limits | ☐ | ☐ |\n",
        );
        assert_eq!(page.matches("type=\"radio\" name=\"rating-1-q1\" data-rating=\"q1\"").count(), 2);
        assert!(page.contains("value=\"Not asked\" aria-label=\"Limits: Not asked\""), "{page}");
        assert!(!page.contains("checkbox"));
    }

    #[test]
    fn no_level_of_headings_is_skipped() {
        let page = html("# A\n\n#### b\n\n## C\n\n#### d\n");
        for heading in
            ["<h1 class=\"l1\">A", "<h2 class=\"l4\">b", "<h2 class=\"l2 question\">C", "<h3 class=\"l4\">d"]
        {
            assert!(page.contains(heading), "{heading}");
        }
    }

    #[test]
    fn nothing_is_injected_and_nothing_is_fetched() {
        let evil = "</style><script>alert(1)</script>\"'";
        let page = Page { title: evil.into(), footer: evil.into(), language: evil.into(), ..Page::default() };
        let text = vec![Inline::Text(evil.into())];
        let heading = Block::Heading { level: 2, inlines: text };
        let out = write(&Document { blocks: vec![heading] }, &page);
        assert!(!out.contains("<script") && out.matches("</style>").count() == 1);
        let packet = html(include_str!("../fixtures/packet.md"));
        assert!(!packet.contains("src=") && !packet.contains("url(") && !packet.contains("<link"));
        assert!(packet.contains("default-src 'none'") && !packet.contains(" style=\""));
    }
}
