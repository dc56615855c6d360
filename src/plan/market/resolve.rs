//! Roles, levels and stacks as people name them, resolved to those of the bank.

use super::lexicon::Lexicon;
use super::meaning::{Named, StackMeaning};
use crate::bank::{Bank, LevelWords, Role, RoleWords};
use crate::diag::{Diagnostic, Failure, Warned};
use crate::text::{term_key, terms};

/// What a job title names.
#[derive(Debug, Clone, Copy)]
pub(super) enum Title<'b> {
    Role(&'b str),
    Words(&'b RoleWords),
    /// A developer of a technology, by the role that this is.
    Developer(&'b str),
}

impl<'b> Title<'b> {
    /// The role; none where the bank has none for it.
    pub fn role(self) -> Option<&'b str> {
        match self {
            Self::Role(id) | Self::Developer(id) => Some(id),
            Self::Words(words) => words.id.as_deref(),
        }
    }
}

/// What a word names as a level.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rank<'b> {
    Level(&'b str),
    Words(&'b LevelWords),
}

impl<'b> Rank<'b> {
    pub fn level(self) -> &'b str {
        match self {
            Self::Level(id) => id,
            Self::Words(words) => &words.id,
        }
    }

    /// What is told behind the word.
    pub fn say(self) -> String {
        match self {
            Self::Words(LevelWords { say: Some(say), .. }) => say.clone(),
            _ => format!("taken as {}", self.level()),
        }
    }
}

/// The names that a bank and its words of the market know.
#[derive(Debug)]
pub struct Market<'b> {
    pub(super) bank: &'b Bank,
    pub(super) titles: Lexicon<Title<'b>>,
    pub(super) ranks: Lexicon<Rank<'b>>,
    pub(super) technologies: Lexicon<Named<'b>>,
}

/// Stacks that are asked for, resolved.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ResolvedStacks {
    /// The ids of those that the role has, each once, in the order in which they were named.
    pub stacks: Vec<String>,
    /// What is told of names that aren't a stack's own: `Rails: asked as ruby`.
    pub told: Vec<String>,
}

/// What is behind the name of a technology in a title.
pub(super) const DEVELOPERS: [&str; 8] =
    ["developer", "engineer", "programmer", "dev", "specialist", "developers", "engineers", "expert"];

impl<'b> Market<'b> {
    /// The names that `bank` knows.
    pub fn new(bank: &'b Bank) -> Self {
        let (mut titles, mut ranks, mut technologies) = (Lexicon::new(), Lexicon::new(), Lexicon::new());
        for role in &bank.roles {
            titles.add(&role.id, Title::Role(&role.id), false);
            titles.add(&role.title, Title::Role(&role.id), false);
        }
        for words in &bank.words.roles {
            words.words.iter().for_each(|word| titles.add(word, Title::Words(words), false));
        }
        for level in &bank.levels {
            ranks.add(&level.id, Rank::Level(&level.id), false);
            ranks.add(&level.title, Rank::Level(&level.id), false);
        }
        for words in bank.words.levels.iter().chain(bank.levels.iter().flat_map(|level| &level.market)) {
            words.words.iter().for_each(|word| ranks.add(word, Rank::Words(words), false));
        }
        let entries = || bank.words.technologies.iter();
        // A name that may be another word counts as such wherever it stands first.
        for entry in entries() {
            entry.exact.iter().for_each(|name| technologies.add(name, Named::Technology(entry), true));
        }
        for entry in entries() {
            entry.words.iter().for_each(|name| technologies.add(name, Named::Technology(entry), false));
        }
        for stack in bank.stacks() {
            technologies.add(stack, Named::Stack(stack), false);
        }
        // "Rails Developer" is a title too.
        for entry in entries() {
            let Some(role) = &entry.developer else { continue };
            for name in entry.exact.iter().chain(&entry.words) {
                for noun in DEVELOPERS {
                    titles.add(&format!("{name} {noun}"), Title::Developer(role), false);
                    titles.add(&format!("{name} software {noun}"), Title::Developer(role), false);
                }
            }
        }
        Self { bank, titles, ranks, technologies }
    }

    /// The role that `text` names, an id or a job title, and what is told of it where it isn't an id.
    ///
    /// Fails where no role of the bank is meant, with those that come closest.
    pub fn role(&self, text: &str) -> Result<(&'b Role, Option<String>), Diagnostic> {
        if let Some(role) = self.bank.role(text) {
            return Ok((role, None));
        }
        let title = self.titles.meaning(text).or_else(|| self.role_within(text));
        let Some(title) = title else { return Err(self.unknown_role(text)) };
        let Some(role) = title.role().and_then(|id| self.bank.role(id)) else {
            let Title::Words(words) = title else { return Err(self.unknown_role(text)) };
            let said = words.say.clone().unwrap_or_else(|| "no role of this bank".to_owned());
            let hint = format!("the nearest: --role {}", words.near.join(", --role "));
            let finding = Diagnostic::error("unknown-name", format!("`{text}` is {said}"));
            return Err(if words.near.is_empty() { finding } else { finding.hint(hint) });
        };
        let own = term_key(text) == term_key(&role.id) || term_key(text) == term_key(&role.title);
        let say = match title {
            Title::Words(RoleWords { say: Some(say), .. }) => say.clone(),
            _ => format!("taken as {}", role.id),
        };
        Ok((role, (!own).then(|| format!("{text}: {say}"))))
    }

    /// The one role that a longer title holds, such as `Senior Backend Engineer, Payments`.
    fn role_within(&self, text: &str) -> Option<Title<'b>> {
        let hits = self.titles.hits(text, &terms(text));
        let first = hits.first()?.meaning;
        hits.iter().all(|hit| hit.meaning.role() == first.role()).then_some(first)
    }

    /// The level that `text` names, and what is told of it where it isn't a level's own name.
    ///
    /// Fails where no level is meant.
    pub fn level(&self, text: &str) -> Result<(&'b str, Option<String>), Diagnostic> {
        if let Some(rank) = self.ranks.meaning(text) {
            let own = matches!(rank, Rank::Level(_));
            return Ok((rank.level(), (!own).then(|| format!("{text}: {}", rank.say()))));
        }
        Err(self.unknown_level(text))
    }

    /// The one level that a longer title names, such as `Senior Backend Engineer`, with what is told of it.
    pub fn level_within(&self, title: &str) -> Option<(&'b str, Option<String>)> {
        let terms = terms(title);
        let hits = self.ranks.hits(title, &terms);
        let first = hits.first()?;
        let word = &title[terms[first.first].at.start..terms[first.first + first.length - 1].at.end];
        let one = hits.iter().all(|hit| hit.meaning.level() == first.meaning.level());
        one.then(|| self.level(word).ok()).flatten()
    }

    /// What the technology `text` is taken as for `role`; none where nothing is known of it.
    pub fn stack(&self, role: &Role, text: &str) -> Option<StackMeaning> {
        // A stack of the role goes by its own name, whatever that stands for elsewhere.
        if role.stacks.iter().any(|s| s == text) {
            return Some(StackMeaning::Asked { stack: text.to_owned(), say: None });
        }
        let named = self.technologies.meaning(text)?;
        let own = |stack: &str| term_key(stack) == term_key(text);
        Some(match named.meaning(role, &self.bank.roles) {
            StackMeaning::Asked { stack, .. } if own(&stack) => StackMeaning::Asked { stack, say: None },
            meaning => meaning,
        })
    }

    /// The stacks of `role` that `names` mean. What is known and isn't asked is a warning; fails with all names of which
    /// nothing is known.
    pub fn stacks(&self, role: &Role, names: &[String]) -> Result<Warned<ResolvedStacks>, Failure> {
        let errors = self.unknown_stacks(Some(role), names);
        if !errors.is_empty() {
            return Err(Failure(errors));
        }
        let (mut resolved, mut warnings) = (ResolvedStacks::default(), Vec::new());
        for name in names.iter().map(|n| n.trim()).filter(|n| !n.is_empty()) {
            match self.stack(role, name) {
                Some(StackMeaning::Asked { stack, say }) => {
                    resolved.told.extend(say.map(|say| format!("{name}: {say}")));
                    if !resolved.stacks.contains(&stack) {
                        resolved.stacks.push(stack);
                    }
                }
                Some(StackMeaning::Anyhow { say }) => resolved.told.push(format!("{name}: {say}")),
                Some(StackMeaning::NotCovered { say, near }) => {
                    warnings
                        .push(Diagnostic::warning("not-covered", format!("{name}: {say}")).maybe_hint(near));
                }
                None => {}
            }
        }
        Ok(Warned { value: resolved, warnings })
    }
}
