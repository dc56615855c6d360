use super::{Bank, SourceFile, pack, source};
use crate::diag::Failure;

const GOOD: &str = include_str!("../../tests/fixtures/bank/adding-an-index.toml");

/// The built-in catalogues with one question file.
fn bank_with(text: &str) -> Result<Bank, Failure> {
    let mut files = source::files(None).unwrap();
    files.retain(|f| !f.name.starts_with("questions/"));
    let name = "questions/databases/adding-an-index.toml".to_owned();
    files.push(SourceFile { shown: name.clone(), name, text: text.to_owned() });
    Bank::from_files(&files)
}

#[test]
fn the_built_in_bank_loads() {
    let bank = Bank::load(None).unwrap();
    assert!(bank.questions.len() >= 30);
    assert!(bank.questions.windows(2).all(|w| w[0].id < w[1].id));
    assert_eq!(bank.hash, Bank::load(None).unwrap().hash);
}

#[test]
fn the_packed_bank_is_that_of_the_files() {
    let packed = pack::packed().expect("the build packed the bank");
    let read = Bank::from_files(&source::files(None).unwrap()).unwrap();
    assert_eq!(packed.hash, read.hash);
    assert_eq!(
        Bank { questions: Vec::new(), topics: read.topics.clone(), ..packed.clone() },
        Bank { questions: Vec::new(), ..read.clone() }
    );
    assert!(packed.questions == read.questions, "the pack says something else than the files");
}

#[test]
fn all_mistakes_come_in_one_run_with_their_places() {
    let text = GOOD
        .replace("kind = \"technical\"", "kind = \"technicl\"")
        .replace("minutes = 12", "minutes = \"12\"")
        .replace("subject =", "subjekt =")
        .replace("senior = \"Fixes", "senor = \"Fixes");
    let findings = bank_with(&text).unwrap_err().0;
    let shown: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let at = |needle: &str| text.lines().position(|l| l.contains(needle)).unwrap() + 1;
    for (line, part) in [
        (at("technicl"), "there is no kind of question `technicl` (did you mean technical?)"),
        (at("minutes = "), "`minutes` is a string, not a whole number from 1 to 120"),
        (at("subjekt"), "there is no field `subjekt` (did you mean subject?)"),
        (at("senor ="), "there is no field `ladder.senor` (did you mean senior or short?)"),
    ] {
        let hit = findings.iter().zip(&shown).find(|(_, s)| s.contains(part));
        let (finding, _) = hit.unwrap_or_else(|| panic!("no finding {part:?} in {shown:#?}"));
        assert_eq!(finding.place.as_ref().map(|p| p.line), Some(line), "{part}");
    }
    assert_eq!(findings.len(), 4, "{shown:#?}");
}

#[test]
fn a_syntax_error_shows_its_line() {
    let text = GOOD.replace("minutes = 12", "minutes = = 12");
    let findings = bank_with(&text).unwrap_err().0;
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0].place.as_ref().map(|p| p.source.as_str()), Some("minutes = = 12"));
}

#[test]
fn crlf_files_have_the_same_places() {
    let text = GOOD.replace("kind = \"technical\"", "kind = \"x\"").replace('\n', "\r\n");
    let findings = bank_with(&text).unwrap_err().0;
    let place = findings[0].place.clone().unwrap();
    assert_eq!((place.source.as_str(), place.column), ("kind = \"x\"", 8));
}

#[test]
fn lists_that_need_an_entry_have_one() {
    let text =
        GOOD.replace("competencies = [\"data-storage\", \"production-readiness\"]", "competencies = []");
    let failure = bank_with(&text).unwrap_err();
    assert!(failure.to_string().contains("`competencies` is empty (name at least one)"), "{failure}");
}

/// The findings on the built-in bank with `to` in the place of the first `from` of each of these files.
fn changed(changes: &[(&str, &str, &str)]) -> Vec<String> {
    let mut files = source::files(None).unwrap();
    for (name, from, to) in changes {
        let file = files.iter_mut().find(|f| f.name == *name).unwrap_or_else(|| panic!("no file {name}"));
        assert!(file.text.contains(from), "{name} has no {from}");
        file.text = file.text.replacen(from, to, 1);
    }
    let findings = Bank::from_files(&files).err().map_or_else(Vec::new, |failure| failure.0);
    findings.iter().map(|d| d.to_string().trim_start_matches("question-bank/").to_owned()).collect()
}

#[test]
fn a_misspelt_title_of_a_level_is_one_finding_and_hides_no_other() {
    let got = changed(&[
        ("levels.toml", "title = \"Junior\"", "titel = \"Junior\""),
        ("roles/qa.toml", "stacks = [", "stacks = [3, "),
    ]);
    assert_eq!(
        got,
        [
            "levels.toml:6:1: there is no field `level[0].titel` (did you mean title?)",
            "roles/qa.toml:3:11: `stacks` is an integer, not a text in quotes (write a text in quotes)",
        ]
    );
}

#[test]
fn each_mistake_in_a_catalogue_is_one_finding() {
    for (name, from, to, found) in [
        (
            "levels.toml",
            "id = \"mid\"",
            "idd = \"mid\"",
            "there is no field `level[1].idd` (did you mean id?)",
        ),
        ("levels.toml", "id = \"mid\"\n", "", "`level[1].id` is missing (add `id = \"...\"`)"),
        ("levels.toml", "id = \"mid\"", "id = 2", "`level[1].id` is an integer, not a text in quotes"),
        (
            "levels.toml",
            "[[level]]",
            "[[levle]]",
            "there is no table `levle` (the entries of this file are `[[level]]`)",
        ),
        ("levels.toml", "{ text = \"", "{ txt = \"", "there is no field `level[0].expectations[0].txt`"),
        (
            "competencies.toml",
            "what = ",
            "waht = ",
            "there is no field `competency[0].waht` (did you mean what?)",
        ),
        (
            "competencies.toml",
            "title = \"Coding\"",
            "title = true",
            "`competency[1].title` is a boolean, not a text",
        ),
        (
            "rounds.toml",
            "opening = 3",
            "opening = -3",
            "`round[0].opening` is -3, not a whole number from 0 to 480",
        ),
        (
            "rounds.toml",
            "opening = 3",
            "opnening = 3",
            "there is no field `round[0].opnening` (did you mean opening?)",
        ),
        (
            "rounds.toml",
            "\"coding\"]",
            "\"codign\"]",
            "there is no kind of question `codign` (did you mean coding?)",
        ),
        ("red-flags.toml", "gap = ", "gpa = ", "there is no field `flag[0].gpa` (did you mean gap?)"),
        (
            "red-flags.toml",
            "topics = [\"flag-coding-only-focus\"]",
            "topics = 1",
            "`flag[0].topics` is an integer",
        ),
        (
            "frameworks.toml",
            "steps = [",
            "step = [",
            "there is no field `framework[0].step` (did you mean steps?)",
        ),
        ("frameworks.toml", "[[framework]]", "[framwork]", "there is no table `framwork`"),
        ("candidate-questions.toml", "reveals = ", "reveal = ", "there is no field `question[0].reveal`"),
        (
            "conduct.toml",
            "about = ",
            "abuot = ",
            "there is no field `not_to_ask[0].abuot` (did you mean about?)",
        ),
        ("conduct.toml", "notes = [", "note = [", "there is no field `note` (did you mean notes?)"),
        ("briefing.toml", "[[item]]", "[[itme]]", "there is no field `itme` (did you mean item?)"),
        ("briefing.toml", "\ntext = ", "\n# text = ", "`item[0].text` is missing (add `text = \"...\"`)"),
        ("scale.toml", "low = 1", "low = 255", "`low` is 255, not a whole number from 0 to 9"),
        ("scale.toml", "low = 1\n", "", "`low` is missing (add `low = 0`)"),
        ("scale.toml", "words", "word", "there is no field `word` (did you mean words?)"),
        (
            "scale.toml",
            "[\"Poor\", \"Borderline\", \"Solid\", \"Outstanding\"]",
            "[]",
            "the scale has 0 points",
        ),
        (
            "scale.toml",
            "\"Poor\", \"Borderline\", \"Solid\", ",
            "",
            "the scale has 1 point (name two to ten points",
        ),
        ("scale.toml", "\"Poor\"", "\"\"", "`words` is empty"),
        ("roles/qa.toml", "[weights.", "[wieghts.", "there is no field `wieghts` (did you mean weights?)"),
        ("roles/qa.toml", "stacks = [", "stack = [", "there is no field `stack` (did you mean stacks?)"),
        (
            "roles/qa.toml",
            "debugging = 4",
            "debugging = \"4\"",
            "`weights.junior.debugging` is a string, not a number",
        ),
        (
            "roles/qa.toml",
            "debugging = 4",
            "debugging = 0",
            "the weight of `debugging` is 0 (a weight is above 0",
        ),
        (
            "roles/qa.toml",
            "debugging = 4",
            "debuging = 4",
            "there is no competency `debuging` (did you mean debugging?)",
        ),
        (
            "roles/qa.toml",
            "[weights.junior]",
            "[weights.juno]",
            "there is no level `juno` (did you mean junior?)",
        ),
        (
            "roles/qa.toml",
            "default_stacks = [",
            "default_stacks = [\"seleniun\"",
            "there is no stack `seleniun`",
        ),
        (
            "roles/qa.toml",
            "[must_have]\njunior",
            "[must_have]\njunoir",
            "there is no level `junoir` (did you mean junior?)",
        ),
        ("loops/screen.toml", "kind = \"screen\"", "kind = \"scren\"", "there is no kind of round `scren`"),
        (
            "loops/screen.toml",
            "minutes = 45",
            "minute = 45",
            "there is no field `variant[0].rounds[0].minute`",
        ),
        (
            "loops/screen.toml",
            "minutes = 45",
            "minutes = 4500",
            "`variant[0].rounds[0].minutes` is 4500, not a whole",
        ),
        ("loops/screen.toml", "roles = [\"backend\"]", "roles = [\"bakend\"]", "there is no role `bakend`"),
        ("loops/screen.toml", "rounds = [", "rounds = [1,", "`variant[0].rounds` is an integer, not [{"),
        ("topics.csv", "category", "categry", "there is no column `category`"),
    ] {
        let got = changed(&[(name, from, to)]);
        assert_eq!(got.len(), 1, "{name}: {from} -> {to}: {:#?}", &got[..got.len().min(5)]);
        assert!(got[0].starts_with(name) && got[0].contains(found), "{found}: {}", got[0]);
    }
}

#[test]
fn names_that_could_not_be_read_are_not_missed() {
    for (name, from, to) in [
        ("levels.toml", "id = \"junior\"", "id = = \"junior\""),
        ("scale.toml", "low = 1", "low = = 1"),
        ("red-flags.toml", "[[flag]]", "[[flag]"),
        ("roles/backend.toml", "stacks = [", "stacks = [["),
        ("topics.csv", "\n", "\nx,y\n"),
    ] {
        let got = changed(&[(name, from, to)]);
        assert!(
            !got.is_empty() && got.iter().all(|f| f.starts_with(name)),
            "{name}: {:#?}",
            &got[..got.len().min(5)]
        );
    }
}

#[test]
fn an_unknown_level_of_a_question_is_one_finding() {
    for levels in ["[\"mdi\", \"senior\", \"staff\"]", "[]", "3"] {
        let text = GOOD.replace("levels = [\"mid\", \"senior\", \"staff\"]", &format!("levels = {levels}"));
        assert_ne!(text, GOOD);
        let findings = bank_with(&text).unwrap_err().0;
        assert_eq!(findings.len(), 1, "{findings:#?}");
    }
}
