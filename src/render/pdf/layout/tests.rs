//! Layout read as text: what stands where, and properties that hold for any document.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::compose::Composer;
use super::*;
use crate::document::{Block, arbitrary, parse};
use crate::render::Paper;
use crate::render::pdf::fonts::tests::shipped;
use crate::render::pdf::pages::{GlyphRun, Paint, Spoken, TagRole};
use crate::render::pdf::style::MM;

/// The pages of `document` with this width and room inside the margins.
fn pages(document: &Document, width: f32, room: f32) -> Vec<LayoutPage> {
    let cache = TextCache::default();
    let mut composer = Composer::new(Setter::new(shipped(), &cache), None);
    composer.on_pages_of((width, room));
    let flow = composer.blocks(&document.blocks, width);
    paginate(flow, (width, room), LayoutPage::default)
}

fn runs(sheet: &LayoutPage) -> impl Iterator<Item = &GlyphRun> {
    sheet.all().filter_map(|item| if let PageItem::Text(run) = item { Some(run) } else { None })
}

/// The lines of a page from top to bottom, the runs of each joined.
fn lines(sheet: &LayoutPage) -> Vec<String> {
    let mut out: Vec<(f32, String)> = Vec::new();
    for run in runs(sheet) {
        match out.iter_mut().find(|(y, _)| (*y - run.y).abs() < 0.5) {
            Some((_, line)) => *line = format!("{line} {}", run.text()),
            None => out.push((run.y, run.text())),
        }
    }
    out.sort_by(|a, b| a.0.total_cmp(&b.0));
    out.into_iter().map(|(_, line)| line).collect()
}

fn laid_out(markdown: &str) -> PagedDocument {
    let page = Page {
        header_left: "Zoë".into(),
        header_right: "Round 2".into(),
        footer: "Confidential".into(),
        ..Page::default()
    };
    layout(&parse(markdown, "t.md").unwrap(), &page, shipped(), &TextCache::default())
}

/// The left, right, top and bottom edges of what an item draws.
fn bounds(item: &PageItem) -> Option<(f32, f32, f32, f32)> {
    match item {
        PageItem::Text(run) => {
            Some((run.x, run.x + run.width, run.y - 0.72 * run.size, run.y + 0.2 * run.size))
        }
        PageItem::Rect { x, y, width, height, .. } => Some((*x, x + width, *y, y + height)),
        PageItem::Missing { x, y, size, .. } => Some((*x, x + 0.7 * size, y - 0.7 * size, *y)),
        PageItem::Line { from, to, .. } => {
            Some((from.0.min(to.0), from.0.max(to.0), from.1.min(to.1), from.1.max(to.1)))
        }
        PageItem::Field { .. } | PageItem::Anchor { .. } => None,
    }
}

fn assert_inside(sheet: &LayoutPage, width: f32, room: f32) {
    for item in sheet.all() {
        let Some((left, right, top, bottom)) = bounds(item) else { continue };
        let inside = left >= -0.1 && right <= width + 0.1 && top >= -0.1 && bottom <= room + 0.5;
        assert!(inside, "outside {width} x {room}: {item:?}");
    }
}

fn assert_apart(sheet: &LayoutPage) {
    let runs: Vec<&GlyphRun> = runs(sheet).collect();
    for (i, a) in runs.iter().enumerate() {
        for b in &runs[i + 1..] {
            let across = (a.x + a.width).min(b.x + b.width) - a.x.max(b.x);
            let along =
                (a.y + 0.15 * a.size).min(b.y + 0.15 * b.size) - (a.y - 0.6 * a.size).max(b.y - 0.6 * b.size);
            assert!(across < 0.5 || along < 0.5, "overlap: {:?} and {:?}", a.text(), b.text());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        max_shrink_iters: 200,
        // Always the same documents in debug builds; release builds try 2,000 new ones.
        rng_seed: if cfg!(debug_assertions) { RngSeed::Fixed(1) } else { RngSeed::Random },
        ..ProptestConfig::with_cases(if cfg!(debug_assertions) { 40 } else { 2000 })
    })]

    #[test]
    fn nothing_leaves_its_page_and_nothing_overlaps(document in arbitrary::document()) {
        for (width, room) in [(504.0, 742.0), (700.0, 480.0)] {
            for sheet in pages(&document, width, room) {
                assert_inside(&sheet, width, room);
                assert_apart(&sheet);
            }
        }
    }

    #[test]
    fn no_line_is_wider_than_its_column(document in arbitrary::document()) {
        let cache = TextCache::default();
        let setter = Setter::new(shipped(), &cache);
        for block in &document.blocks {
            let Block::Paragraph { inlines, .. } = block else { continue };
            for width in [44.0, 90.0, 300.0] {
                for line in setter.lines(inlines, EDGE_TEXT, width).iter() {
                    prop_assert!(line.width <= width + 0.1, "{} > {width}", line.width);
                }
            }
        }
    }
}

#[test]
fn characters_that_no_font_has_are_known() {
    assert_eq!(laid_out("Zoe 😀, 😀 and 🦀").missing().collect::<String>(), "😀😀🦀");
}

#[test]
fn the_packet_reads_from_top_to_bottom() {
    let layout = laid_out(include_str!("../../fixtures/packet.md"));
    let first = lines(&layout.sheets[0]);
    assert_eq!(first[0], "System design");
    assert_eq!(first[1], "Senior backend engineer, Rust and PostgreSQL");
    assert_eq!(first[2], "Candidate Interviewer When Round You are responsible for");
    assert!(first[3].starts_with("Zoë Łukasiewicz José Ångström"), "{first:#?}");
    assert!(
        first.iter().any(|line| line.contains("Rate limiting across regions") && line.contains("10:05")),
        "{first:#?}"
    );
    assert!(first.iter().any(|line| line.contains("1 Poor") && line.contains("4 Outstanding")));
    assert_eq!(first.last().unwrap(), "Confidential 1 of 3");
    assert_eq!(lines(&layout.sheets[1])[0], "Zoë Round 2");
    let titles: Vec<&str> = layout.outline.iter().map(|b| b.title.as_str()).collect();
    assert_eq!(titles[..3], ["System design", "1. Rate limiting across regions", "2. Moving a hot table"]);
}

#[test]
fn what_a_time_line_cuts_is_read_aloud_whole() {
    let table =
        "<!-- timeline -->\n\n| *Welcome* | Rate limits | *Notes* |\n| --- | --- | --- |\n| 3 | 70 | 2 |\n";
    let layout = laid_out(table);
    let drawn = lines(&layout.sheets[0]).concat();
    assert!(
        drawn.contains("Rate limits") && drawn.contains("70 min") && !drawn.contains("Welcome"),
        "{drawn}"
    );
    let spoken: Vec<_> = layout.tree.iter().filter_map(|node| node.spoken.clone()).collect();
    assert_eq!(spoken, ["Welcome, 3 min", "Notes, 2 min"].map(|text| Spoken::FullText(text.to_owned())));
}

#[test]
fn the_head_of_a_table_is_drawn_again_but_read_once() {
    let rows = "| a | b |\n".repeat(80);
    let layout = laid_out(&format!("| Head | Other |\n| --- | --- |\n{rows}"));
    assert!(layout.sheets.len() > 1);
    let heads: Vec<&GlyphRun> =
        layout.sheets.iter().map(|s| runs(s).find(|r| r.text() == "Head").unwrap()).collect();
    assert!(heads[0].node.is_some() && heads[1].node.is_none());
    assert_eq!(layout.tree.iter().filter(|node| node.role == TagRole::HeadCell).count(), 2);
}

#[test]
fn a_heading_stays_with_what_it_heads() {
    for n in 40..75 {
        let filler = "x\n\n".repeat(n);
        let layout = laid_out(&format!("{filler}## 1. Question\n\n> Say this\n\ntext\n"));
        let with = |what: &str| layout.sheets.iter().position(|s| lines(s).iter().any(|l| l.contains(what)));
        assert_eq!(with("Question"), with("Say this"), "after {n} lines");
    }
}

#[test]
fn a_rating_is_not_torn_and_stays_with_its_label() {
    let points = "- [ ] **1 Poor** Says nothing at all of it.\n- [ ] **2 Good** Says all of it.\n";
    for n in 35..50 {
        let filler = "x\n\n".repeat(n);
        let layout = laid_out(&format!("{filler}#### Rate it\n\n<!-- rating: q -->\n\n{points}"));
        let with = |what: &str| layout.sheets.iter().position(|s| lines(s).iter().any(|l| l.contains(what)));
        assert_eq!(with("Rate it"), with("all of it"), "after {n} lines");
    }
}

#[test]
fn no_line_stands_alone() {
    let paragraph = "word ".repeat(120);
    for n in 38..46 {
        let filler = "x\n\n".repeat(n);
        let layout = laid_out(&format!("{filler}{paragraph}"));
        for sheet in &layout.sheets {
            let count = lines(sheet).iter().filter(|line| line.starts_with("word")).count();
            assert_ne!(count, 1, "after {n} lines");
        }
    }
}

#[test]
fn no_line_of_code_is_lost() {
    let code: Vec<String> = (0..150).map(|i| format!("    line {i} {}", "x".repeat(i))).collect();
    let layout = laid_out(&format!("```text\n{}\n```\n", code.join("\n")));
    let read: String =
        layout.sheets.iter().flat_map(runs).filter(|r| r.face.0 == 4).map(GlyphRun::text).collect();
    assert_eq!(read.replace(' ', ""), code.concat().replace(' ', ""));
}

#[test]
fn what_runs_from_right_to_left_is_flush_right() {
    let words = "אבג דה";
    let layout = laid_out(&format!(
        "{words} {words} then\n\n- {words}\n\nLatin first, then {words}\n\n\
         | Head | Other |\n| --- | --- |\n| {words} | a |\n"
    ));
    // The left and right end of each line, and the right end of its Hebrew, which no shipped font has.
    let mut lines: std::collections::BTreeMap<i64, (f32, f32, f32)> = std::collections::BTreeMap::new();
    for item in layout.sheets[0].all() {
        let (left, right, y, missing) = match item {
            PageItem::Text(run) => (run.x, run.x + run.width, run.y, false),
            PageItem::Missing { x, y, size, .. } => (*x, x + 0.7 * size, *y, true),
            _ => continue,
        };
        let line = lines.entry((10.0 * y) as i64).or_insert((f32::MAX, 0.0, 0.0));
        let hebrew = if missing { line.2.max(right) } else { line.2 };
        *line = (line.0.min(left), line.1.max(right), hebrew);
    }
    let lines: Vec<(f32, f32, f32)> = lines.into_values().collect();
    let (left, right) = (MARGIN.1, 595.276 - MARGIN.1);
    assert!((lines[0].1 - right).abs() < 0.1 && lines[0].0 > left + 50.0, "{lines:?}");
    // The bullet stands at the right edge, its item to the left of it.
    let mark = runs(&layout.sheets[0]).find(|run| run.text() == "•").unwrap();
    assert!(mark.x > right - 12.0 && lines[1].2 < mark.x && lines[1].2 > right - 20.0, "{lines:?}");
    assert!((lines[2].0 - left).abs() < 0.1, "{lines:?}");
    // Flush right in its cell, which ends where the next column begins.
    let other = runs(&layout.sheets[0]).find(|run| run.text() == "Other").unwrap().x;
    assert!(lines[4].2 < other && lines[4].2 > other - 12.0, "{lines:?} before {other}");
}

#[test]
fn breaks_make_no_empty_pages() {
    let layout = laid_out(
        "<!-- page-break -->\n\na\n\n<!-- page-break -->\n\n<!-- page-break -->\n\nb\n\n<!-- page-break -->\n",
    );
    assert_eq!(layout.sheets.len(), 2);
    assert_eq!(laid_out("").sheets.len(), 1);
}

#[test]
fn the_edges_are_never_crowded() {
    let long = "a very long line ".repeat(30);
    let page = Page {
        paper: Paper::Letter,
        header_left: long.clone(),
        header_right: long.clone(),
        footer: long,
        ..Page::default()
    };
    let document = parse("a\n\n<!-- page-break -->\n\nb\n", "t.md").unwrap();
    let layout = layout(&document, &page, shipped(), &TextCache::default());
    for sheet in &layout.sheets {
        assert_apart(sheet);
        assert_inside(sheet, 612.0 - MARGIN.1, 792.0);
    }
}

/// The sizes of the type on a page, largest first.
fn sizes(sheet: &LayoutPage) -> Vec<f32> {
    let mut sizes: Vec<f32> = runs(sheet).map(|run| run.size).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    sizes.dedup();
    sizes
}

fn ruled_lines(sheet: &LayoutPage) -> usize {
    let ruled = |item: &&PageItem| matches!(item, PageItem::Line { ink: Ink::Rule, node: Some(_), .. });
    sheet.items.iter().filter(ruled).count()
}

/// A sheet of words to say, this many paragraphs of them, and lines to write on.
fn sheet_of(paragraphs: usize) -> PagedDocument {
    let said =
        "Tell me what you would do about it, and what you would leave as it is.\n\n".repeat(paragraphs);
    laid_out(&format!(
        "# Title\n\n<!-- sheet -->\n\n{said}<!-- next -->\n\n<!-- evidence: q 6+ -->\n\n<!-- end -->\n\nAfter\n"
    ))
}

#[test]
fn lines_fill_the_page_of_their_sheet() {
    let sheets = sheet_of(4).sheets;
    assert_eq!(sheets.len(), 3, "what is before and after a sheet stands on other pages");
    assert!(ruled_lines(&sheets[1]) > 20, "{}", ruled_lines(&sheets[1]));
    assert!((sizes(&sheets[1])[0] - sizes(&sheets[2])[0]).abs() < 0.01);
}

#[test]
fn a_long_sheet_is_smaller_and_a_longer_one_lies_on_facing_pages() {
    let usual = sizes(&sheet_of(1).sheets[1])[0];
    let smaller = sheet_of(38).sheets;
    assert_eq!(smaller.len(), 3);
    let size = sizes(&smaller[1])[0];
    assert!(size < usual && size > 0.8 * usual, "{size} of {usual}");
    assert!(ruled_lines(&smaller[1]) >= 6);
    let facing = sheet_of(42).sheets;
    assert_eq!(facing.len(), 4);
    assert_eq!((ruled_lines(&facing[1]), ruled_lines(&facing[2]) > 20), (0, true));
}

#[test]
fn boxes_keep_their_size_on_a_sheet_that_is_set_smaller() {
    let side = |item: &PageItem| match item {
        PageItem::Rect { width, height, paint: Paint::Stroke(..), .. } if (width - height).abs() < 0.01 => {
            Some(width / MM)
        }
        _ => None,
    };
    let mut smallest = f32::INFINITY;
    for lines in 1..40 {
        let said = "Tell me.\n\n".repeat(lines);
        let sheet = format!(
            "<!-- sheet -->\n\n{said}- ☐ Probe\n- ☐ Another\n\n<!-- rating: q -->\n\n- [ ] **1 Poor** a\n- [ ] **2 Good** b\n\n\
             <!-- evidence: q 6+ -->\n\n<!-- end -->\n"
        );
        let document = laid_out(&sheet);
        let page = document.sheets.iter().find(|page| page.all().filter_map(side).count() == 4).unwrap();
        smallest = smallest.min(sizes(page)[0]);
        assert!(page.all().filter_map(side).all(|side| (3.499..3.8).contains(&side)), "{lines}");
    }
    assert!(smallest < 8.5, "no sheet was set smaller: {smallest}");
}

#[test]
fn facing_pages_begin_at_the_left() {
    let long = "Tell me.\n\n".repeat(42);
    let sheet =
        format!("<!-- sheet -->\n\n{long}<!-- next -->\n\n<!-- evidence: q 20+ -->\n\n<!-- end -->\n\n");
    let sheets = laid_out(&format!("One\n\n<!-- page-break -->\n\nTwo\n\n{sheet}")).sheets;
    // The third page is there to be written on.
    let first = lines(&sheets[3]).into_iter().nth(1);
    assert_eq!((sheets.len(), first.as_deref()), (5, Some("Tell me.")));
}
