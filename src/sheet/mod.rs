//! Rows with positions: a file of any usual sort becomes cells that know where they stand.
//!
//! Nothing is guessed from statistics: the dialect is the one under which a row holds the column names that the caller
//! knows. Quote faults are found, not swallowed. Each row is either sound or carries its [`RowFault`].

mod anchors;
mod blocks;
mod column;
mod columns;
mod decode;
mod dialect;
mod edit;
mod evidence;
mod kind;
mod leftover;
mod likeness;
mod prose;
mod reader;
mod reading;
mod row;
mod scan;
mod shape;
#[expect(clippy::module_inception, reason = "the noun of the room")]
mod sheet;
mod tables;
mod text;
pub mod unpack;
mod unread;
mod write;

pub use anchors::Anchors;
pub use blocks::{Blocks, SheetBlock};
pub use column::Column;
pub use columns::{LONGEST as LONGEST_HEADING, Vocabulary, heading_key};
pub use decode::{decode, with_names};
pub use edit::SheetEdit;
pub use leftover::leftover;
pub use prose::ProseLine;
pub use reader::SheetReader;
pub use reading::Reading;
pub use row::{Row, RowFault};
pub use sheet::{Sheet, Table};
pub use unread::unread_columns;
pub use write::{free_text, guard, plain, write_csv};

#[cfg(test)]
mod tests;
