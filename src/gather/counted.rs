//! A scorecard that counts: what it says of each item, whichever of its copies says it.

use super::held_at::HeldAt;
use super::load::ScoreFile;
use super::reading::{Card, Entry, Said};
use crate::diag::Place;
use crate::sheet::Sheet;

/// A copy of a scorecard with the sheet that it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct CardCopy<'a> {
    pub card: &'a Card,
    pub sheet: &'a Sheet,
    pub file: &'a ScoreFile,
    /// Which of the files that is.
    pub number: usize,
}

/// What a scorecard says of an item.
#[derive(Debug)]
pub(super) struct CountedItem<'a> {
    pub item: usize,
    pub said: Said<'a>,
    entry: &'a Entry,
    copy: CardCopy<'a>,
}

/// A scorecard that counts.
#[derive(Debug)]
pub(super) struct CountedCard<'a> {
    /// Its first copy.
    pub card: &'a Card,
    pub copies: Vec<CardCopy<'a>>,
    /// Its items in the order of the plan, each once.
    pub items: Vec<CountedItem<'a>>,
}

/// Who filled a scorecard in, in words.
pub(super) fn card_owner(card: &Card) -> &str {
    if card.interviewer.is_empty() { "an unnamed interviewer" } else { &card.interviewer }
}

impl<'a> CountedCard<'a> {
    /// The scorecard that `copies`, which don't contradict each other, say together; none without any.
    pub fn of(copies: Vec<CardCopy<'a>>) -> Option<Self> {
        let card = copies.first()?.card;
        let mut entries: Vec<(&'a Entry, CardCopy<'a>)> =
            copies.iter().flat_map(|copy| copy.card.entries.iter().map(|e| (e, *copy))).collect();
        // What stands in a row of its own comes before what other rows repeat, and what says something before what doesn't.
        entries.sort_by_key(|(e, _)| (e.item, e.value.is_empty(), e.aside));
        let items = entries.chunk_by(|(a, _), (b, _)| a.item == b.item).filter_map(|same| {
            let (entry, copy) = *same.first()?;
            let all = || same.iter().map(|(e, c)| e.said(c.sheet));
            let evidence = all().map(|said| said.evidence).find(|text| !text.is_empty());
            let said = Said {
                value: entry.value,
                evidence: evidence.unwrap_or_default(),
                hint: all().find_map(|said| said.hint),
            };
            Some(CountedItem { item: entry.item, said, entry, copy })
        });
        let items = items.collect();
        Some(Self { card, copies, items })
    }

    /// When the conversation took place: what the first copy says that says it.
    pub fn held(&self) -> Option<&'a HeldAt> {
        self.copies.iter().find_map(|copy| copy.card.held.as_ref())
    }

    /// Whether it was filled in as a PDF.
    pub fn is_form(&self) -> bool {
        self.copies.iter().all(|copy| copy.sheet.is_form())
    }

    /// The place of its first row.
    pub fn place(&self) -> Place {
        self.copies.first().map_or_else(|| Place::file(""), CardCopy::place)
    }
}

impl CountedItem<'_> {
    /// The place of its rating.
    pub fn place(&self) -> Place {
        self.copy.sheet.place(&self.entry.row, self.entry.cells.score)
    }

    /// The line in which its row begins.
    pub fn line(&self) -> usize {
        self.entry.row.line as usize
    }

    /// The path of its file as it is recorded.
    pub fn recorded(&self) -> String {
        self.copy.recorded()
    }
}

impl<'a> CardCopy<'a> {
    /// The place of its first row.
    pub fn place(&self) -> Place {
        let line = self.card.entries.iter().map(|e| e.row.line as usize).min().unwrap_or_default();
        Place { line, ..Place::file(&self.sheet.file) }
    }

    /// The path of its file as it is recorded.
    pub fn recorded(&self) -> String {
        self.file.recorded_part(&self.sheet.file)
    }

    /// Its place in a few letters: `a.csv:3`.
    pub fn shown(&self) -> String {
        let place = self.place();
        format!("{}:{}", place.file, place.line)
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.entries().count()
    }

    /// Its entries that are rows of their own, those that say something twice included.
    pub fn entries(&self) -> impl Iterator<Item = &'a Entry> {
        self.card.entries.iter().chain(&self.card.repeated).filter(|e| !e.aside)
    }

    /// Whether it is still as it was handed out.
    pub fn is_blank(&self) -> bool {
        self.card.entries.iter().all(|e| e.said(self.sheet).is_empty())
    }
}
