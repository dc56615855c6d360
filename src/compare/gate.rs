//! A must-have of one candidate: met, rated below Solid by so many interviewers, or not assessed.

use schemars::JsonSchema;
use serde::Serialize;

/// A must-have and whether it is met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Gate {
    /// The competency's id.
    pub competency: String,
    /// Its name on paper.
    pub title: String,
    /// Whether it is met.
    pub state: GateState,
    /// How many interviewers rated it below Solid; null in a view of totals where one or two rated it.
    pub below: Option<usize>,
    /// How many rated it.
    pub of: usize,
}

/// Whether a must-have is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum GateState {
    /// Nobody rated it below Solid.
    Met,
    /// An interviewer at least rated it below Solid.
    Below,
    /// Nobody rated it.
    Unassessed,
    /// One or two interviewers rated it, and single interviewers' scores are left out.
    Withheld,
}

impl Gate {
    /// Whether two interviewers or more, and most of them, rated it below Solid.
    pub fn is_below_for_most(&self) -> bool {
        self.below.is_some_and(|below| below > 1 && 2 * below > self.of)
    }

    /// What is to be said of it, such as `rated below Solid by 1 of 2 interviewers`; `solid` is the word of the scale.
    pub fn words(&self, solid: &str) -> String {
        match (self.state, self.below) {
            (GateState::Met, _) => "met".to_owned(),
            (GateState::Unassessed, _) => "not assessed".to_owned(),
            (GateState::Below, Some(below)) => {
                format!("rated below {solid} by {below} of {} interviewers", self.of)
            }
            _ if self.of == 1 => "1 rating, not shown".to_owned(),
            _ => format!("{} ratings, not shown", self.of),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_fails_on_one_opinion() {
        let gate = |below, of| Gate {
            competency: "coding".into(),
            title: "Coding".into(),
            state: GateState::Below,
            below: Some(below),
            of,
        };
        assert_eq!(gate(1, 1).words("Solid"), "rated below Solid by 1 of 1 interviewers");
        assert_eq!(gate(2, 3).words("Solid"), "rated below Solid by 2 of 3 interviewers");
        assert!(!gate(1, 1).is_below_for_most() && !gate(1, 2).is_below_for_most());
        assert!(gate(2, 2).is_below_for_most() && gate(2, 3).is_below_for_most());
    }
}
