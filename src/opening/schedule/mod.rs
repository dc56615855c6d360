//! The schedule: who meets whom, when, and as what.

mod edit;
mod model;
mod read;
mod rows;
mod seats;
mod times;

pub use edit::{ScheduleFile, SeatChange};
pub use model::{Part, Schedule, ScheduleRow, SeatState};
pub use read::read_schedule;
pub use seats::Seat;
pub use times::ConversationTime;

#[cfg(test)]
mod tests;
