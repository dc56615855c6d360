//! Words that say nothing, and texts that are too short to say anything.

use super::written::{QuestionField, WrittenQuestion, WrittenText};
use crate::bank::words::{self, Token};
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

/// The verb only: a processor's `utilisation` is a figure.
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

/// What nobody can see: `shows awareness` is vague, `shows the figures` isn't.
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
pub(super) fn check(question: &WrittenQuestion<'_>, findings: &mut Vec<Diagnostic>) {
    for text in question.texts().filter(|t| t.field.is_prose()) {
        let words = words::words(&text.said);
        vague(question, text, &words, findings);
        match text.field {
            QuestionField::Strong | QuestionField::Weak => vague_start(question, text, &words, findings),
            QuestionField::Why => empty(question, text, &words, findings),
            QuestionField::ProbeAsk => empty_probe(question, text, &words, findings),
            _ => {}
        }
        length(question, text, findings);
    }
    for text in question.of(QuestionField::Title).filter(|t| t.said.contains('?')) {
        let hint = "a title is a few words for lists; the question stands in `ask`";
        findings.push(question.warn("title-question", text, "the title is a question".into(), hint));
    }
}

fn vague(
    question: &WrittenQuestion<'_>,
    text: &WrittenText,
    words: &[Token],
    findings: &mut Vec<Diagnostic>,
) {
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
            findings.push(question.warn_part("vague-word", text, at, message, hint));
        }
    }
}

fn vague_start(
    question: &WrittenQuestion<'_>,
    text: &WrittenText,
    words: &[Token],
    findings: &mut Vec<Diagnostic>,
) {
    let at_start = |phrase: &&str| words::find(words, phrase, 0).is_some_and(|r| r.start == 0);
    let shows = ["show", "shows", "display", "displays"].iter().any(&at_start)
        && words.iter().skip(1).take(4).any(|w| QUALITIES.contains(&w.word.as_str()));
    if let (true, Some(first)) = (shows || STARTS.iter().any(at_start), words.first()) {
        let message = format!("a signal that starts with `{}` can't be heard", &text.said[first.at.clone()]);
        let hint = "start with what somebody says or does: states, asks, compares, measures, refuses";
        findings.push(question.warn_part("vague-start", text, first.at.clone(), message, hint));
    }
}

fn empty(
    question: &WrittenQuestion<'_>,
    text: &WrittenText,
    words: &[Token],
    findings: &mut Vec<Diagnostic>,
) {
    if let Some(run) = words::find_any(words, &EMPTY_WHY) {
        let at = words::bytes(words, &run);
        let message = format!("`{}` is true of any question", &text.said[at.clone()]);
        let hint = "say what the answer tells about working together";
        findings.push(question.warn_part("empty-why", text, at, message, hint));
    }
}

fn empty_probe(
    question: &WrittenQuestion<'_>,
    text: &WrittenText,
    words: &[Token],
    findings: &mut Vec<Diagnostic>,
) {
    // A probe that goes on to name something is a probe: "Tell me more about the rollback".
    if words::find_any(words, &EMPTY_PROBES).is_some()
        && words.len() <= 8
        && !words.iter().any(|w| w.word == "about")
    {
        let hint = "ask for the next layer: a number, a failure, a choice, a person affected";
        findings.push(question.warn("empty-probe", text, "the probe opens nothing".into(), hint));
    }
}

/// Whether the question is a task of half an hour or more.
fn is_long(question: &WrittenQuestion<'_>) -> bool {
    question.one(QuestionField::Minutes).parse::<u32>().is_ok_and(|minutes| minutes >= 30)
}

fn length(question: &WrittenQuestion<'_>, text: &WrittenText, findings: &mut Vec<Diagnostic>) {
    let (least, most) = match text.field {
        QuestionField::Title => (2, 12),
        QuestionField::Ask => (12, 70),
        QuestionField::Why => (8, 90),
        QuestionField::Strong | QuestionField::Weak => (5, 40),
        QuestionField::ProbeAsk | QuestionField::ProbeListen => (3, 60),
        QuestionField::Ladder => (9, 90),
        // An answer to a task of an hour is longer than one to a question of ten minutes.
        QuestionField::SampleStrong if is_long(question) => (25, 300),
        QuestionField::SampleStrong => (25, 200),
        QuestionField::SampleWeak | QuestionField::SampleBecause => (8, 120),
        _ => return,
    };
    let (words, named) = (text.words(), text.named());
    let hint = match text.field {
        QuestionField::Title => "a few words that tell it from its neighbours in a list",
        QuestionField::Ask => "what can be said in one or two breaths, with the situation it needs",
        QuestionField::Why => "what the answer tells about working together, in one to three sentences",
        QuestionField::Strong | QuestionField::Weak => {
            "a verb and an object: two interviewers would tick the same ones"
        }
        QuestionField::ProbeAsk | QuestionField::ProbeListen => {
            "a follow-up, and what a telling answer to it holds"
        }
        QuestionField::Ladder => "an answer that somebody outside the subject would recognise",
        _ => "notes that somebody outside the subject can follow",
    };
    // What is empty is found by the parser.
    if (1..least).contains(&words) {
        let message = format!("{named} has {}, fewer than {least}", count(words, "word"));
        findings.push(question.warn("too-short", text, message, hint));
    } else if words > most {
        let message = format!("{named} has {words} words, more than {most}");
        findings.push(question.warn("too-long", text, message, hint));
    }
}
