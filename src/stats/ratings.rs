//! Ratings of units by raters, not necessarily of every unit by every rater.

use super::groups::Groups;
use super::undefined::Undefined;

/// One rating.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rating {
    /// What was rated.
    pub unit: u32,
    /// Who rated.
    pub rater: u32,
    /// The finite value.
    pub value: f64,
}

/// Ratings sorted by unit and rater, at most one of a rater for a unit.
#[derive(Debug, Clone)]
pub struct Ratings {
    cells: Vec<Rating>,
    /// The index of each unit's first cell, and the number of all cells at the end.
    starts: Vec<usize>,
    raters: usize,
}

impl Ratings {
    /// The ratings of `units` units by `raters` raters; several ratings of a unit by one rater become their mean.
    pub fn new(units: usize, raters: usize, mut cells: Vec<Rating>) -> Self {
        // Sorted by value too, so that the order in which they came changes no bit of a mean.
        cells.sort_by(|a, b| (a.unit, a.rater).cmp(&(b.unit, b.rater)).then(a.value.total_cmp(&b.value)));
        let same = |a: &Rating, b: &Rating| (a.unit, a.rater) == (b.unit, b.rater);
        let averaged = cells.chunk_by(same).map(|of_one| {
            let sum: f64 = of_one.iter().map(|c| c.value).sum();
            Rating {
                value: if of_one.len() == 1 { of_one[0].value } else { sum / of_one.len() as f64 },
                ..of_one[0]
            }
        });
        let cells: Vec<Rating> = averaged.collect();
        let mut starts = vec![0; units + 1];
        for c in &cells {
            starts[c.unit as usize + 1] += 1;
        }
        for u in 0..units {
            starts[u + 1] += starts[u];
        }
        Self { cells, starts, raters }
    }

    /// The number of units, unrated ones included.
    pub fn units(&self) -> usize {
        self.starts.len() - 1
    }

    /// The number of raters, those without a rating included.
    pub fn raters(&self) -> usize {
        self.raters
    }

    /// All ratings.
    pub fn cells(&self) -> &[Rating] {
        &self.cells
    }

    /// The ratings of one unit, by rater.
    pub fn unit(&self, unit: usize) -> &[Rating] {
        &self.cells[self.starts[unit]..self.starts[unit + 1]]
    }

    /// The ratings of each unit that has two or more; fails where no unit has.
    pub fn paired(&self) -> Result<Vec<&[Rating]>, Undefined> {
        let paired: Vec<&[Rating]> =
            (0..self.units()).map(|u| self.unit(u)).filter(|c| c.len() > 1).collect();
        if !paired.is_empty() {
            return Ok(paired);
        }
        let first = self.cells.first().map(|c| c.rater);
        let one = self.cells.iter().all(|c| Some(c.rater) == first);
        Err(if one { Undefined::OneRater } else { Undefined::NoOverlap })
    }

    /// The same, but fails where one unit alone has two ratings: chance can't be told from it.
    pub(super) fn several_paired(&self) -> Result<Vec<&[Rating]>, Undefined> {
        let paired = self.paired()?;
        if paired.len() < 2 { Err(Undefined::OneShared) } else { Ok(paired) }
    }

    /// The ratings of each group of raters who are linked: who they are, and their ratings with raters numbered by their
    /// place among them.
    pub fn by_group(&self) -> Vec<(Vec<usize>, Self)> {
        let (group, groups) = self.groups();
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); groups];
        let mut place = vec![0; self.raters];
        for (rater, g) in group.iter().enumerate() {
            place[rater] = members[*g].len() as u32;
            members[*g].push(rater);
        }
        let mut cells: Vec<Vec<Rating>> = vec![Vec::new(); groups];
        for c in &self.cells {
            cells[group[c.rater as usize]].push(Rating { rater: place[c.rater as usize], ..*c });
        }
        let tables = cells.into_iter().zip(&members).map(|(own, m)| Self::new(self.units(), m.len(), own));
        let tables: Vec<Self> = tables.collect();
        members.into_iter().zip(tables).collect()
    }

    /// Whether every unit has a rating of every rater.
    pub fn crossed(&self) -> bool {
        self.cells.len() == self.units() * self.raters
    }

    /// The number of each rater's group, and the number of groups: raters who rated a common unit, directly or through
    /// others, are in one group.
    pub fn groups(&self) -> (Vec<usize>, usize) {
        let mut groups = Groups::new(self.raters);
        for u in 0..self.units() {
            for pair in self.unit(u).windows(2) {
                groups.join(pair[0].rater as usize, pair[1].rater as usize);
            }
        }
        groups.numbered()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rating(unit: u32, rater: u32, value: f64) -> Rating {
        Rating { unit, rater, value }
    }

    #[test]
    fn several_ratings_of_one_rater_become_their_mean() {
        let cells = vec![
            rating(1, 0, 4.0),
            rating(0, 1, 1.0),
            rating(1, 0, 1.0),
            rating(1, 0, 1.0),
            rating(0, 0, 3.0),
        ];
        let r = Ratings::new(3, 2, cells);
        assert_eq!(r.cells(), [rating(0, 0, 3.0), rating(0, 1, 1.0), rating(1, 0, 2.0)]);
        assert_eq!((r.unit(1).len(), r.unit(2).len(), r.crossed()), (1, 0, false));
    }

    #[test]
    fn the_order_of_repeated_ratings_changes_nothing() {
        let of =
            |values: [f64; 3]| Ratings::new(1, 1, values.map(|v| rating(0, 0, v)).to_vec()).cells()[0].value;
        assert_eq!(of([1.0, 1.0, 3.0]).to_bits(), of([1.0, 3.0, 1.0]).to_bits());
        assert_eq!(of([0.1, 0.2, 0.3]).to_bits(), of([0.3, 0.2, 0.1]).to_bits());
    }

    #[test]
    fn raters_are_linked_through_units() {
        let cells = vec![rating(0, 0, 1.0), rating(0, 2, 1.0), rating(1, 1, 1.0), rating(2, 2, 1.0)];
        assert_eq!(Ratings::new(3, 3, cells).groups(), (vec![0, 1, 0], 2));
    }

    #[test]
    fn one_rater_and_no_overlap_differ() {
        let one = Ratings::new(2, 2, vec![rating(0, 1, 1.0), rating(1, 1, 2.0)]);
        let apart = Ratings::new(2, 2, vec![rating(0, 0, 1.0), rating(1, 1, 2.0)]);
        assert_eq!(one.paired().unwrap_err(), Undefined::OneRater);
        assert_eq!(apart.paired().unwrap_err(), Undefined::NoOverlap);
    }
}
