//! The tables `expect` and `anchors` of a question, with the comments in them.

use crate::text::is_invisible;
use std::fmt::Write as _;
use toml_edit::{Decor, DocumentMut, Item, Key, TableLike, Value, value};

/// A table that the ladder has replaced.
#[derive(Default)]
pub(super) struct EarlierTable {
    /// The comments above its heading, each line with its end.
    pub above: String,
    /// Its place among the tables of the file, where it has a heading.
    pub position: Option<isize>,
    pub entries: Vec<EarlierEntry>,
}

/// One text of such a table.
pub(super) struct EarlierEntry {
    /// The name of the table.
    table: &'static str,
    pub name: String,
    /// The comments above it, each line with its end.
    above: String,
    item: Item,
}

impl EarlierTable {
    /// Takes the table `name` out of `document`; none where there isn't one. What is no table is an entry without a name.
    pub fn take(document: &mut DocumentMut, name: &'static str) -> Option<Self> {
        let (key, item) = document.remove_entry(name)?;
        let (mut above, mut position) = (comments(key.leaf_decor().prefix()), None);
        if let Some(table) = item.as_table() {
            above.push_str(&comments(table.decor().prefix()));
            above.push_str(&comments(table.decor().suffix()));
            position = table.position();
        } else if let Some(value) = item.as_value() {
            above.push_str(&comments(value.decor().suffix()));
        }
        let Some(table) = item.as_table_like() else {
            let whole = EarlierEntry { table: name, name: String::new(), above: String::new(), item };
            return Some(Self { above, position, entries: vec![whole] });
        };
        let entries = table.iter().map(|(key, item)| EarlierEntry::new(name, table, key, item)).collect();
        Some(Self { above, position, entries })
    }
}

impl EarlierEntry {
    fn new(table: &'static str, whole: &dyn TableLike, key: &str, item: &Item) -> Self {
        let above = whole.key(key).map(|key| comments(key.leaf_decor().prefix())).unwrap_or_default();
        Self { table, name: key.to_owned(), above, item: item.clone() }
    }

    pub fn text(&self) -> Option<&str> {
        self.item.as_str()
    }

    /// The comment behind it, with the end of its line.
    fn beside(&self) -> String {
        self.item.as_value().map(|value| comments(value.decor().suffix())).unwrap_or_default()
    }

    /// The entries as the one rung `name`: as it was written where there is one, the texts in a row where there are
    /// several, and an empty text where there is none. Comments stand above it.
    pub fn joined(name: &str, mut entries: Vec<Self>) -> (Key, Item) {
        let above: String = entries.iter().flat_map(|entry| [entry.above.clone(), entry.beside()]).collect();
        let key = Key::new(name).with_leaf_decor(Decor::new(above, " "));
        let mut item = if entries.len() == 1 {
            entries.remove(0).item
        } else {
            let texts: Vec<&str> = entries.iter().filter_map(|entry| Some(entry.text()?.trim())).collect();
            value(texts.join(" "))
        };
        if let Some(value) = item.as_value_mut() {
            *value.decor_mut() = Decor::new(" ", "");
        }
        (key, item)
    }

    /// Comment lines that hold the entry: what was written, under the name that it had.
    pub fn as_comment(&self) -> String {
        let mut out = format!("{}{}", self.above, self.beside());
        let name = if self.name.is_empty() {
            self.table.to_owned()
        } else {
            format!("{}.{}", self.table, self.name)
        };
        let written = match self.item.as_value() {
            Some(Value::String(text)) => text.value().clone(),
            _ => self.item.to_string(),
        };
        // A comment can't hold what nobody sees.
        let written: String = written
            .chars()
            .map(|c| if is_invisible(c) && !matches!(c, '\n' | '\t') { ' ' } else { c })
            .collect();
        let mut lines = written.trim().lines();
        let _ = writeln!(out, "# `{name}` was: {}", lines.next().unwrap_or_default());
        lines.for_each(|line| {
            let _ = writeln!(out, "#   {line}");
        });
        out
    }
}

/// The comments in the blanks around a value, each line with its end.
fn comments(blanks: Option<&toml_edit::RawString>) -> String {
    let lines = blanks.and_then(|raw| raw.as_str()).unwrap_or_default().lines().map(str::trim);
    lines.filter(|line| line.starts_with('#')).flat_map(|line| [line, "\n"]).collect()
}
