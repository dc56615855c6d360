//! The words of job advertisements, and what each is taken as.

use super::names::CatalogueNames;
use crate::toml::TableReader;

/// The words of job advertisements that a bank knows; those that come first win.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MarketWords {
    /// Job titles.
    pub roles: Vec<RoleWords>,
    /// Words for levels, beside those of the levels themselves.
    pub levels: Vec<LevelWords>,
    /// Technologies.
    pub technologies: Vec<Technology>,
}

/// Job titles of one role, or of work that the bank has no role for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoleWords {
    /// The role's id; none where the bank has no role for it.
    pub id: Option<String>,
    /// The titles.
    pub words: Vec<String>,
    /// The roles that come closest, where the bank has none for it.
    pub near: Vec<String>,
    /// What is told behind a word; none: what it is taken as.
    pub say: Option<String>,
}

/// Words for one level.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LevelWords {
    /// The level's id.
    pub id: String,
    /// The words.
    pub words: Vec<String>,
    /// What is told behind a word; none: what it is taken as.
    pub say: Option<String>,
}

/// Names of technologies that are taken as one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Technology {
    /// The names, in any case.
    pub words: Vec<String>,
    /// Names that count in running text only as they are written.
    pub exact: Vec<String>,
    /// The stacks that are asked in its place: the first that a role has.
    pub stacks: Vec<String>,
    /// Whether it is asked whichever stacks are named.
    pub anyhow: bool,
    /// The roles of which it is asked anyhow; empty: all.
    pub roles: Vec<String>,
    /// The stacks that come closest, where it isn't covered.
    pub near: Vec<String>,
    /// The role that a developer of it has.
    pub developer: Option<String>,
    /// What is told behind a name; none: what it is taken as.
    pub say: Option<String>,
}

impl MarketWords {
    /// What the file `words.toml` says.
    pub(in crate::bank) fn read(t: &mut TableReader<'_, '_>, names: &CatalogueNames) -> Self {
        let role = |t: &mut TableReader<'_, '_>| RoleWords {
            id: t.maybe_name("id", &names.roles),
            words: t.texts("words"),
            near: t.maybe_names("near", &names.roles),
            say: t.maybe_text("say"),
        };
        let level = |t: &mut TableReader<'_, '_>| LevelWords {
            id: t.name("id", &names.levels),
            ..LevelWords::read_of_level(t)
        };
        let technology = |t: &mut TableReader<'_, '_>| Technology {
            words: t.texts_unless("words", "exact"),
            exact: t.maybe_texts("exact"),
            stacks: t.maybe_names("stacks", &names.stacks),
            anyhow: t.flag("anyhow"),
            roles: t.maybe_names("roles", &names.roles),
            near: t.maybe_names("near", &names.stacks),
            developer: t.maybe_name("developer", &names.roles),
            say: t.maybe_text("say"),
        };
        Self {
            roles: t.maybe_tables("role", "{ id = \"...\", words = [\"...\"] }", role),
            levels: t.maybe_tables("level", "{ id = \"...\", words = [\"...\"] }", level),
            technologies: t.maybe_tables(
                "technology",
                "{ words = [\"...\"], stacks = [\"...\"] }",
                technology,
            ),
        }
    }
}

impl MarketWords {
    /// Adds words that come after these.
    pub(in crate::bank) fn append(&mut self, mut others: Self) {
        self.roles.append(&mut others.roles);
        self.levels.append(&mut others.levels);
        self.technologies.append(&mut others.technologies);
    }
}

impl LevelWords {
    /// The words that an entry of `market` in `levels.toml` has for its level, whose id is still to be set.
    pub(super) fn read_of_level(t: &mut TableReader<'_, '_>) -> Self {
        Self { id: String::new(), words: t.texts("words"), say: t.maybe_text("say") }
    }

    /// These words as those of the level `id`.
    pub(in crate::bank) fn of(self, id: &str) -> Self {
        Self { id: id.to_owned(), ..self }
    }
}
