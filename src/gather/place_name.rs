//! Files, sheets and rows by the names that people give them.

use crate::sheet::{Row, Sheet};

/// Whether `file` is the one called `name`: by its path, its last part, or as the archive or workbook that holds it.
pub(super) fn is_file(file: &str, name: &str) -> bool {
    let name = name.trim_start_matches("./");
    let inside = |at: usize| file[at..].starts_with(['[', '/']) || at == file.len();
    file.match_indices(name).any(|(at, _)| {
        let begins = at == 0 || file[..at].ends_with(['/', '\\']);
        begins && inside(at + name.len())
    })
}
/// Whether `row` of `sheet` is the one called `name`: `a.csv:3`, `a.xlsx[Scores]:3`, or `3`.
pub(super) fn is_row_of(sheet: &Sheet, row: &Row, name: &str) -> bool {
    let (file, line) = name.rsplit_once(':').unwrap_or(("", name));
    let is_file = file.is_empty() || is_file(&sheet.file, file);
    is_file && line.parse() == Ok(row.line)
}

#[cfg(test)]
mod tests {
    use super::is_file;

    #[test]
    fn files_are_known_by_path_name_and_what_holds_them() {
        for (file, name) in [
            ("loop/scores/a.csv", "a.csv"),
            ("loop/scores/a.csv", "./loop/scores/a.csv"),
            ("loop/scores/a.xlsx[Scores]", "a.xlsx"),
            ("scores/all.zip/a.csv", "all.zip"),
            ("scores/all.zip/a.csv", "all.zip/a.csv"),
        ] {
            assert!(is_file(file, name), "{file} {name}");
        }
        for (file, name) in [("loop/scores/aa.csv", "a.csv"), ("loop/a.csv.bak", "a.csv"), ("a.csv", "b.csv")]
        {
            assert!(!is_file(file, name), "{file} {name}");
        }
    }
}
