//! A list of questions becomes files to fill in.

use super::{files, folder, panelkit};
use panelkit::bank::{Bank, Question};
use std::fs;
use std::path::Path;

/// The block behind ```` ```KIND ```` that begins with `start`, in the page on spreadsheets.
fn block(kind: &str, start: &str) -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/from-a-spreadsheet.md");
    let page = fs::read_to_string(page).unwrap();
    let at = page.find(&format!("```{kind}\n{start}")).expect("the block") + kind.len() + 4;
    page[at..at + page[at..].find("```").unwrap()].to_owned()
}

/// The names of the question files in a bank's folder, with their texts.
fn questions(bank: &Path) -> Vec<(String, String)> {
    let there = files(&bank.join("questions"));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    there.into_iter().map(|(path, bytes)| (path.display().to_string(), text(bytes))).collect()
}

/// The one question of a bank's folder as TOML.
fn only(bank: &Path) -> toml::Table {
    let all = questions(bank);
    assert_eq!(all.len(), 1, "{all:#?}");
    toml::from_str(&all[0].1).unwrap()
}

/// Imports a list of this name and content into a new folder; the folder, and what was said.
fn import(name: &str, list: impl AsRef<[u8]>, args: &[&str]) -> (tempfile::TempDir, super::Run) {
    let at = folder();
    fs::write(at.path().join(name), list).unwrap();
    let run = panelkit(at.path(), &[&["bank", "import", name, "-o", "b"], args].concat());
    (at, run)
}

#[test]
fn the_example_of_the_docs_is_what_happens() {
    let at = folder();
    fs::write(at.path().join("our-questions.csv"), block("csv", "Question,")).unwrap();
    let run = panelkit(at.path(), &["bank", "import", "our-questions.csv"]).exits(0);
    // A column that isn't read is no finding for a person.
    assert_eq!(run.out, block("text", "a-payment"));
    assert!(run.err.contains("2 of 2 questions written"), "{}", run.err);
    let there = questions(&at.path().join("imported"));
    assert!(there[0].0.starts_with("behavioral/tell-me-about-a-decision-of-"), "{}", there[0].0);
    assert!(there[1].0.starts_with("technical/a-payment-provider-times-out-after-"), "{}", there[1].0);
    let text = &there[1].1;
    let parsed: toml::Table = toml::from_str(text).unwrap();
    assert_eq!(parsed["roles"].as_array().unwrap()[0].as_str(), Some("backend"));
    assert_eq!(parsed["levels"].to_string(), "[\"mid\", \"senior\"]");
    assert_eq!(parsed["competencies"].to_string(), "[\"reliability\"]");
    assert_eq!(parsed["minutes"].as_integer(), Some(12));
    assert!(parsed["sample"]["strong"].as_str().unwrap().starts_with("Finds out whether"));
    assert!(text.contains("# From our-questions.csv, line 2.\n# Asked since: 2021\n"), "{text}");
    assert_eq!(parsed["ladder"].as_table().unwrap().len(), 5);
    // The linter asks for nothing but what is still to be written, and for better words.
    let lint = panelkit(at.path(), &["bank", "lint", "--bank", "imported", "--format", "short"]).exits(1);
    assert!(!lint.out.contains("wrong-type") && lint.out.contains("`ladder.poor` is empty"), "{}", lint.out);
}

#[test]
fn nothing_is_overwritten_even_by_force() {
    let at = folder();
    fs::write(at.path().join("q.csv"), "title\nQueues that grow\n").unwrap();
    panelkit(at.path(), &["bank", "import", "q.csv", "-n"]).exits(0);
    assert!(!at.path().join("imported").exists());
    panelkit(at.path(), &["bank", "import", "q.csv"]).exits(0);
    let name = &questions(&at.path().join("imported"))[0].0;
    let path = at.path().join("imported/questions").join(name);
    fs::write(&path, "mine").unwrap();
    let again = panelkit(at.path(), &["bank", "import", "q.csv", "--force"]).exits(1);
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    assert!(again.err.contains("there is a file of this question already"), "{}", again.err);
    assert!(again.err.contains("0 of 1 question written"), "{}", again.err);
    // It is the same question in whichever folder its file lies.
    fs::create_dir(at.path().join("imported/questions/ours")).unwrap();
    fs::rename(&path, at.path().join("imported/questions/ours").join(path.file_name().unwrap())).unwrap();
    panelkit(at.path(), &["bank", "import", "q.csv"]).exits(1);
    assert_eq!(questions(&at.path().join("imported")).len(), 1);
}

#[test]
fn what_is_not_understood_has_its_place() {
    let rows = "Title;Prompt;Position;Category;Min;Technology\n\
                One;What would you do if it broke?;backnd;codign;soon;rust\n;;backend;;;\n\
                One;Как вы это сделаете?;backend;coding;25;\nКак;;backnd;Space travel;;\n";
    let (at, run) = import("q.csv", rows, &[]);
    let run = run.exits(1);
    for part in [
        "the bank has no role `backnd`",
        "did you mean backend?",
        "also: line 5",
        "there is no kind of question `codign`",
        "`Space travel`; it became a comment",
        "`soon` is not a number of minutes",
        "q.csv:2:",
        "the row has neither a question nor a title",
        "3 of 3 questions written",
    ] {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
    assert_eq!(run.err.matches("`backnd`").count(), 1, "one finding a cause: {}", run.err);
    let all = questions(&at.path().join("b"));
    for start in ["technical/one-", "coding/one-", "technical/question-"] {
        let (_, text) = all.iter().find(|(name, _)| name.starts_with(start)).expect(start);
        toml::from_str::<toml::Table>(text).unwrap();
    }
    assert!(all.iter().any(|(_, text)| text.contains("# Position: backnd")), "{all:#?}");
    let no = panelkit(at.path(), &["bank", "import", "missing.csv"]).exits(2);
    assert!(no.err.contains("missing.csv"), "{}", no.err);
}

#[test]
fn ids_are_the_same_in_each_list_and_meet_in_none() {
    let at = folder();
    let lists = [
        "question,level\nTell me about a time you failed at work.,senior\n1. What is a race condition?,mid\nКак это работает?,mid\n",
        "question\nTell me about a time you led a team.\n1) How do you roll back a release?\n2. What is a race condition?\nГде это?\n",
    ];
    for (n, list) in lists.iter().enumerate() {
        fs::write(at.path().join(format!("{n}.csv")), list).unwrap();
    }
    panelkit(at.path(), &["bank", "import", "0.csv", "-o", "b"]).exits(0);
    let before = questions(&at.path().join("b"));
    let second = panelkit(at.path(), &["bank", "import", "1.csv", "-o", "b"]).exits(1);
    assert!(second.err.contains("3 of 4 questions written"), "{}", second.err);
    let after = questions(&at.path().join("b"));
    assert!(after.len() == 6 && before.iter().all(|q| after.contains(q)), "{after:#?}");
    let grown = format!("{}First of all?\n{}", &lists[0][..15], &lists[0][15..]);
    fs::write(at.path().join("0.csv"), grown).unwrap();
    let again = panelkit(at.path(), &["bank", "import", "0.csv", "-o", "b"]).exits(1);
    assert!(again.err.contains("1 of 4 questions written"), "{}", again.err);
}

#[test]
fn a_question_that_stands_twice_is_one() {
    let list =
        "question,level,stack,answer\nWhat is a lock?,mid,,A guard\nWhat is a lock?,senior,rust,Exclusion\n";
    let (at, run) = import("q.csv", list, &[]);
    let run = run.exits(0);
    assert!(run.err.contains("2 rows read. 1 of 1 question written"), "{}", run.err);
    let q = only(&at.path().join("b"));
    assert_eq!(
        (q["levels"].to_string(), q["stacks"].to_string()),
        ("[\"mid\", \"senior\"]".into(), "[\"rust\"]".into())
    );
    let text = &questions(&at.path().join("b"))[0].1;
    assert!(text.contains("# Answer in line 3: Exclusion"), "{text}");
}

#[test]
fn code_and_line_breaks_stay() {
    let list = "question,answer\n\"What does this print, and why?\n\nfor i in range(3):\n    if i:\n        print(i)\",\"- 1 and 2\n- range stops before 3\"\n";
    let (at, run) = import("q.csv", list, &[]);
    let run = run.exits(0);
    let q = only(&at.path().join("b"));
    assert_eq!(
        q["ask"].as_str().unwrap().trim_end(),
        "What does this print, and why?\n\nfor i in range(3):\n    if i:\n        print(i)"
    );
    assert_eq!(q["sample"]["strong"].as_str().unwrap().trim_end(), "- 1 and 2\n- range stops before 3");
    assert!(run.out.contains("belongs into"), "{}", run.out);
}

#[test]
fn usual_headings_and_words_are_known() {
    for (list, ask, title) in [
        (
            "Questions,Topic,Level\nWhen does an index slow writes down?,Databases,Intermediate\n",
            "When does an index slow writes down?",
            "",
        ),
        (
            "Question Title,Interview Questions,Seniority\nIndexes,When do they cost?,Mid-level\n",
            "When do they cost?",
            "Indexes",
        ),
        ("Question Title;Expected Answer;Difficulty Level\nIndexes;They cost;Medium\n", "", "Indexes"),
        (
            "Question,Junior,Intermediate,Senior\nWhen do indexes cost?,,Names the write path,\n",
            "When do indexes cost?",
            "",
        ),
    ] {
        let (at, run) = import("q.csv", list, &[]);
        run.exits(0);
        let q = only(&at.path().join("b"));
        assert_eq!((q["ask"].as_str(), q["title"].as_str()), (Some(ask), Some(title)), "{list}");
        assert_eq!(q["levels"].to_string(), "[\"mid\"]", "{list}");
    }
}

#[test]
fn the_command_line_speaks_for_rows_that_say_nothing() {
    let list = "question,level\nWhat is a lock?,\nWhat is a shard?,junior\n";
    let args = ["--role", "backend,sre", "--level", "mid,senior", "--kind", "situational"];
    let (at, run) = import("q.csv", list, &args);
    run.exits(0);
    let all = questions(&at.path().join("b"));
    assert!(
        all.iter().all(|(name, text)| name.starts_with("situational/")
            && text.contains("roles = [\"backend\", \"sre\"]"))
    );
    assert!(
        all[0].1.contains("levels = [\"mid\", \"senior\"]") && all[1].1.contains("levels = [\"junior\"]"),
        "{all:#?}"
    );
    let (_, run) = import("q.csv", list, &["--role", "bakend"]);
    assert!(run.exits(2).err.contains("did you mean backend?"));
}

#[test]
fn a_bad_row_refuses_no_other() {
    let list = "question,level\nWhat is a lock?,mid\n\"What is a sh\"ard?,mid\n,mid\nWhat is a queue?,mid\n";
    let (at, run) = import("q.csv", list, &[]);
    let run = run.exits(1);
    assert_eq!(questions(&at.path().join("b")).len(), 2, "{}", run.err);
    assert!(
        run.err.contains("q.csv:3:") && run.err.contains("neither a question nor a title"),
        "{}",
        run.err
    );
    let list = "- What is a lock?\n- question: What is a shard?\n  level: [mid\n- question: \"Which: this or that?\"\n- Which is faster: a or b?\n";
    let (at, run) = import("q.yaml", list, &[]);
    let run = run.exits(1);
    assert_eq!(questions(&at.path().join("b")).len(), 3, "{}", run.err);
    let list = "{\"question\": \"What is a lock?\"}\n{\"question\": \n{\"ask\": \"What is a queue?\", \"level\": [\"mid\"]}\n";
    let (at, run) = import("q.jsonl", list, &[]);
    let run = run.exits(1);
    assert!(questions(&at.path().join("b")).len() == 2 && run.err.contains("q.jsonl:2"), "{}", run.err);
}

#[test]
fn lists_are_read_in_markdown_yaml_and_json() {
    let lists = [
        (
            "q.json",
            "[{\"question\": \"When does an index cost?\", \"level\": \"mid\", \"answer\": \"On writes\"}]",
        ),
        (
            "q.json",
            "{\"Senior\": [], \"Intermediate\": {\"questions\": [{\"q\": 1, \"Question\": \"When does an index cost?\", \"Expected Answer\": \"On writes\"}]}}",
        ),
        ("q.yaml", "intermediate:\n  - question: When does an index cost?\n    answer: On writes\n"),
        ("q.yml", "- ask: When does an index cost?\n  level: mid\n  answer: >\n    On\n    writes\n"),
        ("q.md", "# Our questions\n\n## Mid-level\n\n- When does an index cost?\n\n  On writes\n"),
        (
            "q.md",
            "# Our questions\n\n### 1. When does an index cost?\n\n**Level:** mid\n\n**Answer:** On writes\n",
        ),
        (
            "q.md",
            "| No. | Questions | Level | Answer |\n| --- | --- | --- | --- |\n| 1 | When does an index cost? | mid | On writes |\n",
        ),
        ("q.txt", "Our list\n\nWhen does an index cost?\nOn writes\n"),
    ];
    for (name, list) in lists {
        let (at, run) = import(name, list, &[]);
        let run = run.exits(0);
        let q = only(&at.path().join("b"));
        assert_eq!(q["ask"].as_str(), Some("When does an index cost?"), "{list}");
        assert_eq!(q["sample"]["strong"].as_str().map(str::trim), Some("On writes"), "{list}: {}", run.err);
        if name != "q.txt" {
            assert_eq!(q["levels"].to_string(), "[\"mid\"]", "{list}");
        }
    }
}

#[test]
fn code_behind_a_question_in_markdown_is_its_handout() {
    let list = "### What does it print?\n\n```js\nlet a = 1;\n\n  a();\n```\n\n- A: 1\n- B: nothing\n\n### What does it print?\n\n```js\nb();\n```\n";
    let (at, run) = import("q.md", list, &[]);
    run.exits(0);
    let all = questions(&at.path().join("b"));
    assert_eq!(all.len(), 2, "{all:#?}");
    let first = all.iter().map(|(_, text)| toml::from_str::<toml::Table>(text).unwrap());
    let first = first.into_iter().find(|q| q["handout"].as_str().unwrap().contains("let a")).unwrap();
    assert_eq!(first["handout"].as_str().unwrap().trim_end(), "```js\nlet a = 1;\n\n  a();\n```");
    assert_eq!(first["sample"]["strong"].as_str().unwrap().trim_end(), "- A: 1\n- B: nothing");
}

#[test]
fn all_sheets_of_a_workbook_are_read_or_the_one_that_is_named() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, ask) in [("Backend", "When does an index cost?"), ("Senior", "What is a shard?")] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        sheet.write_string(0, 0, "Question").unwrap();
        sheet.write_string(1, 0, ask).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let (at, run) = import("q.xlsx", &bytes, &[]);
    run.exits(0);
    let all = questions(&at.path().join("b"));
    assert_eq!(all.len(), 2, "{all:#?}");
    assert!(all.iter().any(|(_, text)| text.contains("roles = [\"backend\"]")), "{all:#?}");
    assert!(all.iter().any(|(_, text)| text.contains("levels = [\"senior\"]")), "{all:#?}");
    let (at, run) = import("q.xlsx", &bytes, &["--sheet", "senior"]);
    run.exits(0);
    assert_eq!(only(&at.path().join("b"))["ask"].as_str(), Some("What is a shard?"));
    let (_, run) = import("q.xlsx", &bytes, &["--sheet", "Snior"]);
    assert!(run.exits(2).err.contains("did you mean Senior?"));
}

/// The built-in bank, and the one that the export of it in some format became.
fn exported(format: &str, filter: &[&str]) -> (Vec<Question>, Vec<Question>) {
    let at = folder();
    let list = format!("all.{format}");
    let export = [&["bank", "export", "--format", format, "-o", &list], filter].concat();
    panelkit(at.path(), &export).exits(0);
    let run = panelkit(at.path(), &["bank", "import", &list, "-o", "b"]).exits(0);
    assert!(!run.err.contains("note:") && !run.err.contains("warning:"), "{}", run.err);
    let again = Bank::load(Some(&at.path().join("b"))).unwrap().questions;
    let of = |q: &Question| again.iter().any(|other| other.id == q.id);
    let mut held = Bank::load(None).unwrap().questions;
    held.retain(of);
    assert_eq!(held.len(), again.len());
    (held, again)
}

#[test]
fn what_was_exported_comes_back_the_same() {
    for format in ["json", "csv", "md"] {
        let (held, again) = exported(format, &["--role", "sre"]);
        assert!(held.len() > 50);
        for (a, b) in held.iter().zip(&again) {
            assert_eq!(a, b, "{format}");
        }
    }
}

#[test]
fn a_page_that_was_edited_comes_back_as_it_was_edited() {
    let at = folder();
    panelkit(
        at.path(),
        &["bank", "export", "--role", "qa", "--kind", "coding", "--format", "md", "-o", "a.md"],
    )
    .exits(0);
    let text = fs::read_to_string(at.path().join("a.md")).unwrap();
    let why = text.split("#### Why interviewers ask this\n\n").nth(1).unwrap().lines().next().unwrap();
    fs::write(at.path().join("a.md"), text.replace(why, "Because it was edited.")).unwrap();
    panelkit(at.path(), &["bank", "import", "a.md", "-o", "b"]).exits(0);
    let bank = Bank::load(Some(&at.path().join("b"))).unwrap();
    assert!(bank.questions.iter().any(|q| q.why == "Because it was edited."));
}

#[test]
fn a_long_list_takes_time_and_findings_in_proportion() {
    let rows: Vec<String> = (0..1500)
        .map(|n| format!("How does a queue {n} relate to a lock when the cache shard is full?,snior"))
        .collect();
    let started = std::time::Instant::now();
    let (at, run) = import("q.csv", format!("question,level\n{}\n", rows.join("\n")), &["-n"]);
    let run = run.exits(1);
    assert!(run.err.contains("1500 of 1500 questions"), "{}", &run.err[run.err.len() - 400..]);
    assert_eq!(run.err.matches("the bank has no level").count(), 1);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    drop(at);
}

#[test]
fn a_question_that_the_bank_has_is_recognised() {
    let at = folder();
    let show = panelkit(at.path(), &["bank", "show", "adding-an-index", "--format", "json"]).exits(0);
    let held: serde_json::Value = serde_json::from_str(&show.out).unwrap();
    let ask = held["questions"][0]["ask"].as_str().unwrap().replace('"', "\"\"");
    fs::write(at.path().join("q.csv"), format!("question\n\"{ask}\"\n")).unwrap();
    let run = panelkit(at.path(), &["bank", "import", "q.csv", "-o", "new-bank"]).exits(0);
    assert!(run.out.contains("the bank asks nearly the same: adding-an-index"), "{}", run.out);
}
