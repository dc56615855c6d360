//! Whether a candidate may use an AI assistant in a round, and the words that say so.

use crate::toml::{NameSet, TableReader};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether a candidate may use an AI assistant in a round.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Assistant {
    /// None is used.
    #[default]
    No,
    /// One may be used.
    Allowed,
    /// One has to be used: how is part of what is rated.
    Required,
}

impl Assistant {
    /// All three, in the order of the design.
    pub const ALL: [Self; 3] = [Self::No, Self::Allowed, Self::Required];

    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Allowed => "allowed",
            Self::Required => "required",
        }
    }

    /// The one called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.name() == name)
    }

    /// The field `assistant` of a round, which may be left out.
    pub(super) fn read(t: &mut TableReader<'_, '_>) -> Option<Self> {
        let names = NameSet::fixed("rule for assistants", Self::ALL.map(Self::name));
        Self::from_name(&t.maybe_name("assistant", &names)?)
    }
}

/// What is said of AI assistants, to whom.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AssistantWords {
    /// What the interviewer says at the beginning.
    pub say: String,
    /// What the interviewer does about it.
    pub note: String,
    /// What stands on the candidate's handout.
    pub handout: String,
}

/// What is said of AI assistants, for each rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AssistantRules {
    /// Where none is used.
    pub no: AssistantWords,
    /// Where one may be used.
    pub allowed: AssistantWords,
    /// Where one has to be used.
    pub required: AssistantWords,
}

impl AssistantRules {
    /// The words for one of the rules.
    pub fn words(&self, assistant: Assistant) -> &AssistantWords {
        match assistant {
            Assistant::No => &self.no,
            Assistant::Allowed => &self.allowed,
            Assistant::Required => &self.required,
        }
    }

    /// What the table `assistant` of `conduct.toml` says, which may be left out.
    pub(super) fn read(t: &mut TableReader<'_, '_>) -> Self {
        let words = |t: &mut TableReader<'_, '_>| AssistantWords {
            say: t.text_or_nothing("say"),
            note: t.text_or_nothing("note"),
            handout: t.text_or_nothing("handout"),
        };
        Self {
            no: t.maybe_table("no", words).unwrap_or_default(),
            allowed: t.maybe_table("allowed", words).unwrap_or_default(),
            required: t.maybe_table("required", words).unwrap_or_default(),
        }
    }
}
