//! Laws of reading: what is written in any dialect is read back equal, and no bytes whatever lose a row.

use super::{Expectation, ScoreFile, Scores, gather};
use crate::bank::Bank;
use crate::opening::{Candidate, Schedule};
use crate::plan::{OVERALL, Plan, Recommendation, Request, RoundPeople, choose};
use crate::sheet::{SheetReader, guard};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::sync::OnceLock;

fn plan() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    PLAN.get_or_init(|| {
        let request = Request {
            role: "backend".into(),
            level: "senior".into(),
            rounds: vec![
                "coding:60:Ana Kovač".parse().unwrap(),
                "behavioral:45:José Ångström".parse().unwrap(),
            ],
            ..Request::default()
        };
        choose(&Bank::load(None).unwrap(), &request).unwrap().value
    })
}

const NAMES: [&str; 3] = ["Zoë Łukasiewicz", "Γιάννης Παππάς", "山田太郎"];

fn read(name: &str, bytes: &[u8]) -> Scores {
    read_all(&[(name, bytes)])
}

fn read_all(files: &[(&str, &[u8])]) -> Scores {
    let candidates = NAMES.map(|n| Candidate { name: n.to_owned(), ..Candidate::default() });
    let sheets = SheetReader::default();
    let people = ["Ana Kovač", "José Ångström"]
        .map(|name| RoundPeople { lead: Some(name.to_owned()), ..RoundPeople::default() });
    let expect = Expectation {
        plan: plan(),
        candidates: &candidates,
        headings: &[],
        trainees: &[],
        prefer: None,
        schedule: &Schedule::of_people(&people),
        now: None,
        sheets: &sheets,
    };
    let file = |(name, bytes): &(&str, &[u8])| ScoreFile::of_bytes(name, bytes);
    gather(&expect, &files.iter().map(file).collect::<Vec<_>>())
}

/// One row of a scorecard as it was meant: candidate, round, item, score in words, evidence.
type Meant = (usize, usize, usize, String, String);

/// Ratings of one round for some candidates.
fn meant() -> impl Strategy<Value = Vec<Meant>> {
    let score = prop_oneof![
        4 => (4_u32..=16).prop_map(|q| (f64::from(q) / 4.0).to_string()),
        1 => Just("not asked".to_owned()),
    ];
    // What looks like a part of a file is text like any other.
    let pieces = vec![
        "\noverall,yes,\n",
        "overall;yes;x",
        "\n",
        "\"",
        ",",
        "', '",
        "said",
        " ",
        "'a\toverall\t3\t'\r",
    ];
    let copied = prop::collection::vec(prop::sample::select(pieces), 0..6).prop_map(|p| p.concat());
    let evidence =
        prop_oneof!["[^\0\u{feff}]{0,12}", "[-=+@'\",;|\t\r\n a-z]{0,12}", copied, Just(String::new())];
    let row = (0_usize..3, 0_usize..2, any::<prop::sample::Index>(), score, evidence);
    prop::collection::vec(row, 1..12).prop_map(|rows| {
        let mut seen = std::collections::BTreeSet::new();
        let mut out = Vec::new();
        for (candidate, round, item, score, evidence) in rows {
            let n = plan().rounds[round].questions.len();
            let item = item.index(n + 1);
            let score = if item == n { "strong yes".to_owned() } else { score };
            if seen.insert((candidate, round, item)) {
                out.push((candidate, round, item, score, evidence));
            }
        }
        out.sort_by_key(|r| (r.0, r.1, r.2));
        out
    })
}

/// How a file is written.
#[derive(Debug, Clone)]
struct Style {
    separator: char,
    quote: char,
    end: &'static str,
    encoding: u8,
    comma: bool,
    always: bool,
    titles: bool,
    order: Vec<usize>,
}

fn style() -> impl Strategy<Value = Style> {
    let separators = prop::sample::select(vec![',', ';', '\t', '|']);
    let ends = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    let order = Just((0..8).collect::<Vec<usize>>()).prop_shuffle();
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (separators, ends, 0_u8..6, flags, order).prop_map(|(separator, end, encoding, flags, order)| {
        let (comma, always, titles, single) = flags;
        // A single quote shows itself in the header.
        let quote = if single { '\'' } else { '"' };
        Style { separator, quote, end, encoding, comma, always: always || single, titles, order }
    })
}

fn write(rows: &[Meant], style: &Style) -> Vec<u8> {
    let quoted = |text: &str| {
        let needs = text.contains([style.separator, style.quote, '\n', '\r', ' ', '\'']);
        if !needs && !style.always {
            return text.to_owned();
        }
        let q = style.quote;
        format!("{q}{}{q}", text.replace(q, &format!("{q}{q}")))
    };
    let line = |cells: [String; 8]| {
        let cells: Vec<String> = style.order.iter().map(|i| quoted(&cells[*i])).collect();
        cells.join(&style.separator.to_string()) + style.end
    };
    let mut text = String::new();
    if style.titles {
        text += &["Scorecards of May", style.end, style.end].concat();
    }
    text += &line(std::array::from_fn(|i| crate::plan::SCORECARD_COLUMNS[i].to_owned()));
    for (candidate, round, item, score, evidence) in rows {
        let round = &plan().rounds[*round];
        let id = round.questions.get(*item).map_or(OVERALL, |q| q.id.as_str());
        let score = if style.comma { score.replace('.', ",") } else { score.clone() };
        let cells = [&plan().id, NAMES[*candidate], "", &round.id, id, "asks", &score, &guard(evidence)];
        text += &line(cells.map(str::to_owned));
    }
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    match style.encoding {
        0 => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        1 => [vec![0xff, 0xfe], wide(u16::to_le_bytes)].concat(),
        2 => [vec![0xfe, 0xff], wide(u16::to_be_bytes)].concat(),
        _ => text.into_bytes(),
    }
}

fn said(scores: &Scores) -> Vec<Meant> {
    let index = |candidate: &str, round: &str, item: &str| {
        let r = plan().rounds.iter().position(|x| x.id == round).unwrap();
        let questions = &plan().rounds[r].questions;
        let i = questions.iter().position(|q| q.id == item).unwrap_or(questions.len());
        (NAMES.iter().position(|n| *n == candidate).unwrap(), r, i)
    };
    let mut all: Vec<Meant> = Vec::new();
    for r in &scores.records {
        let (c, round, i) = index(&r.candidate, &r.round, &r.question);
        let score = r.score.map_or_else(|| "not asked".to_owned(), |s| s.to_string());
        all.push((c, round, i, score, r.evidence.clone()));
    }
    for r in &scores.recommendations {
        let (c, round, i) = index(&r.candidate, &r.round, OVERALL);
        assert_eq!(r.value, Recommendation::StrongYes);
        all.push((c, round, i, r.value.words().to_owned(), r.evidence.clone()));
    }
    all.sort_by_key(|r| (r.0, r.1, r.2));
    all
}

/// A change to some bytes: where, how many go, what comes.
type Change = (prop::sample::Index, usize, Vec<u8>);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let pieces = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..4),
        prop::sample::select(vec![
            b"\"".to_vec(),
            b"'".to_vec(),
            b"\"\"".to_vec(),
            b",".to_vec(),
            b";".to_vec(),
            b"\n".to_vec(),
            b"\r".to_vec(),
            b"\0".to_vec(),
            b"\xef\xbb\xbf".to_vec(),
            b"\xff".to_vec(),
            b"score,item,round,candidate\n".to_vec(),
            b"sep=;\n".to_vec(),
        ]),
    ];
    prop::collection::vec((any::<prop::sample::Index>(), 0_usize..40, pieces), 0..8)
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for (at, gone, new) in changes {
        let at = at.index(bytes.len() + 1);
        let end = (at + gone).min(bytes.len());
        bytes.splice(at..end, new.iter().copied());
    }
    bytes
}

fn adds_up(s: &Scores) -> Result<(), TestCaseError> {
    prop_assert_eq!(s.rows_read, s.rows_accepted + s.rows_rejected);
    prop_assert_eq!(s.rows_rejected, s.rejected.len());
    for f in &s.findings {
        let place = f.place.as_ref();
        prop_assert!(place.is_some_and(|p| p.line < 1_000_000), "{f}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: if cfg!(debug_assertions) { RngSeed::Fixed(1) } else { RngSeed::Random },
        ..ProptestConfig::with_cases(if cfg!(debug_assertions) { 300 } else { 20_000 })
    })]

    #[test]
    fn what_is_written_in_any_dialect_is_read_back(rows in meant(), style in style()) {
        let bytes = write(&rows, &style);
        let scores = read("f.csv", &bytes);
        adds_up(&scores)?;
        let trimmed: Vec<Meant> =
            rows.iter().map(|r| (r.0, r.1, r.2, r.3.clone(), r.4.trim().to_owned())).collect();
        prop_assert_eq!(said(&scores), trimmed, "{:?}", scores.findings);
        prop_assert_eq!(scores.rows_rejected, 0);
    }

    #[test]
    fn changed_bytes_lose_no_row(rows in meant(), style in style(), changes in changes()) {
        let whole = write(&rows, &style);
        let damaged = changed(whole.clone(), &changes);
        adds_up(&read("f.csv", &damaged))?;
        adds_up(&read_all(&[("a.csv", &whole), ("b.csv", &damaged), ("c.csv", &whole)]))?;
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        adds_up(&read("f", &bytes))?;
    }
}
