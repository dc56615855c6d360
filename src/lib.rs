//! panelkit: the interview kit.
pub mod assets;
pub mod bank;
pub mod compare;
pub mod diag;
pub mod gather;
pub mod packet;
pub mod plan;
pub mod report;
pub mod sheet;
pub mod template;
pub mod text;
