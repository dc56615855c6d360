//! How an interview is held, and what candidates may be told beforehand.

use serde::{Deserialize, Serialize};

/// Something that isn't asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotToAsk {
    /// The subject.
    pub about: String,
    /// The reason.
    pub why: String,
    /// What to do in its place.
    pub instead: String,
}

/// A habit of a fair process.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// What to do.
    pub text: String,
    /// Topics that it covers.
    #[serde(default)]
    pub topics: Vec<String>,
}

/// How an interview is held.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conduct {
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
    /// Habits of a fair process.
    #[serde(default)]
    pub practice: Vec<Practice>,
}

/// Something that candidates may be told beforehand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BriefingItem {
    /// The name in files.
    pub id: String,
    /// A few words for lists.
    pub title: String,
    /// The words to send.
    pub text: String,
    /// Topics that it covers.
    #[serde(default, skip_serializing)]
    pub topics: Vec<String>,
}

/// A question that candidates have before an interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Faq {
    /// The name in files.
    pub id: String,
    /// As a candidate would put it.
    pub ask: String,
    /// What to answer.
    pub answer: String,
    /// Topics that it covers.
    #[serde(default, skip_serializing)]
    pub topics: Vec<String>,
}

/// What candidates may be told beforehand, each in the same words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Briefing {
    /// What to send unasked.
    #[serde(default)]
    pub item: Vec<BriefingItem>,
    /// What to answer when asked.
    #[serde(default)]
    pub faq: Vec<Faq>,
}
