//! How much a text looks like words, by which the right one among several decodings is found.

/// How letters outside ASCII are grouped: those of a word are of one group.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LetterGroup {
    Latin,
    Greek,
    Cyrillic,
    /// Of Chinese, Japanese and Korean.
    EastAsian,
    Other,
}

fn script(c: char) -> LetterGroup {
    match c {
        'A'..='Z' | 'a'..='z' | 'À'..='ɏ' => LetterGroup::Latin,
        '\u{370}'..='\u{3ff}' => LetterGroup::Greek,
        '\u{400}'..='\u{45f}' => LetterGroup::Cyrillic,
        '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '々' => {
            LetterGroup::EastAsian
        }
        _ => LetterGroup::Other,
    }
}

/// Letters that names and notes in European languages have often.
const USUAL: &str = "éèêëáàâäãåæçñóòôöõøœúùûüíîïßšžčćřýěďťňůłąęśźżńőűğışțăģķļņāēīūėįųŠŽČÅÖÄÜÉÓØŁŚŻİ";

/// How much a text looks like words: usual letters among others of their script count for it; signs, capitals and other
/// scripts within a word, and letters that hardly any language has, count against it.
pub(super) fn likeness(text: &str) -> i64 {
    let mut score = 0;
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        if !c.is_ascii() {
            let own = script(c);
            let beside = [before, after].into_iter().filter(|n| n.is_alphabetic());
            let (alone, mixed) = (beside.clone().next().is_none(), beside.clone().any(|n| script(n) != own));
            score += match c {
                char::REPLACEMENT_CHARACTER => -40,
                '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' => -30,
                '’' | '–' | '—' | '“' | '”' | '…' | '\u{a0}' | '€' => 4,
                _ if !c.is_alphabetic() && !alone => -20,
                _ if !c.is_alphabetic() => -4,
                _ if mixed => -15,
                _ if own != LetterGroup::EastAsian && c.is_uppercase() && before.is_lowercase() => -20,
                // Two bytes make such a letter.
                _ if own == LetterGroup::EastAsian => {
                    if ('\u{3040}'..='\u{30ff}').contains(&c) {
                        20
                    } else {
                        16
                    }
                }
                _ if own == LetterGroup::Latin && USUAL.contains(c) => 8,
                _ if own == LetterGroup::Latin => 1,
                _ if own == LetterGroup::Other => -10,
                _ if c.is_lowercase() || !after.is_uppercase() => 7,
                _ => 2,
            };
        }
        before = c;
    }
    score
}
