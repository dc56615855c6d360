//! Names, orders and counts; anchors that tell the points of the scale apart.

use super::draft::{Draft, Field, Text};
use crate::bank::catalogue::CatalogueNames;
use crate::bank::words;
use crate::diag::Diagnostic;
use crate::text::{count, did_you_mean, fold, nearest};
use std::collections::{BTreeMap, BTreeSet};

/// From this share of common words on, two anchors are one behaviour in two strengths.
const SAME_ANCHOR: f64 = 0.6;

/// Every rule about structure.
pub(super) fn check(draft: &Draft<'_>, names: &CatalogueNames, findings: &mut Vec<Diagnostic>) {
    topics(draft, names, findings);
    order(draft, names, findings);
    duplicates(draft, findings);
    counts(draft, findings);
    handout(draft, findings);
    anchors(draft, findings);
}

fn topics(draft: &Draft<'_>, names: &CatalogueNames, findings: &mut Vec<Diagnostic>) {
    // A bank without a list has nothing to cover.
    if names.topics.names.is_empty() {
        return;
    }
    for text in draft.of(Field::Topics).filter(|t| !names.topics.may_hold(&t.said)) {
        let near = nearest(&text.said, names.topics.as_strs());
        let hint = if near.is_empty() {
            "add it to topics.csv, or leave it out: a question may cover no topic".to_owned()
        } else {
            format!("{} Otherwise add it to topics.csv.", did_you_mean(&text.said, &near))
        };
        let message = format!("there is no topic `{}` in topics.csv", text.said);
        findings.push(draft.warn("unknown-topic", text, message, &hint));
    }
}

fn order(draft: &Draft<'_>, names: &CatalogueNames, findings: &mut Vec<Diagnostic>) {
    let ids = names.levels.as_strs();
    let rank = |t: &Text| ids.iter().position(|l| *l == t.said);
    let levels: Vec<&Text> = draft.of(Field::Levels).filter(|t| rank(t).is_some()).collect();
    if let Some(pair) = levels.windows(2).find(|p| rank(p[0]) > rank(p[1])) {
        let message = format!("`{}` stands after `{}`", pair[1].said, pair[0].said);
        let hint = format!("levels stand lowest first: {}", ids.join(", "));
        findings.push(draft.warn("level-order", pair[1], message, &hint));
    }
}

fn duplicates(draft: &Draft<'_>, findings: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(bool, Field, String), &Text> = BTreeMap::new();
    for text in draft.texts().filter(|t| t.field != Field::Handout) {
        // Names repeat across lists, sentences mustn't: prose shares one key.
        let prose = text.field.is_prose();
        if prose && text.words() < 4 {
            continue;
        }
        let field = if prose { Field::Title } else { text.field };
        if let Some(first) = seen.insert((prose, field, fold(&text.said)), text) {
            let message = if prose {
                format!("{} repeats {}", text.named(), first.named())
            } else {
                format!("`{}` stands twice in {}", text.said, text.named())
            };
            findings.push(draft.warn("duplicate-entry", text, message, "keep one of the two"));
        }
    }
}

fn counts(draft: &Draft<'_>, findings: &mut Vec<Diagnostic>) {
    let limits = [
        (Field::Strong, 0, 6, "signal", "an interviewer can watch for six at most"),
        (Field::Weak, 0, 5, "signal", "keep those that are heard most often"),
        (
            Field::ProbeAsk,
            2,
            4,
            "probe",
            "two to four follow-ups: the last one reaches beyond what most will know",
        ),
        (Field::RedFlags, 0, 3, "red flag", "a red flag is rare: keep those that would stop you"),
        (Field::Competencies, 1, 3, "competency", "one is rated; at most two more are touched"),
    ];
    for (field, least, most, noun, hint) in limits {
        let texts: Vec<&Text> = draft.of(field).collect();
        let Some(first) = texts.first() else { continue };
        let n = texts.len();
        if n < least {
            let message = format!("there is only {}", count(n, noun));
            findings.push(draft.warn("too-few", first, message, hint));
        } else if n > most {
            let message = format!("there are {n} where {most} are the most ({})", field.name());
            findings.push(draft.warn("too-many", texts[most], message, hint));
        }
    }
}

fn handout(draft: &Draft<'_>, findings: &mut Vec<Diagnostic>) {
    if let (Some(kind), "") = (draft.of(Field::Kind).next(), draft.one(Field::Handout))
        && kind.said == "coding"
    {
        let hint =
            "add `handout = '''...'''` with the statement and a worked example, for the candidate's eyes";
        findings.push(draft.warn("no-handout", kind, "a coding question has no handout".into(), hint));
    }
}

/// Words that tell how much, not what.
const STRENGTHS: [&str; 40] = [
    "poor",
    "weak",
    "bad",
    "little",
    "some",
    "few",
    "basic",
    "limited",
    "partial",
    "partially",
    "average",
    "fair",
    "adequate",
    "adequately",
    "good",
    "well",
    "better",
    "solid",
    "strong",
    "strongly",
    "very",
    "great",
    "deep",
    "excellent",
    "outstanding",
    "exceptional",
    "full",
    "fully",
    "complete",
    "completely",
    "clearly",
    "mostly",
    "somewhat",
    "always",
    "often",
    "sometimes",
    "rarely",
    "never",
    "no",
    "all",
];

fn anchors(draft: &Draft<'_>, findings: &mut Vec<Diagnostic>) {
    let anchors: Vec<&Text> = draft.of(Field::Anchors).collect();
    for pair in anchors.windows(2) {
        let matter = |t: &Text| -> BTreeSet<String> {
            let strengths: BTreeSet<String> = STRENGTHS.iter().map(|w| words::stem(w)).collect();
            words::matter(&t.said).difference(&strengths).cloned().collect()
        };
        if words::jaccard(&matter(pair[0]), &matter(pair[1])) >= SAME_ANCHOR {
            let message = format!("{} is {} in another strength", pair[1].named(), pair[0].named());
            let hint = "describe another behaviour, one that is recognised without the other anchors";
            findings.push(draft.warn("same-anchor", pair[1], message, hint));
        }
    }
}
