//! The interview plan: which questions are asked in which round, the same for every candidate.
//!
//! A plan is frozen: it holds the texts that a packet needs, so that a packet printed next month is the same.

mod assistant;
mod audit;
mod check;
mod choose;
mod coverage;
mod explain;
mod instance;
mod model;
mod outline;
mod panel;
mod places;
mod read;
mod request;
mod rules;
mod scorecard;
mod search;
mod swap;
mod variants;

pub use assistant::RoundAssistant;
pub use audit::{AskedQuestion, Repeat, Repetition, audit};
pub use choose::{KEPT_BY_HAND, choose};
pub use explain::{Explanation, explain};
pub use model::{BankRef, Coverage, Flag, Plan, PlannedQuestion, Round, Script};
pub use outline::{CoverageRow, Outline, QuestionOutline, RoundOutline, outline};
pub use panel::{Member, assign, read_panel};
pub use request::{Pin, Request, RoundSpec};
pub use scorecard::{OVERALL, Recommendation, SCORECARD_COLUMNS, check_value};
pub use swap::swap;
pub use variants::variants;
