//! The one reader of TOML: questions, catalogues and settings.
//!
//! [`read()`] hands out a [`TableReader`], which is asked for one field after the other. A mistake becomes a finding with
//! its place, and reading goes on, so that one run tells them all. A field that nobody asked for is unknown; where it is
//! nearly the name of a missing one, the two are one finding. [`describe()`] tells what a reader asks for, as a JSON Schema.

#[cfg(feature = "cli")]
mod alternatives;
mod describe;
mod fields;
mod file;
mod names;
mod read;
mod shape;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use describe::describe;
pub(crate) use file::TomlFile;
pub(crate) use names::NameSet;
pub(crate) use read::read;
pub(crate) use table::{Located, TableReader};
