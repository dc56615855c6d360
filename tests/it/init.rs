//! `panelkit init`: a folder to begin with, which every later command takes.

use super::{files, folder, panelkit};
use std::fs;
use std::path::{Path, PathBuf};

const PLANNED: [&str; 8] = ["init", "hiring", "--role", "backend", "--level", "mid", "--loop", "screen"];

fn names(at: &Path) -> Vec<PathBuf> {
    files(at).into_iter().map(|(path, _)| path).collect()
}

/// The rows of a list below its heading.
fn rows(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn a_folder_with_people_and_a_plan_goes_all_the_way() {
    let at = folder();
    let people = ["--candidate", "Zoë Łukasiewicz", "--candidate", "=Ana", "--interviewer", "José Ångström"];
    let run = panelkit(at.path(), &[&PLANNED[..], &people, &["--organisation", "A \"B\" \\ C"]].concat());
    assert!(matches!(run.code, Some(0 | 1)), "{}", run.err);
    for part in ["2 candidates", "1 interviewer", "Next: panelkit packet hiring"] {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
    let hiring = at.path().join("hiring");
    assert_eq!(
        names(&hiring),
        ["START.md", "candidates.csv", "panel.csv", "panelkit.toml", "plan.json", "plan.md", "schedule.csv"]
            .map(PathBuf::from)
    );
    let packets = panelkit(at.path(), &["packet", "hiring", "--format", "md"]).exits(0);
    assert!(packets.err.contains("hiring/packets"), "{}", packets.err);
    let packet = files(&hiring.join("packets")).into_iter().map(|(_, b)| String::from_utf8(b).unwrap());
    let packets: Vec<String> = packet.collect();
    for part in ["Zoë Łukasiewicz", "José Ångström"] {
        assert!(packets.iter().any(|text| text.contains(part)), "{part}");
    }
    let status = panelkit(at.path(), &["status", "hiring"]).exits(1);
    assert!(status.out.contains("José Ångström"), "{}", status.out);
    panelkit(at.path(), &["doctor", "hiring"]).exits(0);
    // The settings of the folder count for commands that name it, wherever they run.
    let html = ["packet", "hiring", "--format", "html", "--force"];
    panelkit(at.path(), &html).exits(0);
    let html =
        files(&hiring.join("packets")).into_iter().find(|(p, _)| p.extension().is_some_and(|e| e == "html"));
    assert!(String::from_utf8(html.unwrap().1).unwrap().contains("A &quot;B&quot; \\ C"));
}

#[test]
fn a_folder_without_a_plan_says_how_to_get_one() {
    let at = folder();
    let run = panelkit(at.path(), &["init", "hiring"]).exits(0);
    assert!(run.err.contains("Next: panelkit plan --role ROLE --seniority LEVEL -o hiring"), "{}", run.err);
    let hiring = at.path().join("hiring");
    let begun = ["START.md", "candidates.csv", "panel.csv", "panelkit.toml"].map(PathBuf::from);
    assert_eq!(names(&hiring), begun);
    assert!(rows(&hiring.join("panel.csv")).is_empty() && rows(&hiring.join("candidates.csv")).is_empty());
    // In the folder itself, as START.md says it; the panel is empty so far, which is told and no obstacle.
    let plan = [
        "plan",
        "--role",
        "backend",
        "--level",
        "mid",
        "--loop",
        "screen",
        "-o",
        ".",
        "--panel",
        "panel.csv",
    ];
    let run = panelkit(&hiring, &plan).exits(1);
    assert!(run.err.contains("the panel is empty"), "{}", run.err);
    let run = panelkit(&hiring, &["packet", "."]).exits(2);
    assert!(run.err.contains("name one: --candidate"), "{}", run.err);
    panelkit(&hiring, &["packet", ".", "--candidate", "Ana Kovač", "--format", "md"]).exits(0);
    assert!(rows(&hiring.join("candidates.csv"))[0].starts_with("Ana Kovač"));
    let status = panelkit(&hiring, &["status", "."]).exits(1);
    assert!(status.out.contains("Ana Kovač"), "{}", status.out);
    panelkit(&hiring, &["doctor", "."]).exits(0);
}

#[test]
fn every_setting_that_is_offered_is_taken() {
    let at = folder();
    panelkit(at.path(), &["init"]).exits(0);
    let settings = at.path().join("panelkit.toml");
    let text = fs::read_to_string(&settings).unwrap();
    assert!(text.lines().all(|line| line.is_empty() || line.starts_with("# ")), "{text}");
    let open: Vec<&str> =
        text.lines().map(|l| l.strip_prefix("# ").filter(|l| l.contains(" = ")).unwrap_or("")).collect();
    fs::write(&settings, open.join("\n")).unwrap();
    fs::create_dir_all(at.path().join("ours/templates")).unwrap();
    panelkit(at.path(), &["eject", "ours", "-q", "--bank", "builtin"]).exits(0);
    let run = panelkit(at.path(), &["doctor"]).exits(0);
    assert!(run.out.contains("panelkit.toml: read"), "{}", run.out);
}

#[test]
fn what_stands_there_is_named_and_nothing_is_written() {
    for name in ["candidates.csv", "panelkit.toml", "plan.json", "START.md", "schedule.csv"] {
        let at = folder();
        let hiring = at.path().join("hiring");
        fs::create_dir(&hiring).unwrap();
        fs::write(hiring.join(name), "mine\n").unwrap();
        for force in [&[][..], &["--force"]] {
            let run =
                panelkit(at.path(), &[&PLANNED[..], &["--interviewer", "Ben"], force].concat()).exits(2);
            assert!(run.err.contains(&format!("--> hiring/{name}")), "{name}: {}", run.err);
            assert!(run.err.contains("nothing was written") && !run.err.contains("--force"), "{}", run.err);
            assert_eq!(files(&hiring), [(PathBuf::from(name), b"mine\n".to_vec())]);
        }
    }
    let at = folder();
    fs::write(at.path().join("hiring"), "a file").unwrap();
    let run = panelkit(at.path(), &["init", "hiring"]).exits(2);
    assert!(run.err.contains("hiring"), "{}", run.err);
    // The same once more is no harm; a mistake or a dry run leaves no folder behind.
    let at = folder();
    panelkit(at.path(), &[&PLANNED[..], &["--dry-run"]].concat()).exits(0);
    panelkit(at.path(), &["init", "hiring", "--role", "bakend", "--level", "mid"]).exits(2);
    panelkit(at.path(), &["init", "hiring", "--candidate", "  "]).exits(2);
    let half = panelkit(at.path(), &["init", "hiring", "--role", "backend"]).exits(2);
    assert!(half.err.contains("--seniority is missing"), "{}", half.err);
    assert!(names(at.path()).is_empty() && !at.path().join("hiring").exists());
    panelkit(at.path(), &PLANNED).exits(0);
    let before = files(at.path());
    panelkit(at.path(), &PLANNED).exits(0);
    assert_eq!(files(at.path()), before);
}

#[test]
#[cfg(target_os = "linux")]
fn somebody_at_a_terminal_is_asked() {
    use super::terminal::at_a_terminal;
    let at = folder();
    let answers = [
        ("Enter for backend: ", "sre\n"),
        ("Enter for senior: ", "mid\n"),
        ("Enter for none: ", "go\n"),
        ("Candidates: a name a line, Enter alone ends the list\r\n   1  ", "Zoë Łukasiewicz\n"),
        ("   2  ", "ZOË łukasiewicz\n"),
        ("   3  ", "Ben Ito\n"),
        ("   4  ", "\n"),
        ("Interviewers: a name a line, Enter alone ends the list\r\n   1  ", "\n"),
    ];
    let (code, shown) = at_a_terminal(at.path(), "init hiring --loop screen", &answers);
    assert!(matches!(code, Some(0 | 1)), "{shown}");
    let told = "The same without questions: panelkit init hiring --role sre --seniority mid --stack go --loop screen";
    assert!(shown.contains(told), "{shown}");
    let hiring = at.path().join("hiring");
    assert_eq!(rows(&hiring.join("candidates.csv")), ["Zoë Łukasiewicz,,,,", "Ben Ito,,,,"]);
    assert!(!hiring.join("schedule.csv").exists());
    // Whoever has such a folder already isn't asked first.
    let (code, shown) = at_a_terminal(at.path(), "init hiring", &[]);
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.contains("hiring/candidates.csv") && !shown.contains("Number or name"), "{shown}");
    // Breaking off leaves nothing.
    let (code, shown) = at_a_terminal(at.path(), "init other --role sre --level mid", &[("   1  ", "\u{4}")]);
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.contains("nothing was written") && !at.path().join("other").exists(), "{shown}");
}
