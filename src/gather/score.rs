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
    if let Some(read) = worded(&plain, range) {
        return read.map(|score| (score, None));
    }
    if is_range(&plain) {
        return Err(NoScore::Vague);
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

/// `solid`, `3 solid`, `3 - solid`, `3 (solid)`, `solid (3)`: the word and the number must agree. A sign that belongs to
/// neither side makes both uncertain: `solid-`, `3- solid`. None where no word of the scale stands there.
fn worded(plain: &str, range: &ScoreRange) -> Option<Result<Score, NoScore>> {
    let (word, point) = range.words.iter().find(|(word, _)| has_word(plain, word))?;
    let at = plain.find(word.as_str())?;
    let (before, behind) = (&plain[..at], &plain[at + word.len()..]);
    let numbers = |text: &'_ str| -> Vec<String> {
        let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    let beside = [numbers(before), numbers(behind)].concat();
    let others = |c: char| !c.is_ascii_digit() && !c.is_whitespace() && !"-+~?<>≈:.=()[]/".contains(c);
    if before.contains(others) || behind.contains(others) || beside.iter().any(|n| *n != point.to_string()) {
        return Some(Err(if beside.len() > 1 { NoScore::Vague } else { NoScore::NoNumber }));
    }
    let is_sure = is_joint(before, true) && is_joint(behind, false);
    Some(if is_sure { Ok(Score::Rated(*point)) } else { Err(NoScore::Vague) })
}

/// Whether `word` stands in `plain` as a word of its own.
fn has_word(plain: &str, word: &str) -> bool {
    let alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic());
    plain.match_indices(word).any(|(at, _)| {
        alone(plain[..at].chars().next_back()) && alone(plain[at + word.len()..].chars().next())
    })
}

/// Whether what stands before or behind a word only joins it to a number: `3 - `, `3: `, ` (3)`. A hyphen has blanks on both
/// sides, or on neither.
fn is_joint(text: &str, before: bool) -> bool {
    if text.contains(['+', '~', '?', '<', '>', '≈', '/']) {
        return false;
    }
    let Some(at) = text.find('-') else { return true };
    let (left, right) = (&text[..at], &text[at + 1..]);
    let number = if before { left } else { right };
    number.contains(|c: char| c.is_ascii_digit())
        && left.ends_with(char::is_whitespace) == right.starts_with(char::is_whitespace)
        && !right.contains('-')
}

/// Whether a text names several points: `2-3`, `2 to 3`, `2 or 3`.
fn is_range(plain: &str) -> bool {
    let joints = ["-", "..", " to ", " or ", " bis ", " and ", "~"];
    joints.iter().any(|joint| {
        plain
            .split_once(joint)
            .is_some_and(|(a, b)| number(a.trim()).is_some() && number(b.trim_matches(['.', ' '])).is_some())
    })
}

/// The highest score that a heading names: `Score (1-5)`, `Rating out of 10`, `Score /10`.
pub(super) fn highest_in_heading(heading: &str) -> Option<String> {
    let folded = fold(heading).replace(['–', '—', '−'], "-");
    let behind = |mark: &str| folded.rsplit_once(mark).map(|(_, behind)| behind.to_owned());
    let last = if let Some(last) = behind("out of ")
        .or_else(|| behind("/").filter(|_| folded.contains("score") || folded.contains("rating")))
    {
        last
    } else {
        let inside = folded.rsplit_once(['(', '[']).map(|(_, inside)| inside)?;
        let (low, high) = inside
            .split_once(['-'])
            .or_else(|| inside.split_once(" to "))
            .or_else(|| inside.split_once(".."))?;
        number(low.trim())?;
        high.to_owned()
    };
    let (most, _) = number(last.trim_matches([' ', ')', ']', ':', '.', '*']))?;
    Some(most.to_string())
}

/// Whether a cell says what a spreadsheet shows in place of a value: `#NAME?`, `#BEZUG!`, `Err:502`.
pub(super) fn is_formula_error(text: &str) -> bool {
    let text = text.trim();
    if let Some(number) = text.strip_prefix("Err:") {
        return !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    }
    let Some(name) = text.strip_prefix('#') else { return false };
    let letters = |c: char| c.is_uppercase() || c.is_ascii_digit() || "/!?¡¿_".contains(c);
    let known = ["N/A", "NV", "N/D", "GETTING_DATA"].contains(&name);
    known || (name.chars().count() > 2 && name.ends_with(['!', '?']) && name.chars().all(letters))
}

/// `3/4`, `3 of 4`, `3 out of 4`: both numbers, the second where it is one.
fn out_of(plain: &str) -> Option<(f64, Option<f64>)> {
    let (a, b) = ["/", " out of ", " of "].iter().find_map(|s| plain.split_once(s))?;
    Some((number(a.trim())?.0, number(b.trim()).map(|n| n.0)))
}

/// The beginnings of the months' names in the languages whose spreadsheets write them.
const MONTHS: [&str; 62] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mär", "mrz", "mai",
    "okt", "dez", "jän", "fév", "avr", "jui", "aoû", "déc", "ene", "abr", "ago", "dic", "gen", "mag", "giu",
    "lug", "set", "ott", "mrt", "mei", "maj", "sty", "lut", "kwi", "cze", "lip", "sie", "wrz", "paź", "lis",
    "gru", "led", "úno", "bře", "dub", "kvě", "srp", "zář", "říj", "pro", "янв", "фев", "мар", "апр", "май",
    "июн", "июл",
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
            ("3-Solid", Score::Rated(3.0)),
            ("Solid - 3", Score::Rated(3.0)),
            ("3. Solid", Score::Rated(3.0)),
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
                    "01. Mrz",
                ],
            ),
            (Percent, &["88%", "100 %"]),
            (Truth, &["TRUE", "WAHR", "Vrai"]),
            (
                Vague,
                &[
                    "3+",
                    "3-",
                    "~3",
                    "3?",
                    ">3",
                    "+3",
                    "2-3",
                    "2 – 3",
                    "2 or 3",
                    "Solid-",
                    "3- Solid",
                    "-3 Solid",
                    "3 -Solid",
                    "Solid+",
                    "Solid?",
                    "3+ Solid",
                    "~ Solid",
                    "Solid (3+)",
                    "2-3 (Solid)",
                ],
            ),
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
    fn headings_name_their_scale() {
        for (heading, most) in
            [("Score (1-5)", "5"), ("Rating out of 10", "10"), ("Score /10", "10"), ("rating [1–4]", "4")]
        {
            assert_eq!(highest_in_heading(heading).as_deref(), Some(most), "{heading}");
        }
        for heading in ["score", "Score (required)", "Notes / quotes", "Rating [A job]"] {
            assert_eq!(highest_in_heading(heading), None, "{heading}");
        }
    }

    #[test]
    fn errors_of_formulas_are_no_texts() {
        for text in ["#NAME?", "#REF!", "#N/A", "#BEZUG!", "#¿NOMBRE?", "Err:502", "#DIV/0!"] {
            assert!(is_formula_error(text), "{text}");
        }
        for text in ["#1 of all", "#C!", "# NAME?", "said Err:502", "#great!"] {
            assert!(!is_formula_error(text), "{text}");
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
