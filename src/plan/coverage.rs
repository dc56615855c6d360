//! What a plan assesses where, and what it lacks.

use super::model::{Coverage, Round};
use super::request::Request;
use super::rules::{Ineligible, ineligible};
use super::stacks::StackSupply;
use crate::bank::{Bank, Question, QuestionKind};
use crate::diag::Diagnostic;
use crate::text::{count, join};

/// Why a question is in the plan, in words: its round is the `nth` that rates the competency, or 0 where the question is a
/// further one of the same round.
pub(super) fn reason(competency: &str, question: &Question, nth: usize, request: &Request) -> String {
    let reading = match nth {
        0 => "more evidence",
        1 => "first reading",
        2 => "second reading",
        _ => "further reading",
    };
    let stacks: Vec<&String> = question.stacks.iter().filter(|s| request.stacks.contains(s)).collect();
    let mut reason = format!("{reading} {} {competency}", if nth == 0 { "on" } else { "of" });
    if !stacks.is_empty() {
        reason = format!("{reason}; {}", join(&stacks, "and"));
    }
    let levels = match question.levels.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first, .., last] => format!("{first} to {last}"),
    };
    reason = format!("{reason}; {levels}");
    reason
}

/// Each competency that the role weighs at the level, heaviest first, and where the plan rates it.
pub(super) fn coverage(bank: &Bank, request: &Request, rounds: &[Round]) -> Vec<Coverage> {
    let Some(role) = bank.role(&request.role) else { return Vec::new() };
    let must = role.must_have.get(&request.level);
    let mut rows: Vec<Coverage> = role
        .weights
        .get(&request.level)
        .into_iter()
        .flatten()
        .map(|(competency, weight)| {
            let rated = |r: &&Round| r.questions.iter().any(|q| q.rated() == competency);
            let questions = rounds.iter().flat_map(|r| &r.questions).filter(|q| q.rated() == competency);
            Coverage {
                competency: competency.clone(),
                title: bank.competency_title(competency).to_owned(),
                weight: (weight * 1e4).round() / 1e4,
                must_have: must.is_some_and(|m| m.contains(competency)),
                rounds: rounds.iter().filter(rated).map(|r| r.id.clone()).collect(),
                questions: questions.map(|q| q.id.clone()).collect(),
            }
        })
        .collect();
    rows.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.competency.cmp(&b.competency)));
    rows
}

/// What the plan lacks: must-haves, stacks, and rounds under two thirds full, each with what would close it.
pub(super) fn gaps(
    bank: &Bank,
    request: &Request,
    rounds: &[Round],
    coverage: &[Coverage],
) -> Vec<Diagnostic> {
    let remedies = Remedies { bank, request, rounds };
    let mut gaps = Vec::new();
    for c in coverage.iter().filter(|c| c.questions.is_empty()) {
        let (code, what) = if c.must_have { ("must-have", "must-have ") } else { ("unrated", "") };
        let message = format!("the {what}competency {} is not rated in any round", c.title);
        let gap =
            if c.must_have { Diagnostic::warning(code, message) } else { Diagnostic::note(code, message) };
        gaps.push(gap.hint(remedies.to_rate(&c.competency)));
    }
    let supply = StackSupply::new(bank, request, rounds);
    for stack in &request.stacks {
        let (there, wanted) = (supply.there(stack), request.wanted(stack) as usize);
        if there >= wanted {
            continue;
        }
        let holds = supply.words(stack);
        let message = match there {
            0 => format!("no question of the stack {stack} is in the plan: {holds}"),
            1 => format!("1 question of the stack {stack} is in the plan, not {wanted}: {holds}"),
            _ => format!("{there} questions of the stack {stack} are in the plan, not {wanted}: {holds}"),
        };
        // Nobody asked for more than the usual number: one is a note.
        let is_serious = there == 0 || request.stack_counts.contains_key(stack);
        let gap = if is_serious {
            Diagnostic::warning("stack", message).hint(remedies.for_stack(stack))
        } else if supply.offered(stack) > there {
            Diagnostic::note("stack", message).hint("other requirements come first: lengthen a round")
        } else {
            Diagnostic::note("stack", message)
        };
        gaps.push(gap);
    }
    gaps.extend(supply.share().map(|message| Diagnostic::note("stack-share", message)));
    for round in rounds {
        let (used, net) = (round.used_minutes(), round.net_minutes());
        if round.is_under_filled() {
            let message =
                format!("the round {} is under-filled: {used} of {net} minutes are used", round.title);
            gaps.push(Diagnostic::warning("under-filled", message).hint(remedies.to_fill(round)));
        }
    }
    gaps.sort_by_key(|g| std::cmp::Reverse(g.severity));
    gaps
}

/// One note about the drafts that would fit `request`, which no plan asks; none where there aren't any.
pub(super) fn drafts(bank: &Bank, request: &Request) -> Option<Diagnostic> {
    let role = bank.role(&request.role);
    let is_left_out = |q: &&Question| ineligible(q, request, role) == Some(Ineligible::Draft);
    let ids: Vec<&str> = bank.questions.iter().filter(is_left_out).map(|q| q.id.as_str()).collect();
    let (first, more) = ids.split_at(ids.len().min(NAMED_DRAFTS));
    let message = match (ids.len(), more.len()) {
        (0, _) => return None,
        (1, _) => format!("{} is a draft and was left out", ids[0]),
        (n, 0) => format!("{} were left out: {}", count(n, "draft"), join(first, "and")),
        (n, more) => format!("{} were left out: {} and {more} more", count(n, "draft"), first.join(", ")),
    };
    let hint = "`panelkit bank lint` lists what they lack; without `draft = true` they are asked";
    Some(Diagnostic::note("draft", message).hint(hint))
}

/// How many drafts a note names.
const NAMED_DRAFTS: usize = 5;

/// Finds what would close a gap.
struct Remedies<'a> {
    bank: &'a Bank,
    request: &'a Request,
    rounds: &'a [Round],
}

impl<'a> Remedies<'a> {
    /// The questions that no rule keeps out of the plan.
    fn eligible(&self) -> impl Iterator<Item = &'a Question> {
        let (request, role) = (self.request, self.bank.role(&self.request.role));
        self.bank.questions.iter().filter(move |q| ineligible(q, request, role).is_none())
    }

    /// What would get `competency` rated.
    fn to_rate(&self, competency: &str) -> String {
        let focused: Vec<&Round> =
            self.rounds.iter().filter(|r| r.focus.iter().any(|f| f == competency)).collect();
        if focused.is_empty() {
            return "no round answers for it: add a round, or add it to the focus of one".to_owned();
        }
        let rates: Vec<&Question> = self.eligible().filter(|q| q.rated() == competency).collect();
        self.longer(&rates, &focused).unwrap_or_else(|| {
            let kinds = self.kinds(&focused);
            let exists = if rates.is_empty() {
                String::new()
            } else {
                format!(
                    "{} rate it, none of a kind that such a round takes; ",
                    count(rates.len(), "question")
                )
            };
            format!("{exists}write a {kinds} question that rates it for level {}", self.request.level)
        })
    }

    /// What would bring a question of `stack` into the plan.
    fn for_stack(&self, stack: &str) -> String {
        let own: Vec<&Question> = self.eligible().filter(|q| q.stacks.iter().any(|s| s == stack)).collect();
        if own.is_empty() {
            return format!("write a question for {stack} and level {}", self.request.level);
        }
        let all: Vec<&Round> = self.rounds.iter().collect();
        self.longer(&own, &all).unwrap_or_else(|| {
            let mut kinds: Vec<&str> = own.iter().map(|q| q.kind.name()).collect();
            kinds.sort_unstable();
            kinds.dedup();
            format!("add a round that takes {} questions", join(&kinds, "or"))
        })
    }

    /// What would fill `round`.
    fn to_fill(&self, round: &Round) -> String {
        let fewer = round.net_minutes() - round.used_minutes();
        let titles: Vec<&str> = round.focus.iter().map(|c| self.bank.competency_title(c)).collect();
        format!(
            "shorten it by {fewer} minutes, widen its focus, or write {} questions for level {} that rate {}",
            self.kinds(&[round]),
            self.request.level,
            join(&titles, "or")
        )
    }

    /// The one of `rounds` that needs the fewest further minutes for one of `questions`, in words: of those that can hold one
    /// more, if there are any; none where none takes any of them.
    fn longer(&self, questions: &[&Question], rounds: &[&Round]) -> Option<String> {
        let is_full = |round: &Round| {
            self.bank.round(&round.kind).is_some_and(|k| round.questions.len() >= k.usual_questions)
        };
        let (full, minutes, round, q) = rounds
            .iter()
            .flat_map(|round| questions.iter().map(move |q| (round, q)))
            .filter(|(round, q)| {
                self.takes(round).contains(&q.kind) && round.focus.iter().any(|f| f == q.rated())
            })
            .map(|(round, q)| {
                let minutes =
                    round.used_minutes().saturating_add(q.minutes).saturating_sub(round.net_minutes());
                (is_full(round), minutes, round, q)
            })
            .min_by_key(|(full, minutes, round, q)| (*full, *minutes, round.id.clone(), q.id.clone()))?;
        Some(if full {
            format!(
                "{} has as many questions as is usual: --keep {}@{} asks it there in place of another",
                round.title, q.id, round.id
            )
        } else if minutes == 0 {
            format!(
                "the round {} has the minutes for {}, but its subject or place is taken",
                round.title, q.id
            )
        } else {
            format!("{minutes} more minutes in the round {} would do, for {}", round.title, q.id)
        })
    }

    fn takes(&self, round: &Round) -> &[QuestionKind] {
        self.bank.round(&round.kind).map_or(&[], |k| &k.takes)
    }

    /// The kinds of question that these rounds take, in words.
    fn kinds(&self, rounds: &[&Round]) -> String {
        let mut kinds: Vec<QuestionKind> = rounds.iter().flat_map(|r| self.takes(r)).copied().collect();
        kinds.sort_unstable();
        kinds.dedup();
        let names: Vec<&str> = kinds.iter().map(|k| k.name()).collect();
        join(&names, "or")
    }
}
