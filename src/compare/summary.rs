//! Any file of ratings by candidate and competency: how many scores, their mean and their spread. No plan is needed, and
//! millions of rows are added up as they come.

use super::tidy::{TidyFile, TidyOptions, TidyRows, read};
use crate::diag::Failure;
use crate::sheet::guard;
use indexmap::{IndexMap, IndexSet};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Scores by candidate and competency.
#[derive(Debug, Default)]
pub struct Summary {
    /// Each candidate, with where the sums of a competency are. The ratings of one person mostly stand together, and so do
    /// these.
    targets: IndexMap<String, BTreeMap<u32, u32>>,
    items: IndexSet<String>,
    sums: Vec<Sums>,
    /// Who was rated last, and on what.
    last: (usize, u32),
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

    /// Whether any score is a number.
    pub fn has_scores(&self) -> bool {
        self.sums.iter().any(|s| s.n > 0)
    }

    fn add(&mut self, target: &str, item: &str, value: Option<f64>) {
        // Competencies mostly come in the order of the first sight.
        let after = self.last.1 as usize + 1;
        let is_next = self.items.get_index(after).is_some_and(|next| next == item);
        let item = if is_next { after as u32 } else { number(&mut self.items, item) };
        let is_same = self.targets.get_index(self.last.0).is_some_and(|(last, _)| last == target);
        let target = if is_same {
            self.last.0
        } else {
            let known = self.targets.get_index_of(target);
            known.unwrap_or_else(|| self.targets.insert_full(target.to_owned(), BTreeMap::new()).0)
        };
        self.last = (target, item);
        let place = *self.targets[target].entry(item).or_insert_with(|| {
            self.sums.push(Sums::default());
            (self.sums.len() - 1) as u32
        });
        if let Some(value) = value {
            self.sums[place as usize].add(value);
        }
    }

    /// Each candidate's competencies, both by name.
    pub fn rows(&self) -> impl Iterator<Item = SummaryRow<'_>> {
        let items = ranks(&self.items);
        by_name(self.targets.keys()).into_iter().flat_map(move |target| self.rows_of(target, &items))
    }

    /// The competencies of one candidate, by name; `ranks` has the place of each among all.
    fn rows_of(&self, target: usize, ranks: &[u32]) -> Vec<SummaryRow<'_>> {
        let Some((candidate, places)) = self.targets.get_index(target) else { return Vec::new() };
        let mut rated: Vec<(u32, u32)> = places.iter().map(|(item, place)| (*item, *place)).collect();
        rated.sort_unstable_by_key(|(item, _)| ranks[*item as usize]);
        let row = |(item, place): (u32, u32)| {
            let sums = &self.sums[place as usize];
            let competency = &self.items[item as usize];
            SummaryRow { candidate, competency, n: sums.n, mean: sums.mean(), sd: sums.sd() }
        };
        rated.into_iter().map(row).collect()
    }

    /// Writes `candidate,competency,n,mean,sd`.
    pub fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut header = csv_writer();
        header.write_record(["candidate", "competency", "n", "mean", "sd"])?;
        out.write_all(&finished(header)?)?;
        let ranks = ranks(&self.items);
        for part in by_name(self.targets.keys()).chunks(WRITTEN_AT_ONCE) {
            let written: Vec<io::Result<Vec<u8>>> =
                part.par_chunks(WRITTEN_AT_ONCE / 16).map(|targets| self.csv_of(targets, &ranks)).collect();
            for bytes in written {
                out.write_all(&bytes?)?;
            }
        }
        Ok(())
    }

    fn csv_of(&self, targets: &[usize], ranks: &[u32]) -> io::Result<Vec<u8>> {
        let mut csv = csv_writer();
        let figure = |x: Option<f64>| x.map_or_else(String::new, |x| (x + 0.0).to_string());
        for r in targets.iter().flat_map(|target| self.rows_of(*target, ranks)) {
            csv.write_field(guard(r.candidate).as_bytes())?;
            csv.write_field(guard(r.competency).as_bytes())?;
            csv.write_record([r.n.to_string(), figure(r.mean), figure(r.sd)])?;
        }
        finished(csv)
    }
}

/// How many candidates are written at a time.
const WRITTEN_AT_ONCE: usize = 1 << 14;

fn csv_writer() -> csv::Writer<Vec<u8>> {
    csv::Writer::from_writer(Vec::new())
}

fn finished(csv: csv::Writer<Vec<u8>>) -> io::Result<Vec<u8>> {
    csv.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// The number of a name, in the order of first sight.
pub(super) fn number(names: &mut IndexSet<String>, name: &str) -> u32 {
    let known = names.get_index_of(name);
    known.unwrap_or_else(|| names.insert_full(name.to_owned()).0) as u32
}

/// The place of each name among all, in their order.
fn ranks(names: &IndexSet<String>) -> Vec<u32> {
    let mut ranks = vec![0; names.len()];
    for (place, name) in by_name(names.iter()).into_iter().enumerate() {
        ranks[name] = place as u32;
    }
    ranks
}

/// The numbers of the names, in the order of the names.
pub(super) fn by_name<'n>(names: impl Iterator<Item = &'n String>) -> Vec<usize> {
    // The first bytes of a name, as a number, mostly decide.
    let head = |name: &str| {
        let mut bytes = [0; 8];
        bytes.iter_mut().zip(name.bytes()).for_each(|(byte, own)| *byte = own);
        u64::from_be_bytes(bytes)
    };
    let mut sorted: Vec<(u64, &str, usize)> =
        names.enumerate().map(|(at, name)| (head(name), name.as_str(), at)).collect();
    sorted.par_sort_unstable();
    sorted.into_iter().map(|(.., at)| at).collect()
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
