//! The lines of a summary's CSV.

use super::{Reader, Summary, Whole, sums};
use crate::diag::Diagnostic;
use crate::sheet::guard;
use crate::sheet::stream::name;
use crate::stats::Sums;
use std::fmt::Write as _;

/// Makes lines of CSV.
pub(super) struct Lines<'a> {
    reader: Reader<'a>,
    items: Vec<Vec<u8>>,
    /// Few scores on a small scale make few different figures, and writing one takes longer than finding it.
    known: Vec<(Whole, Box<[u8]>)>,
}

/// How many figures are kept.
const KNOWN: usize = 4096;

impl<'a> Lines<'a> {
    /// Of all candidates.
    pub(super) fn new(summary: &'a Summary) -> Self {
        let items = (0..summary.items.len() as u32)
            .map(|i| {
                let mut text = Vec::new();
                cell(summary.items.bytes(i), &mut text);
                text
            })
            .collect();
        Self { reader: summary.reader(), items, known: vec![(Whole::default(), Box::default()); KNOWN] }
    }

    /// The lines of these candidates.
    pub(super) fn make(&mut self, targets: &[u32]) -> Result<Vec<u8>, Diagnostic> {
        let mut out = Vec::with_capacity(targets.len() * 512);
        let mut candidate = Vec::new();
        for target in targets {
            candidate.clear();
            cell(self.reader.summary.targets.bytes(*target), &mut candidate);
            candidate.push(b',');
            for found in self.reader.of(*target)? {
                out.extend_from_slice(&candidate);
                out.extend_from_slice(&self.items[found.1 as usize]);
                if found.3.is_some() {
                    out.extend_from_slice(&figures(sums(found)?));
                    continue;
                }
                let whole = found.2;
                let mixed =
                    whole.n.wrapping_mul(0x9e37_79b9).wrapping_add(whole.sum).wrapping_mul(0x85eb_ca6b)
                        ^ whole.squares.wrapping_mul(0xc2b2_ae35);
                let kept = &mut self.known[(mixed ^ (mixed >> 15)) as usize % KNOWN];
                if kept.0 != whole || kept.1.is_empty() {
                    *kept = (whole, figures(Sums::of_whole(whole.n, whole.sum, whole.squares)));
                }
                out.extend_from_slice(&kept.1);
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

/// Appends a name as a cell of CSV that no spreadsheet runs.
fn cell(bytes: &[u8], out: &mut Vec<u8>) {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    if bytes.iter().all(plain) {
        out.extend_from_slice(bytes);
        return;
    }
    let name = name(bytes);
    let text = guard(&name);
    if text.contains([',', '"', '\n', '\r']) {
        out.extend_from_slice(format!("\"{}\"", text.replace('"', "\"\"")).as_bytes());
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}
