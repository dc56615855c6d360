//! What is told of a name that nobody knows: near in meaning first, then in letters.

use super::meaning::StackMeaning;
use super::resolve::{Market, Title};
use super::slips::slips;
use crate::bank::Role;
use crate::diag::Diagnostic;
use crate::text::{join, terms};

/// Terms of titles that tell no role from another.
const OF_ANY_TITLE: [&str; 12] = [
    "and",
    "developer",
    "engineer",
    "engineering",
    "in",
    "manager",
    "of",
    "software",
    "specialist",
    "systems",
    "team",
    "technical",
];

impl Market<'_> {
    pub(super) fn unknown_role(&self, text: &str) -> Diagnostic {
        let asked: Vec<String> = terms(text).into_iter().map(|t| t.key).collect();
        let telling = |term: &&String| !OF_ANY_TITLE.contains(&term.as_str());
        // Near in meaning: roles whose titles share a telling word. Then near in letters.
        let mut near: Vec<&str> = Vec::new();
        for (name, title) in self.titles.names() {
            let shared = |term: &String| terms(name).iter().any(|t| t.key == *term);
            if let Some(role) = title.role().filter(|r| !near.contains(r))
                && asked.iter().filter(telling).any(shared)
            {
                near.push(role);
            }
        }
        let roles: Vec<&str> = self.bank.roles.iter().map(|r| r.id.as_str()).collect();
        let finding = Diagnostic::error("unknown-name", format!("there is no role `{text}`"));
        if !near.is_empty() && near.len() <= 4 {
            return finding.hint(format!("did you mean {}?", join(&near, "or")));
        }
        let slips = slips(text, self.titles.names().map(|(name, _)| name));
        let of = |name: &str| self.titles.meaning(name).and_then(Title::role);
        match slips.first().and_then(|name| of(name)) {
            Some(role) => finding.hint(format!("did you mean {role}?")),
            None => finding.hint(format!("there are: {}", roles.join(", "))),
        }
    }

    pub(super) fn unknown_level(&self, text: &str) -> Diagnostic {
        let ids: Vec<&str> = self.bank.levels.iter().map(|l| l.id.as_str()).collect();
        let finding = Diagnostic::error("unknown-name", format!("there is no level `{text}`"));
        let slips = slips(text, self.ranks.names().map(|(name, _)| name));
        match slips.first().and_then(|name| self.ranks.meaning(name)) {
            Some(rank) => finding.hint(format!("did you mean {}?", rank.level())),
            None => finding.hint(format!("there are: {}", ids.join(", "))),
        }
    }

    /// An error for each of `names` of which nothing is known, with what `role` can be asked about.
    pub fn unknown_stacks(&self, role: Option<&Role>, names: &[String]) -> Vec<Diagnostic> {
        let names = names.iter().map(|n| n.trim()).filter(|n| !n.is_empty());
        let is_stack = |name: &str| role.is_some_and(|r| r.stacks.iter().any(|s| s == name));
        let unknown = names.filter(|n| !is_stack(n) && self.technologies.meaning(n).is_none());
        unknown.map(|name| self.unknown_stack(role, name)).collect()
    }

    fn unknown_stack(&self, role: Option<&Role>, name: &str) -> Diagnostic {
        let finding = Diagnostic::error("unknown-name", format!("there is no stack `{name}`"));
        let near = slips(name, self.technologies.names().map(|(name, _)| name));
        let near: Vec<String> = near
            .into_iter()
            .map(|near| match role.and_then(|role| self.stack(role, near)) {
                Some(StackMeaning::Asked { stack, say: Some(_) }) => format!("{near} (asked as {stack})"),
                Some(StackMeaning::Asked { stack, say: None }) => stack,
                _ => near.to_owned(),
            })
            .collect();
        if !near.is_empty() {
            return finding.hint(format!("did you mean {}?", join(&near, "or")));
        }
        match role {
            Some(role) if role.stacks.is_empty() => {
                finding.hint(format!("{} is asked about no particular one: leave --stack out", role.id))
            }
            Some(role) => {
                finding.hint(format!("{} can be asked about {}", role.id, join(&role.stacks, "and")))
            }
            None => finding.hint(format!("there are: {}", self.bank.stacks().join(", "))),
        }
    }
}
