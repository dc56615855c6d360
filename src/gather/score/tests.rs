use super::*;
use crate::bank::Scale;
use crate::plan::Recommendation;

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
            &["three", "NaN", "inf", "1e0", "1e400", "0x3", "3 Outstanding", "3½", "strong hire", "3.5.1x"],
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
