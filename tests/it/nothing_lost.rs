//! Nothing that a person wrote is passed over: it is taken, or named with its place and what to do.

use super::{Run, folder, panelkit};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/rounds")
}

/// What `gather` made of a file.
struct Gathered {
    run: Run,
    accepted: String,
    rejected: String,
}

impl Gathered {
    fn says(&self, parts: &[&str]) -> &Self {
        for part in parts {
            assert!(self.run.err.contains(part), "{part}:\n{}", self.run.err);
        }
        self
    }

    fn takes(&self, rows: &[&str]) -> &Self {
        for row in rows {
            assert!(self.accepted.contains(row), "{row}:\n{}\n{}", self.accepted, self.run.err);
        }
        self
    }

    fn rejects(&self, parts: &[&str]) -> &Self {
        for part in parts {
            assert!(self.rejected.contains(part), "{part}:\n{}\n{}", self.rejected, self.run.err);
        }
        self
    }
}

/// Gathers a file of this name and content in a copy of the loop called `round`.
fn gather(round: &str, name: &str, content: &[u8], more: &[&str]) -> Gathered {
    let at = folder();
    fs::create_dir(at.path().join("loop")).unwrap();
    for file in ["plan.json", "candidates.csv"] {
        let from = fixtures().join(round).join(file);
        if from.exists() {
            fs::copy(from, at.path().join("loop").join(file)).unwrap();
        }
    }
    fs::write(at.path().join(name), content).unwrap();
    let run = panelkit(at.path(), &[&["gather", "loop", name], more].concat());
    let read = |file: &str| fs::read_to_string(at.path().join("loop").join(file)).unwrap_or_default();
    Gathered { accepted: read("gathered.csv"), rejected: read("rejected.csv"), run }
}

fn file(name: &str) -> Vec<u8> {
    fs::read(fixtures().join("files").join(name)).unwrap()
}

/// A long table of one round for one candidate, with `columns` behind the usual ones.
fn long(columns: &str, rows: &[(&str, &str)]) -> Vec<u8> {
    let mut text = format!("candidate,interviewer,round,question,score{columns}\n");
    for (question, rest) in rows {
        writeln!(text, "Ana Kovač,Petra Nováková,coding,{question},{rest}").unwrap();
    }
    text.into_bytes()
}

const PRICE: &str = "pg-price-on-the-day";
const JOB: &str = "certificate-reminder-testable";

#[test]
fn evidence_is_taken_under_any_name_from_every_column() {
    for heading in
        ["Feedback", "Justification", "Rationale", "\"Evidence / quotes\"", "\"Evidence\n/ quotes\"", "Why?"]
    {
        let text = long(&format!(",{heading}"), &[(PRICE, "3,wrote it by hand")]);
        gather("panel", "a.csv", &text, &[]).takes(&["coding,3,wrote it by hand"]);
    }
    let two = long(",comment,notes", &[(PRICE, "3,,first"), (JOB, "4,good,second")]);
    gather("panel", "a.csv", &two, &[]).takes(&["coding,3,first", "code-quality,4,\"good\nsecond\""]);
    let unknown = long(",Beleg", &[(PRICE, "3,hat es erklärt")]);
    gather("panel", "a.csv", &unknown, &[])
        .says(&["the column `Beleg` (F) isn't read: 1 text", "a.csv:2:55"]);
}

#[test]
fn wide_evidence_goes_to_its_own_question_or_is_named() {
    let price = "The price that held on that day";
    let job = "A job that nobody can test";
    let both = &["coding,3,on the price", "code-quality,2,on the job"];
    for header in [
        format!("{price},{job},Evidence [{price}],Evidence [{job}]"),
        format!("{price},{job},Notes ({price}),Notes ({job})"),
        format!("Rating [{price}],Rating [{job}],{price} (notes),{job}: evidence"),
    ] {
        let text =
            format!("Candidate,Interviewer,{header}\nAna Kovač,Petra Nováková,3,2,on the price,on the job\n");
        gather("panel", "a.csv", text.as_bytes(), &[]).takes(both);
    }
    let before = format!("Candidate,Notes,{price},Notes,{job}\nAna Kovač,on the price,3,on the job,2\n");
    gather("panel", "a.csv", before.as_bytes(), &[]).takes(both);
    let behind =
        format!("Candidate,{price},Why?,{job},Please explain\nAna Kovač,3,on the price,2,on the job\n");
    gather("panel", "a.csv", behind.as_bytes(), &[]).takes(both);
    let at_the_end = format!("Candidate,{price},{job},Notes\nAna Kovač,3,2,on both\n");
    gather("panel", "a.csv", at_the_end.as_bytes(), &[])
        .says(&["the column `Notes` (D) isn't read"])
        .takes(&["quality,2,,"]);
    let misspelt = format!(
        "Candidate,{price},Comment,A job that noone can test,Comment\nAna Kovač,3,x y z,4,five tests\n"
    );
    gather("panel", "a.csv", misspelt.as_bytes(), &[]).says(&[
        "`A job that noone can test` (D) isn't read",
        "did you mean the question A job that nobody can test?",
        "`Comment` (E) isn't read: 1 text: `five tests`",
    ]);
    let twice = format!(
        ",,{price},,{job},\nCandidate,Interviewer,Rating,Notes,Rating,Notes\nAna Kovač,Petra Nováková,3,on the price,2,on the job\n"
    );
    gather("panel", "a.csv", twice.as_bytes(), &[]).takes(both);
}

#[test]
fn recommendations_of_each_row_are_one_and_those_that_differ_are_named() {
    let text = long(",notes,recommendation", &[(PRICE, "3,x,strong no"), (JOB, "2,y,strong no")]);
    gather("panel", "a.csv", &text, &[]).takes(&["overall,,strong no"]).says(&["2 rows read = 2 accepted"]);
    let text = long(",recommendation", &[(PRICE, "3,no"), (JOB, "2,strong no")]);
    gather("panel", "a.csv", &text, &[]).says(&["neither counts: `no` in line 2 and `strong no` in line 3"]);
    let text = long(",rating", &[(PRICE, "3,2"), (JOB, "3,3")]);
    let said = gather("panel", "a.csv", &text, &[]);
    said.says(&["two columns hold `score` and differ: `score` (E) says `3`, `rating` (F) says `2`"]);
    said.takes(&["code-quality,3"]).rejects(&["a.csv,2,"]);
}

#[test]
fn names_are_known_as_people_write_them() {
    for name in [
        "Sinéad O'Connor",
        "Sinéad O´Connor",
        "\"O’Connor, Sinéad\"",
        "sinead o'connor",
        "Sine\u{301}ad O`Connor",
    ] {
        let text =
            format!("candidate,interviewer,round,question,score\n{name},petra novakova,coding,{PRICE},3\n");
        gather("panel", "a.csv", text.as_bytes(), &[]).takes(&["Sinéad O’Connor,Petra Nováková,coding"]);
    }
    let text = format!(
        "candidate,round,question,score\nibrahim isik,coding,{PRICE},3\nAna Kovačič,coding,{PRICE},3\n"
    );
    let said = gather("panel", "a.csv", text.as_bytes(), &[]);
    said.says(&["`ibrahim isik` was read as İbrahim Işık", "did you mean Ana Kovač?"])
        .rejects(&["Ana Kovačič"]);
    let heading =
        "Candidate,Interviewer,Praised for others’ work,Criticism that stung\nAna Kovač,Petra Nováková,2,3\n";
    gather("panel", "a.csv", heading.as_bytes(), &[]).takes(&["praise-passed-on,collaboration,2"]);
}

#[test]
fn who_interviews_and_who_is_interviewed_are_two_people() {
    let form = "ID,Name,Who did you interview?,Round,The price that held on that day\n1,Petra Nováková,Ana Kovač,coding,3\n";
    gather("nolist", "a.csv", form.as_bytes(), &[]).takes(&["Ana Kovač,Petra Nováková,coding"]);
    let form = "ID,Name,Whom was it about?,Round,The price that held on that day\n1,Petra Nováková,Ana Kovač,coding,3\n";
    let said = gather("nolist", "a.csv", form.as_bytes(), &[]);
    said.says(&["is the candidate and the interviewer", "`Whom was it about?`"]).rejects(&["Petra"]);
    let rows = "candidate,interviewer,round,question,score\n";
    let text =
        format!("{rows}Ana Kovač,Zoë O’Brien,coding,{PRICE},3\nAna Kovač,Zoë O'Brien,coding,{PRICE},3\n");
    let said = gather("open", "a.csv", text.as_bytes(), &[]);
    assert_eq!(said.accepted.lines().count(), 2, "{}", said.accepted);
    let text = format!(
        "{rows}Ana Kovač,,coding,{PRICE},4\nAna Kovač,Bo,coding,{PRICE},2\nAna Kovač,Cy,coding,{PRICE},2\n"
    );
    gather("open", "a.csv", text.as_bytes(), &[]).says(&["Bo and Cy rated there too"]).rejects(&["a.csv,2,"]);
}

#[test]
fn scores_that_are_not_certain_are_told_for_what_they_are() {
    for (score, why) in [
        ("Solid-", "is not one score but a range"),
        ("3- Solid", "is not one score but a range"),
        ("-3 Solid", "is not one score but a range"),
        ("2-3", "is not one score but a range"),
        ("01. Mrz", "is a date"),
        ("#REF!", "is the error of a formula"),
    ] {
        gather("panel", "a.csv", &long("", &[(PRICE, score)]), &[])
            .says(&[&format!("`{score}` {why}"), "1 rejected"]);
    }
    let other = long(",max_score", &[(PRICE, "3,10"), (JOB, "3,4")]);
    gather("panel", "a.csv", &other, &[]).says(&["counts on a scale up to 10"]).takes(&["code-quality,3"]);
    let error = long(",evidence", &[(PRICE, "3,#NAME?")]);
    gather("panel", "a.csv", &error, &[]).says(&["`#NAME?` is the error of a formula, not evidence"]);
    let empty = long(",evidence", &[(PRICE, ",he left after ten minutes")]);
    gather("panel", "a.csv", &empty, &[]).takes(&["pg-price-on-the-day,coding,,he left after ten minutes"]);
}

#[test]
fn what_stands_beside_the_cells_of_a_workbook_is_told() {
    gather("panel", "a.xlsx", &file("comment.xlsx"), &[])
        .says(&["E2 has a comment that isn't read: `I meant 2, sorry`"]);
    let hidden = gather("panel", "a.xlsx", &file("hidden-column.xlsx"), &[]);
    hidden.says(&["(E, hidden) says `1`"]).takes(&["pg-price-on-the-day,coding,3"]);
    gather("panel", "a.xlsx", &file("two-header-rows.xlsx"), &[]).takes(&["pg-price-on-the-day,coding,3,x"]);
    let bare = gather("panel", "a.xlsx", &file("formula-without-value.xlsx"), &[]);
    bare.says(&["`=AVERAGE(3,4)` is a formula whose value isn't stored", "save it"]);
}

#[test]
fn files_that_are_no_scorecards_are_refused_for_the_true_reason() {
    for (name, content, why) in [
        ("a.fods", file("flat.fods"), "a spreadsheet saved as XML"),
        ("a.xls", file("password.xls"), "protected by a password"),
        ("a.csv", b"\xef\xbb\xbf".to_vec(), "the file is empty"),
        ("a.csv", long("", &[]), "it holds a header, and no rows below it"),
        ("a.slk", b"ID;PWXL;N;E\r\nC;Y1;X1;K\"candidate\"\r\nE\r\n".to_vec(), "the format SYLK"),
        ("a.dif", b"TABLE\r\n0,1\r\n\"EXCEL\"\r\n".to_vec(), "the format DIF"),
    ] {
        let said = gather("panel", name, &content, &[]);
        said.says(&[why]);
        assert_eq!(said.run.code, Some(2), "{name}: {}", said.run.err);
    }
}

#[test]
fn a_refused_file_leaves_what_was_gathered() {
    let at = folder();
    let at = at.path();
    panelkit(at, &["demo", "-o", "loop", "-q"]).exits(0);
    fs::write(at.join("empty.csv"), "").unwrap();
    let gathered = || fs::read(at.join("loop/gathered.csv")).unwrap();
    let before = gathered();
    panelkit(at, &["gather", "loop", "empty.csv"]).exits(2);
    assert!(before.len() > 100 && gathered() == before);
    // A file that explains the cards is no card, and neither is what somebody threw away.
    fs::write(at.join("loop/scores/README.md"), "Put the cards here.\n").unwrap();
    fs::create_dir_all(at.join("loop/scores/.Trash-1000/files")).unwrap();
    fs::write(at.join("loop/scores/.Trash-1000/files/a.csv"), long("", &[(PRICE, "1")])).unwrap();
    let run = panelkit(at, &["gather", "loop"]).exits(0);
    assert!(run.err.contains("a README was left out") && gathered() == before, "{}", run.err);
}

#[test]
fn copies_that_agree_are_one_and_of_others_one_can_be_chosen() {
    let at = folder();
    let at = at.path();
    fs::create_dir_all(at.join("loop/scores")).unwrap();
    for file in ["plan.json", "candidates.csv"] {
        fs::copy(fixtures().join("panel").join(file), at.join("loop").join(file)).unwrap();
    }
    let scores = at.join("loop/scores");
    let whole = [(PRICE, "3,said so"), (JOB, "4,"), ("overall", "yes,")];
    fs::write(scores.join("blank.csv"), long(",evidence", &[(PRICE, ","), (JOB, ","), ("overall", ",")]))
        .unwrap();
    fs::write(scores.join("half.csv"), long(",evidence", &[(PRICE, "3,"), (JOB, ",five tests")])).unwrap();
    fs::write(scores.join("whole.csv"), long(",evidence", &whole)).unwrap();
    let run = panelkit(at, &["gather", "loop"]);
    let gathered = fs::read_to_string(at.join("loop/gathered.csv")).unwrap();
    assert!(run.err.contains("8 rows read = 8 accepted + 0 rejected"), "{}", run.err);
    assert!(
        gathered.contains("coding,3,said so") && gathered.contains("code-quality,4,five tests"),
        "{gathered}"
    );
    let form = "Timestamp,Candidate,Interviewer,The price that held on that day\n17:12,Ana Kovač,Petra Nováková,2\n17:20,Ana Kovač,Petra Nováková,3\n";
    let neither = gather("panel", "a.csv", form.as_bytes(), &[]);
    neither.says(&["--prefer last or --prefer 'a.csv:3'"]).rejects(&["another row holds the same scorecard"]);
    for (prefer, score) in [("last", "3"), ("newest", "3"), ("a.csv:2", "2"), ("a.csv:3", "3")] {
        let said = gather("panel", "a.csv", form.as_bytes(), &["--prefer", prefer]);
        said.takes(&[&format!("pg-price-on-the-day,coding,{score}")]);
    }
    let rows = long("", &[(PRICE, "3"), (PRICE, "2")]);
    gather("panel", "a.csv", &rows, &["--prefer", "last"]).takes(&["pg-price-on-the-day,coding,2"]);
}

#[test]
fn places_are_those_that_a_person_finds() {
    let text = format!(
        "evidence,candidate,interviewer,round,question,score\n\"line one\nline two\",Ana Kovačič,Petra Nováková,coding,{PRICE},3\n"
    );
    let said = gather("panel", "a.csv", text.as_bytes(), &[]);
    said.says(&["a.csv:3:11"]).rejects(&[&format!("a.csv,3,11,,B,candidate,{PRICE},the candidate")]);
    let mut many = b"candidate,interviewer,round,question,score\n".to_vec();
    many.extend(format!("Zed Q,Petra Nováková,coding,{PRICE},3\n").repeat(30).bytes());
    let said = gather("panel", "a.csv", &many, &[]);
    assert_eq!(said.run.err.matches("error: ").count(), 1, "{}", said.run.err);
    said.says(&["also: lines 3, 4, 5", "17 more", "30 rejected"]);
    let told = gather("panel", "a.csv", &file("lossy-windows-1250.csv"), &[]);
    told.says(&["on no list: `Ana Kova?`", "Petra Nováková is right in it"]);
}

#[test]
fn a_scorecard_may_come_by_standard_input() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let at = folder();
    fs::create_dir(at.path().join("loop")).unwrap();
    fs::copy(fixtures().join("panel/plan.json"), at.path().join("loop/plan.json")).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_panelkit"))
        .args(["gather", "loop", "-"])
        .current_dir(at.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&long("", &[(PRICE, "3")])).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(String::from_utf8_lossy(&out.stderr).contains("1 row read = 1 accepted"), "{out:?}");
}
