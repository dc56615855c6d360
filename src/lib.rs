//! panelkit: the interview kit.
pub mod diag;
pub mod document;
pub mod render;
pub mod text;
