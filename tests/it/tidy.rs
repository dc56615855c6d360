//! The house's rules: imports go down, and only the command line reads the world or prints.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The floor of each module, as `src/lib.rs` tells it.
const FLOORS: [(&str, u32); 26] = [
    ("main", 6),
    ("cli", 5),
    ("report", 4),
    ("form", 4),
    ("letters", 4),
    ("packet", 3),
    ("compare", 3),
    ("plan", 2),
    ("gather", 2),
    ("opening", 2),
    ("import", 2),
    ("bank", 1),
    ("calendar", 1),
    ("sheet", 1),
    ("template", 1),
    ("document", 1),
    ("render", 1),
    ("diag", 0),
    ("text", 0),
    ("limits", 0),
    ("walk", 0),
    ("toml", 0),
    ("assets", 0),
    ("stats", 0),
    ("timetable", 0),
    ("lib", 6),
];

/// Siblings on a floor that may know each other, in this direction only.
const SIBLINGS: [(&str, &str); 11] = [
    ("gather", "plan"),
    ("gather", "opening"),
    ("opening", "plan"),
    ("render", "document"),
    ("diag", "text"),
    ("limits", "diag"),
    ("walk", "diag"),
    ("walk", "limits"),
    ("toml", "diag"),
    ("toml", "limits"),
    ("toml", "text"),
];

/// What reads the world or prints, and belongs to the command line.
const WORLDLY: [&str; 14] = [
    "println!",
    "print!(",
    "dbg!",
    "SystemTime",
    "Instant::now",
    "std::env",
    "env::var",
    "rand::rng(",
    "SysRng",
    "OsRng",
    "ThreadRng",
    "Zoned::now",
    "Timestamp::now",
    "process::exit",
];

/// What changes files or folders, and belongs to the one place that does it safely.
const WRITING: [&str; 10] = [
    "fs::write",
    "fs::rename",
    "fs::remove",
    "fs::copy",
    "fs::create_dir",
    "fs::set_permissions",
    "fs::hard_link",
    "File::create",
    "OpenOptions",
    "tempfile",
];
/// That place.
const WRITER: &str = "cli/files";

fn sources() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all: BTreeMap<String, Vec<(PathBuf, String)>> = BTreeMap::new();
    for (path, content) in super::files(&root) {
        if path.extension().is_some_and(|e| e == "rs") {
            let first = path.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
            let module = first.trim_end_matches(".rs").to_owned();
            all.entry(module).or_default().push((path, String::from_utf8(content).expect("UTF-8")));
        }
    }
    all
}

fn floor(module: &str) -> u32 {
    let known = FLOORS.iter().find(|(m, _)| *m == module);
    known.unwrap_or_else(|| panic!("the module {module} has no floor: give it one here and in src/lib.rs")).1
}

/// The modules of this crate that a source text names.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let code = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let inside = &list[..list.find("};").unwrap_or(list.len())];
            let mut depth = 0;
            for part in inside.split_inclusive(['{', '}', ',']) {
                if depth == 0 {
                    found.push(name(part.trim()));
                }
                depth += part.matches('{').count();
                depth = depth.saturating_sub(part.matches('}').count());
            }
        } else {
            found.push(name(rest));
        }
    }
    found.retain(|n| !n.is_empty());
    found
}

fn name(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// What is wrong with an import, if anything.
fn fault(from: &str, to: &str) -> Option<String> {
    let (above, below) = (floor(from), floor(to));
    let fine = from == to || below < above || (above == below && SIBLINGS.contains(&(from, to)));
    (!fine).then(|| format!("{from} (floor {above}) imports {to} (floor {below})"))
}

#[test]
fn imports_go_down() {
    let mut faults = Vec::new();
    for (module, files) in sources() {
        for (path, text) in files {
            for to in imports(&text) {
                faults.extend(fault(&module, &to).map(|f| format!("{}: {f}", path.display())));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn only_the_command_line_reads_the_world_and_prints() {
    let mut faults = Vec::new();
    for (module, files) in sources().into_iter().filter(|(m, _)| floor(m) < 5) {
        for (path, text) in files {
            for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
                for word in WORLDLY.iter().filter(|w| line.contains(**w)) {
                    faults.push(format!("{}:{}: {word} in {module}", path.display(), i + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn files_are_written_in_one_place() {
    let mut faults = Vec::new();
    let mut used = 0;
    for (path, text) in sources().into_values().flatten() {
        let tests = text.find("#[cfg(test)]").or_else(|| text.find("#[cfg(all(test")).unwrap_or(text.len());
        let lines = text[..tests].lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//"));
        for (i, line) in lines {
            let named = |w: &&&str| {
                line.find(**w).is_some_and(|at| !line[..at].ends_with(|c: char| c.is_alphanumeric()))
            };
            for word in WRITING.iter().filter(named) {
                if path.starts_with(WRITER) {
                    used += 1;
                } else if !path.ends_with("tests.rs") {
                    faults.push(format!("{}:{}: {word} outside src/{WRITER}", path.display(), i + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(used > 5, "the rule knows how files are written");
}

#[test]
fn the_rules_catch_what_they_forbid() {
    assert!(
        fault("bank", "plan").is_some()
            && fault("render", "bank").is_some()
            && fault("plan", "gather").is_some()
    );
    assert!(fault("plan", "bank").is_none() && fault("gather", "plan").is_none());
    assert_eq!(imports("use crate::{bank::{Bank, Role}, plan};\n// crate::cli\n"), ["bank", "plan"]);
    assert_eq!(imports("fn f() { crate::text::fold(x) }"), ["text"]);
}

#[test]
fn nothing_is_left_over() {
    let mut faults = Vec::new();
    for (_, files) in sources() {
        for (path, text) in files {
            let lines = text.lines().count();
            if lines > 400 {
                faults.push(format!("{}: {lines} lines; look for the second noun in it", path.display()));
            }
            for word in [
                concat!("todo", "!("),
                concat!("unimplemented", "!("),
                concat!("FIX", "ME"),
                concat!("#[", "ignore"),
            ] {
                if text.contains(word) {
                    faults.push(format!("{}: {word}", path.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
