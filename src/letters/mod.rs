//! What candidates are told, and what interviewers tell them: the brief before, the replies to their questions, letters,
//! feedback after a decision, and what is held about them, as serialisable views. None but the last holds a word of a question or
//! of its rubric.

mod brief;
mod day;
mod feedback;
mod letter;
mod person;
mod questions;

pub use brief::{Assessed, Brief, BriefItem, BriefRound, BriefSetting, Preparation, brief};
pub use day::{CandidateDay, CandidateSheet, PanelSheet, PersonDay, SheetRow, WeekDay, WeekSheet};
pub use feedback::{FeedbackLetter, FeedbackPoint, feedback};
pub use letter::{Letter, letter};
pub use person::{
    HeldRow, PersonAnswer, PersonCard, PersonDecision, PersonEntry, PersonPage, PersonRound, PersonSources,
    person_page,
};
pub use questions::{QuestionsPage, Reply, questions};
