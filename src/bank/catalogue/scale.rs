//! The rating scale.

use serde::{Deserialize, Serialize};

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
}

impl Default for Scale {
    fn default() -> Self {
        let words = ["Poor", "Borderline", "Solid", "Outstanding"];
        Self { low: 1, words: words.map(str::to_owned).to_vec() }
    }
}
