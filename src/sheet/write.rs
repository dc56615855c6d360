//! Rows become CSV that no spreadsheet runs.

use std::borrow::Cow;

/// The characters that make a spreadsheet take a cell for a formula.
const RUNS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// Whether `text` begins like a formula, behind any number of guards.
fn begins_like_a_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(RUNS)
}

/// `text` with an apostrophe before it where a spreadsheet would run it.
pub fn guard(text: &str) -> Cow<'_, str> {
    if begins_like_a_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// `text` without the apostrophe that [`guard`] put before it.
fn unguard(text: &str) -> &str {
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

/// CSV that grows row by row: UTF-8 with LF line ends, each cell guarded.
#[derive(Debug)]
pub struct CsvText(csv::Writer<Vec<u8>>);

impl Default for CsvText {
    fn default() -> Self {
        Self(csv::WriterBuilder::new().flexible(true).from_writer(Vec::new()))
    }
}

impl CsvText {
    /// Adds one row.
    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) {
        // Writing to memory can't fail, and rows may differ in length.
        for cell in cells {
            let _ = self.0.write_field(guard(cell.as_ref()).as_bytes());
        }
        let _ = self.0.write_record(None::<&[u8]>);
    }

    /// All rows.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
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
    fn guards_come_off_as_they_went_on() {
        for text in ["=1+1", "- did well", "'=x", "''-", "'tis fine", "plain", "", "@a", "\tx", "\n=x"] {
            assert_eq!(unguard(&guard(text)), text);
            assert!(!guard(text).starts_with(RUNS));
        }
    }
}
