//! Rows become CSV that no spreadsheet runs.

use std::borrow::Cow;

/// The characters that make a spreadsheet take a cell for a formula.
const RUNS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// Whether `text` begins like a formula, behind any number of guards and blanks.
fn begins_like_a_formula(text: &str) -> bool {
    text.trim_start_matches(['\'', ' ']).starts_with(RUNS)
}

/// What ends a cell where a file is opened with other separators than it has.
const ENDS: [char; 4] = [';', '\t', '\n', '\r'];

/// The places inside `text` at which a formula would begin if the file were opened with another separator, behind any
/// number of guards.
fn inner_formulas(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(ENDS).map(|(at, end)| at + end.len()).filter(|at| {
        let mut rest = text[*at..].trim_start_matches('\'').chars();
        match rest.next() {
            Some('=' | '@') => true,
            // Such a sign before a blank begins the item of a list.
            Some('+' | '-') => rest.next().is_some_and(|c| !c.is_whitespace()),
            _ => false,
        }
    })
}

/// `text` with an apostrophe wherever a spreadsheet would run what follows: at its beginning, and behind what may be taken
/// for a separator.
pub fn guard(text: &str) -> Cow<'_, str> {
    let first = begins_like_a_formula(text);
    let mut places = inner_formulas(text).peekable();
    if !first && places.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let mut guarded = if first { "'".to_owned() } else { String::new() };
    let mut done = 0;
    for at in places {
        guarded.push_str(&text[done..at]);
        guarded.push('\'');
        done = at;
    }
    guarded.push_str(&text[done..]);
    Cow::Owned(guarded)
}

/// `cell` without the apostrophes that [`guard`] put into it.
fn unguarded(cell: &str) -> Cow<'_, str> {
    let mut places = inner_formulas(cell).filter(|at| cell[*at..].starts_with('\'')).peekable();
    if places.peek().is_none() {
        return Cow::Borrowed(unguard(cell));
    }
    let mut bare = String::with_capacity(cell.len());
    let mut done = 0;
    for at in places {
        bare.push_str(&cell[done..at]);
        done = at + 1;
    }
    bare.push_str(&cell[done..]);
    Cow::Owned(unguard(&bare).to_owned())
}

/// What a cell of free text says, without its guards and the blanks around it.
pub fn free_text(cell: &str) -> Cow<'_, str> {
    if !cell.contains('\'') {
        return Cow::Borrowed(plain(cell));
    }
    match unguarded(cell.trim_start_matches(' ')) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// `text` without the apostrophe that [`guard`] put before it.
#[inline]
fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(bare) if begins_like_a_formula(bare) => bare,
        _ => text,
    }
}

/// What a cell says, without its guard and the blanks around it.
#[inline]
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
    fn nothing_runs_under_another_separator() {
        for (text, guarded) in [
            ("said;=1+1", "said;'=1+1"),
            ("a\n@x\n- a list\n-1", "a\n'@x\n- a list\n'-1"),
            ("a;'=b;''+c", "a;''=b;'''+c"),
            ("fine; - so", "fine; - so"),
            ("=a;=b", "'=a;'=b"),
        ] {
            assert_eq!(guard(text), guarded);
            assert_eq!(free_text(guarded), text);
        }
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
            assert_eq!(unguarded(&guard(text)), text);
            assert!(!guard(text).starts_with(RUNS));
        }
    }
}
