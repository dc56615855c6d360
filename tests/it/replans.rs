//! `panelkit plan` beyond the first plan: pins, exchanges, reasons, variants, panels, audits, and questions on the terminal.

use super::{Run, folder, panelkit};
use serde_json::Value;
use std::fs;
use std::path::Path;

const ASK: [&str; 7] = ["plan", "--role", "backend", "--seniority", "senior", "--stack", "rust,postgres"];

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}\n{}\n{}", run.out, run.err))
}

/// Question ids by round.
fn rounds(plan: &Value) -> Vec<(String, Vec<String>)> {
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let ids = |r: &Value| r["questions"].as_array().unwrap().iter().map(|q| text(&q["id"])).collect();
    plan["rounds"].as_array().unwrap().iter().map(|r| (text(&r["id"]), ids(r))).collect()
}

fn planned(at: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(at.join("loop/plan.json")).unwrap()).unwrap()
}

#[test]
fn a_kept_question_stays_under_every_seed() {
    let at = folder();
    let pin = ["--keep", "last-seat-sold-twice@technical", "--format", "json"];
    for seed in ["1", "2"] {
        let run = panelkit(at.path(), &[&ASK[..], &pin, &["--seed", seed]].concat()).exits(0);
        let plan = json(&run);
        let technical = &rounds(&plan)[2];
        assert!(technical.1.contains(&"last-seat-sold-twice".to_owned()), "{technical:?}");
        assert!(run.out.contains("kept by hand"));
    }
    let run = panelkit(at.path(), &[&ASK[..], &["--keep", "last-seat-sold-twice@coding"]].concat()).exits(2);
    assert!(
        run.err.contains("the round takes coding and code-review questions, this one is technical"),
        "{}",
        run.err
    );
}

#[test]
fn an_exchange_leaves_the_rest_and_the_persons_notes() {
    let at = folder();
    panelkit(at.path(), &[&ASK[..], &["-o", "loop"]].concat()).exits(0);
    let before = rounds(&planned(at.path()));
    let gone = before[2].1[1].clone();
    let run = panelkit(at.path(), &["plan", "-o", "loop", "--swap", &gone]).exits(0);
    let words = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("in place of"), "{}", run.out);
    let after = rounds(&planned(at.path()));
    let mut changed = 0;
    for ((round, old), (same, new)) in before.iter().zip(&after) {
        assert_eq!(round, same);
        assert_eq!(old.len(), new.len());
        changed += old.iter().zip(new).filter(|(a, b)| a != b).count();
    }
    assert_eq!(changed, 1);
    assert!(!after[2].1.contains(&gone));
    // plan.md was the kit's own: it is written anew. With notes in it, it is kept.
    assert!(fs::read_to_string(at.path().join("loop/plan.md")).unwrap().contains(&after[2].1[1]));
    fs::write(at.path().join("loop/plan.md"), "notes").unwrap();
    let run = panelkit(at.path(), &["plan", "-o", "loop", "--swap", &after[2].1[1]]).exits(2);
    assert!(run.err.contains("loop/plan.md"), "{}", run.err);
    assert_eq!(rounds(&planned(at.path())), after);
    let run = panelkit(at.path(), &["plan", "-o", "loop", "--swap", &gone]).exits(2);
    assert!(run.err.contains("is not in the plan"), "{}", run.err);
}

#[test]
fn each_question_has_a_reason() {
    let at = folder();
    panelkit(at.path(), &[&ASK[..], &["-o", "loop"]].concat()).exits(0);
    let rounds = rounds(&planned(at.path()));
    let why = |id: &str| {
        let run = panelkit(at.path(), &["plan", "-o", "loop", "--why", id]);
        assert!(run.out.lines().all(|l| l.chars().count() <= 80), "{}", run.out);
        run.out.replace("\n ", " ")
    };
    let chosen = why(&rounds[0].1[0]);
    assert!(chosen.contains("It is in the round Coding: first reading of"), "{chosen}");
    assert!(chosen.contains("Without it") && chosen.contains("the plan would"), "{chosen}");
    assert!(!chosen.contains("Value:"), "{chosen}");
    let run = panelkit(at.path(), &["plan", "-o", "loop", "--why", &rounds[0].1[0], "--verbose"]);
    assert!(run.out.contains("Value: "), "{}", run.out);
    assert!(why("java-pool-stands-still").contains("needs java; asked for: rust and postgres"));
    assert!(
        why("react-notes-change-rows").contains("is asked of frontend"),
        "{}",
        why("react-notes-change-rows")
    );
    let run =
        panelkit(at.path(), &[&ASK[..], &["--round", "coding:60", "--why", "last-seat-sold-twice"]].concat());
    assert!(run.out.contains("takes coding and code-review questions"), "{}", run.out);
    let run =
        panelkit(at.path(), &[&ASK[..], &["--why", "last-seat-sold-twice", "--format", "json"]].concat());
    let why = json(&run);
    assert_eq!(why["format"], "panelkit.why/1");
    assert!(why["words"].as_array().is_some_and(|w| !w.is_empty()), "{why}");
    panelkit(at.path(), &["plan", "-o", "loop", "--why", "no-such-thing"]).exits(2);
}

#[test]
fn a_stack_is_exchanged_for_the_same_and_may_have_a_number() {
    let at = folder();
    panelkit(at.path(), &[&ASK[..], &["-o", "loop"]].concat()).exits(0);
    let plan = planned(at.path());
    let of = |plan: &Value, stack: &str| -> Vec<String> {
        let rounds = plan["rounds"].as_array().unwrap();
        let all = rounds.iter().flat_map(|r| r["questions"].as_array().unwrap());
        let own = all.filter(|q| q["stacks"].as_array().unwrap().iter().any(|s| s == stack));
        own.map(|q| q["id"].as_str().unwrap().to_owned()).collect()
    };
    let (rust, postgres) = (of(&plan, "rust"), of(&plan, "postgres"));
    assert!(rust.len() >= 2 && postgres.len() >= 2, "{rust:?} {postgres:?}");
    for gone in &rust {
        let run = panelkit(at.path(), &["plan", "-o", "loop", "--swap", gone]);
        let now = of(&planned(at.path()), "rust");
        assert!(!now.contains(gone), "{now:?}");
        // Where the bank has no other of the stack for the place, that is said.
        let told = run.err.contains("no other question of rust fits the place of");
        assert!(told || now.len() == rust.len(), "{gone} {now:?} {}", run.err);
        panelkit(at.path(), &["plan", "-o", "loop", "--undo"]).exits(0);
    }

    let ask = ["plan", "--role", "backend", "--seniority", "senior", "--stack", "rust:4", "--format", "json"];
    assert!(of(&json(&panelkit(at.path(), &ask).exits(0)), "rust").len() >= 4);
    let much = ["plan", "--role", "backend", "--seniority", "senior", "--stack", "rust:40"];
    let run = panelkit(at.path(), &much).exits(1);
    assert!(run.err.contains("of the stack rust are in the plan, not 40: the bank holds"), "{}", run.err);
    let wrong = ["plan", "--role", "backend", "--seniority", "senior", "--stack", "rust:many"];
    assert!(panelkit(at.path(), &wrong).exits(2).err.contains("write STACK:N"));
}

#[test]
fn a_folder_of_loops_is_counted_but_the_own_one() {
    let at = folder();
    let first = [&ASK[..], &["-o", "loops/first"]].concat();
    panelkit(at.path(), &first).exits(0);
    let asked = |name: &str| -> Vec<String> {
        let text = fs::read_to_string(at.path().join(name).join("plan.json")).unwrap();
        let plan: Value = serde_json::from_str(&text).unwrap();
        rounds(&plan).into_iter().flat_map(|(_, ids)| ids).collect()
    };
    panelkit(at.path(), &[&ASK[..], &["--exposure", "loops", "-o", "loops/second"]].concat());
    let (one, two) = (asked("loops/first"), asked("loops/second"));
    let again = two.iter().filter(|id| one.contains(id)).count();
    assert!(again * 3 < two.len(), "{again} of {}", two.len());
    // Its own plan doesn't count against a loop: nothing changes.
    let same = [&ASK[..], &["--exposure", "loops", "-o", "loops/first", "--force"]].concat();
    panelkit(at.path(), &same);
    assert!(asked("loops/first").iter().filter(|id| two.contains(id)).count() <= again);
    fs::create_dir(at.path().join("empty")).unwrap();
    let run = panelkit(at.path(), &[&ASK[..], &["--exposure", "empty"]].concat()).exits(2);
    assert!(run.err.contains("no folder below this one holds a plan.json"), "{}", run.err);
}

#[test]
fn variants_lie_in_folders_of_their_own_and_the_audit_agrees() {
    let at = folder();
    let run = panelkit(at.path(), &[&ASK[..], &["--variants", "3", "-o", "openings"]].concat()).exits(0);
    assert!(run.out.contains("Plan 3") && run.out.lines().all(|l| l.chars().count() <= 80), "{}", run.out);
    let folders = ["openings/variant-1", "openings/variant-2", "openings/variant-3"];
    let audit = panelkit(at.path(), &[&["plan", "--audit"][..], &folders, &["--format", "json"]].concat());
    let found = json(&audit);
    let repeats = found["repeats"].as_array().unwrap();
    assert!(repeats.iter().all(|r| r["what"] != "same-question"), "{found}");
    let values = |n: usize| -> f64 {
        let text = fs::read_to_string(at.path().join(folders[n]).join("plan.json")).unwrap();
        serde_json::from_str::<Value>(&text).unwrap()["objective"].as_f64().unwrap()
    };
    let (a, b, c) = (values(0), values(1), values(2));
    assert!(a.min(b).min(c) > 0.97 * a.max(b).max(c), "{a} {b} {c}");
    // The same plan twice: everything repeats.
    let twice = panelkit(at.path(), &["plan", "--audit", folders[0], folders[0]]).exits(1);
    assert!(twice.out.contains("the same question"), "{}", twice.out);
    let once = panelkit(at.path(), &["plan", "--audit", folders[0]]).exits(0);
    assert!(once.out.contains("Nothing is asked twice in 1 plan"), "{}", once.out);
}

#[test]
fn a_panel_is_assigned_or_its_lack_explained() {
    let at = folder();
    let rows = "name,email,competencies,stacks,kinds,max_rounds,trainee\n\
                Ana Kovač,ana@example.org,,rust,coding;system-design,1,\n\
                Ben,,,,,2,\nCem,,,,behavioral,1,\nDee,,,,technical;debugging,1,\nEli,,,,,1,yes\n";
    fs::write(at.path().join("panel.csv"), rows).unwrap();
    panelkit(at.path(), &[&ASK[..], &["--panel", "panel.csv", "-o", "loop"]].concat()).exits(0);
    let text = fs::read_to_string(at.path().join("loop/schedule.csv")).unwrap();
    let rows: Vec<Vec<&str>> = text.lines().map(|l| l.split(',').collect()).collect();
    assert_eq!(rows[0], ["candidate", "round", "interviewer", "part", "starts", "minutes", "place", "state"]);
    let leads: Vec<&str> = rows.iter().filter(|r| r[3] == "lead").map(|r| r[2]).collect();
    assert_eq!((leads.len(), leads.iter().filter(|w| **w == "Ana Kovač").count()), (5, 1), "{text}");
    assert!(text.contains(",behavioral,Cem,lead,"), "{text}");
    let shadows: Vec<&Vec<&str>> = rows.iter().filter(|r| r[3] == "shadow").collect();
    assert_eq!((shadows.len(), shadows[0][2]), (1, "Eli"), "{text}");
    assert!(!planned(at.path()).to_string().contains("Ana Kovač"));
    let page = fs::read_to_string(at.path().join("loop/plan.md")).unwrap();
    assert!(page.contains("; Eli sits in |"), "{page}");
    fs::write(at.path().join("small.csv"), "name,kinds,max_rounds\nAna,coding,1\nBen,technical,1\n").unwrap();
    let run = panelkit(at.path(), &["plan", "-o", "loop", "--panel", "small.csv", "--force"]);
    // The plan has its interviewers already: nothing is open.
    assert_eq!(run.code, Some(0), "{}", run.err);
    let run = panelkit(at.path(), &[&ASK[..], &["--panel", "small.csv"]].concat()).exits(2);
    assert!(run.err.contains("nobody of the panel can hold the round System design"), "{}", run.err);
    fs::write(at.path().join("none.csv"), "name,kinds\n").unwrap();
    let run = panelkit(at.path(), &[&ASK[..], &["--panel", "none.csv"]].concat()).exits(1);
    assert!(run.err.contains("the panel is empty"), "{}", run.err);
}

#[test]
fn exposure_comes_from_lists_and_earlier_plans() {
    let at = folder();
    panelkit(at.path(), &[&ASK[..], &["-o", "loop"]].concat()).exits(0);
    let old: Vec<String> = rounds(&planned(at.path())).into_iter().flat_map(|r| r.1).collect();
    let fresh = json(&panelkit(at.path(), &[&ASK[..], &["--exposure", "loop", "--format", "json"]].concat()));
    let again = rounds(&fresh).into_iter().flat_map(|r| r.1).filter(|id| old.contains(id)).count();
    assert!(again * 2 < old.len(), "{again} of {}", old.len());
    fs::write(at.path().join("asked.csv"), "item,count\nlast-seat-sold-twice,many\n").unwrap();
    let run = panelkit(at.path(), &[&ASK[..], &["--exposure", "asked.csv"]].concat()).exits(2);
    assert!(run.err.contains("asked.csv:2:22") && run.err.contains("`many` is not a count"), "{}", run.err);
}

#[test]
fn nobody_is_asked_where_nobody_sits() {
    let at = folder();
    let run = panelkit(at.path(), &["plan"]).exits(2);
    for part in ["--role is missing", "backend, ", "--seniority is missing", "junior, mid, senior, staff"] {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_is_asked() {
    let at = folder();
    let role = "Enter for backend: ";
    let answers = [
        (role, "bakend\n"),
        (role, "sr\n"),
        ("Enter for senior: ", "2\n"),
        ("Enter for none: ", "go, kubernetes\n"),
    ];
    let (code, shown) = super::terminal::at_a_terminal(at.path(), "plan --loop screen -o loop", &answers);
    assert_eq!(code, Some(0), "{shown}");
    for part in [
        "1 question of the stack kubernetes is in the plan, not 2",
        "There is no role `bakend`: did you mean backend?",
        "The same without questions: panelkit plan --role sre --seniority mid --stack kubernetes,go --loop screen",
    ] {
        assert!(shown.contains(part), "{part}:\n{shown}");
    }
    let plan = planned(at.path());
    assert_eq!(plan["role"], "sre");
    // Each stack that is named has a question before any has its second.
    let questions = plan["rounds"][0]["questions"].as_array().unwrap();
    for stack in ["go", "kubernetes"] {
        let is_of = |q: &Value| q["stacks"].as_array().unwrap().iter().any(|s| s == stack);
        assert!(questions.iter().any(is_of), "{stack}: {questions:#?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_person_breaks_off_with_ctrl_c_or_the_end_of_input() {
    let at = folder();
    for key in ["\u{3}", "\u{4}"] {
        for answers in [
            &[("Enter for backend: ", key)][..],
            &[("Enter for backend: ", "1\n"), ("Enter for senior: ", key)],
        ] {
            let (code, shown) =
                super::terminal::at_a_terminal(at.path(), "plan --loop screen -o loop", answers);
            if key == "\u{3}" {
                // The system ends the process: nothing was begun that would have to be tidied up.
                assert!(![Some(0), Some(1)].contains(&code), "{code:?}: {shown}");
            } else {
                assert_eq!(code, Some(2), "{shown}");
                assert!(shown.contains("nothing was planned") && shown.contains("start again"), "{shown}");
            }
            assert!(!at.path().join("loop").exists());
        }
    }
}
