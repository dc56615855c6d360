//! A comment beside a question's page in Markdown, with what the page doesn't show, so that it can be imported again.

use crate::bank::question::{Question, QuestionKind, RatedAnswer};
use crate::text::visible_json;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;

/// What a comment of Markdown begins with that holds what a page doesn't show of its question.
pub const COMMENT: &str = "<!-- panelkit question ";

/// The fields of a question that its page in Markdown doesn't show as they are: names, lists of names, answers to practise
/// on, and texts of several lines.
#[derive(Debug, Serialize)]
pub struct PageComment<'b> {
    id: &'b str,
    title: &'b str,
    kind: QuestionKind,
    roles: &'b [String],
    levels: &'b [String],
    stacks: &'b [String],
    competencies: &'b [String],
    minutes: u32,
    subject: &'b str,
    topics: &'b [String],
    keywords: &'b [String],
    framework: Option<&'b str>,
    draft: bool,
    red_flags: &'b [String],
    answers: &'b [RatedAnswer],
    #[serde(flatten)]
    texts: BTreeMap<&'static str, serde_json::Value>,
}

impl<'b> PageComment<'b> {
    /// What the page of `q` doesn't show.
    pub fn of(q: &'b Question) -> Self {
        let mut texts = BTreeMap::new();
        let several = |text: &str| text.contains('\n') || text.contains("  ");
        let single = [
            ("ask", &q.ask),
            ("why", &q.why),
            ("sample_strong", &q.sample.strong),
            ("sample_weak", &q.sample.weak),
            ("sample_because", &q.sample.because),
        ];
        for (name, text) in single.into_iter().filter(|(_, text)| several(text)) {
            texts.insert(name, json!(text));
        }
        for (name, list) in [("strong", &q.strong), ("weak", &q.weak), ("hints", &q.hints)] {
            if list.iter().any(|text| several(text)) {
                texts.insert(name, json!(list));
            }
        }
        if q.probes.iter().any(|p| several(&p.ask) || several(&p.listen)) {
            texts.insert("probes", json!(q.probes));
        }
        if q.ladder.0.iter().any(|rung| several(&rung.text)) {
            texts.insert("ladder", json!(q.ladder));
        }
        // Headings and comments of a handout would be taken for those of the page.
        if let Some(handout) = q.handout.as_deref().filter(|h| h.contains(['#', '<'])) {
            texts.insert("handout", json!(handout));
        }
        Self {
            id: &q.id,
            title: &q.title,
            kind: q.kind,
            roles: &q.roles,
            levels: &q.levels,
            stacks: &q.stacks,
            competencies: &q.competencies,
            minutes: q.minutes,
            subject: &q.subject,
            topics: &q.topics,
            keywords: &q.keywords,
            framework: q.framework.as_deref(),
            draft: q.draft,
            red_flags: &q.red_flags,
            answers: &q.answers,
            texts,
        }
    }
}

/// The comment as it stands behind the first heading of a page.
impl std::fmt::Display for PageComment<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let json = visible_json(&serde_json::to_string(self).map_err(|_| std::fmt::Error)?);
        // Nothing in it may end the comment, nor be markup.
        let safe = json.replace('<', "\\u003c").replace('>', "\\u003e").replace("--", "-\\u002d");
        write!(f, "{COMMENT}{safe} -->")
    }
}
