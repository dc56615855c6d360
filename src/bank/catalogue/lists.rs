//! The catalogues that are a list of entries, one file each.

use super::market::LevelWords;
use crate::bank::source::SourceFile;
use crate::diag::Diagnostic;
use crate::text::nearest;
use crate::toml::{NameSet, TableReader, read};

/// An entry of a list file.
pub(in crate::bank) trait ListEntry: Sized {
    /// The file of a bank that lists such entries.
    const FILE: &'static str;
    /// The table that holds one of them.
    const TABLE: &'static str;
    /// What one of them is called in messages.
    const NOUN: &'static str;

    /// The entry of which `t` is the table.
    fn read(t: &mut TableReader<'_, '_>) -> Self;

    /// The name by which other files refer to it.
    fn id(&self) -> &str;
}

/// The entries of a list among `files`, and their names. Of several files of that name the first goes before the others: an
/// entry takes the place of those with its id.
pub(in crate::bank) fn list<T: ListEntry>(
    files: &[SourceFile],
    findings: &mut Vec<Diagnostic>,
) -> (Vec<T>, NameSet) {
    let mut all: Vec<T> = Vec::new();
    let mut names = NameSet::new(T::NOUN, [""; 0]);
    let sources: Vec<&SourceFile> = files.iter().filter(|f| f.name == T::FILE).collect();
    // Entries keep the order of the bank that is added to.
    for source in sources.into_iter().rev() {
        let (entries, own_names) = entries_of::<T>(source, findings);
        for entry in entries {
            match all.iter_mut().find(|known| known.id() == entry.id() && !entry.id().is_empty()) {
                Some(known) if names.may_hold(entry.id()) => *known = entry,
                _ => all.push(entry),
            }
        }
        names.extend(&own_names);
    }
    (all, names)
}

/// The entries of one file, and their names.
fn entries_of<T: ListEntry>(source: &SourceFile, findings: &mut Vec<Diagnostic>) -> (Vec<T>, NameSet) {
    let before = findings.len();
    let (entries, mut partial) = read(source.toml(), findings, |t| {
        let mut entries = t.maybe_tables(T::TABLE, "a table", T::read);
        // An entry that couldn't be read may be the one that somebody refers to.
        let mut partial = t.is_broken() || t.length(T::TABLE) != Some(entries.len());
        for key in t.keys().into_iter().filter(|key| key.value != T::TABLE) {
            let (name, hint) = (&key.value, format!("the entries of this file are `[[{}]]`", T::TABLE));
            t.find("unknown-field", name, key.span, format!("there is no table `{name}`"), hint);
            // If only its name is misspelt, what it holds are entries all the same.
            if t.length(name).is_some() && !nearest(name, [T::TABLE]).is_empty() {
                entries.extend(t.maybe_tables(name, "a table", T::read));
            } else {
                t.ignore(name);
            }
            partial = true;
        }
        (entries, partial)
    });
    partial |= entries.iter().any(|e| e.id().is_empty());
    partial &= findings.len() > before;
    let names = NameSet::new(T::NOUN, entries.iter().map(T::id)).partial(partial);
    (entries, names)
}

/// What is assessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competency {
    /// The name in files.
    pub id: String,
    /// The name on paper.
    pub title: String,
    /// What it is.
    pub what: String,
    /// Topics that it covers.
    pub topics: Vec<String>,
}

impl ListEntry for Competency {
    const FILE: &'static str = "competencies.toml";
    const TABLE: &'static str = "competency";
    const NOUN: &'static str = "competency";

    fn read(t: &mut TableReader<'_, '_>) -> Self {
        Self {
            id: t.text("id"),
            title: t.text("title"),
            what: t.text_or_nothing("what"),
            topics: t.maybe_texts("topics"),
        }
    }

    fn id(&self) -> &str {
        &self.id
    }
}

/// Something expected of a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelExpectation {
    /// What somebody of this level does.
    pub text: String,
    /// Topics that it covers.
    pub topics: Vec<String>,
}

/// Seniority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// The name in files.
    pub id: String,
    /// The name on paper.
    pub title: String,
    /// What the level is about.
    pub what: String,
    /// The words of job advertisements for it.
    pub market: Vec<LevelWords>,
    /// What is expected.
    pub expectations: Vec<LevelExpectation>,
}

impl ListEntry for Level {
    const FILE: &'static str = "levels.toml";
    const TABLE: &'static str = "level";
    const NOUN: &'static str = "level";

    fn read(t: &mut TableReader<'_, '_>) -> Self {
        let id = t.text("id");
        let market =
            t.maybe_tables("market", "{ words = [\"...\"], say = \"...\" }", LevelWords::read_of_level);
        Self {
            market: market.into_iter().map(|words| words.of(&id)).collect(),
            id,
            title: t.text("title"),
            what: t.text_or_nothing("what"),
            expectations: t.maybe_tables("expectations", "{ text = \"...\" }", |t| LevelExpectation {
                text: t.text_or_nothing("text"),
                topics: t.maybe_texts("topics"),
            }),
        }
    }

    fn id(&self) -> &str {
        &self.id
    }
}

/// A warning sign, with the probe that is due before it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedFlag {
    /// The name in files.
    pub id: String,
    /// What is heard or seen.
    pub title: String,
    /// What it may be a sign of.
    pub gap: String,
    /// The fair question to ask before it counts.
    pub probe: String,
    /// Topics that it covers.
    pub topics: Vec<String>,
}

impl ListEntry for RedFlag {
    const FILE: &'static str = "red-flags.toml";
    const TABLE: &'static str = "flag";
    const NOUN: &'static str = "red flag";

    fn read(t: &mut TableReader<'_, '_>) -> Self {
        Self {
            id: t.text("id"),
            title: t.text("title"),
            gap: t.text_or_nothing("gap"),
            probe: t.text_or_nothing("probe"),
            topics: t.maybe_texts("topics"),
        }
    }

    fn id(&self) -> &str {
        &self.id
    }
}

/// A way to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework {
    /// The name in files.
    pub id: String,
    /// The name on paper.
    pub title: String,
    /// What it is good for.
    pub what: String,
    /// The steps in their order.
    pub steps: Vec<String>,
    /// Topics that it covers.
    pub topics: Vec<String>,
}

impl ListEntry for Framework {
    const FILE: &'static str = "frameworks.toml";
    const TABLE: &'static str = "framework";
    const NOUN: &'static str = "framework";

    fn read(t: &mut TableReader<'_, '_>) -> Self {
        Self {
            id: t.text("id"),
            title: t.text("title"),
            what: t.text_or_nothing("what"),
            steps: t.texts("steps"),
            topics: t.maybe_texts("topics"),
        }
    }

    fn id(&self) -> &str {
        &self.id
    }
}
