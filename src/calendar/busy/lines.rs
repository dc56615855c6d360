//! The lines of a calendar file, to say where something stands.

use crate::diag::Place;

/// The lines of a file, to say where something stands.
pub(super) struct CalendarLines<'a> {
    file: &'a str,
    pub(super) text: &'a str,
    pub(super) all: Vec<&'a str>,
    /// Where events begin.
    events: Vec<usize>,
}

impl<'a> CalendarLines<'a> {
    pub(super) fn of(file: &'a str, text: &'a str) -> Self {
        let all: Vec<&str> = text.lines().collect();
        let begins = |line: &str| {
            let line = line.trim().to_ascii_uppercase();
            line == "BEGIN:VEVENT" || line == "BEGIN:VFREEBUSY"
        };
        let events = (0..all.len()).filter(|i| begins(all[*i])).collect();
        Self { file, text, all, events }
    }

    pub(super) fn place(&self, line: usize) -> Place {
        let source = self.all.get(line).copied().unwrap_or_default();
        let width = source.chars().count().max(1);
        Place { file: self.file.to_owned(), line: line + 1, column: 1, source: source.to_owned(), width }
    }

    /// The line among `range` that begins with `name`, else the first of them.
    pub(super) fn find(&self, name: &str, range: std::ops::Range<usize>) -> usize {
        let begins = |i: &usize| self.all[*i].get(..name.len()).is_some_and(|s| s.eq_ignore_ascii_case(name));
        let first = range.start;
        range.into_iter().find(begins).unwrap_or(first)
    }

    /// Where the property `name` of the `nth` event stands.
    pub(super) fn of_event(&self, nth: usize, name: &str) -> Place {
        let first = self.events.get(nth).copied().unwrap_or_default();
        let last = self.events.get(nth + 1).copied().unwrap_or(self.all.len());
        self.place(self.find(name, first..last.max(first)))
    }
}
