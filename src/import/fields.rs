//! What the fields of an entry say about a question.

use super::entry::{Field, FieldValue, ImportedEntry};
use crate::bank::Probe;
use crate::bank::RatedAnswer;
use crate::diag::Place;
use crate::sheet::{Column, Vocabulary, heading_key};
use crate::text::visible;

/// The columns that are read.
pub(super) const COLUMNS: [Column; 28] = [
    Column::Ask,
    Column::Title,
    Column::Role,
    Column::Level,
    Column::Stacks,
    Column::Kinds,
    Column::Competencies,
    Column::Minutes,
    Column::Answer,
    Column::Notes,
    Column::Id,
    Column::Why,
    Column::Subject,
    Column::Topics,
    Column::Keywords,
    Column::Framework,
    Column::Handout,
    Column::Draft,
    Column::Strong,
    Column::Weak,
    Column::RedFlags,
    Column::Probes,
    Column::Hint,
    Column::Ladder,
    Column::Sample,
    Column::WeakAnswer,
    Column::Because,
    Column::RatedAnswers,
];

/// The fields of an entry by their columns.
pub(super) struct EntryFields<'e> {
    pub entry: &'e ImportedEntry<'e>,
    known: Vec<(Column, &'e Field)>,
    /// Fields of other names.
    pub others: Vec<&'e Field>,
}

impl<'e> EntryFields<'e> {
    pub(super) fn of(entry: &'e ImportedEntry<'e>, words: &Vocabulary) -> Self {
        let (mut known, mut others): (Vec<(Column, &Field)>, Vec<&Field>) = (Vec::new(), Vec::new());
        for field in entry.fields.iter().filter(|f| !f.value.is_blank()) {
            match words.column(&field.heading) {
                // A column's own name comes before its other ones; of several that are left the others are told.
                Some(column) => match known.iter_mut().find(|(c, _)| *c == column) {
                    Some((_, first)) if heading_key(&field.heading) == column.name() => {
                        others.push(std::mem::replace(first, field));
                    }
                    Some(_) => others.push(field),
                    None => known.push((column, field)),
                },
                None => others.push(field),
            }
        }
        Self { entry, known, others }
    }

    /// The field of a column, where it says something.
    pub(super) fn get(&self, column: Column) -> Option<&'e Field> {
        self.known.iter().find(|(c, _)| *c == column).map(|(_, field)| *field)
    }

    /// Takes the field of a column away.
    pub(super) fn take(&mut self, column: Column) -> Option<&'e Field> {
        let at = self.known.iter().position(|(c, _)| *c == column)?;
        Some(self.known.remove(at).1)
    }

    /// Takes a field of another name away, by the key of its heading.
    pub(super) fn take_other(&mut self, key: &str) -> Option<&'e Field> {
        let at = self.others.iter().position(|field| heading_key(&field.heading) == key)?;
        Some(self.others.remove(at))
    }

    /// The text of a column as it stands, its line breaks too; empty where there is none.
    pub(super) fn text(&self, column: Column) -> String {
        self.get(column).map_or_else(String::new, |field| lines(&field.value.text()))
    }

    /// The text of a column on one line.
    pub(super) fn line(&self, column: Column) -> String {
        self.text(column).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn entries(&self, column: Column) -> Vec<String> {
        self.get(column).map_or_else(Vec::new, |field| field.value.entries())
    }

    /// The place of a field, or of the entry.
    pub(super) fn place(&self, field: Option<&Field>) -> Place {
        (self.entry.place)(field.map(|f| f.at))
    }

    pub(super) fn probes(&self) -> Vec<Probe> {
        let Some(field) = self.get(Column::Probes) else { return Vec::new() };
        match &field.value {
            FieldValue::List(items) => items.iter().map(probe).collect(),
            FieldValue::Table(_) => vec![probe(&field.value)],
            FieldValue::Text(_) => field.value.entries().iter().map(|line| probe_of(line)).collect(),
        }
    }

    /// The answers to practise rating on, and a model answer where the list calls that so.
    pub(super) fn rated_answers(&mut self) -> (Vec<RatedAnswer>, String) {
        let mut answers = Vec::new();
        let mut model = String::new();
        match self.get(Column::RatedAnswers).map(|field| &field.value) {
            Some(FieldValue::List(items)) if items.iter().all(|item| item.field("rung").is_some()) => {
                answers.extend(items.iter().map(|item| {
                    let text = |name: &str| item.field(name).map_or_else(String::new, |v| lines(&v.text()));
                    RatedAnswer {
                        rung: text("rung"),
                        text: text("text").into(),
                        because: text("because").into(),
                    }
                }));
            }
            Some(value) => model = lines(&value.text()),
            None => {}
        }
        for number in 1.. {
            let Some(text) = self.take_other(&format!("answer {number}")) else { break };
            let mut other = |what: &str| {
                let field = self.take_other(&format!("answer {number} {what}"));
                field.map_or_else(String::new, |f| lines(&f.value.text()))
            };
            let (rung, because) = (other("rung"), other("because"));
            answers.push(RatedAnswer {
                rung,
                text: lines(&text.value.text()).into(),
                because: because.into(),
            });
        }
        (answers, model)
    }

    /// The rungs that are told: a table of them, or a column each.
    pub(super) fn ladder(&mut self) -> Vec<(String, String)> {
        let mut rungs: Vec<(String, String)> = Vec::new();
        if let Some(Field { value: FieldValue::Table(fields), .. }) = self.get(Column::Ladder) {
            rungs.extend(fields.iter().map(|(name, value)| (name.clone(), lines(&value.text()))));
        }
        let is_rung = |field: &&Field| heading_key(&field.heading).starts_with("ladder ");
        let columns: Vec<&Field> = self.others.extract_if(.., |field| is_rung(field)).collect();
        for field in columns {
            let key = heading_key(&field.heading);
            let name = key.trim_start_matches("ladder ").replace(' ', "-");
            rungs.push((name, lines(&field.value.text())));
        }
        rungs
    }

    /// The text of a field of `sample`, or of the column of its own.
    pub(super) fn sample(&self, name: &str, column: Column) -> String {
        let inside = self.get(Column::Sample).and_then(|f| f.value.field(name));
        inside.map_or_else(|| self.text(column), |value| lines(&value.text()))
    }

    /// Comment lines of what else the entry says: its notes, then fields of other names.
    pub(super) fn notes(&self) -> Vec<String> {
        let noted = self.get(Column::Notes).map(|field| ("Notes", field));
        let others = self.others.iter().map(|field| (field.heading.as_str(), *field));
        let mut notes = Vec::new();
        for (heading, field) in noted.into_iter().chain(others) {
            notes.extend(note(heading, &field.value.text()));
        }
        notes
    }
}

/// The comment lines of a text under its heading.
pub(super) fn note(heading: &str, text: &str) -> Vec<String> {
    let heading = if heading.is_empty() { String::new() } else { format!("{}: ", visible(heading)) };
    format!("{heading}{}", lines(text)).lines().map(str::to_owned).collect()
}

/// A text without blank lines around it and blanks behind its lines.
pub(super) fn lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(0);
    lines[first..].join("\n").trim_end().to_owned()
}

fn probe(value: &FieldValue) -> Probe {
    match value {
        FieldValue::Table(_) => {
            let text = |name: &str| value.field(name).map_or_else(String::new, |v| lines(&v.text()));
            Probe { ask: text("ask").into(), listen: text("listen").into() }
        }
        other => probe_of(&other.text()),
    }
}

/// A probe with what to listen for in brackets behind it, as exports write it.
fn probe_of(line: &str) -> Probe {
    let line = line.trim();
    let mut depth = 0;
    let open = line.ends_with(']').then(|| {
        line.char_indices().rev().find_map(|(at, c)| {
            depth += match c {
                ']' => 1,
                '[' => -1,
                _ => return None,
            };
            (depth == 0).then_some(at)
        })
    });
    match open.flatten() {
        Some(at) => Probe {
            ask: line[..at].trim().to_owned().into(),
            listen: line[at + 1..line.len() - 1].trim().to_owned().into(),
        },
        None => Probe { ask: line.to_owned().into(), listen: String::new().into() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probe_ends_with_what_to_listen_for() {
        let told = |line: &str| {
            let probe = probe_of(line);
            (probe.ask.into_owned(), probe.listen.into_owned())
        };
        assert_eq!(
            told("Why `a[0]`? [the first [of two]]"),
            ("Why `a[0]`?".into(), "the first [of two]".into())
        );
        assert_eq!(told("What next?"), ("What next?".into(), String::new()));
    }
}
