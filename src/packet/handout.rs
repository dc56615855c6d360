//! The handout of a round.

use crate::plan::{Plan, PlannedQuestion};
use schemars::JsonSchema;
use serde::Serialize;

/// What the candidate gets in a round: statements, code and traces, and nothing of a rubric.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Handout {
    /// The round's name on paper.
    pub title: String,
    /// The rule for AI assistants, in words for the candidate, or empty.
    pub assistant: String,
    /// The pieces in the order in which they are asked.
    pub pieces: Vec<HandoutPiece>,
}

/// One piece of a handout.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HandoutPiece {
    /// The number of its question.
    pub number: usize,
    /// Its own heading, or empty. The question's title is for interviewers: it may name what a candidate has to find.
    pub title: String,
    /// The words that the interviewer says.
    pub ask: String,
    /// Markdown.
    pub text: String,
}

/// The handout of round `index`, from 0; none where no question has one.
pub fn handout(plan: &Plan, index: usize) -> Option<Handout> {
    let round = &plan.rounds[index];
    let piece = |(i, q): (usize, &PlannedQuestion)| {
        let (heading, text) = parts(q.handout.as_deref()?);
        Some(HandoutPiece {
            number: i + 1,
            title: heading.to_owned(),
            ask: q.ask.clone(),
            text: text.to_owned(),
        })
    };
    let pieces: Vec<HandoutPiece> = round.questions.iter().enumerate().filter_map(piece).collect();
    let assistant = plan.conduct.assistant.words(round.assistant).handout.clone();
    (!pieces.is_empty()).then(|| Handout { title: round.title.clone(), assistant, pieces })
}

impl Handout {
    /// One handout a piece: what a later question shows may answer an earlier one.
    pub fn sheets(self) -> impl Iterator<Item = Self> {
        let Self { title, assistant, pieces } = self;
        pieces.into_iter().map(move |piece| Self {
            title: title.clone(),
            assistant: assistant.clone(),
            pieces: vec![piece],
        })
    }
}

/// The handout of a question, to stand under its title: without a first heading that repeats the title; any other first
/// heading becomes one of the level below.
pub(super) fn statement(q: &PlannedQuestion) -> Option<String> {
    let (heading, body) = parts(q.handout.as_deref()?);
    Some(if heading.is_empty() || heading == q.title {
        body.to_owned()
    } else {
        format!("### {heading}\n\n{body}")
    })
}

/// The first heading of a handout, or nothing, and what stands below it.
fn parts(text: &str) -> (&str, &str) {
    let Some(rest) = text.trim_start().strip_prefix("# ") else { return ("", text) };
    let (heading, body) = rest.split_once('\n').unwrap_or((rest, ""));
    (heading.trim(), body.trim_start_matches('\n'))
}
