//! Words that say nothing, and texts that are too short to say anything.

use super::draft::{Draft, Field, Text};
use crate::bank::words::{self, Word};
use crate::diag::Diagnostic;
use crate::text::count;

/// Words that sound like a judgement and leave it to the reader; a `*` stands for any ending.
const VAGUE: [&str; 25] = [
    "appropriate*",
    "properly",
    "various",
    "best practice",
    "best practices",
    "in depth",
    "robust",
    "solid understanding",
    "good understanding",
    "deep understanding",
    "clear understanding",
    "strong understanding",
    "solid knowledge",
    "good knowledge",
    "deep knowledge",
    "clear knowledge",
    "strong knowledge",
    "solid grasp",
    "good grasp",
    "deep grasp",
    "clear grasp",
    "strong grasp",
    "leverag*",
    "crucial*",
    "etc",
];

/// Said of a candidate's use of words rather than of a product: `utilise`, not CPU `utilisation`.
const UTILISE: [&str; 8] =
    ["utilise", "utilises", "utilised", "utilising", "utilize", "utilizes", "utilized", "utilizing"];

/// Starts of a signal that nobody can hear.
const STARTS: [&str; 13] = [
    "understand",
    "understands",
    "know",
    "knows",
    "demonstrate",
    "demonstrates",
    "has a good",
    "is aware",
    "good",
    "excellent",
    "strong",
    "solid",
    "great",
];

/// What somebody can't show: `shows awareness` is vague where `shows the tick at once` is not.
const QUALITIES: [&str; 24] = [
    "ability",
    "aptitude",
    "attitude",
    "awareness",
    "competence",
    "confidence",
    "curiosity",
    "enthusiasm",
    "experience",
    "expertise",
    "familiarity",
    "grasp",
    "insight",
    "interest",
    "knowledge",
    "leadership",
    "mastery",
    "maturity",
    "passion",
    "proficiency",
    "skill",
    "skills",
    "understanding",
    "willingness",
];

/// Reasons that are true of any question.
const EMPTY_WHY: [&str; 8] = [
    "is important",
    "are important",
    "is essential",
    "is vital",
    "this question assesses",
    "this question tests",
    "assesses the candidate's",
    "tests the candidate's",
];

/// Follow-ups that open nothing.
const EMPTY_PROBES: [&str; 7] =
    ["tell me more", "say more", "elaborate", "anything else", "go deeper", "expand on that", "go on"];

/// Every rule about wording.
pub(super) fn check(draft: &Draft<'_>, findings: &mut Vec<Diagnostic>) {
    for text in draft.texts().filter(|t| t.field.is_prose()) {
        let words = words::words(&text.said);
        vague(draft, text, &words, findings);
        match text.field {
            Field::Strong | Field::Weak => vague_start(draft, text, &words, findings),
            Field::Why => empty(draft, text, &words, findings),
            Field::ProbeAsk => empty_probe(draft, text, &words, findings),
            _ => {}
        }
        length(draft, text, findings);
    }
    for text in draft.of(Field::Title).filter(|t| t.said.contains('?')) {
        let hint = "a title is a few words for lists; the question stands in `ask`";
        findings.push(draft.warn("title-question", text, "the title is a question".into(), hint));
    }
}

fn vague(draft: &Draft<'_>, text: &Text, words: &[Word], findings: &mut Vec<Diagnostic>) {
    for phrase in VAGUE.iter().chain(&UTILISE) {
        let mut from = 0;
        while let Some(run) = words::find(words, phrase, from) {
            from = run.end;
            let at = words::bytes(words, &run);
            if text.said[..at.start].ends_with('/') {
                continue; // a path such as /etc
            }
            let message = format!("`{}` is vague", &text.said[at.clone()]);
            let hint = "say what one would hear or see";
            findings.push(draft.warn_part("vague-word", text, at, message, hint));
        }
    }
}

fn vague_start(draft: &Draft<'_>, text: &Text, words: &[Word], findings: &mut Vec<Diagnostic>) {
    let at_start = |phrase: &&str| words::find(words, phrase, 0).is_some_and(|r| r.start == 0);
    let shows = ["show", "shows", "display", "displays"].iter().any(&at_start)
        && words.iter().skip(1).take(4).any(|w| QUALITIES.contains(&w.word.as_str()));
    if let (true, Some(first)) = (shows || STARTS.iter().any(at_start), words.first()) {
        let message = format!("a signal that starts with `{}` can't be heard", &text.said[first.at.clone()]);
        let hint = "start with what somebody says or does: states, asks, compares, measures, refuses";
        findings.push(draft.warn_part("vague-start", text, first.at.clone(), message, hint));
    }
}

fn empty(draft: &Draft<'_>, text: &Text, words: &[Word], findings: &mut Vec<Diagnostic>) {
    if let Some(run) = EMPTY_WHY.iter().find_map(|p| words::find(words, p, 0)) {
        let at = words::bytes(words, &run);
        let message = format!("`{}` is true of any question", &text.said[at.clone()]);
        let hint = "say what the answer tells about working together";
        findings.push(draft.warn_part("empty-why", text, at, message, hint));
    }
}

fn empty_probe(draft: &Draft<'_>, text: &Text, words: &[Word], findings: &mut Vec<Diagnostic>) {
    // A probe that goes on to name something is a probe: "Tell me more about the rollback".
    let open = EMPTY_PROBES.iter().any(|p| words::find(words, p, 0).is_some());
    if open && words.len() <= 8 && !words.iter().any(|w| w.word == "about") {
        let hint = "ask for the next layer: a number, a failure, a choice, a person affected";
        findings.push(draft.warn("empty-probe", text, "the probe opens nothing".into(), hint));
    }
}

fn length(draft: &Draft<'_>, text: &Text, findings: &mut Vec<Diagnostic>) {
    let (least, most) = match text.field {
        Field::Title => (2, 12),
        Field::Ask => (12, 70),
        Field::Why | Field::Expect => (8, 90),
        Field::Strong | Field::Weak => (5, 40),
        Field::ProbeAsk | Field::ProbeListen => (3, 60),
        Field::Anchors => (9, 90),
        Field::SampleStrong => (25, 200),
        Field::SampleWeak | Field::SampleBecause => (8, 120),
        _ => return,
    };
    let (words, named) = (text.words(), text.named());
    let hint = match text.field {
        Field::Title => "a few words that tell it from its neighbours in a list",
        Field::Ask => "what can be said in one or two breaths, with the situation it needs",
        Field::Why => "what the answer tells about working together, in one to three sentences",
        Field::Strong | Field::Weak => "a verb and an object: two interviewers would tick the same ones",
        Field::ProbeAsk | Field::ProbeListen => "a follow-up, and what a telling answer to it holds",
        Field::Expect => "what changes with the level: whom it affects, what is decided",
        Field::Anchors => "an answer that somebody outside the subject would recognise",
        _ => "notes that somebody outside the subject can follow",
    };
    // What is empty is found by the parser.
    if (1..least).contains(&words) {
        let message = format!("{named} has {}, fewer than {least}", count(words, "word"));
        findings.push(draft.warn("too-short", text, message, hint));
    } else if words > most {
        let message = format!("{named} has {words} words, more than {most}");
        findings.push(draft.warn("too-long", text, message, hint));
    }
}
