//! What a round needs of its interviewer, and how far somebody meets that.

use super::member::Member;
use crate::bank::QuestionKind;
use crate::plan::model::{PlannedQuestion, Round};
use crate::plan::people::RoundPeople;
use std::collections::BTreeSet;

/// What a round needs of its interviewer.
pub(super) struct InterviewerNeeds<'p> {
    pub(super) title: &'p str,
    pub(super) kind: &'p str,
    /// The kinds of its questions.
    kinds: BTreeSet<QuestionKind>,
    /// The competencies that its questions rate.
    pub(super) rated: BTreeSet<&'p str>,
    /// The technologies of each question that needs some.
    pub(super) stacks: Vec<&'p [String]>,
    /// Who holds it already.
    pub(super) lead: Option<&'p str>,
}

impl<'p> InterviewerNeeds<'p> {
    pub(super) fn new(round: &'p Round, people: &'p RoundPeople) -> Self {
        Self {
            title: &round.title,
            kind: &round.kind,
            kinds: round.questions.iter().map(|q| q.kind).collect(),
            rated: round.questions.iter().map(PlannedQuestion::rated).collect(),
            stacks: round.questions.iter().map(|q| q.stacks.as_slice()).filter(|s| !s.is_empty()).collect(),
            lead: people.lead.as_deref(),
        }
    }

    /// Whether `m` may hold the round.
    pub(super) fn fits(&self, m: &Member) -> bool {
        self.is_held_by(m) && (m.competencies.is_empty() || self.rated.is_empty() || self.covered(m) > 0)
    }

    /// Whether `m` holds rounds of its kind.
    pub(super) fn is_held_by(&self, m: &Member) -> bool {
        m.kinds.is_empty()
            || m.kinds.iter().any(|k| k == self.kind)
            || (!self.kinds.is_empty() && self.kinds.iter().all(|q| m.kinds.iter().any(|k| k == q.name())))
    }

    /// The competencies that it rates and `m`, who lists some, doesn't.
    pub(super) fn not_rated_by(&self, m: &Member) -> Vec<&'p str> {
        let lacks = |c: &&&str| !m.competencies.is_empty() && !m.competencies.iter().any(|own| own == **c);
        self.rated.iter().filter(lacks).copied().collect()
    }

    /// The technologies of the questions that `m`, who lists some, can't follow.
    pub(super) fn not_followed_by(&self, m: &Member) -> Vec<&'p str> {
        let lost =
            self.stacks.iter().filter(|s| !m.stacks.is_empty() && !s.iter().any(|x| m.stacks.contains(x)));
        let mut stacks: Vec<&str> = lost.flat_map(|s| s.iter().map(String::as_str)).collect();
        stacks.sort_unstable();
        stacks.dedup();
        stacks
    }

    /// How many of the rated competencies `m` lists.
    pub(super) fn covered(&self, m: &Member) -> usize {
        if m.competencies.is_empty() {
            return self.rated.len();
        }
        self.rated.iter().filter(|c| m.competencies.iter().any(|own| own == *c)).count()
    }

    /// How many of the questions that need a technology `m` can follow.
    pub(super) fn followed(&self, m: &Member) -> usize {
        let knows = |s: &&&[String]| m.stacks.is_empty() || s.iter().any(|stack| m.stacks.contains(stack));
        self.stacks.iter().filter(knows).count()
    }
}
