//! Rows become CSV that no spreadsheet runs.

/// The characters that make a spreadsheet take a cell for a formula.
const RUNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Whether `text` begins like a formula, behind any number of guards.
fn begins_like_a_formula(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    bare.starts_with(RUNS) || bare.starts_with('\n')
}

/// `text` with an apostrophe before it where a spreadsheet would run it.
pub fn guard(text: &str) -> String {
    if begins_like_a_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// `text` without the apostrophe that [`guard`] put before it.
pub fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(bare) if begins_like_a_formula(bare) => bare,
        _ => text,
    }
}

/// The rows as UTF-8 CSV with LF line ends, each cell guarded.
pub fn write_csv<R, C>(rows: &[R]) -> Vec<u8>
where
    R: AsRef<[C]>,
    C: AsRef<str>,
{
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        let cells: Vec<String> = row.as_ref().iter().map(|c| guard(c.as_ref())).collect();
        // Writing to memory can't fail, and rows may differ in length.
        let _ = writer.write_record(&cells);
    }
    writer.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_come_off_as_they_went_on() {
        for text in ["=1+1", "- did well", "'=x", "''-", "'tis fine", "plain", "", "@a", "\tx"] {
            assert_eq!(unguard(&guard(text)), text);
            assert!(!guard(text).starts_with(RUNS));
        }
    }
}
