//! Any tidy file by candidate and competency: how many scores, their mean and their spread. No plan is needed, and
//! millions of rows are added up as they come.

use super::columns::{Bounds, ITEM, SCORE, Score, TARGET, TidyColumns, score};
use super::keys::{Names, Pairs};
use crate::diag::Diagnostic;
use crate::sheet::guard;
use crate::sheet::stream::{Cells, Drained, Fault, Sink, Tidy, name};
use crate::stats::Sums;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Read, Write};

/// The largest whole number that is added up without further ado.
const SMALL: u64 = 1000;

/// Scores by candidate and competency.
#[derive(Debug, Default)]
pub struct Summary {
    bounds: Option<Bounds>,
    targets: Names,
    items: Names,
    pairs: Pairs,
    whole: Vec<Whole>,
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

impl Sink for Summary {
    #[inline]
    fn row(&mut self, cells: &Cells<'_>) -> Result<(), Fault> {
        let value = match cells[SCORE] {
            [digit @ b'0'..=b'9'] if self.bounds.is_none() => Ok(u64::from(digit - b'0')),
            cell => Err(score(cell, self.bounds)?),
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
        let target = self.targets.number(cells[TARGET]);
        let item = self.items.number(cells[ITEM]);
        let at = self.pairs.number(target, item);
        if at as usize >= self.whole.len() {
            self.whole.push(Whole::default());
        }
        let whole = match value {
            Ok(whole) => whole,
            Err(Score::Blank) => return Ok(()),
            Err(Score::Rated(parts)) => match small(parts) {
                Some(whole) => whole,
                None => return self.add(at, parts),
            },
        };
        let sums = &mut self.whole[at as usize];
        sums.n += 1;
        sums.sum += whole;
        sums.squares += whole * whole;
        Ok(())
    }
}

/// A small whole number, if it is one.
fn small(parts: i128) -> Option<u64> {
    const ONE: i128 = 1_000_000_000;
    (parts % ONE == 0).then(|| u64::try_from(parts / ONE).ok()).flatten().filter(|w| *w <= SMALL)
}

impl Summary {
    fn add(&mut self, at: u32, parts: i128) -> Result<(), Fault> {
        let sums = self.other.entry(at).or_default();
        *sums = sums.with(parts).ok_or_else(|| Fault {
            slot: SCORE,
            code: "too-far",
            message: "this number lies too far from the others to be added up".to_owned(),
            hint: "look whether it is a score".to_owned(),
        })?;
        Ok(())
    }

    /// Adds what another thread found; fails where sums lie too far apart.
    fn merge(&mut self, other: &Self) -> Result<(), Diagnostic> {
        let items: Vec<u32> =
            (0..other.items.len() as u32).map(|i| self.items.number(other.items.bytes(i))).collect();
        for t in 0..other.targets.len() as u32 {
            let target = self.targets.number(other.targets.bytes(t));
            for (item, from) in other.pairs.of(t) {
                let at = self.pairs.number(target, items[item as usize]);
                if at as usize >= self.whole.len() {
                    self.whole.push(Whole::default());
                }
                let (sums, more) = (&mut self.whole[at as usize], other.whole[from as usize]);
                sums.n += more.n;
                sums.sum += more.sum;
                sums.squares += more.squares;
                if let Some(more) = other.other.get(&from) {
                    let sums = self.other.entry(at).or_default();
                    *sums = sums.joined(*more).ok_or_else(too_far)?;
                }
            }
        }
        Ok(())
    }

    /// How many pairs of candidate and competency there are.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn sums(&self, at: u32) -> Result<Sums, Diagnostic> {
        let Whole { n, sum, squares } = self.whole[at as usize];
        let whole = Sums::of_whole(n, sum, squares);
        match self.other.get(&at) {
            Some(other) => whole.joined(*other).ok_or_else(too_far),
            None => Ok(whole),
        }
    }

    /// Hands out each candidate's competencies, both by name: candidate, competency, n, mean, standard deviation.
    pub fn rows(&self) -> Result<Vec<SummaryRow>, Diagnostic> {
        let (targets, items) = (self.targets.texts(), self.items.texts());
        let rank = self.ranks();
        let mut rows = Vec::with_capacity(self.len());
        for target in self.targets.sorted() {
            for (item, at) in self.chain(target, &rank) {
                let sums = self.sums(at)?;
                rows.push(SummaryRow {
                    candidate: targets[target as usize].clone(),
                    competency: items[item as usize].clone(),
                    n: sums.n(),
                    mean: sums.mean(),
                    sd: sums.sd(),
                });
            }
        }
        Ok(rows)
    }

    /// Where each item stands among the names.
    fn ranks(&self) -> Vec<u32> {
        let mut rank = vec![0; self.items.len()];
        for (place, item) in self.items.sorted().into_iter().enumerate() {
            rank[item as usize] = place as u32;
        }
        rank
    }

    fn chain(&self, target: u32, rank: &[u32]) -> Vec<(u32, u32)> {
        let mut chain: Vec<(u32, u32)> = self.pairs.of(target).collect();
        chain.sort_unstable_by_key(|(item, _)| rank[*item as usize]);
        chain
    }

    /// Writes `candidate,competency,n,mean,sd`, each of `threads` threads making a part of the lines.
    pub fn write_csv(&self, out: &mut dyn Write, threads: usize) -> io::Result<()> {
        let targets = self.targets.sorted();
        let rank = self.ranks();
        let items: Vec<Vec<u8>> = (0..self.items.len() as u32).map(|i| cell(self.items.bytes(i))).collect();
        out.write_all(b"candidate,competency,n,mean,sd\n")?;
        let lines = Lines { summary: self, rank: &rank, items: &items };
        let threads = threads.max(1);
        // A part is short, so that the lines of a large file never stand in memory all at once.
        let parts: Vec<&[u32]> = targets.chunks(4096).collect();
        for round in parts.chunks(threads) {
            let made: Vec<Result<Vec<u8>, Diagnostic>> = if round.len() == 1 {
                vec![lines.make(round[0])]
            } else {
                std::thread::scope(|scope| {
                    let all: Vec<_> = round.iter().map(|part| scope.spawn(|| lines.make(part))).collect();
                    all.into_iter().map(|h| h.join().unwrap_or_else(|_| Err(too_far()))).collect()
                })
            };
            for part in made {
                out.write_all(&part.map_err(|d| io::Error::other(d.to_string()))?)?;
            }
        }
        out.flush()
    }
}

/// Makes lines of CSV.
struct Lines<'a> {
    summary: &'a Summary,
    rank: &'a [u32],
    items: &'a [Vec<u8>],
}

impl Lines<'_> {
    fn make(&self, targets: &[u32]) -> Result<Vec<u8>, Diagnostic> {
        let mut out = Vec::with_capacity(targets.len() * 512);
        // Few scores on a small scale make few different figures, and writing one takes longer than finding it.
        let mut known: HashMap<Whole, Box<[u8]>> = HashMap::new();
        for target in targets {
            let candidate = cell(self.summary.targets.bytes(*target));
            for (item, at) in self.summary.chain(*target, self.rank) {
                out.extend_from_slice(&candidate);
                out.push(b',');
                out.extend_from_slice(&self.items[item as usize]);
                if self.summary.other.is_empty() {
                    let whole = self.summary.whole[at as usize];
                    let Whole { n, sum, squares } = whole;
                    let text = known.entry(whole).or_insert_with(|| figures(Sums::of_whole(n, sum, squares)));
                    out.extend_from_slice(text);
                } else {
                    out.extend_from_slice(&figures(self.summary.sums(at)?));
                }
            }
        }
        Ok(out)
    }
}

/// `,n,mean,sd` and a line end.
fn figures(sums: Sums) -> Box<[u8]> {
    let mut text = format!(",{},", sums.n());
    // Writing to a string can't fail.
    let _ = sums.mean().map_or(Ok(()), |m| write!(text, "{}", m + 0.0));
    text.push(',');
    let _ = sums.sd().map_or(Ok(()), |sd| write!(text, "{sd}"));
    text.push('\n');
    text.into_bytes().into()
}

/// A name as a cell of CSV that no spreadsheet runs.
fn cell(bytes: &[u8]) -> Vec<u8> {
    let text = guard(&name(bytes));
    if text.contains([',', '"', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\"")).into_bytes()
    } else {
        text.into_bytes()
    }
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
    let sinks = (0..threads.max(1)).map(|_| Summary { bounds, ..Summary::default() }).collect();
    let Drained { sinks, rows, rejected, findings } = tidy.drain(columns, sinks)?;
    let mut sinks = sinks.into_iter();
    let mut summary = sinks.next().unwrap_or_default();
    for other in sinks {
        summary.merge(&other)?;
    }
    if rows > 0 && rejected == rows {
        let first = findings.into_iter().next();
        let first = first.unwrap_or_else(|| Diagnostic::error("no-rows", "every row was rejected"));
        return Err(Diagnostic {
            message: format!("no row could be read; the first: {}", first.message),
            ..first
        });
    }
    Ok(Summed { summary, rows, rejected, findings })
}
