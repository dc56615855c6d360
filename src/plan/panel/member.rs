//! One interviewer of a panel.

/// One interviewer of a panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The name as it is printed.
    pub name: String,
    /// The address, or empty.
    pub email: String,
    /// What they can rate; empty: everything.
    pub competencies: Vec<String>,
    /// Technologies that they know; empty: all.
    pub stacks: Vec<String>,
    /// The kinds of round or question that they hold; empty: all.
    pub kinds: Vec<String>,
    /// The most rounds, where there is a limit.
    pub max_rounds: Option<usize>,
    /// Whether they only sit in, as a trainee.
    pub trainee: bool,
}
