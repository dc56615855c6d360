//! The opening: one job to fill, in one loop folder. Who is interviewed, and which file of the folder is what.

mod candidates;
pub mod files;
mod folder;

pub use candidates::{Candidate, read_candidates};
pub use folder::{LoopFolder, no_scores, plan_at};
