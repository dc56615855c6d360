//! Every file of the fuzzer's corpora goes through the function that the fuzzer calls, on the stable compiler.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

#[path = "../../fuzz/src/lib.rs"]
mod laws;

/// A corpus is small: what matters of it was kept by `cargo fuzz cmin`.
const MOST_FILES: usize = 300;

fn corpus(name: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut files: Vec<_> = entries
        .map(|e| e.unwrap())
        .map(|e| (e.file_name().into_string().unwrap(), fs::read(e.path()).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn no_file_of_a_corpus_breaks_a_law() {
    for (name, law) in laws::TARGETS {
        let files = corpus(name);
        assert!(!files.is_empty() && files.len() <= MOST_FILES, "{name} has {} files", files.len());
        for (file, bytes) in files {
            let begun = Instant::now();
            let held = std::panic::catch_unwind(|| law(&bytes));
            assert!(held.is_ok(), "fuzz/corpus/{name}/{file} breaks a law: the panic is above");
            let took = begun.elapsed();
            assert!(took < Duration::from_secs(20), "fuzz/corpus/{name}/{file} took {took:?}");
        }
    }
}

#[test]
fn every_target_is_there_and_is_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("fuzz/Cargo.toml")).unwrap();
    let ci = fs::read_to_string(root.join(".ci/run")).unwrap();
    let docs = fs::read_to_string(root.join("docs/fuzzing.md")).unwrap();
    for (name, _) in laws::TARGETS {
        assert!(manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")), "{name}");
        assert!(root.join("fuzz/fuzz_targets").join(format!("{name}.rs")).is_file(), "{name}");
        assert!(docs.contains(&format!("| `{name}` |")), "docs/fuzzing.md doesn't tell of {name}");
    }
    let names: Vec<&str> = laws::TARGETS.iter().map(|(name, _)| *name).collect();
    assert!(ci.contains(&format!("for target in {}; do", names.join(" "))), ".ci/run runs other targets");
}
