use super::*;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Keeps each row's first three cells.
#[derive(Default)]
struct Keep(Vec<Vec<String>>);

impl Sink for Keep {
    fn row(&mut self, cells: &Cells<'_>) -> Result<(), Fault> {
        if cells[2] == b"bad" {
            return Err(Fault { slot: 2, code: "x", message: "bad".into(), hint: "good".into() });
        }
        self.0.push(cells[..3].iter().map(|c| name(c)).collect());
        Ok(())
    }
}

fn read(bytes: &[u8], threads: usize) -> Drained<Keep> {
    let found = |h: &[String]| {
        let all = ["a", "b", "c"].iter().all(|n| h.iter().any(|c| c == n));
        if all { Ok(()) } else { Err(Diagnostic::error("no-column", "no a, b, c")) }
    };
    let tidy = Tidy::of_bytes("f.csv", bytes.to_vec(), &found).unwrap();
    let at = |n: &str| tidy.header().iter().position(|h| h == n);
    let columns = [at("a"), at("b"), at("c"), None];
    tidy.drain(columns, (0..threads).map(|_| Keep::default()).collect()).unwrap()
}

fn rows(d: Drained<Keep>) -> Vec<Vec<String>> {
    let mut rows: Vec<_> = d.sinks.into_iter().flat_map(|s| s.0).collect();
    rows.sort();
    rows
}

#[test]
fn cells_come_out_of_every_dialect() {
    let want = vec![vec!["1", "x, \"y\"", "3"], vec!["4", "", "6"]];
    for bytes in [
        &b"z,a,b,c\n,1,\"x, \"\"y\"\"\",3,more\n\n,4,,6,\"a\nb\",5\n"[..],
        b"title;;\r\nb;c;a\r\n\"x, \"\"y\"\"\";3;1\r\n;6;4",
        b"\xef\xbb\xbfa\tb\tc\r1\t\"x, \"\"y\"\"\"\t3\r4\t\t6\r",
    ] {
        assert_eq!(rows(read(bytes, 1)), want);
        assert_eq!(rows(read(bytes, 2)), want);
    }
    let wide: Vec<u8> = "a,b,c\n1,ë,3\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(rows(read(&wide, 1)), [["1", "ë", "3"]]);
    assert_eq!(rows(read(b"a,b,c\n1,\xeb,3\n", 1)), [["1", "ë", "3"]]);
}

#[test]
fn a_quote_fault_costs_its_line_only() {
    let bytes = b"a,b,c\n1,\"open,3\n4,5,6\n7,\"x\"y,9\n2,8\" disk,1\n";
    for threads in [1, 2] {
        let d = read(bytes, threads);
        assert_eq!((d.rows, d.rejected), (4, 2));
        let lines: Vec<_> =
            d.findings.iter().map(|f| f.place.as_ref().unwrap()).map(|p| (p.line, p.column)).collect();
        assert_eq!(lines, [(2, 3), (4, 3)]);
        assert_eq!(rows(d), [["2", "8\" disk", "1"], ["4", "5", "6"]]);
    }
}

#[test]
fn a_rejected_row_is_told_with_its_place() {
    let d = read(b"a,b,c\n1,\"two\nlines\",3\n4,5,bad\n", 1);
    let place = d.findings[0].place.clone().unwrap();
    assert_eq!((place.line, place.column, place.source.as_str(), place.width), (4, 5, "4,5,bad", 3));
    assert_eq!((d.rows, d.rejected), (2, 1));
}

#[test]
fn what_is_no_table_is_refused() {
    let none = |_: &[String]| Err(Diagnostic::error("no-column", "none"));
    for (bytes, code) in [
        (&b"PK\x03\x04"[..], "workbook"),
        (b"", "empty"),
        (b"a,b\n1,2\n", "no-column"),
        (b"hello\n", "no-header"),
    ] {
        assert_eq!(Tidy::of_bytes("f", bytes.to_vec(), &none).err().unwrap().code, code);
    }
}

#[test]
fn a_bare_cr_behind_a_quote_is_a_fault_on_any_number_of_threads() {
    let bytes = b"a,b,c\n\r\n\"\n\"\r,\r\n\n\"\"\",b";
    let (one, two) = (read(bytes, 1), read(bytes, 2));
    assert_eq!((one.rows, one.rejected), (two.rows, two.rejected));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn what_is_written_is_read_on_any_number_of_threads(
        cells in prop::collection::vec(prop::collection::vec("[a-c\", \n]{0,4}", 3), 1..40)
    ) {
        let mut table = vec![vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]];
        table.extend(cells.iter().cloned());
        let mut bytes = crate::sheet::write_csv(&table);
        // Long enough for several blocks.
        let body = bytes.split_off(6);
        while bytes.len() < 3 * super::block::BLOCK {
            bytes.extend_from_slice(&body);
            if body.is_empty() { break; }
        }
        let (one, two) = (read(&bytes, 1), read(&bytes, 3));
        prop_assert_eq!((one.rows, one.rejected), (two.rows, two.rejected));
        prop_assert_eq!(one.rejected, 0);
        prop_assert_eq!(rows(one), rows(two));
    }

}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000,
        rng_seed: if cfg!(debug_assertions) { RngSeed::Fixed(1) } else { RngSeed::Random },
        ..ProptestConfig::default()
    })]
    #[test]
    fn any_bytes_give_the_same_on_any_number_of_threads(text in "[ab\",\n\r]{0,80}") {
        let bytes = format!("a,b,c\n{text}");
        let (one, two) = (read(bytes.as_bytes(), 1), read(bytes.as_bytes(), 2));
        prop_assert_eq!((one.rows, one.rejected), (two.rows, two.rejected));
        prop_assert_eq!(rows(one), rows(two));
    }
}
