//! What may not be asked: the candidate's own age, family, health, faith, origin and the like.
//!
//! Only whole words count, and only where they concern the person: a health check, a parent process, the children of a
//! node, a native app, the age of a cache entry and a foreign key are harmless.

use crate::bank::words::{self, Token};
use std::ops::Range;

/// Words and phrases that are private wherever they stand.
const ALWAYS: [&str; 58] = [
    "how old are you",
    "your age",
    "date of birth",
    "when were you born",
    "where were you born",
    "year were you born",
    "year you were born",
    "your birthday",
    "your birth",
    "did you graduate",
    "graduation year",
    "do you plan to retire",
    "you going to retire",
    "your retirement",
    "pregnan*",
    "maternity",
    "paternity",
    "childcare",
    "child care",
    "babysit*",
    "husband",
    "wife",
    "spouse",
    "boyfriend",
    "girlfriend",
    "fiancé*",
    "married",
    "marital",
    "divorced",
    "do you have children",
    "do you have kids",
    "do you have a family",
    "do you have a partner",
    "planning a family",
    "start a family",
    "want children",
    "your children",
    "your kids",
    "religio*",
    "church",
    "mosque",
    "synagogue",
    "pray",
    "nationalit*",
    "citizenship",
    "ethnic*",
    "mother tongue",
    "native speaker",
    "your accent",
    "are you from originally",
    "sexual orientation",
    "are you gay",
    "your gender",
    "do you vote",
    "trade union",
    "are you disabled",
    "your disabilit*",
    "criminal record",
];

/// Words that are private when they are the candidate's own: `your health`, not `health check`.
const OWN: [&str; 26] = [
    "age",
    "family",
    "families",
    "health",
    "illness",
    "illnesses",
    "disease",
    "medication",
    "therapy",
    "child",
    "parents",
    "mother",
    "father",
    "partner",
    "faith",
    "belief",
    "beliefs",
    "origin",
    "origins",
    "race",
    "skin",
    "debt",
    "debts",
    "politics",
    "weight",
    "body",
];

/// What makes one of [`OWN`] technical or a matter of work: `your health checks`, `your partner teams`.
const TECHNICAL: [&str; 46] = [
    "api",
    "app",
    "application",
    "bank",
    "banks",
    "cache",
    "check",
    "checks",
    "class",
    "classes",
    "code",
    "column",
    "company",
    "companies",
    "component",
    "condition",
    "conditions",
    "dashboard",
    "data",
    "element",
    "endpoint",
    "endpoints",
    "field",
    "gateway",
    "group",
    "header",
    "headers",
    "integration",
    "job",
    "key",
    "keys",
    "limit",
    "monitor",
    "node",
    "nodes",
    "page",
    "pod",
    "probe",
    "probes",
    "process",
    "processes",
    "queue",
    "server",
    "service",
    "team",
    "teams",
];

/// Words that may stand between `your` and one of [`OWN`].
const BETWEEN: [&str; 8] =
    ["own", "personal", "current", "mental", "physical", "state", "political", "young"];

/// The first run of words that touches on what may not be asked.
pub(super) fn private(words: &[Token]) -> Option<Range<usize>> {
    if let Some(run) = words::find_any(words, &ALWAYS) {
        let next = words.get(run.end).map_or("", |w| w.word.as_str());
        if !TECHNICAL.contains(&next) {
            return Some(run);
        }
    }
    let own = |i: usize| {
        let before = |back: usize| i.checked_sub(back).map_or("", |at| words[at].word.as_str());
        let yours = |w: &str| w == "your" || w == "yours";
        yours(before(1)) || (BETWEEN.contains(&before(1)) && (yours(before(2)) || before(2) == "of"))
    };
    (0..words.len()).find_map(|i| {
        let next = words.get(i + 1).map_or("", |w| w.word.as_str());
        let hit = OWN.contains(&words[i].word.as_str()) && own(i) && !TECHNICAL.contains(&next);
        hit.then(|| {
            let start = (0..i).rev().find(|b| words[*b].word.starts_with("your")).unwrap_or(i);
            start..i + 1
        })
    })
}
