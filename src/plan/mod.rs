//! The interview plan: which questions are asked in which round, the same for every candidate.
//!
//! A plan is frozen: it holds the texts that a packet needs, so that a packet printed next month is the same.

mod assistant;
mod audit;
mod chance;
mod check;
mod choose;
mod contrast;
mod coverage;
mod draft;
mod explain;
mod instance;
mod market;
mod model;
mod names;
mod outline;
mod panel;
mod people;
mod places;
mod read;
mod replies;
mod request;
mod revise;
mod rules;
mod scope;
mod scorecard;
mod search;
mod stack_spec;
mod stacks;
mod standing;
mod thin;
mod value;
mod variants;

pub use assistant::RoundAssistant;
pub use audit::{AskedQuestion, Repeat, Repetition, audit};
pub use choose::{KEPT_BY_HAND, choose};
pub use explain::{Explanation, explain};
pub use market::{AdLine, JobAd, Market, Quoted, QuotedStack, ResolvedStacks, StackMeaning};
pub use model::{
    BankRef, Coverage, Flag, Plan, PlannedQuestion, ReplacedQuestion, Round, Script, ShortReply,
};
pub use names::{RoundNames, id_key};
pub use outline::{CoverageRow, Outline, QuestionOutline, RoundOutline, outline};
pub use panel::{Member, assign, read_panel};
pub use people::RoundPeople;
pub use request::{Pin, Request, RoundSpec, round_ids};
pub use revise::{PlanChanges, RoundMinutes, SwapSpec, back_to, revise};
pub use scope::{scoped, scoped_as};
pub use scorecard::{OVERALL, Recommendation, SCORECARD_COLUMNS, check_value};
pub use stack_spec::StackSpec;
pub use thin::{Thin, thin};
pub use variants::variants;
