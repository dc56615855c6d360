//! Calibration beyond the published figures: people who link raters, rates, the use of the scale, order effects.

use super::{Run, panelkit};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;

/// The calibration of a file with this text.
fn calibrated(text: &str) -> Value {
    serde_json::from_str(&run(text, "json").out).unwrap()
}

fn run(text: &str, format: &str) -> Run {
    let at = tempfile::tempdir().unwrap();
    fs::write(at.path().join("f.csv"), text).unwrap();
    panelkit(at.path(), &["calibrate", "f.csv", "--format", format]).exits(0)
}

fn rater<'v>(c: &'v Value, name: &str) -> &'v Value {
    c["raters"].as_array().unwrap().iter().find(|r| r["rater"] == name).unwrap()
}

/// Six people before two interviewers with questions of their own; Bo gives half a point less than Ana.
fn own_questions(plans: [&str; 6]) -> String {
    let mut text = "plan,candidate,interviewer,item,score,evidence\n".to_owned();
    for (i, plan) in plans.iter().enumerate() {
        for k in 0..3 {
            let score = [2.0, 3.0, 4.0, 2.5, 3.5, 3.0][i] + if (i + k) % 2 == 0 { 0.25 } else { -0.25 };
            let said = if k == 0 { "" } else { "said so" };
            writeln!(text, "{plan},Person {i},Ana,a{k},{score},{said}").unwrap();
            writeln!(text, "{plan},Person {i},Bo,b{k},{},", score - if i % 3 == 0 { 0.75 } else { 0.5 })
                .unwrap();
        }
        writeln!(
            text,
            "{plan},Person {i},Ana,overall,{},on balance",
            if i < 4 { "yes" } else { "strong no" }
        )
        .unwrap();
    }
    text
}

#[test]
fn raters_are_linked_through_people_where_they_share_no_question() {
    let text = own_questions(["p"; 6]);
    let c = calibrated(&text);
    let (ana, bo) = (rater(&c, "Ana"), rater(&c, "Bo"));
    for r in [ana, bo] {
        assert_eq!(r["severity_basis"], "same-people");
        assert_eq!(r["targets"], 6);
        let (low, high) = (r["severity_low"].as_f64().unwrap(), r["severity_high"].as_f64().unwrap());
        assert!(low < r["severity"].as_f64().unwrap() && r["severity"].as_f64().unwrap() < high);
    }
    // Half of (0.5 x 4 + 0.75 x 2) / 6.
    assert!((bo["severity"].as_f64().unwrap() - 0.291_666_67).abs() < 1e-6, "{bo}");
    let table = run(&text, "table").out;
    let words = table.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("6 people") && words.contains("a harder round looks like a stricter rater"),
        "{table}"
    );
    assert!(table.lines().all(|l| l.chars().count() <= 80), "{table}");
    // Who rates what others rate is judged by that.
    let shared = text.replace(",b0,", ",a0,").replace(",b1,", ",a1,").replace(",b2,", ",a2,");
    assert_eq!(rater(&calibrated(&shared), "Bo")["severity_basis"], "same-things");
}

#[test]
fn one_name_in_several_plans_is_several_people() {
    let text = own_questions(["p", "p", "p", "q", "q", "q"]).replace("Person 3", "Person 0");
    let c = calibrated(&text);
    assert_eq!(rater(&c, "Bo")["targets"], 6);
    assert!(c["notes"].to_string().contains("Person 0 stand in several plans"), "{}", c["notes"]);
}

#[test]
fn rates_have_intervals_and_a_floor() {
    let c = calibrated(&own_questions(["p"; 6]));
    let ana = rater(&c, "Ana");
    let yes = &ana["yes_rate"];
    // Wilson's interval of 4 of 6.
    assert_eq!((yes["n"].as_u64(), yes["people"].as_u64()), (Some(6), Some(6)));
    assert!((yes["value"].as_f64().unwrap() - 4.0 / 6.0).abs() < 1e-12);
    assert!((yes["low"].as_f64().unwrap() - 0.299_992).abs() < 1e-4, "{yes}");
    assert!((yes["high"].as_f64().unwrap() - 0.903_228).abs() < 1e-4, "{yes}");
    let written = &ana["evidence_rate"];
    assert_eq!((written["n"].as_u64(), written["people"].as_u64()), (Some(18), Some(6)));
    assert!(written["low"].as_f64() < written["value"].as_f64());
    let bo = rater(&c, "Bo");
    assert!(bo["yes_rate"]["value"].is_null() && bo["yes_rate"]["reason"] == "no recommendations");
    assert_eq!(bo["evidence_rate"]["value"], 0.0);
    assert!(bo["evidence_rate"]["high"].as_f64().unwrap() > 0.05, "no interval of width zero: {bo}");
    let few = own_questions(["p"; 6])
        .lines()
        .filter(|l| !l.contains("Person 5") && !l.contains("Person 4"))
        .fold(String::new(), |mut text, line| {
            text.push_str(line);
            text.push('\n');
            text
        });
    let few = calibrated(&few);
    let yes = &rater(&few, "Ana")["yes_rate"];
    assert!(yes["value"].is_null() && yes["reason"] == "fewer than 6 people", "{yes}");
    let counted: u64 = ana["distribution"].as_array().unwrap().iter().map(|d| d["n"].as_u64().unwrap()).sum();
    assert_eq!(Some(counted), ana["n"].as_u64());
}

#[test]
fn a_table_of_yes_and_no_says_why_there_is_no_figure() {
    let mut text = "candidate,interviewer,score\n".to_owned();
    for i in 0..6 {
        writeln!(text, "Person {i},Ana,{}", if i < 4 { "yes" } else { "no" }).unwrap();
        writeln!(text, "Person {i},Bo,{}", if i < 3 { "yes" } else { "no" }).unwrap();
    }
    let c = calibrated(&text);
    assert_eq!(c["ratings"], 0);
    assert_eq!(rater(&c, "Bo")["yes_rate"]["value"], 0.5);
    for why in [&c["agreement"]["undefined"]["fleiss"], &c["agreement"]["icc"]["2_1"]["reason"]] {
        assert!(why.as_str().unwrap().contains("yes and no"), "{why}");
    }
    assert!(run(&text, "table").out.contains("write 1 and 0"));
    // One thing that two rated tells nothing of chance.
    let c = calibrated("candidate,rater,score\na,x,3\na,y,4\nb,x,2\n");
    for figure in ["fleiss", "cohen", "alpha_ordinal"] {
        let why = c["agreement"]["undefined"][figure].as_str().unwrap();
        assert!(why.contains("only one thing"), "{figure}: {why}");
    }
}

/// Ten people before three interviewers on ten days, each in an order of their own.
fn talks(held: bool, one_order: bool) -> String {
    let mut text = format!("candidate,interviewer,item,score{}\n", if held { ",held" } else { "" });
    for rater in 0..3_usize {
        let step = if one_order { 1 } else { [1, 3, 7][rater] };
        for day in 0..10 {
            let person = (day * step + if one_order { 0 } else { rater * 2 }) % 10;
            let noise = ((person * 7 + rater * 5 + person * rater) % 4) as f64 * 0.25;
            let score = 1.0 + (person * 3 % 10) as f64 * 0.2 + noise;
            write!(text, "Person {person},R{rater},q,{score}").unwrap();
            let time = format!(",2026-12-{:02}T10:00", day + 1);
            text.push_str(if held { &time } else { "" });
            text.push('\n');
        }
    }
    text
}

#[test]
fn a_lean_against_the_one_before_has_an_interval_or_a_reason() {
    let c = calibrated(&talks(true, false));
    let effect = &c["order_effect"];
    assert_eq!(effect["n"], 27);
    assert!(effect["low"].as_f64().unwrap() < effect["value"].as_f64().unwrap(), "{effect}");
    assert!(run(&talks(true, false), "table").out.contains("from 27 conversations"));
    for (text, why) in [
        (talks(false, false), "no rating says when"),
        (talks(true, true), "the same order"),
        (talks(true, false).lines().take(9).collect::<Vec<_>>().join("\n"), "only 0 conversations"),
    ] {
        let effect = &calibrated(&text)["order_effect"];
        assert!(effect["value"].is_null() && effect["reason"].as_str().unwrap().contains(why), "{effect}");
    }
}
