//! Lines of running text, as documents of any usual sort hold them.

use serde::{Deserialize, Serialize};

/// A line of running text: a paragraph, an entry of a list, a line of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProseLine {
    /// What it says, without blanks around it.
    pub text: String,
    /// Whether it is a heading.
    pub is_heading: bool,
}
