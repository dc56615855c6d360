//! panelkit: the interview kit.
pub mod assets;
pub mod bank;
pub mod diag;
pub mod gather;
pub mod packet;
pub mod plan;
pub mod sheet;
pub mod template;
pub mod text;
