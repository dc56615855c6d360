//! Kinds of round, and the loops that put rounds in a row.

use super::assistant::Assistant;
use super::lists::ListEntry;
use super::names::{CatalogueNames, question_kinds};
use crate::bank::question::QuestionKind;
use crate::toml::{NameSet, TableReader};
use std::ops::RangeInclusive;

/// Minutes of a round or of a part of it: as many as `--round` takes.
const MINUTES: RangeInclusive<u32> = 0..=480;

/// A loop: rounds by role and level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoopTemplate {
    /// The file's name.
    pub id: String,
    /// The name on paper.
    pub title: String,
    /// When to use it.
    pub what: String,
    /// Whether it is one step of a longer way to a decision: what it leaves to the others is no gap.
    pub is_step: bool,
    /// The rounds for some roles and levels; the first that fits serves.
    pub variants: Vec<LoopVariant>,
}

/// The rounds of a loop for some roles and levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoopVariant {
    /// Roles that it serves.
    pub roles: Vec<String>,
    /// Levels that it serves.
    pub levels: Vec<String>,
    /// The rounds in their order.
    pub rounds: Vec<RoundTemplate>,
}

/// One round of a loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundTemplate {
    /// The kind of round.
    pub kind: String,
    /// The name on paper, where it isn't that of the kind.
    pub title: Option<String>,
    /// What the round is for, where that isn't what its kind is for.
    pub what: Option<String>,
    /// All minutes, opening and closing included.
    pub minutes: u32,
    /// Whether an AI assistant may be used, where that isn't as in its kind.
    pub assistant: Option<Assistant>,
    /// The competencies that the round answers for.
    pub focus: Vec<String>,
}

impl LoopTemplate {
    /// What the file `loops/ID.toml` says.
    pub(in crate::bank) fn read(t: &mut TableReader<'_, '_>, id: &str, names: &CatalogueNames) -> Self {
        let round = |t: &mut TableReader<'_, '_>| RoundTemplate {
            kind: t.name("kind", &names.rounds),
            title: t.maybe_text("title"),
            what: t.maybe_text("what"),
            assistant: Assistant::read(t),
            minutes: t.number("minutes", 1..=*MINUTES.end()),
            focus: t.names("focus", &names.competencies),
        };
        let rounds = "[{ kind = \"...\", minutes = 60, focus = [\"...\"] }]";
        let variant = |t: &mut TableReader<'_, '_>| LoopVariant {
            roles: t.names("roles", &names.roles),
            levels: t.names("levels", &names.levels),
            rounds: t.tables("rounds", rounds, round),
        };
        let variants = "[{ roles = [\"...\"], levels = [\"...\"], rounds = [...] }]";
        Self {
            id: id.to_owned(),
            title: t.text("title"),
            what: t.text_or_nothing("what"),
            is_step: t.flag("step"),
            variants: t.tables("variant", variants, variant),
        }
    }
}

/// A kind of round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundKind {
    /// The name in files and on the command line.
    pub kind: String,
    /// The name on paper.
    pub title: String,
    /// What the round is for.
    pub what: String,
    /// The kinds of question that it takes.
    pub takes: Vec<QuestionKind>,
    /// Of these, the kinds that the round is named for: at least half of its question minutes are of one of them.
    pub own: Vec<QuestionKind>,
    /// The least minutes of one question, its main problem, at the third level of the bank and above.
    pub main_problem: Option<u32>,
    /// Whether at the third level of the bank and above it takes no question that the lowest level is asked, where there
    /// are enough others.
    pub apart: bool,
    /// Minutes of welcome.
    pub opening: u32,
    /// Minutes at the end, the candidate's own questions included.
    pub closing: u32,
    /// Of the closing minutes, those for the candidate's own questions.
    pub questions: u32,
    /// The most questions that fit a conversation of this kind.
    pub max_questions: usize,
    /// The most that are chosen for it where nobody keeps more.
    pub usual_questions: usize,
    /// Whether an AI assistant may be used.
    pub assistant: Assistant,
    /// Topics that it covers.
    pub topics: Vec<String>,
}

/// Whether an AI assistant may be used in a round that takes these kinds and doesn't say: it has to be where all of them are
/// tasks for one.
pub(in crate::bank) fn usual_assistant(takes: &[QuestionKind]) -> Assistant {
    let only = !takes.is_empty() && takes.iter().all(|kind| *kind == QuestionKind::AiAssisted);
    if only { Assistant::Required } else { Assistant::No }
}

/// The most questions of a conversation whose kind doesn't say how many fit.
const MAX_QUESTIONS: u32 = 5;

/// The most questions that are chosen for a round that holds `max_questions`, where its kind doesn't say: a main problem and one
/// more, or as many as it holds.
pub(in crate::bank) fn usual_number(max_questions: usize, has_main_problem: bool) -> usize {
    if has_main_problem { max_questions.min(2) } else { max_questions }
}

impl ListEntry for RoundKind {
    const FILE: &'static str = "rounds.toml";
    const TABLE: &'static str = "round";
    const NOUN: &'static str = "kind of round";

    fn read(t: &mut TableReader<'_, '_>) -> Self {
        let names = t.names("takes", &question_kinds());
        let kinds = |names: &[String]| -> Vec<QuestionKind> {
            names.iter().filter_map(|kind| QuestionKind::from_name(kind)).collect()
        };
        let takes = kinds(&names);
        let main_problem = t.maybe_number("main_problem", 1..=*MINUTES.end());
        let max_questions = t.maybe_number("max_questions", 0..=1_000).unwrap_or(MAX_QUESTIONS) as usize;
        let usual_questions = t.maybe_number("usual_questions", 0..=1_000).map(|n| n as usize);
        let own = kinds(&t.maybe_names("own", &NameSet::new("kind that the round takes", &names)));
        Self {
            own: if own.is_empty() { takes.clone() } else { own },
            usual_questions: usual_questions
                .unwrap_or_else(|| usual_number(max_questions, main_problem.is_some())),
            main_problem,
            apart: t.flag("apart"),
            kind: t.text("kind"),
            title: t.text("title"),
            what: t.text_or_nothing("what"),
            assistant: Assistant::read(t).unwrap_or_else(|| usual_assistant(&takes)),
            takes,
            opening: t.number("opening", MINUTES),
            closing: t.number("closing", MINUTES),
            questions: t.number("questions", MINUTES),
            max_questions,
            topics: t.maybe_texts("topics"),
        }
    }

    fn id(&self) -> &str {
        &self.kind
    }
}
