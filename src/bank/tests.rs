use super::*;

const GOOD: &str = include_str!("../../question-bank/questions/databases/adding-an-index.toml");

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
fn the_packed_questions_are_those_of_the_files() {
    let packed = pack::pack().expect("the build packed the questions");
    let read = Bank::from_files(&source::files(None).unwrap()).unwrap();
    assert_eq!(packed.hash, read.hash);
    assert!(packed.questions == read.questions, "the pack says something else than the files");
}

#[test]
fn all_mistakes_come_in_one_run_with_their_places() {
    let text = GOOD
        .replace("kind = \"technical\"", "kind = \"technicl\"")
        .replace("minutes = 12", "minutes = \"12\"")
        .replace("subject =", "subjekt =")
        .replace("senior = \"Plans", "senor = \"Plans");
    let findings = bank_with(&text).unwrap_err().0;
    let shown: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let at = |needle: &str| text.lines().position(|l| l.contains(needle)).unwrap() + 1;
    for (line, part) in [
        (at("technicl"), "there is no kind of question `technicl` (did you mean technical?)"),
        (at("minutes = "), "`minutes` is a string, not a whole number from 1 to 120"),
        (at("subjekt"), "there is no field `subjekt` (did you mean subject?)"),
        (1, "`subject` is missing"),
        (at("senor ="), "there is no field `expect.senor` (did you mean senior?)"),
        (at("[expect]"), "`expect.senior` is missing"),
    ] {
        let hit = findings.iter().zip(&shown).find(|(_, s)| s.contains(part));
        let (finding, _) = hit.unwrap_or_else(|| panic!("no finding {part:?} in {shown:#?}"));
        assert_eq!(finding.place.as_ref().map(|p| p.line), Some(line), "{part}");
    }
    assert_eq!(findings.len(), 6, "{shown:#?}");
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
