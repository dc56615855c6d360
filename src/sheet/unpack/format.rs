//! How the format of a number shows it: where that says more than the number, so does the cell.

/// What a format shows beside a number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum NumberFormat {
    /// Nothing that changes what the number means: its digits, or a unit.
    #[default]
    Plain,
    /// A share of a hundred.
    Percent,
    /// Words with other numbers in them, such as ` of 10`: before it, and behind it.
    Words(String, String),
}

impl NumberFormat {
    /// What a format code such as `0" of 10"` shows.
    pub fn of_code(code: &str) -> Self {
        let (mut before, mut behind) = (String::new(), String::new());
        let mut has_number = false;
        let mut chars = code.chars();
        while let Some(c) = chars.next() {
            let words = if has_number { &mut behind } else { &mut before };
            match c {
                ';' => break,
                '%' => return Self::Percent,
                '"' => words.extend(chars.by_ref().take_while(|c| *c != '"')),
                '\\' | '!' => words.extend(chars.next()),
                // The width of a character, one that fills, and conditions.
                '_' | '*' => drop(chars.next()),
                '[' => drop(chars.by_ref().find(|c| *c == ']')),
                '0' | '#' | '?' => has_number = true,
                '.' | ',' => {}
                c => words.push(c),
            }
        }
        let says_number = |words: &str| words.contains(|c: char| c.is_ascii_digit());
        // Dates are shown by letters without quotes.
        if has_number && (says_number(&before) || says_number(&behind)) {
            return Self::Words(before, behind);
        }
        Self::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::NumberFormat::{self, Percent, Plain, Words};

    #[test]
    fn words_with_numbers_are_shown() {
        let words = |a: &str, b: &str| Words(a.to_owned(), b.to_owned());
        for (code, shown) in [
            ("0\" of 10\"", words("", " of 10")),
            ("0\\/\\1\\0", words("", "/10")),
            ("\"10-\"0", words("10-", "")),
            ("0.0%", Percent),
            ("General", Plain),
            ("0.00 \"€\"", Plain),
            ("#,##0;[Red]-#,##0", Plain),
            ("yyyy-mm-dd", Plain),
        ] {
            assert_eq!(NumberFormat::of_code(code), shown, "{code}");
        }
    }
}
