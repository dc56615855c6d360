//! The names of a bank's catalogues as lists of questions write them.

use crate::bank::{Bank, QuestionKind};
use crate::text::{fold, nearest};
use std::collections::BTreeMap;

/// The names of one catalogue: ids, titles, and the market's words.
pub struct NameIndex<'b> {
    /// What its entries are called.
    pub what: &'static str,
    /// The ids, in the order of the catalogue.
    pub ids: Vec<&'b str>,
    by_name: BTreeMap<String, usize>,
}

/// What a cell that should hold names says.
#[derive(Default)]
pub(super) struct CellNames<'b> {
    /// The ids that it names, each once.
    pub ids: Vec<&'b str>,
    /// What the catalogue doesn't know.
    pub unknown: Vec<String>,
}

impl<'b> CellNames<'b> {
    fn add(&mut self, ids: Vec<&'b str>) {
        for id in ids {
            if !self.ids.contains(&id) {
                self.ids.push(id);
            }
        }
    }
}

/// Words of the market for levels.
const LEVEL_WORDS: [(&str, &[&str]); 4] = [
    ("junior", &["jr", "entry", "entry-level", "graduate", "beginner", "intern", "trainee", "easy", "basic"]),
    ("mid", &["middle", "intermediate", "medium", "regular"]),
    ("senior", &["sr", "advanced", "experienced", "hard", "expert"]),
    ("staff", &["principal", "lead", "tech-lead"]),
];

/// Words of the market for kinds of questions.
const KIND_WORDS: [(QuestionKind, &[&str]); 9] = [
    (QuestionKind::Technical, &["tech", "theory", "knowledge", "concept", "conceptual"]),
    (
        QuestionKind::Coding,
        &["code", "programming", "live-coding", "algorithm", "algorithms", "coding-challenge"],
    ),
    (QuestionKind::Debugging, &["troubleshooting", "debug"]),
    (QuestionKind::SystemDesign, &["design", "architecture", "systems-design"]),
    (QuestionKind::CodeReview, &["review"]),
    (QuestionKind::AiAssisted, &["ai", "with-ai"]),
    (QuestionKind::Behavioral, &["behavioural", "behaviour", "behavior", "soft-skills"]),
    (QuestionKind::Situational, &["situation", "scenario", "hypothetical"]),
    (QuestionKind::Background, &["experience", "introduction", "about-you"]),
];

impl<'b> NameIndex<'b> {
    fn new(what: &'static str, entries: impl IntoIterator<Item = (&'b str, &'b str)>) -> Self {
        let mut catalogue = Self { what, ids: Vec::new(), by_name: BTreeMap::new() };
        for (id, title) in entries {
            for name in [id, title] {
                catalogue.by_name.entry(hyphenated(name)).or_insert(catalogue.ids.len());
            }
            catalogue.ids.push(id);
        }
        catalogue
    }

    pub(super) fn roles(bank: &'b Bank) -> Self {
        Self::new("role", bank.roles.iter().map(|r| (r.id.as_str(), r.title.as_str())))
    }

    pub(super) fn levels(bank: &'b Bank) -> Self {
        let mut levels = Self::new("level", bank.levels.iter().map(|l| (l.id.as_str(), l.title.as_str())));
        for (id, words) in LEVEL_WORDS {
            levels.add_words(id, words);
        }
        levels
    }

    pub(super) fn stacks(bank: &'b Bank) -> Self {
        Self::new("stack", bank.stacks().into_iter().map(|s| (s, s)))
    }

    pub(super) fn competencies(bank: &'b Bank) -> Self {
        Self::new("competency", bank.competencies.iter().map(|c| (c.id.as_str(), c.title.as_str())))
    }

    pub(super) fn kinds() -> Self {
        let mut kinds = Self::new("kind of question", QuestionKind::ALL.map(|k| (k.name(), k.name())));
        for (kind, words) in KIND_WORDS {
            kinds.add_words(kind.name(), words);
        }
        kinds
    }

    pub(super) fn topics(bank: &'b Bank) -> Self {
        Self::new("topic", bank.topics.iter().map(|t| (t.topic.as_str(), t.topic.as_str())))
    }

    /// Further names of the entry `id`, where there is one.
    fn add_words(&mut self, id: &str, words: &[&str]) {
        if let Some(at) = self.ids.iter().position(|own| *own == id) {
            for word in words {
                self.by_name.entry((*word).to_owned()).or_insert(at);
            }
        }
    }

    /// The id of what is called `name`.
    pub fn id(&self, name: &str) -> Option<&'b str> {
        let key = hyphenated(name);
        let bare = || ENDINGS.iter().find_map(|ending| key.strip_suffix(ending)?.strip_suffix('-'));
        let at = self.by_name.get(&key).or_else(|| self.by_name.get(bare()?));
        at.map(|at| self.ids[*at])
    }

    /// What `text` names: several with commas or the like between them, with blanks where each is known, and `a to b` for
    /// all from one to the other.
    pub(super) fn read(&self, text: &str) -> CellNames<'b> {
        let mut named = CellNames::default();
        for part in text.split([',', ';', '|', '\n']) {
            let part = part.trim().trim_start_matches(['-', '*', '\u{2022}']).trim();
            if part.is_empty() {
                continue;
            }
            let ids = self.id(part).map(|id| vec![id]).or_else(|| self.several(part));
            match ids {
                Some(ids) => named.add(ids),
                // Such signs are parts of names too.
                None => {
                    for name in part.split(['/', '&', '+']).map(str::trim).filter(|name| !name.is_empty()) {
                        match self.id(name) {
                            Some(id) => named.add(vec![id]),
                            None => named.unknown.push(name.to_owned()),
                        }
                    }
                }
            }
        }
        named
    }

    /// The ids in a text of several names without commas: a range of levels, or names with blanks between them.
    fn several(&self, text: &str) -> Option<Vec<&'b str>> {
        for between in [" to ", " - ", "\u{2013}", "-"] {
            if let Some((from, to)) = text.split_once(between)
                && let (Some(from), Some(to)) = (self.id(from), self.id(to))
            {
                let at = |id: &str| self.ids.iter().position(|own| *own == id).unwrap_or(0);
                let (from, to) = (at(from), at(to));
                return (from <= to && self.what == "level").then(|| self.ids[from..=to].to_vec());
            }
        }
        let words = text.split_whitespace().filter(|word| !["and", "or"].contains(word));
        words.map(|word| self.id(word)).collect()
    }

    /// Whether a name is nearly one of the catalogue: then it is misspelt.
    pub(super) fn is_near(&self, name: &str) -> bool {
        !nearest(name, self.ids.iter().copied()).is_empty()
    }
}

/// What may stand behind a name where a section of a list is called by it.
const ENDINGS: [&str; 10] = [
    "interview-questions",
    "questions",
    "question",
    "level",
    "engineers",
    "engineer",
    "developers",
    "developer",
    "interview",
    "topics",
];

/// A name as ids are written.
fn hyphenated(name: &str) -> String {
    fold(name.trim().trim_end_matches([':', '.'])).replace([' ', '_'], "-")
}
