//! British English throughout a bank: one spelling of each word, and none of the phrases that are no English.

use super::written::{QuestionField, WrittenQuestion, WrittenText};
use crate::bank::words::{self, Token};
use crate::diag::Diagnostic;
use std::ops::Range;

/// Every rule about spelling and idiom: one finding for each word of a text.
pub(super) fn check(question: &WrittenQuestion<'_>, findings: &mut Vec<Diagnostic>) {
    let is_id = |text: &WrittenText| text.field == QuestionField::RedFlags && !text.said.contains(' ');
    for text in question.texts().filter(|t| t.field.is_prose() && !is_id(t)) {
        let words = words::words(&text.said);
        let start = words::find_any(&words, &SELF_REFERENCES).filter(|run| run.start == 0);
        let start = start.filter(|_| text.field == QuestionField::Why);
        let mut found: Vec<(Range<usize>, &str)> = start.into_iter().map(|run| (run, THE_REASON)).collect();
        let lower = text.said.to_lowercase();
        // A percent sign is called so. Most texts have none of this, which a search through the bytes knows soonest.
        let may_hold = |phrase: &str| lower.contains(phrase.split([' ', '*']).next().unwrap_or_default());
        for (phrase, better) in PHRASES.into_iter().filter(|(phrase, _)| may_hold(phrase)) {
            let sign = |run: &Range<usize>| words.get(run.end).is_some_and(|w| w.word.starts_with("sign"));
            found.extend(all(&words, phrase).filter(|run| !sign(run)).map(|run| (run, better)));
        }
        found.sort_by_key(|(run, _)| run.start);
        // "The answer tells whether" is one mistake, not three.
        found.dedup_by(|later, earlier| later.0.start <= earlier.0.end);
        for (run, better) in &found {
            warn("phrase", question, text, &words, run, better, findings);
        }
        let stems: Vec<(&str, &str)> = STEMS.into_iter().filter(|(stem, _)| lower.contains(stem)).collect();
        if stems.is_empty() && !lower.contains("iz") {
            continue;
        }
        for (i, word) in words.iter().enumerate() {
            // In `ANALYZE` and `x.normalize()` it is a name.
            if let Some(british) = british(&word.word, &stems)
                && !is_in_name(&text.said, &word.at)
            {
                warn("american-spelling", question, text, &words, &(i..i + 1), &british, findings);
            }
        }
    }
}

/// Words at the start of a reason that speak of the question in place of the work.
const SELF_REFERENCES: [&str; 4] = ["the answer*", "an answer*", "this question", "the question"];

/// What to write in their place.
const THE_REASON: &str = "the reason itself, such as \"It shows whether ...\"";

fn warn(
    code: &'static str,
    question: &WrittenQuestion<'_>,
    text: &WrittenText,
    words: &[Token],
    run: &Range<usize>,
    better: &str,
    findings: &mut Vec<Diagnostic>,
) {
    let at = words::bytes(words, run);
    let message = match code {
        "american-spelling" => format!("`{}` isn't British spelling", &text.said[at.clone()]),
        _ => format!("`{}` isn't how it is said", &text.said[at.clone()]),
    };
    let hint = match code {
        "american-spelling" => format!("write: {better}; names in code stand between backticks"),
        _ => format!("write: {better}"),
    };
    findings.push(question.warn_part(code, text, at, message, &hint));
}

/// All places of `phrase`.
fn all<'w>(words: &'w [Token], phrase: &'w str) -> impl Iterator<Item = Range<usize>> + 'w {
    std::iter::successors(words::find(words, phrase, 0), move |run| words::find(words, phrase, run.end))
}

/// Phrases, each with what is written in its place; a `*` stands for any ending.
const PHRASES: [(&str, &str); 27] = [
    ("tells whether", "shows whether"),
    ("answer tells", "answer shows"),
    ("question tells", "answer shows"),
    ("tells if", "shows whether"),
    ("shows if", "shows whether"),
    ("nights apart", "nights separately"),
    ("asks on what", "asks what"),
    ("asks on which", "asks which"),
    ("ask on which", "ask which"),
    ("percent", "per cent"),
    ("percentage wise", "as a percentage"),
    ("résumé", "CV"),
    ("curriculum vitae", "CV"),
    ("a resume", "a CV"),
    ("your resume", "your CV"),
    ("their resume", "their CV"),
    ("her resume", "her CV"),
    ("his resume", "his CV"),
    ("shopping cart*", "basket"),
    ("processor time", "CPU time"),
    ("processor load", "CPU load"),
    ("processor core*", "CPU core"),
    ("in how far", "how far"),
    ("informations", "information"),
    ("feedbacks", "feedback"),
    ("eventual problems", "possible problems"),
    ("actual version", "current version"),
];

/// Stems in American spelling with their British form; any ending may follow.
const STEMS: [(&str, &str); 33] = [
    ("color", "colour"),
    ("behavior", "behaviour"),
    ("favor", "favour"),
    ("honor", "honour"),
    ("labor", "labour"),
    ("neighbor", "neighbour"),
    ("rumor", "rumour"),
    ("harbor", "harbour"),
    ("humor", "humour"),
    ("endeavor", "endeavour"),
    ("center", "centre"),
    ("theater", "theatre"),
    ("judgment", "judgement"),
    ("acknowledgment", "acknowledgement"),
    ("analyz", "analys"),
    ("paralyz", "paralys"),
    ("catalog", "catalogue"),
    ("canceled", "cancelled"),
    ("canceling", "cancelling"),
    ("labeled", "labelled"),
    ("labeling", "labelling"),
    ("modeled", "modelled"),
    ("modeling", "modelling"),
    ("signaled", "signalled"),
    ("signaling", "signalling"),
    ("traveled", "travelled"),
    ("traveling", "travelling"),
    ("traveler", "traveller"),
    ("fulfillment", "fulfilment"),
    ("defense", "defence"),
    ("offense", "offence"),
    ("skeptic", "sceptic"),
    ("gray", "grey"),
];

/// Words with one of [`STEMS`] in them that are British all the same.
const BRITISH: [&str; 11] = [
    "laborator",
    "laborious",
    "laboured",
    "elaborat",
    "honorar",
    "humoro",
    "catalogue",
    "catalysis",
    "coloratura",
    "rigor",
    "grays",
];

/// Ends of words in `-ize`.
const IZE: [&str; 8] = ["ize", "izes", "ized", "izing", "izer", "izers", "ization", "izations"];

/// Words that end so in Britain too.
const REAL_IZE: [&str; 12] = [
    "size",
    "prize",
    "seize",
    "maize",
    "capsize",
    "assize",
    "baize",
    "resize",
    "oversize",
    "downsize",
    "rightsize",
    "bite-size",
];

/// The British form of an American word in lower case, which has one of `stems` or ends in `-ize`.
fn british(word: &str, stems: &[(&str, &str)]) -> Option<String> {
    let word = word.strip_suffix("'s").unwrap_or(word);
    if !BRITISH.iter().any(|b| word.starts_with(b))
        && let Some((american, british)) = stems.iter().find(|(american, _)| word.starts_with(american))
    {
        return Some(word.replacen(american, british, 1));
    }
    let ending = IZE.iter().find(|ending| word.len() > ending.len() + 2 && word.ends_with(*ending))?;
    let stem = word.strip_suffix(ending)?;
    let real = REAL_IZE.iter().any(|real| format!("{stem}ize").ends_with(real));
    (!real).then(|| format!("{stem}{}", ending.replacen('z', "s", 1)))
}

/// Whether the word at these bytes is a name in code, such as `ANALYZE`, `AddressSanitizer` or `normalize()`.
fn is_in_name(text: &str, at: &Range<usize>) -> bool {
    let before = text[..at.start].chars().next_back();
    let mut after = text[at.end..].chars();
    let (next, then) = (after.next(), after.next());
    let shouted = !text[at.clone()].chars().any(char::is_lowercase);
    let composed = text[at.clone()].chars().skip(1).any(char::is_uppercase);
    shouted
        || composed
        || matches!(before, Some('.' | '_' | '/' | ':' | '#' | '@'))
        || matches!(next, Some('(' | '_' | '='))
        || matches!((next, then), (Some('.' | ':' | '/'), Some(c)) if c.is_alphanumeric())
}
