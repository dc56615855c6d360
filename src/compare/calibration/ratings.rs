//! The ratings of files, names numbered in the order of first sight.

use crate::compare::summary::{by_name, number};
use crate::compare::tidy::{Bounds, TidyRating};
use crate::stats::{Rating, Ratings};
use crate::text::join;
use indexmap::{IndexMap, IndexSet};
use std::collections::BTreeMap;

/// The ratings read so far.
#[derive(Debug, Default)]
pub(super) struct TidyRatings {
    /// The ends of the scale, where they are known.
    pub(super) bounds: Option<Bounds>,
    items: IndexSet<String>,
    raters: IndexSet<String>,
    plans: IndexSet<String>,
    /// The plan and the name of each target.
    people: IndexMap<(u32, String), ()>,
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
        let plan = number(&mut self.plans, rating.plan);
        let target = self.people.insert_full((plan, rating.target.to_string()), ()).0 as u32;
        let pair = (target, number(&mut self.items, rating.item));
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
        let shown = |(plan, name): &(u32, String)| match self.plans.get_index(*plan as usize) {
            Some(plan) if self.plans.len() > 1 && !plan.is_empty() => format!("{name} ({plan})"),
            _ => name.clone(),
        };
        let names: Vec<String> = self.people.keys().map(shown).collect();
        let mut by_name: Vec<usize> = (0..names.len()).collect();
        by_name.sort_by(|a, b| names[*a].cmp(&names[*b]));
        (names, by_name)
    }

    /// A note on names that stand in several plans: they are taken for different people.
    pub(super) fn shared_names(&self) -> Option<String> {
        const SHOWN: usize = 5;
        let mut plans: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, name) in self.people.keys() {
            *plans.entry(name).or_default() += 1;
        }
        let names: Vec<&str> = plans.iter().filter(|(_, n)| **n > 1).map(|(name, _)| *name).collect();
        let more = if names.len() > SHOWN { " and others" } else { "" };
        let shown = join(&names[..names.len().min(SHOWN)], "and");
        (!names.is_empty()).then(|| {
            format!("{shown}{more} stand in several plans, and are taken for different people in each")
        })
    }

    /// The target of each unit.
    pub(super) fn target_of_units(&self) -> impl Iterator<Item = usize> {
        self.units.keys().map(|(target, _)| *target as usize)
    }
}

fn named(names: &IndexSet<String>) -> (Vec<String>, Vec<usize>) {
    (names.iter().cloned().collect(), by_name(names))
}
