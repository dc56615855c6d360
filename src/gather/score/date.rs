//! Dates, which spreadsheets make of scores.

/// The beginnings of the months' names in the languages whose spreadsheets write them.
const MONTHS: [&str; 62] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mär", "mrz", "mai",
    "okt", "dez", "jän", "fév", "avr", "jui", "aoû", "déc", "ene", "abr", "ago", "dic", "gen", "mag", "giu",
    "lug", "set", "ott", "mrt", "mei", "maj", "sty", "lut", "kwi", "cze", "lip", "sie", "wrz", "paź", "lis",
    "gru", "led", "úno", "bře", "dub", "kvě", "srp", "zář", "říj", "pro", "янв", "фев", "мар", "апр", "май",
    "июн", "июл",
];

/// Whether a text is what spreadsheets make of `4/4` or `3-4`: a day with a month, by name or with a year.
pub(super) fn is_date(plain: &str) -> bool {
    let parts: Vec<&str> = plain.split(|c: char| "-/. :".contains(c)).filter(|p| !p.is_empty()).collect();
    let numeric = |p: &&&str| p.bytes().all(|b| b.is_ascii_digit());
    let month = |p: &&str| MONTHS.iter().any(|m| p.starts_with(m)) && p.chars().all(char::is_alphabetic);
    let numbers = parts.iter().filter(numeric).count();
    (numbers >= 1 && parts.iter().any(month) && numbers + 1 >= parts.len())
        || (parts.len() >= 3 && numbers == parts.len())
}
