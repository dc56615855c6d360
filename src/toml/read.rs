//! Reading a whole file, with all its findings in the order of its lines.

use super::file::TomlFile;
use super::table::TableReader;
use crate::diag::Diagnostic;

/// What `read` makes of the file's fields; what is wrong with the file goes to `findings`, by line.
pub(crate) fn read<T>(
    file: TomlFile<'_>,
    findings: &mut Vec<Diagnostic>,
    read: impl FnOnce(&mut TableReader<'_, '_>) -> T,
) -> T {
    let (table, syntax) = file.parse();
    let mut own = Vec::new();
    let value = TableReader::root(file, &table, !syntax.is_empty(), &mut own).read(read);
    if let Some(broken) = syntax.iter().filter_map(|f| Some(f.place.as_ref()?.line)).min() {
        // What a broken line swallowed is neither missing nor of another type, and what follows it may have ended up in
        // the wrong table.
        let before = |f: &Diagnostic| f.place.as_ref().is_some_and(|p| p.line < broken);
        own.retain(|f| match f.code {
            "missing-field" | "wrong-type" => false,
            "unknown-field" => before(f),
            _ => true,
        });
    }
    own.extend(syntax);
    own.sort_by(|a, b| a.place.cmp(&b.place));
    findings.extend(own);
    value
}
