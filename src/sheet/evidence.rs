//! The many names of a column that holds evidence.

/// Words that say what is in such a column, singular and plural.
const NOUNS: [&str; 33] = [
    "comment",
    "comments",
    "detail",
    "details",
    "evidence",
    "example",
    "examples",
    "explain",
    "explanation",
    "explanations",
    "feedback",
    "impression",
    "impressions",
    "justification",
    "justifications",
    "justify",
    "note",
    "notes",
    "observation",
    "observations",
    "observed",
    "quote",
    "quotes",
    "rationale",
    "reason",
    "reasoning",
    "reasons",
    "remarks",
    "verbatim",
    "verbatims",
    "why",
    "elaborate",
    "specifics",
];

/// Words that may stand beside them.
const OTHERS: [&str; 40] = [
    "a",
    "above",
    "additional",
    "an",
    "and",
    "any",
    "anything",
    "assessment",
    "behind",
    "candidate",
    "did",
    "else",
    "for",
    "free",
    "from",
    "further",
    "give",
    "heard",
    "his",
    "interview",
    "interviewer",
    "interviewer's",
    "of",
    "on",
    "or",
    "other",
    "please",
    "rating",
    "said",
    "say",
    "score",
    "seen",
    "supporting",
    "the",
    "this",
    "to",
    "what",
    "with",
    "written",
    "your",
];

/// Whether a heading, as its key, is about evidence and nothing else: `evidence / quotes`, `please explain your rating`.
pub(super) fn is_about_evidence(key: &str) -> bool {
    let words = || key.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty());
    words().any(|w| NOUNS.contains(&w)) && words().all(|w| NOUNS.contains(&w) || OTHERS.contains(&w))
}

#[cfg(test)]
mod tests {
    use super::is_about_evidence;

    #[test]
    fn evidence_has_many_names() {
        for key in [
            "evidence / quotes",
            "please explain your rating",
            "why",
            "notes & evidence",
            "any other comments",
        ] {
            assert!(is_about_evidence(key), "{key}");
        }
        for key in ["rating", "your score", "candidate", "why do indexes slow writes", "", "notes to hr"] {
            assert!(!is_about_evidence(key), "{key}");
        }
    }
}
