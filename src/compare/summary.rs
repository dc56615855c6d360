//! Any tidy file by candidate and competency: how many scores, their mean and their spread. No plan is needed, and
//! millions of rows are added up as they come.

mod lines;

use super::columns::{Bounds, ITEM, SCORE, Score, TARGET, TidyColumns, score};
use super::keys::{Names, Pairs, Runs};
use crate::diag::Diagnostic;
use crate::sheet::stream::{Cells, Drained, Fault, Sink, Tidy};
use crate::stats::Sums;
use lines::Lines;
use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::sync::mpsc::sync_channel;

/// The largest whole number that is added up without further ado.
const SMALL: u16 = 1000;

/// Scores by candidate and competency: what each thread found, put together where it is read out.
#[derive(Debug)]
pub struct Summary {
    parts: Vec<Part>,
    /// All candidates, and where each part has them.
    targets: Names,
    target_in: Vec<Vec<u32>>,
    /// All competencies, and their number for each number of a part.
    items: Names,
    item_of: Vec<Vec<u32>>,
    /// How many pairs of candidate and competency there are.
    len: usize,
}

/// Where a part doesn't have a candidate.
const NOWHERE: u32 = u32::MAX;

/// What one thread found.
#[derive(Debug, Default)]
struct Part {
    bounds: Option<Bounds>,
    targets: Names,
    items: Names,
    /// Small whole numbers, added up.
    pairs: Pairs<Whole>,
    /// Rows that are still to be added: their item, and a small whole number.
    runs: Runs<(u32, Option<u16>)>,
    /// Whatever isn't a small whole number.
    other: HashMap<u32, Sums>,
}

/// Small whole numbers, added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Whole {
    n: u64,
    sum: u64,
    squares: u64,
}

/// The summary of a file, and what was noticed.
#[derive(Debug)]
pub struct Summed {
    /// The scores.
    pub summary: Summary,
    /// Rows below the header that say something.
    pub rows: u64,
    /// How many of them were rejected.
    pub rejected: u64,
    /// The first of them.
    pub findings: Vec<Diagnostic>,
}

impl Sink for Part {
    #[inline]
    fn row(&mut self, cells: &Cells<'_>) -> Result<(), Fault> {
        let value = match cells[SCORE] {
            [digit @ b'0'..=b'9'] if self.bounds.is_none() => Ok(u16::from(digit - b'0')),
            cell => match score(cell, self.bounds)? {
                Score::Recommendation => return Ok(()),
                other => Err(other),
            },
        };
        if cells[TARGET].is_empty() {
            let hint = "each row says who is rated".to_owned();
            return Err(Fault {
                slot: TARGET,
                code: "no-name",
                message: "the row names nobody".to_owned(),
                hint,
            });
        }
        let item = self.items.number(cells[ITEM]);
        let value = match value {
            Ok(whole) => Some(whole),
            Err(Score::Blank | Score::Recommendation) => None,
            Err(Score::Rated(parts)) => match small(parts) {
                Some(whole) => Some(whole),
                None => return self.add(cells[TARGET], item, parts),
            },
        };
        if self.runs.push(cells[TARGET], (item, value)) {
            self.settle();
        }
        Ok(())
    }
}

/// A small whole number, if it is one.
fn small(parts: i128) -> Option<u16> {
    const ONE: i128 = 1_000_000_000;
    (parts % ONE == 0).then(|| u16::try_from(parts / ONE).ok()).flatten().filter(|w| *w <= SMALL)
}

impl Part {
    /// Adds the rows that wait.
    fn settle(&mut self) {
        self.runs.settle(&mut self.targets, &mut self.pairs, |pairs, target, (item, value)| {
            let (_, sums) = pairs.number(target, item);
            if let Some(whole) = value.map(u64::from) {
                sums.n += 1;
                sums.sum += whole;
                sums.squares += whole * whole;
            }
        });
    }

    /// Adds a score that is no small whole number.
    fn add(&mut self, target: &[u8], item: u32, parts: i128) -> Result<(), Fault> {
        self.settle();
        let target = self.targets.number(target);
        let (at, _) = self.pairs.number(target, item);
        let sums = self.other.entry(at).or_default();
        *sums = sums.with(parts).ok_or_else(|| Fault {
            slot: SCORE,
            code: "too-far",
            message: "this number lies too far from the others to be added up".to_owned(),
            hint: "look whether it is a score".to_owned(),
        })?;
        Ok(())
    }
}

/// One competency of a candidate: its place among the names, its number, the small whole numbers, whatever else.
type Found = (u32, u32, Whole, Option<Box<Sums>>);

impl Summary {
    fn of(mut parts: Vec<Part>) -> Self {
        parts.iter_mut().for_each(Part::settle);
        let (mut targets, mut items) = (Names::default(), Names::default());
        let (mut target_in, mut item_of) = (Vec::new(), Vec::new());
        for part in &parts {
            item_of.push((0..part.items.len() as u32).map(|i| items.number(part.items.bytes(i))).collect());
            let mut at = vec![NOWHERE; targets.len()];
            for t in 0..part.targets.len() as u32 {
                let number = targets.number(part.targets.bytes(t)) as usize;
                if number >= at.len() {
                    at.resize(number + 1, NOWHERE);
                }
                at[number] = t;
            }
            target_in.push(at);
        }
        let mut summary = Self { parts, targets, target_in, items, item_of, len: 0 };
        summary.len = if let [one] = summary.parts.as_slice() {
            one.pairs.len()
        } else {
            let mut reader = summary.reader();
            (0..summary.targets.len() as u32).map(|t| reader.of(t).map_or(0, <[Found]>::len)).sum()
        };
        summary
    }

    /// How many pairs of candidate and competency there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn reader(&self) -> Reader<'_> {
        let mut rank = vec![0; self.items.len()];
        for (place, item) in self.items.sorted().into_iter().enumerate() {
            rank[item as usize] = place as u32;
        }
        Reader { summary: self, rank, found: Vec::new() }
    }

    /// Hands out each candidate's competencies, both by name: candidate, competency, n, mean, standard deviation.
    pub fn rows(&self) -> Result<Vec<SummaryRow>, Diagnostic> {
        let (targets, items) = (self.targets.texts(), self.items.texts());
        let mut reader = self.reader();
        let mut rows = Vec::with_capacity(self.len());
        for target in self.targets.sorted() {
            for found in reader.of(target)? {
                let sums = sums(found)?;
                rows.push(SummaryRow {
                    candidate: targets[target as usize].clone(),
                    competency: items[found.1 as usize].clone(),
                    n: sums.n(),
                    mean: sums.mean(),
                    sd: sums.sd(),
                });
            }
        }
        Ok(rows)
    }

    /// Writes `candidate,competency,n,mean,sd`, on `threads` threads that each make every so manieth part of the lines.
    pub fn write_csv(&self, out: &mut dyn Write, threads: usize) -> io::Result<()> {
        let targets = self.targets.sorted();
        out.write_all(b"candidate,competency,n,mean,sd\n")?;
        // A part is short, so that the lines of a large file never stand in memory all at once.
        let parts: Vec<&[u32]> = targets.chunks(PART).collect();
        let threads = threads.clamp(1, parts.len().max(1));
        if threads == 1 {
            let mut lines = Lines::new(self);
            for part in parts {
                out.write_all(&lines.make(part).map_err(|d| io::Error::other(d.to_string()))?)?;
            }
            return out.flush();
        }
        std::thread::scope(|scope| {
            let makers: Vec<_> = (0..threads)
                .map(|first| {
                    let (send, receive) = sync_channel(2);
                    let own: Vec<&[u32]> = parts.iter().skip(first).step_by(threads).copied().collect();
                    scope.spawn(move || {
                        let mut lines = Lines::new(self);
                        for part in own {
                            if send.send(lines.make(part)).is_err() {
                                return;
                            }
                        }
                    });
                    receive
                })
                .collect();
            for i in 0..parts.len() {
                let made = makers[i % threads].recv().map_err(io::Error::other)?;
                out.write_all(&made.map_err(|d| io::Error::other(d.to_string()))?)?;
            }
            out.flush()
        })
    }
}

/// So many candidates' lines are made at a time.
const PART: usize = 2048;

/// Puts together what the parts have of a candidate.
struct Reader<'a> {
    summary: &'a Summary,
    /// Where each item stands among the names.
    rank: Vec<u32>,
    found: Vec<Found>,
}

impl Reader<'_> {
    /// The competencies of a candidate, by name; fails where scores lie too far apart.
    fn of(&mut self, target: u32) -> Result<&[Found], Diagnostic> {
        self.found.clear();
        let s = self.summary;
        for ((part, at), item_of) in s.parts.iter().zip(&s.target_in).zip(&s.item_of) {
            let Some(own) = at.get(target as usize).filter(|t| **t != NOWHERE) else { continue };
            for (item, pair, whole) in part.pairs.of(*own) {
                let item = item_of[item as usize];
                let other =
                    if part.other.is_empty() { None } else { part.other.get(&pair).copied().map(Box::new) };
                self.found.push((self.rank[item as usize], item, *whole, other));
            }
        }
        self.found.sort_unstable_by_key(|f| f.0);
        if s.parts.len() > 1 {
            let mut apart = false;
            self.found.dedup_by(|b, a| {
                let same = a.1 == b.1;
                if same {
                    a.2.n += b.2.n;
                    a.2.sum += b.2.sum;
                    a.2.squares += b.2.squares;
                    a.3 = match (a.3.take(), b.3.take()) {
                        (Some(x), Some(y)) => {
                            let both = x.joined(*y);
                            apart |= both.is_none();
                            both.map(Box::new)
                        }
                        (x, y) => x.or(y),
                    };
                }
                same
            });
            if apart {
                return Err(too_far());
            }
        }
        Ok(&self.found)
    }
}

fn sums(found: &Found) -> Result<Sums, Diagnostic> {
    let Whole { n, sum, squares } = found.2;
    let whole = Sums::of_whole(n, sum, squares);
    found.3.as_ref().map_or(Ok(whole), |other| whole.joined(**other).ok_or_else(too_far))
}

fn too_far() -> Diagnostic {
    Diagnostic::error(
        "too-far",
        "the scores of one candidate and competency lie too far apart to be added up",
    )
    .hint("look whether the right column is read: --score COL")
}

/// One candidate in one competency.
#[derive(Debug, Clone, PartialEq)]
pub struct SummaryRow {
    /// Who is rated.
    pub candidate: String,
    /// On what.
    pub competency: String,
    /// How many scores.
    pub n: u64,
    /// Their mean; none of no score.
    pub mean: Option<f64>,
    /// Their sample standard deviation; none of fewer than two.
    pub sd: Option<f64>,
}

/// The scores of a tidy file by candidate and competency, added up on `threads` threads.
///
/// Fails where a needed column is missing, or where no row could be read.
pub fn summarise(
    file: &str,
    source: Box<dyn Read + Send>,
    columns: &TidyColumns,
    bounds: Option<Bounds>,
    threads: usize,
) -> Result<Summed, Diagnostic> {
    let tidy = Tidy::open(file, source, &|header| columns.find(header, false).map(|_| ()))?;
    let columns = columns.find(tidy.header(), false)?;
    let sinks = (0..threads.max(1)).map(|_| Part { bounds, ..Part::default() }).collect();
    let Drained { sinks, rows, rejected, findings } = tidy.drain(columns, sinks)?;
    if rows > 0 && rejected == rows {
        let first = findings.into_iter().next();
        let first = first.unwrap_or_else(|| Diagnostic::error("no-rows", "every row was rejected"));
        return Err(Diagnostic {
            message: format!("no row could be read; the first: {}", first.message),
            ..first
        });
    }
    Ok(Summed { summary: Summary::of(sinks), rows, rejected, findings })
}
