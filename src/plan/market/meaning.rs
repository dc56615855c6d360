//! What a technology is taken as in a plan for one role.

use crate::bank::{Role, Technology};
use crate::text::join;

/// What a technology is taken as in a plan for one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StackMeaning {
    /// A stack of the role is asked: the technology itself, or what stands for it.
    Asked {
        /// The stack's id.
        stack: String,
        /// What is told; none where the name is the stack's own.
        say: Option<String>,
    },
    /// It is asked whichever stacks are named.
    Anyhow {
        /// What is told.
        say: String,
    },
    /// It is known and isn't asked in this role.
    NotCovered {
        /// What is told.
        say: String,
        /// What can be asked in its place, of this role or of another one.
        near: Option<String>,
    },
}

/// What a name in the lexicon of technologies stands for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Named<'b> {
    Stack(&'b str),
    Technology(&'b Technology),
}

impl<'b> Named<'b> {
    /// The stacks that may be asked for it, the first ones first.
    pub fn stacks(self) -> Vec<&'b str> {
        match self {
            Self::Stack(stack) => vec![stack],
            Self::Technology(t) => t.stacks.iter().map(String::as_str).collect(),
        }
    }

    /// The role that a developer of it has.
    pub fn developer(self) -> Option<&'b str> {
        match self {
            Self::Stack(_) => None,
            Self::Technology(t) => t.developer.as_deref(),
        }
    }

    /// What it is taken as for `role`; `roles` are all that the bank has.
    pub fn meaning(self, role: &Role, roles: &[Role]) -> StackMeaning {
        let has = |stack: &str| role.stacks.iter().any(|s| s == stack);
        let stacks = self.stacks();
        let entry = match self {
            Self::Stack(_) => None,
            Self::Technology(entry) => Some(entry),
        };
        let say = entry.and_then(|e| e.say.clone());
        if entry.is_some_and(|e| e.anyhow && (e.roles.is_empty() || e.roles.contains(&role.id))) {
            return StackMeaning::Anyhow { say: say.unwrap_or_else(|| "asked anyhow".to_owned()) };
        }
        if let Some(stack) = stacks.iter().find(|stack| has(stack)) {
            // Of several the sentence names the first only.
            let say = match say {
                Some(say) if stacks.first() == Some(stack) => Some(say),
                _ if entry.is_some() => Some(format!("asked as {stack}")),
                _ => None,
            };
            return StackMeaning::Asked { stack: (*stack).to_owned(), say };
        }
        let others = |stack: &str| -> Vec<&str> {
            roles.iter().filter(|r| r.stacks.iter().any(|s| s == stack)).map(|r| r.id.as_str()).collect()
        };
        if let Some(first) = stacks.iter().find(|stack| !others(stack).is_empty()) {
            let others = others(first);
            let say = format!("not asked of {}: the bank asks {first} of {}", role.id, join(&others, "and"));
            let near = others.first().map(|other| format!("--role {other} asks it"));
            return StackMeaning::NotCovered { say, near };
        }
        if let Some(entry) = entry.filter(|e| e.anyhow) {
            let say = format!(
                "not asked of {}: it is part of what {} are asked",
                role.id,
                join(&entry.roles, "and")
            );
            return StackMeaning::NotCovered { say, near: None };
        }
        let near: Vec<&str> =
            entry.map(|e| e.near.iter().map(String::as_str).filter(|n| has(n)).collect()).unwrap_or_default();
        let near = (!near.is_empty()).then(|| format!("the nearest: --stack {}", join(&near, "or")));
        StackMeaning::NotCovered { say: say.unwrap_or_else(|| "not covered".to_owned()), near }
    }
}
