//! The law that nothing is lost: each cell with text of any table is in gathered.csv, in rejected.csv or in a finding.

use super::{NAMES, plan, read_all};
use crate::gather::Scores;
use crate::sheet::write_csv;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Headings as people write them: of scorecards, of forms, and of anything else.
fn heading() -> impl Strategy<Value = String> {
    let question = |i: usize| plan().rounds[0].questions[i % plan().rounds[0].questions.len()].title.clone();
    let composed = move |i: usize, form: usize| match form {
        0 => question(i),
        1 => format!("Evidence [{}]", question(i)),
        2 => format!("{} (notes)", question(i)),
        3 => format!("Rating [{}]", question(i)),
        _ => question(i).replacen('e', "a", 1),
    };
    let plain = vec![
        "candidate",
        "interviewer",
        "round",
        "item",
        "score",
        "evidence",
        "rating",
        "Feedback",
        "notes",
        "Comment",
        "recommendation",
        "overall",
        "Beleg",
        "Office",
        "Timestamp",
        "max_score",
        "asks",
        "competency",
        "",
        "trainee",
        "Why?",
        "name",
        "plan",
        "check",
        "held",
        "file",
        "line",
    ];
    prop_oneof![
        3 => prop::sample::select(plain).prop_map(str::to_owned),
        2 => (0_usize..4, 0_usize..5).prop_map(move |(i, form)| composed(i, form)),
    ]
}

/// What may stand in a cell: names and scores of the plan, or a text of its own, which is known again by its number.
fn cell() -> impl Strategy<Value = String> {
    let round = &plan().rounds[0];
    let known = vec![
        NAMES[0].to_owned(),
        NAMES[1].to_owned(),
        "Ana Kovač".to_owned(),
        round.id.clone(),
        round.questions[0].id.clone(),
        round.questions[1].title.clone(),
        "overall".to_owned(),
        "3".to_owned(),
        "not asked".to_owned(),
        "yes".to_owned(),
        "strong no".to_owned(),
        String::new(),
        String::new(),
    ];
    prop_oneof![
        4 => prop::sample::select(known),
        2 => "[a-z]{3,5}",
        1 => "[-=+@;|a-z ,\n]{1,9}",
    ]
}

/// A table of any shape, the columns of a scorecard before the others more often than not.
fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    let usual = prop_oneof![
        Just(vec!["candidate", "interviewer", "round", "item", "score"]),
        Just(vec!["Candidate", "Interviewer"]),
        Just(Vec::new()),
    ];
    (usual, prop::collection::vec(heading(), 1..7)).prop_flat_map(|(usual, others)| {
        let mut header: Vec<String> = usual.iter().map(|h| (*h).to_owned()).collect();
        header.extend(others);
        let width = header.len();
        let rows = prop::collection::vec(prop::collection::vec(cell(), width), 1..6);
        rows.prop_map(move |mut rows| {
            for row in &mut rows {
                // Most rows are about somebody and something.
                let keys =
                    [NAMES[0], "Ana Kovač", &plan().rounds[0].id, &plan().rounds[0].questions[0].id, "3"];
                for (cell, key) in row.iter_mut().zip(keys).take(usual.len()) {
                    if cell.len() % 3 != 0 {
                        key.clone_into(cell);
                    }
                }
            }
            // Each text of its own is known again.
            for (i, cell) in rows.iter_mut().flatten().enumerate() {
                if cell.len() > 2
                    && cell.len() < 6
                    && cell.bytes().all(|b| b.is_ascii_lowercase())
                    && cell != "yes"
                {
                    *cell = format!("{cell}{i}x");
                }
            }
            let mut all = vec![header.clone()];
            all.extend(rows);
            all
        })
    })
}

/// The table as a workbook.
fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (r, row) in (0..).zip(rows) {
        for (c, cell) in (0..).zip(row) {
            sheet.write_string(r, c, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// All that became of a file: what was accepted and rejected, and the findings.
fn told(scores: &Scores) -> String {
    let mut all = String::from_utf8(scores.gathered_csv()).unwrap();
    all += &String::from_utf8(scores.trainees_csv()).unwrap();
    all += &String::from_utf8(scores.rejected_csv()).unwrap();
    for finding in &scores.findings {
        all += &finding.message;
        all.push('\n');
    }
    all
}

fn nothing_is_lost(name: &str, bytes: &[u8], rows: &[Vec<String>]) -> Result<(), TestCaseError> {
    let scores = read_all(&[(name, bytes)]);
    super::adds_up(&scores)?;
    prop_assert_eq!(scores.texts_read, scores.texts_taken + scores.texts_named);
    // What is refused as a whole is told as a whole.
    if scores.findings.iter().any(|f| f.code == "no-header") {
        return Ok(());
    }
    let all = told(&scores);
    // Columns that aren't read are named with the number of their texts, of which the first are shown.
    let counted: BTreeSet<usize> = rows[0]
        .iter()
        .enumerate()
        .filter(|(_, heading)| {
            let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
            all.contains(&format!("the column `{heading}` (")) || heading.is_empty()
        })
        .map(|(column, _)| column)
        .collect();
    for row in &rows[1..] {
        for (column, cell) in row.iter().enumerate() {
            let own = cell.ends_with('x') && cell.contains(|c: char| c.is_ascii_digit());
            let is_told = all.contains(cell.as_str()) || counted.contains(&column);
            prop_assert!(!own || is_told, "{cell} is lost\n{rows:#?}\n{all}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn nothing_of_a_text_is_lost(rows in table()) {
        nothing_is_lost("f.csv", &write_csv(&rows), &rows)?;
    }

    #[test]
    fn nothing_of_a_workbook_is_lost(rows in table()) {
        nothing_is_lost("f.xlsx", &workbook(&rows), &rows)?;
    }
}
