//! A plan on its way to the next revision: questions leave it and others come in, the rest stays.

mod stacks;

use super::instance::{Choice, Instance};
use super::model::{Plan, PlannedQuestion};
use super::request::{Request, RoundSpec, request_error};
use super::rules::ineligible;
use super::search::shuffle;
use super::value::Standing;
use crate::bank::Bank;
use crate::diag::{Diagnostic, Failure};
use crate::text::join;
use std::collections::BTreeSet;

/// A place for a question in a round.
#[derive(Debug, Clone, Copy)]
pub(super) enum QuestionSlot<'p> {
    /// A question that the bank has and the request allows.
    Item(usize),
    /// One that was planned, and that the bank, as it is now, wouldn't offer: it stays with its texts.
    Frozen(&'p PlannedQuestion),
    /// Nothing: a question has left.
    Gap,
}

/// How well a question takes the place of another: the must-haves that the plan meets then, and whether it is of a stack
/// that the other was asked for, rates the same competency, and needs the same technologies.
type Likeness = (i64, bool, bool, bool);

/// A plan on its way to the next revision.
pub(super) struct PlanDraft<'b, 'p> {
    bank: &'b Bank,
    request: &'p Request,
    plan: &'p Plan,
    pub(super) instance: Instance<'b>,
    pub(super) rounds: Vec<Vec<QuestionSlot<'p>>>,
    /// Rounds in which room may have come free.
    roomy: BTreeSet<usize>,
    /// Items that were asked for by name.
    asked: BTreeSet<usize>,
    /// What an exchange couldn't keep.
    notes: Vec<Diagnostic>,
    /// All items, in the order in which equally good ones are taken.
    order: Vec<usize>,
}

impl<'b, 'p> PlanDraft<'b, 'p> {
    /// `plan` for `request`; what the request excludes, or its technologies don't allow, has left.
    pub(super) fn new(
        bank: &'b Bank,
        request: &'p Request,
        specs: &[RoundSpec],
        plan: &'p Plan,
    ) -> Result<Self, Failure> {
        let instance = Instance::new(bank, request, specs)?;
        let mut order: Vec<usize> = (0..instance.items.len()).collect();
        shuffle(&mut order, request.seed);
        let mut draft = Self {
            bank,
            request,
            plan,
            instance,
            rounds: Vec::new(),
            roomy: BTreeSet::new(),
            asked: BTreeSet::new(),
            notes: Vec::new(),
            order,
        };
        for (r, round) in plan.rounds.iter().enumerate() {
            let entries: Vec<QuestionSlot<'p>> = round.questions.iter().map(|q| draft.entry(q)).collect();
            if entries.iter().any(|e| matches!(e, QuestionSlot::Gap)) {
                draft.roomy.insert(r);
            }
            draft.rounds.push(entries);
        }
        Ok(draft)
    }

    fn entry(&self, planned: &'p PlannedQuestion) -> QuestionSlot<'p> {
        if self.request.exclude.contains(&planned.id) {
            return QuestionSlot::Gap;
        }
        if let Some(item) = self.item(&planned.id) {
            return QuestionSlot::Item(item);
        }
        let stacks = &self.request.stacks;
        let lost = !planned.stacks.is_empty() && !planned.stacks.iter().any(|s| stacks.contains(s));
        if *stacks != self.plan.stacks && lost { QuestionSlot::Gap } else { QuestionSlot::Frozen(planned) }
    }

    fn item(&self, id: &str) -> Option<usize> {
        self.instance.items.iter().position(|i| i.question.id == id)
    }

    fn minutes(&self, entry: QuestionSlot<'_>) -> u32 {
        match entry {
            QuestionSlot::Item(i) => self.instance.items[i].question.minutes,
            QuestionSlot::Frozen(q) => q.minutes,
            QuestionSlot::Gap => 0,
        }
    }

    fn subject(&self, entry: QuestionSlot<'p>) -> Option<&str> {
        match entry {
            QuestionSlot::Item(i) => Some(&self.instance.items[i].question.subject),
            QuestionSlot::Frozen(q) => Some(&q.subject),
            QuestionSlot::Gap => None,
        }
    }

    /// The minutes that a round still has.
    fn space(&self, r: usize) -> u32 {
        let used = self.rounds[r].iter().fold(0_u32, |sum, e| sum.saturating_add(self.minutes(*e)));
        self.instance.rounds[r].minutes.saturating_sub(used)
    }

    /// Whether a round takes one more question, the item, as it is.
    fn fits(&self, item: usize, r: usize) -> bool {
        let new = &self.instance.items[item];
        let filled = self.rounds[r].iter().filter(|e| !matches!(e, QuestionSlot::Gap)).count();
        new.rounds >> r & 1 == 1
            && filled < self.instance.rounds[r].most
            && new.question.minutes <= self.space(r)
            && !self.rounds.iter().flatten().any(|e| self.subject(*e) == Some(new.question.subject.as_str()))
    }

    /// What the draft is worth by the formula, frozen questions aside.
    pub(super) fn value(&self) -> f64 {
        self.instance.objective(&self.choice())
    }

    /// How good the draft is, frozen questions aside.
    fn standing(&self) -> Standing {
        self.instance.standing(&self.choice())
    }

    /// The items by round.
    fn choice(&self) -> Choice {
        let items = |entries: &Vec<QuestionSlot<'_>>| {
            entries
                .iter()
                .filter_map(|e| if let QuestionSlot::Item(i) = e { Some(*i) } else { None })
                .collect()
        };
        self.rounds.iter().map(items).collect()
    }

    /// How good the draft is after `entry` has come to the place `at` of a round.
    fn standing_with(&mut self, r: usize, at: usize, entry: QuestionSlot<'p>) -> Standing {
        let before = std::mem::replace(&mut self.rounds[r][at], entry);
        let standing = self.standing();
        self.rounds[r][at] = before;
        standing
    }

    /// Fills the gap that `old` has left with the best equivalent, or with the question `new`. Of those that fit, the ones
    /// that keep the must-haves come first, then those of a stack that is asked for where `old` is of one, then those that
    /// rate the same competency, then those of the same technologies, then those that make the better plan.
    pub(super) fn replace(&mut self, old: &PlannedQuestion, new: Option<&str>) -> Result<(), Failure> {
        let plan = self.plan;
        let place = plan
            .rounds
            .iter()
            .enumerate()
            .find_map(|(r, round)| round.questions.iter().position(|q| q.id == old.id).map(|at| (r, at)));
        let Some((r, at)) = place else { return Ok(()) };
        if let Some(id) = new {
            let item = self.asked_for(id, r, &old.id)?;
            if !self.fits(item, r) {
                return Err(self.no_room(id, r, &old.id));
            }
            self.rounds[r][at] = QuestionSlot::Item(item);
            self.asked.insert(item);
            return Ok(());
        }
        let fitting: Vec<usize> = self.order.iter().copied().filter(|i| self.fits(*i, r)).collect();
        let mut best: Option<(Likeness, Standing, usize)> = None;
        let wanted = |stacks: &[String]| -> BTreeSet<String> {
            stacks.iter().filter(|s| self.request.stacks.contains(s)).cloned().collect()
        };
        let stacks = wanted(&old.stacks);
        for item in fitting {
            let question = self.instance.items[item].question;
            let same_stack = stacks.is_empty() || question.stacks.iter().any(|s| stacks.contains(s));
            let standing = self.standing_with(r, at, QuestionSlot::Item(item));
            let same_rated = question.rated() == old.rated();
            let likeness = (standing.must_haves(), same_stack, same_rated, question.stacks == old.stacks);
            if best.as_ref().is_none_or(|(l, s, _)| (likeness, standing) > (*l, *s)) {
                best = Some((likeness, standing, item));
            }
        }
        let Some(((_, same_stack, ..), _, item)) = best else {
            let space = self.space(r);
            let message = format!(
                "nothing can take the place of `{}` in the round {}: no other eligible question of at most {space} \
                 minutes rates one of its focus",
                old.id, plan.rounds[r].title
            );
            let hint = "free some minutes, or write a question".to_owned();
            return Err(request_error("no-swap", message, hint).into());
        };
        if !same_stack {
            let stacks: Vec<&String> = stacks.iter().collect();
            let message = format!(
                "no other question of {} fits the place of {} in {}: {} takes it",
                join(&stacks, "or"),
                old.id,
                plan.rounds[r].title,
                self.instance.items[item].question.id
            );
            self.notes.push(Diagnostic::note("stack", message));
        }
        self.rounds[r][at] = QuestionSlot::Item(item);
        Ok(())
    }

    /// The item called `id` for a round; fails with the rule that keeps it out.
    fn asked_for(&self, id: &str, r: usize, purpose: &str) -> Result<usize, Failure> {
        let title = &self.plan.rounds[r].title;
        // `Request::checked` has told of unknown names.
        let Some(question) = self.bank.question(id) else {
            let message = format!("there is no question `{id}`");
            return Err(request_error("unknown-name", message, String::new()).into());
        };
        let role = self.bank.role(&self.request.role);
        let why = match ineligible(question, self.request, role) {
            Some(rule) => Some(format!("it {}", rule.words(question, self.request, role))),
            None => self.instance.rounds[r].refusal(question).map(|m| {
                format!("the round {title} {}", self.instance.rounds[r].words(m, question, self.bank))
            }),
        };
        match (why, self.item(id)) {
            (None, Some(item)) => Ok(item),
            (why, _) => {
                let why = why.unwrap_or_else(|| "no round takes it".to_owned());
                let message = format!("{id} can't be asked in {title} ({purpose}): {why}");
                Err(request_error("pin", message, "take another one, or change the round".into()).into())
            }
        }
    }

    fn no_room(&self, id: &str, r: usize, purpose: &str) -> Failure {
        let item = self.item(id);
        let subject = item.map(|i| self.instance.items[i].question.subject.as_str());
        let same = self.rounds.iter().flatten().find(|e| subject.is_some() && self.subject(**e) == subject);
        let minutes = item.map_or(0, |i| self.instance.items[i].question.minutes);
        let why = match same {
            Some(QuestionSlot::Item(i)) if Some(*i) == item => "it is in the plan already".to_owned(),
            Some(QuestionSlot::Item(i)) => format!(
                "{} is about {} too, and a subject comes up once",
                self.instance.items[*i].question.id,
                subject.unwrap_or_default()
            ),
            _ => format!("it takes {minutes} minutes, and {} are free", self.space(r)),
        };
        let message = format!("{id} can't be asked in {} ({purpose}): {why}", self.plan.rounds[r].title);
        request_error("pin", message, "exclude what is in its way, or change the minutes".into()).into()
    }

    /// Puts the question `id` into a round, whatever has to leave it for that.
    pub(super) fn keep(&mut self, id: &str, r: usize) -> Result<(), Failure> {
        let item = self.asked_for(id, r, "to keep")?;
        self.asked.insert(item);
        if self.rounds[r].iter().any(|e| matches!(e, QuestionSlot::Item(i) if *i == item)) {
            return Ok(());
        }
        for (other, entries) in self.rounds.iter_mut().enumerate() {
            for entry in entries.iter_mut().filter(|e| matches!(e, QuestionSlot::Item(i) if *i == item)) {
                *entry = QuestionSlot::Gap;
                self.roomy.insert(other);
            }
        }
        while !self.fits(item, r) {
            // What leaves costs least; one that makes room alone comes first.
            let mut best: Option<((bool, Standing), usize)> = None;
            for at in 0..self.rounds[r].len() {
                match self.rounds[r][at] {
                    QuestionSlot::Gap => continue,
                    QuestionSlot::Item(i) if self.asked.contains(&i) => continue,
                    _ => {}
                }
                let before = std::mem::replace(&mut self.rounds[r][at], QuestionSlot::Gap);
                let rank = (self.fits(item, r), self.standing());
                self.rounds[r][at] = before;
                if best.is_none_or(|(b, _)| rank > b) {
                    best = Some((rank, at));
                }
            }
            let Some((_, at)) = best else { return Err(self.no_room(id, r, "to keep")) };
            self.rounds[r][at] = QuestionSlot::Gap;
        }
        self.put(r, QuestionSlot::Item(item));
        self.roomy.insert(r);
        Ok(())
    }

    fn put(&mut self, r: usize, entry: QuestionSlot<'p>) {
        match self.rounds[r].iter_mut().find(|e| matches!(e, QuestionSlot::Gap)) {
            Some(gap) => *gap = entry,
            None => self.rounds[r].push(entry),
        }
    }

    /// Takes questions out of a round until the others fit into its minutes, so that what stays is worth most.
    pub(super) fn fit(&mut self, r: usize) -> Result<(), Failure> {
        self.roomy.insert(r);
        let entries = self.rounds[r].clone();
        let bits = entries.len().min(16);
        let mut best: Option<(Standing, Vec<QuestionSlot<'p>>)> = None;
        for kept in 0_u32..1 << bits {
            let set: Vec<QuestionSlot<'p>> = entries
                .iter()
                .enumerate()
                .map(|(i, e)| if i >= bits || kept >> i & 1 == 1 { *e } else { QuestionSlot::Gap })
                .collect();
            let minutes = set.iter().fold(0_u32, |sum, e| sum.saturating_add(self.minutes(*e)));
            let is_lost = |e: &QuestionSlot<'p>| matches!(e, QuestionSlot::Item(i) if self.asked.contains(i));
            let lost =
                entries.iter().zip(&set).any(|(old, new)| is_lost(old) && matches!(new, QuestionSlot::Gap));
            if minutes > self.instance.rounds[r].minutes || lost {
                continue;
            }
            let before = std::mem::replace(&mut self.rounds[r], set);
            let standing = self.standing();
            let set = std::mem::replace(&mut self.rounds[r], before);
            if best.as_ref().is_none_or(|(s, _)| standing > *s) {
                best = Some((standing, set));
            }
        }
        let Some((_, set)) = best else {
            let message =
                format!("what is kept in {} takes more minutes than it has", self.plan.rounds[r].title);
            return Err(request_error("pin", message, "drop a pin, or make the round longer".into()).into());
        };
        self.rounds[r] = set;
        Ok(())
    }

    /// Fills the room that has come free as long as the plan gains.
    pub(super) fn fill(&mut self) {
        for r in self.roomy.clone() {
            loop {
                let mut best = (self.standing(), None);
                let fitting: Vec<usize> = self.order.iter().copied().filter(|i| self.fits(*i, r)).collect();
                for item in fitting {
                    self.rounds[r].push(QuestionSlot::Item(item));
                    let standing = self.standing();
                    self.rounds[r].pop();
                    if standing > best.0 {
                        best = (standing, Some(item));
                    }
                }
                let Some(item) = best.1 else { break };
                self.put(r, QuestionSlot::Item(item));
            }
        }
    }

    /// What an exchange couldn't keep.
    pub(super) fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }

    /// Warnings for gaps that nothing has filled where a question had to leave.
    pub(super) fn unfilled(&self) -> Vec<Diagnostic> {
        let mut warnings = Vec::new();
        for (round, entries) in self.plan.rounds.iter().zip(&self.rounds) {
            for (q, _) in round.questions.iter().zip(entries).filter(|(_, e)| matches!(e, QuestionSlot::Gap))
            {
                let message = format!("nothing takes the place of {} in {}", q.id, round.title);
                let hint = "the round is shorter now; write a question, or change its minutes";
                warnings.push(Diagnostic::warning("no-swap", message).hint(hint));
            }
        }
        warnings
    }
}
