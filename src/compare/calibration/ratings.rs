//! The ratings of tidy files, names numbered in the order of first sight.

use crate::compare::columns::{Bounds, ITEM, RATER, SCORE, Score, TARGET, score};
use crate::compare::keys::{Names, Pairs};
use crate::sheet::stream::{Cells, Fault, Sink};
use crate::stats::{Rating, Ratings, number};

/// The ratings read so far.
#[derive(Debug, Default)]
pub(super) struct TidyRatings {
    /// The ends of the scale, where they are known.
    pub(super) bounds: Option<Bounds>,
    targets: Names,
    items: Names,
    raters: Names,
    /// Target and item: a pair is a unit.
    pairs: Pairs<()>,
    /// The target of each unit.
    target_of: Vec<u32>,
    cells: Vec<Rating>,
}

impl TidyRatings {
    pub(super) fn new(bounds: Option<Bounds>) -> Self {
        Self { bounds, ..Self::default() }
    }

    /// All ratings as they stand in the files.
    pub(super) fn cells(&self) -> &[Rating] {
        &self.cells
    }

    /// The ratings of units by raters, several of one rater for one unit averaged.
    pub(super) fn table(&self) -> Ratings {
        Ratings::new(self.pairs.len(), self.raters.len(), self.cells.clone())
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
        self.target_of.iter().map(|t| *t as usize)
    }
}

fn named(names: &Names) -> (Vec<String>, Vec<usize>) {
    (names.texts(), names.sorted().into_iter().map(|n| n as usize).collect())
}

impl Sink for TidyRatings {
    fn row(&mut self, cells: &Cells<'_>) -> Result<(), Fault> {
        let value = match score(cells[SCORE], self.bounds)? {
            Score::Blank | Score::Recommendation => return Ok(()),
            Score::Rated(parts) => number(parts),
        };
        for (slot, what) in [(TARGET, "who is rated"), (RATER, "who rates")] {
            if cells[slot].is_empty() {
                let message = format!("the row doesn't say {what}");
                let hint = "fill the cell in".to_owned();
                return Err(Fault { slot, code: "no-name", message, hint });
            }
        }
        let target = self.targets.number(cells[TARGET]);
        let item = self.items.number(cells[ITEM]);
        let (unit, ()) = self.pairs.number(target, item);
        if unit as usize >= self.target_of.len() {
            self.target_of.push(target);
        }
        self.cells.push(Rating { unit, rater: self.raters.number(cells[RATER]), value });
        Ok(())
    }
}
