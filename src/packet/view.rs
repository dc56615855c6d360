//! What a packet shows.

use super::timeline::Segment;
use crate::bank::{Assistant, NotToAsk, Probe};
use crate::opening::Part;
use crate::plan::{Flag, ShortReply};
use schemars::JsonSchema;
use serde::Serialize;

/// The name of the JSON format of a packet.
pub const FORMAT: &str = "panelkit.packet/1";

/// One interviewer's packet for one candidate in one round.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Packet {
    /// Always [`FORMAT`].
    pub format: &'static str,
    /// The plan's id, with its revision from the second one on.
    pub plan: String,
    /// Such as `Senior backend engineer, rust and postgres`.
    pub plan_title: String,
    /// The candidate's name.
    pub candidate: String,
    /// The interviewer's name, or empty.
    pub interviewer: String,
    /// The name as the scorecard has it.
    pub card_name: String,
    /// What they are in the round.
    pub part: Part,
    /// What they have to know of the others in the round, or empty.
    pub part_note: String,
    /// When, in words, or empty.
    pub when: String,
    /// The same as a scorecard has it, such as `2026-12-03T10:00+01:00`, or empty.
    pub held: String,
    /// The line at the foot of each page.
    pub confidentiality: String,
    /// The round.
    pub round: RoundView,
    /// How the minutes of the round are spent.
    pub timeline: Vec<Segment>,
    /// The words to open with, those about AI assistants included.
    pub opening: String,
    /// What to do about AI assistants, or empty.
    pub assistant_note: String,
    /// The words that lead to the candidate's own questions.
    pub their_words: String,
    /// The words to close with.
    pub closing: String,
    /// Minutes for the candidate's own questions.
    pub their_questions: u32,
    /// What candidates ask, with the replies to prepare, in short.
    pub replies: Vec<ShortReply>,
    /// What to say to somebody who needs an adjustment.
    pub accommodation: String,
    /// How to take notes and rate.
    pub notes: Vec<String>,
    /// What not to ask.
    pub not_to_ask: Vec<NotToAsk>,
    /// The questions.
    pub questions: Vec<QuestionView>,
    /// The points of the overall recommendation.
    pub recommendations: Vec<PointView>,
    /// The scale in one line, such as `1 Poor, 2 Borderline, 3 Solid, 4 Outstanding`.
    pub scale: String,
    /// The points of the scale, lowest first.
    pub points: Vec<u8>,
    /// The points with their words, such as `3 Solid`, lowest first.
    pub scale_words: Vec<String>,
    /// The check value of its scorecard.
    pub check: String,
}

/// A round, as a packet shows it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RoundView {
    /// The round's id in the plan.
    pub id: String,
    /// Its place in the plan, from 1.
    pub number: usize,
    /// How many rounds the plan has.
    pub of: usize,
    /// The name on paper.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// Its length.
    pub minutes: u32,
    /// The competencies that it rates, as a list in words.
    pub focus: String,
    /// Whether the candidate may use an AI assistant.
    pub assistant: Assistant,
}

/// A question, as a packet shows it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct QuestionView {
    /// The question's id.
    pub id: String,
    /// Its place in the round, from 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Minutes to plan for.
    pub minutes: u32,
    /// The minute of the round at which it begins.
    pub from: u32,
    /// The time of day at which it begins, such as `10:05`, or empty where it isn't known.
    pub clock: String,
    /// The name of the competency that the rating counts for.
    pub competency: String,
    /// The words to say.
    pub ask: String,
    /// Why interviewers ask this.
    pub why: String,
    /// What the trade calls it, such as `token bucket, throttling`, or empty.
    pub keywords: String,
    /// What is expected at the plan's level, in plans made before anchors were those of a level; empty in others.
    pub expect: String,
    /// The word of the point for what is expected, such as `Solid`; after a hint the rating is this at most.
    pub expected: String,
    /// Of whom that is expected, such as `senior backend engineer`.
    pub expected_of: String,
    /// Whether the candidate writes code: what is expected then needs code that works.
    pub writes_code: bool,
    /// Follow-up questions, in the order in which they are asked of everybody who hasn't answered them already.
    pub probes: Vec<Probe>,
    /// What to say, word for word, to somebody who is stuck.
    pub hints: Vec<String>,
    /// Strong signals.
    pub strong: Vec<String>,
    /// Weak signals.
    pub weak: Vec<String>,
    /// Warning signs.
    pub red_flags: Vec<Flag>,
    /// The points of the scale with their anchors.
    pub anchors: Vec<PointView>,
    /// What a good answer covers.
    pub sample_strong: String,
    /// A weak answer.
    pub sample_weak: String,
    /// How many lines for notes it needs at least: more for longer questions.
    pub note_lines: u32,
    /// What the weak answer lacks.
    pub sample_because: String,
    /// The steps of a good answer, or none; said at the first of the questions that share them.
    pub steps: Vec<String>,
    /// The number of the question at which its steps are said, where that is another one.
    pub steps_of: Option<usize>,
    /// Markdown for the candidate, or empty.
    pub handout: String,
}

/// A point of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PointView {
    /// Such as `3 Solid`.
    pub label: String,
    /// What it means.
    pub text: String,
}
