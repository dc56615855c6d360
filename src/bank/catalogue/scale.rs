//! The rating scale.

use crate::text::count;
use crate::toml::TableReader;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// The rating scale: whole points from `low`, one word each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// The lowest point.
    pub low: u8,
    /// One word a point, lowest first.
    pub words: Vec<String>,
    /// The rung of each point, counted from that of the plan's level: 0 is what the level is expected to show. Empty: see
    /// [`Scale::rung`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rung: Vec<i8>,
}

impl Scale {
    /// What the lowest point may be.
    pub(crate) const LOW: RangeInclusive<u32> = 0..=9;
    /// How many points there may be.
    pub(crate) const POINTS: RangeInclusive<usize> = 2..=10;
    /// The rungs that every level has: two below its own, and one above.
    pub(crate) const RUNGS: RangeInclusive<i8> = -2..=1;

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

    /// The rung of a point, counted from that of the plan's level. A scale that doesn't say has its highest point one rung
    /// above the level's own, and the others below it.
    pub fn rung(&self, point: u8) -> i8 {
        let at = usize::from(point.saturating_sub(self.low));
        let below_top = i8::try_from(self.high().saturating_sub(point)).unwrap_or(i8::MAX);
        let usual = Self::RUNGS.end().saturating_sub(below_top);
        self.rung.get(at).copied().unwrap_or(usual).clamp(*Self::RUNGS.start(), *Self::RUNGS.end())
    }

    /// The highest point for what the plan's level is expected to show; after a hint a rating is this at most.
    pub fn expected(&self) -> u8 {
        self.points().filter(|point| self.rung(*point) <= 0).last().unwrap_or(self.low)
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
        let known = (t.mistakes() == before).then_some(words.len());
        let rung = Self::read_rungs(t, known);
        (t.mistakes() == 0 && !t.is_broken()).then_some(Self { low, words, rung })
    }

    /// The rungs of as many points, where that is known; empty where the file doesn't say.
    fn read_rungs(t: &mut TableReader<'_, '_>, points: Option<usize>) -> Vec<i8> {
        let Some(rungs) =
            t.maybe_integers("rung", i64::from(*Self::RUNGS.start())..=i64::from(*Self::RUNGS.end()))
        else {
            return Vec::new();
        };
        let rungs: Vec<i8> = rungs.into_iter().map(|rung| rung as i8).collect();
        let message = if let Some(points) = points.filter(|points| *points != rungs.len()) {
            format!("`rung` has {} for {}", count(rungs.len(), "number"), count(points, "point"))
        } else if !rungs.is_sorted() || !rungs.contains(&0) {
            "the rungs don't rise, or none of them is 0".to_owned()
        } else {
            return rungs;
        };
        let hint =
            "one a point, rising: -2 and -1 below what the level is expected to show, 0 for that, 1 above it";
        t.find("bad-scale", "rung", t.span("rung"), message, hint);
        Vec::new()
    }
}

impl Default for Scale {
    fn default() -> Self {
        let words = ["Poor", "Borderline", "Solid", "Outstanding"];
        Self { low: 1, words: words.map(str::to_owned).to_vec(), rung: vec![-2, -1, 0, 1] }
    }
}
