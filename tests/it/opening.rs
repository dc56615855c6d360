//! The life of an opening: people come and go, the plan changes, cards arrive in any order, and somebody decides.

use super::{Run, files, folder, panelkit};
use panelkit::bank::Bank;
use panelkit::compare::{Options, compare};
use panelkit::gather::{Expectation, ScoreFile, gather};
use panelkit::opening::{Candidate, Schedule};
use panelkit::plan::{Plan, Request, RoundPeople, choose};
use panelkit::sheet::SheetReader;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}\n{}\n{}", run.out, run.err))
}

/// The blank scorecard of somebody's, whose name in file names is `candidate`.
fn blank(at: &Path, candidate: &str, round: &str, interviewer: &str) -> PathBuf {
    let all = files(&at.join("loop/scorecards")).into_iter().map(|(path, _)| path);
    let fits = |p: &PathBuf| {
        let name = p.to_string_lossy().into_owned();
        name.starts_with(candidate) && name.contains(round) && name.ends_with(&format!("{interviewer}.csv"))
    };
    let mut found = all.filter(fits);
    let path = found.next().unwrap_or_else(|| panic!("no card of {interviewer} for {candidate}, {round}"));
    at.join("loop/scorecards").join(path)
}

/// Fills a blank scorecard in, each rating with evidence of its own, and puts it where completed ones are put; `edit` may
/// change cells by their column. Returns what was rated and the evidence.
fn fill(at: &Path, card: &Path, score: &str, edit: &[(&str, &str)]) -> Vec<(String, String)> {
    let bytes = fs::read(card).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().unwrap().clone();
    let place = |name: &str| header.iter().position(|h| h == name).unwrap();
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(&header).unwrap();
    let name = card.file_name().unwrap().to_string_lossy().into_owned();
    let mut said = Vec::new();
    for row in reader.records() {
        let mut cells: Vec<String> = row.unwrap().iter().map(str::to_owned).collect();
        let item = cells[place("item")].clone();
        let evidence = format!("{name} on {item}");
        cells[place("score")] = if item == "overall" { "yes".into() } else { score.into() };
        cells[place("evidence")].clone_from(&evidence);
        for (column, content) in edit {
            (*content).clone_into(&mut cells[place(column)]);
        }
        out.write_record(&cells).unwrap();
        said.push((item, evidence));
    }
    let scores = at.join("loop/scores");
    fs::create_dir_all(&scores).unwrap();
    fs::write(scores.join(name), out.into_inner().unwrap()).unwrap();
    said
}

fn gathered(at: &Path) -> Value {
    json(&panelkit(at, &["gather", "loop", "--format", "json"]))
}

/// The states of the expected cards of somebody, by round and interviewer.
fn states(scores: &Value, candidate: &str) -> BTreeMap<(String, String), String> {
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let all = scores["expected"].as_array().unwrap().iter().filter(|e| e["candidate"] == candidate);
    all.map(|e| ((text(&e["round"]), text(&e["interviewer"])), text(&e["state"]))).collect()
}

/// Nobody's scores are shown before each of their cards is in, and everybody's after that.
fn sealed(at: &Path) {
    let expected = gathered(at)["expected"].as_array().unwrap().clone();
    let comparison = json(&panelkit(at, &["compare", "loop", "--format", "json"]));
    for c in comparison["candidates"].as_array().unwrap() {
        let theirs = expected.iter().filter(|e| e["candidate"] == c["candidate"]);
        let awaited =
            theirs.clone().any(|e| !["complete", "cancelled"].contains(&e["state"].as_str().unwrap()));
        assert_eq!(c["hidden"], awaited, "{}", c["candidate"]);
        if awaited {
            let shown = c["competencies"].as_array().unwrap().iter().any(|x| x["n"] != 0);
            assert!(!shown && c["shared_rounds"].as_array().unwrap().is_empty(), "{c}");
            assert!(c["overall"]["mean"].is_null() && c["replaced"].as_array().unwrap().is_empty(), "{c}");
        }
    }
}

const PEOPLE: &str = "id,name,email,due,state,phone\n7,Ana Kovač,ana@x.org,04.12.2026,,+1 2\n\
                      8,Zoë Łukasiewicz,zoe@x.org,,,\n9,Ben Osei,ben@x.org,,,\n";

#[test]
fn a_whole_quarter_loses_no_rating_and_shows_none_too_early() {
    let at = folder();
    let at = at.path();
    let run = |args: &[&str], code: i32| panelkit(at, args).exits(code);
    let ask =
        ["plan", "--role", "backend", "--seniority", "senior", "--stack", "rust,postgres", "-o", "loop"];
    let rounds = ["--round", "coding:60:Petra Nováková", "--round", "technical:60:Mei-Ling Osei"];
    panelkit(at, &[&ask[..], &rounds, &["--round", "behavioral:60:Sofía Martín"]].concat());
    run(&["assign", "loop", "technical=Mei-Ling Osei,Ingrid Øst"], 0);
    run(&["assign", "loop", "coding=Petra Nováková,Tomasz Łuczak"], 0);
    run(&["assign", "loop", "behavioral", "--shadow", "Eli Park"], 0);
    fs::write(at.join("people.csv"), PEOPLE).unwrap();
    run(&["packet", "loop", "--candidates", "people.csv", "--format", "md"], 0);
    assert_eq!(fs::read_to_string(at.join("loop/candidates.csv")).unwrap(), PEOPLE);
    assert_eq!(files(&at.join("loop/scorecards")).len(), 3 * 6);
    let trainee = fs::read_to_string(blank(at, "ana-kovac", "behavioral", "eli-park")).unwrap();
    assert!(trainee.contains(",Eli Park (trainee),"), "{trainee}");
    let packet = fs::read_to_string(at.join("loop/packets/ana-kovac/03-behavioral-eli-park.md")).unwrap();
    assert!(packet.contains("You sit in as a trainee; Sofía Martín leads"), "{packet}");

    // Two cards are back; then a question is exchanged that one of them rates.
    let mut said = Vec::new();
    let mut came = |candidate: &str, round: &str, who: &str, edit: &[(&str, &str)]| {
        said.extend(fill(at, &blank(at, candidate, round, who), "3", edit));
        sealed(at);
    };
    came("ana-kovac", "coding", "petra-novakova", &[]);
    // Names are shortened, turned round and misspelt: the check value knows whose card it is.
    came(
        "ana-kovac",
        "technical",
        "mei-ling-osei",
        &[("interviewer", "Osei, Mei-Ling"), ("candidate", "Anna Kovac")],
    );
    let plan: Plan = serde_json::from_str(&fs::read_to_string(at.join("loop/plan.json")).unwrap()).unwrap();
    let swapped = plan.rounds[1].questions[1].id.clone();
    let refused = run(&["plan", "-o", "loop", "--swap", &swapped], 2);
    let told = "6 packets are out of date; 2 cards stay valid but for 1 rating";
    assert!(refused.err.contains(told) && refused.err.contains("--force"), "{}", refused.err);
    assert_eq!(fs::read_to_string(at.join("loop/plan.json")).unwrap(), plan.to_json());
    // A gap that the change opens is a warning.
    let change = |option: &str, id: &str| {
        let run = panelkit(at, &["plan", "-o", "loop", option, id, "--force"]);
        assert!(matches!(run.code, Some(0 | 1)), "{}", run.err);
    };
    change("--swap", &swapped);
    let scores = gathered(at);
    assert_eq!(
        (&scores["rows_rejected"], &scores["replaced"][0]["question"]),
        (&0.into(), &swapped.as_str().into())
    );
    assert_eq!(states(&scores, "Ana Kovač")[&("technical".into(), "Mei-Ling Osei".into())], "complete");
    let doctor = panelkit(at, &["doctor", "loop"]);
    assert!(doctor.out.contains("5 packets older than the plan"), "{}", doctor.out);

    // The others get new packets; Ana's second rater has the old one in hand, and it counts.
    run(&["packet", "loop", "--candidate", "Zoë Łukasiewicz", "--format", "md"], 0);
    came("ana-kovac", "technical", "ingrid-ost", &[]);
    // What somebody has written on isn't replaced.
    let notes = at.join("loop/packets/ben-osei/02-technical-ingrid-ost.md");
    fs::write(&notes, fs::read_to_string(&notes).unwrap() + "my notes\n").unwrap();
    let kept = run(&["packet", "loop", "--candidate", "Ben Osei", "--format", "md"], 2);
    assert!(
        kept.err.contains("02-technical-ingrid-ost.md") && !kept.err.contains("mei-ling"),
        "{}",
        kept.err
    );
    // A stand-in for Zoë, and Ben withdraws.
    let stand_in = run(&["assign", "loop", "behavioral=Karl Weiß", "--candidate", "zoe@x.org"], 0);
    assert!(stand_in.err.contains("throw it and its packet away"), "{}", stand_in.err);
    run(&["packet", "loop", "--candidate", "8", "--round", "3", "--format", "md"], 0);
    let list = fs::read_to_string(at.join("loop/candidates.csv")).unwrap();
    fs::write(at.join("loop/candidates.csv"), list.replace("ben@x.org,,,", "ben@x.org,,withdrawn,")).unwrap();
    let status = panelkit(at, &["status", "loop", "--format", "json"]).exits(1);
    let owed = json(&status)["owed"].as_array().unwrap().clone();
    assert!(owed.iter().all(|o| o["candidate"] != "Ben Osei"), "{}", status.out);
    assert!(owed.iter().any(|o| o["interviewer"] == "Karl Weiß"), "{}", status.out);
    assert!(!owed.iter().any(|o| o["interviewer"] == "Sofía Martín" && o["candidate"] == "Zoë Łukasiewicz"));

    // A question of the coding round has leaked.
    let leaked = plan.rounds[0].questions[0].id.clone();
    change("--exclude", &leaked);
    for seed in ["3", "4"] {
        let next = ["plan", "-o", "loop", "--seed", seed, "--format", "json", "--force", "-n"];
        let next = json(&panelkit(at, &next));
        let asked =
            next["rounds"].as_array().unwrap().iter().flat_map(|r| r["questions"].as_array().unwrap());
        let asked: Vec<&str> = asked.map(|q| q["id"].as_str().unwrap()).collect();
        assert!(!asked.contains(&leaked.as_str()) && !asked.contains(&swapped.as_str()), "{asked:?}");
    }
    run(&["packet", "loop", "--candidate", "Zoë Łukasiewicz", "--round", "1", "--format", "md"], 0);
    came("ana-kovac", "coding", "tomasz-luczak", &[("interviewer", "T. Łuczak")]);
    came("zoe-lukasiewicz", "coding", "petra-novakova", &[]);
    came("zoe-lukasiewicz", "technical", "mei-ling-osei", &[("interviewer", "")]);
    came("ana-kovac", "behavioral", "eli-park", &[]);
    came("zoe-lukasiewicz", "behavioral", "karl-weiss", &[]);
    came("ana-kovac", "behavioral", "sofia-martin", &[]);
    came("zoe-lukasiewicz", "technical", "ingrid-ost", &[]);
    let early = panelkit(
        at,
        &[
            "decide",
            "loop",
            "--candidate",
            "8",
            "--decision",
            "offer",
            "--by",
            "Mia",
            "--reason",
            "Strong on storage",
        ],
    );
    assert!(early.exits(2).err.contains("1 scorecard of Zoë Łukasiewicz is still out"));
    came("zoe-lukasiewicz", "coding", "tomasz-luczak", &[]);

    // Not one rating is lost.
    let scores = gathered(at);
    assert_eq!(scores["rows_rejected"], 0, "{:#}", scores["rejected"]);
    let kept = fs::read_to_string(at.join("loop/gathered.csv")).unwrap()
        + &fs::read_to_string(at.join("loop/trainees.csv")).unwrap();
    for (item, evidence) in &said {
        assert!(
            kept.contains(&format!("\"{evidence}\"")) || kept.contains(evidence),
            "{item}: {evidence} is lost"
        );
    }
    let status = run(&["status", "loop"], 0);
    assert!(status.out.contains("Nobody owes anything"), "{}", status.out);
    let comparison = json(&panelkit(at, &["compare", "loop", "--format", "json"]));
    let ana = &comparison["candidates"][0];
    assert_eq!(ana["shared_rounds"].as_array().unwrap().len(), 2, "{}", ana["shared_rounds"]);
    assert_eq!(ana["shared_rounds"][0]["raters"].as_array().unwrap().len(), 2);
    // Both raters of the old paper rated the exchanged question; of the leaked one both did too.
    assert_eq!(ana["replaced"].as_array().unwrap().len(), 4, "{}", ana["replaced"]);

    // Decisions, and scores that change afterwards.
    let decide = |who: &str, what: &str, reason: &str| {
        let args = [
            "decide",
            "loop",
            "--candidate",
            who,
            "--decision",
            what,
            "--by",
            "Mia Berg",
            "--date",
            "2026-12-05",
        ];
        panelkit(at, &[&args[..], &["--reason", reason, "--vote", "Petra=strong yes"]].concat()).exits(0)
    };
    decide("Zoë Łukasiewicz", "offer", "Strong where the job is hardest");
    // The same once more, as after a crash, is no further decision.
    let once = files(at);
    decide("Zoë Łukasiewicz", "offer", "Strong where the job is hardest");
    assert!(files(at) == once);
    decide("Ana Kovač", "no", "Below what the job needs in storage");
    let record = fs::read_to_string(at.join("loop/decisions/ana-kovac/record.md")).unwrap();
    assert!(
        record.contains("Is not taken on") && record.contains("| Petra Nováková | yes | strong yes |"),
        "{record}"
    );
    assert!(fs::read(at.join("loop/decisions/ana-kovac/record.pdf")).unwrap().starts_with(b"%PDF"));
    let list = fs::read_to_string(at.join("loop/candidates.csv")).unwrap();
    assert!(list.contains("04.12.2026,stopped,+1 2"), "{list}");
    // From that day the time of the records counts.
    let theirs = list.lines().find(|line| line.contains("stopped")).unwrap();
    assert!(
        list.lines().next().unwrap().ends_with(",state since") && theirs.ends_with(",2026-12-05"),
        "{list}"
    );
    assert!(
        panelkit(at, &["gather", "loop"]).exits(0).err.lines().all(|l| !l.contains("have changed since"))
    );
    let card = at.join("loop/scores/zoe-lukasiewicz-01-coding-petra-novakova.csv");
    fs::write(&card, fs::read_to_string(&card).unwrap().replacen(",3,", ",2,", 1)).unwrap();
    let told = panelkit(at, &["compare", "loop"]).exits(1);
    assert!(
        told.err.contains("the scores of Zoë Łukasiewicz have changed since Mia Berg decided `offer`"),
        "{}",
        told.err
    );

    // Ana comes back for a second opening, and is asked nothing that she was asked.
    let again = ["plan", "--role", "backend", "--seniority", "senior", "--exclude", "loop", "-o", "second"];
    panelkit(at, &again);
    let second = fs::read_to_string(at.join("second/plan.json")).unwrap();
    let second: Value = serde_json::from_str(&second).unwrap();
    let now = fs::read_to_string(at.join("loop/plan.json")).unwrap();
    let now: Plan = serde_json::from_str(&now).unwrap();
    let asked = now.questions().chain(now.replaced.iter().map(|r| &r.question));
    let new: Vec<&str> = second["rounds"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|r| r["questions"].as_array().unwrap())
        .map(|q| q["id"].as_str().unwrap())
        .collect();
    for q in asked {
        assert!(!new.contains(&q.id.as_str()), "{} is asked again", q.id);
    }
}

#[test]
fn a_change_can_be_taken_back() {
    let at = folder();
    let at = at.path();
    panelkit(at, &["plan", "--role", "backend", "--seniority", "senior", "-o", "loop"]);
    let before = fs::read_to_string(at.join("loop/plan.json")).unwrap();
    let page = fs::read_to_string(at.join("loop/plan.md")).unwrap();
    let plan: Plan = serde_json::from_str(&before).unwrap();
    let swap = |id: &str| {
        let run = panelkit(at, &["plan", "-o", "loop", "--swap", id, "--force"]);
        assert!(matches!(run.code, Some(0 | 1)), "{}", run.err);
    };
    swap(&plan.rounds[4].questions[0].id);
    assert_ne!(fs::read_to_string(at.join("loop/plan.json")).unwrap(), before);
    panelkit(at, &["plan", "-o", "loop", "--undo"]).exits(0);
    assert_eq!(fs::read_to_string(at.join("loop/plan.json")).unwrap(), before);
    assert_eq!(fs::read_to_string(at.join("loop/plan.md")).unwrap(), page);
    let none = panelkit(at, &["plan", "-o", "loop", "--undo"]).exits(2);
    assert!(none.err.contains("there is no revision before"), "{}", none.err);
    // What was printed in between stays what it was: the questions come back as a further revision.
    swap(&plan.rounds[4].questions[0].id);
    panelkit(at, &["packet", "loop", "--candidate", "Ana", "--format", "md"]).exits(0);
    fill(at, &blank(at, "ana", "behavioral", "behavioral"), "3", &[]);
    panelkit(at, &["plan", "-o", "loop", "--undo", "--force"]).exits(0);
    let now: Plan = serde_json::from_str(&fs::read_to_string(at.join("loop/plan.json")).unwrap()).unwrap();
    assert_eq!((now.revision, now.id.as_str()), (3, plan.id.as_str()));
    let ids = |p: &Plan| p.questions().map(|q| q.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&now), ids(&plan));
    let scores = gathered(at);
    assert_eq!((&scores["rows_rejected"], scores["replaced"].as_array().unwrap().len()), (&0.into(), 1));
    // The words of a question that is asked no more are the kit's own too.
    let told = scores["findings"].as_array().unwrap();
    assert!(!told.iter().any(|f| f["code"] == "unread-column"), "{told:#?}");
    // An edit by hand is told.
    let text = fs::read_to_string(at.join("loop/plan.json")).unwrap();
    fs::write(at.join("loop/plan.json"), text.replacen("\"minutes\": 60", "\"minutes\": 61", 1)).unwrap();
    assert!(panelkit(at, &["doctor", "loop"]).out.contains("it was edited by hand"));
}

#[test]
fn a_name_much_like_one_on_the_list_is_asked_about() {
    let at = folder();
    let at = at.path();
    panelkit(at, &["plan", "--role", "backend", "--seniority", "mid", "--loop", "screen", "-o", "loop"])
        .exits(0);
    let list = "name,id,source\nAna Kovač,A-1,fair\nBo Li,,\n";
    fs::write(at.join("loop/candidates.csv"), list).unwrap();
    let packet = |name: &str, more: &[&str]| {
        panelkit(at, &[&["packet", "loop", "--candidate", name, "--format", "md"], more].concat())
    };
    for meant in ["Ana", "Kovac, Ana", "A. Kovač"] {
        let run = packet(meant, &[]).exits(2);
        assert!(run.err.contains("but Ana Kovač is") && run.err.contains("--force adds"), "{}", run.err);
    }
    assert_eq!(fs::read_to_string(at.join("loop/candidates.csv")).unwrap(), list);
    assert!(!at.join("loop/packets/ana").exists());
    // Somebody new is said to be.
    let run = packet("Zoë Łukasiewicz", &[]).exits(0);
    assert!(run.err.contains("New in loop/candidates.csv: Zoë Łukasiewicz."), "{}", run.err);
    packet("Ana", &["--force"]).exits(0);
    let now = fs::read_to_string(at.join("loop/candidates.csv")).unwrap();
    assert_eq!(now, format!("{list}Zoë Łukasiewicz,,\nAna,,\n"));
}

#[test]
fn a_loop_of_format_1_goes_on_to_its_debrief() {
    let at = folder();
    let at = at.path();
    for (path, bytes) in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/format-1")) {
        let to = at.join("loop").join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    let scores = gathered(at);
    assert_eq!(scores["rows_rejected"], 0, "{:#}", scores["rejected"]);
    assert!(scores["expected"].as_array().unwrap().iter().all(|e| e["state"] == "complete"));
    assert_eq!(scores["trainees"]["records"][0]["interviewer"], "Ingrid Øst");
    panelkit(at, &["compare", "loop"]).exits(0);
    // Its packets come out for the same people, and a stand-in is one command.
    panelkit(at, &["packet", "loop", "--candidate", "New One", "--format", "md"]).exits(0);
    blank(at, "new-one", "technical", "ingrid-ost");
    panelkit(at, &["assign", "loop", "coding=Karl", "--candidate", "New One"]).exits(0);
    let schedule = fs::read_to_string(at.join("loop/schedule.csv")).unwrap();
    assert!(
        schedule.contains(",technical,Mei-Ling Osei,lead,") && schedule.contains("New One,coding,Karl,lead,")
    );
    // A change makes it a plan of this format; every card printed before stays valid.
    let plan: Value = serde_json::from_str(&fs::read_to_string(at.join("loop/plan.json")).unwrap()).unwrap();
    let id = plan["rounds"][0]["questions"][0]["id"].as_str().unwrap();
    panelkit(at, &["plan", "-o", "loop", "--exclude", id, "--force"]);
    let scores = gathered(at);
    assert_eq!((&scores["rows_rejected"], &scores["plan"]), (&0.into(), &plan["id"]));
    assert_eq!(scores["replaced"].as_array().unwrap().len(), 3);
    let old = scores["expected"].as_array().unwrap().iter().filter(|e| e["candidate"] != "New One");
    assert!(old.clone().all(|e| e["state"] == "complete"), "{:#}", scores["expected"]);
}

/// A plan of a round with one rater and one with two.
fn two_rounds() -> (Plan, Schedule) {
    let request = Request {
        role: "backend".into(),
        level: "senior".into(),
        rounds: vec!["coding:60".parse().unwrap(), "technical:60".parse().unwrap()],
        ..Request::default()
    };
    let plan = choose(&Bank::load(None).unwrap(), &request).unwrap().value;
    let lead = |name: &str| Some(name.to_owned());
    let schedule = Schedule::of_people(&[
        RoundPeople { lead: lead("Petra"), ..RoundPeople::default() },
        RoundPeople { lead: lead("Mei"), seconds: vec!["Ingrid".into()], ..RoundPeople::default() },
    ]);
    (plan, schedule)
}

#[test]
fn in_whatever_order_cards_come_nobody_sees_scores_too_early() {
    let (plan, schedule) = two_rounds();
    let candidates = ["Ana", "Zoë"].map(|name| Candidate { name: name.to_owned(), ..Candidate::default() });
    let sheets = SheetReader::default();
    let expect = Expectation {
        plan: &plan,
        candidates: &candidates,
        schedule: &schedule,
        now: None,
        headings: &[],
        trainees: &[],
        prefer: None,
        sheets: &sheets,
    };
    let mut cards = Vec::new();
    for (c, candidate) in candidates.iter().enumerate() {
        for (round, who) in [(0, "Petra"), (1, "Mei"), (1, "Ingrid")] {
            let r = &plan.rounds[round];
            let row = |item: &str, score: &str| {
                format!("{},{who},{},{item},{score},said so\n", candidate.name, r.id)
            };
            let rows = r.questions.iter().map(|q| row(&q.id, "3")).chain([row("overall", "yes")]);
            let text =
                "candidate,interviewer,round,item,score,evidence\n".to_owned() + &rows.collect::<String>();
            cards.push((c, ScoreFile::of_bytes(&format!("{c}-{round}-{who}.csv"), text.as_bytes())));
        }
    }
    let mut orders = 0;
    let mut order: Vec<usize> = (0..cards.len()).collect();
    permute(&mut order, 0, &mut |order| {
        orders += 1;
        for n in 0..=order.len() {
            let here: Vec<ScoreFile> = order[..n].iter().map(|i| cards[*i].1.clone()).collect();
            let scores = gather(&expect, &here);
            let comparison = compare(&plan, &scores, Options::default());
            for (c, candidate) in comparison.candidates.iter().enumerate() {
                let all = order[..n].iter().filter(|i| cards[**i].0 == c).count() == 3;
                assert_eq!(candidate.hidden, !all, "{order:?} {n}");
                assert_eq!(candidate.competencies.iter().any(|x| x.n > 0), all, "{order:?} {n}");
                assert_eq!(candidate.shared_rounds.len(), usize::from(all));
            }
        }
    });
    assert_eq!(orders, 720);
}

fn permute(order: &mut [usize], from: usize, each: &mut impl FnMut(&[usize])) {
    if from + 1 >= order.len() {
        return each(order);
    }
    for i in from..order.len() {
        order.swap(from, i);
        permute(order, from + 1, each);
        order.swap(from, i);
    }
}

#[test]
fn what_isnt_held_yet_isnt_asked_for_and_what_came_isnt_missing() {
    let at = folder();
    let at = at.path();
    let rounds = ["--round", "coding:60:Petra", "--round", "behavioral:60:Sofía"];
    panelkit(at, &[&["plan", "--role", "backend", "--level", "mid", "-o", "loop"][..], &rounds].concat());
    panelkit(at, &["packet", "loop", "--candidate", "Ana", "--candidate", "Zoë", "--format", "md"]).exits(0);
    let schedule = at.join("loop/schedule.csv");
    let text = fs::read_to_string(&schedule).unwrap();
    fs::write(
        &schedule,
        text + "Ana,coding,,lead,2026-12-10T10:00+01:00,,Room 4,\nZoë,behavioral,,,,,,cancelled\n",
    )
    .unwrap();
    let status = |day: &str| json(&panelkit(at, &["status", "loop", "--format", "json", "--today", day]));
    let owed = |status: &Value| {
        let all = status["owed"].as_array().unwrap().iter();
        all.map(|o| format!("{} {} {}", o["candidate"], o["round"], o["state"]).replace('"', ""))
            .collect::<Vec<_>>()
    };
    let before = status("2026-12-09");
    assert_eq!(owed(&before), ["Zoë coding missing", "Ana behavioral missing"]);
    assert_eq!((&before["not_held"], &before["expected"]), (&1.into(), &3.into()));
    assert!(owed(&status("2026-12-10")).contains(&"Ana coding missing".to_owned()));
    // It came: with a cell that says nothing, in two versions, from somebody unknown, for somebody unknown.
    fill(at, &blank(at, "zoe", "coding", "petra"), "maybe", &[]);
    fill(at, &blank(at, "ana", "behavioral", "sofia"), "3", &[("interviewer", "Karl"), ("check", "")]);
    let now = status("2026-12-09");
    assert_eq!(owed(&now), ["Zoë coding not-counted", "Ana behavioral not-counted"]);
    let why = now["owed"][0]["why"].as_str().unwrap();
    assert!(why.contains("line 2: `maybe`"), "{why}");
    for format in ["table", "text"] {
        let run = panelkit(at, &["status", "loop", "--format", format, "--today", "2026-12-09"]);
        assert!(!run.out.contains("missing") && !run.out.contains("still empty"), "{}", run.out);
        assert!(run.out.contains("counted") && run.out.contains("Karl"), "{}", run.out);
        assert!(format == "text" || run.out.lines().all(|l| l.chars().count() <= 80), "{}", run.out);
    }
    let card = at.join("loop/scores");
    let copy = fill(at, &blank(at, "zoe", "coding", "petra"), "3", &[]);
    assert!(!copy.is_empty());
    let text = fs::read_to_string(card.join("zoe-01-coding-petra.csv")).unwrap();
    fs::write(card.join("again.csv"), text.replacen(",3,", ",2,", 1)).unwrap();
    let two = status("2026-12-09");
    assert!(two["owed"][0]["why"].as_str().unwrap().contains("2 versions that differ"), "{two:#}");
}

#[test]
fn cards_know_who_they_are() {
    let at = folder();
    let at = at.path();
    let rounds = ["--round", "coding:60:Petra Nováková", "--round", "behavioral:60:Sofía Martín"];
    panelkit(at, &[&["plan", "--role", "backend", "--level", "mid", "-o", "loop"][..], &rounds].concat());
    fs::write(at.join("people.csv"), "name,id\nAna Kovač,1\nZoë Łukasiewicz,2\nCem Yıldız,3\n").unwrap();
    panelkit(at, &["packet", "loop", "--candidates", "people.csv", "--format", "md"]).exits(0);
    let card = blank(at, "ana-kovac", "coding", "petra-novakova");
    let says = |edit: &[(&str, &str)]| {
        fill(at, &card, "3", edit);
        gathered(at)
    };
    for edit in [
        [("candidate", "Kovač, Ana"), ("interviewer", "Petra Nováková")],
        [("candidate", ""), ("interviewer", "")],
        [("candidate", "A. K."), ("interviewer", "P. Novakova")],
        [("candidate", "Anna Kovac"), ("interviewer", "Petra")],
    ] {
        let scores = says(&edit);
        assert_eq!(scores["rows_rejected"], 0, "{edit:?} {:#}", scores["findings"]);
        assert_eq!(scores["records"][0]["candidate"], "Ana Kovač");
        assert_eq!(scores["records"][0]["interviewer"], "Petra Nováková");
        assert!(
            scores["findings"]
                .as_array()
                .unwrap()
                .iter()
                .any(|f| f["code"] == "by-check" || f["code"] == "name-spelling"),
            "{edit:?}"
        );
    }
    for (edit, code) in [
        ([("candidate", "Zoë Łukasiewicz")], "other-card"),
        ([("candidate", "Somebody Else")], "other-card"),
        ([("interviewer", "Karl Weiß")], "unknown-interviewer"),
    ] {
        let scores = says(&edit);
        let codes: Vec<&Value> = scores["findings"].as_array().unwrap().iter().map(|f| &f["code"]).collect();
        assert!(codes.contains(&&Value::from(code)), "{edit:?} {codes:?}");
        assert!(scores["records"].as_array().unwrap().is_empty());
        let came = scores["expected"].as_array().unwrap().iter().filter(|e| e["state"] == "not-counted");
        assert_eq!(came.count(), 1, "{edit:?} {:#}", scores["expected"]);
    }
    // Renamed, by the id; then taken off the list: her card is no error.
    fill(at, &card, "3", &[]);
    fs::write(at.join("people.csv"), "name,id\nAna Novak,1\n").unwrap();
    panelkit(at, &["packet", "loop", "--candidates", "people.csv", "--format", "md"]).exits(0);
    let list = fs::read_to_string(at.join("loop/candidates.csv")).unwrap();
    assert_eq!(list, "name,id,former name\nAna Novak,1,Ana Kovač\nZoë Łukasiewicz,2\nCem Yıldız,3\n");
    assert_eq!(gathered(at)["records"][0]["candidate"], "Ana Novak");
    fs::write(at.join("loop/candidates.csv"), "name,id\nZoë Łukasiewicz,2\n").unwrap();
    let scores = gathered(at);
    assert_eq!(scores["rows_rejected"], 0, "{:#}", scores["findings"]);
    assert!(scores["findings"].as_array().unwrap().iter().all(|f| f["severity"] != "error"));
    assert!(!scores["unlisted"]["records"].as_array().unwrap().is_empty());
}

#[test]
fn somebody_leaves_a_round_for_all_or_for_one() {
    let at = folder();
    let at = at.path();
    let plan = ["plan", "--role", "backend", "--level", "senior", "--round", "technical:60", "-o", "loop"];
    panelkit(at, &plan);
    fs::write(at.join("loop/candidates.csv"), "name\nAna\nBen\n").unwrap();
    panelkit(at, &["assign", "loop", "technical=Mei,Ingrid,Karl", "--shadow", "Eli"]).exits(0);
    panelkit(at, &["packet", "loop", "--format", "md"]).exits(0);
    let of = |candidate: &str| {
        let run = panelkit(at, &["status", "loop", "--format", "json"]);
        let status: Value = serde_json::from_str(&run.out).unwrap();
        let owed = status["owed"].as_array().unwrap().iter().filter(|card| card["candidate"] == candidate);
        let mut names: Vec<&str> = owed.map(|card| card["interviewer"].as_str().unwrap()).collect();
        names.sort_unstable();
        names.join(" ")
    };
    assert_eq!(of("Ana"), "Ingrid Karl Mei");
    let run = panelkit(at, &["assign", "loop", "technical", "--remove", "Karl"]).exits(0);
    assert!(run.err.contains("throw it and its packet away"), "{}", run.err);
    assert_eq!((of("Ana"), of("Ben")), ("Ingrid Mei".to_owned(), "Ingrid Mei".to_owned()));
    panelkit(at, &["assign", "loop", "technical", "--remove", "Ingrid", "--candidate", "Ana"]).exits(0);
    assert_eq!((of("Ana"), of("Ben")), ("Mei".to_owned(), "Ingrid Mei".to_owned()));
    panelkit(at, &["assign", "loop", "technical", "--remove", "Eli"]).exits(0);
    let schedule = fs::read_to_string(at.join("loop/schedule.csv")).unwrap();
    assert!(!schedule.contains("Eli") && !schedule.contains("Karl"), "{schedule}");
    let run = panelkit(at, &["assign", "loop", "technical", "--remove", "Ingrit"]).exits(2);
    assert!(run.err.contains("Ingrit has no part in the round"), "{}", run.err);
    assert!(run.err.contains("did you mean Ingrid?"), "{}", run.err);
    let run = panelkit(at, &["assign", "loop", "technical=Mei"]).exits(0);
    assert!(run.err.contains("says so already"), "{}", run.err);
}
