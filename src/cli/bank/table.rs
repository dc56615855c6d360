//! Lists and counts of questions for a terminal.

use super::super::table::{plain_table, trimmed};
use crate::bank::stats::Count;
use crate::bank::{Bank, Question, QuestionKind};
use crate::plan::Thin;
use crate::text::{count, visible};
use comfy_table::{CellAlignment, Table};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// One question a line: id, kind, levels, minutes and stacks, below their headings; empty where there is none.
pub(super) fn list(bank: &Bank, questions: &[&Question]) -> String {
    if questions.is_empty() {
        return String::new();
    }
    let headings = ["id", "kind", "levels", "min", "stack"].map(str::to_owned);
    let row = |q: &&Question| {
        let kind = format!("{}{}", q.kind.name(), if q.draft { ", draft" } else { "" });
        [visible(&q.id), kind, levels(bank, q), q.minutes.to_string(), visible(&q.stacks.join(" "))]
    };
    let rows: Vec<[String; 5]> = std::iter::once(headings).chain(questions.iter().map(row)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or_default();
    let widths: [usize; 4] = std::array::from_fn(width);
    let mut out = String::new();
    for [id, kind, levels, minutes, stacks] in &rows {
        // Blanks are counted in columns of the terminal, which characters may need two of.
        let blanks = |cell: &str, column: usize| " ".repeat(widths[column] - cell.width());
        let _ = write!(out, " {id}{}  {kind}{}", blanks(id, 0), blanks(kind, 1));
        let _ = write!(out, "  {levels}{}  {}{minutes}  {stacks}", blanks(levels, 2), blanks(minutes, 3));
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out
}

/// Questions with their titles, best first.
pub(super) fn found(bank: &Bank, questions: &[&Question]) -> String {
    let mut out = String::new();
    for q in questions {
        let stacks = if q.stacks.is_empty() { String::new() } else { format!(", {}", q.stacks.join(" ")) };
        let draft = if q.draft { ", draft" } else { "" };
        let _ = writeln!(out, "{}\n    {}", visible(&q.id), visible(&q.title));
        let _ = writeln!(out, "    {}, {}, {} min{stacks}{draft}", q.kind.name(), levels(bank, q), q.minutes);
    }
    out
}

/// The levels of a question: `mid to staff` where they are neighbours.
fn levels(bank: &Bank, q: &Question) -> String {
    let ranks: Vec<usize> =
        (0..bank.levels.len()).filter(|i| q.levels.contains(&bank.levels[*i].id)).collect();
    match ranks[..] {
        [first, .., last] if last - first + 1 == ranks.len() => {
            format!("{} to {}", bank.levels[first].id, bank.levels[last].id)
        }
        _ => q.levels.join(", "),
    }
}

/// Questions by kind and stack (rows) and level (columns), then the thin spots.
pub(super) fn stats(bank: &Bank, questions: usize, counts: &[Count], thin: &[Thin]) -> String {
    let mut by_stack: BTreeMap<&str, BTreeMap<QuestionKind, BTreeMap<&str, usize>>> = BTreeMap::new();
    for c in counts {
        let kinds = by_stack.entry(&c.stack).or_default();
        kinds.entry(c.kind).or_default().insert(&c.level, c.questions);
    }
    let mut t = plain_table();
    let mut head = vec!["stack", "kind"];
    head.extend(bank.levels.iter().map(|l| l.id.as_str()));
    t.set_header(head);
    for (stack, kinds) in &by_stack {
        for (i, (kind, levels)) in kinds.iter().enumerate() {
            let name = if stack.is_empty() { "any" } else { stack };
            let mut row = vec![if i == 0 { visible(name) } else { String::new() }, kind.name().to_owned()];
            let cell =
                |l: &crate::bank::Level| levels.get(l.id.as_str()).map_or("·".to_owned(), usize::to_string);
            row.extend(bank.levels.iter().map(cell));
            t.add_row(row);
        }
    }
    for i in 2..2 + bank.levels.len() {
        right(&mut t, i);
    }
    let mut out = format!("{}\n", count(questions, "question"));
    if !by_stack.is_empty() {
        let _ = writeln!(out, "\n{}", trimmed(&t));
    }
    if thin.is_empty() {
        out.push_str("\nNo thin spots.\n");
    } else {
        let _ = writeln!(out, "\nThin spots:");
        for spot in thin {
            let _ = writeln!(out, "  {}", visible(&spot.to_string()));
        }
    }
    out
}

fn right(table: &mut Table, column: usize) {
    if let Some(column) = table.column_mut(column) {
        column.set_cell_alignment(CellAlignment::Right);
    }
}
