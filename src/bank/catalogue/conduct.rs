//! How an interview is held.

use super::assistant::AssistantRules;
use crate::toml::TableReader;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that isn't asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotToAsk {
    /// The subject.
    pub about: String,
    /// The reason.
    pub why: String,
    /// What to do in its place.
    pub instead: String,
    /// The law that says so, for a country; empty in the lines for all of them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Where the line differs.
    #[serde(skip)]
    pub countries: Vec<CountryLine>,
}

impl NotToAsk {
    /// The line as it is for `country`, with its source; as it is for all of them where it doesn't differ.
    fn in_country(&self, country: &str) -> Self {
        let own = self.countries.iter().find(|c| c.country.eq_ignore_ascii_case(country));
        let text = |own: Option<&String>, all: &String| own.unwrap_or(all).clone();
        Self {
            about: self.about.clone(),
            why: text(own.and_then(|c| c.why.as_ref()), &self.why),
            instead: text(own.and_then(|c| c.instead.as_ref()), &self.instead),
            source: own.map(|c| c.source.clone()).unwrap_or_default(),
            countries: Vec::new(),
        }
    }
}

/// How a line differs in one country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryLine {
    /// The country, or a union of several, such as `UK`, `US` or `EU`.
    pub country: String,
    /// The reason, where it is another one.
    pub why: Option<String>,
    /// What to do in its place, where that is something else.
    pub instead: Option<String>,
    /// The law that says so.
    pub source: String,
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
    /// Words to open with where the plan has no other round.
    pub opening_alone: Option<String>,
    /// Words that follow these at the lowest level.
    pub opening_lowest: Option<String>,
    /// Words that lead to the candidate's own questions.
    pub their_questions: Option<String>,
    /// Words to close with.
    pub closing: String,
    /// Words to close with where the plan has no other round.
    pub closing_alone: Option<String>,
    /// What is said of AI assistants.
    pub assistant: AssistantRules,
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
            opening_alone: t.maybe_text("opening_alone"),
            opening_lowest: t.maybe_text("opening_lowest"),
            their_questions: t.maybe_text("their_questions"),
            closing: t.text_or_nothing("closing"),
            closing_alone: t.maybe_text("closing_alone"),
            assistant: t.maybe_table("assistant", AssistantRules::read).unwrap_or_default(),
            accommodation: t.text_or_nothing("accommodation"),
            notes: t.texts("notes"),
            not_to_ask: t.tables(
                "not_to_ask",
                "[{ about = \"...\", why = \"...\", instead = \"...\" }]",
                |t| NotToAsk {
                    about: t.text_or_nothing("about"),
                    why: t.text_or_nothing("why"),
                    instead: t.text_or_nothing("instead"),
                    source: String::new(),
                    countries: t.maybe_tables("countries", "{ country = \"...\", source = \"...\" }", |t| {
                        CountryLine {
                            country: t.text("country"),
                            why: t.maybe_text("why"),
                            instead: t.maybe_text("instead"),
                            source: t.text("source"),
                        }
                    }),
                },
            ),
            practice: t.maybe_tables("practice", "{ text = \"...\" }", |t| Practice {
                text: t.text_or_nothing("text"),
                topics: t.maybe_texts("topics"),
            }),
        }
    }
}

impl Conduct {
    /// What isn't asked, as it is for `country`; the lines for all countries where none is given.
    pub fn not_to_ask_in(&self, country: Option<&str>) -> Vec<NotToAsk> {
        self.not_to_ask.iter().map(|line| line.in_country(country.unwrap_or_default())).collect()
    }

    /// The countries for which a line differs, in the order of the file.
    pub fn countries(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for line in self.not_to_ask.iter().flat_map(|line| &line.countries) {
            if !all.contains(&line.country.as_str()) {
                all.push(&line.country);
            }
        }
        all
    }
}
