//! Every file of the fuzzer's corpora goes through the function that the fuzzer calls, on the stable compiler.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

#[allow(dead_code, reason = "the fuzzer alone needs a hook of its own")]
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

/// A row of numbers that is the same each time (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }
}

/// What breaks readers: signs of their languages, ends of ranges, halves of letters.
const PIECES: [&[u8]; 20] = [
    b"\"",
    b"'",
    b"\n",
    b"\r",
    b",",
    b";",
    b"\0",
    b"\xff\xfe",
    b"\xc3",
    b"[[",
    b"{\"",
    b"]}",
    b"<!-- end -->",
    b"\x1b",
    b"-1",
    b"4294967295",
    b"18446744073709551616",
    b"1e309",
    b"\xe2\x80\xae",
    b"| --- |\n",
];

/// `bytes` with one to four changes; `other` lends pieces.
fn damaged(bytes: &[u8], other: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=numbers.below(4) {
        let (a, b) = (numbers.below(out.len() + 1), numbers.below(out.len() + 1));
        let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 40));
        match numbers.below(6) {
            0 if from < out.len() => out[from] ^= 1 << numbers.below(8),
            1 => drop(out.drain(from..to)),
            2 => drop(out.splice(from..from, PIECES[numbers.below(PIECES.len())].iter().copied())),
            3 => drop(out.splice(from..to, PIECES[numbers.below(PIECES.len())].iter().copied())),
            4 => {
                let again = out[from..to].to_vec();
                drop(out.splice(to..to, again));
            }
            _ => {
                let (c, d) = (numbers.below(other.len() + 1), numbers.below(other.len() + 1));
                drop(out.splice(from..to, other[c.min(d)..c.max(d).min(c.min(d) + 200)].iter().copied()));
            }
        }
    }
    out
}

/// The stable compiler has no fuzzer; so much of one it can do. `PANELKIT_DAMAGES=1000` does more of it.
#[test]
fn no_damaged_file_of_a_corpus_breaks_a_law() {
    let rounds = std::env::var("PANELKIT_DAMAGES").ok().and_then(|n| n.parse().ok()).unwrap_or(2);
    let mut numbers = Numbers(1);
    for (name, law) in laws::TARGETS {
        let files = corpus(name);
        for round in 0..rounds {
            for (file, bytes) in &files {
                let other = &files[numbers.below(files.len())].1;
                let bytes = damaged(bytes, other, &mut numbers);
                if std::panic::catch_unwind(|| law(&bytes)).is_err() {
                    let kept = std::env::temp_dir().join(format!("panelkit-{name}-{round}-{file}"));
                    fs::write(&kept, &bytes).unwrap();
                    panic!("{name}: {} breaks a law: the panic is above", kept.display());
                }
            }
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
