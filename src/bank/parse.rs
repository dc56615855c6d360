//! Question files, read field by field against the catalogues.

use super::catalogue::CatalogueNames;
use super::ladder::{Ladder, Rung};
use super::question::{Probe, Question, QuestionKind, RatedAnswer, Sample};
use super::source::SourceFile;
use super::text::Text;
use crate::diag::{Diagnostic, Place, Severity};
use crate::text::count;
use crate::toml::{Located, NameSet, TableReader, read};
use rayon::prelude::*;
use std::ops::Range;

/// The questions among `files`, by id; what is wrong with them goes to `findings`. What is wrong with a draft is no error.
pub(super) fn questions(
    files: &[SourceFile],
    names: &CatalogueNames,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Question> {
    let read: Vec<_> = files.par_iter().filter(|f| f.is_question()).map(|f| (f, file(f, names))).collect();
    let mut questions: Vec<(Question, &SourceFile)> = Vec::new();
    let mut earlier: Vec<(Diagnostic, bool)> = Vec::new();
    for (source, (question, schema, mut own)) in read {
        findings.append(&mut own);
        if let QuestionSchema::Earlier(span) = schema {
            let place = source.toml().place(span);
            earlier.push((Diagnostic::error("old-schema", "").at(place), question.draft));
        }
        questions.push((question, source));
    }
    findings.extend(old_schema(earlier));
    unique(questions, findings)
}

/// The question of a file, by which schema it is written, and what is wrong with it.
fn file(source: &SourceFile, names: &CatalogueNames) -> (Question, QuestionSchema, Vec<Diagnostic>) {
    let stem = id_of(&source.name);
    let mut findings = Vec::new();
    if let Some(hint) = id_fault(stem) {
        let message = format!("`{stem}` can't be a question's id");
        findings.push(Diagnostic::error("bad-id", message).at(Place::file(&source.shown)).hint(hint));
    }
    let (question, schema) = read(source.toml(), &mut findings, |t| question(stem, t, names));
    if question.draft {
        findings.iter_mut().for_each(as_warning);
    }
    (question, schema, findings)
}

fn as_warning(finding: &mut Diagnostic) {
    finding.severity = Severity::Warning;
}

/// One finding for all questions of the earlier schema, at the first of them; each comes with whether it is a draft.
fn old_schema(mut earlier: Vec<(Diagnostic, bool)>) -> Option<Diagnostic> {
    let all = earlier.len();
    let only_drafts = earlier.iter().all(|(_, draft)| *draft);
    let first = earlier.iter().position(|(_, draft)| only_drafts || !draft)?;
    let (mut finding, _) = earlier.swap_remove(first);
    finding.message = match all {
        1 => "this question has `expect` and `anchors`, which `ladder` has replaced".to_owned(),
        _ => format!("{} have `expect` and `anchors`, which `ladder` has replaced", count(all, "question")),
    };
    if only_drafts {
        as_warning(&mut finding);
    }
    Some(finding.hint("`panelkit bank upgrade DIR` converts such questions and keeps every sentence"))
}

/// The questions by id. Of two with one id the draft is left out; where neither is one, that is an error.
fn unique(mut all: Vec<(Question, &SourceFile)>, findings: &mut Vec<Diagnostic>) -> Vec<Question> {
    all.sort_by(|(a, at), (b, then)| (&a.id, a.draft, &at.name).cmp(&(&b.id, b.draft, &then.name)));
    let mut questions: Vec<Question> = Vec::new();
    let mut first = "";
    for (question, source) in all {
        if questions.last().is_none_or(|last| last.id != question.id) {
            first = &source.shown;
            questions.push(question);
            continue;
        }
        let message = format!("the id `{}` is used twice", question.id);
        let hint = format!("the other one is {first}; rename one of the two");
        let mut finding =
            Diagnostic::error("duplicate-id", message).at(Place::file(&source.shown)).hint(hint);
        if question.draft {
            as_warning(&mut finding);
        }
        findings.push(finding);
    }
    questions
}

/// The schema of a question file.
enum QuestionSchema {
    /// The one with a ladder.
    Current,
    /// The one before it, with expectations and anchors, at these bytes.
    Earlier(Range<usize>),
}

/// The id of the question in the file `name`.
pub(super) fn id_of(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or_default().trim_end_matches(".toml")
}

/// What to write in place of an id that a spreadsheet could take for a number or a date, or a file system for something
/// else; none where the id is fine.
pub fn id_fault(id: &str) -> Option<&'static str> {
    let slug = !id.is_empty()
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && !id.ends_with('-');
    if !slug {
        return Some("use lower-case letters, digits and hyphens, a letter first");
    }
    let month = |p: &str| {
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].contains(&p)
    };
    let mut parts = id.split('-');
    let date = parts.next().is_some_and(|p| month(p.get(..3).unwrap_or(p)))
        && parts.next().is_some_and(|p| p.chars().all(|c| c.is_ascii_digit()));
    let logical = ["true", "false", "overall", "nan", "inf"].contains(&id);
    (date || logical)
        .then_some("a spreadsheet or a scorecard would read this as something else; use two or more words")
}

/// The JSON Schema of what is read of a question file.
#[cfg(test)]
pub(super) fn described(names: &CatalogueNames) -> serde_json::Value {
    crate::toml::describe(|t| question("", t, names))
}

fn question(id: &str, t: &mut TableReader<'_, '_>, names: &CatalogueNames) -> (Question, QuestionSchema) {
    let (title, ask, why) = (t.text("title"), t.text("ask").into(), t.text("why").into());
    let kind = QuestionKind::from_name(&t.name("kind", &names.kinds)).unwrap_or(QuestionKind::Technical);
    let roles = t.some_names("roles", &names.roles);
    let before = t.mistakes();
    let mut levels = t.some_names("levels", &names.levels);
    levels.sort_by_key(|level| names.levels.names.iter().position(|name| name == level));
    // Where a level isn't known, it isn't known either which rungs there have to be.
    let partial = t.is_broken() || t.mistakes() > before;
    let rungs = NameSet::new("rung", Ladder::names(&levels)).partial(partial);
    let old_keys = ["expect", "anchors"].map(|key| t.span(key)).into_iter().find(|span| *span != (0..0));
    for key in ["expect", "anchors"] {
        t.ignore(key);
    }
    let has_ladder = old_keys.is_none() || t.span("ladder") != (0..0);
    let stacks = t.names("stacks", &names.stacks);
    let competencies = t.some_names("competencies", &names.competencies);
    let red_flag = |t: &mut TableReader<'_, '_>, flag: Located<String>| {
        if flag.value.contains(' ') { flag.value } else { t.known("red_flags", flag, &names.red_flags) }
    };
    let question = Question {
        id: id.to_owned(),
        title,
        ask,
        why,
        kind,
        roles,
        levels,
        stacks,
        competencies,
        minutes: t.number("minutes", 1..=120),
        subject: t.text("subject"),
        topics: t.texts("topics"),
        keywords: t.maybe_texts("keywords"),
        framework: t.maybe_name("framework", &names.frameworks),
        handout: t.maybe_text("handout").map(Text::from),
        draft: t.flag("draft"),
        strong: signals(t, "strong"),
        weak: signals(t, "weak"),
        red_flags: t.maybe_located_texts("red_flags").into_iter().map(|flag| red_flag(t, flag)).collect(),
        probes: t.tables("probes", "[{ ask = \"...\", listen = \"...\" }]", |p| Probe {
            ask: p.text("ask").into(),
            listen: p.text("listen").into(),
        }),
        hints: t.maybe_texts("hints").into_iter().map(Text::from).collect(),
        ladder: if has_ladder { ladder(t, &rungs) } else { Ladder::default() },
        sample: sample(t),
        answers: t.maybe_tables("answers", "{ rung = \"...\", text = \"...\", because = \"...\" }", |t| {
            RatedAnswer {
                rung: t.name("rung", &rungs),
                text: t.text("text").into(),
                because: t.text("because").into(),
            }
        }),
    };
    (question, old_keys.map_or(QuestionSchema::Current, QuestionSchema::Earlier))
}

/// A question has at least this many strong signals, and this many weak ones.
const SIGNALS: usize = 3;

fn signals(t: &mut TableReader<'_, '_>, key: &str) -> Vec<Text> {
    let signals = t.located_texts(key);
    if let (Some(first), true) = (signals.first(), signals.len() < SIGNALS) {
        let message = format!("`{key}` has {} of at least {SIGNALS} signals", signals.len());
        let hint = "add what else two interviewers in the room would both notice";
        t.find("too-few", key, first.span.clone(), message, hint);
    }
    signals.into_iter().map(|signal| signal.value.into()).collect()
}

fn ladder(t: &mut TableReader<'_, '_>, names: &NameSet) -> Ladder {
    let rungs = t.text_of_each("ladder", names).into_iter();
    Ladder(rungs.map(|(name, text)| Rung { name, text: text.into() }).collect())
}

fn sample(t: &mut TableReader<'_, '_>) -> Sample {
    let sample = t.table("sample", |s| Sample {
        strong: s.text("strong").into(),
        weak: s.text("weak").into(),
        because: s.text("because").into(),
    });
    sample.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::id_fault;

    #[test]
    fn ids_are_safe_in_a_spreadsheet() {
        for good in ["index-rollout", "mark-sweep", "http2-basics", "march-of-progress"] {
            assert_eq!(id_fault(good), None, "{good}");
        }
        for bad in ["", "1e5", "mar-1", "dec-12-x", "Big", "a b", "true", "overall", "x-"] {
            assert!(id_fault(bad).is_some(), "{bad}");
        }
    }
}
