//! Words that have no place in a rung.

/// How many of [`UNASKED`] have no place in a signal either.
pub(super) const UNASKED_ANYWHERE: usize = 6;

/// Words by which a rating depends on when something was said.
pub(super) const UNASKED: [&str; 19] = [
    "unasked",
    "unprompted",
    "without being asked",
    "without prompting",
    "before being asked",
    "of their own accord",
    "when asked",
    "only when asked",
    "once asked",
    "if asked",
    "until asked",
    "unless asked",
    "after being asked",
    "when prompted",
    "once prompted",
    "if prompted",
    "on prompting",
    "before the probe",
    "after the probe",
];

/// Words for help in an interview; a `*` stands for any ending.
pub(super) const HELP: [&str; 17] = [
    "when reminded",
    "once reminded",
    "after being reminded",
    "needs reminding",
    "to be reminded",
    "nudge*",
    "prodd*",
    "prompted",
    "after prompting",
    "with prompting",
    "needs prompting",
    "interviewer*",
    "with help from you",
    "led there",
    "led to it",
    "guided to",
    "pointed to it",
];

/// Further words for it in a task; in a story, help is a colleague's.
pub(super) const HELP_IN_TASK: [&str; 4] =
    ["with some help", "with a little help", "needs help", "only with help"];

/// What comes before `hint` where the trade calls something else so.
pub(super) const OTHER_HINTS: [&str; 12] = [
    "type",
    "index",
    "query",
    "optimiser",
    "optimizer",
    "planner",
    "resource",
    "preload",
    "early",
    "inline",
    "cache",
    "sizing",
];

/// Words by which a rung leans on another one.
pub(super) const OTHER_RUNGS: [&str; 12] = [
    "as above",
    "all of the above",
    "the above",
    "all of that",
    "as before and",
    "as junior",
    "as mid",
    "as senior",
    "as staff",
    "the same as",
    "previous rung",
    "rung below",
];

/// Words that praise or blame an answer.
pub(super) const JUDGEMENTS: [&str; 26] = [
    "excellent*",
    "outstanding*",
    "exceptional*",
    "superficial*",
    "thorough",
    "thoroughly",
    "deeply",
    "comprehensive",
    "comprehensively",
    "confidently",
    "convincing",
    "convincingly",
    "adequate",
    "adequately",
    "competent",
    "competently",
    "good answer",
    "strong answer",
    "weak answer",
    "well explained",
    "very good",
    "very well",
    "quite good",
    "basic knowledge",
    "some knowledge",
    "deeper",
];

/// Words that say how much, not what.
pub(super) const STRENGTHS: [&str; 40] = [
    "poor",
    "weak",
    "bad",
    "little",
    "some",
    "few",
    "basic",
    "limited",
    "partial",
    "partially",
    "average",
    "fair",
    "adequate",
    "adequately",
    "good",
    "well",
    "better",
    "solid",
    "strong",
    "strongly",
    "very",
    "great",
    "deep",
    "excellent",
    "outstanding",
    "exceptional",
    "full",
    "fully",
    "complete",
    "completely",
    "clearly",
    "mostly",
    "somewhat",
    "always",
    "often",
    "sometimes",
    "rarely",
    "never",
    "no",
    "all",
];

/// Further words for it at the start of a sentence.
pub(super) const OTHER_RUNGS_AT_START: [&str; 3] = ["the same and", "the same but", "in addition"];

/// Words for a hint in the interview, where a hint may also be a clue in a story.
pub(super) const HINT_IN_STORY: [&str; 5] =
    ["with a hint", "after a hint", "without a hint", "with hints", "without hints"];
