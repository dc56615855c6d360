use super::*;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const COMMA: Dialect = Dialect { separator: b',', quote: b'"' };

fn scanned(text: &str) -> TextRows {
    let mark = |c: &str| ["a", "b", "c"].contains(&c);
    let mut rows = TextRows::default();
    let mut scanner = Scanner::new(text, COMMA, &mark);
    while !scanner.done() {
        scanner.row(&mut rows);
    }
    rows
}

fn cells(text: &str) -> Vec<Vec<String>> {
    let rows = scanned(text);
    let content = |row: &Row| rows.cells(row).iter().map(|c| rows.content(text, c).to_owned()).collect();
    rows.rows.iter().map(content).collect()
}

fn faults(text: &str) -> Vec<(u32, Option<RowFault>)> {
    scanned(text).rows.iter().map(|r| (r.line, r.fault.map(|f| f.0))).collect()
}

#[test]
fn quotes_line_ends_and_separators() {
    assert_eq!(cells("a,\"b \"\"x\"\"\r\nc\"\rd,\n"), [vec!["a", "b \"x\"\r\nc"], vec!["d", ""]]);
    assert_eq!(cells("sep=,\na, \"b, c\" \n"), [["a", "b, c"]]);
    let lines: Vec<u32> = scanned("1\r2\r\n\"3\r\n4\"\n5").rows.iter().map(|r| r.line).collect();
    assert_eq!(lines, [1, 2, 3, 5]);
}

#[test]
fn an_unclosed_quote_costs_one_row() {
    use RowFault::UnclosedQuote;
    for (text, bad) in [
        ("x,y,z\na,1,\"open\nb,2,fine\n", 2),
        ("x,y,z\na,1,\"open\nb,2,\"fine\"\n", 2),
        ("x,y,z\na,1,\"open\nb,2,fine\nc,2,\"good, too\"\n", 2),
        ("x,y,z\na,1,\"open\nb,2,\"\"\nc,2,\n", 2),
        ("x,y,z\na,1,2\nb,2,\"open", 3),
    ] {
        for (line, fault) in faults(text) {
            assert_eq!(fault, (line == bad).then_some(UnclosedQuote), "{text:?} line {line}");
        }
        assert_eq!(scanned(text).rows.len(), text.trim_end().lines().count(), "{text:?}");
    }
}

#[test]
fn where_everything_is_quoted_text_may_look_like_rows() {
    let head = "\"x\",\"y\",\"z\"\n";
    let text = format!("{head}\"a\",\"1\",\"said\nb,2,fine\nc,3,x\"\n\"b\",\"2\",\"\"\n");
    assert_eq!(faults(&text), [(1, None), (2, None), (5, None)]);
    assert_eq!(cells(&text)[1][2], "said\nb,2,fine\nc,3,x");
    let open = format!("{head}\"a\",\"1\",\"open\n\"b\",\"2\",\"fine\"\n\"c\",\"3\",\"\"\n");
    assert_eq!(faults(&open), [(1, None), (2, Some(RowFault::StrayQuote)), (4, None)]);
}

#[test]
fn a_quote_that_closes_where_its_row_ends_holds_text_that_looks_like_rows() {
    let text = "x,y,z,v\na,1,\"said\nb,2,fine\n\",w\nb,2,,\n";
    assert_eq!(faults(text), [(1, None), (2, None), (5, None)]);
    assert_eq!(cells(text)[1], ["a", "1", "said\nb,2,fine\n", "w"]);
    // Not where the row would be wider or narrower than the others, or the next line none.
    for open in ["a,1,\"said\nb,2,fine 5\"\nc,2,,\n", "a,\"1,\nb,2,5\",,,\n", "a,1,\"\nb,2,\"\nwhy\",\n"] {
        let text = format!("x,y,z,v\n{open}");
        assert_eq!(faults(&text)[1], (2, Some(RowFault::UnclosedQuote)), "{text:?}");
    }
}

#[test]
fn a_cell_of_several_lines_stays_one() {
    let text = "a,1,\"said: yes, no, and, then\nwent on, twice, and, on\"\nb,2,x\n";
    assert_eq!(faults(text), [(1, None), (3, None)]);
    assert_eq!(
        faults("a,1,\"one \"two\" three\nfour\"\nb,2,x\n"),
        [(1, Some(RowFault::StrayQuote)), (3, None)]
    );
}

#[test]
fn a_zero_byte_is_found_where_it_is() {
    let g = scanned("a,1\nb,\0\n");
    assert_eq!(g.rows[1].fault, Some((RowFault::ZeroByte, 6)));
}

#[test]
fn hostile_quotes_take_no_long_time() {
    let text = "\"a\n".repeat(300_000);
    assert_eq!(scanned(&text).rows.len(), 300_000);
    let text = format!("{}\"x\n", "\"\" a\n".repeat(100_000));
    scanned(&text);
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: if cfg!(debug_assertions) { RngSeed::Fixed(1) } else { RngSeed::Random },
        ..ProptestConfig::with_cases(if cfg!(debug_assertions) { 1000 } else { 20_000 })
    })]
    #[test]
    fn any_text_is_scanned_without_loss(text in "[a-c\",;\r\n\0 ]{0,60}") {
        let g = scanned(&text);
        let mut end = 0;
        for r in &g.rows {
            let between = &text[end..r.span().start];
            prop_assert!(between.chars().all(|c| c == '\n' || c == '\r'), "{:?}", between);
            end = r.span().end;
        }
        prop_assert!(text[end..].trim_matches(['\r', '\n']).is_empty());
        for r in &g.rows {
            prop_assert_eq!(r.line, crate::sheet::row::line_ends(&text.as_bytes()[..r.span().start]) + 1);
        }
    }
}
