//! The hard rules, each with its words: whether a question may be asked at all, and in which round it may stand.

use super::request::{Request, RoundSpec};
use crate::bank::{Bank, Question, QuestionKind, Role, RoundKind};
use crate::text::join;

/// Why a question can't be in any plan of a request, whatever else is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Barred {
    /// It is for other roles.
    Role,
    /// It is for other levels.
    Level,
    /// It needs a technology that wasn't asked for.
    Stack,
    /// It was left out by hand or by an earlier plan.
    Excluded,
}

/// The first rule that keeps `q` out of every plan of `request`.
pub(super) fn barred(q: &Question, request: &Request, role: Option<&Role>) -> Option<Barred> {
    if !q.roles.contains(&request.role) {
        return Some(Barred::Role);
    }
    if !q.levels.contains(&request.level) {
        return Some(Barred::Level);
    }
    if !q.stacks.is_empty() && !q.stacks.iter().any(|s| wanted(request, role).contains(s)) {
        return Some(Barred::Stack);
    }
    request.exclude.contains(&q.id).then_some(Barred::Excluded)
}

/// The technologies of a request: those asked for, else those that the role comes with.
fn wanted<'a>(request: &'a Request, role: Option<&'a Role>) -> &'a [String] {
    if request.stacks.is_empty() { role.map_or(&[], |r| &r.default_stacks) } else { &request.stacks }
}

impl Barred {
    /// The rule's name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Level => "level",
            Self::Stack => "stack",
            Self::Excluded => "excluded",
        }
    }

    /// The rule in words, as the end of "`ID` ...".
    pub fn words(&self, q: &Question, request: &Request, role: Option<&Role>) -> String {
        match self {
            Self::Role => format!("is asked of {}, not of {}", join(&q.roles, "and"), request.role),
            Self::Level => format!("is for {}, not for {}", join(&q.levels, "and"), request.level),
            Self::Stack => {
                let wanted = wanted(request, role);
                let asked = if wanted.is_empty() { "none".to_owned() } else { join(wanted, "and") };
                format!("needs {}; asked for: {asked}", join(&q.stacks, "or"))
            }
            Self::Excluded => "is excluded".to_owned(),
        }
    }
}

/// What a round accepts.
#[derive(Debug, Clone)]
pub(super) struct Room {
    /// Minutes for questions.
    pub minutes: u32,
    /// The most questions that it holds.
    pub most: usize,
    /// The kinds of question that it takes.
    pub takes: Vec<QuestionKind>,
    /// The competencies that it answers for.
    pub focus: Vec<String>,
}

/// Why a question can't stand in a round, even an empty one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Refused {
    /// The round takes other kinds.
    Kind,
    /// The round doesn't answer for the competency that it rates.
    Focus,
    /// It takes longer than the round has.
    TooLong,
}

impl Refused {
    /// The rule's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Focus => "focus",
            Self::TooLong => "minutes",
        }
    }
}

impl Room {
    /// The room of `spec`; without a focus it answers for all that the role weighs.
    pub fn new(spec: &RoundSpec, kind: Option<&RoundKind>, weighed: &[(String, f64)]) -> Self {
        let around = kind.map_or(0, |k| k.opening + k.closing);
        let focus = if spec.focus.is_empty() {
            weighed.iter().map(|(c, _)| c.clone()).collect()
        } else {
            spec.focus.clone()
        };
        Self {
            minutes: spec.minutes.saturating_sub(around),
            most: kind.map_or(5, |k| k.max_questions),
            takes: kind.map_or_else(Vec::new, |k| k.takes.clone()),
            focus,
        }
    }

    /// The first rule by which the round refuses `q`.
    pub fn refuses(&self, q: &Question) -> Option<Refused> {
        if !self.takes.contains(&q.kind) {
            Some(Refused::Kind)
        } else if !self.focus.iter().any(|c| c == q.rated()) {
            Some(Refused::Focus)
        } else {
            (q.minutes > self.minutes).then_some(Refused::TooLong)
        }
    }

    /// The rule in words, as the end of "ROUND ...".
    pub fn words(&self, refused: Refused, q: &Question, bank: &Bank) -> String {
        match refused {
            Refused::Kind => {
                let kinds: Vec<&str> = self.takes.iter().map(|k| k.name()).collect();
                format!("takes {} questions, this one is {}", join(&kinds, "and"), q.kind.name())
            }
            Refused::Focus => format!("doesn't answer for {}", bank.competency_title(q.rated())),
            Refused::TooLong => {
                format!("has {} minutes for questions, this one takes {}", self.minutes, q.minutes)
            }
        }
    }
}
