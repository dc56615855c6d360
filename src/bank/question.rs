//! A question and its rubric.

use super::ladder::Ladder;
use super::text::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What sort of question it is; rounds say which kinds they take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// What somebody knows from having done it.
    Technical,
    /// Code to write.
    Coding,
    /// Something that misbehaves.
    Debugging,
    /// An open task of design.
    SystemDesign,
    /// Somebody else's code to judge.
    CodeReview,
    /// A task to be done with an AI assistant at hand.
    AiAssisted,
    /// What somebody did.
    Behavioral,
    /// What somebody would do.
    Situational,
    /// Own experience and projects.
    Background,
}

impl QuestionKind {
    /// All kinds, in the order of the design.
    pub const ALL: [Self; 9] = [
        Self::Technical,
        Self::Coding,
        Self::Debugging,
        Self::SystemDesign,
        Self::CodeReview,
        Self::AiAssisted,
        Self::Behavioral,
        Self::Situational,
        Self::Background,
    ];

    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Technical => "technical",
            Self::Coding => "coding",
            Self::Debugging => "debugging",
            Self::SystemDesign => "system-design",
            Self::CodeReview => "code-review",
            Self::AiAssisted => "ai-assisted",
            Self::Behavioral => "behavioral",
            Self::Situational => "situational",
            Self::Background => "background",
        }
    }

    /// The kind called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }

    /// Whether candidates work on a task, in which they may get stuck: its questions have hints.
    pub fn has_hints(self) -> bool {
        matches!(self, Self::Coding | Self::Debugging | Self::SystemDesign | Self::CodeReview)
    }

    /// Whether candidates get something to read: its questions have a handout.
    pub fn needs_handout(self) -> bool {
        matches!(self, Self::Coding | Self::CodeReview | Self::AiAssisted)
    }

    /// Whether knowledge is asked for that could be read off a screen.
    pub fn is_technical(self) -> bool {
        self.has_hints() || matches!(self, Self::Technical | Self::AiAssisted)
    }
}

/// A follow-up question and what to listen for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Probe {
    /// The words to say.
    pub ask: Text,
    /// What a telling answer holds.
    pub listen: Text,
}

/// What a good answer covers, and a weak one with the reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Sample {
    /// Notes of a good answer.
    pub strong: Text,
    /// A plausible answer that isn't good enough.
    pub weak: Text,
    /// What the weak one lacks.
    pub because: Text,
}

/// An answer as somebody would give it, with the rung that it reaches: for training.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct RatedAnswer {
    /// The rung of the ladder that it reaches.
    pub rung: String,
    /// The answer in the words of a candidate, replies to probes included.
    pub text: Text,
    /// Why it reaches that rung and not the next one.
    pub because: Text,
}

/// One question with the rubric by which its answers are rated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Question {
    /// The file's name without its ending.
    #[schemars(skip)]
    pub id: String,
    /// A few words for lists.
    pub title: String,
    /// The words to say, once, to every candidate.
    pub ask: Text,
    /// Why interviewers ask this.
    pub why: Text,
    /// What sort of question it is.
    pub kind: QuestionKind,
    /// The roles that it fits.
    #[schemars(length(min = 1))]
    pub roles: Vec<String>,
    /// The levels that it fits, lowest first.
    #[schemars(length(min = 1))]
    pub levels: Vec<String>,
    /// The technologies that it needs; empty: any.
    pub stacks: Vec<String>,
    /// What it assesses; the first is the one that the rating counts for.
    #[schemars(length(min = 1, max = 3))]
    pub competencies: Vec<String>,
    /// Minutes to plan for.
    #[schemars(range(min = 1, max = 120))]
    pub minutes: u32,
    /// What it is about: two questions of one subject never meet in one plan.
    pub subject: String,
    /// Topics of the bank's list that it covers.
    pub topics: Vec<String>,
    /// What the trade calls it: names to search for and to look up.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// The id of a way to answer.
    pub framework: Option<String>,
    /// Markdown for the candidate's eyes.
    pub handout: Option<Text>,
    /// Whether it is still being written: a draft is listed and checked, and no plan asks it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// Observable strong signals.
    #[schemars(length(min = 3))]
    pub strong: Vec<Text>,
    /// Observable weak signals.
    #[schemars(length(min = 3))]
    pub weak: Vec<Text>,
    /// Ids of the catalogue, or sentences.
    #[serde(default)]
    pub red_flags: Vec<String>,
    /// Follow-up questions, in the order in which they are asked of everybody who hasn't answered them already.
    #[schemars(length(min = 2))]
    pub probes: Vec<Probe>,
    /// What to say, word for word, to somebody who is stuck; after one the rating is Solid at most.
    #[serde(default)]
    pub hints: Vec<Text>,
    /// What answers are like, lowest first: poor, short, each of the levels, beyond.
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    pub ladder: Ladder,
    /// A good and a weak answer.
    pub sample: Sample,
    /// Answers to practise rating on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<RatedAnswer>,
}

impl Question {
    /// The competency that the rating counts for.
    pub fn rated(&self) -> &str {
        self.competencies.first().map_or("", String::as_str)
    }
}
