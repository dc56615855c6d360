//! What a score cell may say, and why one says nothing.

use crate::bank::Scale;
use crate::text::{fold, is_invisible};

/// What a score cell says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Score {
    /// A point of the scale.
    Rated(f64),
    /// The question was not asked.
    NotAsked,
    /// Nothing yet.
    Empty,
}

/// How a cell was understood that didn't say its value plainly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Repair {
    /// `3,5`
    DecimalComma,
    /// `3/4`, `3 of 4`
    OutOf,
    /// `strong hire`
    Synonym,
    /// `Rate_Limits` for `rate-limits`
    Spelling,
}

/// Why a cell is no score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoScore {
    NoNumber,
    OffScale,
    Date,
    Percent,
    Truth,
    Vague,
    Dash,
    OtherScale,
    Error,
}

/// A cell that names something, without blanks, invisible characters and quotes around it.
pub(in crate::gather) fn clean(text: &str) -> &str {
    let plain = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    let quotes = ['"', '“', '”', '„', '«', '»', '‘', '’', '‚'];
    let inner = plain.strip_prefix(quotes).and_then(|p| p.strip_suffix(quotes)).unwrap_or(plain);
    inner.strip_prefix('\'').unwrap_or(inner).trim()
}

/// What a score may be.
#[derive(Debug, Clone)]
pub(crate) struct ScoreRange {
    pub(super) low: f64,
    pub(super) high: f64,
    /// The whole in `3 of 4`.
    pub(super) of: f64,
    /// Words that stand for a point, folded.
    pub(super) words: Vec<(String, f64)>,
}

impl From<&Scale> for ScoreRange {
    fn from(scale: &Scale) -> Self {
        let (low, high) = (f64::from(scale.low), f64::from(scale.high()));
        let words = scale.points().map(|p| (fold(scale.word(p)), f64::from(p))).collect();
        Self { low, high, of: high, words }
    }
}

impl ScoreRange {
    /// Any number, and the words of the kit's own scale.
    pub(crate) fn any() -> Self {
        Self { low: f64::NEG_INFINITY, high: f64::INFINITY, ..Self::from(&Scale::default()) }
    }

    /// The numbers from `low` to `high`; the words of the kit's own scale where it has these ends.
    pub(crate) fn between(low: f64, high: f64) -> Self {
        let own = Self::from(&Scale::default());
        let words = if same(own.low, low) && same(own.high, high) { own.words } else { Vec::new() };
        Self { low, high, of: high, words }
    }
}

pub(super) fn in_range(number: f64, range: &ScoreRange) -> Result<Score, NoScore> {
    if (range.low..=range.high).contains(&number) { Ok(Score::Rated(number)) } else { Err(NoScore::OffScale) }
}

pub(super) fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < f64::EPSILON
}

/// Digits with at most one point or comma among them, and whether it is a comma.
pub(super) fn number(text: &str) -> Option<(f64, bool)> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || text.len() > 20 {
        return None;
    }
    Some((format!("{whole}.{part}0").parse().ok()?, text.contains(',')))
}

/// What a score may be, for hints.
pub(in crate::gather) fn allowed(scale: &Scale) -> String {
    let points: Vec<String> = scale.points().map(|p| format!("{p} {}", scale.word(p))).collect();
    format!(
        "write a number from {} to {} ({}), `not asked`, or leave it empty",
        scale.low,
        scale.high(),
        points.join(", ")
    )
}

impl NoScore {
    /// Its code for filters and tests.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoNumber | Self::OffScale => "off-scale",
            Self::Date => "score-date",
            Self::Percent => "score-percent",
            Self::Truth => "score-truth",
            Self::Vague => "score-vague",
            Self::Dash => "score-dash",
            Self::OtherScale => "score-other-scale",
            Self::Error => "score-error",
        }
    }

    /// What is wrong with `text`.
    pub fn message(self, text: &str) -> String {
        let why = match self {
            Self::NoNumber | Self::OffScale => "is not a score of this plan",
            Self::Date => "is a date: a spreadsheet may have made it of a score such as 4/4 or 3.4",
            Self::Percent => "is a percentage, not a score of this plan",
            Self::Truth => "is a truth value, not a score",
            Self::Vague => "is not one score but a range",
            Self::Dash => "may mean that the question was not asked, or that it isn't rated yet",
            Self::OtherScale => "counts on another scale than this plan",
            Self::Error => "is the error of a formula",
        };
        format!("`{text}` {why}")
    }
}
