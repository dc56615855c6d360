//! The words of the market in what somebody asks of a plan: job titles, levels and technologies as people write them.

mod ad;
mod hints;
mod lexicon;
mod meaning;
mod resolve;
mod slips;

pub use ad::{AdLine, JobAd, Quoted, QuotedStack};
pub use meaning::StackMeaning;
pub use resolve::{Market, ResolvedStacks};
