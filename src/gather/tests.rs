use super::*;
use crate::bank::Bank;
use crate::plan::{Plan, Request, choose};

fn plan() -> Plan {
    let request = Request {
        role: "backend".into(),
        level: "senior".into(),
        rounds: vec!["coding:60:Ana Kovač".parse().unwrap(), "behavioral:45".parse().unwrap()],
        ..Request::default()
    };
    choose(&Bank::load(None).unwrap(), &request).unwrap().value
}

/// A scorecard of `round`, every question rated `score`.
fn card(plan: &Plan, candidate: &str, interviewer: &str, round: usize, score: &str) -> String {
    let r = &plan.rounds[round];
    let mut text = "plan,candidate,interviewer,round,item,asks,score,evidence\n".to_owned();
    for q in &r.questions {
        let cells = [&plan.id, candidate, interviewer, &r.id, &q.id, "x", score, "said so"];
        text = text + &cells.join(",") + "\n";
    }
    text + &format!("{},{candidate},{interviewer},{},overall,x,yes,\n", plan.id, r.id)
}

fn files(texts: &[&str]) -> Vec<ScoreFile> {
    let file = |(i, t): (usize, &&str)| ScoreFile {
        name: format!("s{i}.csv"),
        content: Content::Bytes(t.as_bytes().to_vec()),
        modified: Some(i as u128),
    };
    texts.iter().enumerate().map(file).collect()
}

fn gather(plan: &Plan, candidates: &[String], files: &[ScoreFile]) -> Scores {
    gather_with(plan, candidates, files, None)
}

fn gather_with(plan: &Plan, names: &[String], files: &[ScoreFile], prefer: Option<&Prefer>) -> Scores {
    let candidates: Vec<Candidate> =
        names.iter().map(|n| Candidate { name: n.clone(), ..Candidate::default() }).collect();
    let expect = Expectation { plan, candidates: &candidates, headings: &[], trainees: &["Tia".into()], prefer };
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
    assert!(s.expected.iter().all(|e| e.state == State::Complete));
    assert_eq!(s.recommendations.len(), 2);
    assert!(s.records.iter().all(|r| r.candidate == "Zoë Łukasiewicz"));
    assert_eq!(s.records[0].interviewer, "Ana Kovač");
    assert_eq!(s.records.iter().filter(|r| r.score.is_none()).count(), plan.rounds[1].questions.len());
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
        (good.replacen("Zoë", "Zoe", 1), "unknown-candidate", 2),
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
        assert!(s.findings.iter().any(|f| f.code == "rows-missing"), "{code}");
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
        assert_eq!(s.expected[0].state, State::Missing);
    }
}

#[test]
fn empty_scores_are_incomplete_and_never_zero() {
    let plan = plan();
    let blank = card(&plan, "Zoë", "Ana Kovač", 0, "");
    let s = gather(&plan, &[], &files(&[&blank]));
    assert!(s.records.is_empty());
    assert_eq!(s.expected[0].state, State::Incomplete);
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
