//! Columns that hold text and aren't read: each is named, with its place and how many texts it holds.

use super::headings::{Heading, Headings};
use super::layout::Layout;
use super::reading::FileReading;
use crate::diag::{Diagnostic, Place};
use crate::sheet::{Row, Sheet, Table, plain};
use crate::text::{count, join, visible};
use std::collections::BTreeMap;

/// What an unread column holds.
struct Unread<'a> {
    first: &'a Row,
    texts: Vec<&'a str>,
}

/// So many bytes of each text are shown, and so many texts of a column.
const SHOWN: usize = 60;
const TEXTS: usize = 3;

/// Names the columns of `table` that nothing was read of. `taken` are the rows of which something was taken; all that the
/// other ones say is in rejected.csv. `aside` are cells of columns that say what is known, and in these rows something else.
pub(super) fn tell_unread(
    sheet: &Sheet,
    table: &Table,
    layout: &Layout,
    headings: &Headings,
    taken: &[&Row],
    aside: &[(Row, usize)],
    out: &mut FileReading,
) {
    let mut unread: BTreeMap<usize, Unread<'_>> = BTreeMap::new();
    for row in taken {
        for column in (0..row.width()).filter(|c| layout.read.binary_search(c).is_err()) {
            let text = plain(sheet.cell(row, column));
            if !text.is_empty() {
                let of_column = unread.entry(column);
                of_column.or_insert_with(|| Unread { first: row, texts: Vec::new() }).texts.push(text);
            }
        }
    }
    for (row, column) in aside {
        let of_column = unread.entry(*column).or_insert_with(|| Unread { first: row, texts: Vec::new() });
        of_column.texts.push(plain(sheet.cell(row, *column)));
    }
    let mut noted: Vec<(usize, &Unread<'_>)> = Vec::new();
    for (column, texts) in &unread {
        out.texts_named += texts.texts.len();
        let heading = table.header.get(*column).and_then(|h| headings.heading(h));
        if is_beside_the_point(heading, &texts.texts, headings) {
            noted.push((*column, texts));
            continue;
        }
        let near = table.header.get(*column).map(|h| headings.near_titles(h)).unwrap_or_default();
        let hint = if near.is_empty() {
            "call it `evidence` or whatever it holds, or add its name to [headers] in panelkit.toml"
                .to_owned()
        } else {
            format!("did you mean the question {}?", join(&near, "or"))
        };
        let message = format!("{} isn't read: {}", named(sheet, table, *column), held(&texts.texts));
        let finding = Diagnostic::warning("unread-column", message);
        out.findings.push(finding.at(sheet.place(texts.first, *column)).hint(hint));
    }
    if let Some((column, first)) = noted.first() {
        let names: Vec<String> = noted
            .iter()
            .map(|(c, texts)| format!("{} ({})", named(sheet, table, *c), count(texts.texts.len(), "text")))
            .collect();
        let is_or_are = if noted.len() == 1 { "isn't" } else { "aren't" };
        let message = format!("{} {is_or_are} read", join(&names, "and"));
        let finding = Diagnostic::note("unread-column", message);
        out.findings.push(finding.at(sheet.place(first.first, *column)));
    }
    tell_empty(sheet, table, layout, headings, &unread, out);
}

/// Whether what a column says is hardly evidence: what a form tool notes, the questions once more, or marks such as `x`.
fn is_beside_the_point(heading: Option<Heading>, texts: &[&str], headings: &Headings) -> bool {
    let known = [
        Heading::Administrative,
        Heading::Asks,
        Heading::Anchors,
        Heading::Interpretation,
        Heading::Competency,
        Heading::Origin,
    ];
    let questions = texts.iter().filter(|text| headings.is_question(text)).count();
    heading.is_some_and(|h| known.contains(&h))
        || questions * 2 > texts.len()
        || texts.iter().all(|text| text.chars().count() <= MARK && !text.contains(char::is_numeric))
}

/// A mark has so many letters at the most.
const MARK: usize = 2;

/// Columns without a text are told by their headings, which may be texts themselves.
fn tell_empty(
    sheet: &Sheet,
    table: &Table,
    layout: &Layout,
    headings: &Headings,
    unread: &BTreeMap<usize, Unread<'_>>,
    out: &mut FileReading,
) {
    let silent = |(column, heading): &(usize, &String)| {
        let is_read = layout.read.binary_search(column).is_ok() || unread.contains_key(column);
        is_read || heading.trim().is_empty() || headings.heading(heading).is_some()
    };
    let empty: Vec<String> = table
        .header
        .iter()
        .enumerate()
        .filter(|column| !silent(column))
        .map(|(column, _)| named(sheet, table, column))
        .collect();
    if !empty.is_empty() {
        let is_or_are = if empty.len() == 1 { "isn't" } else { "aren't" };
        let message = format!("{} {is_or_are} read; nothing stands there", join(&empty, "and"));
        out.findings.push(Diagnostic::note("unread-column", message).at(Place::file(&sheet.file)));
    }
}

/// `the column `Feedback` (F)`.
fn named(sheet: &Sheet, table: &Table, column: usize) -> String {
    let heading = table.header.get(column).map(|h| h.split_whitespace().collect::<Vec<_>>().join(" "));
    let letters = sheet.letters(column);
    match (heading.filter(|h| !h.is_empty()), letters) {
        (Some(heading), Some(letters)) => format!("the column `{heading}` ({letters})"),
        (Some(heading), None) => format!("the field `{heading}`"),
        (None, Some(letters)) => format!("the column {letters}, which has no heading,"),
        (None, None) => format!("the column {}", column + 1),
    }
}

/// How many texts there are, and the first of them.
fn held(texts: &[&str]) -> String {
    let shown: Vec<String> = texts.iter().take(TEXTS).map(|text| format!("`{}`", short(text))).collect();
    let more = if texts.len() > TEXTS { ", ..." } else { "" };
    format!("{}: {}{more}", count(texts.len(), "text"), shown.join(", "))
}

/// The beginning of a text.
pub(super) fn short(text: &str) -> String {
    let text = visible(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    if text.chars().count() <= SHOWN {
        return text;
    }
    let start: String = text.chars().take(SHOWN).collect();
    format!("{}...", start.trim_end())
}
