//! panelkit, the interview kit, as a library: from a question bank to printed packets, and from scorecards to a
//! comparison.
//!
//! # The two rivers
//!
//! ```text
//! bank -> plan -> packet ----.
//!                             }-> template -> document -> render -> bytes
//! csv  -> gather -> compare -> report -'
//! ```
//!
//! `csv` stands for every table that a person fills in: [`sheet`] reads text in any dialect, workbooks, PDF forms and
//! archives alike.
//!
//! A template turns a packet or a report into Markdown; [`document`] parses that Markdown into blocks; Markdown, HTML and
//! PDF are three writers of the same document. A stage owns the type that it hands on.
//!
//! # The floors
//!
//! Imports go down only; on a floor, siblings don't know each other unless marked with `->`.
//!
//! | floor | modules | do |
//! |---|---|---|
//! | 5 | [`cli`] | the only place that reads arguments, clock and environment, and prints |
//! | 4 | [`report`], [`form`], [`letters`] | a comparison as a serialisable view; a packet that is filled in on a screen; what candidates are told |
//! | 3 | [`packet`], [`compare`] | what one interviewer sees; scores -> comparison |
//! | 2 | [`plan`], [`opening`] (-> plan), [`gather`] (-> plan, opening), [`import`] | choosing questions; candidates, schedule, decisions, the files of a loop folder; scorecards checked; lists of questions |
//! | 1 | [`bank`], [`calendar`], [`sheet`], [`template`], [`document`], [`render`] (-> document) | questions; calendar files; rows with positions; view -> Markdown; Markdown -> blocks; blocks -> bytes |
//! | 0 | [`diag`], [`text`], [`limits`] (-> diag), [`walk`] (-> diag, limits), [`assets`], `toml` (-> diag, text, limits), [`stats`], [`timetable`] | diagnostics; words and names; how much of anything is read; the one walk through folders; embedded files; the one tolerant reader of TOML; pure statistics; times for conversations |
//!
//! # Invariants
//!
//! - The core never prints, and reads no clock and no random source: seed and date come in as arguments.
//! - The same input gives the same bytes on every machine. No output follows the order of a hash map.
//! - Reading never stops at the first mistake; each finding has file, line, column and a hint.
//! - Rows read = rows accepted + rows rejected. A blank is never a zero.
//! - A plan is frozen: `plan.json` holds every text that a packet prints. A change is a further revision of the same id.
//! - `render` sees a document, never a bank, a plan or a candidate.
//! - What other programs wrote (PDFs, workbooks, archives) is unpacked in a child process with bounds on memory and time.
//! - Only `cli/files` writes files. Whatever cuts a command off, each is the earlier one or the new one, never half.
//!
//! `tests/it/tidy.rs` holds the floors, `tests/it/circles.rs` that no files import each other in a circle.

#![forbid(unsafe_code)]

pub mod assets;
pub mod bank;
pub mod calendar;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
pub mod diag;
pub mod document;
pub mod form;
pub mod gather;
pub mod import;
pub mod letters;
pub mod limits;
pub mod opening;
pub mod packet;
pub mod plan;
pub mod render;
pub mod report;
pub mod sheet;
pub mod stats;
pub mod template;
pub mod text;
pub mod timetable;
mod toml;
pub mod walk;
