//! The interview plan: which questions are asked in which round, the same for every candidate.

use super::people::RoundPeople;
use crate::bank::{Assistant, AssistantRules, NotToAsk, Probe, QuestionKind, Sample, Scale};
use crate::text::{fnv1a, join};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of the file format.
pub(super) const FORMAT: &str = "panelkit.plan/2";
/// The name of the format before there was a schedule: its rounds name their interviewers.
pub(super) const FORMAT_1: &str = "panelkit.plan/1";

/// An interview plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// Always `panelkit.plan/2`.
    pub format: String,
    /// A short hash of the first revision, such as `7f3a-19c2`; it stays when the plan changes.
    pub id: String,
    /// How often the plan has been changed, from 1.
    #[serde(default = "first")]
    pub revision: u32,
    /// A hash of everything else in the file, by which an edit by hand is noticed.
    #[serde(default)]
    pub seal: String,
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
    /// How many questions of a technology were asked for, where that isn't the usual number.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub stack_counts: BTreeMap<String, u32>,
    /// The country whose law the words follow, where one was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Which of the equally good plans this is.
    pub seed: u64,
    /// The rating scale.
    pub scale: Scale,
    /// The bank that it was made from.
    pub bank: BankRef,
    /// The value of the plan, by the formula of `docs/numbers.md`; higher is better among plans of one request.
    pub objective: f64,
    /// A value that no plan can exceed which meets what this one meets, where one was proved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<f64>,
    /// The conversations in their order.
    pub rounds: Vec<Round>,
    /// Ids of questions that stay out until they are asked back by name: excluded, or swapped out.
    #[serde(default)]
    pub excluded: Vec<String>,
    /// Questions that earlier revisions asked, oldest first.
    #[serde(default)]
    pub replaced: Vec<ReplacedQuestion>,
    /// What is assessed where.
    pub coverage: Vec<Coverage>,
    /// What the plan lacks, in sentences.
    pub gaps: Vec<String>,
    /// The words around the questions.
    pub conduct: Script,
    /// The people whom a file of format 1 names, round by round: the schedule's defaults. Empty otherwise.
    #[serde(skip)]
    pub people: Vec<RoundPeople>,
}

/// A question that an earlier revision asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReplacedQuestion {
    /// The id of the round that asked it.
    pub round: String,
    /// The last revision that asked it.
    pub revision: u32,
    /// The question with its texts.
    pub question: PlannedQuestion,
}

/// The number of the first revision.
fn first() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_first(revision: &u32) -> bool {
    *revision == first()
}

/// The bank that a plan was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BankRef {
    /// The hash of all its files.
    pub hash: String,
}

/// One conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Round {
    /// Unique in the plan: the kind, with a number where there are several.
    pub id: String,
    /// The kind of round.
    pub kind: String,
    /// The name on paper.
    pub title: String,
    /// What the round is for.
    pub purpose: String,
    /// The length in minutes, opening and closing included.
    pub minutes: u32,
    /// Minutes for the welcome.
    pub opening: u32,
    /// Minutes at the end, `their_questions` included.
    pub closing: u32,
    /// Minutes for the candidate's own questions.
    pub their_questions: u32,
    /// Whether the candidate may use an AI assistant.
    #[serde(default)]
    pub assistant: Assistant,
    /// The revision that changed what its packet says last.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub since: u32,
    /// The competencies that it is responsible for.
    pub focus: Vec<String>,
    /// The questions in the order in which they are asked.
    pub questions: Vec<PlannedQuestion>,
}

impl Round {
    /// The minutes that are left for questions.
    pub fn net_minutes(&self) -> u32 {
        self.minutes.saturating_sub(self.opening.saturating_add(self.closing))
    }

    /// The minutes that the questions take.
    pub fn used_minutes(&self) -> u32 {
        self.questions.iter().fold(0, |sum, q| sum.saturating_add(q.minutes))
    }

    /// Whether the questions take less than two thirds of the minutes that are left for them.
    pub fn is_under_filled(&self) -> bool {
        u64::from(self.used_minutes()) * 3 < u64::from(self.net_minutes()) * 2
    }
}

/// A question of a plan, with the texts for the plan's level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlannedQuestion {
    /// The question's id in the bank.
    pub id: String,
    /// A few words for lists.
    pub title: String,
    /// The first revision that asks it here.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub since: u32,
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
    /// What the trade calls it.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Why it was chosen, in words.
    pub reason: String,
    /// The words to say.
    pub ask: String,
    /// Why interviewers ask this.
    pub why: String,
    /// What is expected at the plan's level, in plans made before anchors were those of a level; empty in others.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub expect: String,
    /// Follow-up questions, in the order in which they are asked of everybody who hasn't answered them already.
    pub probes: Vec<Probe>,
    /// What to say, word for word, to somebody who is stuck.
    #[serde(default)]
    pub hints: Vec<String>,
    /// Strong signals.
    pub strong: Vec<String>,
    /// Weak signals.
    pub weak: Vec<String>,
    /// Warning signs.
    pub red_flags: Vec<Flag>,
    /// What an answer worth each point looks like at the plan's level.
    pub anchors: BTreeMap<u8, String>,
    /// A good and a weak answer.
    pub sample: Sample,
    /// The steps of a good answer, where the question follows a framework.
    pub steps: Vec<String>,
    /// Markdown for the candidate's eyes.
    pub handout: Option<String>,
}

/// A warning sign of a planned question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Flag {
    /// What is heard or seen.
    pub text: String,
    /// The fair question to ask before it counts.
    pub probe: Option<String>,
}

/// One competency and where the plan assesses it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Script {
    /// Words to open with.
    pub opening: String,
    /// Words that lead to the candidate's own questions.
    #[serde(default = "their_questions")]
    pub their_questions: String,
    /// Words to close with.
    pub closing: String,
    /// What is said of AI assistants.
    #[serde(default)]
    pub assistant: AssistantRules,
    /// What to do for somebody who needs an adjustment.
    pub accommodation: String,
    /// How to take notes and rate.
    pub notes: Vec<String>,
    /// What isn't asked.
    pub not_to_ask: Vec<NotToAsk>,
    /// What candidates for this role ask, with the replies to prepare, in short.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<ShortReply>,
}

/// A question that candidates ask, and the beginning of the reply to prepare.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ShortReply {
    /// As a candidate would put it.
    pub ask: String,
    /// What to have ready, in one sentence.
    pub reply: String,
}

/// What leads to the candidate's own questions where nothing else is written.
pub(super) fn their_questions() -> String {
    "What would you like to know from me?".to_owned()
}

impl Plan {
    /// The plan with the id that its content gives it.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        (self.id, self.seal) = (String::new(), String::new());
        self.id = short_hash(&self.to_json());
        self.resealed()
    }

    /// The plan under the id that it has, with the seal of its content.
    #[must_use]
    pub fn resealed(mut self) -> Self {
        self.seal = String::new();
        self.seal = format!("{:016x}", fnv1a(self.to_json().as_bytes()));
        self
    }

    /// The same questions as a first revision that has replaced nothing.
    #[must_use]
    pub fn as_first(mut self) -> Self {
        self.revision = first();
        self.replaced.clear();
        for round in &mut self.rounds {
            round.since = first();
            round.questions.iter_mut().for_each(|q| q.since = first());
        }
        self.sealed()
    }

    /// The plan's id as scorecards say it: with the revision behind a dot from the second one on.
    pub fn card_id(&self) -> String {
        if self.revision == first() { self.id.clone() } else { format!("{}.{}", self.id, self.revision) }
    }

    /// Whether `text`, a `plan.json` of any format, is as it was written: nobody has edited it.
    pub fn is_untouched(text: &str) -> bool {
        let Ok(Marks { format, id, seal }) = serde_json::from_str(text) else { return false };
        if format == FORMAT_1 {
            let bare = text.replacen(&format!("\"id\": \"{id}\""), "\"id\": \"\"", 1);
            return short_hash(&bare) == id;
        }
        let bare = text.replacen(&format!("\"seal\": \"{seal}\""), "\"seal\": \"\"", 1);
        format!("{:016x}", fnv1a(bare.as_bytes())) == seal
    }

    /// The content of `plan.json`.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).map(|s| s + "\n").unwrap_or_default()
    }

    /// All questions, round by round.
    pub fn questions(&self) -> impl Iterator<Item = &PlannedQuestion> {
        self.rounds.iter().flat_map(|r| &r.questions)
    }

    /// The round called `id`.
    pub fn round(&self, id: &str) -> Option<&Round> {
        self.rounds.iter().find(|r| r.id == id)
    }

    /// The title of a competency; its id where it has none.
    pub fn competency_title<'a>(&'a self, id: &'a str) -> &'a str {
        self.coverage.iter().find(|c| c.competency == id).map_or(id, |c| c.title.as_str())
    }

    /// Such as `Senior backend engineer, rust and postgres`.
    pub fn title(&self) -> String {
        let role = lower_first(&self.role_title);
        let mut title = format!("{} {role}", self.level_title);
        if !self.stacks.is_empty() {
            title = format!("{title}, {}", join(&self.stacks, "and"));
        }
        title
    }
}

/// The parts of a plan by which an edit is noticed.
#[derive(Deserialize)]
struct Marks {
    format: String,
    id: String,
    #[serde(default)]
    seal: String,
}

/// Eight digits of a hash of `text`, in two groups.
fn short_hash(text: &str) -> String {
    let hex = format!("{:016x}", fnv1a(text.as_bytes()));
    format!("{}-{}", &hex[..4], &hex[4..8])
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

impl PlannedQuestion {
    /// The competency that the rating counts for; empty where there is none.
    pub fn rated(&self) -> &str {
        self.competencies.first().map_or("", String::as_str)
    }
}
