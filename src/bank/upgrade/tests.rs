use super::*;
use crate::bank::{Bank, lint};

/// What comes before the tables of a question.
const HEAD: &str = "title = \"A queue that grows\" # for lists\nkind = \"debugging\"\nlevels = [\"mid\", \"senior\"]\n\
                    topics = []\nprobes = [{ ask = \"Why?\", listen = \"Because\" }]\n";

/// The tables of an earlier question, with comments.
const TABLES: &str = "\n[expect]\nmid = \"Finds it.\"\n# who else\nsenior = \"Tells others.\" # later\n\n[anchors]\n\
                      1 = \"Restarts.\"\n2 = \"Guesses.\"\n3 = \"Shows it.\"\n4 = \"As 3, and more.\"\n\n[sample]\nstrong = \"s\"\n";

fn upgraded_with(scale: &Scale, keep_in_plans: bool, text: &str) -> Option<UpgradedQuestion> {
    let upgrade = Upgrade { levels: &["junior", "mid", "senior", "staff"], scale, keep_in_plans };
    let name = "questions/debugging/queue-that-grows.toml".to_owned();
    upgrade.question(&SourceFile { shown: name.clone(), name, text: text.to_owned() }).unwrap()
}

fn upgraded(text: &str) -> Option<UpgradedQuestion> {
    upgraded_with(&Scale::default(), false, text)
}

/// Each rung of an upgraded question.
fn rungs(text: &str) -> Vec<(String, String)> {
    let table: toml::Table = text.parse().unwrap();
    let ladder = table["ladder"].as_table().unwrap();
    ladder.iter().map(|(name, text)| (name.clone(), text.as_str().unwrap().to_owned())).collect()
}

fn rung(text: &str, name: &str) -> String {
    rungs(text)
        .into_iter()
        .find(|(n, _)| n == name)
        .map_or_else(|| panic!("{name}: {text}"), |(_, text)| text)
}

#[test]
fn anchors_and_expectations_become_rungs_and_a_draft_where_that_is_a_judgement() {
    let got = upgraded(&format!("{HEAD}{TABLES}")).unwrap();
    assert!(got.draft);
    for (name, text) in [
        ("poor", "Restarts."),
        ("short", "Guesses."),
        ("mid", "Shows it. Finds it."),
        ("senior", "Tells others."),
        ("beyond", "As 3, and more."),
    ] {
        assert_eq!(rung(&got.text, name), text, "{}", got.text);
    }
    let at = |part: &str| got.text.find(part).unwrap_or_else(|| panic!("{part}: {}", got.text));
    assert!(
        at("title = ") < at("keywords = []")
            && at("keywords") < at("draft = true")
            && at("draft") < at("probes")
    );
    assert!(
        at("hints = []") < at(TO_WRITE) && at(TO_WRITE) < at("[ladder]") && at("beyond =") < at("[sample]")
    );
    for comment in ["# for lists", "# who else", "# later"] {
        at(comment);
    }
}

#[test]
fn what_is_converted_stays_as_it_is() {
    let once = upgraded(&format!("{HEAD}{TABLES}")).unwrap().text;
    assert_eq!(upgraded(&once), None);
}

#[test]
fn one_level_needs_no_judgement() {
    let text = format!("{HEAD}{TABLES}").replace("[\"mid\", \"senior\"]", "[\"mid\"]");
    let got = upgraded(&text).unwrap();
    assert!(!got.draft && !got.text.contains("draft"), "{}", got.text);
    assert_eq!(rung(&got.text, "mid"), "Shows it. Finds it.");
    // What was expected of a level that the question isn't for is kept as a comment.
    assert!(got.text.contains("# `expect.senior` was: Tells others."), "{}", got.text);
}

#[test]
fn plans_may_keep_a_question_that_has_every_rung() {
    let text = format!("{HEAD}{TABLES}");
    let got = upgraded_with(&Scale::default(), true, &text).unwrap();
    assert!(!got.draft && got.text.contains(TO_WRITE), "{}", got.text);
    let without = text.replace("mid = \"Finds it.\"\n", "").replace("3 = \"Shows it.\"\n", "");
    let got = upgraded_with(&Scale::default(), true, &without).unwrap();
    assert!(got.draft && rung(&got.text, "mid").is_empty(), "{}", got.text);
}

#[test]
fn no_sentence_is_lost_whatever_stands_there() {
    for (from, to, kept) in [
        ("4 = \"As 3, and more.\"", "5 = \"Beyond the scale.\"", "Beyond the scale."),
        ("mid = \"Finds it.\"", "mid = 3", "`expect.mid` was: 3"),
        ("mid = \"Finds it.\"", "mid = \"\"\"\nFinds it,\nslowly.\"\"\"", "slowly."),
        (
            "[expect]\nmid = \"Finds it.\"\n# who else\nsenior = \"Tells others.\" # later\n",
            "[other]\nx = 1\n",
            "x = 1",
        ),
    ] {
        let text = format!("{HEAD}{TABLES}");
        assert!(text.contains(from), "{from}");
        let got = upgraded(&text.replace(from, to)).unwrap();
        assert!(got.text.contains(kept), "{kept}: {}", got.text);
        got.text.parse::<toml::Table>().unwrap();
    }
    // A ladder that somebody has begun to write stays.
    let begun = format!("{HEAD}{TABLES}").replace("[sample]", "[ladder]\nshort = \"Mine.\"\n[sample]");
    let got = upgraded(&begun).unwrap();
    assert_eq!(rung(&got.text, "short"), "Mine.");
    assert!(got.text.contains("# `anchors.2` was: Guesses."), "{}", got.text);
}

#[test]
fn other_scales_have_their_rungs() {
    let words = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
    let scale = Scale { low: 1, words, rung: Vec::new() };
    let text = format!("{HEAD}{TABLES}").replace("4 = \"As 3, and more.\"", "4 = \"Four.\"\n5 = \"Five.\"");
    let got = upgraded_with(&scale, true, &text).unwrap().text;
    assert_eq!((rung(&got, "poor"), rung(&got, "short")), ("Restarts. Guesses.".into(), "Shows it.".into()));
    assert_eq!((rung(&got, "mid"), rung(&got, "beyond")), ("Four. Finds it.".into(), "Five.".into()));
    let file = upgraded_scale("low = 1\nwords = [\"a\", \"b\", \"c\", \"d\", \"e\"]\n", &scale).unwrap();
    assert!(file.contains("rung = [-2, -2, -1, 0, 1]"), "{file}");
    assert_eq!(upgraded_scale(&file, &scale), None);
}

#[test]
fn line_ends_stay_as_they_are() {
    let text = format!("{HEAD}{TABLES}").replace('\n', "\r\n");
    let got = upgraded(&text).unwrap().text;
    assert_eq!(got.matches('\n').count(), got.matches("\r\n").count());
}

#[test]
fn the_linter_says_once_what_to_do_with_earlier_questions() {
    let mut files = Bank::files(None).unwrap();
    let good = files.iter().find(|f| f.name.ends_with("/adding-an-index.toml")).unwrap().clone();
    files.retain(|f| !f.is_question());
    let (head, rest) = good.text.split_once("[ladder]\n").unwrap();
    let (_, sample) = rest.split_once("[sample]").unwrap();
    let text = format!("{head}[expect]\nmid = \"x\"\n[anchors]\n1 = \"y\"\n\n[sample]{sample}");
    for id in ["one-of-two", "two-of-two"] {
        let name = format!("questions/databases/{id}.toml");
        files.push(SourceFile { shown: name.clone(), name, text: text.replace("index-rollout", id) });
    }
    let found = lint(&files);
    let old: Vec<String> = found.iter().filter(|f| f.code == "old-schema").map(ToString::to_string).collect();
    assert!(
        old.len() == 1 && old[0].contains("2 questions have") && old[0].contains("bank upgrade"),
        "{old:?}"
    );
    assert!(Bank::from_files(&files).is_err());
}
