//! The words of the market: `tests/fixtures/market/words.csv` counts the technologies of 441 public advertisements, by word
//! and by role.

use panelkit::bank::{Bank, Role};
use panelkit::plan::{Market, StackMeaning};
use std::fs;

/// What the list calls a role, and what the bank does. For the others the bank has no role, so that nothing can be planned.
const ROLES: [(&str, &str); 11] = [
    ("backend", "backend"),
    ("frontend", "frontend"),
    ("fullstack", "fullstack"),
    ("platform", "platform-engineer"),
    ("engineering-manager", "engineering-manager"),
    ("qa", "qa"),
    ("ml-engineer", "ml-engineer"),
    ("mobile", "mobile"),
    ("security", "security"),
    ("data-engineer", "data-engineer"),
    ("sre", "sre"),
];

/// Mentions of one word in the advertisements for one role.
struct Mentions {
    word: String,
    role: String,
    ads: usize,
}

fn mentions() -> Vec<Mentions> {
    let text = fs::read_to_string("tests/fixtures/market/words.csv").unwrap();
    let mut all = Vec::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        for role in cells[2].split(' ') {
            let (role, ads) = role.rsplit_once(':').unwrap();
            all.push(Mentions { word: cells[0].to_owned(), role: role.to_owned(), ads: ads.parse().unwrap() });
        }
    }
    all
}

fn is_planned(market: &Market<'_>, role: &Role, word: &str) -> bool {
    matches!(market.stack(role, word), Some(StackMeaning::Asked { .. } | StackMeaning::Anyhow { .. }))
}

#[test]
fn the_words_of_advertisements_are_understood_and_most_are_planned_for() {
    let bank = Bank::load(None).unwrap();
    let market = Market::new(&bank);
    let (mut all, mut understood, mut of_roles, mut planned, mut somewhere) = (0, 0, 0, 0, 0);
    for Mentions { word, role, ads } in mentions() {
        all += ads;
        let known = ROLES.iter().find(|(listed, _)| *listed == role).and_then(|(_, id)| bank.role(id));
        let any = known.unwrap_or(&bank.roles[0]);
        understood += if market.stack(any, &word).is_some() { ads } else { 0 };
        somewhere += if bank.roles.iter().any(|r| is_planned(&market, r, &word)) { ads } else { 0 };
        if let Some(role) = known {
            of_roles += ads;
            planned += if is_planned(&market, role, &word) { ads } else { 0 };
        }
    }
    let share = |n: usize, of: usize| n as f64 / of as f64;
    let shown = format!(
        "{all} mentions, {:.1}% understood, {:.1}% planned for in some role, {:.1}% in the advertisement's own",
        100.0 * share(understood, all),
        100.0 * share(somewhere, all),
        100.0 * share(planned, of_roles),
    );
    println!("{shown}");
    assert!(share(understood, all) >= 0.99, "{shown}");
    assert!(share(somewhere, all) >= 0.9, "{shown}");
    assert!(share(planned, of_roles) >= 0.7, "{shown}");
}

#[test]
fn every_stack_can_be_named_and_has_questions_where_it_is_offered() {
    let bank = Bank::load(None).unwrap();
    let market = Market::new(&bank);
    for role in &bank.roles {
        for stack in &role.stacks {
            let meaning = market.stack(role, &stack.to_uppercase());
            let same = matches!(&meaning, Some(StackMeaning::Asked { stack: asked, .. }) if asked == stack);
            assert!(same, "{} {stack}: {meaning:?}", role.id);
            let asks = |q: &&panelkit::bank::Question| {
                q.roles.contains(&role.id) && q.stacks.iter().any(|s| s == stack) && !q.draft
            };
            assert!(bank.questions.iter().any(|q| asks(&q)), "{} has no question on {stack}", role.id);
        }
    }
}

#[test]
fn titles_and_levels_are_taken_as_what_the_bank_has() {
    let bank = Bank::load(None).unwrap();
    let market = Market::new(&bank);
    for (title, id) in [
        ("Site Reliability Engineer", "sre"),
        ("DevOps", "platform-engineer"),
        ("Frontend Engineering Manager", "engineering-manager"),
        ("SDET", "qa"),
        ("back-end developer", "backend"),
        ("Senior Rails developer", "backend"),
        ("QUALITY ENGINEER", "qa"),
    ] {
        assert_eq!(market.role(title).map(|(role, _)| role.id.as_str()), Ok(id), "{title}");
    }
    for (word, id) in [
        ("Sr.", "senior"),
        ("lead", "senior"),
        ("Principal", "staff"),
        ("architect", "staff"),
        ("L5", "senior"),
        ("III", "senior"),
        ("intern", "junior"),
        ("graduate", "junior"),
        ("medior", "mid"),
    ] {
        assert_eq!(market.level(word).map(|(level, _)| level), Ok(id), "{word}");
    }
    let told = market.level("principal").unwrap().1.unwrap();
    assert!(told.starts_with("principal: taken as staff"), "{told}");
    let refused = market.role("Product Manager").unwrap_err();
    assert!(refused.hint.unwrap().contains("--role engineering-manager"));
    let near = market.role("chief of reliability").unwrap_err().hint.unwrap();
    assert!(near.contains("sre"), "{near}");
}
