//! How much the built-in bank holds: what the market asks, in numbers.

use panelkit::bank::{Bank, Question, QuestionKind};
use std::collections::{BTreeMap, BTreeSet};

/// The questions that plans may ask.
fn asked(bank: &Bank) -> impl Iterator<Item = &Question> {
    bank.questions.iter().filter(|q| !q.draft)
}

/// Fails with everything that is missing, in one run.
fn nothing_lacks(lacks: &[String]) {
    assert!(lacks.is_empty(), "the bank lacks:\n{}", lacks.join("\n"));
}

#[test]
fn there_are_long_designs_for_each_role() {
    let bank = Bank::load(None).unwrap();
    let long: Vec<&Question> =
        asked(&bank).filter(|q| q.kind == QuestionKind::SystemDesign && q.minutes >= 35).collect();
    let mut lacks = Vec::new();
    if long.len() < 30 {
        lacks.push(format!("{} of 30 designs of 35 minutes or more", long.len()));
    }
    for role in &bank.roles {
        let n = long.iter().filter(|q| q.roles.contains(&role.id)).count();
        if n < 3 && !["engineering-manager", "data-analyst"].contains(&role.id.as_str()) {
            lacks.push(format!("{n} of 3 long designs for {}", role.id));
        }
    }
    nothing_lacks(&lacks);
}

#[test]
fn there_are_tasks_with_an_assistant_and_code_to_review() {
    let bank = Bank::load(None).unwrap();
    let mut lacks = Vec::new();
    for (kind, least) in [(QuestionKind::AiAssisted, 12), (QuestionKind::CodeReview, 24)] {
        let n = asked(&bank).filter(|q| q.kind == kind).count();
        if n < least {
            lacks.push(format!("{n} of {least} {}", kind.name()));
        }
    }
    nothing_lacks(&lacks);
}

/// Roles, each with how many questions of its own it has at least: those that list it first.
const OWN: [(&str, usize); 4] =
    [("platform-engineer", 30), ("ai-engineer", 30), ("data-analyst", 30), ("fullstack", 30)];

#[test]
fn roles_have_questions_of_their_own() {
    let bank = Bank::load(None).unwrap();
    let mut lacks = Vec::new();
    for (role, least) in OWN {
        assert!(bank.role(role).is_some(), "there is no role {role}");
        let n = asked(&bank).filter(|q| q.roles.first().is_some_and(|r| r == role)).count();
        if n < least {
            lacks.push(format!("{n} of {least} questions whose first role is {role}"));
        }
    }
    nothing_lacks(&lacks);
}

/// Words of job advertisements in ten or more of 441 ads, each with its stack, or with the one that stands for it.
const WORDS: [(&str, &str); 48] = [
    ("AWS", "cloud"),
    ("Python", "python"),
    ("JavaScript", "typescript"),
    ("React", "react"),
    ("Node", "node"),
    ("PostgreSQL", "postgres"),
    ("CSS", "css"),
    ("Ruby", "ruby"),
    ("Docker", "docker"),
    ("SQL", "postgres"),
    ("Kubernetes", "kubernetes"),
    ("Go", "go"),
    ("Java", "java"),
    ("HTML", "css"),
    ("TypeScript", "typescript"),
    ("Linux", "linux"),
    ("Redis", "redis"),
    ("C++", "cpp"),
    ("Rails", "ruby"),
    ("Android", "android"),
    ("Terraform", "terraform"),
    ("GCP", "gcp"),
    ("PHP", "php"),
    ("MySQL", "mysql"),
    ("Angular", "angular"),
    ("iOS", "ios"),
    ("Vue", "vue"),
    ("MongoDB", "mongodb"),
    ("Kafka", "kafka"),
    ("Azure", "azure"),
    ("Jenkins", "ci"),
    ("Rust", "rust"),
    ("C#", "dotnet"),
    ("Redux", "react"),
    ("WordPress", "php"),
    ("Kotlin", "kotlin"),
    ("GraphQL", "graphql"),
    ("RabbitMQ", "rabbitmq"),
    ("Django", "python"),
    ("Ansible", "ansible"),
    ("Elasticsearch", "elasticsearch"),
    ("Airflow", "airflow"),
    ("Scala", "scala"),
    ("React Native", "react-native"),
    ("Cypress", "cypress"),
    ("Spark", "spark"),
    ("Selenium", "selenium"),
    ("Redshift", "warehouse"),
];

/// Stacks that the market asks for most.
const USUAL: [&str; 13] = [
    "python",
    "node",
    "java",
    "go",
    "ruby",
    "dotnet",
    "typescript",
    "react",
    "postgres",
    "cloud",
    "kubernetes",
    "android",
    "ios",
];

#[test]
fn each_word_of_the_market_is_a_stack_or_stands_for_one() {
    let bank = Bank::load(None).unwrap();
    let stacks: BTreeSet<&str> = bank.stacks().into_iter().collect();
    let mut lacks = BTreeSet::new();
    let least = |stack: &str| if USUAL.contains(&stack) { 8 } else { 6 };
    let mut by_stack: BTreeMap<&str, Vec<&Question>> = BTreeMap::new();
    for question in asked(&bank) {
        for stack in &question.stacks {
            by_stack.entry(stack).or_default().push(question);
        }
    }
    for (word, stack) in WORDS.iter().copied().chain(USUAL.map(|stack| (stack, stack))) {
        if !stacks.contains(stack) {
            lacks.insert(format!("a stack {stack}, for {word}"));
            continue;
        }
        let questions = by_stack.get(stack).map_or(&[][..], Vec::as_slice);
        let kinds: BTreeSet<_> = questions.iter().map(|q| q.kind).collect();
        let levels: BTreeSet<&String> = questions.iter().flat_map(|q| &q.levels).collect();
        if questions.len() < least(stack) {
            lacks.insert(format!("{stack}: {} of {} questions", questions.len(), least(stack)));
        } else if kinds.len() < 3 || levels.len() < 2 {
            lacks.insert(format!("{stack}: {} of 3 kinds, {} of 2 levels", kinds.len(), levels.len()));
        }
    }
    nothing_lacks(&lacks.into_iter().collect::<Vec<_>>());
}

/// Words that stand for no stack of their own: they belong to everybody's work.
const EVERYWHERE: [&str; 2] = ["REST", "Git"];

#[test]
fn words_of_everybodys_work_are_asked_about() {
    let bank = Bank::load(None).unwrap();
    let mut lacks = Vec::new();
    for word in EVERYWHERE {
        let names = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|own| own == word);
        let asks = |q: &&Question| {
            let texts =
                [q.title.as_str(), &q.ask, &q.sample.strong, q.handout.as_deref().unwrap_or_default()];
            texts.iter().any(|text| names(text)) || q.keywords.iter().any(|keyword| names(keyword))
        };
        let n = asked(&bank).filter(asks).count();
        if n < 6 {
            lacks.push(format!("{n} of 6 questions that name {word}"));
        }
    }
    nothing_lacks(&lacks);
}

#[test]
fn each_red_flag_is_used_by_several_questions() {
    let bank = Bank::load(None).unwrap();
    let mut uses: BTreeMap<&str, usize> = bank.red_flags.iter().map(|f| (f.id.as_str(), 0)).collect();
    for flag in asked(&bank).flat_map(|q| &q.red_flags) {
        if let Some(n) = uses.get_mut(flag.as_str()) {
            *n += 1;
        }
    }
    let rare = uses.iter().filter(|(_, n)| **n < 2);
    nothing_lacks(
        &rare.map(|(id, n)| format!("{n} of 2 questions with the red flag {id}")).collect::<Vec<_>>(),
    );
}
