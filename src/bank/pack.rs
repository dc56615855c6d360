//! The built-in questions as the build packed them, so that a command doesn't parse half a thousand TOML files first.
//!
//! The TOML files stay the one source: a test holds that both say the same. Where there is no pack, the files are read,
//! which tells what is wrong with them.
//!
//! `build.rs` writes a pack as the size of its numbers in bytes, the numbers (32 bits, little-endian), which include the
//! length of each text and list, and then all texts end to end.

use super::question::{Probe, Question, QuestionKind, Sample};
use crate::assets;

/// All built-in questions, by id, and the hash of all built-in files; none if the build couldn't read them.
pub(super) fn packed() -> Option<(Vec<Question>, String)> {
    let bytes = assets::packed_bank();
    let (length, rest) = bytes.split_first_chunk()?;
    let (numbers, texts) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let mut pack = Pack { numbers, texts: str::from_utf8(texts).ok()? };
    let hash = pack.text()?;
    Some((pack.list(Pack::question)?, hash))
}

/// What is still to be read of a pack.
struct Pack<'p> {
    numbers: &'p [u8],
    texts: &'p str,
}

impl Pack<'_> {
    fn number(&mut self) -> Option<u32> {
        let (number, rest) = self.numbers.split_first_chunk()?;
        self.numbers = rest;
        Some(u32::from_le_bytes(*number))
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()? as usize;
        let (text, rest) = self.texts.split_at_checked(length)?;
        self.texts = rest;
        Some(text.to_owned())
    }

    fn list<T>(&mut self, mut entry: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.number()? as usize;
        // No entry takes less than a number, so a damaged pack can't ask for more memory than it has bytes.
        let mut list = Vec::with_capacity(length.min(self.numbers.len()));
        for _ in 0..length {
            list.push(entry(self)?);
        }
        Some(list)
    }

    fn texts(&mut self) -> Option<Vec<String>> {
        self.list(Self::text)
    }

    /// The fields in the order in which `build.rs` writes them.
    fn question(&mut self) -> Option<Question> {
        Some(Question {
            id: self.text()?,
            title: self.text()?,
            ask: self.text()?,
            why: self.text()?,
            kind: QuestionKind::from_name(&self.text()?)?,
            roles: self.texts()?,
            levels: self.texts()?,
            stacks: self.texts()?,
            competencies: self.texts()?,
            minutes: self.number()?,
            subject: self.text()?,
            topics: self.texts()?,
            framework: self.texts()?.pop(),
            handout: self.texts()?.pop(),
            strong: self.texts()?,
            weak: self.texts()?,
            red_flags: self.texts()?,
            probes: self.list(|p| Some(Probe { ask: p.text()?, listen: p.text()? }))?,
            expect: self.list(|p| Some((p.text()?, p.text()?)))?.into_iter().collect(),
            anchors: self.list(|p| Some((p.text()?.parse().ok()?, p.text()?)))?.into_iter().collect(),
            sample: Sample { strong: self.text()?, weak: self.text()?, because: self.text()? },
        })
    }
}
