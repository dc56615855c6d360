//! What is said between a team and its candidates: what they are told beforehand, what they ask, what they are told
//! afterwards.

use super::names::CatalogueNames;
use crate::toml::TableReader;

/// A question that candidates ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateQuestion {
    /// The name in files.
    pub id: String,
    /// As a candidate would put it.
    pub ask: String,
    /// The reply to prepare.
    pub reply: String,
    /// What asking it reveals.
    pub reveals: String,
    /// The roles whose candidates ask it; empty for all.
    pub roles: Vec<String>,
    /// Topics that it covers.
    pub topics: Vec<String>,
}

impl CandidateQuestion {
    /// What `candidate-questions.toml` says.
    pub(in crate::bank) fn read_all(t: &mut TableReader<'_, '_>, names: &CatalogueNames) -> Vec<Self> {
        t.maybe_tables("question", "a table", |t| Self {
            id: t.text("id"),
            ask: t.text_or_nothing("ask"),
            reply: t.text_or_nothing("reply"),
            reveals: t.text_or_nothing("reveals"),
            roles: t.maybe_names("roles", &names.roles),
            topics: t.maybe_texts("topics"),
        })
    }
}

/// Something that candidates may be told beforehand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefingItem {
    /// The name in files.
    pub id: String,
    /// A few words for lists.
    pub title: String,
    /// The words to send.
    pub text: String,
    /// The kinds of round that it prepares for; empty for all.
    pub rounds: Vec<String>,
    /// The roles that it is for; empty for all.
    pub roles: Vec<String>,
    /// Topics that it covers.
    pub topics: Vec<String>,
}

/// A question that candidates have before an interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faq {
    /// The name in files.
    pub id: String,
    /// As a candidate would put it.
    pub ask: String,
    /// What to answer.
    pub answer: String,
    /// The roles that it is for; empty for all.
    pub roles: Vec<String>,
    /// Topics that it covers.
    pub topics: Vec<String>,
}

/// What candidates may be told beforehand, all in the same words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Briefing {
    /// How answers are rated.
    pub rating: Option<String>,
    /// What to do for an adjustment.
    pub adjustments: Option<String>,
    /// What may be written down and kept.
    pub records: Option<String>,
    /// What to send unasked.
    pub item: Vec<BriefingItem>,
    /// What to answer when asked.
    pub faq: Vec<Faq>,
}

impl Briefing {
    /// What `briefing.toml` says.
    pub(in crate::bank) fn read(t: &mut TableReader<'_, '_>, names: &CatalogueNames) -> Self {
        Self {
            rating: t.maybe_text("rating"),
            adjustments: t.maybe_text("adjustments"),
            records: t.maybe_text("records"),
            item: t.maybe_tables("item", "a table", |t| BriefingItem {
                id: t.text("id"),
                title: t.text("title"),
                text: t.text_or_nothing("text"),
                rounds: t.maybe_names("rounds", &names.rounds),
                roles: t.maybe_names("roles", &names.roles),
                topics: t.maybe_texts("topics"),
            }),
            faq: t.maybe_tables("faq", "a table", |t| Faq {
                id: t.text("id"),
                ask: t.text_or_nothing("ask"),
                answer: t.text_or_nothing("answer"),
                roles: t.maybe_names("roles", &names.roles),
                topics: t.maybe_texts("topics"),
            }),
        }
    }
}

/// What a candidate is told of a competency after a decision. It names no question, so that nobody learns one from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// The competency's id.
    pub competency: String,
    /// What was seen of somebody below what the level is expected to show.
    pub below: String,
    /// What would take them there.
    pub towards: String,
    /// What was seen of somebody who showed what the level is expected to show.
    pub solid: String,
    /// What would take them further.
    pub further: String,
    /// What was seen of somebody who showed more than that.
    pub beyond: String,
}

impl Feedback {
    /// What `feedback.toml` says.
    pub(in crate::bank) fn read_all(t: &mut TableReader<'_, '_>, names: &CatalogueNames) -> Vec<Self> {
        t.maybe_tables("feedback", "a table", |t| Self {
            competency: t.name("competency", &names.competencies),
            below: t.text("below"),
            towards: t.text("towards"),
            solid: t.text("solid"),
            further: t.text("further"),
            beyond: t.text("beyond"),
        })
    }
}
