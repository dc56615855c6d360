//! The catalogues beside the questions: competencies, levels, roles, loops, rounds, conduct and what rubrics refer to.

mod assistant;
mod conduct;
mod lists;
mod loops;
mod market;
mod names;
mod role;
mod scale;
mod talk;
mod topics;

pub use assistant::{Assistant, AssistantRules, AssistantWords};
pub use conduct::{Conduct, CountryLine, NotToAsk, Practice};
pub use lists::{Competency, Framework, Level, LevelExpectation, RedFlag};
pub(super) use lists::{ListEntry, list};
pub use loops::{LoopTemplate, LoopVariant, RoundKind, RoundTemplate};
pub(super) use loops::{usual_assistant, usual_number};
pub use market::{LevelWords, MarketWords, RoleWords, Technology};
pub(super) use names::{CatalogueNames, question_kinds};
pub use role::Role;
pub(super) use role::scaled;
pub use scale::Scale;
pub use talk::{Briefing, BriefingItem, CandidateQuestion, Faq, Feedback};
pub use topics::Topic;
pub(super) use topics::topics;
