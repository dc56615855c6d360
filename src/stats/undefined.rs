//! Why a figure has no value.

/// Why a figure has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Undefined {
    /// Nobody rated, or only one rater did.
    #[error("there are ratings of one rater only")]
    OneRater,
    /// No unit has two ratings.
    #[error("no two raters rated the same thing")]
    NoOverlap,
    /// One unit alone has two ratings.
    #[error("only one thing has ratings of two raters, and one thing tells nothing of chance")]
    OneShared,
    /// All ratings are equal, so no disagreement is expected.
    #[error("all ratings are equal")]
    AllEqual,
    /// The figure needs the same raters for all units.
    #[error("fewer than two things were rated by every rater")]
    NotCrossed,
    /// The one-way figure needs equally many ratings of each unit.
    #[error("the things have different numbers of ratings")]
    Unbalanced,
    /// The figure is defined for two raters.
    #[error("it is made for two raters, and there are {0}")]
    NotTwoRaters(usize),
    /// Too many different values to count them as categories.
    #[error("there are more than {0} different values")]
    TooManyValues(usize),
    /// Too many raters to fit a model of them.
    #[error("there are more than {0} raters")]
    TooManyRaters(usize),
    /// A ratio scale starts at zero.
    #[error("a ratio scale has no values below zero")]
    Negative,
    /// The raters fall into groups without a common unit.
    #[error("the raters fall into {0} groups that share nothing, so their ratings can't be compared")]
    Disconnected(usize),
    /// Fewer people, or whatever else units belong to, than limits can be drawn over.
    #[error("only {0} of those rated have two ratings of one thing, and limits need {1}")]
    TooFewClusters(usize, usize),
    /// Nobody to compare with.
    #[error("fewer than two candidates have an overall mean")]
    TooFewComplete,
    /// No times, so no order.
    #[error("no rating says when the conversation took place")]
    NoTimes,
    /// Fewer ratings that follow another one than a statement on order needs.
    #[error(
        "only {0} conversations follow another of the same interviewer with somebody whom others rated too, and it takes {1}"
    )]
    TooFewFollowing(usize, usize),
    /// All raters met the units in one order.
    #[error(
        "the interviewers met people in much the same order, so a lean can't be told from the people themselves"
    )]
    SameOrder,
    /// The ratings leave nothing over to judge the error by.
    #[error("the ratings leave no residual to judge by")]
    NoResidual,
}
