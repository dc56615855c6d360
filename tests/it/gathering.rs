//! `panelkit gather` from the command line: files of every sort, folders, settings, copies, watching.

use super::{files, folder, panelkit};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scorecards")
}

/// A loop folder with the plan and the candidates of the fixtures, and these of their files below `scores`.
fn hiring(at: &Path, files: &[&str]) {
    fs::create_dir_all(at.join("loop/scores")).unwrap();
    for name in ["plan.json", "candidates.csv"] {
        fs::copy(fixtures().join(name), at.join("loop").join(name)).unwrap();
    }
    for name in files {
        let to = at.join("loop/scores").join(name.rsplit('/').next().unwrap());
        fs::copy(fixtures().join(name), to).unwrap();
    }
}

fn json(out: &str) -> serde_json::Value {
    serde_json::from_str(out).unwrap()
}

#[test]
fn a_folder_of_everything_is_read_and_nothing_is_lost() {
    let at = folder();
    hiring(at.path(), &["same/libreoffice.xlsx", "faulty/login-page.csv", "faulty/score-vague.csv"]);
    let scores = at.path().join("loop/scores");
    fs::write(scores.join("~$libreoffice.xlsx"), b"\x05Ana").unwrap();
    fs::write(scores.join(".~lock.a.ods#"), b",ana").unwrap();
    fs::create_dir(scores.join("from-mail")).unwrap();
    fs::copy(fixtures().join("same/folder.zip"), scores.join("from-mail/folder.zip")).unwrap();
    let run = panelkit(at.path(), &["gather", "loop"]).exits(1);
    for part in [
        "a web page, perhaps a login page",
        "`3+` is not one score but a range",
        "a lock file of an office program was left out",
        "score-vague.csv:2:96",
        "rejected.csv with their places and reasons",
    ] {
        assert!(run.err.contains(part), "{part}:\n{}", run.err);
    }
    let sum = run.err.lines().find(|l| l.contains(" rows read = ")).unwrap().to_owned();
    let numbers: Vec<usize> =
        sum.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    assert_eq!(numbers[0], numbers[1] + numbers[2], "{sum}");
    let rejected = fs::read_to_string(at.path().join("loop/rejected.csv")).unwrap();
    assert!(
        rejected.starts_with("file,line,column,sheet,letter,heading,question,reason,row\n"),
        "{rejected}"
    );
    assert_eq!(rejected.lines().count(), numbers[2] + 1);
    assert!(rejected.contains("score-vague.csv,2,96,"), "{rejected}");
}

#[test]
fn a_packet_that_holds_no_ratings_is_called_one() {
    let at = folder();
    panelkit(at.path(), &["demo", "-o", "loop", "-q"]).exits(0);
    panelkit(at.path(), &["packet", "loop", "--format", "md,html", "--candidate", "Ana Kovač", "--force"]);
    let packets = at.path().join("loop/packets/ana-kovac");
    for (ending, part) in [("html", "a page of this kit"), ("md", "a packet in Markdown")] {
        let packet = files(&packets).into_iter().map(|(path, _)| path).find(|path| {
            path.to_string_lossy().starts_with("01-") && path.extension().is_some_and(|e| e == ending)
        });
        let packet = packets.join(packet.unwrap());
        let run = panelkit(at.path(), &["gather", "loop", packet.to_str().unwrap(), "-n"]);
        assert!(run.err.contains(part) && run.err.contains("scorecard CSV"), "{ending}: {}", run.err);
        assert_eq!(run.err.matches("error:").count(), 1, "{}", run.err);
    }
}

#[test]
fn what_was_gathered_is_not_replaced_by_nothing() {
    let at = folder();
    hiring(at.path(), &["same/libreoffice.xlsx"]);
    panelkit(at.path(), &["gather", "loop"]);
    let gathered = || fs::read(at.path().join("loop/gathered.csv")).unwrap();
    let before = gathered();
    let run = panelkit(at.path(), &["gather", "loop", "gone.csv", "lost.xlsx"]).exits(2);
    assert!(run.err.contains("gone.csv") && run.err.contains("lost.xlsx"), "{}", run.err);
    assert!(!before.is_empty() && gathered() == before);
    // Where one of them is there, it is read, and the other one is told.
    fs::copy(at.path().join("loop/gathered.csv"), at.path().join("kept.csv")).unwrap();
    let run = panelkit(at.path(), &["gather", "loop", "gone.csv", "kept.csv"]).exits(1);
    assert!(run.err.contains("gone.csv") && gathered().len() > before.len() / 2, "{}", run.err);
}

#[test]
fn a_cell_of_a_workbook_is_named_as_the_spreadsheet_does() {
    let at = folder();
    hiring(at.path(), &["faulty/openpyxl-types.xlsx"]);
    let run = panelkit(at.path(), &["gather", "loop"]).exits(1);
    assert!(run.err.contains("G2: `2026-04-04` is a date"), "{}", run.err);
    assert!(run.err.contains("openpyxl-types.xlsx[Scores]:2\n"), "{}", run.err);
}

#[test]
fn the_preferred_copy_counts() {
    let at = folder();
    hiring(at.path(), &["same/utf8-bom-crlf.csv"]);
    let scores = at.path().join("loop/scores");
    let text = fs::read_to_string(scores.join("utf8-bom-crlf.csv")).unwrap();
    fs::write(scores.join("later.csv"), text.replacen(",3,", ",2,", 1)).unwrap();
    let old = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::open(scores.join("utf8-bom-crlf.csv")).unwrap().set_modified(old).unwrap();
    let neither = panelkit(at.path(), &["gather", "loop", "--format", "json"]).exits(1);
    assert!(
        neither.err.contains("neither counts") && neither.err.contains("--prefer newest"),
        "{}",
        neither.err
    );
    let n = |out: &str| json(out)["records"].as_array().unwrap().len();
    let first = |out: &str| json(out)["records"][0]["score"].to_string();
    assert_eq!(n(&neither.out), 13);
    let newest = panelkit(at.path(), &["gather", "loop", "--format", "json", "--prefer", "newest"]).exits(0);
    assert_eq!((n(&newest.out), first(&newest.out)), (15, "2.0".to_owned()));
    let file = ["gather", "loop", "--format", "json", "--prefer", "utf8-bom-crlf.csv"];
    assert_eq!(first(&panelkit(at.path(), &file).exits(0).out), "3.0");
    fs::write(at.path().join("panelkit.toml"), "prefer = \"newest\"\n").unwrap();
    assert_eq!(first(&panelkit(at.path(), &["gather", "loop", "--format", "json"]).exits(0).out), "2.0");
}

#[test]
fn a_team_s_own_headers_are_read() {
    let at = folder();
    hiring(at.path(), &["same/translated.csv"]);
    assert!(panelkit(at.path(), &["gather", "loop"]).exits(1).err.contains("column"));
    let settings = "[headers]\ncandidate = [\"Bewerber/in\"]\nround = [\"Runde\"]\nitem = [\"Frage\"]\n\
                    score = [\"Bewertung\"]\nevidence = [\"Beleg\"]\n";
    fs::write(at.path().join("panelkit.toml"), settings).unwrap();
    panelkit(at.path(), &["gather", "loop"]).exits(0);
    // A column that is not read as the kit writes it is read where the team says so.
    let theirs =
        fs::read_to_string(fixtures().join("canonical.csv")).unwrap().replacen(",item,", ",competency,", 1);
    fs::remove_file(at.path().join("loop/scores/translated.csv")).unwrap();
    fs::write(at.path().join("loop/scores/theirs.csv"), theirs).unwrap();
    fs::write(at.path().join("panelkit.toml"), "[headers]\nitem = [\"Competency\"]\n").unwrap();
    panelkit(at.path(), &["gather", "loop"]).exits(0);
}

#[test]
fn settings_are_checked_and_used() {
    let at = folder();
    hiring(at.path(), &[]);
    fs::write(at.path().join("panelkit.toml"), "organisation = \"Acme\"\npapr = \"a4\"\n").unwrap();
    let run = panelkit(at.path(), &["packet", "loop"]).exits(2);
    assert!(run.err.contains("panelkit.toml:2:1") && run.err.contains("did you mean paper"), "{}", run.err);
    let text = "organisation = \"Acme GmbH\"\nconfidentiality = \"Ours alone.\"\npaper = \"letter\"\n";
    fs::write(at.path().join("panelkit.toml"), text).unwrap();
    let packet = ["packet", "loop", "--round", "1", "--format", "html"];
    panelkit(at.path(), &packet).exits(0);
    let page = |at: &Path| {
        let packets = super::files(&at.join("loop/packets"));
        let html = packets.into_iter().find(|(p, _)| p.to_string_lossy().ends_with("kovac.html")).unwrap().1;
        String::from_utf8(html).unwrap()
    };
    let html = page(at.path());
    assert!(html.contains("Acme GmbH") && html.contains("Ours alone."), "{html}");
}

#[test]
fn lateness_is_told_where_there_are_dates() {
    let at = folder();
    hiring(at.path(), &[]);
    fs::copy(fixtures().join("same/jose-windows-1252.csv"), at.path().join("loop/scores/jose.csv")).unwrap();
    let list = "name,due\nZoë Łukasiewicz,2026-11-20\nJosé Ångström,2026-11-20\n山田太郎,2026-12-24\n";
    fs::write(at.path().join("loop/candidates.csv"), list).unwrap();
    let run = panelkit(at.path(), &["gather", "loop", "--today", "2026-11-22"]).exits(1);
    assert!(run.out.contains("missing, 2 days late") && run.out.contains(" complete"), "{}", run.out);
    assert_eq!(run.out.matches("late").count(), 2, "{}", run.out);
}

#[test]
fn watching_reads_again_when_a_file_comes() {
    let at = folder();
    hiring(at.path(), &["same/jose-windows-1252.csv"]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_panelkit"))
        .args(["gather", "loop", "--watch"])
        .current_dir(at.path())
        .env("XDG_CONFIG_HOME", at.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let gathered = at.path().join("loop/gathered.csv");
    let until = |lines: usize| {
        let start = Instant::now();
        loop {
            let n = fs::read_to_string(&gathered).map_or(0, |t| t.matches("5ce2-e1ad").count());
            if n >= lines || start.elapsed() > Duration::from_secs(20) {
                return n;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    let first = until(7);
    fs::copy(fixtures().join("same/yamada-shift-jis.csv"), at.path().join("loop/scores/y.csv")).unwrap();
    let second = until(14);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!((first, second), (7, 14));
}

#[test]
fn of_very_many_findings_the_worst_are_shown_and_all_are_kept() {
    let at = folder();
    hiring(at.path(), &[]);
    let plan: serde_json::Value = json(&fs::read_to_string(at.path().join("loop/plan.json")).unwrap());
    let (id, round) = (plan["id"].as_str().unwrap(), plan["rounds"][0]["id"].as_str().unwrap());
    let mut card = vec!["plan,candidate,interviewer,round,item,score,evidence\n".to_owned()];
    card.extend((0..1400).map(|i| format!("{id},Nobody {i},,{round},none,3,said\n")));
    fs::write(at.path().join("loop/scores/a.csv"), card.concat()).unwrap();
    let run = panelkit(at.path(), &["gather", "loop"]).exits(1);
    assert_eq!(run.err.matches("error: ").count(), 1200, "{}", run.err);
    assert!(run.err.contains("more like these: 200 unknown-candidate"), "{}", run.err);
    let rejected = fs::read_to_string(at.path().join("loop/rejected.csv")).unwrap();
    assert_eq!(rejected.lines().count(), 1401);
    let all = json(&panelkit(at.path(), &["gather", "loop", "--format", "json", "-q"]).exits(1).out);
    assert_eq!(all["findings"].as_array().unwrap().len(), 1400);
}
