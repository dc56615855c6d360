//! panelkit: the interview kit.
pub mod diag;
pub mod text;
