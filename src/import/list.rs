//! The questions that a list becomes, each once.

use super::entry::{EntrySink, ImportedEntry};
use super::fields::note;
use super::id;
use super::question::{EntryQuestion, EntryReader};
use crate::bank::{Prefill, QuestionKind};
use crate::diag::{Diagnostic, Place};
use crate::text::shown;
use std::collections::HashMap;
use std::path::Path;

/// A question of the list.
pub struct ImportedQuestion {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: QuestionKind,
    /// What the list says of it.
    pub known: Prefill,
    /// Where it stands in the list.
    pub place: Place,
    /// The questions of the bank that ask nearly the same.
    pub similar: Vec<String>,
}

/// The questions of a list so far.
pub(super) struct QuestionList<'a> {
    reader: EntryReader<'a>,
    /// Where the question with a key, or with an id, stands among the others.
    by_key: HashMap<String, usize>,
    by_id: HashMap<String, usize>,
    pub questions: Vec<ImportedQuestion>,
    /// How many entries there were.
    pub read: usize,
}

impl EntrySink for QuestionList<'_> {
    fn entry(&mut self, entry: ImportedEntry<'_>) {
        self.read += 1;
        if let Some(EntryQuestion { id, kind, known }) = self.reader.read(&entry) {
            self.keep(id, kind, known, (entry.place)(None));
        }
    }
}

impl<'a> QuestionList<'a> {
    pub(super) fn new(reader: EntryReader<'a>) -> Self {
        Self { reader, by_key: HashMap::new(), by_id: HashMap::new(), questions: Vec::new(), read: 0 }
    }

    /// The questions, and what was noticed, one finding a cause.
    pub(super) fn finish(self) -> (Vec<ImportedQuestion>, Vec<Diagnostic>) {
        (self.questions, self.reader.causes.into_findings())
    }

    /// Adds a question, or what it says beyond the same question further up.
    fn keep(&mut self, id: Option<String>, kind: QuestionKind, known: Prefill, place: Place) {
        let key = id::key(&[&known.ask, &known.title, &known.handout]);
        let earlier = self.by_key.get(&key).copied();
        let earlier = earlier.filter(|at| id.as_ref().is_none_or(|id| self.questions[*at].id == *id));
        if let Some(at) = earlier {
            let finding =
                Diagnostic::note("same-question", "a question that stands further up is one with it");
            self.reader.causes.add(finding.at(place.clone()));
            return self.questions[at].merge(known, &place);
        }
        let words = if known.title.is_empty() { &known.ask } else { &known.title };
        let id = id.unwrap_or_else(|| id::id(words, &key));
        if self.by_id.contains_key(&id) {
            let message = format!("the id `{id}` stands twice in the list; the second question was left out");
            let finding = Diagnostic::error("duplicate-id", message).at(place);
            return self.reader.causes.add(finding.hint("give one of the two another id"));
        }
        self.by_key.insert(key, self.questions.len());
        self.by_id.insert(id.clone(), self.questions.len());
        self.questions.push(ImportedQuestion { id, kind, known, place, similar: Vec::new() });
    }
}

impl ImportedQuestion {
    /// Adds what the same question says further down in the list.
    fn merge(&mut self, other: Prefill, place: &Place) {
        let own = &mut self.known;
        for (own, other) in [
            (&mut own.roles, other.roles),
            (&mut own.levels, other.levels),
            (&mut own.stacks, other.stacks),
            (&mut own.competencies, other.competencies),
            (&mut own.topics, other.topics),
            (&mut own.keywords, other.keywords),
            (&mut own.strong, other.strong),
            (&mut own.weak, other.weak),
            (&mut own.red_flags, other.red_flags),
            (&mut own.hints, other.hints),
        ] {
            own.extend(other.into_iter().filter(|name| !own.contains(name)).collect::<Vec<_>>());
        }
        own.minutes = own.minutes.or(other.minutes);
        if own.probes.is_empty() {
            own.probes = other.probes;
        }
        own.notes.extend(other.notes);
        for (what, own_text, text) in [
            ("Why", &mut own.why, other.why),
            ("Answer", &mut own.answer, other.answer),
            ("Weak answer", &mut own.weak_answer, other.weak_answer),
        ] {
            if own_text.is_empty() {
                *own_text = text;
            } else if !text.is_empty() && *own_text != text {
                own.notes.extend(note(&format!("{what} in line {}", place.line), &text));
            }
        }
        for (name, text) in other.ladder {
            if !own.ladder.iter().any(|(own, _)| *own == name) {
                own.ladder.push((name, text));
            }
        }
    }
}

/// Where the file of a question is in the bank.
pub fn file_name(question: &ImportedQuestion) -> String {
    shown(&Path::new("questions").join(question.kind.name()).join(format!("{}.toml", question.id)))
}
