//! The keys of `panelkit.toml`, as a new file offers them and as an editor is told them.

/// A key of the settings.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct SettingKey {
    pub(in crate::cli) name: &'static str,
    /// What it sets, without a full stop.
    pub(in crate::cli) what: &'static str,
    /// A value, as TOML.
    pub(in crate::cli) example: &'static str,
}

const fn key(name: &'static str, what: &'static str, example: &'static str) -> SettingKey {
    SettingKey { name, what, example }
}

/// Every key, in the order of the documentation; the table comes last, as TOML wants it.
pub(in crate::cli) const KEYS: [SettingKey; 14] = [
    key("organisation", "whose interviews these are, at the foot of each page", "\"Acme GmbH\""),
    key(
        "confidentiality",
        "the line beside the organisation, at the foot of each page",
        "\"Return after the debrief.\"",
    ),
    key("paper", "a4 or letter", "\"a4\""),
    key("contact", "whom candidates ask, in briefs and letters", "\"Mia Berg, mia@acme.example\""),
    key("pay", "the pay range, as candidates are told it", "\"70,000 to 85,000 euros a year\""),
    key(
        "kept_for",
        "how long records are kept, as candidates are told it",
        "\"for one year after the decision\"",
    ),
    key("retention", "how long records are kept: a profile, or a table with months", "\"us-private\""),
    key("zone", "the time zone of times that name none", "\"Europe/Berlin\""),
    key("country", "whose law the words about what not to ask follow", "\"UK\""),
    key(
        "bank",
        "a question bank of your own, or a list that is read together",
        "[\"builtin\", \"ours/question-bank\"]",
    ),
    key("templates", "a folder of templates of your own", "\"ours/templates\""),
    key("trainees", "interviewers in training, whose scorecards are kept apart", "[\"Tia Berg\"]"),
    key(
        "prefer",
        "which of two different copies of a scorecard counts: newest, last, or a file",
        "\"newest\"",
    ),
    key(
        "headers",
        "columns of scorecards and question lists in your language",
        "{ score = [\"Bewertung\"], evidence = [\"Beleg\"] }",
    ),
];
