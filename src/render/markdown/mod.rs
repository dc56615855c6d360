//! Markdown: the document as CommonMark with tables and task lists, its directives kept.
//!
//! Reading back what was written gives the same document.

mod escape;

use crate::document::inlines::labelled;
use crate::document::{Align, Block, Document, Inline, LABEL, ParagraphStyle, Table, TableStyle};
use escape::{Within, inlines, longest_run, settle};

/// `document` as Markdown that linters pass and people can read.
pub fn write(document: &Document) -> String {
    let mut out = lines(&document.blocks, false).join("\n");
    out.push('\n');
    out
}

/// The lines of `blocks`, one empty line between them.
fn lines(blocks: &[Block], in_item: bool) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before: Option<(&Block, char)> = None;
    for block in blocks {
        if !out.is_empty() {
            out.push(String::new());
        }
        let bullet = bullet_after(before, block);
        out.extend(block_lines(block, bullet, in_item));
        before = Some((block, bullet));
    }
    out
}

/// The bullet that keeps a list apart from a list right before it.
fn bullet_after(before: Option<(&Block, char)>, block: &Block) -> char {
    let follows = matches!(block, Block::List { mark: None, small: false, .. });
    match before {
        Some((Block::List { .. } | Block::Rating { .. }, '-')) if follows => '*',
        _ => '-',
    }
}

fn block_lines(block: &Block, bullet: char, in_item: bool) -> Vec<String> {
    match block {
        Block::Heading { level, inlines } => {
            if let Some(label) = labelled(inlines).filter(|_| *level == LABEL && !in_item) {
                return vec![on_line(&[label], Within::Block)];
            }
            let text = on_line(inlines, Within::Line);
            vec![format!("{} {text}", "#".repeat(usize::from(*level))).trim_end().to_owned()]
        }
        Block::Paragraph { style, inlines } => {
            let text = on_line(inlines, Within::Block).split('\n').map(str::to_owned).collect();
            match style {
                ParagraphStyle::Plain => text,
                ParagraphStyle::Small => directed("small", text),
                ParagraphStyle::Aside => directed("aside", text),
            }
        }
        Block::Say(inner) => {
            lines(inner, in_item).iter().map(|line| format!("> {line}").trim_end().to_owned()).collect()
        }
        Block::List { start, mark, small, items } => {
            let mut out = list(*start, items, bullet);
            if let Some(mark) = mark {
                out = directed(&format!("list: {mark}"), out);
            }
            if *small { directed("small", out) } else { out }
        }
        Block::Code { lang, text } => {
            let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
            let lang = if lang.is_empty() { "text" } else { lang };
            let mut out = vec![format!("{fence}{}", lang.replace('\\', "\\\\").replace('&', "\\&"))];
            out.extend(text.split('\n').map(str::to_owned));
            out.push(fence);
            out
        }
        Block::Table(table) => table_lines(table),
        Block::Rating { item, points } => {
            let points = points.iter().map(|point| format!("- [ ] {}", on_line(point, Within::Line)));
            directed(&format!("rating: {item}"), points.collect())
        }
        Block::Evidence { item, lines } => vec![format!("<!-- evidence: {item} {lines} -->")],
        Block::Columns { weights, parts } => {
            let shares: Vec<String> = weights.iter().map(u32::to_string).collect();
            let open = if weights.iter().all(|w| *w == 1) {
                String::new()
            } else {
                format!(" {}", shares.join(":"))
            };
            let mut out = vec![format!("<!-- columns{open} -->")];
            for (i, part) in parts.iter().enumerate() {
                if i > 0 {
                    out.extend([String::new(), "<!-- next -->".to_owned()]);
                }
                enclose(&mut out, part, in_item);
            }
            out.extend([String::new(), "<!-- end -->".to_owned()]);
            out
        }
        Block::Keep(inner) => {
            let mut out = vec!["<!-- keep -->".to_owned()];
            enclose(&mut out, inner, in_item);
            out.extend([String::new(), "<!-- end -->".to_owned()]);
            out
        }
        Block::PageBreak => vec!["<!-- page-break -->".to_owned()],
        // Behind a list's dash three more would all be a rule.
        Block::Rule => vec![if in_item { "___" } else { "---" }.to_owned()],
    }
}

/// Adds the lines of `blocks` after an empty one.
fn enclose(out: &mut Vec<String>, blocks: &[Block], in_item: bool) {
    if !blocks.is_empty() {
        out.push(String::new());
        out.extend(lines(blocks, in_item));
    }
}

/// `lines` under a directive.
fn directed(directive: &str, lines: Vec<String>) -> Vec<String> {
    let mut out = vec![format!("<!-- {directive} -->"), String::new()];
    out.extend(lines);
    out
}

/// `words` as they stand at the start of a line.
fn on_line(words: &[Inline], within: Within) -> String {
    let mut out = String::new();
    inlines(words, within, &mut out);
    settle(&out)
}

fn list(start: Option<u64>, items: &[Vec<Block>], bullet: char) -> Vec<String> {
    let tight = items.iter().all(|item| is_tight(item));
    let mut out = Vec::new();
    for (i, item) in items.iter().enumerate() {
        if i > 0 && !tight {
            out.push(String::new());
        }
        let mark = match start {
            Some(first) => {
                let end = if bullet == '-' { '.' } else { ')' };
                format!("{}{end} ", first.saturating_add(i as u64))
            }
            None => format!("{bullet} "),
        };
        let indent = " ".repeat(mark.len());
        let inner = item_lines(item, tight);
        if inner.is_empty() {
            out.push(mark.trim_end().to_owned());
        }
        for (n, line) in inner.iter().enumerate() {
            let whole = led(if n == 0 { &mark } else { &indent }, line);
            // Three dashes on a line, those of empty lists in each other, would be a rule.
            if n == 0 && whole.matches('-').count() > 2 && whole.trim_matches(['-', ' ']).is_empty() {
                out.extend([mark.trim_end().to_owned(), led(&indent, line)]);
            } else {
                out.push(whole);
            }
        }
    }
    out
}

/// `line` behind `lead`; no blanks at the end of an empty one.
fn led(lead: &str, line: &str) -> String {
    if line.is_empty() { lead.trim_end().to_owned() } else { format!("{lead}{line}") }
}

/// The lines of an item; a box at its start is a task's.
fn item_lines(item: &[Block], tight: bool) -> Vec<String> {
    let mut inner = if tight {
        item.iter().flat_map(|block| block_lines(block, '-', true)).collect()
    } else {
        lines(item, true)
    };
    if let Some(first) = inner.first_mut()
        && let Some(task) = first.strip_prefix(crate::document::BOX)
        && task.starts_with(' ')
    {
        *first = format!("[ ]{task}");
    }
    inner
}

/// Whether an item needs no empty lines: one paragraph, perhaps with a list below.
fn is_tight(item: &[Block]) -> bool {
    let plain = |block: &Block| matches!(block, Block::Paragraph { style: ParagraphStyle::Plain, .. });
    match item {
        [] => true,
        [one] => plain(one),
        [one, Block::List { mark: None, small: false, items, start }] => {
            // A dash with nothing behind it right below a paragraph would make a heading of that.
            let begins = items.first().is_some_and(|first| !first.is_empty());
            plain(one) && begins && start.is_none_or(|s| s == 1) && items.iter().all(|item| is_tight(item))
        }
        _ => false,
    }
}

fn table_lines(table: &Table) -> Vec<String> {
    let row = |cells: &[Vec<Inline>]| {
        let cell = |cell: &Vec<Inline>| match on_line(cell, Within::Cell) {
            empty if empty.is_empty() => " |".to_owned(),
            words => format!(" {words} |"),
        };
        format!("|{}", cells.iter().map(cell).collect::<String>())
    };
    let rule: Vec<&str> = table
        .align
        .iter()
        .map(|align| match align {
            Align::Left => "---",
            Align::Center => ":---:",
            Align::Right => "---:",
        })
        .collect();
    let mut out = vec![row(&table.head), format!("| {} |", rule.join(" | "))];
    out.extend(table.rows.iter().map(|cells| row(cells)));
    if !table.items.is_empty() {
        out = directed(&format!("ratings: {}", table.items.join(" ")), out);
    }
    match table.style {
        TableStyle::Plain => out,
        TableStyle::Cover => directed("cover", out),
        TableStyle::Timeline => directed("timeline", out),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;
    use crate::document::{arbitrary, parse};

    fn is_read_back(text: &str) {
        let document = parse(text, "any.md").unwrap();
        let written = write(&document);
        assert_eq!(parse(&written, "written.md").unwrap(), document, "{text}: {written}");
    }

    #[test]
    fn a_point_of_a_rating_stays_on_its_line() {
        is_read_back("<!-- rating: q -->\n- [ ] one\n- [ ] two  \n  lines");
    }

    #[test]
    fn marks_that_touch_are_kept_apart() {
        for text in [
            "___`,`_`_`_",
            "***a**n***a=*h***",
            "`a``b`",
            "___*__*e_a*_",
            "***a**b_c d_e**f***",
            "a *b*_c_ **d**__e__",
            "_a **b**_**c _d_**",
            "***a** b***c** d*",
            "*a `b`*`c`",
        ] {
            is_read_back(text);
        }
    }

    #[test]
    fn a_link_holds_no_link() {
        for text in ["[<http://>](http://)", "[a <https://b.c> *<https://d.e>*](https://f.g)"] {
            is_read_back(text);
        }
    }

    #[test]
    fn the_language_of_code_is_any_word() {
        for text in [
            "```\\\\\\",
            "```&amp;amp;\n```",
            "```text`\n```",
            "~~~te`xt\n~~~",
            "```a&#10;b\n```",
            "```c\\&\n```",
        ] {
            is_read_back(text);
        }
    }

    #[test]
    fn empty_lists_in_each_other_are_no_rule() {
        for text in ["- - +", "- - - + -", "1. - - * +", "- - - x\n- y", "- [\n\n  *", "- a\n\n  1."] {
            is_read_back(text);
        }
    }

    #[test]
    fn a_packet_is_read_back_as_it_was() {
        let packet = include_str!("../fixtures/packet.md");
        let document = parse(packet, "packet.md").unwrap();
        let written = write(&document);
        assert_eq!(parse(&written, "written.md").unwrap(), document);
        assert_eq!(written, packet);
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            rng_seed: if cfg!(debug_assertions) { RngSeed::Fixed(1) } else { RngSeed::Random },
            ..ProptestConfig::with_cases(if cfg!(debug_assertions) { 400 } else { 4000 })
        })]

        #[test]
        fn what_is_written_is_read_back(document in arbitrary::document()) {
            let written = write(&document);
            let read = parse(&written, "written.md");
            prop_assert_eq!(read.as_ref(), Ok(&document), "{}", written);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[ -~\n☐é]{0,200}") {
            if let Ok(document) = parse(&text, "any.md") {
                let written = write(&document);
                let read = parse(&written, "written.md");
                prop_assert_eq!(read.as_ref(), Ok(&document), "{}", written);
            }
        }
    }
}
