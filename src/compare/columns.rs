//! The columns of a tidy file, by the names that people give them or that an option says.

use crate::diag::Diagnostic;
use crate::sheet::stream::SLOTS;
use crate::text::{did_you_mean, fold, join};

/// The column names that were asked for; where none was, the usual ones are looked for.
#[derive(Debug, Clone, Default)]
pub struct TidyColumns {
    /// Who or what is rated.
    pub target: Option<String>,
    /// Who rates.
    pub rater: Option<String>,
    /// On what.
    pub item: Option<String>,
    /// The score.
    pub score: Option<String>,
}

/// The slots of a row.
pub(super) const TARGET: usize = 0;
pub(super) const ITEM: usize = 1;
pub(super) const SCORE: usize = 2;
pub(super) const RATER: usize = 3;

/// A column that is read.
struct Wanted<'a> {
    /// The option that names it.
    option: &'static str,
    named: Option<&'a str>,
    usual: &'static [&'static str],
    needed: bool,
    slot: usize,
}

const TARGETS: &[&str] =
    &["candidate", "candidate id", "candidate name", "applicant", "target", "unit", "subject", "name"];
const ITEMS: &[&str] = &["competency", "item", "question", "question id", "criterion"];
const SCORES: &[&str] = &["score", "rating", "points", "value"];
const RATERS: &[&str] = &["interviewer", "rater", "reviewer", "assessor", "panelist", "judge", "observer"];

impl TidyColumns {
    /// Where target, item, score and rater stand in `header`; an item column may be absent, and so may the rater's where
    /// it isn't `rated`. Fails with what is missing, the option that names it, and the nearest column.
    pub(super) fn find(&self, header: &[String], rated: bool) -> Result<[Option<usize>; SLOTS], Diagnostic> {
        let wanted = [
            Wanted {
                option: "--target",
                named: self.target.as_deref(),
                usual: TARGETS,
                needed: true,
                slot: TARGET,
            },
            Wanted {
                option: "--item",
                named: self.item.as_deref(),
                usual: ITEMS,
                needed: !rated,
                slot: ITEM,
            },
            Wanted {
                option: "--score",
                named: self.score.as_deref(),
                usual: SCORES,
                needed: true,
                slot: SCORE,
            },
            Wanted {
                option: "--rater",
                named: self.rater.as_deref(),
                usual: RATERS,
                needed: rated,
                slot: RATER,
            },
        ];
        let plain = |name: &str| fold(&name.replace(['_', '-'], " "));
        let header: Vec<String> = header.iter().map(|h| plain(h)).collect();
        let mut columns = [None; SLOTS];
        let mut missing = Vec::new();
        for w in wanted.iter().filter(|w| rated || w.slot != RATER) {
            let at = |name: &str| header.iter().position(|h| *h == plain(name));
            let found = match w.named {
                Some(name) => at(name),
                None => w.usual.iter().find_map(|n| at(n)),
            };
            columns[w.slot] = found;
            if found.is_none() && (w.needed || w.named.is_some()) {
                missing.push(w);
            }
        }
        let Some(first) = missing.first() else { return Ok(columns) };
        let what: Vec<String> =
            missing.iter().map(|w| format!("`{}`", w.named.unwrap_or(w.usual[0]))).collect();
        let message = if what.len() == 1 {
            format!("there is no column {}", what[0])
        } else {
            format!("there are no columns {}", join(&what, "and"))
        };
        let names: Vec<&str> = header.iter().map(String::as_str).filter(|h| !h.is_empty()).collect();
        let hint = if let Some(name) = first.named {
            did_you_mean(name, &names)
        } else {
            let options: Vec<&str> = missing.iter().map(|w| w.option).collect();
            format!(
                "the columns are {}; say which one it is with {}",
                join(&names, "and"),
                join(&options, "and")
            )
        };
        Err(Diagnostic::error("no-column", message).hint(hint))
    }
}

/// What a score cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Score {
    /// A number, in parts of 1e-9.
    Rated(i128),
    /// Nothing yet, or not asked.
    Blank,
    /// An overall recommendation, as `gathered.csv` has them among the scores: no score of anything.
    Recommendation,
}

/// The lowest and the highest score of a scale, as an option says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// In parts of 1e-9.
    low: i128,
    high: i128,
}

impl std::str::FromStr for Bounds {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (low, high) = text.split_once("..").ok_or("write the lowest and the highest score as 1..5")?;
        let read = |t: &str| {
            crate::stats::decimal(t.trim().as_bytes()).ok_or_else(|| format!("`{}` is no number", t.trim()))
        };
        let (low, high) = (read(low)?, read(high.trim_start_matches('='))?);
        if low < high {
            Ok(Self { low, high })
        } else {
            Err("the lowest score comes first, as in 1..5".to_owned())
        }
    }
}

impl Bounds {
    /// The lowest and the highest score.
    pub fn ends(self) -> (f64, f64) {
        (crate::stats::number(self.low), crate::stats::number(self.high))
    }

    pub(super) fn holds(self, value: i128) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// What a score cell says; fails with what is wrong with it.
pub(super) fn score(cell: &[u8], bounds: Option<Bounds>) -> Result<Score, crate::sheet::stream::Fault> {
    let said = || crate::sheet::stream::name(cell);
    let blank = cell.is_empty()
        || [&b"not asked"[..], b"not_asked", b"not-asked", b"not assessed", b"n/a", b"na", b"-"]
            .iter()
            .any(|w| cell.eq_ignore_ascii_case(w));
    if blank {
        return Ok(Score::Blank);
    }
    if [&b"strong no"[..], b"no", b"yes", b"strong yes"].iter().any(|w| cell.eq_ignore_ascii_case(w)) {
        return Ok(Score::Recommendation);
    }
    let fault = |code, message, hint| Err(crate::sheet::stream::Fault { slot: SCORE, code, message, hint });
    let Some(value) = crate::stats::decimal(cell) else {
        return fault(
            "no-number",
            format!("`{}` is no number", said()),
            "write a number such as 3 or 3.5, `not asked`, or leave it empty".to_owned(),
        );
    };
    match bounds {
        Some(b) if !b.holds(value) => {
            let (low, high) = b.ends();
            fault(
                "off-scale",
                format!("`{}` is off the scale", said()),
                format!("the scale goes from {low} to {high}"),
            )
        }
        _ => Ok(Score::Rated(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_option_and_by_habit() {
        let header = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let usual = TidyColumns::default();
        assert_eq!(
            usual.find(&header(&["Candidate_ID", "interviewer", "Competency", "SCORE"]), true).unwrap(),
            [Some(0), Some(2), Some(3), Some(1)]
        );
        let named = TidyColumns { target: Some("who".into()), ..TidyColumns::default() };
        assert_eq!(
            named.find(&header(&["who", "rating", "item"]), false).unwrap(),
            [Some(0), Some(2), Some(1), None]
        );
        let wrong = named.find(&header(&["whom", "rating", "item"]), false).unwrap_err();
        assert_eq!(wrong.to_string(), "there is no column `who` (did you mean whom?)");
        let none = usual.find(&header(&["a", "b"]), true).unwrap_err().to_string();
        assert!(
            none.contains("`candidate`, `score` and `interviewer`")
                && none.contains("--target, --score and --rater"),
            "{none}"
        );
    }

    #[test]
    fn a_scale_is_two_numbers() {
        assert_eq!("1..5".parse::<Bounds>().unwrap().ends(), (1.0, 5.0));
        assert_eq!("0..=2.5".parse::<Bounds>().unwrap().ends(), (0.0, 2.5));
        for wrong in ["5", "5..1", "a..b", "1..1"] {
            assert!(wrong.parse::<Bounds>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn scores_are_numbers_or_blank() {
        let bounds = Some("1..5".parse().unwrap());
        assert_eq!(score(b"3", bounds), Ok(Score::Rated(3_000_000_000)));
        assert_eq!(score(b"Not asked", bounds), Ok(Score::Blank));
        assert_eq!(score(b"Strong yes", bounds), Ok(Score::Recommendation));
        assert_eq!(score(b"6", bounds).unwrap_err().code, "off-scale");
        assert_eq!(score(b"NaN", None).unwrap_err().code, "no-number");
    }
}
