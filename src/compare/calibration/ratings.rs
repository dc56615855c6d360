//! The ratings of files, names numbered in the order of first sight.

use crate::compare::summary::{by_name, number};
use crate::compare::tidy::{Bounds, TidyRating};
use crate::stats::{Rating, Ratings};
use indexmap::{IndexMap, IndexSet};

/// The ratings read so far.
#[derive(Debug, Default)]
pub(super) struct TidyRatings {
    /// The ends of the scale, where they are known.
    pub(super) bounds: Option<Bounds>,
    targets: IndexSet<String>,
    items: IndexSet<String>,
    raters: IndexSet<String>,
    /// Target and item of each unit.
    units: IndexMap<(u32, u32), ()>,
    cells: Vec<Rating>,
}

impl TidyRatings {
    pub(super) fn new(bounds: Option<Bounds>) -> Self {
        Self { bounds, ..Self::default() }
    }

    /// Takes a rating.
    pub(super) fn add(&mut self, rating: &TidyRating<'_>) {
        let Some(value) = rating.value else { return };
        let pair = (number(&mut self.targets, &rating.target), number(&mut self.items, rating.item));
        let unit = self.units.insert_full(pair, ()).0 as u32;
        self.cells.push(Rating { unit, rater: number(&mut self.raters, rating.rater), value });
    }

    /// All ratings as they stand in the files.
    pub(super) fn cells(&self) -> &[Rating] {
        &self.cells
    }

    /// The ratings of units by raters, several of one rater for one unit averaged.
    pub(super) fn table(&self) -> Ratings {
        Ratings::new(self.units.len(), self.raters.len(), self.cells.clone())
    }

    /// The names of the raters by number, and the numbers in the order of the names.
    pub(super) fn raters(&self) -> (Vec<String>, Vec<usize>) {
        named(&self.raters)
    }

    /// The same of the targets.
    pub(super) fn targets(&self) -> (Vec<String>, Vec<usize>) {
        named(&self.targets)
    }

    /// The target of each unit.
    pub(super) fn target_of_units(&self) -> impl Iterator<Item = usize> {
        self.units.keys().map(|(target, _)| *target as usize)
    }
}

fn named(names: &IndexSet<String>) -> (Vec<String>, Vec<usize>) {
    (names.iter().cloned().collect(), by_name(names))
}
