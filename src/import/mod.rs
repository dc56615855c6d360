//! Lists of questions in any usual format, read as questions of the bank: tables and workbooks, Markdown, YAML, JSON.

mod blocks;
mod causes;
mod entry;
mod fields;
mod id;
mod json;
mod list;
mod markdown;
mod names;
mod page;
mod parts;
mod question;
mod reader;
mod source;
mod tables;
mod tree;
mod yaml;

pub use list::{ImportedQuestion, file_name};
pub use names::NameIndex;
pub use question::{BankNames, ImportDefaults};
pub use reader::{ImportedList, ListReader};
