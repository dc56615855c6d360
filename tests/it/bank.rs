//! `panelkit bank`, as a person calls it.

use super::panelkit;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// What `panelkit bank ARGS` says, with its exit code.
fn bank(args: &[&str]) -> (i32, String, String) {
    let here = tempfile::tempdir().expect("a temporary folder");
    let run = panelkit(here.path(), &[&["bank"], args].concat());
    (run.code.unwrap_or(-1), run.out, run.err)
}

/// What a call that has to succeed prints.
fn ok(args: &[&str]) -> String {
    let (code, out, err) = bank(args);
    assert_eq!(code, 0, "{args:?}: {err}");
    out
}

/// A bank with one question in a folder of its own.
fn folder(question: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a file of the test");
    let questions = dir.path().join("questions/databases");
    fs::create_dir_all(&questions).expect("a file of the test");
    fs::write(questions.join("adding-an-index.toml"), question).expect("a file of the test");
    dir
}

/// A question whose words stay as they are while the bank's are mended.
fn good() -> String {
    file("tests/fixtures/bank/adding-an-index.toml")
}

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file of the test")
}

#[test]
fn list_filters() {
    let all = ok(&["list"]);
    let some =
        ok(&["list", "--role", "backend", "--level", "junior", "--stack", "java", "--kind", "technical"]);
    assert!(some.lines().count() > 1 && some.lines().count() < all.lines().count(), "{some}");
    assert!(some.lines().skip(1).all(|l| l.contains("technical") && l.contains("java")), "{some}");
    assert!(all.lines().all(|l| l.chars().count() <= 100), "{all}");
    let (code, out, err) = bank(&["list", "--competency", "data-storag"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("did you mean data-storage?"), "{err}");
}

#[test]
fn show_in_every_format() {
    let page = ok(&["show", "adding-an-index"]);
    assert!(page.contains("Adding an index to a busy table\n====="), "{page}");
    assert!(page.lines().all(|l| l.chars().count() <= 80), "{page}");
    let md = ok(&["show", "adding-an-index", "--format", "md"]);
    assert!(md.starts_with("# Adding an index to a busy table\n") && md.contains("| Just short | "), "{md}");
    let json: serde_json::Value =
        serde_json::from_str(&ok(&["show", "adding-an-index", "--format", "json"])).unwrap();
    assert_eq!(json["format"], "panelkit.questions/1");
    assert_eq!(json["questions"][0]["subject"], "index-rollout");
    assert_eq!(
        ok(&["show", "adding-an-index", "--format", "toml"]),
        file("question-bank/questions/databases/adding-an-index.toml")
    );
    let (code, _, err) = bank(&["show", "adding-an-indx"]);
    assert!(code == 2 && err.contains("did you mean adding-an-index?"), "{err}");
}

#[test]
fn search_forgives_a_typo() {
    let out = ok(&["search", "busy", "tabel", "index", "--limit", "3"]);
    assert!(out.starts_with("adding-an-index\n    Adding an index to a busy table\n"), "{out}");
    let (code, out, err) = bank(&["search", "xqzvwkj"]);
    assert!((code, out.as_str()) == (0, "") && err.contains("Nothing on `xqzvwkj`."), "{err}");
    let (code, out, err) = bank(&["search", "index", "xqzvwkj"]);
    assert!(code == 0 && !out.is_empty() && err.contains("Nothing on `xqzvwkj`; these"), "{err}");
}

#[test]
fn stats_name_thin_spots() {
    let out = ok(&["stats", "--role", "backend", "--level", "junior"]);
    assert!(out.contains("hin spots"), "{out}");
    let dir = folder(&good());
    let out =
        ok(&["stats", "--role", "backend", "--level", "junior", "--bank", dir.path().to_str().unwrap()]);
    assert!(out.contains("junior backend, screen: no question to rate coding in a screen round"), "{out}");
    assert!(!out.contains("staff backend"), "{out}");
    let json = ok(&[
        "stats",
        "--role",
        "qa",
        "--level",
        "mid",
        "--format",
        "json",
        "--bank",
        dir.path().to_str().unwrap(),
    ]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let thin = &json["thin"][0];
    assert!(thin["plans"] == 3 && thin["filled"].as_u64() < Some(3), "{thin}");
}

#[test]
fn lint_tells_and_exits() {
    let dir = folder(&good());
    let (code, _, err) = bank(&["lint", "--bank", dir.path().to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    let dir = folder(
        &good()
            .replace("Reads the query plan", "Understands the query plan")
            .replace("minutes = 12", "minutes = 0"),
    );
    let (code, out, _) = bank(&["lint", "--format", "short", "--bank", dir.path().to_str().unwrap()]);
    assert_eq!((code, out.lines().count()), (1, 2), "{out}");
    assert!(out.contains("[error: wrong-type]") && out.contains("[warning: vague-start]"), "{out}");
    let (code, out, _) = bank(&["lint", "--format", "json", "--bank", dir.path().to_str().unwrap()]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, json["findings"][1]["code"].as_str()), (1, Some("vague-start")), "{out}");
    assert_eq!(json["findings"][1]["column"], 4);
    let at = dir.path().to_str().unwrap();
    for only in
        ["adding-an-index", "questions/databases", &format!("{at}/questions/databases/adding-an-index.toml")]
    {
        let (code, out, err) = bank(&["lint", only, "--format", "short", "--bank", at]);
        assert_eq!((code, out.lines().count()), (1, 2), "{only}: {out}");
        assert!(err.contains("1 question, 2 findings."), "{only}: {err}");
    }
    let (code, out, _) = bank(&["lint", "scale.toml", "--bank", at]);
    assert_eq!((code, out.as_str()), (0, ""));
    let (code, _, err) = bank(&["lint", "adding-an-indx", "--bank", at]);
    assert!(code == 2 && err.contains("no question, file or folder `adding-an-indx`"), "{err}");
    let (code, _, err) = bank(&["lint", "--bank", "no-such-folder"]);
    assert!(code == 2 && err.contains("no such bank folder"), "{err}");
}

#[test]
fn lint_reports_to_programs_with_places_from_here() {
    let bad = good().replace("Reads the query plan", "Understands 100% of <it>, & so on");
    let dir = folder(&bad.replace("minutes = 12", "minutes = 0"));
    let here = super::folder();
    let at = here.path().join("our bank");
    std::fs::rename(dir.path(), &at).unwrap();
    let file = "our bank/questions/databases/adding-an-index.toml";
    for named in ["our bank", "./our bank", at.to_str().unwrap()] {
        let lint = |format: &str| {
            super::panelkit(here.path(), &["bank", "lint", "--bank", named, "--format", format]).exits(1).out
        };
        let json: Value = serde_json::from_str(&lint("json")).unwrap();
        let findings = json["findings"].as_array().unwrap();
        assert!(findings.iter().all(|f| f["file"] == file), "{named}: {json:#}");

        let sarif: Value = serde_json::from_str(&lint("sarif")).unwrap();
        assert_eq!((&sarif["version"], sarif["runs"].as_array().unwrap().len()), (&"2.1.0".into(), 1));
        let run = &sarif["runs"][0];
        assert_eq!(run["tool"]["driver"]["name"], "panelkit");
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), findings.len());
        for (result, finding) in results.iter().zip(findings) {
            assert_eq!((&result["ruleId"], &result["level"]), (&finding["code"], &finding["severity"]));
            let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!(rule["id"], finding["code"]);
            assert!(
                result["message"]["text"].as_str().unwrap().starts_with(finding["message"].as_str().unwrap())
            );
            let place = &result["locations"][0]["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uri"], file.replace(' ', "%20"));
            assert_eq!(place["region"]["startLine"], finding["line"]);
            assert_eq!(place["region"]["startColumn"], finding["column"]);
        }

        let github = lint("github");
        assert_eq!(github.lines().count(), findings.len(), "{github}");
        for (line, finding) in github.lines().zip(findings) {
            let severity = finding["severity"].as_str().unwrap();
            assert!(
                line.starts_with(&format!("::{severity} file={file},line={},", finding["line"])),
                "{line}"
            );
        }

        assert_eq!(findings.len(), 2);
        let junit = lint("junit");
        assert_eq!(junit.matches("<failure ").count(), findings.len(), "{junit}");
        assert!(junit.contains(&format!("failures=\"{}\"", findings.len())), "{junit}");
        assert_eq!(junit.matches("<testcase ").count(), findings.len(), "{junit}");
    }
}

#[test]
fn new_writes_what_lint_then_asks_to_fill() {
    let dir = folder(&good());
    let at = dir.path().to_str().unwrap();
    ok(&["new", "queue-that-grows", "--kind", "debugging", "--bank", at]);
    let path = dir.path().join("questions/debugging/queue-that-grows.toml");
    assert!(fs::read_to_string(&path).unwrap().contains("kind = \"debugging\""));
    let (code, out, _) = bank(&["lint", "--format", "short", "--bank", at]);
    assert!(
        code == 1 && out.lines().all(|l| l.contains("queue-that-grows.toml:") && l.contains("is empty")),
        "{out}"
    );
    let (code, _, err) = bank(&["new", "adding-an-index", "--bank", at]);
    assert_eq!(code, 2, "{err}");
    let (code, _, err) = bank(&["new", "mar-1", "--bank", at]);
    assert!(code == 2 && err.contains("can't be a question's id"), "{err}");
    let (code, _, err) = bank(&["new", "a-b", "--kind", "codign"]);
    assert!(code == 2 && err.contains("did you mean coding?"), "{err}");
    assert!(ok(&["new", "a-b", "-o", "-"]).starts_with("title = "));
}

#[test]
fn export_for_other_programs() {
    let filter = ["--kind", "coding", "--level", "junior"];
    let with = |format: &str| ok(&[&["export", "--format", format], &filter[..]].concat());
    let json: serde_json::Value = serde_json::from_str(&with("json")).unwrap();
    let n = json["questions"].as_array().unwrap().len();
    let csv = with("csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(reader.records().map(Result::unwrap).count(), n);
    assert_eq!(with("md").matches("\n#### Why interviewers ask this\n").count(), n);
    let schema: serde_json::Value = serde_json::from_str(&ok(&["export", "--format", "schema"])).unwrap();
    assert_eq!(schema["type"], "object");
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("all.json");
    assert_eq!(ok(&["export", "-o", file.to_str().unwrap()]), "");
    assert!(fs::read_to_string(file).unwrap().starts_with("{\n  \"format\": \"panelkit.questions/1\""));
}

/// The question as it was before ladders.
fn earlier() -> String {
    let good = good();
    let (head, rest) = good.split_once("# What answers to all of the above").unwrap();
    let (_, sample) = rest.split_once("[sample]").unwrap();
    let anchors = "1 = \"Creates it.\"\n2 = \"Waits for the night.\"\n3 = \"Builds it online.\"\n4 = \"Undoes it too.\"\n";
    let head = head
        .lines()
        .filter(|l| !l.starts_with("keywords") && !l.starts_with("hints"))
        .fold(String::new(), |all, l| all + l + "\n");
    format!(
        "{head}[expect]\nmid = \"Tries it on a copy.\"\nsenior = \"Plans the way back.\"\nstaff = \"Weighs another way.\"\n\n\
         [anchors]\n{anchors}\n[sample]{sample}"
    )
}

#[test]
fn upgrade_converts_earlier_questions_and_keeps_every_sentence() {
    let dir = folder(&earlier());
    let at = dir.path().to_str().unwrap();
    let file = dir.path().join("questions/databases/adding-an-index.toml");
    fs::write(
        dir.path().join("scale.toml"),
        "low = 1\nwords = [\"Poor\", \"Borderline\", \"Solid\", \"Outstanding\"]\n",
    )
    .unwrap();
    let (code, _, err) = bank(&["list", "--bank", at]);
    assert!(code == 2 && err.contains("`panelkit bank upgrade DIR` converts"), "{err}");
    let (code, out, _) = bank(&["upgrade", at, "--dry-run"]);
    assert!(code == 1 && out.contains("a draft until its ladder is read"), "{out}");
    assert_eq!(fs::read_to_string(&file).unwrap(), earlier());
    let (code, out, err) = bank(&["upgrade", at, "--force"]);
    assert!(code == 1 && out.contains("adding-an-index.toml") && out.contains("`rung` added"), "{out}{err}");
    let text = fs::read_to_string(&file).unwrap();
    for sentence in
        ["Creates it.", "Waits for the night.", "Builds it online. Tries it on a copy.", "Undoes it too."]
    {
        assert!(text.contains(sentence), "{sentence}: {text}");
    }
    assert!(text.contains("draft = true") && !text.contains("[anchors]"), "{text}");
    let (code, out, _) = bank(&["list", "--bank", at]);
    assert!(code == 0 && out.contains("technical, draft"), "{out}");
    let (code, _, err) = bank(&["upgrade", at]);
    assert!(code == 0 && err.contains("none of an earlier schema"), "{err}");
    let (code, _, err) = bank(&["upgrade", "no-such-folder"]);
    assert!(code == 2 && err.contains("no such bank folder"), "{err}");
}

#[test]
fn a_draft_is_listed_and_linted_and_never_planned() {
    let here = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let run = panelkit(here.path(), args);
        (run.code.unwrap_or(-1), run.out, run.err)
    };
    let dir = folder(&good());
    let at = dir.path().to_str().unwrap();
    let other = good()
        .replace("index-rollout", "index-left-half-built")
        .replace("[ladder]", "# To write: all of it.\n[ladder]")
        .replace("minutes = 12", "draft = true\nminutes = 0");
    fs::write(dir.path().join("questions/databases/half-written-index.toml"), other).unwrap();
    let plan = ["plan", "--role", "backend", "--level", "senior", "--round", "technical:60", "--bank", at];
    let (code, out, err) = run(&plan);
    assert!(code >= 0 && out.contains("Adding an index to a busy table"), "{out}{err}");
    assert_eq!(err.matches("half-written-index is a draft and was left out").count(), 1, "{err}");
    let (_, out, _) = run(&[
        "plan",
        "--role",
        "backend",
        "--level",
        "senior",
        "--round",
        "technical:60",
        "--bank",
        at,
        "--why",
        "half-written-index",
    ]);
    assert!(out.contains("It is a draft."), "{out}");
    let (code, out, _) = run(&["bank", "lint", "half-written-index", "--format", "short", "--bank", at]);
    assert!(code == 1 && !out.contains("[error") && out.contains("unfinished"), "{out}");
}

#[test]
fn one_ladder_has_the_anchors_of_each_level() {
    let here = tempfile::tempdir().unwrap();
    let dir = folder(&good());
    let at = dir.path().to_str().unwrap();
    let anchors = |level: &str| {
        let args = [
            "plan",
            "--role",
            "backend",
            "--level",
            level,
            "--round",
            "technical:60",
            "--bank",
            at,
            "--format",
            "json",
        ];
        let plan: serde_json::Value = serde_json::from_str(&panelkit(here.path(), &args).out).unwrap();
        let question = &plan["rounds"][0]["questions"][0];
        assert_eq!(question["hints"].as_array().unwrap().len(), 1);
        ["1", "2", "3", "4"].map(|point| question["anchors"][point].as_str().unwrap().to_owned())
    };
    let (mid, senior, staff) = (anchors("mid"), anchors("senior"), anchors("staff"));
    assert!(
        mid[0].starts_with("Creates the index in place") && mid[3].starts_with("Fixes the stop condition")
    );
    assert_eq!(mid[1..], senior[..3]);
    assert_eq!(senior[1..], staff[..3]);
    assert!(staff[3].starts_with("Turns the case into something"));
}
