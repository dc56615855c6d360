//! What the kit runs in: locales, missing folders, few handles, little memory, an end by signal, synchronised folders.

use super::{Run, files, folder, panelkit};
use std::fs;
use std::path::Path;

/// Every command that writes, one after the other, as the arguments of each.
#[cfg(unix)]
const ROUND: [&str; 22] = [
    "init new --role backend --level mid --loop screen --candidate 'İlkay Ğ' --interviewer 'Iğdır I'",
    "demo -o loop",
    "plan --role backend --seniority senior --seed 7 -o other",
    "plan -o other --minutes coding=45",
    "assign other coding='Petra Nováková'",
    "schedule loop --day 2026-12-03 --start 09:00 --zone Europe/Istanbul --today 2026-11-30",
    "packet loop --round 1 --format pdf,md,html --force",
    "gather loop",
    "compare loop --format html",
    "compare loop --format json -o comparison.json",
    "calibrate loop/gathered.csv --format json",
    "brief loop --format md",
    "questions loop -o questions.md",
    "letter loop invitation --candidate 'Ana Kovač' --format md",
    "decide loop --candidate 'Ana Kovač' --decision next --by Ana --reason 'solid in coding' --date 2026-12-05",
    "feedback loop --candidate 'Ana Kovač' --format md",
    "export loop --candidate 'Ana Kovač' -o person.json",
    "purge loop --candidate 'Ana Kovač'",
    "eject ours",
    "schema -o schemas",
    "bank new queue-that-grows --kind debugging --bank ours/question-bank",
    "bank export --format csv -o questions.csv",
];

/// Files with their content.
#[cfg(unix)]
type Files = Vec<(std::path::PathBuf, Vec<u8>)>;

/// What a shell does that first does `before`, with each command of the round, and the files that are there then.
#[cfg(unix)]
fn round(before: &str) -> (Vec<(i32, String)>, Files) {
    let at = folder();
    let kit = env!("CARGO_BIN_EXE_panelkit");
    let runs = ROUND.map(|line| {
        let line = format!("{before}; exec '{kit}' {line} --no-input");
        let mut command = std::process::Command::new("bash");
        command.args(["-c", &line]).current_dir(at.path()).env("XDG_CONFIG_HOME", at.path().join("none"));
        let output = command.output().unwrap();
        (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
    });
    (runs.to_vec(), files(at.path()))
}

#[test]
#[cfg(unix)]
fn every_command_does_the_same_wherever_it_runs() {
    let (plain, wanted) = round("true");
    for ((code, err), line) in plain.iter().zip(ROUND) {
        assert!([0, 1].contains(code), "{line}: {err}");
    }
    assert!(wanted.len() > 100, "{}", wanted.len());
    for before in [
        "export LC_ALL=C LANG=C",
        "export LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8",
        "unset HOME XDG_CONFIG_HOME USER LOGNAME PATH; export TMPDIR=/no/such/folder",
        "ulimit -n 32",
        "ulimit -v 600000",
    ] {
        let (runs, got) = round(before);
        for (((code, err), (plain, _)), line) in runs.iter().zip(&plain).zip(ROUND) {
            assert_eq!(code, plain, "{before}; {line}: {err}");
        }
        let names = |of: &Files| of.iter().map(|f| f.0.clone()).collect::<Vec<_>>();
        assert_eq!(names(&got), names(&wanted), "{before}");
        for (got, wanted) in got.iter().zip(&wanted) {
            assert!(got.1 == wanted.1, "{before}: {} is another one", got.0.display());
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_command_that_is_told_to_end_leaves_whole_files_only() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    let at = folder();
    panelkit(at.path(), &["demo", "-o", "loop", "-q"]);
    let names: Vec<String> = (0..150).map(|n| format!("Person {n:03}")).collect();
    fs::write(at.path().join("people.csv"), format!("name\n{}\n", names.join("\n"))).unwrap();
    let args = ["packet", "loop", "--candidates", "people.csv", "--format", "md,html"];
    let mut run = Command::new(env!("CARGO_BIN_EXE_panelkit"))
        .args(args)
        .current_dir(at.path())
        .env("XDG_CONFIG_HOME", at.path().join("none"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while !at.path().join("loop/packets/person-000").exists() {
        assert!(began.elapsed() < Duration::from_mins(1), "nothing is written");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(Command::new("kill").args(["-TERM", &run.id().to_string()]).status().unwrap().success());
    assert_eq!(run.wait().unwrap().code(), Some(143));
    let left = |at: &Path| {
        let ours = |(path, _): &(std::path::PathBuf, Vec<u8>)| {
            path.file_name().unwrap().to_string_lossy().starts_with(".panelkit")
        };
        files(at).iter().filter(|file| ours(file)).count()
    };
    assert_eq!(left(at.path()), 0);
    let cut_off = files(&at.path().join("loop/packets"));
    panelkit(at.path(), &[&args[..], &["--force"]].concat()).exits(0);
    let whole = files(&at.path().join("loop/packets"));
    assert!(cut_off.iter().all(|file| whole.contains(file)) && cut_off.len() < whole.len());
}

/// The same run, in which `names` are told as copies and nothing else is.
fn tells(run: Run, names: &[&str]) -> Run {
    for name in names {
        assert!(run.err.contains(&format!("--> {name}")), "{name}: {}", run.err);
    }
    assert_eq!(run.err.matches("looks like another version of").count(), names.len(), "{}", run.err);
    run
}

#[test]
fn copies_of_synchronised_folders_are_told_and_read_by_nobody() {
    let at = folder();
    panelkit(at.path(), &["init", "loop", "--role", "backend", "--level", "mid", "--loop", "screen"]);
    let lone = at.path().join("loop");
    fs::write(lone.join("candidates.csv"), "name\nAna\n").unwrap();
    let before = panelkit(at.path(), &["packet", "loop", "--format", "md"]).exits(0);
    tells(before, &[]);
    let copies = [
        "loop/candidates (1).csv",
        "loop/plan (conflicted copy 2026-11-03).json",
        "loop/plan.sync-conflict-20261103-101112-ABCDEFG.json",
        "loop/schedule (Ana's conflicted copy).csv",
    ];
    for name in copies {
        fs::write(at.path().join(name), "not a plan, not a list").unwrap();
    }
    fs::write(lone.join("gathered-DESKTOP-AB12.csv"), "x").unwrap();
    fs::write(lone.join("candidates-old.csv"), "x").unwrap();
    for args in [
        &["status", "loop"][..],
        &["packet", "loop", "--format", "md"],
        &["brief", "loop", "--format", "md"],
        &["questions", "loop"],
        &["assign", "loop", "1=Ben"],
    ] {
        tells(panelkit(at.path(), args), &copies).exits(1);
    }
    let doctor = panelkit(at.path(), &["doctor", "loop"]).exits(1);
    let all = [&copies[..], &["loop/gathered-DESKTOP-AB12.csv"]].concat();
    assert!(tells(doctor, &all).out.contains("5 copies of files"));
    // A table that is named by its path.
    fs::write(lone.join("gathered.csv"), "candidate,interviewer,item,score\nAna,Ben,a,3\nAna,Cem,a,2\n")
        .unwrap();
    tells(panelkit(at.path(), &["calibrate", "loop/gathered.csv"]), &all[4..]).exits(1);
    // Where the file itself is gone, its copy is told all the same.
    fs::remove_file(lone.join("plan.json")).unwrap();
    let gone = panelkit(at.path(), &["status", "loop"]).exits(2);
    assert!(gone.err.contains("no plan to read"), "{}", gone.err);
    tells(gone, &copies);
}
