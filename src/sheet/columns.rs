//! The columns that one sort of list has, found under the names that people give them.

use super::column::Column;
use super::evidence::is_about_evidence;
use crate::text::{fold, is_invisible, straight};
use std::collections::HashMap;

/// The columns that one sort of list has, by the names that people give them.
#[derive(Debug)]
pub struct Vocabulary {
    columns: HashMap<String, Column>,
    /// Whether the list has a column of evidence, which goes by many names.
    has_evidence: bool,
}

impl Vocabulary {
    /// The names of `columns`, and a team's own names of some of them, which win. A name that two columns have is that of
    /// the first.
    pub fn new(columns: &[Column], own: &[(Column, String)]) -> Self {
        let mut names: HashMap<String, Column> = HashMap::new();
        for (column, name) in own.iter().filter(|(c, _)| columns.contains(c)) {
            names.entry(heading_key(name)).or_insert(*column);
        }
        for column in columns {
            for name in column.names() {
                names.entry((*name).to_owned()).or_insert(*column);
            }
        }
        Self { columns: names, has_evidence: columns.contains(&Column::Evidence) }
    }

    /// The column that a heading announces.
    pub fn column(&self, heading: &str) -> Option<Column> {
        if heading.len() > LONGEST {
            return None;
        }
        // The usual heading is written as the kit writes it.
        if let Some(column) = self.columns.get(heading) {
            return Some(*column);
        }
        let key = heading_key(heading);
        let known = self.columns.get(&key).copied();
        known.or_else(|| (self.has_evidence && is_about_evidence(&key)).then_some(Column::Evidence))
    }

    /// Where `column` stands in a header: under its own name, else under the first other one.
    pub fn place(&self, header: &[String], column: Column) -> Option<usize> {
        let is_own = |h: &String| heading_key(h) == column.name();
        let is_any = |h: &String| self.column(h) == Some(column);
        header.iter().position(|h| is_own(h) && is_any(h)).or_else(|| header.iter().position(is_any))
    }

    /// Where a person's name stands in a header: in the column `whole`, else in a first and a last name.
    pub fn name_places(&self, header: &[String], whole: Column) -> Vec<usize> {
        let parts =
            || [Column::FirstName, Column::LastName].into_iter().filter_map(|c| self.place(header, c));
        self.place(header, whole).map_or_else(|| parts().collect(), |place| vec![place])
    }

    /// All names with their columns, by name.
    pub fn names(&self) -> Vec<(&str, Column)> {
        let mut names: Vec<(&str, Column)> = self.columns.iter().map(|(n, c)| (n.as_str(), *c)).collect();
        names.sort_unstable();
        names
    }
}

/// Longer cells are no headings: no question is asked in so many bytes.
pub const LONGEST: usize = 2000;

/// A heading without what doesn't matter: case, underscores, hyphens, blanks, a colon or star at its end, and what stands in
/// brackets behind it, such as `(1-4)`.
pub fn heading_key(text: &str) -> String {
    let text = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    let bare = match text.rfind([' ', '(', '[']) {
        Some(_) if text.ends_with([')', ']']) => {
            text.rfind(['(', '[']).map(|i| text[..i].trim_end()).filter(|b| !b.is_empty()).unwrap_or(text)
        }
        _ => text,
    };
    let bare = bare.trim_end_matches([':', '*', '?', '.', ' ']);
    let plain = fold(&straight(bare)).replace(['_', '-'], " ");
    if plain.contains("  ") { plain.split_whitespace().collect::<Vec<_>>().join(" ") } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_as_people_write_them() {
        let words = Vocabulary::new(&Column::SCORECARD, &[(Column::Score, "Bewertung".into())]);
        for (heading, column) in [
            ("Score", Column::Score),
            ("bewertung (1-4)", Column::Score),
            ("Question_ID:", Column::Item),
            ("full name", Column::Candidate),
            ("Evaluator", Column::Interviewer),
        ] {
            assert_eq!(words.column(heading), Some(column), "{heading}");
        }
        assert_eq!(words.column("competency"), None);
        let header = ["Name", "candidate", "rating"].map(str::to_owned);
        assert_eq!(words.place(&header, Column::Candidate), Some(1));
        assert_eq!(words.place(&header, Column::Score), Some(2));
    }
}
