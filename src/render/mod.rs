//! The writers: a document and a page in, Markdown, plain text, HTML or PDF out.
//!
//! Each is a pure function of its arguments; none knows the others, a question bank or a plan.

pub mod html;
pub mod markdown;
mod page;
pub mod pdf;
pub mod plain;

pub use page::{FormKeys, Page, Paper};
