//! One rating rule, one rule for assistants and the words around the questions: what interviewers hold says them.

use super::{folder, panelkit};
use std::fs;
use std::path::Path;

/// The Markdown packet of the first round of a plan made with `args`, for somebody called Amara Obi.
fn packet(at: &Path, args: &[&str]) -> String {
    let plan = [&["plan", "--role", "mobile", "--level", "senior", "-o", "loop", "-q"][..], args].concat();
    assert!(panelkit(at, &plan).code.is_some_and(|code| code < 2));
    panelkit(at, &["packet", "loop", "--candidate", "Amara Obi", "--format", "md", "-q"]).exits(0);
    let folder = at.join("loop/packets/amara-obi");
    let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| !path.to_string_lossy().contains("/candidate-"));
    names.sort();
    fs::read_to_string(&names[0]).unwrap()
}

/// The words to say of a packet, one after the other.
fn said(packet: &str) -> String {
    packet.lines().filter_map(|line| line.strip_prefix("> ")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_packet_says_the_rating_rule_where_it_is_needed() {
    let at = folder();
    let text = packet(at.path(), &["--round", "debugging:60", "--keep", "sync-says-locked@debugging"]);
    let place = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part} isn't in\n{text}"));
    let question = place(". Database is locked");
    let own = &text[question..];
    let probes = own.find("Ask each of these, in this order, unless it has been answered").unwrap();
    let hints = own.find("Only if they are stuck, word for word; then the rating is at most Solid").unwrap();
    let tick = own.find("<!-- tick: sync-says-locked hint -->").unwrap();
    let rating = own.find("Rating: Solid is what is expected of a senior mobile engineer").unwrap();
    assert!(probes < hints && hints < rating && rating < tick, "{own}");
    assert!(text.contains("To look up: SQLITE\\_BUSY") || text.contains("To look up: SQLITE_BUSY"), "{text}");
    place("Give a hint only to somebody who is stuck");
    place("The highest one that the answer shows in substance counts");
}

#[test]
fn a_hint_comes_back_from_the_blank_scorecard() {
    let at = folder();
    packet(at.path(), &["--round", "debugging:60", "--keep", "sync-says-locked@debugging"]);
    let card = fs::read_to_string(at.path().join("loop/scorecards/amara-obi-01-debugging.csv")).unwrap();
    fs::create_dir(at.path().join("loop/scores")).unwrap();
    let fill = |line: &str| match line.rsplit_once(",,,,,") {
        Some((before, check)) if line.contains(",overall,") => format!("{before},yes,said so,,,{check}"),
        Some((before, check)) if line.contains(",sync-says-locked,") => {
            format!("{before},4,said so,yes,,{check}")
        }
        Some((before, check)) => format!("{before},4,said so,,,{check}"),
        None => line.to_owned(),
    };
    let filled: Vec<String> = card.lines().map(fill).collect();
    fs::write(at.path().join("loop/scores/a.csv"), filled.join("\n")).unwrap();
    let run = panelkit(at.path(), &["gather", "loop", "--format", "json"]).exits(1);
    let scores: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    for record in scores["records"].as_array().unwrap() {
        assert_eq!(record["hint"], record["question"] == "sync-says-locked", "{record}");
    }
    let found: Vec<_> =
        scores["findings"].as_array().unwrap().iter().filter(|f| f["code"] == "above-hint").collect();
    assert_eq!(found.len(), 1, "{scores}");
    assert!(
        found[0]["message"].as_str().unwrap().contains("above 3 Solid, although a hint was needed"),
        "{scores}"
    );
}

#[test]
fn what_is_said_aloud_fits_the_round() {
    let at = folder();
    let alone = said(&packet(at.path(), &["--loop", "screen"]));
    assert!(!alone.contains("one of several people"), "{alone}");
    fs::remove_dir_all(at.path().join("loop")).unwrap();
    let one_of_many = said(&packet(at.path(), &["--loop", "onsite"]));
    assert!(one_of_many.contains("one of several people you will meet"), "{one_of_many}");
    for words in [alone, one_of_many] {
        let last = "That was my last question. What would you like to know from me?";
        let (before, after) = words.split_once(last).unwrap_or_else(|| panic!("{words}"));
        assert!(
            !before.contains("like to know from me") && !after.contains("like to know from me"),
            "{words}"
        );
        assert!(!after.contains("last question"), "{words}");
    }
}

#[test]
fn an_introduction_comes_first_and_a_renamed_round_says_what_it_is_for() {
    let at = folder();
    let args = ["plan", "--role", "backend", "--level", "senior", "--format", "json", "--round", "screen:60"];
    let plan = panelkit(at.path(), &[&args[..], &["--keep", "introduction-without-cv@screen"]].concat()).out;
    let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
    assert_eq!(plan["rounds"][0]["questions"][0]["id"], "introduction-without-cv");
    let onsite = ["plan", "--role", "frontend", "--level", "senior", "--format", "json"];
    let plan: serde_json::Value = serde_json::from_str(&panelkit(at.path(), &onsite).out).unwrap();
    let rounds = plan["rounds"].as_array().unwrap();
    let purpose =
        |title: &str| rounds.iter().find(|r| r["title"] == title).unwrap()["purpose"].as_str().unwrap();
    assert!(purpose("Building for people").contains("front end"), "{}", purpose("Building for people"));
}

#[test]
fn whether_an_assistant_may_be_used_is_said_everywhere() {
    let at = folder();
    let keep = ["--round", "debugging:60", "--keep", "sync-says-locked@debugging"];
    for (rule, words, handout) in [
        (None, "please answer without an AI assistant", "Please work without an AI assistant."),
        (Some("debugging=allowed"), "you may use an AI assistant", "You may use an AI assistant."),
        (
            Some("debugging=required"),
            "meant to be done with an AI assistant",
            "Use the AI assistant for this task.",
        ),
    ] {
        let rule: Vec<&str> = rule.iter().flat_map(|rule| ["--assistant", rule]).collect();
        let text = packet(at.path(), &[&keep[..], &rule].concat());
        assert!(said(&text).contains(words), "{words}: {text}");
        let given = at.path().join("loop/packets/amara-obi/candidate-01-debugging-4.md");
        assert!(fs::read_to_string(given).unwrap().contains(handout), "{handout}");
        let page = fs::read_to_string(at.path().join("loop/plan.md")).unwrap();
        let named = rule.get(1).and_then(|rule| rule.split_once('=')).map_or("no", |(_, rule)| rule);
        assert!(page.contains(&format!("AI assistant: {named}.")), "{page}");
        fs::remove_dir_all(at.path().join("loop")).unwrap();
    }
    let run = panelkit(
        at.path(),
        &[&["plan", "--role", "qa", "--level", "mid"], &["--assistant", "codign=no"][..]].concat(),
    );
    assert!(
        run.code == Some(2) && run.err.contains("there is no round `codign` (did you mean coding?)")
            || run.err.contains("did you mean coding?"),
        "{}",
        run.err
    );
    let run = panelkit(at.path(), &["plan", "--role", "qa", "--level", "mid", "--assistant", "coding=maybe"]);
    assert!(run.code == Some(2) && run.err.contains("no, allowed or required"), "{}", run.err);
}

#[test]
fn what_is_not_asked_follows_the_law_of_the_country() {
    let at = folder();
    let text = |country: &[&str]| {
        let text = packet(at.path(), &[&["--loop", "screen"], country].concat());
        fs::remove_dir_all(at.path().join("loop")).unwrap();
        text
    };
    let everywhere = text(&[]);
    for subject in
        ["Race, ethnicity", "citizenship", "Genetic data", "caste", "Social media", "AI note-takers"]
    {
        assert!(everywhere.contains(subject), "{subject}");
    }
    assert!(
        everywhere.contains("with or without adjustment") && !everywhere.contains("Equality Act"),
        "{everywhere}"
    );
    assert!(text(&["--country", "uk"]).contains("(Equality Act 2010, section 60)"));
    assert!(text(&["--country", "US"]).contains("42 U.S.C. 12112(d)(2)"));
    fs::write(at.path().join("panelkit.toml"), "country = \"EU\"\n").unwrap();
    assert!(text(&[]).contains("Directive (EU) 2023/970"));
    let run = panelkit(at.path(), &["plan", "--role", "qa", "--level", "mid", "--country", "Utopia"]);
    assert!(run.err.contains("no line of conduct.toml is about the country `Utopia`"), "{}", run.err);
}

#[test]
fn the_rule_for_assistants_can_change_later() {
    let at = folder();
    let keep = ["--round", "debugging:60", "--keep", "sync-says-locked@debugging"];
    packet(at.path(), &keep);
    panelkit(at.path(), &["plan", "-o", "loop", "--assistant", "debugging=allowed", "--force", "-q"]);
    let plan: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(at.path().join("loop/plan.json")).unwrap()).unwrap();
    assert_eq!(
        (plan["rounds"][0]["assistant"].as_str(), plan["revision"].as_u64()),
        (Some("allowed"), Some(2))
    );
    assert_eq!(
        plan["rounds"][0]["questions"].as_array().unwrap().len(),
        plan["coverage"]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| c["questions"].as_array().unwrap().len())
            .sum::<usize>()
    );
}
