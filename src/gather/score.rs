//! What a score cell says: what is certain is understood, the rest is a reason that a person can mend.

use crate::bank::Scale;
use crate::plan::Recommendation;
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
pub(super) fn clean(text: &str) -> &str {
    let plain = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    let quotes = ['"', '“', '”', '„', '«', '»', '‘', '’', '‚'];
    let inner = plain.strip_prefix(quotes).and_then(|p| p.strip_suffix(quotes)).unwrap_or(plain);
    inner.strip_prefix('\'').unwrap_or(inner).trim()
}

/// The words for a question that wasn't asked.
const NOT_ASKED: [&str; 9] =
    ["not asked", "n/a", "na", "n.a.", "n. a.", "not applicable", "not covered", "skipped", "notasked"];

/// Truth values as spreadsheets write them in several languages.
const TRUTHS: [&str; 16] = [
    "true",
    "false",
    "wahr",
    "falsch",
    "vrai",
    "faux",
    "verdadero",
    "falso",
    "vero",
    "waar",
    "onwaar",
    "prawda",
    "fałsz",
    "sant",
    "falskt",
    "истина",
];

/// What a score may be.
#[derive(Debug, Clone)]
pub(crate) struct ScoreRange {
    low: f64,
    high: f64,
    /// The whole in `3 of 4`.
    of: f64,
    /// Words that stand for a point, folded.
    words: Vec<(String, f64)>,
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

/// The score in `text` and how it was understood; a word of the scale stands for its point.
pub(crate) fn read(text: &str, range: &ScoreRange) -> Result<(Score, Option<Repair>), NoScore> {
    // The usual cell: one digit.
    if let [digit @ b'0'..=b'9'] = text.as_bytes() {
        return in_range(f64::from(digit - b'0'), range).map(|s| (s, None));
    }
    let plain = clean(text);
    if plain.is_empty() {
        return Ok((Score::Empty, None));
    }
    let plain = fold(plain).replace(['_', '–', '—', '−'], "-");
    let spoken = plain.replace('-', " ");
    if NOT_ASKED.contains(&plain.as_str()) || NOT_ASKED.contains(&spoken.trim()) {
        return Ok((Score::NotAsked, None));
    }
    if TRUTHS.contains(&plain.as_str()) {
        return Err(NoScore::Truth);
    }
    if plain.starts_with('#') || plain.starts_with("err:") {
        return Err(NoScore::Error);
    }
    if plain.contains('%') {
        return Err(NoScore::Percent);
    }
    if plain.chars().all(|c| "-?.…/".contains(c)) {
        return Err(NoScore::Dash);
    }
    if let Some(score) = word(&plain, range) {
        return Ok((score, None));
    }
    if let Some((score, of)) = out_of(&plain) {
        return match of {
            Some(of) if same(of, range.of) => in_range(score, range).map(|s| (s, Some(Repair::OutOf))),
            _ if is_date(&plain) => Err(NoScore::Date),
            _ => Err(NoScore::OtherScale),
        };
    }
    if is_date(&plain) {
        return Err(NoScore::Date);
    }
    if plain.ends_with(['+', '-', '?', '~']) || plain.starts_with(['+', '~', '<', '>', '≈']) {
        return Err(NoScore::Vague);
    }
    let (number, comma) = number(&plain).ok_or(NoScore::NoNumber)?;
    in_range(number, range).map(|s| (s, comma.then_some(Repair::DecimalComma)))
}

fn in_range(number: f64, range: &ScoreRange) -> Result<Score, NoScore> {
    if (range.low..=range.high).contains(&number) { Ok(Score::Rated(number)) } else { Err(NoScore::OffScale) }
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < f64::EPSILON
}

/// Digits with at most one point or comma among them, and whether it is a comma.
fn number(text: &str) -> Option<(f64, bool)> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || text.len() > 20 {
        return None;
    }
    Some((format!("{whole}.{part}0").parse().ok()?, text.contains(',')))
}

/// `solid`, `3 solid`, `3 - solid`, `3 (solid)`, `solid (3)`: the word and the number must agree.
fn word(plain: &str, range: &ScoreRange) -> Option<Score> {
    let trimmed = |t: &str| t.trim_matches(|c: char| c.is_whitespace() || "-:.=()[]".contains(c)).to_owned();
    range.words.iter().find_map(|(word, point)| {
        let rest = plain.strip_suffix(word).or_else(|| plain.strip_prefix(word)).or_else(|| {
            let bare = trimmed(plain);
            bare.strip_suffix(word.as_str()).map(|_| &plain[..plain.rfind(word).unwrap_or(0)])
        })?;
        let rest = trimmed(rest);
        (rest.is_empty() || rest == point.to_string()).then_some(Score::Rated(*point))
    })
}

/// `3/4`, `3 of 4`, `3 out of 4`: both numbers, the second where it is one.
fn out_of(plain: &str) -> Option<(f64, Option<f64>)> {
    let (a, b) = ["/", " out of ", " of "].iter().find_map(|s| plain.split_once(s))?;
    Some((number(a.trim())?.0, number(b.trim()).map(|n| n.0)))
}

/// The beginnings of the months' names in the languages whose spreadsheets write them.
const MONTHS: [&str; 30] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mär", "mai", "okt",
    "dez", "fév", "avr", "jui", "aoû", "déc", "ene", "abr", "ago", "dic", "gen", "mag", "giu", "lug", "set",
];

/// Whether a text is what spreadsheets make of `4/4` or `3-4`: a day with a month, by name or with a year.
fn is_date(plain: &str) -> bool {
    let parts: Vec<&str> = plain.split(|c: char| "-/. :".contains(c)).filter(|p| !p.is_empty()).collect();
    let numeric = |p: &&&str| p.bytes().all(|b| b.is_ascii_digit());
    let month = |p: &&str| MONTHS.iter().any(|m| p.starts_with(m)) && p.chars().all(char::is_alphabetic);
    let numbers = parts.iter().filter(numeric).count();
    (numbers >= 1 && parts.iter().any(month) && numbers + 1 >= parts.len())
        || (parts.len() >= 3 && numbers == parts.len())
}

/// What a score may be, for hints.
pub(super) fn allowed(scale: &Scale) -> String {
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

/// The overall recommendation in `text`, none where it is empty, and how it was understood.
pub(crate) fn overall(text: &str) -> Result<(Option<Recommendation>, Option<Repair>), ()> {
    let plain = clean(text).trim_end_matches(['.', '!']);
    if plain.is_empty() {
        return Ok((None, None));
    }
    if let Some(word) = Recommendation::from_words(plain) {
        return Ok((Some(word), None));
    }
    let folded = fold(plain).replace(['_', '-', '–', '—', '’', '\''], " ");
    let words = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(word) = Recommendation::from_words(&words) {
        return Ok((Some(word), None));
    }
    let meant = match words.as_str() {
        "strong hire" | "strongly hire" => Recommendation::StrongYes,
        "hire" => Recommendation::Yes,
        "no hire" | "not hire" | "do not hire" | "don t hire" => Recommendation::No,
        "strong no hire" | "strongly no hire" => Recommendation::StrongNo,
        _ => return Err(()),
    };
    Ok((Some(meant), Some(Repair::Synonym)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_what_the_scale_holds() {
        let scale = ScoreRange::from(&Scale::default());
        let plain = [
            ("3", Score::Rated(3.0)),
            ("3.50", Score::Rated(3.5)),
            ("\u{a0}3\u{200b}", Score::Rated(3.0)),
            ("“3”", Score::Rated(3.0)),
            ("'3", Score::Rated(3.0)),
            ("３", Score::Rated(3.0)),
            ("03", Score::Rated(3.0)),
            ("Solid", Score::Rated(3.0)),
            ("4 outstanding", Score::Rated(4.0)),
            ("4 – Outstanding", Score::Rated(4.0)),
            ("2 (Borderline)", Score::Rated(2.0)),
            ("Borderline (2)", Score::Rated(2.0)),
            ("Not asked", Score::NotAsked),
            ("not_asked", Score::NotAsked),
            ("N/A", Score::NotAsked),
            ("", Score::Empty),
            (" \u{a0}", Score::Empty),
        ];
        for (text, score) in plain {
            assert_eq!(read(text, &scale), Ok((score, None)), "{text}");
        }
        for (text, score, repair) in [
            (" 3,5 ", 3.5, Repair::DecimalComma),
            ("3/4", 3.0, Repair::OutOf),
            ("4 / 4", 4.0, Repair::OutOf),
            ("3 out of 4", 3.0, Repair::OutOf),
        ] {
            assert_eq!(read(text, &scale), Ok((Score::Rated(score), Some(repair))), "{text}");
        }
    }

    #[test]
    fn what_is_not_certain_is_no_score() {
        use NoScore::{Dash, Date, Error, NoNumber, OffScale, OtherScale, Percent, Truth, Vague};
        let scale = ScoreRange::from(&Scale::default());
        for (why, texts) in [
            (OffScale, &["0", "5", "4.5"][..]),
            (
                NoNumber,
                &[
                    "three",
                    "NaN",
                    "inf",
                    "1e0",
                    "1e400",
                    "0x3",
                    "3 Outstanding",
                    "3½",
                    "strong hire",
                    "3.5.1x",
                ],
            ),
            (
                Date,
                &[
                    "4-Apr",
                    "04.Apr",
                    "Apr 4",
                    "4. Apr.",
                    "2026-04-04",
                    "04/04/2026",
                    "2026-04-04 00:00:00",
                    "4.4.26",
                    "03-mär",
                ],
            ),
            (Percent, &["88%", "100 %"]),
            (Truth, &["TRUE", "WAHR", "Vrai"]),
            (Vague, &["3+", "3-", "~3", "3?", ">3", "+3"]),
            (Dash, &["-", "–", "—", "?", "..."]),
            (OtherScale, &["3/5", "7/10", "3/x"]),
            (Error, &["#N/A", "#REF!", "Err:502"]),
        ] {
            for text in texts {
                assert_eq!(read(text, &scale), Err(why), "{text}");
            }
        }
    }

    #[test]
    fn recommendations_have_their_usual_synonyms() {
        let is = |t: &str| overall(t).map(|(r, _)| r);
        assert_eq!(is("Strong Hire"), Ok(Some(Recommendation::StrongYes)));
        assert_eq!(is("no-hire"), Ok(Some(Recommendation::No)));
        assert_eq!(is("strong–yes."), Ok(Some(Recommendation::StrongYes)));
        assert_eq!(is("“yes”"), Ok(Some(Recommendation::Yes)));
        assert_eq!(is(" "), Ok(None));
        for text in ["maybe", "lean hire", "TRUE", "3", "n/a", "-"] {
            assert_eq!(is(text), Err(()), "{text}");
        }
    }
}
