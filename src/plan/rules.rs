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

/// Whether a question of this kind is only talked about: what somebody says they did or would do.
pub(super) fn is_talk(kind: QuestionKind) -> bool {
    matches!(kind, QuestionKind::Behavioral | QuestionKind::Situational | QuestionKind::Background)
}

/// Whether rounds whose own kinds are these are named for work that is done in them.
pub(super) fn is_hands_on(own: &[QuestionKind]) -> bool {
    !own.is_empty() && !own.iter().any(|kind| is_talk(*kind))
}

/// The place of a level in the bank's order, lowest first.
fn rank(bank: &Bank, level: &str) -> Option<usize> {
    bank.levels.iter().position(|l| l.id == level)
}

/// How many levels the lowest level of `q` lies below `level`.
pub(super) fn levels_below(bank: &Bank, level: &str, q: &Question) -> usize {
    let lowest = q.levels.iter().filter_map(|l| rank(bank, l)).min();
    rank(bank, level).unwrap_or(0).saturating_sub(lowest.unwrap_or(0))
}

/// The lowest level of the bank, where `level` lies at least two above it: from there on a plan keeps away from what it is
/// asked.
pub(super) fn lowest_level<'b>(bank: &'b Bank, level: &str) -> Option<&'b str> {
    let lowest = bank.levels.first()?;
    (rank(bank, level)? >= 2).then_some(lowest.id.as_str())
}

/// What a round accepts.
#[derive(Debug, Clone)]
pub(super) struct RoundRules {
    /// Minutes for questions.
    pub minutes: u32,
    /// The most questions that it holds.
    pub most: usize,
    /// The most that are chosen for it where no more are kept.
    pub usual: usize,
    /// The kinds of question that it takes.
    pub takes: Vec<QuestionKind>,
    /// Of these, the kinds that it is named for.
    pub own: Vec<QuestionKind>,
    /// The competencies that it is responsible for.
    pub focus: Vec<String>,
    /// The least minutes of its main problem, where it has to have one.
    pub main_problem: Option<u32>,
    /// Whether rounds of its kind have a main problem at some levels.
    pub is_design: bool,
    /// Whether questions of other kinds cost something: it is named for work, and those of its own kinds can fill it.
    pub keeps_to_own: bool,
    /// The level whose questions it doesn't take, those of the stacks that are asked for aside.
    pub apart_from: Option<String>,
    /// The stacks that are asked for.
    stacks: Vec<String>,
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
    /// The lowest level is asked it too.
    Apart,
}

impl Mismatch {
    /// The rule's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Focus => "focus",
            Self::TooLong => "minutes",
            Self::Apart => "level",
        }
    }
}

/// The rules of the rounds of `request`, which are `specs`.
pub(super) fn round_rules(bank: &Bank, request: &Request, specs: &[RoundSpec]) -> Vec<RoundRules> {
    let role = bank.role(&request.role);
    let weighed = role.and_then(|r| r.weights.get(&request.level)).map_or(&[][..], Vec::as_slice);
    let lowest = lowest_level(bank, &request.level);
    let rules = |spec: &RoundSpec| {
        let kind = bank.round(&spec.kind);
        let mut rules = RoundRules::new(spec, kind, weighed);
        rules.stacks.clone_from(&request.stacks);
        rules.main_problem = kind.and_then(|k| k.main_problem).filter(|_| lowest.is_some());
        let apart = lowest.filter(|_| kind.is_some_and(|k| k.apart));
        let is_mixed = rules.is_hands_on() && rules.own.len() < rules.takes.len();
        if apart.is_none() && !is_mixed {
            return rules;
        }
        let eligible = bank.questions.iter().filter(|q| ineligible(q, request, role).is_none());
        let taken: Vec<&Question> = eligible.filter(|q| rules.mismatch(q).is_none()).collect();
        let own: Vec<&Question> = taken.iter().copied().filter(|q| rules.is_own(q)).collect();
        rules.keeps_to_own = is_mixed && rules.can_be_filled(&own);
        rules.apart_from = apart.filter(|lowest| rules.has_enough(&taken, lowest)).map(str::to_owned);
        rules
    };
    specs.iter().map(rules).collect()
}

impl RoundRules {
    /// The rules of the round `spec` that its kind gives; without a focus it is responsible for all competencies in
    /// `weighed`.
    fn new(spec: &RoundSpec, kind: Option<&RoundKind>, weighed: &[(String, f64)]) -> Self {
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
            usual: kind.map_or(5, |k| k.usual_questions),
            takes,
            own: kind.map_or_else(Vec::new, |k| k.own.clone()),
            focus,
            main_problem: None,
            is_design: kind.is_some_and(|k| k.main_problem.is_some()),
            keeps_to_own: false,
            apart_from: None,
            stacks: Vec::new(),
        }
    }

    /// Whether the questions among `taken` that aren't for the level `lowest` can fill the round, and rate the first competency of
    /// its focus where one of all can.
    fn has_enough(&self, taken: &[&Question], lowest: &str) -> bool {
        let apart: Vec<&Question> =
            taken.iter().copied().filter(|q| !q.levels.iter().any(|l| l == lowest)).collect();
        let leads = |some: &[&Question]| some.iter().any(|q| self.leads(q));
        self.can_be_filled(&apart) && (leads(&apart) || !leads(taken))
    }

    /// Whether some of `questions`, no more than the round holds, take two thirds of its minutes.
    fn can_be_filled(&self, questions: &[&Question]) -> bool {
        // The sums that some of them have, with the fewest questions of each.
        let mut fewest = vec![usize::MAX; self.minutes as usize + 1];
        fewest[0] = 0;
        for q in questions {
            for sum in (q.minutes as usize..fewest.len()).rev() {
                let before = fewest[sum - q.minutes as usize];
                if before < self.most {
                    fewest[sum] = fewest[sum].min(before + 1);
                }
            }
        }
        let most = fewest.iter().rposition(|n| *n <= self.most).unwrap_or(0);
        3 * most >= 2 * self.minutes as usize
    }

    /// Whether `q` is of the round's own kinds.
    pub fn is_own(&self, q: &Question) -> bool {
        self.own.contains(&q.kind)
    }

    /// Whether `q` rates the first competency of the round's focus, as a question of its own kinds.
    pub fn leads(&self, q: &Question) -> bool {
        self.is_own(q) && self.focus.first().is_some_and(|c| c == q.rated())
    }

    /// Whether `q` can be the round's main problem.
    pub fn is_main(&self, q: &Question) -> bool {
        self.is_own(q) && self.main_problem.is_some_and(|least| q.minutes >= least)
    }

    /// Whether it is named for work that is done in it, as coding, technical, debugging and design rounds are.
    pub fn is_hands_on(&self) -> bool {
        is_hands_on(&self.own)
    }

    /// The first rule by which the round doesn't take `q`.
    pub fn mismatch(&self, q: &Question) -> Option<Mismatch> {
        if !self.takes.contains(&q.kind) {
            Some(Mismatch::Kind)
        } else if !self.focus.iter().any(|c| c == q.rated()) {
            Some(Mismatch::Focus)
        } else if q.minutes > self.minutes {
            Some(Mismatch::TooLong)
        } else {
            let is_low = self.apart_from.as_ref().is_some_and(|l| q.levels.contains(l));
            let is_asked_for = q.stacks.iter().any(|s| self.stacks.contains(s));
            (is_low && !is_asked_for).then_some(Mismatch::Apart)
        }
    }

    /// The first rule by which the round can't take `q` even if somebody asks for it by name.
    pub fn refusal(&self, q: &Question) -> Option<Mismatch> {
        self.mismatch(q).filter(|mismatch| *mismatch != Mismatch::Apart)
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
            Mismatch::Apart => {
                let level = self.apart_from.as_deref().unwrap_or_default();
                format!("takes nothing at this level that a {level} is asked too, as there are enough others")
            }
        }
    }
}
