//! Lists the files that go into the binary: the question bank, the templates, the fonts and the sample scorecards.
//! The bank goes in a second time, packed, since most commands read all of it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "src/text/fnv.rs"]
mod fnv;
#[path = "build/pack.rs"]
mod pack;

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
    fs::write(&bank, pack::packed(&named).unwrap_or_default())?;
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
