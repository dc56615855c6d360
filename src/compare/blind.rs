//! Letters in the place of candidates' names, also in what interviewers wrote.

/// `Candidate A` for 0, `Candidate Z` for 25, then `Candidate AA`.
pub(super) fn letter(index: usize) -> String {
    let mut letters = String::new();
    let mut n = index + 1;
    while n > 0 {
        letters.insert(0, char::from(b'A' + ((n - 1) % 26) as u8));
        n = (n - 1) / 26;
    }
    format!("Candidate {letters}")
}

/// The names that give candidates away, each with what replaces it.
#[derive(Debug)]
pub(super) struct Mask {
    /// Full names in lower case, longest first, with the letter.
    names: Vec<(Vec<char>, String)>,
    /// Parts of names as they are written, longest first, with the letter, or with `the candidate` where two share it.
    parts: Vec<(Vec<char>, String)>,
}

/// Parts of a name shorter than this many characters give nobody away.
const SHORTEST_PART: usize = 3;

impl Mask {
    pub(super) fn new(candidates: &[String]) -> Self {
        let mut names = Vec::new();
        let mut parts: Vec<(Vec<char>, String)> = Vec::new();
        for (i, name) in candidates.iter().enumerate() {
            names.push((name.to_lowercase().chars().collect::<Vec<_>>(), letter(i)));
            for part in name.split(|c: char| !c.is_alphanumeric()) {
                let part: Vec<char> = part.chars().collect();
                if part.len() < SHORTEST_PART {
                    continue;
                }
                match parts.iter_mut().find(|(p, _)| *p == part) {
                    Some((_, cover)) if *cover != letter(i) => "the candidate".clone_into(cover),
                    Some(_) => {}
                    None => parts.push((part, letter(i))),
                }
            }
        }
        names.retain(|(n, _)| !n.is_empty());
        names.sort_by_key(|(n, _)| std::cmp::Reverse(n.len()));
        parts.sort_by_key(|(p, _)| std::cmp::Reverse(p.len()));
        Self { names, parts }
    }

    /// `text` with each full name replaced, in whatever case, and each part of a name where it is written the same.
    pub(super) fn cover(&self, text: &str) -> String {
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
                out.push_str(cover);
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
        assert_eq!(
            (letter(0), letter(25), letter(26)),
            ("Candidate A".into(), "Candidate Z".into(), "Candidate AA".into())
        );
    }

    #[test]
    fn names_are_covered_whole_and_in_parts() {
        let mask = Mask::new(&["Zoë Łukasiewicz".into(), "Ana Łukasiewicz".into(), "Bo".into()]);
        for (text, covered) in [
            ("ZOË ŁUKASIEWICZ said so", "Candidate A said so"),
            ("Zoë's plan, not Ana's", "Candidate A's plan, not Candidate B's"),
            ("Ms Łukasiewicz", "Ms the candidate"),
            ("Analysis before Zoëtrope, bo", "Analysis before Zoëtrope, Candidate C"),
        ] {
            assert_eq!(mask.cover(text), covered);
        }
    }
}
