//! Question files, read field by field against the catalogues.

use super::catalogue::CatalogueNames;
use super::question::{Probe, Question, QuestionKind, Sample, Text};
use super::source::SourceFile;
use crate::diag::{Diagnostic, Place};
use crate::toml::{Located, NameSet, TableReader, read};
use std::collections::BTreeMap;

/// The questions among `files`, by id; what is wrong with them goes to `findings`.
pub(super) fn questions(
    files: &[SourceFile],
    names: &CatalogueNames,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    let mut places: BTreeMap<String, &str> = BTreeMap::new();
    for source in files.iter().filter(|f| f.is_question()) {
        let stem = id_of(&source.name);
        if let Some(hint) = id_fault(stem) {
            let message = format!("`{stem}` can't be a question's id");
            findings.push(Diagnostic::error("bad-id", message).at(Place::file(&source.shown)).hint(hint));
        }
        if let Some(other) = places.insert(stem.to_owned(), &source.shown) {
            let message = format!("the id `{stem}` is used twice");
            let hint = format!("the other one is {other}; rename one of the two");
            findings
                .push(Diagnostic::error("duplicate-id", message).at(Place::file(&source.shown)).hint(hint));
        }
        questions.push(read(source.toml(), findings, |t| question(stem, t, names)));
    }
    questions.sort_by(|a, b| a.id.cmp(&b.id));
    questions
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

fn question(id: &str, t: &mut TableReader<'_, '_>, names: &CatalogueNames) -> Question {
    let (title, ask, why) = (t.text("title"), t.text("ask").into(), t.text("why").into());
    let kind = QuestionKind::from_name(&t.name("kind", &names.kinds)).unwrap_or(QuestionKind::Technical);
    let roles = t.some_names("roles", &names.roles);
    let before = t.mistakes();
    let levels = t.some_names("levels", &names.levels);
    // Where a level isn't known, it isn't known either which entries `expect` has to have.
    let own_levels = NameSet::new("level", &levels).partial(t.is_broken() || t.mistakes() > before);
    let stacks = t.names("stacks", &names.stacks);
    let competencies = t.some_names("competencies", &names.competencies);
    let red_flag = |t: &mut TableReader<'_, '_>, flag: Located<String>| {
        if flag.value.contains(' ') { flag.value } else { t.known("red_flags", flag, &names.red_flags) }
    };
    Question {
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
        framework: t.maybe_name("framework", &names.frameworks),
        handout: t.maybe_text("handout").map(Text::from),
        strong: signals(t, "strong"),
        weak: signals(t, "weak"),
        red_flags: t.maybe_located_texts("red_flags").into_iter().map(|flag| red_flag(t, flag)).collect(),
        probes: t.tables("probes", "[{ ask = \"...\", listen = \"...\" }]", |p| Probe {
            ask: p.text("ask").into(),
            listen: p.text("listen").into(),
        }),
        expect: t
            .text_of_each("expect", &own_levels)
            .into_iter()
            .map(|(level, text)| (level, text.into()))
            .collect(),
        anchors: anchors(t, &names.points),
        sample: sample(t),
    }
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

fn anchors(t: &mut TableReader<'_, '_>, points: &NameSet) -> BTreeMap<u8, Text> {
    let anchors = t.text_of_each("anchors", points).into_iter();
    anchors.filter_map(|(point, text)| Some((point.parse().ok()?, text.into()))).collect()
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
