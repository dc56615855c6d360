//! The interview plan: which questions are asked in which round, the same for every candidate.
//!
//! A plan is frozen: it holds the texts that a packet needs, so that a packet printed next month is the same.

mod audit;
mod choose;
mod coverage;
mod instance;
mod outline;
mod panel;
mod request;
mod rules;
mod scorecard;
mod search;
mod swap;
mod variants;
mod why;

pub use audit::{Asked, Repeat, Repetition, audit};
pub use choose::{KEPT, choose};
pub use instance::objective;
pub use outline::{CoverageRow, Outline, QuestionOutline, RoundOutline, outline};
pub use panel::{Member, assign, read_panel};
pub use request::{Pin, Request, RoundSpec};
pub use scorecard::{OVERALL, Recommendation, SCORECARD_COLUMNS, check_value};
pub use swap::swap;
pub use variants::variants;
pub use why::{Why, why};

use request::round_ids;

use crate::bank::{NotToAsk, Probe, Question, QuestionKind, RedFlag, Sample, Scale, Text};
use crate::diag::{Diagnostic, Failure, Place};
use crate::text::fnv1a;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of the file format.
pub const FORMAT: &str = "panelkit.plan/1";

/// An interview plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Always [`FORMAT`].
    pub format: String,
    /// A short hash of everything else in the plan, such as `7f3a-19c2`.
    pub id: String,
    /// The role's id.
    pub role: String,
    /// The role's title, such as `Backend engineer`.
    pub role_title: String,
    /// The level's id.
    pub level: String,
    /// The level's title, such as `Senior`.
    pub level_title: String,
    /// The technologies asked for.
    pub stacks: Vec<String>,
    /// Which of the equally good plans this is.
    pub seed: u64,
    /// The rating scale.
    pub scale: Scale,
    /// Which bank it was made from.
    pub bank: BankRef,
    /// The value of the plan, by the formula of `docs`; higher is better among plans of one request.
    pub objective: f64,
    /// The conversations in their order.
    pub rounds: Vec<Round>,
    /// What is assessed where.
    pub coverage: Vec<Coverage>,
    /// What the plan lacks, in sentences.
    pub gaps: Vec<String>,
    /// The words around the questions.
    pub conduct: Script,
}

/// Which bank a plan was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankRef {
    /// The hash of all its files.
    pub hash: String,
}

/// One conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Unique in the plan: the kind, with a number where there are several.
    pub id: String,
    /// The kind of round.
    pub kind: String,
    /// The name on paper.
    pub title: String,
    /// What the round is for.
    pub purpose: String,
    /// All minutes.
    pub minutes: u32,
    /// Minutes of welcome.
    pub opening: u32,
    /// Minutes at the end, `their_questions` included.
    pub closing: u32,
    /// Minutes for the candidate's own questions.
    pub their_questions: u32,
    /// Who holds it, where that is known.
    pub interviewer: Option<String>,
    /// Trainees who sit in and rate for practice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shadows: Vec<String>,
    /// The competencies that it answers for.
    pub focus: Vec<String>,
    /// The questions in the order in which they are asked.
    pub questions: Vec<PlannedQuestion>,
}

impl Round {
    /// The minutes that are left for questions.
    pub fn net_minutes(&self) -> u32 {
        self.minutes.saturating_sub(self.opening + self.closing)
    }

    /// The minutes that the questions take.
    pub fn used_minutes(&self) -> u32 {
        self.questions.iter().map(|q| q.minutes).sum()
    }
}

/// A question as it stands in a plan: its texts, for the plan's level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedQuestion {
    /// The question's id in the bank.
    pub id: String,
    /// A few words for lists.
    pub title: String,
    /// Minutes to plan for.
    pub minutes: u32,
    /// What it assesses; the first is the one that the rating counts for.
    pub competencies: Vec<String>,
    /// What sort of question it is.
    pub kind: QuestionKind,
    /// The technologies that it needs.
    pub stacks: Vec<String>,
    /// What it is about.
    pub subject: String,
    /// Why it was chosen, in words.
    pub reason: String,
    /// The words to say.
    pub ask: String,
    /// Why interviewers ask this.
    pub why: String,
    /// What is expected at the plan's level.
    pub expect: String,
    /// Follow-up questions.
    pub probes: Vec<Probe>,
    /// Strong signals.
    pub strong: Vec<String>,
    /// Weak signals.
    pub weak: Vec<String>,
    /// Warning signs.
    pub red_flags: Vec<Flag>,
    /// What an answer worth each point looks like.
    pub anchors: BTreeMap<u8, String>,
    /// A good and a weak answer.
    pub sample: Sample,
    /// The steps of a good answer, where the question follows a framework.
    pub steps: Vec<String>,
    /// Markdown for the candidate's eyes.
    pub handout: Option<String>,
}

/// A warning sign as it stands in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// What is heard or seen.
    pub text: String,
    /// The fair question to ask before it counts.
    pub probe: Option<String>,
}

/// One competency and where the plan assesses it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// The competency's id.
    pub competency: String,
    /// Its name on paper.
    pub title: String,
    /// Its share, all weights summing to 1.
    pub weight: f64,
    /// Whether a decision needs it.
    pub must_have: bool,
    /// Ids of the rounds that rate it.
    pub rounds: Vec<String>,
    /// Ids of the questions that rate it.
    pub questions: Vec<String>,
}

/// The words around the questions, as they are printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Script {
    /// Words to open with.
    pub opening: String,
    /// Words to close with.
    pub closing: String,
    /// What to do for somebody who needs an adjustment.
    pub accommodation: String,
    /// How to take notes and rate.
    pub notes: Vec<String>,
    /// What isn't asked.
    pub not_to_ask: Vec<NotToAsk>,
}

impl Plan {
    /// The plan with its id set from its content.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        self.id = String::new();
        let hash = fnv1a(self.to_json().as_bytes());
        let hex = format!("{hash:016x}");
        self.id = format!("{}-{}", &hex[..4], &hex[4..8]);
        self
    }

    /// The content of `plan.json`.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).map(|s| s + "\n").unwrap_or_default()
    }

    /// The plan in the text of a `plan.json`; `file` names it in findings.
    pub fn from_json(file: &str, text: &str) -> Result<Self, Failure> {
        let plan: Self = serde_json::from_str(text).map_err(|e| {
            let start: usize =
                text.split_inclusive('\n').take(e.line().saturating_sub(1)).map(str::len).sum();
            let at = start + e.column().saturating_sub(1);
            Diagnostic::error("plan-json", format!("this is not a plan: {e}"))
                .at(Place::of_span(file, text, at..at + 1))
                .hint("make the plan anew with `panelkit plan`")
        })?;
        if plan.format != FORMAT {
            let message = format!("the file's format is `{}`, not `{FORMAT}`", plan.format);
            return Err(Diagnostic::error("plan-format", message)
                .at(Place::file(file))
                .hint("make the plan anew with this version of panelkit")
                .into());
        }
        Ok(plan)
    }

    /// All questions, round by round.
    pub fn questions(&self) -> impl Iterator<Item = &PlannedQuestion> {
        self.rounds.iter().flat_map(|r| &r.questions)
    }

    /// The round called `id`.
    pub fn round(&self, id: &str) -> Option<&Round> {
        self.rounds.iter().find(|r| r.id == id)
    }

    /// The name on paper of a competency.
    pub fn competency_title<'a>(&'a self, id: &'a str) -> &'a str {
        self.coverage.iter().find(|c| c.competency == id).map_or(id, |c| c.title.as_str())
    }

    /// `Senior backend engineer, rust and postgres`.
    pub fn title(&self) -> String {
        let role = lower_first(&self.role_title);
        let mut title = format!("{} {role}", self.level_title);
        if !self.stacks.is_empty() {
            title = format!("{title}, {}", crate::text::join(&self.stacks, "and"));
        }
        title
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

impl PlannedQuestion {
    /// `question` as a plan for `level` holds it.
    fn new(
        question: &Question,
        level: &str,
        catalogue: &[RedFlag],
        steps: &[String],
        reason: String,
    ) -> Self {
        let flag = |name: &String| match catalogue.iter().find(|f| f.id == *name) {
            Some(f) => Flag { text: f.title.clone(), probe: Some(f.probe.clone()) },
            None => Flag { text: name.clone(), probe: None },
        };
        Self {
            id: question.id.clone(),
            title: question.title.clone(),
            minutes: question.minutes,
            competencies: question.competencies.clone(),
            kind: question.kind,
            stacks: question.stacks.clone(),
            subject: question.subject.clone(),
            reason,
            ask: question.ask.to_string(),
            why: question.why.to_string(),
            expect: question.expect.get(level).map(Text::to_string).unwrap_or_default(),
            probes: question.probes.clone(),
            strong: question.strong.iter().map(Text::to_string).collect(),
            weak: question.weak.iter().map(Text::to_string).collect(),
            red_flags: question.red_flags.iter().map(flag).collect(),
            anchors: question.anchors.iter().map(|(point, text)| (*point, text.to_string())).collect(),
            sample: question.sample.clone(),
            steps: steps.to_vec(),
            handout: question.handout.as_ref().map(Text::to_string),
        }
    }

    /// The competency that the rating counts for.
    pub fn rated(&self) -> &str {
        self.competencies.first().map_or("", String::as_str)
    }
}
