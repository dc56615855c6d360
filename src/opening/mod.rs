//! The opening: one job to fill, in one loop folder. Who is interviewed, and which file of the folder is what.

mod candidate_list;
mod candidates;
mod copies;
mod dates;
mod decisions;
pub mod files;
mod folder;
mod printed;
mod retention;
mod schedule;

pub use candidate_list::CandidateFile;
pub use candidates::{Candidate, CandidateState, read_candidates};
pub use copies::conflict_copies;
pub use dates::{DateFault, Starts, read_date};
pub use decisions::{Decision, DecisionBasis, DecisionValue, Decisions, Vote};
pub use folder::{LoopFolder, no_scores, plan_at};
pub use printed::{PrintedCard, plan_and_revision};
pub use retention::{
    AgeBasis, DatedRecords, Duty, Hold, Holds, PROFILES, RecordAge, RetentionProfile, RetentionRule,
    RetentionState, retention_state,
};
pub use schedule::{
    ConversationTime, Part, Schedule, ScheduleFile, ScheduleRow, Seat, SeatChange, SeatState, read_schedule,
};
