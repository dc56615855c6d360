use super::*;
use crate::diag::Diagnostic;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn anchors<'a>() -> Anchors<'a> {
    Anchors {
        heading: &|c| ["item", "score", "note"].contains(&c.trim().to_lowercase().as_str()),
        enough: 2,
        mark: &|c| ["a", "b", "c"].contains(&c),
        names: &[],
        what: "a scorecard",
        columns: "item, score",
    }
}

fn read_bytes(bytes: &[u8]) -> Reading {
    SheetReader::default().read("f.csv", bytes, &anchors())
}

fn cells(reading: &Reading) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for sheet in &reading.sheets {
        for table in &sheet.tables {
            for row in sheet.rows(table).filter(|r| r.fault.is_none()) {
                all.push((0..table.header.len()).map(|i| sheet.cell(row, i).to_owned()).collect());
            }
        }
    }
    all
}

#[test]
fn titles_semicolons_and_blank_rows_are_read() {
    let r = read_bytes(b"Scores of round 2;;\r\n\r\nItem;Score\r\na;3\r\n;\r\nb;4\r\n");
    assert!(r.findings.is_empty(), "{:?}", r.findings);
    let s = &r.sheets[0];
    assert_eq!(*s.tables[0].header, ["Item", "Score"]);
    assert_eq!(cells(&r), [["a", "3"], ["b", "4"]]);
    let row = s.rows(&s.tables[0]).last().unwrap();
    assert_eq!((s.place(row, 1).line, s.place(row, 1).column), (6, 3));
}

#[test]
fn every_dialect_says_the_same() {
    for text in [
        "item,score,note\na,3,\"x, y\"\n",
        "sep=;\nitem;score;note\na;3;x, y\n",
        "item\tscore\tnote\r\na\t3\tx, y\r\n",
        "item|score|note\ra|3|x, y\r",
        "'item','score','note'\n'a','3','x, y'\n",
        "item,score,note\na,3,'x, y'\n",
        "note,extra,score,item,,\n\"x, y\",q,3,a,,\n",
        "Item, Score, Note\n\na, 3, \"x, y\"",
    ] {
        let r = read_bytes(text.as_bytes());
        let s = &r.sheets[0];
        let at =
            |name: &str| s.tables[0].header.iter().position(|h| h.trim().eq_ignore_ascii_case(name)).unwrap();
        let row = s.rows(&s.tables[0]).next().unwrap();
        let said = ["item", "score", "note"].map(|n| s.cell(row, at(n)).trim());
        assert_eq!((said, row.fault), (["a", "3", "x, y"], None), "{text}");
    }
}

#[test]
fn a_header_in_the_middle_begins_another_table() {
    let r = read_bytes(b"item,score\na,3\n\nscore,item\n4,b\n");
    let s = &r.sheets[0];
    assert_eq!(s.tables.len(), 2);
    assert_eq!(cells(&r), [["a", "3"], ["4", "b"]]);
}

#[test]
fn a_row_that_says_what_headings_say_is_no_header() {
    let r = read_bytes(b"note,who,where,score,item\nitem,x,y,note,score\nscore,x,y,3,a\n");
    assert_eq!((r.sheets[0].tables.len(), cells(&r).len()), (2, 1));
    let r = read_bytes(b"note,who,where,score,item\nitem,x,y,3,score\nscore,x,y,3,a\n");
    assert_eq!((r.sheets[0].tables.len(), cells(&r).len()), (1, 2));
}

#[test]
fn rows_of_another_length_are_found_where_they_go_wrong() {
    let r = read_bytes(b"item,score,note\na,3,one, two\nb,4,x,\nc,2,y\na,1,z\n");
    let places: Vec<_> = r
        .findings
        .iter()
        .map(|f| (f.code, f.place.clone().unwrap().line, f.place.clone().unwrap().column))
        .collect();
    assert_eq!(places, [("long-row", 2, 9), ("long-row", 3, 7)]);
    assert_eq!(cells(&r).len(), 2);
    let cut = read_bytes(b"item,score,note\na,3,x\nb,4");
    assert_eq!(cut.findings[0].code, "cut-off");
    let trailing = read_bytes(b"item,score\na,3,,\nb,4,,\n");
    assert!(trailing.findings.is_empty() && cells(&trailing).len() == 2);
}

#[test]
fn lines_and_columns_are_an_editors_on_any_row_end() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["item,score,note", "\"a\",3,\"one", "two\"", "b,ë,\"x\" y"].join(end) + end;
        let r = read_bytes(text.as_bytes());
        let place = r.findings[0].place.clone().unwrap();
        assert_eq!((place.line, place.column, place.source.as_str()), (4, 7, "b,ë,\"x\" y"), "{end:?}");
    }
}

#[test]
fn what_is_no_table_is_refused() {
    assert_eq!(read_bytes(b"hello\nworld\n").findings[0].code, "no-header");
    assert_eq!(read_bytes(b"").findings[0].code, "empty");
    assert_eq!(read_bytes(b"PK\x03\x04rest").findings[0].code, "damaged");
    assert_eq!(read_bytes(b"\xd0\xcf\x11\xe0rest").findings[0].code, "document");
}

#[test]
fn a_small_workbook_that_claims_to_be_huge_is_refused() {
    // Two cells in the farthest corners of an older workbook, and a sheet whose size is a lie.
    let record =
        |kind: u16, data: &[u8]| [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat();
    let blank =
        |row: u16, column: u16| record(0x0201, &[row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat());
    let corners = [blank(0, 0), blank(65_535, 16_383)].concat();
    let lie = record(0x0200, &[0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 255, 255, 0, 0]);
    // The list of sheets, and the one that it names.
    let globals = [record(0x0085, &[17, 0, 0, 0, 0, 0, 1, 0, b'A']), record(0x000a, &[])].concat();
    for cells in [corners, lie] {
        let sheet = [record(0x0809, &[0, 6, 16, 0, 0, 0, 0, 0]), cells, record(0x000a, &[])].concat();
        let stream = [globals.clone(), sheet].concat();
        let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
        std::io::Write::write_all(&mut file.create_stream("/Workbook").unwrap(), &stream).unwrap();
        let bytes = file.into_inner().into_inner();
        let reading = SheetReader::default().read("f.xls", &bytes, &anchors());
        assert_eq!(reading.findings[0].code, "too-large");
    }
}

/// The line of a row, its header, its cells and its fault.
type RowContent = (u32, Vec<String>, Vec<String>, Option<RowFault>);

/// What a text holds: its rows with their lines, headers and faults, and the findings.
#[derive(Debug, Default, PartialEq)]
struct Content {
    rows: Vec<RowContent>,
    findings: Vec<Diagnostic>,
}

impl Content {
    fn add(&mut self, sheet: &Sheet, findings: Vec<Diagnostic>) {
        self.findings.extend(findings);
        for table in &sheet.tables {
            for row in sheet.rows(table) {
                let cells = sheet.cells(row).map(str::to_owned).collect();
                self.rows.push((row.line, table.header.to_vec(), cells, row.fault.map(|f| f.0)));
            }
        }
    }

    fn of_whole(text: &str) -> Self {
        let reading = read_bytes(text.as_bytes());
        let mut content = Self::default();
        match reading.sheets.first() {
            Some(sheet) => content.add(sheet, reading.findings),
            None => content.findings = reading.findings,
        }
        content
    }

    fn of_pieces(text: &str, length: usize) -> Self {
        let (reader, anchors) = (SheetReader::default(), anchors());
        let source = Box::new(std::io::Cursor::new(text.as_bytes().to_vec()));
        let mut blocks = Blocks::in_pieces_of(length, &reader, "f.csv", source, &anchors);
        let mut content = Self::default();
        loop {
            match blocks.next_block() {
                Ok(Some(block)) => content.add(&block.sheet, block.findings),
                Ok(None) => return content,
                Err(failure) => {
                    content.findings.extend(failure.0);
                    return content;
                }
            }
        }
    }
}

#[test]
fn a_quote_that_stays_open_over_many_pieces_costs_its_row_only() {
    let text = format!("item,score,note\na,3,\"open\n{}", "b,4,fine\n".repeat(50));
    let content = Content::of_pieces(&text, 64);
    assert_eq!(content, Content::of_whole(&text));
    let faulty: Vec<u32> = content.rows.iter().filter(|r| r.3.is_some()).map(|r| r.0).collect();
    assert_eq!((content.rows.len(), faulty), (51, vec![2]));
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000,
        rng_seed: if cfg!(debug_assertions) { RngSeed::Fixed(1) } else { RngSeed::Random },
        ..ProptestConfig::default()
    })]
    #[test]
    fn a_text_says_the_same_whole_and_in_pieces(
        length in 20_usize..60,
        parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "a", "b", "3", "ë", ",", ",", ",", "\"", "\"\"", "\n", "\n", "\r\n", "\r", "\0", " ", "\na,3,x\n",
                "\nitem,score,note\n", "\nscore,item,note,x\n",
            ]),
            0..60,
        )
    ) {
        let text = format!("item,score,note\na,3,x\n{}", parts.concat());
        prop_assert_eq!(Content::of_pieces(&text, length), Content::of_whole(&text));
    }
}
