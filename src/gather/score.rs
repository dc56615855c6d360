//! What a score cell says.

use crate::bank::Scale;

/// What a score cell says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Score {
    /// A point of the scale.
    Rated(f64),
    /// The question was not asked.
    NotAsked,
    /// Nothing yet.
    Empty,
}

/// The score in `text`; none where it is no score of the scale. A word of the scale stands for its point.
pub(super) fn read(text: &str, scale: &Scale) -> Option<Score> {
    let plain = text.trim().to_lowercase();
    match plain.as_str() {
        "" => return Some(Score::Empty),
        "not asked" | "not_asked" | "not-asked" | "n/a" | "na" => return Some(Score::NotAsked),
        _ => {}
    }
    if let Some(point) = scale.points().find(|p| {
        let word = scale.word(*p).to_lowercase();
        plain == word || plain == format!("{p} {word}")
    }) {
        return Some(Score::Rated(f64::from(point)));
    }
    let number: f64 = plain.replace(',', ".").parse().ok()?;
    let (low, high) = (f64::from(scale.low), f64::from(scale.high()));
    (number.is_finite() && (low..=high).contains(&number)).then_some(Score::Rated(number))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_what_the_scale_holds() {
        let scale = Scale::default();
        for (text, score) in [
            ("3", Score::Rated(3.0)),
            (" 3,5 ", Score::Rated(3.5)),
            ("Solid", Score::Rated(3.0)),
            ("4 outstanding", Score::Rated(4.0)),
            ("Not asked", Score::NotAsked),
            ("", Score::Empty),
        ] {
            assert_eq!(read(text, &scale), Some(score), "{text}");
        }
        for text in ["0", "5", "-1", "three", "NaN", "inf", "3/4", "1e400"] {
            assert_eq!(read(text, &scale), None, "{text}");
        }
    }
}
