//! Rows become CSV that no spreadsheet runs.

use std::borrow::Cow;

/// The characters that make a spreadsheet take a cell for a formula.
const RUNS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// Whether `text` begins like a formula, behind any number of guards and blanks.
fn begins_like_a_formula(text: &str) -> bool {
    text.trim_start_matches(['\'', ' ']).starts_with(RUNS)
}

/// `text` with an apostrophe before it where a spreadsheet would run it.
pub fn guard(text: &str) -> Cow<'_, str> {
    if begins_like_a_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// `text` without the apostrophe that [`guard`] put before it.
pub(super) fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(bare) if begins_like_a_formula(bare) => bare,
        _ => text,
    }
}

/// What a cell says, without its guard and the blanks around it.
pub fn plain(cell: &str) -> &str {
    // The guard comes off first: what it guards may begin with a blank itself.
    unguard(cell.trim_start_matches(' ')).trim()
}

/// CSV that grows cell by cell: UTF-8 with LF line ends, each cell guarded, quoted where it must be.
#[derive(Debug, Default)]
pub struct CsvText(Vec<u8>);

impl CsvText {
    /// An empty text with room for so many bytes.
    pub fn with_room(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    /// Adds one row.
    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) {
        for cell in cells {
            self.cell(cell.as_ref());
        }
        self.end_row();
    }

    /// Adds a cell to the row that is written.
    pub fn cell(&mut self, cell: &str) {
        // Few cells begin like a formula: one look at the first byte tells most apart.
        match cell.as_bytes() {
            [] => {}
            [first, ..] if first.is_ascii_alphanumeric() => self.quoted(cell.as_bytes()),
            _ => self.quoted(guard(cell).as_bytes()),
        }
        self.0.push(b',');
    }

    /// Adds a cell that says a number.
    pub fn number(&mut self, number: usize) {
        self.0.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
        self.0.push(b',');
    }

    /// Adds the cells of the row that `other` has begun.
    pub fn cells_of(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
    }

    /// Ends the row, which has a cell.
    pub fn end_row(&mut self) {
        let Some((last, before)) = self.0.split_last_mut() else { return };
        // A row of one empty cell would be a blank line.
        if matches!(before.last(), None | Some(b'\n')) {
            self.0.splice(self.0.len() - 1.., *b"\"\"\n");
        } else {
            *last = b'\n';
        }
    }

    /// Takes everything away again.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    fn quoted(&mut self, cell: &[u8]) {
        // No way out of the loop: it looks at many bytes together then.
        let any = |any, b: &u8| any | matches!(b, b',' | b'"' | b'\n' | b'\r');
        if !cell.iter().fold(false, any) {
            return self.0.extend_from_slice(cell);
        }
        self.0.push(b'"');
        let mut rest = cell;
        while let Some(at) = memchr::memchr(b'"', rest) {
            self.0.extend_from_slice(&rest[..=at]);
            self.0.push(b'"');
            rest = &rest[at + 1..];
        }
        self.0.extend_from_slice(rest);
        self.0.push(b'"');
    }

    /// All rows.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// The rows as UTF-8 CSV with LF line ends, each cell guarded.
pub fn write_csv<R, C>(rows: &[R]) -> Vec<u8>
where
    R: AsRef<[C]>,
    C: AsRef<str>,
{
    let mut text = CsvText::default();
    for row in rows {
        text.row(row.as_ref());
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_what_the_csv_crate_writes() {
        let rows: [&[&str]; 4] =
            [&["a", "b,c", "say \"x\""], &["", ""], &["two\nlines", "ë", "a\rb"], &["plain"]];
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in rows {
            writer.write_record(row).unwrap();
        }
        assert_eq!(write_csv(&rows), writer.into_inner().unwrap());
        assert_eq!(write_csv(&[[""]]), b"\"\"\n");
    }

    #[test]
    fn guards_come_off_as_they_went_on() {
        for text in [
            "=1+1",
            "- did well",
            "'=x",
            "''-",
            "'tis fine",
            "plain",
            "",
            "@a",
            "\tx",
            "\n=x",
            " '=x",
            "' '\r",
        ] {
            assert_eq!(unguard(&guard(text)), text);
            assert!(!guard(text).starts_with(RUNS));
        }
    }
}
