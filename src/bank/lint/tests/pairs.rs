//! What is found of a question beside others, and beside the catalogues.

use super::{GOOD, NAME, found, with};
use crate::bank::{Bank, lint};

#[test]
fn nothing_is_found_that_only_follows_from_a_mistake_in_a_catalogue() {
    // Every eighth question has all kinds of links to the catalogues.
    let bank = || -> Vec<_> {
        let files = Bank::files(None).unwrap().into_iter().enumerate();
        files.filter(|(i, f)| i % 8 == 0 || !f.name.starts_with("questions/")).map(|(_, f)| f).collect()
    };
    let usual: Vec<String> = lint(&bank()).iter().map(ToString::to_string).collect();
    for (name, from, to) in [
        ("levels.toml", "[[level]]", "[[levle]]"),
        ("levels.toml", "id = \"junior\"", "id = = \"junior\""),
        ("frameworks.toml", "topics = ", "topcs = "),
        ("frameworks.toml", "id = \"star\"", "idd = \"star\""),
        ("scale.toml", "low = 1", "low = -1"),
        ("topics.csv", "\n", "\n\"open\n"),
    ] {
        let mut files = bank();
        let file = files.iter_mut().find(|f| f.name == name).unwrap();
        file.text = file.text.replacen(from, to, 1);
        let mut found: Vec<String> = lint(&files).iter().map(ToString::to_string).collect();
        found.retain(|f| !usual.contains(f));
        assert_eq!(found.len(), 1, "{name}: {from} -> {to}: {:#?}", &found[..found.len().min(5)]);
        assert!(found[0].contains(name), "{found:?}");
    }
}

#[test]
fn twins_are_found() {
    let other = "questions/databases/index-that-stayed.toml";
    let got = found(&[(NAME, GOOD), (other, GOOD)]);
    assert!(got.iter().any(|g| g.starts_with("near-duplicate 2")), "{got:?}");
    assert!(got.iter().any(|g| g.starts_with("pasted")), "{got:?}");

    let ask = GOOD.lines().find(|l| l.starts_with("ask")).unwrap();
    let new_ask = "ask = \"A colleague's migration has hung since noon, and orders pile up behind it; tell me what you do.\"";
    let near = GOOD.replace(ask, new_ask).replace("\"index-rollout\"", "\"index-rollouts\"");
    let got = found(&[(NAME, GOOD), (other, &near)]);
    assert!(got.iter().any(|g| g.starts_with("subject-twin")), "{got:?}");
    let far = near.replace("\"index-rollouts\"", "\"stuck-migration\"");
    let got = found(&[(NAME, GOOD), (other, &far)]);
    assert!(got.iter().any(|g| g.starts_with("same-matter")), "{got:?}");
    assert!(!got.iter().any(|g| g.starts_with("subject-twin")), "{got:?}");
}

#[test]
fn subjects_differ_by_more_than_an_ending() {
    let other = "questions/databases/limits.toml";
    let a = GOOD.replace("\"index-rollout\"", "\"rate-limit\"");
    let b = GOOD.replace("\"index-rollout\"", "\"rate-limiting\"");
    let got = found(&[(NAME, &a), (other, &b)]);
    assert_eq!(got.iter().filter(|g| g.starts_with("subject-twin")).count(), 1, "{got:?}");
}

#[test]
fn frameworks_are_used_or_asked_for() {
    let text = "[[framework]]\nid = \"safe-migration-steps\"\ntitle = \"A\"\nwhat = \"B\"\nsteps = []\n\
                [[framework]]\nid = \"idle\"\ntitle = \"A\"\nwhat = \"B\"\nsteps = []\n";
    assert_eq!(found(&[(NAME, GOOD), ("frameworks.toml", text)]), ["unused-framework 7 \"idle\""]);
    let got = with("framework = \"safe-migration-steps\"", "framework = \"safe-migrations\"");
    assert!(got.len() == 1 && got[0].starts_with("unknown-name"), "{got:?}");
}
