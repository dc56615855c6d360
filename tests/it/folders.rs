//! Folders as they come from shares, synced disks and careless hands: links, pipes, bins, and a folder that moved.

use super::{Run, files, folder, panelkit};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn demo() -> tempfile::TempDir {
    let at = folder();
    panelkit(at.path(), &["demo", "-o", "loop", "-q"]).exits(0);
    at
}

/// Runs `panelkit`, which has to end within some seconds.
fn ends(at: &Path, args: &[&str]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_panelkit"))
        .args(args)
        .current_dir(at)
        .env("XDG_CONFIG_HOME", at.join("no-configuration"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let since = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if since.elapsed() > Duration::from_secs(30) {
            child.kill().unwrap();
            panic!("{args:?} doesn't end");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Run { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_lock_is_never_reached_through_a_link() {
        let at = demo();
        let lock = at.path().join("loop/.panelkit.lock");
        for target in ["gone", "victim"] {
            fs::write(at.path().join("victim"), "keys\n").unwrap();
            symlink(format!("../{target}"), &lock).unwrap();
            let said = ends(at.path(), &["compare", "loop"]).exits(2);
            assert!(
                said.err.contains("loop/.panelkit.lock") && said.err.contains("remove it"),
                "{}",
                said.err
            );
            assert_eq!(fs::read_to_string(at.path().join("victim")).unwrap(), "keys\n");
            assert!(!at.path().join("gone").exists());
            fs::remove_file(&lock).unwrap();
        }
        ends(at.path(), &["compare", "loop"]).exits(1);
        fs::create_dir(&lock).unwrap();
        ends(at.path(), &["compare", "loop"]).exits(2);
    }

    #[test]
    fn links_in_a_circle_are_read_once_by_everything_that_walks() {
        let at = demo();
        symlink(".", at.path().join("loop/scores/a")).unwrap();
        symlink(".", at.path().join("loop/scores/b")).unwrap();
        let said = ends(at.path(), &["gather", "loop"]).exits(0);
        assert!(said.err.contains("60 rows read = 60 accepted"), "{}", said.err);
        assert_eq!(said.err.matches("a link to a folder that is read already").count(), 2, "{}", said.err);
        for args in [
            &["status", "loop"][..],
            &["doctor", "loop"],
            &["export", "loop", "--candidate", "Ana Kovač", "-q"],
        ] {
            ends(at.path(), args);
        }
        // Watching looks at the same files again and again: two looks are enough.
        let mut watching = Command::new(env!("CARGO_BIN_EXE_panelkit"))
            .args(["gather", "loop", "--watch"])
            .current_dir(at.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(700));
        let gathered = at.path().join("loop/gathered.csv");
        fs::remove_file(&gathered).unwrap();
        fs::write(at.path().join("loop/scores/new.txt"), "x").unwrap();
        let since = Instant::now();
        while !gathered.exists() && since.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(50));
        }
        watching.kill().unwrap();
        watching.wait().unwrap();
        assert!(gathered.exists(), "the watch notices what is new");
    }

    #[test]
    fn pipes_devices_and_folders_are_refused_where_a_file_belongs() {
        let at = demo();
        let pipe = at.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let pipe = "pipe";
        for args in [
            &["packet", "loop", "--candidates", pipe, "-n"][..],
            &["plan", "--role", "backend", "--seniority", "mid", "--panel", pipe],
            &["plan", "--role", "backend", "--seniority", "mid", "--exposure", pipe],
            &["plan", "--role", "backend", "--seniority", "mid", "--exclude", pipe],
            &["packet", "loop", "--candidate", "Ana Kovač", "--font", pipe, "-n"],
            &["bank", "import", pipe],
            &["gather", "loop", pipe],
            &["packet", "loop", "--candidates", "loop/scores", "-n"],
            &["packet", "loop", "--candidates", "/dev/null", "-n"],
            &["compare", pipe, "--format", "csv"],
            &["calibrate", pipe],
        ] {
            let said = ends(at.path(), args).exits(2);
            assert!(
                said.err.contains("not a file") || said.err.contains("can't be read"),
                "{args:?}: {}",
                said.err
            );
        }
        for name in ["loop/plan.json", "loop/candidates.csv", "panelkit.toml"] {
            let path = at.path().join(name);
            let before = fs::read(&path).ok();
            let _ = fs::remove_file(&path);
            assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
            ends(at.path(), &["gather", "loop", "-n"]).exits(2);
            fs::remove_file(&path).unwrap();
            fs::create_dir(&path).unwrap();
            ends(at.path(), &["gather", "loop", "-n"]).exits(2);
            fs::remove_dir(&path).unwrap();
            if let Some(before) = before {
                fs::write(&path, before).unwrap();
            }
        }
    }

    #[test]
    fn what_the_shell_has_opened_is_read() {
        let at = demo();
        fs::write(at.path().join("list.csv"), "name\nAna Kovač\n").unwrap();
        let script = "cat list.csv | \"$0\" packet loop --candidates /dev/stdin -n --round 1";
        let done = Command::new("sh")
            .args(["-c", script, env!("CARGO_BIN_EXE_panelkit")])
            .current_dir(at.path())
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}

#[test]
fn bins_and_the_folders_of_other_programs_are_left_out_with_a_note() {
    let at = demo();
    for bin in [".Trash-1000/files", "$RECYCLE.BIN", ".git", ".sync/Archive"] {
        let bin = at.path().join("loop/scores").join(bin);
        fs::create_dir_all(&bin).unwrap();
        fs::copy(at.path().join("loop/scores/zoe-lukasiewicz-03-coding.csv"), bin.join("zoe.csv")).unwrap();
    }
    let said = panelkit(at.path(), &["gather", "loop"]).exits(0);
    assert!(said.err.contains("60 rows read = 60 accepted"), "{}", said.err);
    assert_eq!(said.err.matches("a folder of the bin or of another program").count(), 4, "{}", said.err);
}

#[test]
fn a_folder_of_templates_that_is_not_there_is_an_error() {
    let at = demo();
    for args in [
        &["packet", "loop", "--candidate", "Ana Kovač", "-n", "--templates", "nowhere"][..],
        &["compare", "loop", "--templates", "nowhere"],
        &["bank", "show", "adding-an-index", "--format", "md", "--templates", "nowhere"],
    ] {
        let said = panelkit(at.path(), args).exits(2);
        assert!(said.err.contains("there is no such folder of templates"), "{args:?}: {}", said.err);
    }
    let said = panelkit(at.path(), &["doctor", "--templates", "nowhere"]).exits(1);
    assert!(said.err.contains("there is no such folder of templates"), "{}", said.err);
}

#[cfg(unix)]
#[test]
fn a_home_that_is_no_folder_is_as_if_there_were_none() {
    let at = folder();
    fs::write(at.path().join("file"), "").unwrap();
    for home in ["/dev/null", "file", ""] {
        let done = Command::new(env!("CARGO_BIN_EXE_panelkit"))
            .args(["bank", "show", "adding-an-index"])
            .current_dir(at.path())
            .env_remove("XDG_CONFIG_HOME")
            .env("HOME", home)
            .output()
            .unwrap();
        assert!(done.status.success(), "{home}: {}", String::from_utf8_lossy(&done.stderr));
    }
}

#[test]
fn a_loop_says_the_same_wherever_it_lies() {
    let (here, there) = (folder(), folder());
    panelkit(here.path(), &["demo", "-o", "loop", "-q"]).exits(0);
    panelkit(there.path(), &["demo", "-o", "deep/er/a loop", "-q"]).exits(0);
    let (a, b) = (here.path().join("loop"), there.path().join("deep/er/a loop"));
    assert_eq!(files(&a), files(&b));
    let gathered = fs::read_to_string(a.join("gathered.csv")).unwrap();
    assert!(gathered.contains(",scores/zoe-lukasiewicz-03-coding.csv,"), "{gathered}");
    // By another path to the same folder, and from inside it.
    let absolute = a.to_string_lossy().into_owned();
    for (at, name) in [(here.path(), absolute.as_str()), (here.path(), "./loop/../loop"), (a.as_path(), ".")]
    {
        panelkit(at, &["gather", name, "-q"]).exits(0);
        assert_eq!(fs::read_to_string(a.join("gathered.csv")).unwrap(), gathered, "{name}");
    }
    panelkit(here.path(), &["gather", "loop", "./loop/scores", "-q"]).exits(0);
    assert_eq!(fs::read_to_string(a.join("gathered.csv")).unwrap(), gathered);
    // Rejected rows as well.
    for (at, looped) in [(here.path(), "loop"), (there.path(), "deep/er/a loop")] {
        let card = at.join(looped).join("scores/zoe-lukasiewicz-03-coding.csv");
        let text = fs::read_to_string(&card).unwrap().replace("Zoë Łukasiewicz", "Somebody Else");
        fs::write(&card, text).unwrap();
        panelkit(at, &["gather", looped, "-q"]).exits(1);
    }
    let rejected = |at: &Path| fs::read_to_string(at.join("rejected.csv")).unwrap();
    assert_eq!(rejected(&a), rejected(&b));
    assert!(rejected(&a).contains("\nscores/zoe-lukasiewicz-03-coding.csv,2,"), "{}", rejected(&a));
}

#[test]
fn what_is_not_left_over_is_not_called_so() {
    let at = demo();
    fs::write(at.path().join("loop/.panelkit-notes.md"), "mine").unwrap();
    panelkit(at.path(), &["doctor", "loop"]).exits(0);
    fs::write(at.path().join("loop/packets/.panelkit-a1B2c3"), "half").unwrap();
    let said = panelkit(at.path(), &["doctor", "loop"]).exits(1);
    assert!(said.err.contains("packets/.panelkit-a1B2c3") && !said.err.contains("notes.md"), "{}", said.err);
}

#[test]
fn what_a_plan_says_never_steers_a_terminal() {
    let at = demo();
    let plan = at.path().join("loop/plan.json");
    let text = fs::read_to_string(&plan).unwrap();
    let text = text.replace("\"role_title\": \"", "\"role_title\": \"\\u202e\\u001b[2J");
    let text = text.replacen("\"title\": \"", "\"title\": \"\\u2066\\u0007", 8);
    fs::write(&plan, text).unwrap();
    fs::remove_dir_all(at.path().join("loop/scores")).unwrap();
    fs::create_dir(at.path().join("loop/scores")).unwrap();
    for args in [
        &["status", "loop"][..],
        &["status", "loop", "--format", "text"],
        &["status", "loop", "--format", "json"],
        &["gather", "loop"],
        &["compare", "loop", "--partial"],
        &["doctor", "loop"],
        &["plan", "-o", "loop", "--why", "adding-an-index"],
        &["plan", "--audit", "loop", "loop"],
        &["packet", "loop", "--candidate", "Ana", "--round", "1", "-n"],
    ] {
        let said = panelkit(at.path(), args);
        let steers = |text: &str| text.chars().any(|c| panelkit::text::is_invisible(c) && c != '\n');
        assert!(!steers(&said.out) && !steers(&said.err), "{args:?}:\n{:?}\n{:?}", said.out, said.err);
    }
}
