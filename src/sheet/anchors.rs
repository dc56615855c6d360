//! What the caller knows of a table before it is read.

/// What the caller knows of a table before it is read.
#[derive(Clone, Copy)]
pub struct Anchors<'a> {
    /// Whether a cell is the heading of a column.
    pub heading: &'a (dyn Fn(&str) -> bool + Sync),
    /// How many of them make a header.
    pub enough: usize,
    /// Whether a cell is one by which a row is recognised that an open quote has swallowed.
    pub mark: &'a (dyn Fn(&str) -> bool + Sync),
    /// Names with letters outside ASCII that may stand in the file: they tell the older encodings apart.
    pub names: &'a [String],
    /// What a table is called in messages, such as `a scorecard`.
    pub what: &'a str,
    /// What the header would be, for hints.
    pub columns: &'a str,
}

impl Anchors<'_> {
    /// How many different headings are among `cells`: what a row says several times doesn't make it a header.
    pub(super) fn headings<'c>(&self, cells: impl Iterator<Item = &'c str>) -> usize {
        let mut seen: Vec<&str> = Vec::new();
        for cell in cells.filter(|cell| (self.heading)(cell)) {
            if !seen.contains(&cell) {
                seen.push(cell);
            }
        }
        seen.len()
    }

    /// Whether a row of `width` cells with `n` headings is a header beyond doubt: most of its cells are.
    pub(super) fn is_clear(&self, n: usize, width: usize) -> bool {
        n >= self.enough && n * 2 > width
    }
}
