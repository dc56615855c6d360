use super::*;
use crate::bank::Bank;
use crate::plan::{Request, choose};
use serde_json::{Value, json};

/// A plan as it stands in its file.
fn plan() -> Value {
    let request = Request {
        role: "backend".into(),
        level: "senior".into(),
        loop_name: "onsite".into(),
        ..Request::default()
    };
    serde_json::to_value(choose(&Bank::load(None).unwrap(), &request).unwrap().value).unwrap()
}

/// The findings on the plan once `change` has been made to it: line, column and words.
fn findings(change: impl Fn(&mut Value)) -> Vec<(String, String)> {
    let mut plan = plan();
    change(&mut plan);
    let text = serde_json::to_string_pretty(&plan).unwrap();
    let Err(failure) = Plan::from_json("plan.json", &text) else { return Vec::new() };
    let lines: Vec<&str> = text.lines().collect();
    failure
        .0
        .into_iter()
        .map(|d| {
            let place = d.place.unwrap();
            let line = lines[place.line - 1];
            assert_eq!((place.file.as_str(), place.source.as_str()), ("plan.json", line));
            let marked: String = line.chars().skip(place.column - 1).take(place.width).collect();
            assert!(d.hint.is_some_and(|h| !h.is_empty()));
            (marked, d.message)
        })
        .collect()
}

fn one(change: impl Fn(&mut Value)) -> (String, String) {
    let found = findings(change);
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().unwrap()
}

fn told(marked: &str, message: &str) -> (String, String) {
    (marked.to_owned(), message.to_owned())
}

#[test]
fn a_plan_as_it_is_made_keeps_all_rules() {
    assert_eq!(findings(|_| {}), []);
}

#[test]
fn a_scale_has_words_and_ends_at_255() {
    assert_eq!(one(|p| p["scale"]["low"] = json!(255)), told("255", "the scale goes from 255 to 258"));
    assert_eq!(
        one(|p| p["scale"]["words"] = json!([])),
        told("[]", "the scale has 0 words, and needs two or more")
    );
    assert_eq!(
        one(|p| p["scale"]["words"] = json!(["Poor"])),
        told("[", "the scale has 1 word, and needs two or more")
    );
    assert_eq!(
        one(|p| p["scale"]["words"][2] = json!(" ")),
        told("\" \"", "the point 3 of the scale has no word")
    );
}

#[test]
fn minutes_can_be_added_up() {
    let most = u32::MAX.to_string();
    let (marked, message) = one(|p| p["rounds"][0]["questions"][0]["minutes"] = json!(u32::MAX));
    assert_eq!(marked, most);
    assert!(message.starts_with("the minutes of the round ") && message.ends_with("too many to add up"));
    assert_eq!(
        one(|p| p["rounds"][0]["opening"] = json!(u32::MAX)).0,
        plan()["rounds"][0]["closing"].to_string()
    );
    assert_eq!(
        one(|p| p["rounds"][1]["minutes"] = json!(u32::MAX)),
        told(&most, "the minutes of all rounds are too many to add up")
    );
}

#[test]
fn rounds_and_questions_have_ids_of_their_own() {
    assert_eq!(one(|p| p["rounds"][0]["id"] = json!("")).1, "the round has no id");
    let second = plan()["rounds"][1]["id"].clone();
    let message = format!("two rounds have the id `{}`", second.as_str().unwrap());
    assert_eq!(one(|p| p["rounds"][0]["id"] = second.clone()), told(&second.to_string(), &message));
    let empty = one(|p| p["rounds"][0]["questions"][0]["id"] = json!(" "));
    assert_eq!(empty, told("\" \"", "the question has no id"));
    let twice = one(|p| {
        let first = p["rounds"][0]["questions"][0].clone();
        p["rounds"][0]["questions"].as_array_mut().unwrap().push(first);
    });
    assert!(twice.1.contains("is twice in the round"), "{twice:?}");
}

#[test]
fn a_plan_has_no_more_rounds_than_the_limit() {
    let (_, message) = one(|p| {
        let pattern = p["rounds"][0].clone();
        for i in 0..limits::ROUNDS.most {
            let mut round = pattern.clone();
            round["id"] = json!(format!("more-{i}"));
            p["rounds"].as_array_mut().unwrap().push(round);
        }
    });
    let rounds = plan()["rounds"].as_array().unwrap().len() as u64 + limits::ROUNDS.most;
    assert_eq!(message, format!("the plan has {rounds} rounds"));
}

#[test]
fn a_question_rates_something_and_has_an_anchor_for_each_point() {
    let (_, message) = one(|p| p["rounds"][0]["questions"][0]["competencies"] = json!([]));
    assert!(message.ends_with("has no competency to rate"), "{message}");
    let found = findings(|p| {
        let anchors = p["rounds"][0]["questions"][0]["anchors"].as_object_mut().unwrap();
        anchors.remove("2");
        anchors.remove("4");
        anchors.insert("9".into(), json!("nine"));
    });
    assert!(found[0].1.ends_with("has no anchor for 2 and 4"), "{found:?}");
    assert_eq!(found[1].0, "\"nine\"");
    assert!(found[1].1.ends_with("has an anchor for 9, which is off the scale"), "{found:?}");
}

#[test]
fn coverage_has_weights_and_names_what_the_plan_has() {
    let (marked, message) = one(|p| p["coverage"][0]["weight"] = json!(-0.5));
    assert!(marked == "-0.5" && message.ends_with("is -0.5"), "{message}");
    assert_eq!(one(|p| p["coverage"][0]["weight"] = json!(1e300)).0, "1e+300");
    let found = findings(|p| {
        p["coverage"][0]["rounds"] = json!(["tecnical"]);
        p["coverage"][0]["questions"] = json!(["last-seat"]);
    });
    let expected = [
        told("\"tecnical\"", "the plan has no round `tecnical`"),
        told("\"last-seat\"", "the plan has no question `last-seat`"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn all_findings_come_in_one_run_and_in_the_order_of_the_file() {
    let found = findings(|p| {
        p["scale"]["words"] = json!(["", "Fine"]);
        p["rounds"][0]["questions"][0]["competencies"] = json!([]);
        p["coverage"][1]["weight"] = json!(2);
    });
    let messages: Vec<&str> = found.iter().map(|(_, m)| m.as_str()).collect();
    assert_eq!(messages.len(), 3, "{messages:?}");
    assert!(
        messages[0].contains("scale") && messages[1].contains("competency") && messages[2].contains("weight")
    );
}
