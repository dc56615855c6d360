//! Words of the market that stand for two things.

use crate::bank::catalogue::{CatalogueNames, MarketWords};
use crate::bank::source::SourceFile;
use crate::diag::{Diagnostic, Place};
use crate::text::term_key;
use crate::toml::read;
use std::collections::BTreeMap;

/// A word that stands in two entries of one file counts in the first only. In two files it is meant so: the later bank's goes.
pub(super) fn check(files: &[SourceFile], names: &CatalogueNames, findings: &mut Vec<Diagnostic>) {
    for source in files.iter().filter(|f| f.name == "words.toml") {
        // What can't be read is told by the reader.
        let words = read(source.toml(), &mut Vec::new(), |t| MarketWords::read(t, names));
        let roles = words.roles.iter().map(|r| r.words.iter().collect());
        let levels = words.levels.iter().map(|l| l.words.iter().collect());
        let technologies = words.technologies.iter().map(|t| t.words.iter().chain(&t.exact).collect());
        for entries in [roles.collect(), levels.collect(), technologies.collect::<Vec<Vec<&String>>>()] {
            twice(source, &entries, findings);
        }
    }
}

fn twice(source: &SourceFile, entries: &[Vec<&String>], findings: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for (entry, words) in entries.iter().enumerate() {
        for word in words {
            match first.get(&term_key(word)) {
                Some((other, known)) if *other != entry => {
                    let quoted = format!("\"{word}\"");
                    let same = usize::from(*known == word.as_str());
                    let start = source.text.match_indices(&quoted).nth(same).map_or(0, |(at, _)| at);
                    let place = Place::of_span(&source.shown, &source.text, start..start + quoted.len());
                    let message =
                        format!("`{word}` stands in two entries; the first, with `{known}`, counts");
                    findings.push(
                        Diagnostic::warning("word-twice", message)
                            .at(place)
                            .hint("take it out of one of them"),
                    );
                }
                Some(_) => {}
                None => drop(first.insert(term_key(word), (entry, word))),
            }
        }
    }
}
