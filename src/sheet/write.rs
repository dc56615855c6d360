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

/// The rows as UTF-8 CSV with LF line ends, each cell guarded.
pub fn write_csv<R, C>(rows: &[R]) -> Vec<u8>
where
    R: AsRef<[C]>,
    C: AsRef<str>,
{
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        // Writing into memory doesn't fail.
        for cell in row.as_ref() {
            let _ = writer.write_field(guard(cell.as_ref()).as_bytes());
        }
        let _ = writer.write_record(None::<&[u8]>);
    }
    writer.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_quoted_where_they_must_be() {
        let rows: [&[&str]; 4] =
            [&["a", "b,c", "say \"x\""], &["", ""], &["two\nlines", "ë", "a\rb"], &["plain"]];
        let text = "a,\"b,c\",\"say \"\"x\"\"\"\n,\n\"two\nlines\",ë,\"a\rb\"\nplain\n";
        assert_eq!(String::from_utf8(write_csv(&rows)).unwrap(), text);
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
