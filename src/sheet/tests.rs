use super::*;
use proptest::prelude::*;

fn anchors<'a>() -> Anchors<'a> {
    Anchors {
        heading: &|c| ["item", "score", "note"].contains(&c.trim().to_lowercase().as_str()),
        enough: 2,
        mark: &|c| ["a", "b", "c"].contains(&c),
        names: &[],
        before: None,
        what: "a scorecard",
        columns: "item, score",
    }
}

fn read_bytes(bytes: &[u8]) -> Reading {
    read("f.csv", bytes, &anchors())
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
fn column_letters_are_a_spreadsheets() {
    assert_eq!([0, 25, 26, 701, 702].map(column_letters), ["A", "Z", "AA", "ZZ", "AAA"]);
}

#[test]
fn a_small_workbook_that_claims_to_be_huge_is_refused() {
    assert!(super::workbook::boasts(b"<sst count=\"1\" uniqueCount=\"4294967295\"><si/></sst>"));
    assert!(!super::workbook::boasts(b"<sst count=\"1\" uniqueCount=\"1\"><si/></sst>"));
    // Two cells in the farthest corners of an older workbook, and a sheet whose size is a lie.
    let record =
        |kind: u16, data: &[u8]| [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat();
    let blank =
        |row: u16, column: u16| record(0x0201, &[row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat());
    let corners = [blank(0, 0), blank(65_535, 16_383)].concat();
    let lie = record(0x0200, &[0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 255, 255, 0, 0]);
    for stream in [corners, lie] {
        let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
        std::io::Write::write_all(&mut file.create_stream("/Workbook").unwrap(), &stream).unwrap();
        let bytes = file.into_inner().into_inner();
        assert_eq!(read("f.xls", &bytes, &anchors()).findings[0].code, "too-large");
    }
}

/// What a reading holds, to be compared.
fn said(reading: &Reading) -> String {
    let sheets = reading.sheets.iter().map(|s| (&s.tables, &s.grid, &s.text));
    format!("{:?}{:?}", sheets.collect::<Vec<_>>(), reading.findings)
}

#[test]
fn a_first_line_is_remembered_where_it_alone_decides() {
    let begins = |text: &str| read_bytes(text.as_bytes()).beginning.is_some();
    assert!(begins("item,score,note\na,3,\n") && begins("Item,Score,Note,\r\n"));
    for other in [
        "item;score;note\na;3;\n",
        "title\nitem,score,note\na,3,\n",
        "sep=,\nitem,score,note\na,3,\n",
        "item,\"score\",note\na,3,\n",
        "item,score\na,3\n",
        "item,score,note,x,y,z\na,3\n",
    ] {
        assert!(!begins(other), "{other:?}");
    }
}

proptest! {
    #[test]
    fn a_remembered_first_line_changes_nothing(
        first in proptest::sample::select(vec![
            "item,score,note", "note,item,x,score", "Item,Score,Note,", "item;score;note", "item,score,note,'x",
            "item,score,note,\"x", "item,score,note,x,y,z", "sep=,", "title", "item,score",
        ]),
        texts in proptest::collection::vec(
            proptest::collection::vec(
                proptest::sample::select(vec![
                    "a", "b", "3", "it's", ",", ",", ",", ";", "\"", "'", "\n", "\n", "\r\n", "\r", "\0", " ",
                    "\nitem,score,note\n", "\nitem,score,note,x\n", "\nitem;score;note\n", "\nitem,score,note,item\n", "\"\n", "'\n",
                ]),
                0..30,
            ),
            2..5,
        )
    ) {
        let mut before: Option<Beginning> = None;
        for rest in texts {
            let text = format!("{first}\n{}", rest.concat());
            let reading = read("f.csv", text.as_bytes(), &Anchors { before: before.as_ref(), ..anchors() });
            prop_assert_eq!(said(&reading), said(&read_bytes(text.as_bytes())));
            before = reading.beginning.or(before);
        }
    }
}
