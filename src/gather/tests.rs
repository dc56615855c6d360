use super::*;
use crate::bank::Bank;
use crate::diag::Severity;
use crate::opening::{Candidate, Schedule};
use crate::plan::{Plan, Request, RoundPeople, choose};
use crate::sheet::SheetReader;

mod held;

fn plan() -> Plan {
    let request = Request {
        role: "backend".into(),
        level: "senior".into(),
        rounds: vec!["coding:60:Ana Kovač".parse().unwrap(), "behavioral:45".parse().unwrap()],
        ..Request::default()
    };
    choose(&Bank::load(None).unwrap(), &request).unwrap().value
}

/// Who holds the rounds of the plan.
fn schedule() -> Schedule {
    Schedule::of_people(&[RoundPeople { lead: Some("Ana Kovač".into()), ..RoundPeople::default() }])
}

/// A scorecard of `round`, every question rated `score`.
fn card(plan: &Plan, candidate: &str, interviewer: &str, round: usize, score: &str) -> String {
    let r = &plan.rounds[round];
    let mut text = "plan,candidate,interviewer,round,item,asks,score,evidence\n".to_owned();
    for q in &r.questions {
        let cells = [&plan.id, candidate, interviewer, &r.id, &q.id, "", score, "said so"];
        text = text + &cells.join(",") + "\n";
    }
    text + &format!("{},{candidate},{interviewer},{},overall,,yes,\n", plan.id, r.id)
}

fn files(texts: &[&str]) -> Vec<ScoreFile> {
    let file = |(i, t): (usize, &&str)| ScoreFile {
        modified: Some(i as u128),
        ..ScoreFile::of_bytes(&format!("s{i}.csv"), t.as_bytes())
    };
    texts.iter().enumerate().map(file).collect()
}

fn gather(plan: &Plan, candidates: &[String], files: &[ScoreFile]) -> Scores {
    gather_with(plan, candidates, files, None)
}

fn gather_with(plan: &Plan, names: &[String], files: &[ScoreFile], prefer: Option<&Prefer>) -> Scores {
    let candidates: Vec<Candidate> =
        names.iter().map(|n| Candidate { name: n.clone(), ..Candidate::default() }).collect();
    let sheets = SheetReader::default();
    let expect = Expectation {
        plan,
        candidates: &candidates,
        headings: &[],
        trainees: &["Tia".into()],
        prefer,
        schedule: &schedule(),
        now: None,
        sheets: &sheets,
    };
    let scores = super::gather(&expect, files);
    adds_up(&scores);
    scores
}

fn adds_up(s: &Scores) {
    assert_eq!(s.rows_accepted + s.rows_rejected, s.rows_read, "{:#?}", s.rejected);
}

#[test]
fn complete_scorecards_are_accepted_whole() {
    let plan = plan();
    let a = card(&plan, "zoë  łukasiewicz", "ANA KOVAČ", 0, "3");
    let b = card(&plan, "Zoë Łukasiewicz", "Bo", 1, "not asked");
    let s = gather(&plan, &["Zoë Łukasiewicz".into()], &files(&[&a, &b]));
    assert!(s.findings.is_empty(), "{:#?}", s.findings);
    assert!(s.expected.iter().all(|e| e.state == CardProgress::Complete));
    assert_eq!(s.recommendations.len(), 2);
    assert!(s.records.iter().all(|r| *r.candidate == *"Zoë Łukasiewicz"));
    assert_eq!(&*s.records[0].interviewer, "Ana Kovač");
    assert_eq!(s.records.iter().filter(|r| r.score.is_none()).count(), plan.rounds[1].questions.len());
}

#[test]
fn an_id_as_it_stands_in_the_plan_is_not_another_spelling() {
    let mut plan = plan();
    plan.rounds[0].id = "Coding_One".into();
    plan.rounds[0].questions[0].id = "Rate_Limits".into();
    let a = card(&plan, "Zoë", "Ana Kovač", 0, "3");
    let s = gather(&plan, &[], &files(&[&a]));
    assert!(s.findings.is_empty() && s.rejected.is_empty(), "{:#?}", s.findings);
    let other =
        gather(&plan, &[], &files(&[&a.replace("Rate_Limits", "RATE limits").replace("_One", " one")]));
    assert_eq!((other.records.len(), other.findings.len()), (s.records.len(), 1));
    assert_eq!(other.findings[0].code, "spelling");
}

#[test]
fn each_fault_is_named_with_file_and_line() {
    let plan = plan();
    let q = &plan.rounds[0].questions[0].id;
    let good = card(&plan, "Zoë", "Ana Kovač", 0, "3");
    for (bad, code, line) in [
        (good.replacen(",3,", ",9,", 1), "off-scale", 2),
        (good.replacen(q.as_str(), "no-such-thing", 1), "unknown-question", 2),
        (good.replacen("Ana Kovač", "Anna Kovac", 1), "unknown-interviewer", 2),
        (good.replacen("Zoë", "Zoey", 1), "unknown-candidate", 2),
        (good.replacen(&format!(",{},", plan.rounds[0].id), ",codign,", 1), "unknown-round", 2),
        (good.replacen(&plan.id, "0000-0000", 1), "other-plan", 2),
        (good.replace("yes", "maybe"), "off-scale", plan.rounds[0].questions.len() + 2),
    ] {
        let s = gather(&plan, &["Zoë".into()], &files(&[&bad]));
        let finding =
            s.findings.iter().find(|f| f.code == code).unwrap_or_else(|| panic!("{code}: {:#?}", s.findings));
        let place = finding.place.clone().unwrap();
        assert_eq!((place.file.as_str(), place.line), ("s0.csv", line), "{code}");
        assert!(finding.hint.is_some(), "{code}");
        assert_eq!(s.rows_rejected, 1, "{code}");
        // What was rejected is not lacking as well.
        assert!(!s.findings.iter().any(|f| f.code == "rows-missing"), "{code}");
    }
}

#[test]
fn copies_count_once_or_not_at_all() {
    let plan = plan();
    let a = card(&plan, "Zoë", "Ana Kovač", 0, "3");
    let other = a.replacen(",3,", ",4,", 1);
    let same = gather(&plan, &[], &files(&[&a, &a]));
    assert_eq!(
        (same.findings[0].code, same.records.len()),
        ("scorecard-twice", plan.rounds[0].questions.len())
    );
    for texts in [vec![&a, &other], vec![&a, &other, &a], vec![&a, &a, &other]] {
        let texts: Vec<&str> = texts.into_iter().map(String::as_str).collect();
        let s = gather(&plan, &[], &files(&texts));
        assert!(s.records.is_empty());
        assert_eq!(s.expected[0].state, CardProgress::NotCounted);
        assert!(s.expected[0].why.as_ref().unwrap().contains("versions that differ"));
    }
}

#[test]
fn empty_scores_are_incomplete_and_never_zero() {
    let plan = plan();
    let blank = card(&plan, "Zoë", "Ana Kovač", 0, "");
    let s = gather(&plan, &[], &files(&[&blank]));
    assert!(s.records.is_empty());
    assert_eq!(s.expected[0].state, CardProgress::Incomplete);
    assert_eq!(s.findings[0].code, "not-filled-in");
}

#[test]
fn a_file_that_is_no_scorecard_is_a_finding_and_the_rest_is_read() {
    let plan = plan();
    let good = card(&plan, "Zoë", "Ana Kovač", 0, "3");
    let s = gather(
        &plan,
        &[],
        &files(&["<html>login</html>", "a,b,c\n1,2,3\n", "candidate,round,evidence\nZoë,coding,x\n", &good]),
    );
    let codes: Vec<&str> = s.findings.iter().map(|f| f.code).collect();
    for code in ["html", "no-header", "no-column"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    assert_eq!(s.records.len(), plan.rounds[0].questions.len());
}

fn codes(s: &Scores) -> Vec<&str> {
    s.findings.iter().map(|f| f.code).collect()
}

#[test]
fn of_different_copies_the_preferred_one_counts() {
    let plan = plan();
    let a = card(&plan, "Zoë", "Ana Kovač", 0, "3");
    let b = card(&plan, "Zoë", "Ana Kovač", 0, "2");
    let n = plan.rounds[0].questions.len();
    let score = |s: &Scores| s.records.iter().map(|r| r.score.unwrap()).collect::<Vec<_>>();
    let newest = gather_with(&plan, &[], &files(&[&a, &b]), Some(&Prefer::Newest));
    assert_eq!(score(&newest), vec![2.0; n]);
    assert_eq!((newest.rows_rejected, newest.expected[0].state), (n + 1, CardProgress::Complete));
    assert!(newest.rejected.iter().all(|r| r.file == "s0.csv" && r.reason.contains("s1.csv")));
    let first = gather_with(&plan, &[], &files(&[&a, &b, &a]), Some(&Prefer::File("s0.csv".into())));
    assert_eq!(score(&first), vec![3.0; n]);
    assert_eq!(first.rows_rejected, n + 1);
    let neither = gather_with(&plan, &[], &files(&[&a, &b]), Some(&Prefer::File("other.csv".into())));
    assert!(neither.records.is_empty() && neither.rows_rejected == 2 * n + 2);
    let mut same_age = files(&[&a, &b]);
    same_age[0].modified = same_age[1].modified;
    assert!(gather_with(&plan, &[], &same_age, Some(&Prefer::Newest)).records.is_empty());
}

#[test]
fn two_interviewers_of_an_open_round_are_two_scorecards() {
    let plan = plan();
    let a = card(&plan, "Zoë", "Bo", 1, "3");
    let b = card(&plan, "Zoë", "Cy", 1, "2");
    let s = gather(&plan, &[], &files(&[&a, &b]));
    let who: Vec<_> = s.expected.iter().map(|e| (e.interviewer.as_str(), e.state)).collect();
    assert_eq!(
        who,
        [
            ("Ana Kovač", CardProgress::Missing),
            ("Bo", CardProgress::Complete),
            ("Cy", CardProgress::Complete)
        ]
    );
}

#[test]
fn a_trainee_is_kept_apart() {
    let plan = plan();
    let own = card(&plan, "Zoë", "Ana Kovač", 0, "3");
    let by_list = card(&plan, "Zoë", "Tia", 0, "2");
    let by_column = card(&plan, "Zoë", "Lu", 0, "1")
        .lines()
        .enumerate()
        .fold(String::new(), |t, (i, l)| t + l + if i == 0 { ",trainee\n" } else { ",yes\n" });
    let s = gather(&plan, &[], &files(&[&own, &by_list, &by_column]));
    let n = plan.rounds[0].questions.len();
    assert_eq!((s.records.len(), s.trainees.records.len(), s.trainees.recommendations.len()), (n, 2 * n, 2));
    assert!(s.records.iter().all(|r| r.score == Some(3.0)));
    assert_eq!(codes(&s), ["trainee", "trainee"]);
    assert!(String::from_utf8(s.trainees_csv()).unwrap().contains("Lu"));
}

#[test]
fn what_was_gathered_is_gathered_again() {
    let plan = plan();
    let a = card(&plan, "Zoë", "Ana Kovač", 0, "3,5").replace(",3,5,", ",\"3,5\",");
    let b = card(&plan, "Ana", "Bo", 1, "not asked").replace("said so", "- did well");
    let first = gather(&plan, &[], &files(&[&a, &b]));
    assert_eq!(codes(&first), ["decimal-comma"]);
    let text = String::from_utf8(first.gathered_csv()).unwrap();
    assert!(text.contains("'- did well"), "{text}");
    let again = gather(&plan, &[], &files(&[&text]));
    let bare = |s: &Scores| -> Vec<_> {
        s.records
            .iter()
            .map(|r| (r.candidate.to_string(), r.question.to_string(), r.score, r.evidence.clone()))
            .collect()
    };
    let sorted = |mut v: Vec<(String, String, Option<f64>, String)>| {
        v.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        v
    };
    assert_eq!(sorted(bare(&first)), sorted(bare(&again)));
    assert!(again.findings.is_empty() && again.rows_rejected == 0, "{:?}", again.findings);
    let both = gather(&plan, &[], &files(&[&a, &b, &text]));
    assert_eq!(both.records.len(), first.records.len());
    assert_eq!(both.rows_rejected, 0);
}

#[test]
fn rows_of_one_item_count_once_or_not_at_all() {
    let plan = plan();
    let a = card(&plan, "Zoë", "Ana Kovač", 0, "3");
    let row = a.lines().nth(1).unwrap();
    let twice = gather(&plan, &[], &files(&[&format!("{a}{row}\n")]));
    assert_eq!((codes(&twice), twice.rows_rejected), (vec!["row-twice"], 0));
    let n = plan.rounds[0].questions.len();
    let differs = format!("{a}{row}\n{}\n", row.replace(",3,", ",4,"));
    let s = gather(&plan, &[], &files(&[&differs]));
    assert_eq!((s.records.len(), s.rows_rejected), (n - 1, 3), "{:#?}", s.findings);
}

#[test]
fn candidates_are_known_by_their_ids_too() {
    let plan = plan();
    let listed = |name: &str, id: &str| Candidate {
        name: name.into(),
        id: Some(id.into()),
        overdue: Some(3),
        ..Candidate::default()
    };
    let candidates = [listed("Zoë Ł", "007"), listed("Ana", "C-12")];
    let sheets = SheetReader::default();
    let expect = Expectation {
        plan: &plan,
        candidates: &candidates,
        headings: &[],
        trainees: &[],
        prefer: None,
        schedule: &schedule(),
        now: None,
        sheets: &sheets,
    };
    for (written, name) in
        [("7", Some("Zoë Ł")), ("c-12", Some("Ana")), ("17", None), ("ZOË  ł", Some("Zoë Ł"))]
    {
        let text = card(&plan, written, "Ana Kovač", 0, "3");
        let s = super::gather(&expect, &files(&[&text]));
        adds_up(&s);
        assert_eq!(s.records.first().map(|r| &*r.candidate), name, "{written}");
        let of_listed = s.expected.iter().filter(|e| e.candidate != "17");
        let late: Vec<_> = of_listed.map(|e| (e.state == CardProgress::Complete, e.days_late)).collect();
        assert!(late.iter().all(|l| *l == (l.0, (!l.0).then_some(3))), "{late:?}");
    }
}

#[test]
fn a_row_a_scorecard_is_read_with_and_without_its_round() {
    let plan = plan();
    let questions = &plan.rounds[0].questions;
    let heads: Vec<String> = questions.iter().map(|q| format!("\"{}\",Notes", q.title)).collect();
    let ratings: Vec<&str> = questions.iter().map(|_| "3,well").collect();
    let text = format!(
        "Timestamp,Candidate,{},Recommendation\n2026-11-20,Zoë,{},hire\n2026-11-21,Bo,{},maybe\n",
        heads.join(","),
        ratings.join(","),
        ratings.join(",")
    );
    let s = gather(&plan, &[], &files(&[&text]));
    let n = questions.len();
    assert_eq!(
        (s.records.len(), s.recommendations.len(), s.rows_read, s.rows_rejected),
        (2 * n, 1, 2 * n + 2, 1)
    );
    assert!(s.records.iter().all(|r| r.evidence == "well" && *r.interviewer == *"Ana Kovač"));
    assert_eq!(codes(&s).iter().filter(|c| **c == "synonym").count(), 1);
    let bad = s.findings.iter().find(|f| f.code == "off-scale").unwrap().place.clone().unwrap();
    assert_eq!((bad.line, bad.source[bad.source.len() - 5..].to_owned()), (3, "maybe".to_owned()));
}

#[test]
fn a_card_counts_only_for_whom_it_was_handed_out() {
    let plan = plan();
    let names = ["Zoë".to_owned(), "Bo Li".to_owned()];
    let sealed = |text: &str, candidate: &str, round: usize, interviewer: &str| {
        let check = crate::plan::check_value(&plan.id, candidate, &plan.rounds[round].id, interviewer);
        let mut lines = text.lines();
        let head = format!("{},check\n", lines.next().unwrap());
        lines.fold(head, |all, l| format!("{all}{l},{check}\n"))
    };
    let zoe = card(&plan, "Zoë", "Ana Kovač", 0, "3");
    let fine = [
        sealed(&zoe, "Zoë", 0, "Ana Kovač"),
        sealed(&zoe, "Zoë", 0, ""),
        sealed(&zoe, "zoe\u{308}", 0, "ana kovač").to_uppercase(),
        sealed(&card(&plan, "Zoë", "Kim", 1, "3"), "Zoë", 1, ""),
        sealed(&card(&plan, "Zoë", "Lu (trainee)", 0, "3"), "Zoë", 0, "Ana Kovač"),
    ];
    for text in &fine {
        let s = gather(&plan, &names, &files(&[text]));
        assert!(s.findings.iter().all(|f| f.severity == Severity::Note), "{:#?}", s.findings);
    }
    for (text, said) in [
        (
            sealed(&zoe, "Bo Li", 0, "Ana Kovač"),
            "handed out for Bo Li, round coding, not for Zoë, round coding",
        ),
        (sealed(&zoe, "Zoë", 1, ""), "handed out for Zoë, round behavioral, not for"),
        (sealed(&zoe, "Somebody", 0, ""), "isn't that of the card for Zoë, round coding"),
        (sealed(&card(&plan, "Zoë", "Kim", 1, "3"), "Zoë", 1, "Lu"), "isn't that of the card"),
    ] {
        let s = gather(&plan, &names, &files(&[&text]));
        assert!(s.records.is_empty() && s.rows_rejected == s.rows_read, "{text}");
        let finding = &s.findings[0];
        assert!(finding.code == "other-card" && finding.message.contains(said), "{finding:#?}");
        assert_eq!(finding.place.as_ref().unwrap().line, 2);
    }
}

#[test]
fn a_hint_is_kept_and_leaves_no_room_above_what_is_expected() {
    let plan = plan();
    let with_hint = |score: &str, hint: &str| {
        let text = card(&plan, "Zoë", "Ana Kovač", 0, score);
        let text = text.replace(",score,", ",hint,score,").replace("overall,,", "overall,,,");
        text.replace(&format!(",{score},said so"), &format!(",{hint},{score},said so"))
    };
    for (score, hint, kept, found) in [
        ("4", "yes", true, true),
        ("4", "No", false, false),
        ("3", "x", true, false),
        ("not asked", "yes", true, false),
    ] {
        let s = gather(&plan, &[], &files(&[&with_hint(score, hint)]));
        assert!(s.records.iter().all(|r| r.hint == kept), "{score} {hint}");
        assert_eq!(
            s.findings.iter().any(|f| f.code == "above-hint"),
            found,
            "{score} {hint}: {:?}",
            s.findings
        );
        let again = gather(&plan, &[], &files(&[&String::from_utf8(s.gathered_csv()).unwrap()]));
        assert!(again.records.iter().all(|r| r.hint == kept), "{score} {hint}");
    }
    let q = &plan.rounds[0].questions[0].id;
    let wide = format!("candidate,interviewer,round,{q},{q}: hint,overall\nZoë,Ana Kovač,coding,4,yes,yes\n");
    let s = gather(&plan, &[], &files(&[&wide]));
    assert!(s.records[0].hint && s.findings.iter().any(|f| f.code == "above-hint"), "{s:#?}");
}
