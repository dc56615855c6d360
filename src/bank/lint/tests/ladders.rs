//! What is found of rungs, probes, hints, keywords, titles and words.

use super::{GOOD, NAME, found, line, with};

#[test]
fn rungs_differ_in_kind() {
    let mut text = GOOD.to_owned();
    for (rung, much) in [("poor", "poor"), ("short", "some"), ("mid", "good"), ("senior", "excellent")] {
        let old = GOOD.lines().find(|l| l.starts_with(&format!("{rung} = "))).unwrap();
        let new =
            format!("{rung} = \"The candidate has {much} knowledge of indexes and of how they are built.\"");
        text = text.replace(old, &new);
    }
    let got = found(&[(NAME, &text)]);
    assert_eq!(got.iter().filter(|g| g.starts_with("same-rung")).count(), 6, "{got:?}");
}

#[test]
fn rungs_hold_whether_or_not_something_was_asked() {
    let part = "Nothing is measured before, nobody watches";
    for (bad, code) in [
        ("Nothing is measured unasked, nobody watches", "rung-unasked"),
        ("Nothing is measured before that is suggested, unless asked", "rung-unasked"),
        ("Nothing is measured before a hint, nobody watches", "rung-help"),
        ("As 3, and nobody watches while it is being built", "rung-refers"),
        ("A superficial measure comes before, and nobody watches", "rung-judgement"),
    ] {
        let got = with(part, bad);
        assert!(got.len() == 1 && got[0].starts_with(code), "{bad}: {got:?}");
    }
    for good in [
        "Nothing is measured before, and an index hint is all that is tried",
        "Nothing is measured, and they weigh as 9,000 rows, the same and no more, on their own machine",
        "Nothing is measured; the probe of the load balancer and a reminder by mail are all that there is",
    ] {
        assert!(with(part, good).is_empty(), "{:?}", with(part, good));
    }
    let got = with("Asks how large the table is", "Asks unprompted how large the table is");
    assert_eq!(got, [format!("rung-unasked {} unprompted", line("Asks how large"))]);
}

#[test]
fn a_ladder_has_the_rungs_of_its_levels() {
    let rung = GOOD.lines().find(|l| l.starts_with("senior = ")).unwrap();
    assert_eq!(with(&format!("{rung}\n"), "").len(), 1);
    let got = with("\nsenior = ", "\nsenoir = ");
    assert!(got.len() == 1 && got[0].starts_with("unknown-field"), "{got:?}");
    let got = with("levels = [\"mid\", \"senior\", \"staff\"]", "levels = [\"mid\", \"senior\"]");
    assert!(got.len() == 1 && got[0].contains("staff"), "{got:?}");
}

#[test]
fn one_thing_is_asked_of_one_rung() {
    let got = with(
        "Sets the index beside a changed query",
        "Keeps build, release of the code and check apart beside a changed query",
    );
    assert!(got.len() == 1 && got[0].starts_with("rung-repeats"), "{got:?}");
}

#[test]
fn a_probe_gives_no_rung_away() {
    let probe = "It is in, and the query is still slow. Where do you look?";
    let got = with(probe, "Which migration check or budget for locks would the next team get from it?");
    assert!(got.len() == 1 && got[0].starts_with("probe-repeats-rung"), "{got:?}");
}

#[test]
fn hints_belong_to_tasks() {
    let hints = GOOD.lines().find(|l| l.starts_with("hints = ")).unwrap();
    let without = GOOD.replace(&format!("{hints}\n"), "");
    assert!(found(&[(NAME, &without)]).is_empty());
    let task = without.replace("kind = \"technical\"", "kind = \"debugging\"");
    assert_eq!(found(&[(NAME, &task)]), [format!("no-hint {} \"debugging\"", line("kind ="))]);
    let answer = "hints = [\"Could you read the query plan before proposing the index, and says which column comes first?\"]";
    let got = with(hints, answer);
    assert!(got.iter().any(|g| g.starts_with("hint-answers")), "{got:?}");
    let many = "hints = [\"Who writes at that moment?\", \"Who reads at that moment?\", \"Who waits at that moment?\"]";
    let got = with(hints, many);
    assert!(got.len() == 1 && got[0].starts_with("too-many"), "{got:?}");
}

#[test]
fn keywords_are_names_to_search_for() {
    let keywords = GOOD.lines().find(|l| l.starts_with("keywords = ")).unwrap();
    for (bad, code) in [
        ("keywords = []", "no-keywords 1"),
        ("keywords = [\"lock\"]", "too-few"),
        ("keywords = [\"index\", \"busy table\"]", "no-keywords"),
        ("keywords = [\"lock\", \"what one does to get an index in\"]", "too-long"),
    ] {
        let got = with(keywords, bad);
        assert!(got.len() == 1 && got[0].starts_with(code), "{bad}: {got:?}");
    }
}

#[test]
fn a_title_says_the_subject() {
    let got = with("Adding an index to a busy table", "Past the second factor");
    assert!(got.len() == 1 && got[0].starts_with("title-apart 1"), "{got:?}");
}

#[test]
fn a_technical_question_asks_for_the_own_case() {
    let got = with(
        "Which change other than an index would you have looked at?",
        "Which change other than an index is there?",
    );
    assert!(got.len() == 1 && got[0].starts_with("no-own-case"), "{got:?}");
}

#[test]
fn there_is_time_for_every_probe() {
    let got = with("minutes = 12", "minutes = 7");
    assert_eq!(got, [format!("few-minutes {} 7", line("minutes ="))]);
    assert!(with("minutes = 12", "minutes = 8").is_empty());
}

#[test]
fn what_an_upgrade_left_to_write_is_listed() {
    let got = with("[ladder]", "# To write: the rung for staff.\n[ladder]");
    assert_eq!(got, [format!("unfinished {} # To write:", line("[ladder]"))]);
}

#[test]
fn there_is_one_english() {
    let why = "Anyone can name the index.";
    for (bad, expected) in [
        ("The answer tells whether it is named.", vec!["phrase 3 The answer"]),
        ("Naming it tells whether it is known.", vec!["phrase 3 tells whether"]),
        (
            "Ten percent organize it by color.",
            vec!["phrase 3 percent", "american-spelling 3 organize", "american-spelling 3 color"],
        ),
        (
            "Its size is a prize, and a catalogue of colours; `synchronized`, AddressSanitizer and ANALYZE are code.",
            vec![],
        ),
    ] {
        assert_eq!(with(why, bad), expected, "{bad}");
    }
}
