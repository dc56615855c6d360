//! Tables as a terminal of 80 columns shows them.

use comfy_table::{ContentArrangement, Table, presets};
use unicode_width::UnicodeWidthStr;

/// A table without borders, at most 80 columns wide.
pub(super) fn plain_table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(80);
    table
}

/// The table's lines without blanks at their ends.
pub(super) fn trimmed(table: &Table) -> String {
    table.to_string().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The width of what is printed.
const WIDTH: usize = 80;

/// `text` in lines of at most 80 columns, all but the first indented; a word that is longer has a line of its own.
pub(super) fn wrapped(text: &str, indent: usize) -> String {
    let mut out = String::new();
    // The first line may stand behind two blanks.
    let mut used = 2.min(indent);
    for (i, word) in text.split(' ').enumerate() {
        let width = word.width();
        if i > 0 && used + 1 + width > WIDTH {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            used = indent;
        } else if i > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += width;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let text = "Ångström said so ".repeat(12);
        let lines = wrapped(&text, 5);
        assert!(lines.lines().count() > 1 && lines.lines().all(|l| l.width() <= WIDTH));
        assert!(lines.lines().skip(1).all(|l| l.starts_with("     ") && !l.starts_with("      ")));
        assert_eq!(lines.split_whitespace().collect::<Vec<_>>(), text.split_whitespace().collect::<Vec<_>>());
    }
}
