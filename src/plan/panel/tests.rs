use super::*;
use crate::bank::Bank;
use crate::plan::{Request, choose};
use crate::sheet::SheetReader;
use std::collections::BTreeSet;

fn plan() -> (Bank, Plan) {
    let bank = Bank::load(None).unwrap();
    let request = Request {
        role: "backend".into(),
        level: "senior".into(),
        loop_name: "onsite".into(),
        ..Request::default()
    };
    let plan = choose(&bank, &request).unwrap().value;
    (bank, plan)
}

fn assigned(rows: &str) -> Result<Warned<Vec<RoundPeople>>, Failure> {
    let (bank, plan) = plan();
    let text = format!("name,email,competencies,stacks,kinds,max_rounds,trainee\n{rows}");
    assign(&plan, &[], &read_panel(&bank, "panel.csv", text.as_bytes(), &SheetReader::default())?.value)
}

/// The kinds of the rounds with those who hold them.
fn holders(people: &[RoundPeople]) -> Vec<(&str, &str)> {
    let kinds = ["coding", "system-design", "technical", "debugging", "behavioral"];
    kinds.into_iter().zip(people.iter().map(|who| who.lead.as_deref().unwrap())).collect()
}

#[test]
fn each_round_goes_to_somebody_who_holds_its_kind_and_nobody_sits_twice_needlessly() {
    let rows =
        "Ana,,,,coding;debugging,,\nBen,,,,system-design,,\nCem,,,,technical,,\nDee,,,,,,\nEli,,,,,,\n";
    let plan = assigned(rows).unwrap().value;
    let who = holders(&plan);
    let names: BTreeSet<&str> = who.iter().map(|(_, n)| *n).collect();
    assert_eq!(names.len(), 5, "{who:?}");
    assert!(who.contains(&("system-design", "Ben")) && who.contains(&("technical", "Cem")), "{who:?}");
    let ana = who.iter().find(|(_, n)| *n == "Ana").unwrap().0;
    assert!(["coding", "debugging"].contains(&ana), "{who:?}");
}

#[test]
fn load_is_even_and_limits_hold() {
    let plan = assigned("Ana,,,,,,\nBen,,,,,2,\n").unwrap().value;
    let load = |name: &str| plan.iter().filter(|r| r.lead.as_deref() == Some(name)).count();
    assert_eq!((load("Ana"), load("Ben")), (3, 2));
    let shown = assigned("Ana,,,,,2,\nBen,,,,,2,\n").unwrap_err().to_string();
    assert!(shown.contains("4 more rounds in all"), "{shown}");
}

#[test]
fn the_smallest_set_that_fails_is_named() {
    let rows = "Ana,,,,coding;system-design,1,\nBen,,,,technical;behavioral;debugging,3,\n";
    let shown = assigned(rows).unwrap_err().to_string();
    assert!(shown.contains("the rounds Coding and System design can't be filled: only Ana"), "{shown}");
    let shown = assigned("Ana,,,,coding,,\n").unwrap_err().to_string();
    assert!(shown.contains("nobody of the panel can hold the round System design"), "{shown}");
    let shown = assigned("Ana,,security,,,,\n").unwrap_err().to_string();
    assert!(
        shown.contains("nobody of the panel can hold the round Coding: it is coding and rates"),
        "{shown}"
    );
}

#[test]
fn a_trainee_only_sits_in() {
    let plan = assigned("Ana,,,,,,\nEli,,,,coding,,yes\n").unwrap().value;
    assert!(plan.iter().all(|r| r.lead.as_deref() == Some("Ana")));
    let beside: Vec<usize> = (0..5).filter(|r| plan[*r].shadows == ["Eli"]).collect();
    assert_eq!(beside, [0]);
    let shown = assigned("Eli,,,,,,yes\n").unwrap_err().to_string();
    assert!(shown.contains("all trainees"), "{shown}");
    let nobody = assigned("").unwrap();
    assert!(nobody.warnings[0].to_string().contains("the panel is empty"));
    assert!(nobody.value.iter().all(|who| who.lead.is_none()));
}

#[test]
fn rounds_given_by_hand_stay_and_count() {
    let (bank, plan) = plan();
    let mut people = vec![RoundPeople::default(); 5];
    people[4].lead = Some("Ana".into());
    let panel =
        read_panel(&bank, "p.csv", b"name,max_rounds\nAna,1\nBen,\n", &SheetReader::default()).unwrap().value;
    let people = assign(&plan, &people, &panel).unwrap().value;
    assert_eq!(holders(&people).iter().filter(|(_, n)| *n == "Ana").count(), 1);
    assert_eq!(people[4].lead.as_deref(), Some("Ana"));
}

#[test]
fn misfits_and_trainees_who_fit_nowhere_are_named() {
    let (bank, mut plan) = plan();
    plan.rounds[2].questions[0].stacks = vec!["java".into()];
    let rows = "name,stacks,kinds,trainee\nAna,go,,\nEli,,background,yes\n";
    let panel = read_panel(&bank, "p.csv", rows.as_bytes(), &SheetReader::default()).unwrap().value;
    let mut people = vec![RoundPeople::default(); 5];
    people[0].lead = Some("Ana".into());
    let notes = assign(&plan, &people, &panel).unwrap().warnings;
    let told = |code: &str, words: &str| notes.iter().any(|d| d.code == code && d.message.contains(words));
    assert!(told("not-listed", "Ana doesn't list java, which Technical"), "{notes:?}");
    assert!(told("trainee-nowhere", "Eli"), "{notes:?}");
}

#[test]
fn every_wrong_cell_is_named() {
    let (bank, _) = plan();
    let text = "name;kinds;max_rounds;trainee\nAna;codng;0;maybe\n;;;\nana;;;\n";
    let failure = read_panel(&bank, "panel.csv", text.as_bytes(), &SheetReader::default()).unwrap_err();
    let lines: Vec<usize> = failure.0.iter().filter_map(|d| d.place.as_ref().map(|p| p.line)).collect();
    assert_eq!(lines, [2, 2, 2, 4], "{failure}");
    assert!(failure.to_string().contains("did you mean coding?"), "{failure}");
}

#[test]
fn a_column_that_is_not_read_is_named() {
    let bank = Bank::load(None).unwrap();
    let text = "name,training,phone,room\nAna,yes,123,\n";
    let read = read_panel(&bank, "panel.csv", text.as_bytes(), &SheetReader::default()).unwrap();
    let told: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("the column `training` isn't read (1 text)"), "{told:?}");
    assert!(told[0].contains("did you mean trainee?"), "{told:?}");
    assert!(told[1].contains("the column `phone` isn't read") && told[1].contains("max_rounds"), "{told:?}");
}
