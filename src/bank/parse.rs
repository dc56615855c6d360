//! Question files, read field by field against the catalogues.

use super::catalogue::Catalogues;
use super::question::{Probe, Question, QuestionKind, Sample};
use super::source::SourceFile;
use super::table::{self, InFile, Table};
use crate::diag::{Diagnostic, Place};
use std::collections::BTreeMap;

/// Every field of a question file, in the order in which they are written.
const FIELDS: [&str; 20] = [
    "title",
    "ask",
    "why",
    "kind",
    "roles",
    "levels",
    "stacks",
    "competencies",
    "minutes",
    "subject",
    "topics",
    "framework",
    "handout",
    "strong",
    "weak",
    "red_flags",
    "probes",
    "expect",
    "anchors",
    "sample",
];

/// The questions among `files`, by id; what is wrong with them goes to `findings`.
pub(super) fn questions(
    files: &[SourceFile],
    catalogues: &Catalogues,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Question> {
    let known = Known::of(catalogues);
    let mut questions: Vec<Question> = Vec::new();
    let mut places: BTreeMap<String, &str> = BTreeMap::new();
    for source in files.iter().filter(|f| f.name.starts_with("questions/")) {
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
        let mut own = Vec::new();
        questions.push(question(stem, source, &known, &mut own));
        if own.iter().any(|d| d.code == "toml") {
            // What a broken line swallowed is neither missing nor of another type.
            own.retain(|d| !["missing-field", "wrong-type"].contains(&d.code));
        }
        findings.extend(own);
    }
    questions.sort_by(|a, b| a.id.cmp(&b.id));
    questions
}

/// The id of the question in the file `name`.
pub(super) fn id_of(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or_default().trim_end_matches(".toml")
}

/// What is wrong with an id that a spreadsheet could take for a number or a date, or a file system for something else;
/// none where it is fine.
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

/// The names that a question may use.
struct Known<'c> {
    kinds: Vec<&'static str>,
    roles: Vec<&'c str>,
    levels: Vec<&'c str>,
    stacks: Vec<&'c str>,
    competencies: Vec<&'c str>,
    frameworks: Vec<&'c str>,
    red_flags: Vec<&'c str>,
    /// The points of the scale.
    points: Vec<(u8, String)>,
}

impl<'c> Known<'c> {
    fn of(c: &'c Catalogues) -> Self {
        Self {
            kinds: QuestionKind::ALL.iter().map(|k| k.name()).collect(),
            roles: c.role_ids(),
            levels: c.level_ids(),
            stacks: c.stack_ids(),
            competencies: c.competency_ids(),
            frameworks: c.framework_ids(),
            red_flags: c.red_flag_ids(),
            points: c.scale.points().map(|p| (p, p.to_string())).collect(),
        }
    }
}

fn question(id: &str, source: &SourceFile, known: &Known<'_>, findings: &mut Vec<Diagnostic>) -> Question {
    let file = InFile { shown: &source.shown, text: &source.text };
    let parsed = table::parse(file, findings);
    let mut t = Table::root(file, parsed.get_ref(), findings);
    t.only(&FIELDS);

    let title = t.text("title").0;
    let ask = t.text("ask").0;
    let why = t.text("why").0;
    let kind = t.text("kind");
    let kind = QuestionKind::from_name(&t.known(kind, "kind of question", &known.kinds))
        .unwrap_or(QuestionKind::Technical);
    let roles = t.names("roles", true, "role", &known.roles);
    let levels = t.names("levels", true, "level", &known.levels);
    let stacks = t.names("stacks", true, "stack", &known.stacks);
    let competencies = t.names("competencies", true, "competency", &known.competencies);
    for key in ["roles", "levels", "competencies"] {
        t.some(key);
    }
    let minutes = t.number("minutes", 1..=120);
    let subject = t.text("subject").0;
    let topics = t.texts("topics", true).into_iter().map(|(s, _)| s).collect();
    let framework = t.maybe_text("framework").map(|f| t.known(f, "framework", &known.frameworks));
    let handout = t.maybe_text("handout").map(|(s, _)| s);
    let strong = enough(&mut t, "strong", 3);
    let weak = enough(&mut t, "weak", 3);
    let red_flags = t.texts("red_flags", false);
    let red_flags = red_flags
        .into_iter()
        .map(|f| if f.0.contains(' ') { f.0 } else { t.known(f, "red flag", &known.red_flags) })
        .collect();
    let probes = t.tables("probes", "[{ ask = \"...\", listen = \"...\" }]", |p| {
        p.only(&["ask", "listen"]);
        Probe { ask: p.text("ask").0, listen: p.text("listen").0 }
    });
    let expect = expect(&mut t, &levels);
    let anchors = anchors(&mut t, &known.points);
    let sample = t.table("sample", |s| {
        s.only(&["strong", "weak", "because"]);
        Some(Sample { strong: s.text("strong").0, weak: s.text("weak").0, because: s.text("because").0 })
    });
    let sample =
        sample.unwrap_or(Sample { strong: String::new(), weak: String::new(), because: String::new() });
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
        minutes,
        subject,
        topics,
        framework,
        handout,
        strong,
        weak,
        red_flags,
        probes,
        expect,
        anchors,
        sample,
    }
}

fn enough(t: &mut Table<'_, '_>, key: &str, least: usize) -> Vec<String> {
    let texts = t.texts(key, true);
    if let (Some((_, first)), true) = (texts.first(), texts.len() < least) {
        let message = format!("`{key}` has {} of at least {least} signals", texts.len());
        t.find(
            "too-few",
            first.clone(),
            message,
            "add what else two interviewers in the room would both notice".into(),
        );
    }
    texts.into_iter().map(|(s, _)| s).collect()
}

fn expect(t: &mut Table<'_, '_>, levels: &[String]) -> BTreeMap<String, String> {
    let names: Vec<&str> = levels.iter().map(String::as_str).collect();
    t.table("expect", |e| {
        e.only(&names);
        names.iter().map(|l| ((*l).to_owned(), e.text(l).0)).collect()
    })
}

fn anchors(t: &mut Table<'_, '_>, points: &[(u8, String)]) -> BTreeMap<u8, String> {
    let names: Vec<&str> = points.iter().map(|(_, name)| name.as_str()).collect();
    t.table("anchors", |a| {
        a.only(&names);
        points.iter().map(|(p, name)| (*p, a.text(name).0)).collect()
    })
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
