//! Random documents as [`parse`](super::parse()) makes them, for property tests.

use proptest::collection::vec;
use proptest::prelude::*;

use super::block::{Align, Block, Document, Inline, ParagraphStyle, Table, TableStyle};
use super::inlines::label;

/// A document of any blocks.
pub(crate) fn document() -> impl Strategy<Value = Document> {
    blocks(2).prop_map(|blocks| Document { blocks })
}

fn blocks(depth: u32) -> BoxedStrategy<Vec<Block>> {
    vec(block(depth), 1..4).prop_map(with_asides).boxed()
}

/// Asides only after headings.
fn with_asides(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut after_heading = false;
    for block in &mut blocks {
        if let Block::Paragraph { style, .. } = block
            && *style == ParagraphStyle::Aside
            && !after_heading
        {
            *style = ParagraphStyle::Plain;
        }
        after_heading = matches!(block, Block::Heading { .. });
    }
    blocks
}

fn block(depth: u32) -> BoxedStrategy<Block> {
    let style = prop_oneof![
        Just(ParagraphStyle::Plain),
        Just(ParagraphStyle::Plain),
        Just(ParagraphStyle::Small),
        Just(ParagraphStyle::Aside)
    ];
    let leaf = prop_oneof![
        (1_u8..=6, inlines(false)).prop_map(|(level, inlines)| Block::Heading { level, inlines }),
        (style, inlines(true))
            .prop_filter("a paragraph that is a label is a heading", |(_, inlines)| label(inlines).is_none())
            .prop_map(|(style, inlines)| Block::Paragraph { style, inlines }),
        ("(|sql|go)", vec("[ a-z{}`#<*]{0,120}[a-z}]|", 1..12))
            .prop_map(|(lang, lines)| Block::Code { lang, text: lines.join("\n") }),
        table(),
        ("[a-z]{1,9}", vec(point(), 2..12)).prop_map(|(item, points)| Block::Rating { item, points }),
        ("[a-z]{1,9}", "[a-z]{1,9}", inlines(false)).prop_map(|(item, column, label)| Block::Tick {
            item,
            column,
            label
        }),
        ("[a-z]{1,9}", 1_usize..=20, any::<bool>()).prop_map(|(item, lines, grows)| Block::Evidence {
            item,
            lines,
            grows
        }),
        Just(Block::PageBreak),
        Just(Block::Rule),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let parts = vec((1_u32..=5, blocks(depth - 1)), 1..4).prop_map(|parts| {
        let (weights, parts) = parts.into_iter().unzip();
        Block::Columns { weights, parts }
    });
    let list = (
        proptest::option::of(0_u64..200),
        proptest::option::of("[+–x]"),
        any::<bool>(),
        vec(blocks(depth - 1), 1..4),
    )
        .prop_map(|(start, mark, small, items)| Block::List {
            start,
            mark: mark.filter(|_| start.is_none()),
            small,
            items,
        });
    prop_oneof![
        4 => leaf,
        1 => blocks(depth - 1).prop_map(Block::Say),
        1 => blocks(depth - 1).prop_map(Block::Keep),
        1 => vec(blocks(depth - 1), 1..4).prop_map(Block::Sheet),
        2 => parts,
        2 => list,
    ]
    .boxed()
}

fn point() -> impl Strategy<Value = Vec<Inline>> {
    (words(), proptest::option::of(inlines(false))).prop_map(|(label, rest)| {
        let mut point = vec![Inline::Strong(vec![Inline::Text(label)])];
        if let Some(mut rest) = rest {
            if let Some(Inline::Text(first)) = rest.first_mut() {
                first.insert(0, ' ');
            }
            point.append(&mut rest);
        }
        point
    })
}

fn table() -> impl Strategy<Value = Block> {
    let cell = || prop_oneof![Just(Vec::new()), inlines(false)];
    let align = prop_oneof![Just(Align::Left), Just(Align::Center), Just(Align::Right)];
    (1_usize..10, 0_usize..4).prop_flat_map(move |(columns, rows)| {
        let row = vec(cell(), columns);
        let rated = proptest::option::of(vec("[a-z]{1,9}", rows));
        (vec(align.clone(), columns), row.clone(), vec(row, rows), rated).prop_map(
            |(align, head, rows, rated)| {
                Block::Table(Table {
                    style: TableStyle::Plain,
                    items: rated.unwrap_or_default(),
                    align,
                    head,
                    rows,
                })
            },
        )
    })
}

/// Text with styled pieces in it, of which no two of a kind touch.
fn inlines(breaks: bool) -> impl Strategy<Value = Vec<Inline>> {
    let styled = prop_oneof![
        words().prop_map(|w| Inline::Strong(vec![Inline::Text(w)])),
        words().prop_map(|w| Inline::Emphasis(vec![Inline::Text(w)])),
        words().prop_map(|w| Inline::Emphasis(vec![Inline::Strong(vec![Inline::Text(w)])])),
        words().prop_map(|w| Inline::Strong(vec![Inline::Emphasis(vec![Inline::Text(w)])])),
        words().prop_map(Inline::Code),
        ("https://[a-z]{1,40}\\.example/[a-z()&_]{0,9}", words())
            .prop_map(|(url, w)| Inline::Link { url, inlines: vec![Inline::Text(w)] }),
        Just(Inline::Box),
        Just(if breaks { Inline::Break } else { Inline::Box }),
    ];
    let between = (any::<bool>(), words(), any::<bool>());
    (words(), vec((styled, between), 0..3)).prop_map(|(first, rest)| {
        let mut out = vec![Inline::Text(first)];
        let last = rest.len();
        for (i, (styled, (open, words, close))) in rest.into_iter().enumerate() {
            let broken = styled == Inline::Break;
            if broken && let Some(Inline::Text(text)) = out.last_mut() {
                text.truncate(text.trim_end().len());
            }
            out.push(styled);
            let open = if open && !broken { " " } else { "" };
            let close = if close && i + 1 < last { " " } else { "" };
            out.push(Inline::Text(format!("{open}{words}{close}")));
        }
        out
    })
}

/// Words with letters of several scripts, and every character that means something in Markdown.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-zA-Zäßλж]{1,12}",
        2 => r"[a-z0-9#*_`<>&!|~.:@/()\[\]+=\\'$%^{}-]{1,9}",
        1 => "[a-zé]{30,90}",
        1 => "[אבג]{1,6}",
    ];
    vec(word, 1..7).prop_map(|words| words.join(" "))
}
