//! Any file of ratings by candidate and competency: how many scores, their mean and their spread. No plan is needed, and
//! millions of rows are added up as they come.

use super::tidy::{TidyFile, TidyOptions, TidyRows, read};
use crate::diag::Failure;
use crate::sheet::guard;
use indexmap::IndexSet;
use std::collections::HashMap;
use std::io::{self, Write};

/// Scores by candidate and competency.
#[derive(Debug, Default)]
pub struct Summary {
    targets: IndexSet<String>,
    items: IndexSet<String>,
    /// Where each pair of candidate and competency has its sums.
    places: HashMap<(u32, u32), u32>,
    sums: Vec<Sums>,
}

/// Scores of one candidate in one competency, added up around the first of them, so that whole and half points are added
/// exactly and large numbers lose nothing.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    n: u32,
    first: f64,
    sum: f64,
    squares: f64,
}

impl Sums {
    fn add(&mut self, value: f64) {
        if self.n == 0 {
            self.first = value;
        }
        let off = value - self.first;
        self.n += 1;
        self.sum += off;
        self.squares += off * off;
    }

    fn mean(&self) -> Option<f64> {
        (self.n > 0).then(|| self.first + self.sum / f64::from(self.n))
    }

    /// The sample standard deviation.
    fn sd(&self) -> Option<f64> {
        let n = f64::from(self.n);
        let spread = (self.squares - self.sum * self.sum / n).max(0.0);
        (self.n > 1).then(|| (spread / (n - 1.0)).sqrt())
    }
}

/// One candidate in one competency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SummaryRow<'s> {
    /// Who is rated.
    pub candidate: &'s str,
    /// On what.
    pub competency: &'s str,
    /// How many scores.
    pub n: u32,
    /// Their mean; none of no score.
    pub mean: Option<f64>,
    /// Their sample standard deviation; none of fewer than two.
    pub sd: Option<f64>,
}

impl Summary {
    /// How many pairs of candidate and competency there are.
    pub fn len(&self) -> usize {
        self.sums.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sums.is_empty()
    }

    fn add(&mut self, target: &str, item: &str, value: Option<f64>) {
        let pair = (number(&mut self.targets, target), number(&mut self.items, item));
        let place = *self.places.entry(pair).or_insert_with(|| {
            self.sums.push(Sums::default());
            (self.sums.len() - 1) as u32
        });
        if let Some(value) = value {
            self.sums[place as usize].add(value);
        }
    }

    /// Each candidate's competencies, both by name.
    pub fn rows(&self) -> impl Iterator<Item = SummaryRow<'_>> {
        let (targets, items) = (ranks(&self.targets), ranks(&self.items));
        let mut pairs: Vec<(u32, u32, (u32, u32), u32)> = self
            .places
            .iter()
            .map(|(pair, place)| (targets[pair.0 as usize], items[pair.1 as usize], *pair, *place))
            .collect();
        pairs.sort_unstable();
        pairs.into_iter().map(|(.., (target, item), place)| {
            let sums = &self.sums[place as usize];
            SummaryRow {
                candidate: &self.targets[target as usize],
                competency: &self.items[item as usize],
                n: sums.n,
                mean: sums.mean(),
                sd: sums.sd(),
            }
        })
    }

    /// Writes `candidate,competency,n,mean,sd`.
    pub fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(["candidate", "competency", "n", "mean", "sd"])?;
        let figure = |x: Option<f64>| x.map_or_else(String::new, |x| (x + 0.0).to_string());
        for r in self.rows() {
            csv.write_field(guard(r.candidate).as_bytes())?;
            csv.write_field(guard(r.competency).as_bytes())?;
            csv.write_record([r.n.to_string(), figure(r.mean), figure(r.sd)])?;
        }
        csv.flush()
    }
}

/// The number of a name, in the order of first sight.
pub(super) fn number(names: &mut IndexSet<String>, name: &str) -> u32 {
    let known = names.get_index_of(name);
    known.unwrap_or_else(|| names.insert_full(name.to_owned()).0) as u32
}

/// The place of each name among all, in their order.
fn ranks(names: &IndexSet<String>) -> Vec<u32> {
    let mut ranks = vec![0; names.len()];
    for (place, name) in by_name(names).into_iter().enumerate() {
        ranks[name] = place as u32;
    }
    ranks
}

/// The numbers of the names, in the order of the names.
pub(super) fn by_name(names: &IndexSet<String>) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..names.len()).collect();
    sorted.sort_unstable_by(|a, b| names[*a].cmp(&names[*b]));
    sorted
}

/// The scores of a file of ratings by candidate and competency, and what became of its rows.
///
/// Fails where a needed column is missing, or where no row could be read.
pub fn summarise(file: TidyFile<'_>, options: &TidyOptions) -> Result<(Summary, TidyRows), Failure> {
    let mut summary = Summary::default();
    let rows = read(file, options, false, &mut |r| {
        if !(r.target.is_empty() && r.value.is_none()) {
            summary.add(&r.target, r.item, r.value);
        }
    })?;
    rows.check()?;
    Ok((summary, rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_means_and_spreads() {
        let mut sums = Sums::default();
        for value in [1_000_003.0, 1_000_004.5, 1_000_006.0] {
            sums.add(value);
        }
        assert_eq!((sums.mean(), sums.sd()), (Some(1_000_004.5), Some(1.5)));
        assert_eq!((Sums::default().mean(), Sums::default().sd()), (None, None));
    }
}
