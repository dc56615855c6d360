use super::{NameSet, TableReader, TomlFile, read};

/// The findings on `text`, one a line, each with the field that it is about.
fn findings(text: &str, of: impl FnOnce(&mut TableReader<'_, '_>)) -> Vec<String> {
    let mut findings = Vec::new();
    read(TomlFile { shown: "a.toml", text }, &mut findings, of);
    findings.iter().map(|f| format!("[{}] {f}", f.subject.as_deref().unwrap_or("-"))).collect()
}

fn person(t: &mut TableReader<'_, '_>) {
    t.text("title");
    t.number("age", 1..=120);
    t.maybe_text("email");
    t.maybe_table("home", |t| t.text("street"));
}

#[test]
fn a_misspelt_field_is_one_finding() {
    let got = findings("titel = \"Dr\"\nage = 4\n", person);
    assert_eq!(got, ["[titel] a.toml:1:1: there is no field `titel` (did you mean title?)"]);
    let got = findings("title = \"Dr\"\nage = 4\n[home]\nstret = \"x\"\n", person);
    assert_eq!(got, ["[home.stret] a.toml:4:1: there is no field `home.stret` (did you mean street?)"]);
}

#[test]
fn a_field_that_nobody_knows_explains_nothing() {
    let got = findings("colour = 1\nage = 4\n", person);
    assert_eq!(
        got,
        [
            "[title] a.toml:1: `title` is missing (add `title = \"...\"`)",
            "[colour] a.toml:1:1: there is no field `colour` (there are: title, age, email, home)",
        ]
    );
    // Two misspelt fields don't stand for one that is missing.
    assert_eq!(findings("titel = 1\ntitlee = 1\n", person).len(), 3);
}

#[test]
fn all_mistakes_are_told_in_the_order_of_their_lines() {
    let got = findings("email = 3\nage = 0x79\nage2 = 1\ntitle = \" \"\nhome = []\n", person);
    assert_eq!(
        got,
        [
            "[email] a.toml:1:9: `email` is an integer, not a text in quotes (write a text in quotes)",
            "[age] a.toml:2:7: `age` is 0x79, not a whole number from 1 to 120 (write a whole number from 1 to 120)",
            "[age2] a.toml:3:1: there is no field `age2` (did you mean age?)",
            "[title] a.toml:4:9: `title` is empty (write at least a few words, or leave the field out)",
            "[home] a.toml:5:8: `home` is an array, not a table (write a table)",
        ]
    );
}

#[test]
fn what_a_broken_line_swallowed_is_not_missing() {
    let got = findings("titel = \"Dr\"\nage = = 3\nemial = \"x\"\n", person);
    assert_eq!(got.len(), 2, "{got:#?}");
    assert!(got[0].starts_with("[titel] a.toml:1:1:") && got[1].starts_with("[-] a.toml:2:"), "{got:#?}");
}

#[test]
fn names_are_those_that_are_known() {
    let known = NameSet::new("pet", ["falcon", "hamster"]);
    let pets = |known: &NameSet| {
        findings("pets = [\"falcon\", \"hamsetr\"]\npet = \"facon\"\n", |t| {
            t.names("pets", known);
            t.name("pet", known);
        })
    };
    assert_eq!(
        pets(&known),
        [
            "[pets] a.toml:1:19: there is no pet `hamsetr` (did you mean hamster?)",
            "[pet] a.toml:2:7: there is no pet `facon` (did you mean falcon?)",
        ]
    );
    assert!(pets(&known.partial(true)).is_empty());
}

#[test]
fn no_more_mistakes_are_told_than_the_limit_allows() {
    let text: Vec<String> = (0..3_000).map(|n| format!("a{n} = 1")).collect();
    let text = text.join("\n");
    let got = findings(&text, |_| ());
    assert_eq!(got.len(), 1_001);
    let last = "a.toml:1001:1: the file has more mistakes: the limit findings is 1,000 findings";
    assert!(got[1_000].contains(last), "{}", got[1_000]);
}
