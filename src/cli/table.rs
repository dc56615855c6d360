//! Tables as a terminal of 80 columns shows them.

use comfy_table::{ContentArrangement, Table, presets};
use std::cmp::Reverse;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

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

/// Rows of cells that stay on their lines, below headings that may be broken, within words only where they must: each
/// column is as wide as its widest cell, and the headings share the room that is left. Where the cells alone are too wide,
/// they are broken as in any table.
pub(super) fn grid(head: &[String], rows: &[Vec<String>]) -> String {
    let cell = |i: usize| rows.iter().filter_map(|row| row.get(i)).map(|cell| cell.width()).max();
    let cells: Vec<usize> = (0..head.len()).map(|i| cell(i).unwrap_or_default()).collect();
    let word = |i: usize| head[i].split(' ').map(UnicodeWidthStr::width).max().unwrap_or_default();
    let words: Vec<usize> = (0..head.len()).map(|i| cells[i].max(word(i))).collect();
    let least: Vec<usize> = (0..head.len()).map(|i| cells[i].max(word(i).min(NARROWEST))).collect();
    let taken = |widths: &[usize]| widths.iter().map(|width| width + 2).sum::<usize>();
    let mut widths = if taken(&words) > WIDTH { least } else { words };
    let taken = taken(&widths);
    if taken > WIDTH {
        let mut table = plain_table();
        table.set_header(head).add_rows(rows);
        return trimmed(&table);
    }
    // The heading of the most lines gets what it needs for one line less, as long as there is room.
    let mut left = WIDTH - taken;
    let wider = |i: usize, width: usize, left: usize| {
        let now = broken(&head[i], width).len();
        let enough = (width + 1..=width + left).find(|wider| broken(&head[i], *wider).len() < now)?;
        Some((Reverse(now), i, enough))
    };
    while let Some((_, i, width)) = (0..head.len()).filter_map(|i| wider(i, widths[i], left)).min() {
        left -= width - widths[i];
        widths[i] = width;
    }
    let head: Vec<Vec<String>> = head.iter().zip(&widths).map(|(text, width)| broken(text, *width)).collect();
    let height = head.iter().map(Vec::len).max().unwrap_or_default();
    let line_of_head = |l: usize| head.iter().map(move |lines| lines.get(l).map_or("", String::as_str));
    let mut out = String::new();
    for l in 0..height {
        push_line(&mut out, line_of_head(l), &widths);
    }
    for row in rows {
        push_line(&mut out, row.iter().map(String::as_str), &widths);
    }
    out.pop();
    out
}

/// Adds a line of cells, each in a column of its width, without blanks at its end.
fn push_line<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>, widths: &[usize]) {
    let start = out.len();
    for (cell, width) in cells.zip(widths) {
        out.push(' ');
        out.push_str(cell);
        out.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width()) + 1));
    }
    out.truncate(start + out[start..].trim_end().len());
    out.push('\n');
}

/// No heading is broken into narrower pieces.
const NARROWEST: usize = 6;

/// `text` in lines of at most so many columns, broken between its words, and within those that are wider.
fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ').flat_map(|word| pieces(word, width)) {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A word in pieces of at most so many columns.
fn pieces(word: &str, width: usize) -> Vec<&str> {
    let (mut pieces, mut start, mut used) = (Vec::new(), 0, 0);
    for (at, c) in word.char_indices() {
        let wide = c.width().unwrap_or_default();
        if used + wide > width && at > start {
            pieces.push(&word[start..at]);
            (start, used) = (at, 0);
        }
        used += wide;
    }
    pieces.push(&word[start..]);
    pieces
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
    fn a_grid_keeps_names_whole_and_breaks_headings() {
        let row = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        let head = row(&["", "System design with a partner from operations", "Coding"]);
        let rows = [
            row(&["Zoë Łukasiewicz-Ångström", "incomplete, 2 days late", "complete"]),
            row(&["山田", "", "missing"]),
        ];
        let lines: Vec<String> = grid(&head, &rows).lines().map(str::to_owned).collect();
        assert_eq!(
            lines,
            [
                "                           System design with a     Coding",
                "                           partner from operations",
                " Zoë Łukasiewicz-Ångström  incomplete, 2 days late  complete",
                " 山田                                               missing",
            ]
        );
        // The highest heading gets room first.
        let head = row(&["", "System design with a partner", "Working with operations"]);
        let lines = grid(&head, &[row(&["A name of some thirty letters, all in all", "no", "no"])]);
        assert_eq!(lines.lines().next().unwrap().trim(), "System design   Working with");
        // Words of headings are broken sooner than names and states.
        let head = row(&["", "phone_screen_with_a_recruiter", "hiring_manager", "system_design"]);
        let lines = grid(
            &head,
            &[row(&["Somebody whose name is long enough", "incomplete", "incomplete", "complete"])],
        );
        assert_eq!(
            lines.lines().collect::<Vec<_>>(),
            [
                "                                     phone_screen_wi  hiring_manager  system_d",
                "                                     th_a_recruiter                   esign",
                " Somebody whose name is long enough  incomplete       incomplete      complete",
            ]
        );
        // Short headings need no room, and cells that are too wide for the terminal are broken.
        assert_eq!(grid(&row(&["a", "b"]), &[row(&["c", "d"])]), " a  b\n c  d");
        let wide = grid(&row(&["", "b"]), &[row(&["many words ".repeat(9).trim(), "d"])]);
        assert!(wide.lines().count() > 2 && wide.lines().all(|l| l.width() <= WIDTH), "{wide}");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let text = "Ångström said so ".repeat(12);
        let lines = wrapped(&text, 5);
        assert!(lines.lines().count() > 1 && lines.lines().all(|l| l.width() <= WIDTH));
        assert!(lines.lines().skip(1).all(|l| l.starts_with("     ") && !l.starts_with("      ")));
        assert_eq!(lines.split_whitespace().collect::<Vec<_>>(), text.split_whitespace().collect::<Vec<_>>());
    }
}
