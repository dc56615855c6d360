//! The debrief page: all evidence is in it, and no sentence contradicts a pair.

use super::panelkit;
use panelkit::bank::Bank;
use panelkit::compare::{AgendaTopic, Comparison, Options, Verdict, compare};
use panelkit::gather::{CardProgress, Expected, FORMAT, Record, Scores};
use panelkit::opening::Part;
use panelkit::plan::{Plan, Request, choose};
use panelkit::report::{report, write_page};
use rand::{RngExt, SeedableRng, rngs::ChaCha12Rng};
use std::fs;
use std::process::Command;

#[test]
fn each_cell_of_evidence_is_in_each_format() {
    let at = tempfile::tempdir().unwrap();
    panelkit(at.path(), &["demo", "-o", "demo", "-q"]);
    let mut tokens = Vec::new();
    for entry in fs::read_dir(at.path().join("demo/scores")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let mut rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let mut out = csv::Writer::from_writer(Vec::new());
        let mut evidence = None;
        for row in rows.records() {
            let mut cells: Vec<String> = row.unwrap().iter().map(str::to_owned).collect();
            match evidence {
                None => evidence = cells.iter().position(|c| c == "evidence"),
                Some(column) => {
                    let token = format!("zq{:04}x", tokens.len());
                    cells[column] = format!("Said {token} of it");
                    tokens.push(token);
                }
            }
            out.write_record(&cells).unwrap();
        }
        fs::write(&path, out.into_inner().unwrap()).unwrap();
    }
    assert!(tokens.len() > 40, "{}", tokens.len());
    let has_pdftotext = Command::new("pdftotext").arg("-v").output().is_ok();
    for format in ["md", "html", "json", "pdf"] {
        let file = format!("out.{format}");
        panelkit(at.path(), &["compare", "demo", "--format", format, "-o", &file]);
        let path = at.path().join(&file);
        let text = if format == "pdf" {
            if !has_pdftotext {
                println!("pdftotext is missing: the PDF isn't looked at");
                continue;
            }
            let run = Command::new("pdftotext").arg(&path).arg("-").output().unwrap();
            String::from_utf8(run.stdout).unwrap()
        } else {
            fs::read_to_string(&path).unwrap()
        };
        let lost: Vec<&String> = tokens.iter().filter(|t| !text.contains(t.as_str())).collect();
        assert!(lost.is_empty(), "{format} lacks {} of {}: {lost:?}", lost.len(), tokens.len());
    }
    // In a view of totals there is none of them.
    panelkit(at.path(), &["compare", "demo", "--totals-only", "--format", "json", "-o", "totals.json"]);
    let totals = fs::read_to_string(at.path().join("totals.json")).unwrap();
    assert!(tokens.iter().all(|t| !totals.contains(t.as_str())));
}

fn plan() -> Plan {
    let request = Request {
        role: "backend".into(),
        level: "senior".into(),
        loop_name: "onsite".into(),
        ..Request::default()
    };
    let mut plan = choose(&Bank::load(None).unwrap(), &request).unwrap().value;
    plan.coverage.retain(|c| !c.questions.is_empty());
    plan.coverage.truncate(3);
    for c in &mut plan.coverage {
        c.weight = 1.0 / 3.0;
    }
    plan
}

fn name(i: usize) -> String {
    format!("Person{}", char::from(b'A' + i as u8))
}

/// A panel of 3 to 12 candidates, in which some meet others than the rest, and some questions are left out.
fn panel(plan: &Plan, random: &mut ChaCha12Rng) -> Scores {
    let mut uniform = || -> f64 { random.random() };
    let candidates = 3 + (uniform() * 10.0) as usize;
    let pool = 3 + (uniform() * 5.0) as usize;
    let crossed = uniform() < 0.4;
    let mut scores = Scores {
        format: FORMAT,
        plan: plan.id.clone(),
        candidates: (0..candidates).map(name).collect(),
        ..Scores::default()
    };
    for i in 0..candidates {
        let mean = 1.0 + 3.0 * uniform();
        let left_out = (uniform() * 20.0) as usize;
        for rater in 0..pool {
            if !crossed && uniform() < 0.35 {
                continue;
            }
            let interviewer = format!("Rater{rater}");
            for (k, c) in plan.coverage.iter().enumerate() {
                if uniform() < 0.05 || k == left_out {
                    continue;
                }
                let score = (mean + (uniform() - 0.5) * 2.0).round().clamp(1.0, 4.0);
                scores.records.push(Record {
                    candidate: name(i).into(),
                    interviewer: interviewer.as_str().into(),
                    round: "technical".into(),
                    question: c.questions[0].as_str().into(),
                    competency: c.competency.as_str().into(),
                    score: Some(score),
                    evidence: "said so".into(),
                    hint: false,
                    held: None,
                    file: "simulated".into(),
                    line: 1,
                });
            }
            scores.expected.push(Expected {
                candidate: name(i),
                round: "technical".into(),
                interviewer,
                part: Part::Lead,
                state: if uniform() < 0.02 { CardProgress::Missing } else { CardProgress::Complete },
                why: None,
                days_late: None,
            });
        }
    }
    scores
}

/// What is known of two people, the first of them above the second where they are told apart.
fn verdict(c: &Comparison, a: &str, b: &str) -> (Verdict, f64) {
    let pair = c.pairs.iter().find(|p| (p.a == a && p.b == b) || (p.a == b && p.b == a));
    let pair = pair.unwrap_or_else(|| panic!("no pair of {a} and {b}"));
    let difference = pair.difference.unwrap_or_default();
    (pair.verdict, if pair.a == a { difference } else { -difference })
}

fn names(list: &str) -> Vec<&str> {
    list.split(", ")
        .flat_map(|part| part.split(" and "))
        .map(|n| n.trim_start_matches("and ").trim())
        .filter(|n| !n.is_empty())
        .collect()
}

/// Checks what a sentence says of pairs; returns of how many.
fn check(c: &Comparison, sentence: &str) -> usize {
    let told = |v: Verdict| v == Verdict::Apart;
    if let Some((counts, _)) = sentence.split_once(" pairs ").filter(|(n, _)| n.contains(" of ")) {
        let (apart, all) = counts.split_once(" of ").unwrap();
        let found = c.pairs.iter().filter(|p| told(p.verdict)).count();
        assert_eq!((apart.parse(), all.parse()), (Ok(found), Ok(c.pairs.len())), "{sentence}");
        return 0;
    }
    if let Some((ahead, rest)) = sentence.split_once(" is rated ") {
        let behind = rest.split_once(" above ").unwrap().1.split(',').next().unwrap();
        let (verdict, difference) = verdict(c, ahead, behind);
        assert!(told(verdict) && difference > 0.0, "{sentence}");
        return 1;
    }
    if let Some((both, rest)) = sentence.split_once(" aren't told apart: ") {
        let [a, b] = names(both)[..] else { panic!("{sentence}") };
        let (found, difference) = verdict(c, a, b);
        assert_eq!(found, Verdict::NotApart, "{sentence}");
        if let Some((ahead, _)) = rest.split_once(" is ").filter(|(n, _)| n.starts_with("Person")) {
            assert!((ahead == a) == (difference > 0.0), "{sentence}");
        }
        return 1;
    }
    if let Some((both, _)) = sentence.split_once(" can't be compared: ") {
        let [a, b] = names(both)[..] else { panic!("{sentence}") };
        assert!(matches!(verdict(c, a, b).0, Verdict::NoInterval | Verdict::NoneShared), "{sentence}");
        return 1;
    }
    let Some((who, lists)) = sentence.split_once(": ").filter(|(w, _)| w.starts_with("Person")) else {
        return 0;
    };
    let mut checked = 0;
    for list in lists.trim_end_matches('.').split("; ") {
        for (words, wanted) in
            [("rated above ", Some(true)), ("rated below ", Some(false)), ("not told apart from ", None)]
        {
            for other in list.strip_prefix(words).map(names).unwrap_or_default() {
                let (found, difference) = verdict(c, who, other);
                match wanted {
                    Some(above) => assert!(told(found) && (difference > 0.0) == above, "{sentence}"),
                    None => assert_eq!(found, Verdict::NotApart, "{sentence}"),
                }
                checked += 1;
            }
        }
    }
    checked
}

/// Checks the names of the topic on the closest decision; returns how many there are.
fn check_topic(c: &Comparison, topic: &AgendaTopic) -> usize {
    let Some((_, list)) = topic.text.split_once("not told apart from ") else { return 0 };
    let named: Vec<&str> = names(list).into_iter().filter(|n| n.starts_with("Person")).collect();
    for other in &named {
        assert_eq!(verdict(c, &topic.candidate, other).0, Verdict::NotApart, "{topic:?}");
    }
    named.len()
}

#[test]
fn no_sentence_contradicts_a_pair() {
    let plan = plan();
    let mut random = ChaCha12Rng::seed_from_u64(26);
    let (mut pairs, mut checked, mut apart, mut partial, mut close) = (0, 0, 0, 0, 0);
    for _ in 0..500 {
        let scores = panel(&plan, &mut random);
        let c = compare(&plan, &scores, Options::default());
        let view = report(&plan, &c, false);
        pairs += c.pairs.len();
        apart += c.pairs.iter().filter(|p| p.verdict == Verdict::Apart).count();
        partial +=
            c.candidates.iter().filter(|k| k.overall.mean.is_some() && k.overall.covered < 1.0).count();
        checked += view.apart.iter().map(|s| check(&c, s)).sum::<usize>();
        close += c.agenda.iter().map(|t| check_topic(&c, t)).sum::<usize>();
        // Each pair has a low below its high, and zero in between where it isn't told apart.
        for p in &c.pairs {
            if let (Some(low), Some(high)) = (p.low, p.high) {
                assert!(low < high, "{p:?}");
                assert_eq!(low > 0.0 || high < 0.0, p.verdict == Verdict::Apart, "{p:?}");
            }
        }
        let page = write_page(&plan, &c, &view, "");
        for text in ["can't separate", "One group", "failed"] {
            assert!(!page.contains(text), "{text}");
        }
        // The sentences of the matrix, and its cells.
        for title in page.split(" title=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            check(&c, &title.replace("&#39;", "'").replace("&#x27;", "'"));
        }
        let filled = page.matches("<td class=\"above\"").count();
        let told = c.pairs.iter().filter(|p| p.verdict == Verdict::Apart).count();
        assert_eq!(filled, if c.pairs.len() > 1 { told } else { 0 });
    }
    assert!(checked >= pairs && apart > 500 && partial > 50, "{pairs} {checked} {apart} {partial}");
    assert!(close > 500, "{close}");
}

/// A normal deviate (Box and Muller 1958).
fn normal(random: &mut ChaCha12Rng) -> f64 {
    let (u, v): (f64, f64) = (random.random(), random.random());
    (-2.0 * (1.0 - u).ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

/// `cargo bench --bench coverage` has the whole table; this holds the one design that a mistake in the model would show in.
#[test]
fn intervals_of_a_panel_that_is_not_crossed_hold_the_truth() {
    let plan = plan();
    let mut random = ChaCha12Rng::seed_from_u64(1203);
    let (mut held, mut all) = (0_usize, 0_usize);
    for _ in 0..150 {
        let truth: Vec<f64> = (0..6).map(|_| 2.5 + 0.6 * normal(&mut random)).collect();
        let severity: Vec<f64> = (0..6).map(|_| 0.5 * normal(&mut random)).collect();
        let mut scores = Scores {
            format: FORMAT,
            plan: plan.id.clone(),
            candidates: (0..6).map(name).collect(),
            ..Scores::default()
        };
        for (i, mean) in truth.iter().enumerate() {
            // Four of six interviewers, others for each.
            for rater in (0..4).map(|k| (i + k * k) % 6) {
                let own = 0.4 * normal(&mut random);
                for c in &plan.coverage {
                    scores.records.push(Record {
                        candidate: name(i).into(),
                        interviewer: format!("Rater{rater}").into(),
                        round: "technical".into(),
                        question: c.questions[0].as_str().into(),
                        competency: c.competency.as_str().into(),
                        score: Some(mean + severity[rater] + own + 0.3 * normal(&mut random)),
                        evidence: "said so".into(),
                        hint: false,
                        held: None,
                        file: "simulated".into(),
                        line: 1,
                    });
                }
            }
        }
        let c = compare(&plan, &scores, Options::default());
        assert!(!c.panel.crossed);
        for p in &c.pairs {
            let at = |who: &str| scores.candidates.iter().position(|n| n == who).unwrap();
            let difference = truth[at(&p.a)] - truth[at(&p.b)];
            all += 1;
            held += usize::from((p.low.unwrap()..=p.high.unwrap()).contains(&difference));
        }
    }
    let share = held as f64 / all as f64;
    assert!((0.925..=0.975).contains(&share), "{held} of {all}");
}
