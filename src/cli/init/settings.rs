//! A settings file to begin with: every key as a comment, but for those that are set already.

use crate::cli::config::KEYS;
use crate::text::capitalised;
use std::fmt::Write as _;

/// The text of a `panelkit.toml` in which `set` are the keys that have a text already.
pub(super) fn settings_text(set: &[(&str, String)]) -> String {
    let mut out = "# What this opening's pages, letters and times go by. Take the # away from what you want to set.\n\
                   # These hold for commands that name this folder, and before those of the folder that a command runs in.\n\n"
        .to_owned();
    for key in KEYS {
        let line = match set.iter().find(|(name, _)| *name == key.name) {
            Some((name, text)) => format!("{name} = {}", toml::Value::String(text.clone())),
            None if key.example.starts_with('{') => format!("# {}.{}", key.name, HEADER),
            None => format!("# {} = {}", key.name, key.example),
        };
        let _ = write!(out, "# {}\n{line}\n\n", capitalised(key.what));
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}

/// A column's own name: a dotted key stays where it stands when others are added below.
const HEADER: &str = "score = [\"Bewertung\"]";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_there_and_takes_effect_without_its_mark() {
        let text = settings_text(&[("organisation", "\"A\" & \\ Söhne\n".to_owned())]);
        let set: toml::Table = text.parse().unwrap();
        assert_eq!(set.len(), 1);
        assert_eq!(set["organisation"].as_str(), Some("\"A\" & \\ Söhne\n"));
        let open = settings_text(&[]);
        assert!(open.parse::<toml::Table>().unwrap().is_empty());
        // A comment that has a key is one that can be set.
        let lines: Vec<&str> =
            open.lines().filter_map(|l| l.strip_prefix("# ").filter(|l| l.contains(" = "))).collect();
        let all: toml::Table = lines.join("\n").parse().unwrap();
        assert_eq!(all.len(), KEYS.len());
    }
}
