//! The question bank: questions with their rubrics, and the catalogues beside them.
//!
//! A bank is read from a folder or from the binary. Reading never stops at the first mistake: all findings of all
//! files come back together, each with file, line, column and a hint.

mod asks;
mod catalogue;
mod catalogue_schema;
mod contents;
pub mod export;
mod filter;
mod ladder;
mod lint;
mod load;
mod pack;
mod parse;
mod prefill;
mod question;
mod read;
mod schema;
mod search;
mod skeleton;
mod source;
pub mod stats;
#[cfg(test)]
mod tests;
mod text;
mod upgrade;
mod words;
mod writer;

pub use asks::{AskIndex, same_ask};
pub use catalogue::{
    Assistant, AssistantRules, AssistantWords, Briefing, BriefingItem, CandidateQuestion, Competency,
    Conduct, CountryLine, Faq, Feedback, Framework, Level, LevelExpectation, LevelWords, LoopTemplate,
    LoopVariant, MarketWords, NotToAsk, Practice, RedFlag, Role, RoleWords, RoundKind, RoundTemplate, Scale,
    Technology, Topic,
};
pub use catalogue_schema::{CatalogueSchema, catalogue_schemas};
pub use contents::Bank;
pub use filter::{ANY_STACK, Filter};
pub use ladder::{BEYOND, Ladder, POOR, Rung, SHORT};
pub use lint::{QuestionLint, lint};
pub use parse::id_fault;
pub use prefill::Prefill;
pub use question::{Probe, Question, QuestionKind, RatedAnswer, Sample};
pub use schema::schema_text;
pub use search::{Hit, SearchResult, search};
pub use skeleton::{prefilled, skeleton};
pub use source::{BankLayer, SourceFile};
pub use text::Text;
pub use upgrade::{Upgrade, UpgradedQuestion, upgraded_scale};
