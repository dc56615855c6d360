//! Each row of `question-bank/topics.csv` has its place in the bank.

use panelkit::bank::{Bank, Topic};
use std::collections::BTreeSet;

/// Whether some entry of `lists` names the topic.
fn named<'a>(topic: &Topic, lists: impl IntoIterator<Item = &'a Vec<String>>) -> bool {
    lists.into_iter().any(|list| list.contains(&topic.topic))
}

/// Where a topic of this kind has to be, and whether it is there; none for a kind that has no place.
fn place(bank: &Bank, topic: &Topic) -> Option<(&'static str, bool)> {
    let expectations = || bank.levels.iter().flat_map(|l| &l.expectations);
    Some(match topic.kind.as_str() {
        "question" | "stack-emphasis" => {
            ("the topics of a question", named(topic, bank.questions.iter().map(|q| &q.topics)))
        }
        "competency" => ("competencies.toml", named(topic, bank.competencies.iter().map(|c| &c.topics))),
        "red-flag" => ("red-flags.toml", named(topic, bank.red_flags.iter().map(|f| &f.topics))),
        "framework" => ("frameworks.toml", named(topic, bank.frameworks.iter().map(|f| &f.topics))),
        "round" => ("rounds.toml", named(topic, bank.rounds.iter().map(|r| &r.topics))),
        "level-expectation" => ("levels.toml", named(topic, expectations().map(|e| &e.topics))),
        "candidate-question" => {
            ("candidate-questions.toml", named(topic, bank.candidate_questions.iter().map(|q| &q.topics)))
        }
        "candidate-briefing" => {
            ("briefing.toml, item", named(topic, bank.briefing.item.iter().map(|i| &i.topics)))
        }
        "candidate-faq" => ("briefing.toml, faq", named(topic, bank.briefing.faq.iter().map(|f| &f.topics))),
        "process" => {
            ("conduct.toml, practice", named(topic, bank.conduct.practice.iter().map(|p| &p.topics)))
        }
        _ => return None,
    })
}

/// Every topic that a question or a catalogue names, with its place.
fn all_named(bank: &Bank) -> Vec<(String, &String)> {
    let mut all = Vec::new();
    for q in &bank.questions {
        all.extend(q.topics.iter().map(|t| (format!("question {}", q.id), t)));
    }
    let catalogues = [
        bank.competencies.iter().flat_map(|c| &c.topics).collect::<Vec<_>>(),
        bank.red_flags.iter().flat_map(|f| &f.topics).collect(),
        bank.frameworks.iter().flat_map(|f| &f.topics).collect(),
        bank.rounds.iter().flat_map(|r| &r.topics).collect(),
        bank.levels.iter().flat_map(|l| &l.expectations).flat_map(|e| &e.topics).collect(),
        bank.candidate_questions.iter().flat_map(|q| &q.topics).collect(),
        bank.briefing.item.iter().flat_map(|i| &i.topics).collect(),
        bank.briefing.faq.iter().flat_map(|f| &f.topics).collect(),
        bank.conduct.practice.iter().flat_map(|p| &p.topics).collect(),
    ];
    all.extend(catalogues.into_iter().flatten().map(|t| ("a catalogue".to_owned(), t)));
    all
}

#[test]
fn every_topic_has_its_place() {
    let bank = Bank::load(None).unwrap();
    assert_eq!(bank.topics.len(), 340, "the list of topics is whole");
    let homeless: Vec<String> = bank
        .topics
        .iter()
        .filter_map(|t| match place(&bank, t) {
            Some((_, true)) => None,
            Some((wanted, false)) => Some(format!("{} is not covered: add it to {wanted}", t.topic)),
            None => Some(format!("{} is of the kind {}, which has no place", t.topic, t.kind)),
        })
        .collect();
    assert!(homeless.is_empty(), "{}", homeless.join("\n"));
}

#[test]
fn a_topic_that_is_nowhere_is_noticed() {
    let bank = Bank::load(None).unwrap();
    for kind in bank.topics.iter().map(|t| t.kind.clone()).collect::<BTreeSet<_>>() {
        let missing = Topic { topic: "no-such-topic".into(), kind, ..bank.topics[0].clone() };
        assert!(place(&bank, &missing).is_some_and(|(_, there)| !there), "{}", missing.kind);
    }
}

#[test]
fn no_topic_is_named_that_the_list_lacks() {
    let bank = Bank::load(None).unwrap();
    let listed: BTreeSet<&str> = bank.topics.iter().map(|t| t.topic.as_str()).collect();
    let unknown: Vec<String> = all_named(&bank)
        .into_iter()
        .filter(|(_, t)| !listed.contains(t.as_str()))
        .map(|(place, t)| format!("{place} names {t}"))
        .collect();
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}
