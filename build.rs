//! Lists the files that go into the binary: the question bank, the templates, the fonts and the sample scorecards.
//! The questions go in a second time, packed, since every command reads all of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

#[path = "src/text/fnv.rs"]
mod fnv;

/// The folders that are embedded, each whole.
const FOLDERS: [&str; 3] = ["question-bank", "templates", "examples"];
/// What is read from them; everything else is for people who read the repository.
const KINDS: [&str; 6] = ["toml", "hbs", "ttf", "csv", "txt", "json"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let mut files = Vec::new();
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        collect(&root.join(folder), &mut files)?;
    }
    let mut named = Vec::new();
    for path in files {
        let name = path.strip_prefix(&root).map_err(io::Error::other)?;
        named.push((name.to_string_lossy().replace('\\', "/"), path));
    }
    // By name and not by path: `a-b/c` stands before `a/c` for the binary search, after it for paths.
    named.sort();
    let mut table = String::from("&[\n");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    for (n, (name, path)) in named.iter().enumerate() {
        let stored = stored(path, &out.join(n.to_string()))?;
        writeln!(table, "    ({name:?}, include_bytes!({:?})),", stored.display().to_string())
            .map_err(io::Error::other)?;
    }
    table.push(']');
    fs::write(out.join("assets.rs"), table)?;
    let bank = out.join("bank.pack");
    fs::write(&bank, packed(&named).unwrap_or_default())?;
    stored(&bank, &bank).map(|_| ())
}

/// The file that is embedded for `path`: itself.
#[cfg(not(feature = "compact"))]
#[allow(clippy::unnecessary_wraps, reason = "the other one reads and writes")]
fn stored(path: &Path, _: &Path) -> io::Result<PathBuf> {
    Ok(path.to_owned())
}

/// The file that is embedded for `path`: deflated, at `to`.
#[cfg(feature = "compact")]
fn stored(path: &Path, to: &Path) -> io::Result<PathBuf> {
    use std::io::Write as _;
    let whole = fs::read(path)?;
    let mut deflated = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    deflated.write_all(&whole)?;
    fs::write(to, deflated.finish()?)?;
    Ok(to.to_owned())
}

/// The built-in questions in the form that `src/bank/pack.rs` reads, which takes a tenth of the time that TOML takes.
///
/// None where a file can't be read: the bank is then read from its TOML, which tells what is wrong and where.
fn packed(files: &[(String, PathBuf)]) -> Option<Vec<u8>> {
    let mut texts = Vec::new();
    for (name, path) in files {
        let inside = name.strip_prefix("question-bank/");
        let toml = path.extension().is_some_and(|e| e == "toml");
        if let Some(name) = inside.filter(|n| toml || *n == "topics.csv") {
            texts.push((name, fs::read_to_string(path).ok()?));
        }
    }
    let mut questions = BTreeMap::new();
    for (name, text) in texts.iter().filter(|(n, _)| n.starts_with("questions/")) {
        let id = name.rsplit('/').next()?.trim_end_matches(".toml");
        questions.insert(id, DeTable::parse(text).ok()?.into_inner());
    }
    let mut pack = Pack::default();
    pack.text(&fnv::fnv1a_of_files(texts.iter().map(|(n, t)| (*n, t.as_str()))));
    pack.numbers.push(questions.len() as u32);
    for (id, question) in &questions {
        pack.question(id, question)?;
    }
    let numbers: Vec<u8> = pack.numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
    Some([&(numbers.len() as u32).to_le_bytes(), numbers.as_slice(), pack.texts.as_bytes()].concat())
}

/// What a pack is made of: numbers, which include the length of each text and list, and all texts end to end.
#[derive(Default)]
struct Pack {
    numbers: Vec<u32>,
    texts: String,
}

impl Pack {
    /// The fields in the order in which `src/bank/pack.rs` reads them.
    fn question(&mut self, id: &str, question: &DeTable<'_>) -> Option<()> {
        let field = |name: &str| question.get(name).map(Spanned::get_ref);
        self.text(id);
        for name in ["title", "ask", "why", "kind"] {
            self.text(field(name)?.as_str()?);
        }
        for name in ["roles", "levels", "stacks", "competencies"] {
            self.texts(field(name)?)?;
        }
        self.numbers.push(field("minutes")?.as_integer()?.as_str().parse().ok()?);
        self.text(field("subject")?.as_str()?);
        self.texts(field("topics")?)?;
        for name in ["framework", "handout"] {
            self.optional(field(name), Self::one_text)?;
        }
        for name in ["strong", "weak"] {
            self.texts(field(name)?)?;
        }
        self.optional(field("red_flags"), Self::texts)?;
        let probes = field("probes")?.as_array()?;
        self.numbers.push(probes.len() as u32);
        for probe in probes.iter() {
            self.fields(probe.get_ref(), &["ask", "listen"])?;
        }
        for name in ["expect", "anchors"] {
            let entries = field(name)?.as_table()?;
            self.numbers.push(entries.len() as u32);
            for (key, text) in entries {
                self.text(key.get_ref());
                self.text(text.get_ref().as_str()?);
            }
        }
        self.fields(field("sample")?, &["strong", "weak", "because"])
    }

    /// A text without blanks around it, as the bank reads it.
    fn text(&mut self, text: &str) {
        self.numbers.push(text.trim().len() as u32);
        self.texts.push_str(text.trim());
    }

    fn fields(&mut self, table: &DeValue<'_>, names: &[&str]) -> Option<()> {
        names.iter().try_for_each(|name| table.get(name)?.get_ref().as_str().map(|text| self.text(text)))
    }

    fn texts(&mut self, texts: &DeValue<'_>) -> Option<()> {
        let texts = texts.as_array()?;
        self.numbers.push(texts.len() as u32);
        texts.iter().try_for_each(|text| text.get_ref().as_str().map(|text| self.text(text)))
    }

    /// A list of the one text.
    fn one_text(&mut self, text: &DeValue<'_>) -> Option<()> {
        self.numbers.push(1);
        text.as_str().map(|text| self.text(text))
    }

    /// An empty list in place of a missing field.
    fn optional(
        &mut self,
        field: Option<&DeValue<'_>>,
        write: impl Fn(&mut Self, &DeValue<'_>) -> Option<()>,
    ) -> Option<()> {
        match field {
            Some(field) => write(self, field),
            None => {
                self.numbers.push(0);
                Some(())
            }
        }
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| KINDS.iter().any(|k| e == *k)) {
            files.push(path);
        }
    }
    Ok(())
}
