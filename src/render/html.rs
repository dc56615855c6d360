//! HTML: the document as one page that needs nothing else and asks nothing of the net.

use crate::document::Align;
use crate::document::{
    Block, Document, Inline, ParagraphStyle, Point, Table, TableStyle, plain, split_number, split_point,
};
use crate::render::{Page, Paper};

/// What the page looks like.
const STYLE: &str = include_str!("html.css");

/// `document` as a self-contained page; ratings and evidence are fields that can be filled in.
pub fn write(document: &Document, page: &Page) -> String {
    let mut html = Html { out: String::new(), fields: 0 };
    let language = if page.language.is_empty() { "en" } else { &page.language };
    html.put(&format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n",
        escaped(language)
    ));
    html.put("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    html.put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    if !page.author.is_empty() {
        html.put(&format!("<meta name=\"author\" content=\"{}\">\n", escaped(&page.author)));
    }
    html.put(&format!(
        "<title>{}</title>\n<style>\n{STYLE}{}</style>\n",
        escaped(&page.title),
        print_style(page)
    ));
    html.put("</head>\n<body>\n<main>\n");
    html.blocks(&document.blocks);
    html.put("</main>\n");
    if !page.footer.is_empty() {
        html.put(&format!("<footer>{}</footer>\n", escaped(&page.footer)));
    }
    html.put("</body>\n</html>\n");
    html.out
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

struct Html {
    out: String,
    /// How many fields there are so far: each has its own name.
    fields: usize,
}

impl Html {
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

    fn heading(&mut self, level: u8, inlines: &[Inline]) {
        let level = level.clamp(1, 6);
        let (number, title) = if level == 2 { split_number(inlines) } else { (None, inlines.to_vec()) };
        let class = if level == 2 { " class=\"question\"" } else { "" };
        self.inside(&format!("<h{level}{class}>"), &format!("</h{level}>\n"), |html| {
            if let Some(number) = number {
                html.put(&format!("<span class=\"number\">{number}</span> "));
            }
            html.inlines(&title);
        });
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
                let open = "<section class=\"say\" aria-label=\"Say aloud\">\n";
                self.inside(open, "</section>\n", |html| html.blocks(inner));
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
                let open = format!(
                    "<div class=\"columns\" style=\"grid-template-columns: {}\">\n",
                    shares.join(" ")
                );
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
        let class = if small { " class=\"small\"" } else { "" };
        let (open, close) = match (start, mark) {
            (Some(first), _) => (format!("<ol{class} start=\"{first}\">\n"), "</ol>\n"),
            (None, Some(mark)) => {
                let mark = escaped(&css_string(&format!("{mark} ")));
                (format!("<ul{class} style=\"list-style-type: {mark}\">\n"), "</ul>\n")
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
        self.inside("<table>\n<thead>\n<tr>", "</tr>\n</thead>\n<tbody>\n", |html| {
            for (i, cell) in table.head.iter().enumerate() {
                html.inside(&format!("<th scope=\"col\"{}>", class(i)), "</th>", |html| html.inlines(cell));
            }
        });
        for row in &table.rows {
            self.inside("<tr>", "</tr>\n", |html| {
                for (i, cell) in row.iter().enumerate() {
                    html.inside(&format!("<td{}>", class(i)), "</td>", |html| html.inlines(cell));
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
                let (name, class) = match name.as_slice() {
                    [Inline::Emphasis(inner)] => (inner.as_slice(), " class=\"quiet\""),
                    other => (other, ""),
                };
                html.inside(&format!("<li{class} style=\"flex: {minutes} 1 0\">"), "</li>\n", |html| {
                    html.inlines(name);
                    html.put(&format!(" <small>{minutes} min</small>"));
                });
            }
        });
    }

    fn rating(&mut self, item: &str, points: &[Point]) {
        self.fields += 1;
        let name = format!("rating-{}-{}", self.fields, escaped(item));
        let anchored = points.iter().any(|point| !split_point(point).1.is_empty());
        let class = if anchored { " class=\"anchored\"" } else { "" };
        self.inside(&format!("<fieldset{class}>\n"), "</fieldset>\n", |html| {
            html.put(&format!("<legend class=\"unseen\">Rating: {}</legend>\n", escaped(item)));
            for point in points {
                let (label, rest) = split_point(point);
                let value = escaped(&plain(label));
                html.put(&format!("<label><input type=\"radio\" name=\"{name}\" value=\"{value}\"> "));
                html.inside("<b>", "</b>", |html| html.inlines(label));
                if !rest.is_empty() {
                    html.inside(" <span>", "</span>", |html| html.inlines(&rest));
                }
                html.put("</label>\n");
            }
        });
    }

    fn evidence(&mut self, item: &str, lines: usize) {
        self.fields += 1;
        let (id, item) = (format!("evidence-{}", self.fields), escaped(item));
        self.put(&format!("<label class=\"unseen\" for=\"{id}\">Evidence: {item}</label>\n"));
        self.put(&format!("<textarea id=\"{id}\" name=\"{id}-{item}\" rows=\"{lines}\"></textarea>\n"));
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

/// `text` as it stands in an element or a quoted attribute.
pub fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' => out.push(' '),
            c => out.push(c),
        }
        out
    })
}

/// `c` as an escape of CSS.
fn code_point(c: char) -> String {
    format!("\\{:x} ", u32::from(c))
}

/// `text` as a string of CSS that can't end its string, its rule or its element.
fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_alphanumeric() || c == ' ' {
            out.push(c);
        } else {
            out.push_str(&code_point(c));
        }
    }
    out.push('"');
    out
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
        assert!(page.contains("rows=\"4\""));
    }

    #[test]
    fn nothing_is_injected_and_nothing_is_fetched() {
        let evil = "</style><script>alert(1)</script>\"'";
        let page = Page { title: evil.into(), footer: evil.into(), language: evil.into(), ..Page::default() };
        let text = vec![Inline::Text(evil.into())];
        let heading = Block::Heading { level: 2, inlines: text };
        let out = write(&Document { blocks: vec![heading] }, &page);
        assert!(!out.contains("<script") && out.matches("</style>").count() == 1);
        let packet = html(include_str!("fixtures/packet.md"));
        assert!(!packet.contains("src=") && !packet.contains("url(") && !packet.contains("<link"));
        assert!(packet.contains("default-src 'none'"));
    }
}
