//! The texts of questions.

use std::borrow::Cow;

/// A text of a question; those of the built-in bank stay where they are in the binary.
pub type Text = Cow<'static, str>;
