//! How texts begin: a team's scorecards have the same first line, and what it says is found out once.

use super::dialect::is_clear;
use super::grid::Grid;
use super::scan::Dialect;
use super::{Anchors, Table};
use std::sync::Arc;

/// A first line that is a header beyond doubt. A text that begins with the same line has the same dialect and columns.
#[derive(Debug)]
pub struct Beginning {
    line: String,
    /// The dialect that the line shows.
    pub(super) dialect: Dialect,
    /// The cells of the line.
    pub(super) header: Arc<[String]>,
    /// The column of its first heading.
    pub(super) column: usize,
    /// What the row below says in that column: no heading.
    pub(super) below: String,
}

impl Beginning {
    /// The beginning of `text`, whose dialect is the first that is tried; none where more than its first line had a say.
    pub(super) fn of(
        text: &str,
        dialect: Dialect,
        grid: &Grid,
        table: &Table,
        anchors: &Anchors<'_>,
    ) -> Option<Self> {
        let row = grid.rows.first().filter(|row| row.span().start == 0 && table.rows.start == 1)?;
        let line = &text[row.span()];
        let known: Vec<bool> = table.header.iter().map(|h| (anchors.heading)(h)).collect();
        let n = known.iter().filter(|k| **k).count();
        if line.contains(['"', '\'', '\n', '\r', '\0']) || n <= anchors.enough || !is_clear(n, row, anchors) {
            return None;
        }
        let column = known.iter().position(|k| *k)?;
        let below = grid.rows.get(1).and_then(|row| grid.cells(row).get(column));
        let below = below.map(|c| grid.said(text, c)).filter(|said| !(anchors.heading)(said));
        Some(Self {
            line: line.to_owned(),
            dialect,
            header: Arc::clone(&table.header),
            column,
            below: below.unwrap_or_default().to_owned(),
        })
    }

    /// Whether `text` begins so.
    pub(super) fn begins(&self, text: &str) -> bool {
        text.strip_prefix(self.line.as_str()).is_some_and(|rest| rest.starts_with(['\n', '\r']))
    }
}
