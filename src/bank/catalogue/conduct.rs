//! How an interview is held, and what candidates may be told beforehand.

use crate::toml::TableReader;
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practice {
    /// What to do.
    pub text: String,
    /// Topics that it covers.
    pub topics: Vec<String>,
}

/// How an interview is held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
    pub practice: Vec<Practice>,
}

impl Conduct {
    /// What `conduct.toml` says.
    pub(in crate::bank) fn read(t: &mut TableReader<'_, '_>) -> Self {
        Self {
            opening: t.text_or_nothing("opening"),
            closing: t.text_or_nothing("closing"),
            accommodation: t.text_or_nothing("accommodation"),
            notes: t.texts("notes"),
            not_to_ask: t.tables(
                "not_to_ask",
                "[{ about = \"...\", why = \"...\", instead = \"...\" }]",
                |t| NotToAsk {
                    about: t.text_or_nothing("about"),
                    why: t.text_or_nothing("why"),
                    instead: t.text_or_nothing("instead"),
                },
            ),
            practice: t.maybe_tables("practice", "{ text = \"...\" }", |t| Practice {
                text: t.text_or_nothing("text"),
                topics: t.maybe_texts("topics"),
            }),
        }
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
    /// Topics that it covers.
    pub topics: Vec<String>,
}

/// What candidates may be told beforehand, all in the same words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Briefing {
    /// What to send unasked.
    pub item: Vec<BriefingItem>,
    /// What to answer when asked.
    pub faq: Vec<Faq>,
}

impl Briefing {
    /// What `briefing.toml` says.
    pub(in crate::bank) fn read(t: &mut TableReader<'_, '_>) -> Self {
        Self {
            item: t.maybe_tables("item", "a table", |t| BriefingItem {
                id: t.text("id"),
                title: t.text("title"),
                text: t.text_or_nothing("text"),
                topics: t.maybe_texts("topics"),
            }),
            faq: t.maybe_tables("faq", "a table", |t| Faq {
                id: t.text("id"),
                ask: t.text_or_nothing("ask"),
                answer: t.text_or_nothing("answer"),
                topics: t.maybe_texts("topics"),
            }),
        }
    }
}
