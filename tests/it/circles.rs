//! No circles: a file never imports, however many files lie between, from a file that imports from it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The files of the crate as modules, by their paths such as `sheet::scan`; the root is empty.
struct Modules {
    files: BTreeMap<String, PathBuf>,
    texts: BTreeMap<String, String>,
    /// What modules hand on under their own name: (module, name) -> the full path.
    reexports: BTreeMap<(String, String), Vec<String>>,
}

/// A path of names that stands in a source text, and whether it is handed on.
struct Import {
    path: Vec<String>,
    alias: String,
    public: bool,
}

impl Modules {
    fn of_crate() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut modules = Self { files: BTreeMap::new(), texts: BTreeMap::new(), reexports: BTreeMap::new() };
        for (path, content) in super::files(&root) {
            if path.extension().is_none_or(|e| e != "rs") || path == Path::new("main.rs") {
                continue;
            }
            let mut names: Vec<String> =
                path.with_extension("").iter().map(|n| n.to_string_lossy().into_owned()).collect();
            if names.last().is_some_and(|n| ["mod", "lib"].contains(&n.as_str())) {
                names.pop();
            }
            let module = names.join("::");
            let text = without_tests_and_comments(&String::from_utf8(content).expect("UTF-8"));
            modules.texts.insert(module.clone(), text);
            modules.files.insert(module, path);
        }
        let exports: Vec<((String, String), Vec<String>)> = modules
            .texts
            .iter()
            .flat_map(|(module, text)| {
                let imports = imports(text).into_iter().filter(|i| i.public);
                imports.filter_map(|i| Some(((module.clone(), i.alias), modules.absolute(module, &i.path)?)))
            })
            .collect();
        modules.reexports.extend(exports);
        modules
    }

    /// A path as it is written in `module`, from the root on; none for a path into another crate.
    fn absolute(&self, module: &str, path: &[String]) -> Option<Vec<String>> {
        let mut at: Vec<String> = split(module);
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => {
                at.clear();
                rest = &path[1..];
            }
            "self" => rest = &path[1..],
            "super" => {}
            first => {
                let child = [module, first].iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>();
                if !self.files.contains_key(&child.join("::")) {
                    return None;
                }
            }
        }
        while rest.first().is_some_and(|n| n == "super") {
            at.pop();
            rest = &rest[1..];
        }
        Some(at.into_iter().chain(rest.iter().cloned()).collect())
    }

    /// The module in which the thing with this full path stands.
    fn owner(&self, path: &[String]) -> String {
        let mut module = String::new();
        let mut rest = path;
        while let Some(next) = rest.first() {
            let inner = if module.is_empty() { next.clone() } else { format!("{module}::{next}") };
            if self.files.contains_key(&inner) {
                module = inner;
                rest = &rest[1..];
                continue;
            }
            if let Some(target) = self.reexports.get(&(module.clone(), next.clone())) {
                let whole: Vec<String> = target.iter().chain(&rest[1..]).cloned().collect();
                if whole != path {
                    return self.owner(&whole);
                }
            }
            break;
        }
        module
    }

    /// From which modules each module imports.
    fn arrows(&self) -> BTreeMap<&str, BTreeSet<String>> {
        let arrows = self.texts.iter().map(|(module, text)| {
            let paths = imports(text).into_iter().map(|i| i.path).chain(inline_paths(text));
            let owners = paths.filter_map(|p| Some(self.owner(&self.absolute(module, &p)?)));
            (module.as_str(), owners.filter(|o| o != module).collect())
        });
        arrows.collect()
    }
}

fn split(module: &str) -> Vec<String> {
    module.split("::").filter(|n| !n.is_empty()).map(str::to_owned).collect()
}

/// The code that is built: comments and the tests at a file's foot are left out.
fn without_tests_and_comments(text: &str) -> String {
    let end = text
        .find("#[cfg(test)]\nmod ")
        .or_else(|| text.find("#[cfg(test)]\npub(super) mod "))
        .or_else(|| text.find("#[cfg(all(test"))
        .unwrap_or(text.len());
    let lines = text[..end].lines().map(|l| l.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// All paths that `use` statements name, their braces spread out.
fn imports(text: &str) -> Vec<Import> {
    let mut found = Vec::new();
    for statement in text.split(';') {
        let Some(at) = statement.find("use ").filter(|at| is_statement(&statement[..*at])) else { continue };
        // Text of a message may begin a line with the word.
        if statement[at..].contains(['"', '`', '(']) {
            continue;
        }
        let before = statement[..at].trim_end();
        let public = before.ends_with("pub") || before.ends_with(')');
        for path in spread(statement[at + "use ".len()..].trim()) {
            let (path, alias) = path.split_once(" as ").unwrap_or((path.as_str(), ""));
            let mut path: Vec<String> = path.split("::").map(|n| n.trim().to_owned()).collect();
            if path.last().is_some_and(|n| n == "self") {
                path.pop();
            }
            let alias = if alias.is_empty() {
                path.last().cloned().unwrap_or_default()
            } else {
                alias.trim().to_owned()
            };
            found.push(Import { path, alias, public });
        }
    }
    found
}

/// Whether a `use` behind this text begins a statement.
fn is_statement(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().trim();
    line.is_empty() || line.starts_with("pub")
}

/// `a::{b, c::{d, e}}` as `a::b`, `a::c::d`, `a::c::e`.
fn spread(tree: &str) -> Vec<String> {
    let Some(open) = tree.find('{') else { return vec![tree.to_owned()] };
    let close = tree.rfind('}').unwrap_or(tree.len());
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0, open + 1);
    for (i, c) in tree[..close].char_indices().skip_while(|(i, _)| *i <= open) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&tree[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(&tree[start..close]);
    let parts = parts.into_iter().map(str::trim).filter(|p| !p.is_empty());
    parts.flat_map(spread).map(|inner| format!("{}{inner}", &tree[..open])).collect()
}

/// Paths in the code itself that begin at the root or above.
fn inline_paths(text: &str) -> Vec<Vec<String>> {
    let code = text.split(';').filter(|s| !s.contains("use "));
    // Who may see a thing is no import.
    let code: Vec<String> = code.map(|s| s.replace("pub(in crate", "pub(in ")).collect();
    let words = code.iter().flat_map(|s| s.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')));
    let paths = words.filter(|w| w.starts_with("crate::") || w.starts_with("super::"));
    paths.map(|w| w.split("::").filter(|n| !n.is_empty()).map(str::to_owned).collect()).collect()
}

/// The modules that lie on a circle with `from`, itself among them; empty where there is none.
fn circle<'a>(arrows: &'a BTreeMap<&str, BTreeSet<String>>, from: &'a str) -> BTreeSet<&'a str> {
    let reach = |start: &'a str| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
        while let Some(at) = open.pop() {
            for next in arrows.get(at).into_iter().flatten() {
                if seen.insert(next.as_str()) {
                    open.push(next);
                }
            }
        }
        seen
    };
    reach(from).into_iter().filter(|m| reach(m).contains(from)).collect()
}

#[test]
fn imports_go_in_no_circle() {
    let modules = Modules::of_crate();
    let arrows = modules.arrows();
    let circles: BTreeSet<BTreeSet<&str>> =
        arrows.keys().map(|m| circle(&arrows, m)).filter(|c| !c.is_empty()).collect();
    let shown: Vec<String> = circles
        .iter()
        .map(|c| {
            let within = |m: &&str| {
                arrows[*m].iter().filter(|to| c.contains(to.as_str())).cloned().collect::<Vec<_>>()
            };
            c.iter().map(|m| format!("{m} -> {}", within(m).join(", "))).collect::<Vec<_>>().join("\n  ")
        })
        .collect();
    assert!(circles.is_empty(), "{} circles:\n  {}", circles.len(), shown.join("\n\n  "));
    assert!(arrows.values().map(BTreeSet::len).sum::<usize>() > 300, "the rule sees what is imported");
}

#[test]
fn the_rule_reads_imports_as_the_compiler_does() {
    let paths = |text: &str| imports(text).into_iter().map(|i| i.path.join("::")).collect::<Vec<_>>();
    assert_eq!(
        paths("pub use a::{b, c::{d, self}};\nuse super::x as y;"),
        ["a::b", "a::c::d", "a::c", "super::x"]
    );
    assert_eq!(inline_paths("fn f() { crate::a::b(); }"), [["crate", "a", "b"]]);
    let modules = Modules {
        files: ["", "a", "a::b", "a::c"].iter().map(|m| ((*m).to_owned(), PathBuf::new())).collect(),
        texts: BTreeMap::new(),
        reexports: [(("a".to_owned(), "Thing".to_owned()), split("a::b::Thing"))].into_iter().collect(),
    };
    let owner = |path: &str| modules.owner(&modules.absolute("a::c", &split(path)).unwrap());
    assert_eq!(owner("super::Thing"), "a::b");
    assert_eq!(owner("super::other"), "a");
    assert_eq!(owner("crate::a::b::Thing"), "a::b");
    let arrows = BTreeMap::from([
        ("x", BTreeSet::from(["y".to_owned()])),
        ("y", BTreeSet::from(["x".to_owned(), "z".to_owned()])),
    ]);
    assert_eq!(circle(&arrows, "x"), BTreeSet::from(["x", "y"]));
    assert!(circle(&arrows, "z").is_empty());
}
