//! Words in the place of people's names, also in what others wrote.

/// `A` for 0, `Z` for 25, then `AA`.
pub fn letters(index: usize) -> String {
    let mut letters = String::new();
    let mut n = index + 1;
    while n > 0 {
        letters.insert(0, char::from(b'A' + ((n - 1) % 26) as u8));
        n = (n - 1) / 26;
    }
    letters
}

/// Names that are covered, each with what replaces it.
#[derive(Debug, Default)]
pub struct NameMask {
    /// Full names in lower case, longest first, with the cover.
    names: Vec<(Vec<char>, String)>,
    /// Parts of names as they are written, longest first, with the cover, or with that for several where two share it.
    parts: Vec<(Vec<char>, String)>,
}

/// Parts of a name shorter than this many characters give nobody away.
const SHORTEST_PART: usize = 3;

impl NameMask {
    /// A mask of these names, each with its cover; a part that several share is covered by `several`.
    pub fn new(covered: &[(String, String)], several: &str) -> Self {
        let mut names = Vec::new();
        let mut parts: Vec<(Vec<char>, String)> = Vec::new();
        for (name, own) in covered {
            names.push((name.to_lowercase().chars().collect::<Vec<_>>(), own.clone()));
            for part in name.split(|c: char| !c.is_alphanumeric()) {
                let part: Vec<char> = part.chars().collect();
                if part.len() < SHORTEST_PART {
                    continue;
                }
                match parts.iter_mut().find(|(p, _)| *p == part) {
                    Some((_, cover)) if cover != own => several.clone_into(cover),
                    Some(_) => {}
                    None => parts.push((part, own.clone())),
                }
            }
        }
        names.retain(|(n, _)| !n.is_empty());
        names.sort_by_key(|(n, _)| std::cmp::Reverse(n.len()));
        parts.sort_by_key(|(p, _)| std::cmp::Reverse(p.len()));
        Self { names, parts }
    }

    /// The same mask, by which no part of `name` is covered, nor the whole of it.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        let whole: Vec<char> = name.to_lowercase().chars().collect();
        self.names.retain(|(n, _)| *n != whole);
        let own: Vec<Vec<char>> =
            name.split(|c: char| !c.is_alphanumeric()).map(|part| part.chars().collect()).collect();
        self.parts.retain(|(part, _)| !own.contains(part));
        self
    }

    /// `text` with each full name replaced, in whatever case, and each part of a name where it is written the same.
    pub fn cover(&self, text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let lower: Vec<char> = chars
            .iter()
            .map(|c| c.to_lowercase().next().filter(|_| c.to_lowercase().count() == 1).unwrap_or(*c))
            .collect();
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while at < chars.len() {
            let starts = at == 0 || !chars[at - 1].is_alphanumeric();
            let fits = |text: &[char], word: &[char]| {
                text[at..].starts_with(word) && text.get(at + word.len()).is_none_or(|c| !c.is_alphanumeric())
            };
            let hit = starts.then(|| {
                let whole = self.names.iter().find(|(n, _)| fits(&lower, n));
                whole.or_else(|| self.parts.iter().find(|(p, _)| fits(&chars, p)))
            });
            if let Some((word, cover)) = hit.flatten() {
                // First and last name, one of them spelt in another way, are one person.
                let before = out.strip_suffix([' ', '-']).map_or(0, str::len);
                if before > 0 && out[..before].ends_with(cover.as_str()) {
                    out.truncate(before);
                } else {
                    out.push_str(cover);
                }
                at += word.len();
            } else {
                out.push(chars[at]);
                at += 1;
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_behind_z() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn names_are_covered_whole_and_in_parts() {
        let covered = [("Zoë Łukasiewicz", "A"), ("Ana Łukasiewicz", "B"), ("Bo", "C")];
        let covered = covered.map(|(name, cover)| (name.to_owned(), format!("Candidate {cover}")));
        let mask = NameMask::new(&covered, "the candidate");
        for (text, shown) in [
            ("ZOË ŁUKASIEWICZ said so", "Candidate A said so"),
            ("Zoë's plan, not Ana's", "Candidate A's plan, not Candidate B's"),
            ("Ms Łukasiewicz", "Ms the candidate"),
            ("Zoë-Bo, then Ana Ana", "Candidate A-Candidate C, then Candidate B"),
            ("Analysis before Zoëtrope, bo", "Analysis before Zoëtrope, Candidate C"),
        ] {
            assert_eq!(mask.cover(text), shown);
        }
        let mask = mask.without("Ana Łukasiewicz");
        assert_eq!(mask.cover("Ana Łukasiewicz, not Zoë"), "Ana Łukasiewicz, not Candidate A");
    }
}
