//! A question file as it was written: each text with its field and its place.

use crate::bank::source::SourceFile;
use crate::diag::{Diagnostic, Place};
use crate::text::nearest;
use crate::toml::TomlFile;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where in a question a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum QuestionField {
    Title,
    Ask,
    Why,
    Kind,
    Roles,
    Levels,
    Stacks,
    Competencies,
    Minutes,
    Subject,
    Topics,
    Keywords,
    Framework,
    Handout,
    Strong,
    Weak,
    RedFlags,
    ProbeAsk,
    ProbeListen,
    Hints,
    Ladder,
    SampleStrong,
    SampleWeak,
    SampleBecause,
    AnswerRung,
    AnswerText,
    AnswerBecause,
}

/// Each field with the keys that lead to it.
const FIELDS: [(QuestionField, &str, Option<&str>); 27] = [
    (QuestionField::Title, "title", None),
    (QuestionField::Ask, "ask", None),
    (QuestionField::Why, "why", None),
    (QuestionField::Kind, "kind", None),
    (QuestionField::Roles, "roles", None),
    (QuestionField::Levels, "levels", None),
    (QuestionField::Stacks, "stacks", None),
    (QuestionField::Competencies, "competencies", None),
    (QuestionField::Minutes, "minutes", None),
    (QuestionField::Subject, "subject", None),
    (QuestionField::Topics, "topics", None),
    (QuestionField::Keywords, "keywords", None),
    (QuestionField::Framework, "framework", None),
    (QuestionField::Handout, "handout", None),
    (QuestionField::Strong, "strong", None),
    (QuestionField::Weak, "weak", None),
    (QuestionField::RedFlags, "red_flags", None),
    (QuestionField::ProbeAsk, "probes", Some("ask")),
    (QuestionField::ProbeListen, "probes", Some("listen")),
    (QuestionField::Hints, "hints", None),
    (QuestionField::Ladder, "ladder", None),
    (QuestionField::SampleStrong, "sample", Some("strong")),
    (QuestionField::SampleWeak, "sample", Some("weak")),
    (QuestionField::SampleBecause, "sample", Some("because")),
    (QuestionField::AnswerRung, "answers", Some("rung")),
    (QuestionField::AnswerText, "answers", Some("text")),
    (QuestionField::AnswerBecause, "answers", Some("because")),
];

impl QuestionField {
    /// The name in files, such as `sample.because`.
    pub fn name(self) -> String {
        let entry = FIELDS.iter().find(|(f, ..)| *f == self);
        match entry {
            Some((_, key, Some(inner))) => format!("{key}.{inner}"),
            Some((_, key, None)) => (*key).to_owned(),
            None => String::new(),
        }
    }

    /// Whether people say or read it; the rest are names.
    pub fn is_prose(self) -> bool {
        use QuestionField::{
            AnswerRung, Competencies, Framework, Handout, Keywords, Kind, Levels, Minutes, Roles, Stacks,
            Subject, Topics,
        };
        !matches!(
            self,
            Kind | Roles
                | Levels
                | Stacks
                | Competencies
                | Minutes
                | Subject
                | Topics
                | Keywords
                | Framework
                | Handout
                | AnswerRung
        )
    }
}

/// One text of a question.
#[derive(Debug, Clone)]
pub(super) struct WrittenText {
    pub field: QuestionField,
    /// The rung, for the texts of `ladder`.
    pub key: String,
    pub said: String,
    span: Range<usize>,
}

impl WrittenText {
    /// How many words it has.
    pub fn words(&self) -> usize {
        self.said.split_whitespace().count()
    }

    /// The field as a message names it, such as `` `ladder.senior` ``.
    pub fn named(&self) -> String {
        let dot = if self.key.is_empty() { "" } else { "." };
        format!("`{}{dot}{}`", self.field.name(), self.key)
    }
}

/// A question file with its texts, in the order of the fields.
pub(super) struct WrittenQuestion<'a> {
    /// The question's id.
    pub id: &'a str,
    /// The path as the person would open it.
    pub shown: &'a str,
    file: TomlFile<'a>,
    texts: Vec<WrittenText>,
}

impl<'a> WrittenQuestion<'a> {
    /// The texts of `source`, as far as it could be read.
    pub fn read(source: &'a SourceFile) -> Self {
        let file = source.toml();
        let (parsed, _) = file.parse();
        let mut texts = Vec::new();
        for (field, key, inner) in FIELDS {
            if let Some(value) = get(&parsed, key) {
                collect(field, "", value, inner, &mut texts);
            }
        }
        // Rungs as they stand in the file: the reader of TOML has them in alphabetical order.
        texts.sort_by_key(|t| (t.field, if t.field == QuestionField::Ladder { t.span.start } else { 0 }));
        Self { id: crate::bank::parse::id_of(&source.name), shown: &source.shown, file, texts }
    }

    /// All texts.
    pub fn texts(&self) -> impl Iterator<Item = &WrittenText> {
        self.texts.iter()
    }

    /// The texts of one field, in their order.
    pub fn of(&self, field: QuestionField) -> impl Iterator<Item = &WrittenText> {
        self.texts.iter().filter(move |t| t.field == field)
    }

    /// The only text of a field, empty where it is missing.
    pub fn one(&self, field: QuestionField) -> &str {
        self.of(field).next().map_or("", |t| &t.said)
    }

    /// A warning about the whole of `text`.
    pub fn warn(&self, code: &'static str, text: &WrittenText, message: String, hint: &str) -> Diagnostic {
        Diagnostic::warning(code, message).at(self.file.place(text.span.clone())).hint(hint)
    }

    /// A warning about the bytes `part` of `text`.
    pub fn warn_part(
        &self,
        code: &'static str,
        text: &WrittenText,
        part: Range<usize>,
        message: String,
        hint: &str,
    ) -> Diagnostic {
        Diagnostic::warning(code, message).at(self.place(text, part)).hint(hint)
    }

    /// The places of the comment lines that begin with `start`.
    pub fn comments(&self, start: &str) -> impl Iterator<Item = Place> {
        let lines = self
            .file
            .text
            .match_indices(start)
            .filter(|(at, _)| self.file.text[..*at].ends_with(['\n', '\r']));
        lines.map(|(at, start)| self.file.place(at..at + start.len()))
    }

    /// Where in the file the bytes `part` of `text` are.
    ///
    /// Escapes make a text shorter than what is written, so the part is searched for: it comes after as many equal ones in
    /// the file as in the text.
    fn place(&self, text: &WrittenText, part: Range<usize>) -> Place {
        let whole = || self.file.place(text.span.clone());
        let (Some(needle), Some(written)) =
            (text.said.get(part.clone()), self.file.text.get(text.span.clone()))
        else {
            return whole();
        };
        let before = text.said.get(..part.start).map_or(0, |t| t.matches(needle).count());
        written.match_indices(needle).nth(before).map_or_else(whole, |(at, _)| {
            let start = text.span.start + at;
            self.file.place(start..start + needle.len())
        })
    }
}

fn collect(
    field: QuestionField,
    key: &str,
    value: &Spanned<DeValue<'_>>,
    inner: Option<&str>,
    texts: &mut Vec<WrittenText>,
) {
    match (value.get_ref(), inner) {
        (DeValue::String(s), None) => {
            texts.push(WrittenText { field, key: key.to_owned(), said: s.to_string(), span: value.span() });
        }
        (DeValue::Integer(number), None) if field == QuestionField::Minutes => {
            let said = number.as_str().to_owned();
            texts.push(WrittenText { field, key: key.to_owned(), said, span: value.span() });
        }
        (DeValue::Array(list), _) => list.iter().for_each(|v| collect(field, key, v, inner, texts)),
        (DeValue::Table(table), Some(inner)) => {
            if let Some(v) = table.get(inner) {
                collect(field, "", v, None, texts);
            }
        }
        (DeValue::Table(table), None) => {
            for (key, v) in table {
                collect(field, key.get_ref(), v, None, texts);
            }
        }
        _ => {}
    }
}

/// The field `key` of a question, or one that has nearly its name and no meaning of its own.
fn get<'t, 'a>(question: &'t DeTable<'a>, key: &str) -> Option<&'t Spanned<DeValue<'a>>> {
    question.get(key).or_else(|| {
        let others = question.keys().map(|k| k.get_ref().as_ref());
        let unknown = others.filter(|k| FIELDS.iter().all(|(_, known, _)| known != k));
        question.get(*nearest(key, unknown).first()?)
    })
}
