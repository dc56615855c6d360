//! Writing when something goes wrong: the earlier file or the new one, never half, and a message that says which. What
//! needs root, `strace` or minutes is in `.ci/faults`.
#![cfg(unix)]

use super::{Run, files, folder, panelkit};
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::Read;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};

/// A loop of three candidates with all their scorecards.
fn hiring(at: &Path) -> PathBuf {
    let scorecards = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scorecards");
    let looped = at.join("loop");
    fs::create_dir_all(looped.join("scores")).unwrap();
    for name in ["plan.json", "candidates.csv"] {
        fs::copy(scorecards.join(name), looped.join(name)).unwrap();
    }
    fs::copy(scorecards.join("canonical.csv"), looped.join("scores/all.csv")).unwrap();
    looped
}

/// What a shell does with `line`, in which `panelkit` is the binary.
fn shell(at: &Path, line: &str) -> Output {
    let kit = env!("CARGO_BIN_EXE_panelkit");
    Command::new("bash")
        .args(["-c", &format!("panelkit() {{ '{kit}' \"$@\"; }}; {line}")])
        .current_dir(at)
        .env("XDG_CONFIG_HOME", at.join("no-configuration"))
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o777
}

/// The same run, having done its work; whether something needs a person is not the matter here.
fn done(run: Run) -> Run {
    assert!(run.code < Some(2), "{}", run.err);
    run
}

/// The names below `at` that only the kit's own work has.
fn unfinished(at: &Path) -> Vec<PathBuf> {
    let ours = |p: &PathBuf| p.file_name().unwrap().to_string_lossy().starts_with(".panelkit");
    files(at).into_iter().map(|(path, _)| path).filter(ours).collect()
}

#[test]
fn what_holds_candidates_data_is_for_its_owner_and_a_plan_for_all() {
    let at = folder();
    let made = shell(at.path(), "umask 022; panelkit demo -o loop -q && panelkit eject bank -q");
    assert!(made.status.success(), "{}", text(&made.stderr));
    for (path, _) in files(at.path()) {
        let plain = path.starts_with("bank") || path.to_string_lossy().starts_with("loop/plan.");
        let wanted = if plain { 0o644 } else { 0o600 };
        assert_eq!(mode(&at.path().join(&path)), wanted, "{}", path.display());
    }
    let tight = shell(at.path(), "umask 077; panelkit plan --role backend --seniority mid -o tight -q");
    assert!(tight.status.success(), "{}", text(&tight.stderr));
    assert_eq!(mode(&at.path().join("tight/plan.json")), 0o600);
    assert!(unfinished(at.path()).is_empty());
}

#[test]
fn an_existing_file_keeps_its_rights() {
    let at = folder();
    let looped = hiring(at.path());
    let gathered = looped.join("gathered.csv");
    fs::write(&gathered, "old\n").unwrap();
    fs::set_permissions(&gathered, Permissions::from_mode(0o664)).unwrap();
    panelkit(at.path(), &["gather", "loop"]).exits(0);
    assert!(fs::read_to_string(&gathered).unwrap().len() > 100);
    assert_eq!(mode(&gathered), 0o664);
}

#[test]
fn a_link_stays_and_the_file_behind_it_is_written() {
    let at = folder();
    let looped = hiring(at.path());
    fs::create_dir(at.path().join("safe")).unwrap();
    fs::write(at.path().join("safe/old.csv"), "old\n").unwrap();
    symlink("../safe/old.csv", looped.join("gathered.csv")).unwrap();
    symlink("there.md", at.path().join("safe/here.md")).unwrap();
    symlink("../safe/here.md", looped.join("comparison.md")).unwrap();
    panelkit(at.path(), &["gather", "loop"]).exits(0);
    done(panelkit(at.path(), &["compare", "loop"]));
    for link in ["loop/gathered.csv", "loop/comparison.md", "safe/here.md"] {
        assert!(at.path().join(link).is_symlink(), "{link}");
    }
    assert!(fs::metadata(at.path().join("safe/old.csv")).unwrap().len() > 100);
    assert!(fs::read_to_string(at.path().join("safe/there.md")).unwrap().contains('#'));

    symlink("b", at.path().join("a")).unwrap();
    symlink("a", at.path().join("b")).unwrap();
    let circle = panelkit(at.path(), &["compare", "loop", "--format", "json", "-o", "a"]).exits(2);
    assert!(circle.err.contains("circle") && circle.err.contains("--> a"), "{}", circle.err);
}

#[test]
fn pipes_and_devices_are_written_into() {
    let at = folder();
    hiring(at.path());
    let whole = done(panelkit(at.path(), &["compare", "loop", "--format", "json"])).out;
    assert!(whole.len() > 4096);
    let made = shell(
        at.path(),
        "mkfifo pipe; cat pipe > read & panelkit compare loop --format json -o pipe -q; wait; [ -p pipe ]",
    );
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert_eq!(fs::read_to_string(at.path().join("read")).unwrap(), whole);

    // A file that is standard output is written on, not replaced.
    let line = "{ echo before; panelkit compare loop --format json -o /dev/stdout; echo after; } > file";
    let made = shell(at.path(), line);
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert_eq!(fs::read_to_string(at.path().join("file")).unwrap(), format!("before\n{whole}after\n"));
    let made = shell(
        at.path(),
        "panelkit compare loop/scores/all.csv --format csv -o /dev/null -q; [ -c /dev/null ]",
    );
    assert!(made.status.success(), "{}", text(&made.stderr));
}

#[test]
fn a_full_device_is_told_and_is_no_success() {
    if !Path::new("/dev/full").exists() {
        eprintln!("SKIPPED: this system has no /dev/full");
        return;
    }
    let at = folder();
    hiring(at.path());
    for line in [
        "panelkit compare loop --format json -o /dev/full",
        "panelkit compare loop/scores/all.csv --format csv -o /dev/full",
        "panelkit gather loop > /dev/full",
        "panelkit compare loop/scores/all.csv --format csv > /dev/full",
        "panelkit bank list > /dev/full",
    ] {
        let run = shell(at.path(), line);
        let err = text(&run.stderr);
        assert_eq!(run.status.code(), Some(2), "{line}: {err}");
        let place = if line.contains("-o") { "--> /dev/full" } else { "standard output" };
        assert!(err.contains("No space left") && err.contains(place), "{line}: {err}");
    }
    assert_eq!(shell(at.path(), "panelkit --help > /dev/full").status.code(), Some(2));
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let at = folder();
    hiring(at.path());
    for command in
        ["gather loop", "compare loop --format json", "compare loop/scores/all.csv --format csv", "--help"]
    {
        let run = shell(at.path(), &format!("panelkit {command} | head -0; exit ${{PIPESTATUS[0]}}"));
        let err = text(&run.stderr);
        let quiet = !err.contains("error: ") && !err.contains("panicked");
        assert!(run.status.code() < Some(2) && quiet, "{command}: {err}");
    }
    assert!(at.path().join("loop/gathered.csv").exists(), "what is written is written all the same");
}

#[test]
fn a_file_longer_than_allowed_leaves_the_earlier_one() {
    let at = folder();
    let looped = hiring(at.path());
    fs::write(looped.join("gathered.csv"), "old\n").unwrap();
    let before = files(at.path());
    let run = shell(at.path(), "ulimit -f 1; panelkit gather loop -q >/dev/null");
    let err = text(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{err}");
    assert!(err.contains("File too large") && err.contains("--> loop/gathered.csv"), "{err}");
    assert!(err.contains("the earlier file stands there unchanged"), "{err}");
    assert_eq!(files(at.path()), before);

    fs::remove_file(looped.join("gathered.csv")).unwrap();
    let err = text(&shell(at.path(), "ulimit -f 1; panelkit gather loop -q >/dev/null").stderr);
    assert!(err.contains("there was no such file before, and there is none now"), "{err}");
    assert!(!looped.join("gathered.csv").exists() && unfinished(at.path()).is_empty());
}

#[test]
fn a_folder_that_is_only_read_serves_the_commands_that_read() {
    let at = folder();
    let looped = hiring(at.path());
    fs::write(looped.join("gathered.csv"), "old\n").unwrap();
    let before = files(at.path());
    fs::set_permissions(&looped, Permissions::from_mode(0o555)).unwrap();
    if File::create(looped.join("probe")).is_ok() {
        fs::remove_file(looped.join("probe")).unwrap();
        eprintln!("SKIPPED: root may write everywhere; .ci/faults mounts a folder read-only");
        return;
    }
    for args in [
        &["status", "loop"][..],
        &["gather", "loop", "-n"],
        &["compare", "loop", "-o", "-"],
        &["doctor", "loop"],
    ] {
        let run = panelkit(at.path(), args);
        assert!(run.code < Some(2), "{args:?}: {}", run.err);
    }
    let run = panelkit(at.path(), &["gather", "loop"]).exits(2);
    assert!(
        run.err.contains("Permission denied") && run.err.contains("--> loop/gathered.csv"),
        "{}",
        run.err
    );
    assert!(run.err.contains("the earlier file stands there unchanged"), "{}", run.err);
    assert!(!run.out.is_empty(), "what was found is shown");
    fs::set_permissions(&looped, Permissions::from_mode(0o755)).unwrap();
    assert_eq!(files(at.path()), before);
}

#[test]
fn one_command_writes_at_a_time_and_reading_goes_on() {
    let at = folder();
    let looped = hiring(at.path());
    let lock = looped.join(".panelkit.lock");
    fs::write(&lock, "panelkit packet (process 7)\n").unwrap();
    let held = File::open(&lock).unwrap();
    held.lock().unwrap();
    let before = files(at.path());
    for args in [&["status", "loop"][..], &["gather", "loop", "--dry-run"], &["compare", "loop", "-o", "-"]] {
        done(panelkit(at.path(), args));
    }
    let run = panelkit(at.path(), &["gather", "loop"]).exits(2);
    assert!(run.err.contains("panelkit packet (process 7) is writing in this folder"), "{}", run.err);
    assert!(run.err.contains("when it has ended; nothing was changed"), "{}", run.err);
    assert_eq!(files(at.path()), before);

    // The command that waits goes on when the other one has ended.
    let waiting = kit(at.path(), &["gather", "loop"]);
    std::thread::sleep(Duration::from_millis(500));
    drop(held);
    let output = waiting.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(looped.join("gathered.csv").exists() && !lock.exists());
}

/// A run of the binary in the background.
fn kit(at: &Path, args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_panelkit"))
        .args(args)
        .current_dir(at)
        .env("XDG_CONFIG_HOME", at.join("no-configuration"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn commands_at_once_lose_nobody() {
    let at = folder();
    let looped = hiring(at.path());
    let names: Vec<String> = (0..6).map(|n| format!("New Person{n}")).collect();
    let packet = |n: &str| kit(at.path(), &["packet", "loop", "--candidate", n, "--format", "md"]);
    let runs: Vec<Child> = names.iter().map(|n| packet(n)).collect();
    let mut written = 0;
    for (run, name) in runs.into_iter().zip(&names) {
        let output = run.wait_with_output().unwrap();
        let list = fs::read_to_string(looped.join("candidates.csv")).unwrap();
        match output.status.code() {
            Some(0) => {
                assert!(list.contains(name.as_str()), "{name} is not in\n{list}");
                written += 1;
            }
            code => {
                let err = text(&output.stderr);
                assert!(code == Some(2) && err.contains("is writing in this folder"), "{err}");
            }
        }
    }
    assert!(written > 0 && unfinished(at.path()).is_empty());
}

#[test]
fn what_a_killed_run_left_is_swept_and_holds_nobody_up() {
    let at = folder();
    let looped = hiring(at.path());
    fs::create_dir_all(looped.join("packets/ana")).unwrap();
    fs::write(looped.join(".panelkit.lock"), "panelkit packet (process 7)\n").unwrap();
    let left = looped.join("packets/ana/.panelkit-aB3dE9");
    fs::write(&left, "half").unwrap();
    // Not ours: another name.
    fs::write(looped.join("packets/ana/.panelkit-notes"), "mine").unwrap();
    let run = panelkit(at.path(), &["gather", "loop"]).exits(0);
    assert!(run.err.contains("1 temporary file of a run that was cut off went"), "{}", run.err);
    assert!(run.err.contains("loop/packets/ana/.panelkit-aB3dE9"), "{}", run.err);
    assert!(!left.exists() && !looped.join(".panelkit.lock").exists());
    assert!(looped.join("packets/ana/.panelkit-notes").exists());

    // Elsewhere there is no lock: there what is old and nobody's goes, and what is young stays.
    let (old, young) = (at.path().join(".panelkit-aaaaaa"), at.path().join(".panelkit-bbbbbb"));
    let hour_ago = SystemTime::now() - Duration::from_hours(1);
    File::create(&old).unwrap().set_modified(hour_ago).unwrap();
    File::create(&young).unwrap();
    let run = done(panelkit(at.path(), &["compare", "loop", "--format", "json", "-o", "c.json"]));
    assert!(run.err.contains(".panelkit-aaaaaa") && !old.exists() && young.exists(), "{}", run.err);
}

#[test]
fn ctrl_c_leaves_whole_files_only() {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|l| l.strip_prefix("SigIgn:"));
    if ignored.is_some_and(|mask| u64::from_str_radix(mask.trim(), 16).unwrap_or(0) & 2 != 0) {
        eprintln!("SKIPPED: a shell runs this in the background, where Ctrl-C is ignored");
        return;
    }
    let at = folder();
    let looped = hiring(at.path());
    let names: Vec<String> = (0..400).map(|n| format!("Person {n:03}")).collect();
    fs::write(at.path().join("people.csv"), format!("name\n{}\n", names.join("\n"))).unwrap();
    let args = ["packet", "loop", "--candidates", "people.csv", "--format", "md,html"];
    let mut run = kit(at.path(), &args);
    let began = Instant::now();
    while !looped.join("packets/person-000").exists() {
        assert!(began.elapsed() < Duration::from_mins(1), "nothing is written");
        std::thread::sleep(Duration::from_millis(5));
    }
    let told = Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap();
    assert!(told.success());
    let code = run.wait().unwrap().code();
    let mut err = String::new();
    run.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!(code, Some(130), "{err}");
    assert!(!looped.join("packets/person-399").exists(), "it was in the middle");
    assert!(unfinished(at.path()).is_empty(), "{:?}", unfinished(at.path()));
    let cut_off = files(at.path());

    // The same again goes through, and what stood there before was whole.
    panelkit(at.path(), &[&args[..], &["--force"]].concat()).exits(0);
    let whole = files(at.path());
    for file in &cut_off {
        assert!(whole.contains(file) || file.0.ends_with("candidates.csv"), "{}", file.0.display());
    }
}

#[test]
fn a_failed_run_makes_no_folder() {
    let at = folder();
    panelkit(at.path(), &["plan", "--role", "nobody", "--seniority", "mid", "-o", "new/loop"]).exits(2);
    assert!(!at.path().join("new").exists());
    OpenOptions::new().write(true).create_new(true).open(at.path().join("file")).unwrap();
    let run =
        panelkit(at.path(), &["plan", "--role", "backend", "--seniority", "mid", "-o", "file/loop"]).exits(2);
    assert!(run.err.contains("file/loop"), "{}", run.err);
}
