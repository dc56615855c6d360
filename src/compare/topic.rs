//! A topic of the agenda, and the order of topics: by what is open.

use schemars::JsonSchema;
use serde::Serialize;

/// Ratings of one competency that are this many points apart make a topic.
pub(super) const WIDE_RANGE: f64 = 2.0;

/// Something for the debrief to talk about, with the evidence side by side.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AgendaTopic {
    /// The candidate.
    pub candidate: String,
    /// The sort of topic.
    pub kind: TopicKind,
    /// The competency that it is about; null where it is about the candidate as a whole.
    pub competency: Option<String>,
    /// The topic in a few words.
    pub text: String,
    /// What was written: who, score or recommendation, evidence.
    pub evidence: Vec<Quote>,
    /// How far the interviewers are apart: in points of the scale, or in steps from strong no to strong yes.
    pub disagreement: f64,
    /// The share of the fewer ones among those for and against: at most a half, 0 where nobody disagrees.
    #[serde(skip)]
    pub(super) evenness: f64,
}

/// The sort of topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TopicKind {
    /// Others aren't told apart from the candidate with the highest mean.
    Close,
    /// Somebody would object to hiring.
    StrongNo,
    /// Some are for, some against.
    Split,
    /// The ratings of a competency are far apart.
    Range,
    /// A must-have is rated below Solid or not assessed.
    Gate,
    /// A competency is not assessed.
    Gap,
    /// Ratings without evidence.
    NoEvidence,
}

/// What one interviewer wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Quote {
    /// Who wrote it.
    pub interviewer: String,
    /// The score or the recommendation.
    pub value: String,
    /// What was said or done.
    pub evidence: String,
}

/// Sorts by what is open: close decisions, disagreements, must-haves, gaps. Among close decisions the most evenly split come
/// first, else the widest disagreement; topics that are equal in all keep their order.
pub(super) fn sort(topics: &mut [AgendaTopic]) {
    topics.sort_by(|a, b| {
        (a.stage().cmp(&b.stage()))
            .then(b.evenness.total_cmp(&a.evenness))
            .then(b.disagreement.total_cmp(&a.disagreement))
            .then(a.kind.cmp(&b.kind))
    });
}

impl AgendaTopic {
    /// When it comes up.
    fn stage(&self) -> u8 {
        match self.kind {
            TopicKind::Close => 0,
            TopicKind::Split => 1,
            // Without anybody in favour the decision isn't close.
            TopicKind::StrongNo if self.evenness > 0.0 => 1,
            TopicKind::Range => 2,
            TopicKind::Gate if self.disagreement >= WIDE_RANGE => 2,
            TopicKind::StrongNo | TopicKind::Gate => 3,
            TopicKind::Gap => 4,
            TopicKind::NoEvidence => 5,
        }
    }
}
