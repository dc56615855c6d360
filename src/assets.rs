//! The files that are part of the binary, by their path in the repository.

/// Path and content, sorted by path.
static TABLE: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Path and content of each embedded file below `folder`, sorted by path.
pub fn below(folder: &str) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let prefix = format!("{folder}/");
    TABLE.iter().filter(move |(path, _)| path.starts_with(&prefix)).copied()
}

/// The embedded questions as the build packed them, JSON; empty where they couldn't be read then.
pub fn packed_bank() -> &'static [u8] {
    include_bytes!(concat!(env!("OUT_DIR"), "/bank.json"))
}

/// The content of one embedded file.
pub fn get(path: &str) -> Option<&'static [u8]> {
    TABLE.binary_search_by(|(p, _)| (*p).cmp(path)).ok().map(|i| TABLE[i].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_holds_the_bank() {
        assert!(TABLE.windows(2).all(|w| w[0].0 < w[1].0));
        assert!(get("question-bank/levels.toml").is_some());
        assert!(below("templates").count() > 0);
    }
}
