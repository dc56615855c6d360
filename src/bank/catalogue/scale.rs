//! The rating scale.

use crate::text::count;
use crate::toml::TableReader;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// The rating scale: whole points from `low`, one word each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// The lowest point.
    pub low: u8,
    /// One word a point, lowest first.
    pub words: Vec<String>,
}

impl Scale {
    /// What the lowest point may be.
    pub(crate) const LOW: RangeInclusive<u32> = 0..=9;
    /// How many points there may be.
    pub(crate) const POINTS: RangeInclusive<usize> = 2..=10;

    /// The highest point.
    pub fn high(&self) -> u8 {
        self.low + (self.words.len().max(1) - 1) as u8
    }

    /// All points, lowest first.
    pub fn points(&self) -> impl Iterator<Item = u8> + use<> {
        self.low..=self.high()
    }

    /// The word for a point.
    pub fn word(&self, point: u8) -> &str {
        self.words.get(usize::from(point.saturating_sub(self.low))).map_or("", String::as_str)
    }

    /// What `scale.toml` says; none where that is no scale.
    pub(in crate::bank) fn read(t: &mut TableReader<'_, '_>) -> Option<Self> {
        let low = t.number("low", Self::LOW) as u8;
        let before = t.mistakes();
        let words = t.texts("words");
        if let Some(points) =
            t.length("words").filter(|n| t.mistakes() == before && !Self::POINTS.contains(n))
        {
            let message = format!("the scale has {}", count(points, "point"));
            t.find(
                "bad-scale",
                "words",
                t.span("words"),
                message,
                "name two to ten points, the lowest first",
            );
        }
        (t.mistakes() == 0 && !t.is_broken()).then_some(Self { low, words })
    }
}

impl Default for Scale {
    fn default() -> Self {
        let words = ["Poor", "Borderline", "Solid", "Outstanding"];
        Self { low: 1, words: words.map(str::to_owned).to_vec() }
    }
}
