//! Latin letters, and how they are written in ASCII.

/// Letters without a Unicode decomposition, and their usual spelling in ASCII.
pub(super) const LETTERS: [(char, &str); 18] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('ø', "o"),
    ('œ', "oe"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ı', "i"),
    ('ħ', "h"),
    ('ŋ', "ng"),
    ('ŧ', "t"),
    ('ə', "e"),
    ('ƒ', "f"),
    ('ŀ', "l"),
    ('ĸ', "k"),
    ('ſ', "s"),
    ('ĳ', "ij"),
];

/// Whether a character is a Latin letter, as far as the blocks of Unicode tell.
pub(super) fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}')
}
