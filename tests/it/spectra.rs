//! Corpora of difficult CSV: csv-spectrum, which lies among the fixtures, and Pollock, where its folder is named by
//! `PANELKIT_POLLOCK` (a clone of github.com/HPI-Information-Systems/Pollock).

use panelkit::sheet::{Anchors, Reading, SheetReader};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The tables of a file whose headings are `names`.
fn read(file: &str, bytes: &[u8], names: &[String]) -> Reading {
    let anchors = Anchors {
        heading: &|cell| names.iter().any(|name| name == cell),
        enough: names.len().clamp(1, 3),
        mark: &|_| false,
        names: &[],
        what: "a table",
        columns: "those of the corpus",
    };
    SheetReader::default().read(file, bytes, &anchors)
}

/// The rows that are sound, each as wide as its header, and how many are not.
fn rows(reading: &Reading) -> (Vec<Vec<String>>, usize) {
    let (mut sound, mut faulty) = (Vec::new(), 0);
    for sheet in &reading.sheets {
        for table in &sheet.tables {
            for row in sheet.rows(table) {
                let width = row.width().max(table.header.len());
                if row.fault.is_some() {
                    faulty += 1;
                } else {
                    sound.push((0..width).map(|c| sheet.cell(row, c).to_owned()).collect());
                }
            }
        }
    }
    (sound, faulty)
}

#[test]
fn csv_spectrum_is_read_cell_for_cell() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/csv-spectrum");
    let files = fs::read_dir(folder.join("csvs")).unwrap();
    let mut files: Vec<PathBuf> = files.map(|f| f.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 12);
    for path in files {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let json = fs::read_to_string(folder.join("json").join(format!("{name}.json"))).unwrap();
        let expected: serde_json::Value = serde_json::from_str(&json).unwrap();
        let bytes = fs::read(&path).unwrap();
        let mut reader = csv::Reader::from_reader(&*bytes);
        let header: Vec<String> =
            reader.byte_headers().unwrap().iter().map(|h| String::from_utf8_lossy(h).into_owned()).collect();
        // One of the files says something else than its JSON, which is no list: there only the reader of the library tells.
        let expected = expected.as_array().cloned().unwrap_or_else(|| {
            let record = |r: csv::ByteRecord| {
                let cells = r.iter().map(|c| String::from_utf8_lossy(c).into_owned().into());
                serde_json::Value::Object(header.iter().cloned().zip(cells).collect())
            };
            reader.byte_records().map(|r| record(r.unwrap())).collect()
        });
        let reading = read(&name, &bytes, &header);
        let (sound, faulty) = rows(&reading);
        assert_eq!((sound.len(), faulty), (expected.len(), 0), "{name}: {:?}", reading.findings);
        let lines = |text: &str| text.replace("\r\n", "\n");
        for (row, expected) in sound.iter().zip(&expected) {
            for (cell, heading) in row.iter().zip(&header) {
                let value = expected[heading].as_str().unwrap();
                assert_eq!(lines(cell), lines(value), "{name}");
            }
        }
    }
}

/// What became of a file of Pollock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Every cell is that of the clean file, or of the independent reader.
    Equal,
    /// All but the rows that are named as faulty.
    RowsNamed,
    /// Refused with a reason.
    Refused,
    /// Something differs that nothing names.
    Differs,
}

/// All rows of a file as the csv crate reads them.
fn independent(bytes: &[u8], separator: u8, quote: u8, escape: Option<u8>) -> BTreeSet<Vec<String>> {
    let mut builder = csv::ReaderBuilder::new();
    builder.flexible(true).has_headers(false).delimiter(separator).quote(quote).escape(escape);
    let mut reader = builder.from_reader(bytes);
    let records = reader.byte_records().map_while(Result::ok);
    records.map(|r| trimmed(r.iter().map(|c| String::from_utf8_lossy(c).into_owned()).collect())).collect()
}

/// A row without the blanks around its cells, and without the empty cells at its end, which a short row lacks.
fn trimmed(row: Vec<String>) -> Vec<String> {
    let mut row: Vec<String> = row.into_iter().map(|cell| cell.trim().to_owned()).collect();
    while row.last().is_some_and(String::is_empty) {
        row.pop();
    }
    row
}

fn pollock(folder: &Path, name: &str) -> Outcome {
    let clean = fs::read(folder.join("polluted_files/clean").join(name)).unwrap();
    let bytes = fs::read(folder.join("polluted_files/csv").join(name)).unwrap();
    let headings = "DATE,TIME,Qty,PRODUCTID,Price,ProductType,ProductDescription,URL,Comments";
    let headings: Vec<String> = headings.split(',').map(str::to_owned).collect();
    let separator = match name {
        n if n.contains("delimiter_0x3B") => b';',
        n if n.contains("delimiter_0x9") => b'\t',
        n if n.contains("delimiter_0x20.") => b' ',
        _ => b',',
    };
    let quote = if name.contains("quotation_char_0x27") { b'\'' } else { b'"' };
    let escape = name.contains("escape_char_0x5C").then_some(b'\\');
    let clean = independent(&clean, b',', b'"', None);
    let alike = independent(&bytes, separator, quote, escape);
    let reading = read(name, &bytes, &headings);
    let (sound, _) = rows(&reading);
    let faulty = reading.findings.len();
    if reading.sheets.is_empty() {
        return if reading.findings.is_empty() { Outcome::Differs } else { Outcome::Refused };
    }
    let sound: BTreeSet<Vec<String>> = sound.into_iter().map(trimmed).collect();
    if !sound.iter().all(|row| clean.contains(row) || alike.contains(row)) {
        println!("{name}: {:?}", sound.iter().find(|row| !clean.contains(*row) && !alike.contains(*row)));
        return Outcome::Differs;
    }
    let headers: BTreeSet<Vec<String>> =
        reading.sheets.iter().flat_map(|s| &s.tables).map(|t| trimmed(t.header.to_vec())).collect();
    let above: usize = reading.sheets.iter().map(|s| s.rows_above().count()).sum();
    let is_header = |row: &[String]| row.iter().any(|cell| cell.contains("PRODUCTID"));
    let lacks = |rows: &BTreeSet<Vec<String>>| {
        rows.iter()
            .filter(|r| !r.is_empty() && !is_header(r) && !sound.contains(*r) && !headers.contains(*r))
            .count()
    };
    match (lacks(&clean).min(lacks(&alike)), faulty) {
        (0, 0) => Outcome::Equal,
        (lacking, faulty) if lacking <= faulty + above => Outcome::RowsNamed,
        (lacking, faulty) => {
            println!("{name}: {lacking} rows are lacking, {faulty} named");
            Outcome::Differs
        }
    }
}

#[test]
fn nothing_of_pollock_differs_in_silence() {
    let Some(folder) = std::env::var_os("PANELKIT_POLLOCK").map(PathBuf::from) else { return };
    let mut outcomes: BTreeMap<(String, Outcome), Vec<String>> = BTreeMap::new();
    for entry in fs::read_dir(folder.join("polluted_files/csv")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let kind: Vec<&str> = name.trim_end_matches(".csv").split('_').take(3).collect();
        let kind: String = kind.join("_").chars().filter(|c| !c.is_ascii_digit()).collect();
        let outcome = pollock(&folder, &name);
        outcomes.entry((kind, outcome)).or_default().push(name);
    }
    for ((kind, outcome), names) in &outcomes {
        println!("| {kind} | {} | {outcome:?} | {}", names.len(), names[0]);
    }
    let differs: Vec<&(String, Outcome)> = outcomes.keys().filter(|(_, o)| *o == Outcome::Differs).collect();
    assert!(differs.is_empty(), "{differs:?}");
}
