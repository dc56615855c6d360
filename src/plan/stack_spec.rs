//! A technology as it is asked for.

use std::fmt;
use std::str::FromStr;

/// A technology that is asked for, with the number of its questions where one is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackSpec {
    /// The technology.
    pub stack: String,
    /// How many questions of it are asked for; none: the usual number.
    pub questions: Option<u32>,
}

/// The most questions of one technology that can be asked for.
const MOST: u32 = 50;

impl FromStr for StackSpec {
    type Err = String;

    /// Reads `STACK` or `STACK:N`.
    fn from_str(text: &str) -> Result<Self, String> {
        let Some((stack, number)) = text.rsplit_once(':') else {
            return Ok(Self { stack: text.trim().to_owned(), questions: None });
        };
        let questions = number.trim().parse().ok().filter(|n| (1..=MOST).contains(n));
        let questions = questions.ok_or_else(|| {
            format!("`{number}` is not a number of questions from 1 to {MOST}: write STACK:N, such as rust:4")
        })?;
        Ok(Self { stack: stack.trim().to_owned(), questions: Some(questions) })
    }
}

impl fmt::Display for StackSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.questions {
            Some(n) => write!(f, "{}:{n}", self.stack),
            None => f.write_str(&self.stack),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::StackSpec;

    #[test]
    fn a_stack_may_say_how_many_questions() {
        let spec: StackSpec = "dotnet:4".parse().unwrap();
        assert_eq!((spec.stack.as_str(), spec.questions), ("dotnet", Some(4)));
        assert_eq!(spec.to_string(), "dotnet:4");
        assert_eq!("rust".parse::<StackSpec>().unwrap().questions, None);
        for wrong in ["rust:0", "rust:many", "rust:", "rust:1000"] {
            assert!(wrong.parse::<StackSpec>().is_err(), "{wrong}");
        }
    }
}
