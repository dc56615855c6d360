//! The words of the market: `tests/fixtures/market/words.csv` counts the technologies of 441 public advertisements, by word
//! and by role.

use super::{folder, panelkit};
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
            all.push(Mentions {
                word: cells[0].to_owned(),
                role: role.to_owned(),
                ads: ads.parse().unwrap(),
            });
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

const AD: &str = "# Senior Backend Engineer (Ruby on Rails)\n\nYou report to the Engineering Manager and mentor juniors.\n\n\
                  ## What you bring\n- PostgreSQL and Redis on AWS\n- Git, WordPress\n";

#[test]
fn an_advertisement_is_read_with_the_lines_that_say_so() {
    let at = folder();
    let page = "<!doctype html><title>Jobs</title><h1>Senior Backend Engineer (Ruby on Rails)</h1>\
                <ul><li>PostgreSQL and Redis on AWS<li>Git, WordPress</ul>";
    fs::write(at.path().join("ad.md"), AD).unwrap();
    fs::write(at.path().join("ad.html"), page).unwrap();
    let told = "panelkit plan --role backend --seniority senior --stack ruby,postgres,redis,cloud";
    for name in ["ad.md", "ad.html"] {
        let run = panelkit(at.path(), &["plan", "--job", name]).exits(0);
        let parts = [
            "role   backend",
            "line 1: Senior Backend",
            "Git (line ",
            "WordPress (line ",
            "--stack php",
            told,
        ];
        for part in parts.iter().filter(|p| name == "ad.md" || !p.starts_with("line 1")) {
            assert!(run.err.contains(part), "{name}: {part}\n{}", run.err);
        }
    }
    // What the line says makes the same plan.
    let args: Vec<&str> = told.split(' ').skip(1).collect();
    let same = panelkit(at.path(), &[&args[..], &["--format", "json"]].concat()).exits(0).out;
    assert_eq!(panelkit(at.path(), &["plan", "--job", "ad.md", "--format", "json"]).exits(0).out, same);
    // What is named beside it wins.
    let run =
        panelkit(at.path(), &["plan", "--job", "ad.md", "--level", "principal", "--stack", "go"]).exits(0);
    assert!(run.err.contains("--role backend --seniority staff --stack go"), "{}", run.err);
}

#[test]
fn what_an_advertisement_leaves_open_is_asked_for_and_never_guessed() {
    let at = folder();
    fs::write(at.path().join("open.txt"), "Software Engineer\n\nPython and Django, 3+ years\n").unwrap();
    let run = panelkit(at.path(), &["plan", "--job", "open.txt"]).exits(2);
    for part in ["--role is missing: line 1", "--seniority is missing", "3 years", "--role backend"] {
        assert!(run.err.contains(part), "{part}\n{}", run.err);
    }
    fs::write(at.path().join("pm.txt"), "Product Manager\n").unwrap();
    let run = panelkit(at.path(), &["plan", "--job", "pm.txt"]).exits(2);
    assert!(run.err.contains("no role of this bank"), "{}", run.err);
    for (name, bytes, part) in [
        ("empty.txt", &b" \n"[..], "empty"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj", "damaged"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older word processor"),
        ("ad.rtf", b"{\\rtf1 hi}", "save it as PDF, DOCX, HTML or plain text"),
        ("cut.docx", b"PK\x03\x04\x14", "damaged"),
    ] {
        fs::write(at.path().join(name), bytes).unwrap();
        let run = panelkit(at.path(), &["plan", "--job", name, "--level", "mid"]).exits(2);
        assert!(run.err.contains(part), "{name}: {}", run.err);
    }
}

#[test]
fn a_plan_of_this_kit_on_paper_can_be_read_as_text() {
    let at = folder();
    let plan = ["plan", "--role", "backend", "--level", "senior", "--stack", "kafka", "--format", "html,pdf"];
    panelkit(at.path(), &[&plan[..], &["-o", "loop"]].concat());
    let sheet = fs::read_to_string(at.path().join("loop/plan.html")).unwrap();
    let before =
        sheet.find("What this plan leaves open").or_else(|| sheet.find("Nothing is left open")).unwrap();
    assert!(before < sheet.find("The day").unwrap() && sheet.contains("What is rated where"));
    let run = panelkit(at.path(), &["plan", "--job", "loop/plan.pdf"]);
    assert!(run.err.contains("role   backend") && run.err.contains("level  senior"), "{}", run.err);
    assert!(run.err.contains("stack  kafka"), "{}", run.err);
    // A change of people reaches the sheet.
    panelkit(at.path(), &["assign", "loop", "coding=Cleo"]).exits(0);
    assert!(fs::read_to_string(at.path().join("loop/plan.html")).unwrap().contains("Cleo"));
    let run = panelkit(at.path(), &plan);
    assert!(run.err.contains("name a folder"), "{}", run.err);
}

#[test]
fn all_mistakes_of_a_command_come_in_one_run() {
    let at = folder();
    let run = panelkit(
        at.path(),
        &[
            "plan",
            "--role",
            "wizard",
            "--level",
            "guru",
            "--stack",
            "kubernets",
            "--exclude",
            "nope",
            "--round",
            "foo:30",
        ],
    )
    .exits(2);
    let mistakes =
        ["role `wizard`", "level `guru`", "`kubernets`", "Kubernetes", "`nope`", "kind of round `foo`"];
    for part in mistakes {
        assert!(run.err.contains(part), "{part}\n{}", run.err);
    }
}

#[test]
fn a_teams_bank_adds_to_the_built_in_one() {
    let at = folder();
    let ours = at.path().join("ours");
    fs::create_dir_all(ours.join("loops")).unwrap();
    fs::create_dir_all(ours.join("questions/home")).unwrap();
    let copied = fs::read_to_string("question-bank/questions/databases/adding-an-index.toml").unwrap();
    fs::write(ours.join("questions/home/our-index.toml"), copied.replace("subject = \"", "subject = \"our-"))
        .unwrap();
    fs::write(
        ours.join("loops/chat.toml"),
        "title = \"Chat\"\nwhat = \"Ours\"\n[[variant]]\nroles = [\"backend\"]\nlevels = [\"mid\"]\n\
         rounds = [{ kind = \"technical\", minutes = 45, focus = [\"data-storage\"] }]\n",
    )
    .unwrap();
    let words = "[[technology]]\nwords = [\"Hydra\"]\nstacks = [\"kafka\"]\nsay = \"our queue, asked as kafka\"\n\
                 [[technology]]\nwords = [\"Rails\"]\nstacks = [\"python\"]\n";
    fs::write(ours.join("words.toml"), words).unwrap();
    let levels = "[[level]]\nid = \"staff\"\ntitle = \"Expert\"\nwhat = \"Ours\"\n";
    fs::write(ours.join("levels.toml"), levels).unwrap();
    fs::write(at.path().join("panelkit.toml"), "bank = [\"builtin\", \"ours\"]\n").unwrap();
    let plan = ["plan", "--role", "backend", "--level", "mid", "--loop", "chat", "--stack", "hydra,rails"];
    let run =
        panelkit(at.path(), &[&plan[..], &["--keep", "our-index@technical", "--format", "json"]].concat());
    assert!(run.err.contains("hydra: our queue, asked as kafka"), "{}", run.err);
    let plan: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(plan["stacks"], serde_json::json!(["kafka", "python"]));
    assert!(run.out.contains("\"our-index\""));
    let list = panelkit(at.path(), &["plan", "--loops", "--level", "expert"]).exits(0);
    assert!(list.out.contains("onsite") && !list.out.contains("chat"), "{}", list.out);
    // The linter reads what is the team's own.
    let lint = panelkit(at.path(), &["bank", "lint"]);
    assert!(lint.err.contains("1 question"), "{}", lint.err);
    // The command line says the same.
    let run = panelkit(at.path(), &["bank", "list", "--bank", "builtin", "--bank", "ours"]).exits(0);
    assert!(run.out.contains("our-index") && run.out.contains("adding-an-index"));
}

#[test]
fn the_loops_to_choose_from_are_listed_with_rounds_and_minutes() {
    let at = folder();
    let run = panelkit(at.path(), &["plan", "--loops"]).exits(0);
    for part in [
        "phone-screen: ",
        "take-home-review: ",
        "work-trial: ",
        "final: ",
        "screen: ",
        "onsite: ",
        "35 minutes",
    ] {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
    assert!(run.out.lines().all(|l| l.chars().count() <= 80), "{}", run.out);
    let run =
        panelkit(at.path(), &["plan", "--loops", "--role", "sre", "--level", "lead", "--format", "json"])
            .exits(0);
    let list: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(list["format"], "panelkit.loops/1");
    let loops = list["loops"].as_array().unwrap();
    assert!(loops.len() >= 6 && loops.iter().all(|l| l["variants"].as_array().unwrap().len() == 1));
    for name in ["phone-screen", "take-home-review", "final", "work-trial"] {
        for level in ["junior", "mid", "senior", "staff"] {
            let plan = ["plan", "--role", "backend", "--level", level, "--loop", name];
            let run = panelkit(at.path(), &plan);
            assert!(!run.err.contains("must-have"), "{name} {level}: {}", run.err);
        }
    }
    let screen =
        panelkit(at.path(), &["plan", "--role", "qa", "--level", "mid", "--loop", "phone-screen"]).exits(0);
    assert!(screen.out.contains("Start, notice and terms") && screen.err.matches("note").count() == 0);
}
