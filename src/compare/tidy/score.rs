//! What a cell of a file of ratings says, where no plan tells the scale.

use super::bounds::Bounds;
use crate::gather::{NoScore, Score, ScoreRange, read_recommendation, read_score};
use crate::plan::Recommendation;

/// Reads the cells of scores.
#[derive(Debug)]
pub(super) struct ScoreReader {
    bounds: Option<Bounds>,
    range: ScoreRange,
}

/// What a score cell says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum ScoreCell {
    Rated(f64),
    /// A recommendation, as `gathered.csv` has them among the scores.
    Recommended(Recommendation),
    /// Nothing yet, or not asked.
    NoRating,
}

/// Why a cell is no score.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ScoreFault {
    pub code: &'static str,
    pub message: String,
    pub hint: String,
}

impl ScoreReader {
    pub(super) fn new(bounds: Option<Bounds>) -> Self {
        let range = bounds.map_or_else(ScoreRange::any, |b| ScoreRange::between(b.low, b.high));
        Self { bounds, range }
    }

    /// What a cell says.
    pub(super) fn read(&self, cell: &str) -> Result<ScoreCell, ScoreFault> {
        let why = match read_score(cell, &self.range) {
            Ok((Score::Rated(value), _)) => return Ok(ScoreCell::Rated(value)),
            Ok(_) => return Ok(ScoreCell::NoRating),
            Err(why) => why,
        };
        if let Some(value) = signed(cell) {
            let inside = self.bounds.is_none_or(|b| (b.low..=b.high).contains(&value));
            return if inside {
                Ok(ScoreCell::Rated(value))
            } else {
                Err(self.fault(cell, NoScore::OffScale))
            };
        }
        match read_recommendation(cell) {
            Ok((Some(value), _)) => Ok(ScoreCell::Recommended(value)),
            Ok((None, _)) => Ok(ScoreCell::NoRating),
            Err(()) if cell == "-" || cell.eq_ignore_ascii_case("not assessed") => Ok(ScoreCell::NoRating),
            Err(()) => Err(self.fault(cell, why)),
        }
    }

    fn fault(&self, cell: &str, why: NoScore) -> ScoreFault {
        let number = "write a number such as 3 or 3.5, `not asked`, or leave it empty";
        let (code, message, hint) = match (why, self.bounds) {
            (NoScore::OffScale, Some(b)) => {
                let hint = format!("the scale goes from {} to {}", b.low, b.high);
                ("off-scale", format!("`{cell}` is off the scale"), hint)
            }
            (NoScore::NoNumber, _) | (NoScore::OffScale, None) => {
                ("no-number", format!("`{cell}` is no number"), number.to_owned())
            }
            (NoScore::Percent, _) => {
                (why.code(), format!("`{cell}` is a percentage, not a score"), number.to_owned())
            }
            (NoScore::OtherScale, _) => {
                let hint = "say which one with --scale LOW..HIGH, or write the score alone".to_owned();
                (why.code(), format!("`{cell}` counts on another scale"), hint)
            }
            _ => (why.code(), why.message(cell), number.to_owned()),
        };
        ScoreFault { code, message, hint }
    }
}

/// A number with a sign, as points of contests have it.
fn signed(cell: &str) -> Option<f64> {
    let (sign, digits) = match cell.split_at_checked(1)? {
        ("-" | "−", digits) => (-1.0, digits),
        ("+", digits) => (1.0, digits),
        _ => return None,
    };
    let digits = digits.replace(',', ".");
    let is_plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') && digits.len() <= 20;
    digits.parse::<f64>().ok().filter(|_| is_plain).map(|value| sign * value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_numbers_or_blank() {
        let (bounded, any) = (ScoreReader::new("1..5".parse().ok()), ScoreReader::new(None));
        assert_eq!(bounded.read("3"), Ok(ScoreCell::Rated(3.0)));
        for blank in ["", "Not asked", "n/a", "-"] {
            assert_eq!(bounded.read(blank), Ok(ScoreCell::NoRating), "{blank}");
        }
        for (cell, value) in [("Strong yes", Recommendation::StrongYes), ("no", Recommendation::No)] {
            assert_eq!(bounded.read(cell), Ok(ScoreCell::Recommended(value)));
        }
        assert_eq!(bounded.read("6").unwrap_err().code, "off-scale");
        for (cell, value) in
            [("Solid", 3.0), ("3/4", 3.0), ("-2,5", -2.5), ("117.25", 117.25), ("2 - Borderline", 2.0)]
        {
            assert_eq!(any.read(cell), Ok(ScoreCell::Rated(value)), "{cell}");
        }
        for (cell, code) in [
            ("NaN", "no-number"),
            ("7/10", "score-other-scale"),
            ("88%", "score-percent"),
            ("3?", "score-vague"),
        ] {
            assert_eq!(any.read(cell).unwrap_err().code, code, "{cell}");
        }
    }
}
