//! What candidates are told: in words that give nothing away, with nobody's name in them but theirs.

use super::{files, folder, panelkit};
use panelkit::bank::Bank;
use panelkit::text::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// So many words in a row give a text away.
const RUN: usize = 6;

fn runs(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.windows(RUN).map(|run| run.join(" ")).collect()
}

/// Every run of words in an ask, a rubric, a hint or a sample of the bank, with its question.
fn guarded(bank: &Bank) -> BTreeMap<String, &str> {
    let mut all = BTreeMap::new();
    for q in &bank.questions {
        let mut texts: Vec<&str> = vec![&q.ask, &q.why, &q.sample.strong, &q.sample.weak, &q.sample.because];
        texts.extend(q.strong.iter().chain(&q.weak).chain(&q.hints).map(|t| &**t));
        texts.extend(q.probes.iter().flat_map(|p| [&*p.ask, &*p.listen]));
        texts.extend(q.ladder.0.iter().map(|rung| &*rung.text));
        texts.extend(q.answers.iter().flat_map(|a| [&*a.text, &*a.because]));
        for text in texts {
            all.extend(runs(text).into_iter().map(|run| (run, q.id.as_str())));
        }
    }
    all
}

/// The candidates' files of a loop.
fn letters(at: &Path) -> Vec<(String, String)> {
    let texts = files(&at.join("letters")).into_iter();
    let texts = texts.filter(|(path, _)| path.extension().is_some_and(|e| e == "txt"));
    texts
        .map(|(path, bytes)| (path.to_string_lossy().replace('\\', "/"), String::from_utf8(bytes).unwrap()))
        .collect()
}

#[test]
fn nothing_that_a_candidate_gets_gives_a_question_away() {
    let bank = Bank::load(None).unwrap();
    let guarded = guarded(&bank);
    assert!(guarded.len() > 100_000, "{}", guarded.len());
    let at = folder();
    let mut leaks = BTreeSet::new();
    let mut seen = 0;
    for role in &bank.roles {
        let args = ["plan", "--role", &role.id, "--level", "senior", "-o", &role.id];
        let planned = panelkit(at.path(), &args);
        assert!(matches!(planned.code, Some(0 | 1)), "{}: {}", role.id, planned.err);
        let home = at.path().join(&role.id);
        fs::write(home.join("candidates.csv"), "name\nAna Kovač\n").unwrap();
        panelkit(at.path(), &["brief", &role.id, "--format", "txt"]).exits(0);
        for letter in ["invitation", "thanks"] {
            panelkit(at.path(), &["letter", &role.id, letter]).exits(0);
        }
        let asked = panelkit(at.path(), &["questions", &role.id]).exits(0);
        assert!(asked.out.contains("In this role\n"), "{}: {}", role.id, asked.out);
        let letters = letters(&home);
        assert_eq!(letters.len(), 3, "{}", role.id);
        for (name, text) in letters {
            assert!(text.contains("Ana Kovač"), "{name}");
            if name.ends_with("brief.txt") {
                let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
                assert_eq!(line.matches("Which question is asked most often in").count(), 1, "{}", role.id);
            }
            for run in runs(&text) {
                seen += 1;
                leaks.extend(guarded.get(&run).map(|q| format!("{name}: `{run}` of {q}")));
            }
        }
    }
    for feedback in &bank.feedback {
        let f = feedback;
        for text in [&f.below, &f.towards, &f.solid, &f.further, &f.beyond] {
            leaks.extend(runs(text).iter().filter_map(|run| {
                guarded.get(run).map(|q| format!("feedback on {}: `{run}` of {q}", f.competency))
            }));
        }
    }
    assert!(seen > 10_000);
    assert!(leaks.is_empty(), "{leaks:#?}");
}

#[test]
fn every_competency_has_words_for_feedback() {
    let bank = Bank::load(None).unwrap();
    let named: BTreeSet<&str> = bank.feedback.iter().map(|f| f.competency.as_str()).collect();
    let all: BTreeSet<&str> = bank.competencies.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(named, all);
    assert_eq!(bank.feedback.len(), all.len());
}

#[test]
fn a_candidates_letters_name_nobody_else_unless_that_is_wished() {
    let at = folder();
    panelkit(at.path(), &["demo", "-o", "demo", "-q"]);
    let decide = ["decide", "demo", "--candidate", "Ana Kovač", "--decision", "no", "--by", "Mia Berg"];
    let reason = ["--reason", "Leadership is below what the job needs", "--partial"];
    let early = panelkit(at.path(), &["feedback", "demo", "--candidate", "Ana Kovač"]).exits(2);
    assert!(early.err.contains("nothing is decided about Ana Kovač yet"), "{}", early.err);
    let early =
        panelkit(at.path(), &["letter", "demo", "not-this-time", "--candidate", "Ana Kovač"]).exits(2);
    assert!(early.err.contains("it isn't decided that Ana Kovač is not taken on"), "{}", early.err);
    panelkit(at.path(), &["brief", "demo", "--format", "txt"]).exits(0);
    panelkit(at.path(), &["letter", "demo", "invitation"]).exits(0);
    panelkit(at.path(), &[&decide[..], &reason[..]].concat());
    panelkit(at.path(), &["feedback", "demo", "--candidate", "Ana Kovač", "--quotes"]);
    panelkit(at.path(), &["letter", "demo", "not-this-time"]).exits(0);
    let people = ["José", "Mei-Ling", "Petra", "Tomasz", "Sofía", "Ana", "Zoë", "Γιάννης", "Mia"];
    let written = letters(&at.path().join("demo"));
    assert_eq!(written.len(), 8);
    for (name, text) in &written {
        let own = people.iter().find(|p| text.contains(&format!("Dear {p} "))).expect("whom it is for");
        for other in people.iter().filter(|p| *p != own) {
            assert!(!text.contains(other), "{name} names {other}: {text}");
        }
    }
    let (_, feedback) = written.iter().find(|(name, _)| name.ends_with("feedback.txt")).unwrap();
    for part in ["What you showed", "Where we had hoped for more", "Leadership.", "From our notes"] {
        assert!(feedback.contains(part), "{part}: {feedback}");
    }
    // A letter that somebody has edited stays.
    let file = at.path().join("demo/letters/ana-kovac/feedback.md");
    fs::write(&file, "edited").unwrap();
    panelkit(at.path(), &["feedback", "demo", "--candidate", "Ana Kovač"]).exits(2);
    assert_eq!(fs::read_to_string(&file).unwrap(), "edited");
    panelkit(at.path(), &["brief", "demo", "--candidate", "Ana Kovač", "--names", "--format", "txt"])
        .exits(0);
    let (_, brief) =
        letters(&at.path().join("demo")).into_iter().find(|(n, _)| n.ends_with("brief.txt")).unwrap();
    assert!(brief.contains("With: José Ångström"), "{brief}");
    // What is written about somebody goes with them.
    panelkit(at.path(), &["purge", "demo", "--candidate", "Ana Kovač"]);
    assert!(!at.path().join("demo/letters/ana-kovac").exists());
}
