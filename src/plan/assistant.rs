//! Whether an AI assistant may be used in a round, as it is asked for.

use crate::bank::Assistant;
use crate::text::join;

/// Whether an AI assistant may be used in a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundAssistant {
    /// The round's id, such as `coding`.
    pub round: String,
    /// The rule.
    pub assistant: Assistant,
}

impl std::str::FromStr for RoundAssistant {
    type Err = String;

    /// Reads `ROUND=RULE`.
    fn from_str(text: &str) -> Result<Self, String> {
        let usage = || {
            format!(
                "write ROUND=RULE, such as coding=allowed; a rule is {}",
                join(&Assistant::ALL.map(Assistant::name), "or")
            )
        };
        let (round, rule) = text.split_once('=').ok_or_else(usage)?;
        let assistant = Assistant::from_name(&rule.trim().to_lowercase()).ok_or_else(usage)?;
        Ok(Self { round: round.trim().to_owned(), assistant })
    }
}
