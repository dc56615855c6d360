//! The JSON Schemas of a bank's catalogues, as their readers tell what they ask for.

use super::catalogue::{
    Briefing, CandidateQuestion, CatalogueNames, Competency, Conduct, Feedback, Framework, Level, ListEntry,
    LoopTemplate, MarketWords, RedFlag, Role, RoundKind, Scale, question_kinds,
};
use super::contents::Bank;
use crate::toml::{NameSet, describe};
use serde_json::Value;

/// A schema with the files of a bank that it is of.
#[derive(Debug)]
pub struct CatalogueSchema {
    /// What the schema is called.
    pub name: &'static str,
    /// The files from the bank's folder on; `*` stands for any name.
    pub files: &'static str,
    /// The schema, without a title.
    pub schema: Value,
}

/// The schemas of all catalogues that are TOML. They offer the names of `bank` and allow others, since a team adds its own.
pub fn catalogue_schemas(bank: &Bank) -> Vec<CatalogueSchema> {
    let mut names = names(bank);
    let role = describe(|t| Role::read(t, "", &mut names));
    let entry = |name, files, schema| CatalogueSchema { name, files, schema };
    vec![
        entry("briefing", "briefing.toml", describe(|t| Briefing::read(t, &names))),
        entry(
            "candidate-questions",
            "candidate-questions.toml",
            describe(|t| CandidateQuestion::read_all(t, &names)),
        ),
        entry("competencies", Competency::FILE, list::<Competency>()),
        entry("conduct", "conduct.toml", describe(Conduct::read)),
        entry("feedback", "feedback.toml", describe(|t| Feedback::read_all(t, &names))),
        entry("frameworks", Framework::FILE, list::<Framework>()),
        entry("levels", Level::FILE, list::<Level>()),
        entry("loop", "loops/*.toml", describe(|t| LoopTemplate::read(t, "", &names))),
        entry("red-flags", RedFlag::FILE, list::<RedFlag>()),
        entry("role", "roles/*.toml", role),
        entry("rounds", RoundKind::FILE, list::<RoundKind>()),
        entry("scale", "scale.toml", describe(Scale::read)),
        entry("words", "words.toml", describe(|t| MarketWords::read(t, &names))),
    ]
}

fn list<T: ListEntry>() -> Value {
    describe(|t| t.maybe_tables(T::TABLE, "", T::read))
}

/// The names that the catalogues of `bank` define.
pub(super) fn names(bank: &Bank) -> CatalogueNames {
    CatalogueNames {
        kinds: question_kinds(),
        competencies: NameSet::new("competency", bank.competencies.iter().map(|c| c.id.as_str())),
        levels: NameSet::new("level", bank.levels.iter().map(|l| l.id.as_str())),
        roles: NameSet::new("role", bank.roles.iter().map(|r| r.id.as_str())),
        rounds: NameSet::new("kind of round", bank.rounds.iter().map(|r| r.kind.as_str())),
        stacks: NameSet::new("stack", bank.stacks()),
        frameworks: NameSet::new("framework", bank.frameworks.iter().map(|f| f.id.as_str())),
        red_flags: NameSet::new("red flag", bank.red_flags.iter().map(|f| f.id.as_str())),
        topics: NameSet::new("topic", bank.topics.iter().map(|t| t.topic.as_str())),
    }
}
