//! Scores in words, and texts that name several of them.

use super::value::{NoScore, Score, ScoreRange, number};

/// `solid`, `3 solid`, `3 - solid`, `3 (solid)`, `solid (3)`: the word and the number must agree. A sign that belongs to
/// neither side makes both uncertain: `solid-`, `3- solid`. None where no word of the scale stands there.
pub(super) fn worded(plain: &str, range: &ScoreRange) -> Option<Result<Score, NoScore>> {
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
pub(super) fn has_word(plain: &str, word: &str) -> bool {
    let alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic());
    plain.match_indices(word).any(|(at, _)| {
        alone(plain[..at].chars().next_back()) && alone(plain[at + word.len()..].chars().next())
    })
}

/// Whether what stands before or behind a word only joins it to a number: `3 - `, `3: `, ` (3)`. A hyphen has blanks on both
/// sides, or on neither.
pub(super) fn is_joint(text: &str, before: bool) -> bool {
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
pub(super) fn is_range(plain: &str) -> bool {
    let joints = ["-", "..", " to ", " or ", " bis ", " and ", "~"];
    joints.iter().any(|joint| {
        plain
            .split_once(joint)
            .is_some_and(|(a, b)| number(a.trim()).is_some() && number(b.trim_matches(['.', ' '])).is_some())
    })
}
