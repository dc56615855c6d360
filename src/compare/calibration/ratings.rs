//! The ratings of files, names numbered in the order of first sight.

use crate::compare::order::{HeldTime, Talks};
use crate::compare::summary::{by_name, number};
use crate::compare::tidy::{Bounds, TidyRating};
use crate::plan::Recommendation;
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
    /// Whether there is evidence beside each of the cells; none where no column holds any.
    evidence: Vec<Option<bool>>,
    /// Who recommends, whom, on what: the lowest of several.
    recommended: IndexMap<(String, u32, u32), Recommendation>,
    /// When raters met targets.
    talks: Talks,
}

/// A rating, with what it is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScoredCell {
    pub(super) rater: u32,
    pub(super) target: u32,
    pub(super) value: f64,
    pub(super) has_evidence: Option<bool>,
}

impl TidyRatings {
    pub(super) fn new(bounds: Option<Bounds>) -> Self {
        Self { bounds, ..Self::default() }
    }

    /// Takes a rating or a recommendation.
    pub(super) fn add(&mut self, rating: &TidyRating<'_>) {
        let recommendation = rating.recommendation.filter(|_| !rating.rater.is_empty());
        if (rating.value.is_none() && recommendation.is_none()) || rating.target.is_empty() {
            return;
        }
        let plan = number(&mut self.plans, rating.plan);
        let target = self.people.insert_full((plan, rating.target.to_string()), ()).0 as u32;
        let item = number(&mut self.items, rating.item);
        if let Some(value) = recommendation {
            let lowest = self.recommended.entry((rating.rater.to_owned(), target, item)).or_insert(value);
            *lowest = value.min(*lowest);
        }
        let Some(value) = rating.value else { return };
        let unit = self.units.insert_full((target, item), ()).0 as u32;
        let rater = number(&mut self.raters, rating.rater);
        self.cells.push(Rating { unit, rater, value });
        self.evidence.push(rating.has_evidence);
        if let Some(held) = HeldTime::read(rating.held).filter(|_| !rating.held.is_empty()) {
            self.talks.add(rater, target, held);
        }
    }

    /// All ratings as they stand in the files.
    pub(super) fn cells(&self) -> &[Rating] {
        &self.cells
    }

    /// Whether nothing was rated, and nothing recommended.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.recommended.is_empty()
    }

    /// All ratings with who is rated.
    pub(super) fn scored(&self) -> impl Iterator<Item = ScoredCell> {
        let target: Vec<u32> = self.units.keys().map(|(target, _)| *target).collect();
        self.cells.iter().zip(&self.evidence).map(move |(c, has_evidence)| ScoredCell {
            rater: c.rater,
            target: target[c.unit as usize],
            value: c.value,
            has_evidence: *has_evidence,
        })
    }

    /// Who recommends, whom, and whether that is yes or strong yes.
    pub(super) fn recommended(&self) -> impl Iterator<Item = (&str, u32, bool)> {
        let is_yes = |value: &Recommendation| *value >= Recommendation::Yes;
        self.recommended
            .iter()
            .map(move |((rater, target, _), value)| (rater.as_str(), *target, is_yes(value)))
    }

    /// The ratings of units by raters, several of one rater for one unit averaged.
    pub(super) fn table(&self) -> Ratings {
        Ratings::new(self.units.len(), self.raters.len(), self.cells.clone())
    }

    /// The ratings of targets by raters: the mean of all that a rater gave to one target.
    pub(super) fn by_target(&self) -> Ratings {
        let cells = self.scored().map(|c| Rating { unit: c.target, rater: c.rater, value: c.value });
        Ratings::new(self.people.len(), self.raters.len(), cells.collect())
    }

    /// When raters met targets.
    pub(super) fn talks(&self) -> &Talks {
        &self.talks
    }

    /// The names of the raters by number.
    pub(super) fn rater_names(&self) -> &IndexSet<String> {
        &self.raters
    }

    /// The names of the raters by number, and the numbers in the order of the names.
    pub(super) fn raters(&self) -> (Vec<String>, Vec<usize>) {
        (self.raters.iter().cloned().collect(), by_name(self.raters.iter()))
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
