//! Tables as a terminal of 80 columns shows them.

use comfy_table::{ContentArrangement, Table, presets};

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
