//! Rungs that tell answers apart, and that hold whether or not something was asked before it was said.

use super::rung_words::{
    HELP, HELP_IN_TASK, HINT_IN_STORY, JUDGEMENTS, OTHER_HINTS, OTHER_RUNGS, OTHER_RUNGS_AT_START, STRENGTHS,
    UNASKED, UNASKED_ANYWHERE,
};
use super::written::{QuestionField, WrittenQuestion, WrittenText};
use crate::bank::ladder::{POOR, SHORT};
use crate::bank::question::QuestionKind;
use crate::bank::words::{self, Token};
use crate::diag::Diagnostic;
use std::collections::BTreeSet;
use std::ops::Range;

/// Two rungs are one behaviour in two strengths when they share at least this much of their keywords.
const SAME_RUNG: f64 = 0.6;
/// A probe asks for what a rung above the lowest level wants when the rung holds this much of the probe's keywords.
const SAME_AS_PROBE: f64 = 0.75;
/// Fewer keywords than this say too little to compare.
const ENOUGH_KEYWORDS: usize = 4;
/// A run of this many words in two texts is no accident.
const SAME_RUN: usize = 6;

/// Every rule about the ladder.
pub(super) fn check(question: &WrittenQuestion<'_>, findings: &mut Vec<Diagnostic>) {
    let rungs: Vec<&WrittenText> = question.of(QuestionField::Ladder).collect();
    let is_task =
        QuestionKind::from_name(question.one(QuestionField::Kind)).is_some_and(QuestionKind::is_technical);
    for rung in &rungs {
        let words = words::words(&rung.said);
        let mut warn = |code, run: Range<usize>, message: &str, hint: &str| {
            let at = words::bytes(&words, &run);
            let message = format!("`{}` in {} {message}", &rung.said[at.clone()], rung.named());
            findings.push(question.warn_part(code, rung, at, message, hint));
        };
        if let Some(run) = words::find_any(&words, &UNASKED).or_else(|| alone(&words, &rung.said)) {
            let hint = "an answer counts the same before and after its probe: say what was answered";
            warn("rung-unasked", run, "makes the rating depend on what was asked", hint);
        }
        if let Some(run) = help(&words, is_task) {
            let hint = "after a hint the rating is Solid at most, by rule: a rung describes the answer alone";
            warn("rung-help", run, "speaks of help in the interview", hint);
        }
        if let Some(run) = words::find_any(&words, &OTHER_RUNGS).or_else(|| at_start(&words, &rung.said)) {
            let hint = "somebody who reads only this rung has to recognise the answer";
            warn("rung-refers", run, "leans on another rung", hint);
        }
        if let Some(run) = words::find_any(&words, &JUDGEMENTS) {
            let hint = "say what is done or said on this rung and on no other";
            warn("rung-judgement", run, "judges in place of describing", hint);
        }
    }
    for text in question.texts().filter(|t| [QuestionField::Strong, QuestionField::Weak].contains(&t.field)) {
        let words = words::words(&text.said);
        if let Some(run) = words::find_any(&words, &UNASKED[..UNASKED_ANYWHERE]) {
            let at = words::bytes(&words, &run);
            let message = format!("`{}` makes the signal depend on what was asked", &text.said[at.clone()]);
            let hint = "probes are asked of everybody: say what is heard";
            findings.push(question.warn_part("rung-unasked", text, at, message, hint));
        }
    }
    let rungs = RungWords::all(&rungs);
    same_rungs(question, &rungs, findings);
    given_away(question, &rungs, findings);
}

/// `On their own` where nothing that is theirs follows: `on their own machine` is a place.
fn alone(words: &[Token], text: &str) -> Option<Range<usize>> {
    let run = words::find(words, "on their own", 0)?;
    let next = words.get(run.end);
    let gap = &text[words[run.end - 1].at.end..next.map_or(text.len(), |w| w.at.start)];
    let goes_on = next.is_none_or(|w| words::is_stop_word(&w.word));
    (goes_on || gap.contains(['.', ',', ';', ':'])).then_some(run)
}

/// Where the words speak of help by the interviewer.
fn help(words: &[Token], is_task: bool) -> Option<Range<usize>> {
    let is_hint = |i: &usize| {
        let other = i.checked_sub(1).is_some_and(|before| OTHER_HINTS.contains(&words[before].word.as_str()));
        ["hint", "hints", "hinted"].contains(&words[*i].word.as_str()) && !other
    };
    let hint = if is_task {
        (0..words.len()).find(is_hint).map(|i| i..i + 1)
    } else {
        words::find_any(words, &HINT_IN_STORY)
    };
    let in_task: &[&str] = if is_task { &HELP_IN_TASK } else { &[] };
    hint.or_else(|| words::find_any(words, &HELP)).or_else(|| words::find_any(words, in_task))
}

/// `As 3, and ...`, from the time when anchors had numbers, and other words that lean on a rung at the start of a sentence.
fn at_start(words: &[Token], text: &str) -> Option<Range<usize>> {
    let starts = |i: usize| text[words[i].at.clone()].starts_with(char::is_uppercase);
    let is_number = |word: &str| word.len() == 1 && word.chars().all(|c| c.is_ascii_digit());
    let numbered = |i: &usize| words[*i].word == "as" && words.get(i + 1).is_some_and(|w| is_number(&w.word));
    let number = (0..words.len()).filter(|i| starts(*i)).find(numbered).map(|i| i..i + 2);
    let other = || {
        OTHER_RUNGS_AT_START
            .iter()
            .filter_map(|phrase| words::find(words, phrase, 0))
            .find(|r| starts(r.start))
    };
    number.or_else(other)
}

/// A rung with the words that are compared.
struct RungWords<'t> {
    text: &'t WrittenText,
    words: Vec<Token>,
    keywords: BTreeSet<String>,
    /// The keywords without the words for how much.
    matter: BTreeSet<String>,
}

impl<'t> RungWords<'t> {
    fn all(rungs: &[&'t WrittenText]) -> Vec<Self> {
        let strengths: BTreeSet<String> = STRENGTHS.iter().map(|w| words::stem(w)).collect();
        let of = |text: &&'t WrittenText| {
            let keywords = words::keywords(&text.said);
            let matter = keywords.difference(&strengths).cloned().collect();
            Self { text, words: words::words(&text.said), keywords, matter }
        };
        rungs.iter().map(of).collect()
    }
}

fn same_rungs(question: &WrittenQuestion<'_>, rungs: &[RungWords<'_>], findings: &mut Vec<Diagnostic>) {
    for (i, later) in rungs.iter().enumerate() {
        for earlier in &rungs[..i] {
            let (first, second) = (earlier.text.named(), later.text.named());
            if words::jaccard(&earlier.matter, &later.matter) >= SAME_RUNG {
                let message = format!("{second} is {first} in another strength");
                let hint = "describe another behaviour, one that is recognised without the other rungs";
                findings.push(question.warn("same-rung", later.text, message, hint));
            } else if let Some(run) = words::shared_run(&earlier.words, &later.words, SAME_RUN) {
                let at = words::bytes(&later.words, &run);
                let message = format!("{first} and {second} both ask for `{}`", &later.text.said[at.clone()]);
                let hint = "what one rung asks for isn't asked for again: rungs differ in kind";
                findings.push(question.warn_part("rung-repeats", later.text, at, message, hint));
            }
        }
    }
}

/// Probes that give away what a rung above the lowest level asks for.
fn given_away(question: &WrittenQuestion<'_>, rungs: &[RungWords<'_>], findings: &mut Vec<Diagnostic>) {
    let lowest = question.of(QuestionField::Levels).next().map_or("", |t| &t.said);
    let above = |rung: &&RungWords<'_>| ![POOR, SHORT, lowest].contains(&rung.text.key.as_str());
    let asked = words::keywords(question.one(QuestionField::Ask));
    for probe in question.of(QuestionField::ProbeAsk) {
        let probe_words = words::words(&probe.said);
        let keywords = words::keywords(&probe.said);
        // What the question itself names gives nothing away.
        let own: BTreeSet<&String> = keywords.difference(&asked).collect();
        for rung in rungs.iter().filter(above) {
            let both = own.iter().filter(|k| rung.keywords.contains(**k)).count();
            let much = own.len() >= ENOUGH_KEYWORDS && both as f64 / own.len() as f64 >= SAME_AS_PROBE;
            if much || words::shared_run(&rung.words, &probe_words, SAME_RUN).is_some() {
                let message = format!("the probe gives away what {} asks for", rung.text.named());
                let hint = "everybody is asked the probe: the rung asks for more than the words that it is asked with";
                findings.push(question.warn("probe-repeats-rung", probe, message, hint));
                break;
            }
        }
    }
}
