//! How long the records of candidates are kept, from which day that counts, and what stops their removal.

mod age;
mod holds;
mod rule;
mod state;

pub use age::{AgeBasis, DatedRecords, RecordAge};
pub use holds::{Hold, Holds};
pub use rule::{Duty, PROFILES, RetentionProfile, RetentionRule};
pub use state::{RetentionState, retention_state};
