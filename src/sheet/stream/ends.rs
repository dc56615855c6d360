//! Where cells without quotes end, 64 bytes at a time: most cells are too short for a search to pay.

use wide::u8x16;

/// So many bytes are looked at together.
const STEP: usize = 64;

/// Goes from one separator or line end of a block to the next.
pub(super) struct Ends<'a> {
    block: &'a [u8],
    separator: u8,
    /// Where the bytes begin that were looked at last.
    from: usize,
    /// A bit for each of them that is still to be handed out.
    hits: u64,
}

impl<'a> Ends<'a> {
    /// Those from `from` on.
    pub(super) fn new(block: &'a [u8], from: usize, separator: u8) -> Self {
        let mut ends = Self { block, separator, from, hits: 0 };
        ends.look();
        ends
    }

    /// What they lie in.
    pub(super) fn block(&self) -> &'a [u8] {
        self.block
    }

    /// The next one; none behind the last.
    #[inline]
    pub(super) fn next(&mut self) -> Option<usize> {
        while self.hits == 0 {
            self.from += STEP;
            if self.from >= self.block.len() {
                return None;
            }
            self.look();
        }
        let at = self.from + self.hits.trailing_zeros() as usize;
        self.hits &= self.hits - 1;
        Some(at)
    }

    /// Leaves out those before `at`, which lies behind the last one handed out.
    #[inline]
    pub(super) fn skip_to(&mut self, at: usize) {
        if at - self.from < STEP {
            self.hits &= u64::MAX << (at - self.from);
        } else {
            self.from = at;
            self.look();
        }
    }

    #[inline]
    fn look(&mut self) {
        let bytes = self.block.get(self.from..).unwrap_or_default();
        self.hits = if let Some(whole) = bytes.first_chunk() {
            marks(whole, self.separator)
        } else {
            // No separator is a zero byte.
            let mut padded = [0; STEP];
            padded[..bytes.len()].copy_from_slice(bytes);
            marks(&padded, self.separator)
        };
    }
}

/// A bit for each byte that is the separator or a line end.
#[inline]
fn marks(bytes: &[u8; STEP], separator: u8) -> u64 {
    let (separators, line_ends) = (u8x16::splat(separator), u8x16::splat(b'\n'));
    let mut marks = 0;
    for (i, part) in bytes.as_chunks().0.iter().enumerate() {
        let part = u8x16::new(*part);
        let found = part.simd_eq(separators) | part.simd_eq(line_ends);
        marks |= u64::from(found.to_bitmask()) << (16 * i);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn all_are_found_one_after_the_other(
            block in prop::collection::vec(prop::sample::select(b"a,\n\0\x80\x2d".to_vec()), 0..300),
            skips in prop::collection::vec(0_usize..90, 0..20),
        ) {
            let mut ends = Ends::new(&block, 0, b',');
            let mut skips = skips.into_iter();
            let mut at = 0;
            while let Some(found) = ends.next() {
                let next = block[at..].iter().position(|b| [b',', b'\n'].contains(b)).map(|n| at + n);
                prop_assert_eq!(Some(found), next);
                at = (found + 1 + skips.next().unwrap_or(0)).min(block.len());
                ends.skip_to(at);
            }
            prop_assert!(!block[at..].iter().any(|b| [b',', b'\n'].contains(b)));
        }
    }
}
