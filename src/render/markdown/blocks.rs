//! Blocks as lines of Markdown.

use super::inlines::{Within, inlines, longest_run, with_references};
use crate::document::inlines::labelled;
use crate::document::{Align, BOX, Block, Inline, LABEL, ParagraphStyle, Table, TableStyle};

/// The lines of `blocks`, with an empty line between blocks. `in_item`: whether they stand in an item of a list.
pub(super) fn lines(blocks: &[Block], in_item: bool) -> Vec<String> {
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

/// The bullet of a list: another one right after a list of its kind, which would go on otherwise.
fn bullet_after(before: Option<(&Block, char)>, block: &Block) -> char {
    let Block::List { mark: None, small: false, start, .. } = block else { return '-' };
    let goes_on = match before {
        Some((Block::List { start: earlier, .. }, '-')) => earlier.is_some() == start.is_some(),
        Some((Block::Rating { .. } | Block::Tick { .. }, '-')) => start.is_none(),
        _ => false,
    };
    if goes_on { '*' } else { '-' }
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
        Block::Tick { item, column, label } => directed(
            &format!("tick: {item} {column}"),
            vec![format!("- [ ] {}", on_line(label, Within::Line))],
        ),
        Block::Evidence { item, lines, grows } => {
            vec![format!("<!-- evidence: {item} {lines}{} -->", if *grows { "+" } else { "" })]
        }
        Block::Columns { weights, parts } => {
            let shares: Vec<String> = weights.iter().map(u32::to_string).collect();
            let open = if weights.iter().all(|w| *w == 1) {
                String::new()
            } else {
                format!(" {}", shares.join(":"))
            };
            enclosed(&format!("columns{open}"), parts, in_item)
        }
        Block::Sheet(parts) => enclosed("sheet", parts, in_item),
        Block::Keep(inner) => enclosed("keep", std::slice::from_ref(inner), in_item),
        Block::PageBreak => vec!["<!-- page-break -->".to_owned()],
        // After the dash of an item, three more dashes would make a rule of the whole line.
        Block::Rule => vec![if in_item { "___" } else { "---" }.to_owned()],
    }
}

/// The lines of `parts` between a directive that opens them and the one that closes them.
fn enclosed(opening: &str, parts: &[Vec<Block>], in_item: bool) -> Vec<String> {
    let mut out = vec![format!("<!-- {opening} -->")];
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.extend([String::new(), "<!-- next -->".to_owned()]);
        }
        if !part.is_empty() {
            out.push(String::new());
            out.extend(lines(part, in_item));
        }
    }
    out.extend([String::new(), "<!-- end -->".to_owned()]);
    out
}

/// `lines` under a directive.
fn directed(directive: &str, lines: Vec<String>) -> Vec<String> {
    let mut out = vec![format!("<!-- {directive} -->"), String::new()];
    out.extend(lines);
    out
}

/// `words` from the start of a line on.
fn on_line(words: &[Inline], within: Within) -> String {
    let mut out = String::new();
    inlines(words, within, &mut out);
    with_references(&out)
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
            // Nested empty lists would put three dashes on a line, which are a rule.
            if n == 0 && whole.matches('-').count() > 2 && whole.trim_matches(['-', ' ']).is_empty() {
                out.extend([mark.trim_end().to_owned(), led(&indent, line)]);
            } else {
                out.push(whole);
            }
        }
    }
    out
}

/// `lead` and `line`, without blanks at the end where the line is empty.
fn led(lead: &str, line: &str) -> String {
    if line.is_empty() { lead.trim_end().to_owned() } else { format!("{lead}{line}") }
}

/// The lines of an item; a box at its start makes it a task.
fn item_lines(item: &[Block], tight: bool) -> Vec<String> {
    let mut inner = if tight {
        item.iter().flat_map(|block| block_lines(block, '-', true)).collect()
    } else {
        lines(item, true)
    };
    if let Some(first) = inner.first_mut()
        && let Some(task) = first.strip_prefix(BOX)
        && task.starts_with(' ')
    {
        *first = format!("[ ]{task}");
    }
    inner
}

/// Whether an item needs no empty lines: it is one paragraph, perhaps with a list below it.
fn is_tight(item: &[Block]) -> bool {
    let plain = |block: &Block| matches!(block, Block::Paragraph { style: ParagraphStyle::Plain, .. });
    match item {
        [] => true,
        [one] => plain(one),
        [one, Block::List { mark: None, small: false, items, start }] => {
            // A lone dash below a paragraph would make a heading of it.
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
