//! What calendar files and day sheets are made of.

use super::conversations::Conversation;
use super::people::People;
use crate::calendar::Zone;
use crate::plan::Plan;

/// Everybody's conversations.
pub(super) struct Agenda<'a> {
    pub(super) plan: &'a Plan,
    pub(super) people: &'a People,
    pub(super) conversations: &'a [Conversation],
    /// The zone of all times.
    pub(super) zone: &'a Zone,
    /// The minute at which they are made, from 1970 in UTC.
    pub(super) now: i64,
}
