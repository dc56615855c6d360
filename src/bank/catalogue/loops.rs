//! Kinds of round, and the loops that put rounds in a row.

use super::Catalogues;
use super::read::Names;
use crate::bank::QuestionKind;
use serde::Deserialize;
use toml::Spanned;

/// A loop: rounds by role and level.
#[derive(Debug, Clone)]
pub struct LoopTemplate {
    /// The file's name.
    pub id: String,
    /// The name on paper.
    pub title: String,
    /// When to use it.
    pub what: String,
    /// The rounds for some roles and levels; the first that fits serves.
    pub variants: Vec<LoopVariant>,
}

/// The rounds of a loop for some roles and levels.
#[derive(Debug, Clone)]
pub struct LoopVariant {
    /// Roles that it serves.
    pub roles: Vec<String>,
    /// Levels that it serves.
    pub levels: Vec<String>,
    /// The rounds in their order.
    pub rounds: Vec<RoundTemplate>,
}

/// One round of a loop.
#[derive(Debug, Clone)]
pub struct RoundTemplate {
    /// The kind of round.
    pub kind: String,
    /// The name on paper, where it isn't that of the kind.
    pub title: Option<String>,
    /// All minutes, opening and closing included.
    pub minutes: u32,
    /// The competencies that the round answers for.
    pub focus: Vec<String>,
}

/// A kind of round.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundKind {
    /// The name in files and on the command line.
    pub kind: String,
    /// The name on paper.
    pub title: String,
    /// What the round is for.
    pub what: String,
    /// The kinds of question that it takes.
    pub takes: Vec<QuestionKind>,
    /// Minutes of welcome.
    pub opening: u32,
    /// Minutes at the end, the candidate's own questions included.
    pub closing: u32,
    /// Of the closing minutes, those for the candidate's own questions.
    pub questions: u32,
    /// The most questions that fit a conversation of this kind.
    #[serde(default = "five")]
    pub max_questions: usize,
    /// Topics that it covers.
    #[serde(default)]
    pub topics: Vec<String>,
}

fn five() -> usize {
    5
}

/// A loop as its file holds it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LoopFile {
    title: String,
    what: String,
    variant: Vec<VariantEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VariantEntry {
    roles: Vec<Spanned<String>>,
    levels: Vec<Spanned<String>>,
    rounds: Vec<RoundEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoundEntry {
    kind: Spanned<String>,
    title: Option<String>,
    minutes: u32,
    focus: Vec<Spanned<String>>,
}

/// The loop `id`, its names checked against the catalogues.
pub(super) fn loop_template(
    names: &mut Names<'_, '_>,
    c: &Catalogues,
    id: &str,
    file: LoopFile,
) -> LoopTemplate {
    let kinds: Vec<&str> = c.rounds.iter().map(|r| r.kind.as_str()).collect();
    let variants = file.variant.into_iter().map(|v| LoopVariant {
        roles: names.all(v.roles, "role", &c.role_ids()),
        levels: names.all(v.levels, "level", &c.level_ids()),
        rounds: v
            .rounds
            .into_iter()
            .map(|r| RoundTemplate {
                kind: names.known(r.kind, "kind of round", &kinds),
                title: r.title,
                minutes: r.minutes,
                focus: names.all(r.focus, "competency", &c.competency_ids()),
            })
            .collect(),
    });
    LoopTemplate { id: id.to_owned(), title: file.title, what: file.what, variants: variants.collect() }
}
