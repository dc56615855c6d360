//! Names, orders and counts.

use super::written::{QuestionField, WrittenQuestion, WrittenText};
use crate::bank::catalogue::CatalogueNames;
use crate::bank::question::QuestionKind;
use crate::diag::Diagnostic;
use crate::text::{count, did_you_mean, fold, nearest};
use std::collections::BTreeMap;

/// Every rule about structure.
pub(super) fn check(question: &WrittenQuestion<'_>, names: &CatalogueNames, findings: &mut Vec<Diagnostic>) {
    topics(question, names, findings);
    order(question, names, findings);
    duplicates(question, findings);
    counts(question, findings);
    handout(question, findings);
}

fn topics(question: &WrittenQuestion<'_>, names: &CatalogueNames, findings: &mut Vec<Diagnostic>) {
    // A bank without a list has nothing to cover.
    if names.topics.names.is_empty() {
        return;
    }
    for text in question.of(QuestionField::Topics).filter(|t| !names.topics.may_hold(&t.said)) {
        let near = nearest(&text.said, names.topics.as_strs());
        let hint = if near.is_empty() {
            "add it to topics.csv, or leave it out: a question may cover no topic".to_owned()
        } else {
            format!("{} Otherwise add it to topics.csv.", did_you_mean(&text.said, &near))
        };
        let message = format!("there is no topic `{}` in topics.csv", text.said);
        findings.push(question.warn("unknown-topic", text, message, &hint));
    }
}

fn order(question: &WrittenQuestion<'_>, names: &CatalogueNames, findings: &mut Vec<Diagnostic>) {
    // The order isn't known of levels that couldn't all be read.
    if names.levels.partial {
        return;
    }
    let ids = names.levels.as_strs();
    let rank = |t: &WrittenText| ids.iter().position(|l| *l == t.said);
    let levels: Vec<&WrittenText> =
        question.of(QuestionField::Levels).filter(|t| rank(t).is_some()).collect();
    if let Some(pair) = levels.windows(2).find(|p| rank(p[0]) > rank(p[1])) {
        let message = format!("`{}` stands after `{}`", pair[1].said, pair[0].said);
        let hint = format!("levels stand lowest first: {}", ids.join(", "));
        findings.push(question.warn("level-order", pair[1], message, &hint));
    }
}

fn duplicates(question: &WrittenQuestion<'_>, findings: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(bool, QuestionField, String), &WrittenText> = BTreeMap::new();
    for text in question.texts().filter(|t| t.field != QuestionField::Handout) {
        // A name may stand in several lists, a sentence only once in a question: all prose shares one key.
        let prose = text.field.is_prose();
        if prose && text.words() < 4 {
            continue;
        }
        let field = if prose { QuestionField::Title } else { text.field };
        if let Some(first) = seen.insert((prose, field, fold(&text.said)), text) {
            let message = if prose {
                format!("{} repeats {}", text.named(), first.named())
            } else {
                format!("`{}` stands twice in {}", text.said, text.named())
            };
            findings.push(question.warn("duplicate-entry", text, message, "keep one of the two"));
        }
    }
}

fn counts(question: &WrittenQuestion<'_>, findings: &mut Vec<Diagnostic>) {
    let limits = [
        (QuestionField::Strong, 0, 6, "signal", "an interviewer can watch for six at most"),
        (QuestionField::Weak, 0, 5, "signal", "keep those that are heard most often"),
        (
            QuestionField::ProbeAsk,
            2,
            4,
            "probe",
            "two to four follow-ups: the last one reaches beyond what most will know",
        ),
        (QuestionField::RedFlags, 0, 3, "red flag", "a red flag is rare: keep those that would stop you"),
        (QuestionField::Competencies, 1, 3, "competency", "one is rated; at most two more are touched"),
    ];
    for (field, least, most, noun, hint) in limits {
        let texts: Vec<&WrittenText> = question.of(field).collect();
        let Some(first) = texts.first() else { continue };
        let n = texts.len();
        if n < least {
            let message = format!("there is only {}", count(n, noun));
            findings.push(question.warn("too-few", first, message, hint));
        } else if n > most {
            let message = format!("there are {n} where {most} are the most ({})", field.name());
            findings.push(question.warn("too-many", texts[most], message, hint));
        }
    }
}

fn handout(question: &WrittenQuestion<'_>, findings: &mut Vec<Diagnostic>) {
    if let (Some(kind), "") = (question.of(QuestionField::Kind).next(), question.one(QuestionField::Handout))
    {
        let holds = match QuestionKind::from_name(&kind.said) {
            Some(QuestionKind::Coding) => "the statement and a worked example",
            Some(QuestionKind::CodeReview) => "the code to review",
            Some(QuestionKind::AiAssisted) => "the task, and what the assistant is given",
            _ => return,
        };
        let hint = format!("add `handout = '''...'''` with {holds}, for the candidate's eyes");
        let message = format!("a {} question has no handout", kind.said).replace("a ai-", "an ai-");
        findings.push(question.warn("no-handout", kind, message, &hint));
    }
}
