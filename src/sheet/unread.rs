//! Columns of a list that hold text and aren't read, since nobody knows their headings.

use super::columns::Vocabulary;
use super::sheet::{Sheet, Table};
use super::write::plain;
use crate::diag::Diagnostic;
use crate::text::{count, nearest, visible};

/// A note for each column of `sheet` that holds text and is none of `shown`, names with commas between them; a warning where
/// its heading is one letter or two away from one of these.
pub fn unread_columns(sheet: &Sheet, words: &Vocabulary, shown: &str) -> Vec<Diagnostic> {
    sheet.tables.iter().flat_map(|table| unread_of(sheet, table, words, shown)).collect()
}

fn unread_of<'a>(
    sheet: &'a Sheet,
    table: &'a Table,
    words: &'a Vocabulary,
    shown: &'a str,
) -> impl Iterator<Item = Diagnostic> + use<'a> {
    let unknown = table.header.iter().enumerate().filter(|(_, heading)| words.column(heading).is_none());
    unknown.filter_map(move |(at, heading)| {
        let mut with_text = sheet.rows(table).filter(|row| !plain(sheet.cell(row, at)).is_empty());
        let first = with_text.next()?;
        let texts = count(1 + with_text.count(), "text");
        let column = match heading.trim() {
            "" => "a column without a heading".to_owned(),
            heading => format!("the column `{}`", visible(heading)),
        };
        let message = format!("{column} isn't read ({texts})");
        let near = nearest(heading, shown.split(','));
        let finding = match near.first() {
            Some(name) => Diagnostic::warning("unread-column", message).hint(format!("did you mean {name}?")),
            None => Diagnostic::note("unread-column", message).hint(format!("the columns are {shown}")),
        };
        Some(finding.at(sheet.place(first, at)))
    })
}
