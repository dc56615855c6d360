//! The hard rules with their words: whether a question may be asked at all, and in which rounds.

use super::request::{Request, RoundSpec};
use crate::bank::{Assistant, Bank, Question, QuestionKind, Role, RoundKind};
use crate::text::join;

/// Why a question can't be in any plan for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ineligible {
    /// It is for other roles.
    Role,
    /// It is for other levels.
    Level,
    /// It needs a technology that wasn't asked for.
    Stack,
    /// It is excluded by hand, or was asked in an earlier plan.
    Excluded,
    /// It is still being written.
    Draft,
}

/// The first rule that keeps `q` out of every plan of `request`.
pub(super) fn ineligible(q: &Question, request: &Request, role: Option<&Role>) -> Option<Ineligible> {
    if !q.roles.contains(&request.role) {
        return Some(Ineligible::Role);
    }
    if !q.levels.contains(&request.level) {
        return Some(Ineligible::Level);
    }
    if !q.stacks.is_empty() && !q.stacks.iter().any(|s| wanted(request, role).contains(&s)) {
        return Some(Ineligible::Stack);
    }
    if request.exclude.contains(&q.id) {
        return Some(Ineligible::Excluded);
    }
    q.draft.then_some(Ineligible::Draft)
}

/// The technologies of a request: those asked for, and those that the role comes with.
fn wanted<'a>(request: &'a Request, role: Option<&'a Role>) -> Vec<&'a String> {
    let own = role.map_or(&[][..], |r| &r.default_stacks);
    request.stacks.iter().chain(own.iter().filter(|s| !request.stacks.contains(s))).collect()
}

impl Ineligible {
    /// The rule's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Level => "level",
            Self::Stack => "stack",
            Self::Excluded => "excluded",
            Self::Draft => "draft",
        }
    }

    /// The rule in words, as the end of "`ID` ...".
    pub fn words(self, q: &Question, request: &Request, role: Option<&Role>) -> String {
        match self {
            Self::Role => format!("is asked of {}, not of {}", join(&q.roles, "and"), request.role),
            Self::Level => format!("is for {}, not for {}", join(&q.levels, "and"), request.level),
            Self::Stack => {
                let wanted = wanted(request, role);
                let asked = if wanted.is_empty() { "none".to_owned() } else { join(&wanted, "and") };
                format!("needs {}; asked for: {asked}", join(&q.stacks, "or"))
            }
            Self::Excluded => "is excluded".to_owned(),
            Self::Draft => "is a draft".to_owned(),
        }
    }
}

/// What a round accepts.
#[derive(Debug, Clone)]
pub(super) struct RoundRules {
    /// Minutes for questions.
    pub minutes: u32,
    /// The most questions that it holds.
    pub most: usize,
    /// The kinds of question that it takes.
    pub takes: Vec<QuestionKind>,
    /// The competencies that it is responsible for.
    pub focus: Vec<String>,
}

/// Why a question can't be in a round, even in an empty one; the later ones come nearer to fitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mismatch {
    /// The round takes other kinds.
    Kind,
    /// The round isn't responsible for the competency that it rates.
    Focus,
    /// It takes longer than the round has for questions.
    TooLong,
}

impl Mismatch {
    /// The rule's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Focus => "focus",
            Self::TooLong => "minutes",
        }
    }
}

impl RoundRules {
    /// The rules of the round `spec`; without a focus it is responsible for all competencies in `weighed`.
    pub fn new(spec: &RoundSpec, kind: Option<&RoundKind>, weighed: &[(String, f64)]) -> Self {
        let around = kind.map_or(0, |k| k.opening.saturating_add(k.closing));
        let focus = if spec.focus.is_empty() {
            weighed.iter().map(|(c, _)| c.clone()).collect()
        } else {
            spec.focus.clone()
        };
        let mut takes = kind.map_or_else(Vec::new, |k| k.takes.clone());
        if spec.assistant.or(kind.map(|k| k.assistant)).unwrap_or_default() == Assistant::No {
            takes.retain(|kind| *kind != QuestionKind::AiAssisted);
        }
        Self {
            minutes: spec.minutes.saturating_sub(around),
            most: kind.map_or(5, |k| k.max_questions),
            takes,
            focus,
        }
    }

    /// The first rule by which the round doesn't take `q`.
    pub fn mismatch(&self, q: &Question) -> Option<Mismatch> {
        if !self.takes.contains(&q.kind) {
            Some(Mismatch::Kind)
        } else if !self.focus.iter().any(|c| c == q.rated()) {
            Some(Mismatch::Focus)
        } else {
            (q.minutes > self.minutes).then_some(Mismatch::TooLong)
        }
    }

    /// The rule in words, as the end of "ROUND ...".
    pub fn words(&self, mismatch: Mismatch, q: &Question, bank: &Bank) -> String {
        match mismatch {
            Mismatch::Kind => {
                let kinds: Vec<&str> = self.takes.iter().map(|k| k.name()).collect();
                format!("takes {} questions, this one is {}", join(&kinds, "and"), q.kind.name())
            }
            Mismatch::Focus => format!("doesn't answer for {}", bank.competency_title(q.rated())),
            Mismatch::TooLong => {
                format!("has {} minutes for questions, this one takes {}", self.minutes, q.minutes)
            }
        }
    }
}
