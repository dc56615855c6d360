mod ladders;
mod pairs;

use super::lint;
use crate::bank::{Bank, SourceFile};
use crate::diag::{Diagnostic, Severity};

const GOOD: &str = include_str!("../../../tests/fixtures/bank/adding-an-index.toml");
const NAME: &str = "questions/databases/adding-an-index.toml";

fn file(name: &str, text: &str) -> SourceFile {
    SourceFile { name: name.to_owned(), shown: name.to_owned(), text: text.to_owned() }
}

/// What is found in the built-in catalogues with these files, as `CODE LINE MARKED`.
fn found(own: &[(&str, &str)]) -> Vec<String> {
    let mut files = Bank::files(None).unwrap();
    files.retain(|f| !f.name.starts_with("questions/") && !own.iter().any(|(n, _)| *n == f.name));
    files.extend(own.iter().map(|(n, t)| file(n, t)));
    let show = |d: &Diagnostic| {
        let p = d.place.as_ref().unwrap();
        let marked: String = p.source.chars().skip(p.column.max(1) - 1).take(p.width).collect();
        assert!(d.hint.is_some(), "{d} has no hint");
        format!("{} {} {marked}", d.code, p.line)
    };
    lint(&files).iter().map(show).collect()
}

#[test]
fn a_word_of_the_market_stands_in_one_entry() {
    let words = "[[technology]]\nwords = [\"Rails\", \"RoR\"]\nstacks = [\"ruby\"]\n[[technology]]\nwords = [\"rails\"]\n\
                 stacks = [\"php\"]\n[[role]]\nid = \"backend\"\nwords = [\"Rails\", \"rails\"]\n";
    assert_eq!(found(&[("words.toml", words)]), ["word-twice 5 \"rails\""]);
    let unknown = "[[technology]]\nwords = [\"Rails\"]\nstacks = [\"rubi\"]\n";
    assert_eq!(found(&[("words.toml", unknown)]).len(), 1);
}

/// What is found in the good question with `from` replaced.
fn with(from: &str, to: &str) -> Vec<String> {
    assert!(GOOD.contains(from), "{from}");
    found(&[(NAME, &GOOD.replace(from, to))])
}

fn line(part: &str) -> usize {
    GOOD.lines().position(|l| l.contains(part)).unwrap() + 1
}

#[test]
fn the_good_question_is_clean() {
    assert!(found(&[(NAME, GOOD)]).is_empty(), "{:?}", found(&[(NAME, GOOD)]));
}

#[test]
fn the_shipped_bank_is_clean() {
    let files = Bank::files(None).unwrap();
    let findings = lint(&files);
    let shown: Vec<String> = findings.iter().map(|d| format!("[{}] {d}", d.code)).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn what_the_parser_finds_comes_along() {
    let text = GOOD.replace("kind = \"technical\"", "kind = \"technicl\"");
    let text = text.replace("why = \"Anyone can name the index.", "why = \"Anyone can name a robust index.");
    let got = found(&[(NAME, &text)]);
    assert_eq!(got.len(), 2, "{got:?}");
    assert!(got[0].starts_with("vague-word 3 robust") && got[1].starts_with("unknown-name"), "{got:?}");
}

#[test]
fn a_misspelt_field_lacks_nothing_and_is_read_all_the_same() {
    let text = GOOD.replace("kind = \"technical\"", "kind = \"coding\"\nhandot = \"Read a robust table.\"");
    assert_eq!(found(&[(NAME, &text)]), [format!("unknown-field {} handot", line("kind =") + 1)]);
    let text = GOOD.replace("why = \"Anyone can name the index.", "whyy = \"Anyone can name a robust index.");
    let got = found(&[(NAME, &text)]);
    assert_eq!(got, ["unknown-field 3 whyy", "vague-word 3 robust"]);
}

#[test]
fn vague_words_are_marked_where_they_stand() {
    let got = with("Asks how large the table is", "Asks \\\"which\\\" robust table, etc., is largest");
    let at = line("Asks how large");
    assert_eq!(got, [format!("vague-word {at} robust"), format!("vague-word {at} etc")]);
    assert_eq!(with("Separates building", "Leverages building").len(), 1);
    assert!(with("Asks how large the table is", "Reads `robust` in /etc/hosts and").is_empty());
}

#[test]
fn signals_that_cannot_be_heard() {
    for (bad, marked) in [
        ("Understands the query plan", "Understands"),
        ("Has a good eye for the query plan", "Has"),
        ("Shows real interest in the query plan", "Shows"),
    ] {
        let got = with("Reads the query plan", bad);
        assert_eq!(got, [format!("vague-start {} {marked}", line("Reads the query plan"))]);
    }
    assert!(with("Reads the query plan", "Shows the person the query plan").is_empty());
}

#[test]
fn texts_have_a_length() {
    for (from, to, code) in [
        (
            GOOD.lines().find(|l| l.starts_with("ask")).unwrap(),
            "ask = \"How would you add an index?\"",
            "too-short",
        ),
        ("Can't say how one would notice that the build hurts", "Can't say how", "too-short"),
        (
            "title = \"",
            "title = \"Why is this so, or is it that it is not so at all, ever? ",
            "title-question",
        ),
    ] {
        let got = with(from, to);
        assert!(got.iter().any(|g| g.starts_with(code)), "{got:?}");
    }
    let long = format!("ask = \"{}\"", "word ".repeat(80));
    let got = with(GOOD.lines().find(|l| l.starts_with("ask")).unwrap(), &long);
    assert!(got.iter().any(|g| g.starts_with("too-long 2")), "{got:?}");
}

#[test]
fn a_reason_that_is_true_of_anything_is_none() {
    let got = with("Anyone can name the index.", "Naming an index is important.");
    assert_eq!(got, ["empty-why 3 is important"]);
}

#[test]
fn a_probe_opens_something() {
    let probe = "It is in, and the query is still slow. Where do you look?";
    let got = with(probe, "Can you tell me more?");
    assert!(got.iter().any(|g| g.starts_with("empty-probe")), "{got:?}");
    assert!(with(probe, "Tell me more about the half-built index.").is_empty());
}

#[test]
fn leading_questions() {
    let ask = "How do you get that index into production?";
    for bad in [
        "Don't you think that it should wait?",
        "But wouldn't you build it at night?",
        "You would build it online, wouldn't you?",
        "You would build it online, right?",
        "Surely one builds it online?",
    ] {
        let got = with(ask, bad);
        assert!(got.len() == 1 && got[0].starts_with("leading 2"), "{bad}: {got:?}");
    }
    for good in [
        "Why don't you build it at night?",
        "What wouldn't you do?",
        "Is the order of the columns right?",
        "What has to be true before you would agree to that?",
    ] {
        assert!(with(ask, good).is_empty(), "{good}: {:?}", with(ask, good));
    }
}

#[test]
fn several_questions_in_one() {
    let ask = "How do you get that index into production?";
    for bad in [
        "What do you do? When? And who helps?",
        "Explain REST, GraphQL and gRPC, and when you'd use which, and how you version them.",
        "What do you do, and how do you know that it worked?",
        "Tell me how you got it in and what you watched.",
        "Sketch the way to production. Where would you stop?",
    ] {
        let got = with(ask, bad);
        assert!(got.len() == 1 && got[0].starts_with("several-questions 2"), "{bad}: {got:?}");
    }
    for good in [
        "What do you do, and why?",
        "Tell me about the last one that you got in. How did you know that it worked?",
        "We don't know when and how it grew. A colleague asks, \"Why now?\" How do you get it in?",
    ] {
        let good = good.replace('"', "\\\"");
        assert!(with(ask, &good).is_empty(), "{good}: {:?}", with(ask, &good));
    }
    // A probe may ask for the reason along with the answer.
    assert!(
        with("It is in, and the query is still slow. Where do you look?", "What would you look at, and how?")
            .is_empty()
    );
}

#[test]
fn private_matters_are_not_asked_about() {
    let ask = "How do you get that index into production?";
    for bad in [
        "How old are you?",
        "What year were you born?",
        "What does your family say to night work?",
        "Do you have children who need you at night?",
        "How is your own health?",
        "What is your religion?",
        "Which nationality do you hold?",
        "Does your husband work nights too?",
        "Where are you from originally?",
        "How is the state of your health?",
    ] {
        let got = with(ask, bad);
        assert!(got.len() == 1 && got[0].starts_with("private 2"), "{bad}: {got:?}");
    }
    for good in [
        "Your parent process exits. What becomes of the children of that node?",
        "What does your health check look at?",
        "How does your native app read the cache age?",
        "Which foreign key would you drop first?",
        "How would you tell your partner team?",
        "Which family of instances would you take, and from which origin server?",
        "What is the maximum age of an entry, and who is the parent of a span?",
        "Your origin server is down. What now?",
        "How do you find the race condition?",
    ] {
        assert!(with(ask, good).is_empty(), "{good}: {:?}", with(ask, good));
    }
}

#[test]
fn topics_are_on_the_list() {
    let got = with("\"indexing-strategy\"", "\"indexing-stratgy\"");
    assert_eq!(got, [format!("unknown-topic {} \"indexing-stratgy\"", line("topics ="))]);
}

#[test]
fn levels_stand_in_their_order() {
    let got = with("levels = [\"mid\", \"senior\", \"staff\"]", "levels = [\"senior\", \"mid\", \"staff\"]");
    assert_eq!(got, [format!("level-order {} \"mid\"", line("levels ="))]);
}

#[test]
fn nothing_stands_twice() {
    let got = with("roles = [\"backend\"", "roles = [\"backend\", \"backend\"");
    assert_eq!(got, [format!("duplicate-entry {} \"backend\"", line("roles ="))]);
    let weak = "Can't say how one would notice that the build hurts";
    let got = with(
        weak,
        "Reads the query plan before proposing the index, and says which column comes first and why",
    );
    assert_eq!(got.len(), 1, "{got:?}");
}

#[test]
fn counts_have_bounds() {
    let probes = GOOD.lines().filter(|l| l.contains("{ ask =")).collect::<Vec<_>>();
    let one = GOOD.replace(probes[0], "").replace(probes[1], "");
    assert!(found(&[(NAME, &one)])[0].starts_with("too-few"));
    let got = with(
        "red_flags = [",
        "red_flags = [\"One wrong thing\", \"Another wrong thing\", \"A third wrong thing\", ",
    );
    assert!(got.len() == 1 && got[0].starts_with("too-many"), "{got:?}");
}

#[test]
fn code_is_written_from_a_statement() {
    let got = with("kind = \"technical\"", "kind = \"coding\"");
    assert_eq!(got, [format!("no-handout {} \"coding\"", line("kind ="))]);
}

#[test]
fn rules_warn_and_only_the_parser_refuses() {
    let bad = GOOD.replace("\"indexing-strategy\"", "\"no-such\"").replace("Asks how", "Understands how");
    let mut files = Bank::files(None).unwrap();
    files.retain(|f| !f.name.starts_with("questions/"));
    files.push(file(NAME, &bad));
    assert!(lint(&files).iter().all(|d| d.severity < Severity::Error));
    assert!(Bank::from_files(&files).is_ok());
}

#[test]
fn the_bad_example_of_the_readme_is_caught() {
    let readme = include_str!("../../../question-bank/README.md");
    let cell = |field: &str| {
        let row = readme.lines().find(|l| l.starts_with(&format!("| `{field}` |"))).unwrap();
        row.split(" | ").nth(1).unwrap().replace('"', "'")
    };
    let mut text = GOOD.to_owned();
    for field in ["title", "ask", "why"] {
        let old = GOOD.lines().find(|l| l.starts_with(&format!("{field} = "))).unwrap();
        text = text.replace(old, &format!("{field} = \"{}\"", cell(field)));
    }
    text = text.replace(
        "Reads the query plan before proposing the index, and says",
        &format!("{}:", cell("strong")),
    );
    text = text.replace("It is in, and the query is still slow. Where do you look?", "Can you tell me more?");
    let got = found(&[(NAME, &text)]);
    for code in ["title-question", "leading", "empty-why", "vague-start", "vague-word", "empty-probe"] {
        assert!(got.iter().any(|g| g.starts_with(code)), "{code} is missing in {got:#?}");
    }
}
