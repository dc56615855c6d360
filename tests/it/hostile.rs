//! Files that would stop the process that reads them: each is one finding, and the scorecards beside it count.

use super::{Run, folder, panelkit};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn hostile() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/hostile")
}

/// Runs `panelkit` with as much memory as a laptop can spare, where the system keeps to it.
fn confined(at: &Path, args: &[&str]) -> Run {
    let script = if cfg!(target_os = "linux") {
        "ulimit -v 4000000; exec \"$0\" \"$@\""
    } else {
        "exec \"$0\" \"$@\""
    };
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_panelkit")])
        .args(args)
        .current_dir(at)
        .env("XDG_CONFIG_HOME", at.join("no-configuration"))
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Run { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

const FILES: [(&str, &str); 10] = [
    ("endless-cross-references.pdf", "the PDF is damaged"),
    ("huge-cross-reference-fields.pdf", "the PDF is damaged"),
    ("wide-predictor.pdf", "the PDF is damaged"),
    ("object-streams.pdf", "a PDF without the fields of a scorecard"),
    ("columns-by-rows.pdf", "the limit sheet-cells is"),
    ("one-value-many-times.pdf", "the limit sheet-text is"),
    ("odd-dimensions.xls", "the file is damaged"),
    ("odd-dimensions-2.xls", "the file is damaged"),
    ("twelve-workbooks.zip", "the limit sheet-cells is"),
    ("twins.zip", "it holds several files of one name"),
];

#[test]
fn each_is_one_finding_and_the_cards_beside_it_count() {
    for (name, why) in FILES {
        let at = folder();
        let at = at.path();
        panelkit(at, &["demo", "-o", "loop", "-q"]).exits(0);
        fs::copy(hostile().join(name), at.join("loop/scores").join(name)).unwrap();
        let run = confined(at, &["gather", "loop"]).exits(1);
        assert!(
            run.err.contains(why) && run.err.contains(&format!("loop/scores/{name}")),
            "{name}: {}",
            run.err
        );
        let accepted = run.err.contains("60 accepted");
        assert!(accepted && (run.err.contains("60 rows read") || name == "twins.zip"), "{name}: {}", run.err);
    }
}

#[test]
fn no_command_of_a_loop_is_stopped() {
    let at = folder();
    let at = at.path();
    panelkit(at, &["demo", "-o", "loop", "-q"]).exits(0);
    for (name, _) in FILES {
        fs::copy(hostile().join(name), at.join("loop/scores").join(name)).unwrap();
    }
    for args in [
        &["gather", "loop"][..],
        &["status", "loop"],
        &["compare", "loop", "--partial"],
        &["doctor", "loop"],
        &["export", "loop", "--candidate", "Ana Kovač", "-o", "ana"],
        &["purge", "loop", "--candidate", "Ana Kovač", "--dry-run"],
    ] {
        let run = confined(at, args);
        assert!(matches!(run.code, Some(0 | 1)), "{args:?}: {:?}: {}", run.code, run.err);
    }
    for args in [
        &["compare", "FILE"][..],
        &["calibrate", "FILE"],
        &["bank", "import", "FILE", "-o", "bank"],
        &["packet", "loop", "--candidates", "FILE"],
        &["plan", "--role", "backend", "--level", "mid", "--loop", "screen", "--panel", "FILE", "-o", "new"],
    ] {
        for (name, _) in FILES {
            let file = hostile().join(name);
            let named: Vec<&str> =
                args.iter().map(|a| if *a == "FILE" { file.to_str().unwrap() } else { a }).collect();
            let run = confined(at, &named);
            assert!(matches!(run.code, Some(1 | 2)), "{named:?}: {:?}: {}", run.code, run.err);
        }
    }
}

/// A PDF with a form of so many fields.
#[cfg(unix)]
fn form(fields: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[".to_vec();
    for i in 0..fields {
        write!(bytes, "{} 0 R ", i + 3).unwrap();
    }
    bytes.extend_from_slice(b"]>>>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n");
    for i in 0..fields {
        writeln!(bytes, "{} 0 obj\n<</FT/Tx/T(item=q{i},score)/V(3)>>\nendobj", i + 3).unwrap();
    }
    bytes.extend_from_slice(b"trailer\n<</Root 1 0 R>>\n%%EOF\n");
    bytes
}

#[cfg(unix)]
#[test]
fn a_process_that_takes_files_apart_ends_when_its_time_is_up() {
    use std::os::unix::process::ExitStatusExt;
    const SIGXCPU: i32 = 24;
    let mut child = Command::new(env!("CARGO_BIN_EXE_panelkit"))
        .arg("__unpack")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut requests = child.stdin.take().unwrap();
    let file = form(99_000);
    // Again and again, without a second of its own for any of them.
    for _ in 0..40 {
        let mut request = 0_u32.to_le_bytes().to_vec();
        // Tables are wanted, no running text.
        request.push(0);
        for part in [&b"slow.pdf"[..], &file] {
            request.extend_from_slice(&(part.len() as u64).to_le_bytes());
            request.extend_from_slice(part);
        }
        if requests.write_all(&request).is_err() {
            break;
        }
    }
    drop(requests);
    let ended = child.wait().unwrap();
    assert!(ended.signal() == Some(SIGXCPU) || ended.success(), "{ended:?}");
    if cfg!(debug_assertions) {
        assert_eq!(ended.signal(), Some(SIGXCPU), "{ended:?}");
    }
}
