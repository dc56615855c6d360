//! The files that are part of the binary, by their path in the repository.

use std::borrow::Cow;
use std::sync::LazyLock;

/// Path and stored content, sorted by path.
static TABLE: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// One embedded file.
#[derive(Debug, Clone, Copy)]
pub struct Asset {
    /// Its path in the repository.
    pub path: &'static str,
    stored: &'static [u8],
}

impl Asset {
    /// What it holds.
    pub fn content(&self) -> Cow<'static, [u8]> {
        content(self.stored)
    }
}

/// Each embedded file below `folder`, sorted by path.
pub fn below(folder: &str) -> impl Iterator<Item = Asset> {
    let prefix = format!("{folder}/");
    let files = TABLE.iter().map(|(path, stored)| Asset { path, stored });
    files.filter(move |asset| asset.path.starts_with(&prefix))
}

/// The built-in bank as `build/pack.rs` packed it; empty if it couldn't read it.
pub fn packed_bank() -> &'static [u8] {
    static PACK: LazyLock<Cow<'static, [u8]>> =
        LazyLock::new(|| content(include_bytes!(concat!(env!("OUT_DIR"), "/bank.pack"))));
    &PACK
}

/// The content of one embedded file.
pub fn get(path: &str) -> Option<Cow<'static, [u8]>> {
    TABLE.binary_search_by(|(p, _)| (*p).cmp(path)).ok().map(|i| content(TABLE[i].1))
}

/// What the build stored: as it is, so that it is there at once.
#[cfg(not(feature = "compact"))]
fn content(stored: &'static [u8]) -> Cow<'static, [u8]> {
    Cow::Borrowed(stored)
}

/// What the build stored: deflated, for the smaller binary.
#[cfg(feature = "compact")]
fn content(stored: &'static [u8]) -> Cow<'static, [u8]> {
    use std::io::Read;
    let mut whole = Vec::with_capacity(4 * stored.len());
    // The build wrote it itself; a test reads all of it.
    let _ = flate2::read::DeflateDecoder::new(stored).read_to_end(&mut whole);
    Cow::Owned(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_holds_the_bank() {
        assert!(TABLE.windows(2).all(|w| w[0].0 < w[1].0));
        assert!(get("question-bank/levels.toml").is_some());
        for (path, content) in below("templates").map(|a| (a.path, a.content())) {
            assert_eq!(std::fs::read(path).unwrap(), *content, "{path}");
        }
        assert!(below("templates").count() > 0);
    }
}
