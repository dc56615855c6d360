//! `panelkit brief`, `questions`, `letter` and `feedback`: what candidates are told, and what interviewers tell them.

mod brief;
mod feedback;
mod letter;
mod people;
mod questions;
mod write;

pub(super) use brief::run as brief;
pub(super) use feedback::run as feedback;
pub(super) use letter::run as letter;
pub(super) use questions::run as questions;
pub(super) use write::{bytes, page};
