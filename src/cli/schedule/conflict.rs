//! Why somebody has no time, in words.

use super::conversations::Conversation;
use super::days::PlacingDays;
use super::people::PersonId;
use super::problem::{Placing, SEED};
use crate::calendar::Zone;
use crate::diag::Diagnostic;
use crate::text::join;
use crate::timetable::{Constraint, Solution, Span, SpanSet, smallest_conflict, smallest_joint_conflict};

/// The most appointments that are told of one person.
const MOST_TOLD: usize = 4;

/// A finding for each visit that wasn't placed, and could not be by itself; one for those that could.
pub(super) fn findings(
    placing: &Placing<'_>,
    solution: &Solution,
    days: &PlacingDays,
    zone: &Zone,
    all: &[Conversation],
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut together = Vec::new();
    let words = ConflictWords { placing, days, zone, all };
    for visit in solution.unplaced() {
        let name = placing.visits[visit][0].name.as_str();
        match smallest_conflict(&placing.problem, visit) {
            Some(limits) => findings
                .push(words.finding(&format!("there is no time for {name} {}", words.when()), &limits)),
            None => together.push(name),
        }
    }
    if !together.is_empty() {
        let limits = smallest_joint_conflict(&placing.problem, SEED).unwrap_or_default();
        let message =
            format!("no time was found for {} beside the others {}", join(&together, "and"), words.when());
        findings.push(words.finding(&message, &limits));
    }
    findings
}

struct ConflictWords<'a> {
    placing: &'a Placing<'a>,
    days: &'a PlacingDays,
    zone: &'a Zone,
    all: &'a [Conversation],
}

impl ConflictWords<'_> {
    /// Such as `on 3 December 2026`.
    fn when(&self) -> String {
        let day = |at: usize| self.days.dates[at].strftime("%-d %B %Y").to_string();
        match self.days.dates.len() {
            1 => format!("on {}", day(0)),
            n => format!("from {} to {}", day(0), day(n - 1)),
        }
    }

    fn finding(&self, message: &str, limits: &[Constraint]) -> Diagnostic {
        let clock = |minute: i64| self.zone.local(minute).strftime("%H:%M").to_string();
        if limits.is_empty() {
            let message = format!("{message}: the conversations are longer than a day");
            return Diagnostic::error("no-time", message)
                .hint("shorten rounds: panelkit plan -o LOOP --minutes ROUND=N");
        }
        let words: Vec<String> = limits.iter().map(|limit| self.limit(*limit, &clock)).collect();
        let what = if words.len() == 1 { "this can't be kept" } else { "these can't all be kept" };
        let hint = if words.len() == 1 {
            "give way there: other hours, another day, or somebody else (panelkit assign)"
        } else {
            "give way in any one of them: other hours, another day, or somebody else (panelkit assign)"
        };
        Diagnostic::error("no-time", format!("{message}: {what}: {}", words.join("; "))).hint(hint)
    }

    fn limit(&self, limit: Constraint, clock: &impl Fn(i64) -> String) -> String {
        let problem = &self.placing.problem;
        let first = &problem.days[0];
        let name = |p: usize| self.placing.people.name(self.placing.person(p)).to_owned();
        match limit {
            Constraint::Start => format!("nothing before {}", clock(first.start)),
            Constraint::End => format!("nothing after {}", clock(first.end)),
            Constraint::Break(i) => {
                let span = first.breaks.get(i).copied().unwrap_or(Span::new(0, 0));
                format!("the break from {} to {}", clock(span.from), clock(span.to))
            }
            Constraint::Gap => format!("{} minutes between conversations", problem.rules.gap),
            Constraint::Most => {
                format!("at most {} conversations a day for an interviewer", problem.rules.most)
            }
            Constraint::Order => "the rounds in the order of the plan".to_owned(),
            Constraint::Hours(p) => {
                let person = self.placing.person(p);
                let own = self
                    .placing
                    .hours
                    .iter()
                    .filter(|h| self.placing.people.find(&h.name).is_ok_and(|found| found == person));
                let own: Vec<String> = own
                    .map(|h| {
                        let zone = h.zone.as_ref().map_or_else(String::new, |z| format!(" in {z}"));
                        format!(
                            "{} to {}{zone}",
                            h.hours.from.strftime("%H:%M"),
                            h.hours.to.strftime("%H:%M")
                        )
                    })
                    .collect();
                format!("{} is there from {}", name(p), join(&own, "and"))
            }
            Constraint::Busy(p) => {
                let person = self.placing.person(p);
                let files: Vec<&str> = self
                    .placing
                    .busy
                    .iter()
                    .filter(|b| b.person == person)
                    .map(|b| b.file.as_str())
                    .collect();
                let busy = self.spans(SpanSet::of(problem.people[p].busy.iter().copied()).spans());
                format!("{} is busy {busy} ({})", name(p), files.join(", "))
            }
            Constraint::Fixed(p) => {
                let of_person = |c: &&Conversation| match self.placing.person(p) {
                    PersonId::Candidate(i) => c.candidate == i,
                    PersonId::Interviewer(i) => {
                        c.seats.iter().any(|s| self.placing.people.interviewer(&s.interviewer) == Some(i))
                    }
                };
                let spans: Vec<Span> = problem.people[p].fixed.iter().map(|f| f.span).collect();
                let whom: Vec<&str> = self
                    .all
                    .iter()
                    .filter(of_person)
                    .filter(|c| c.span().is_some_and(|s| spans.contains(&s)))
                    .map(|c| c.name.as_str())
                    .collect();
                let mut whom = whom;
                whom.dedup();
                format!("{} meets {} {}", name(p), join(&whom, "and"), self.spans(&spans))
            }
        }
    }

    /// Such as `from 09:00 to 12:00 and from 14:00 to 15:30`; with the day where there are several.
    fn spans(&self, spans: &[Span]) -> String {
        let several = self.days.dates.len() > 1;
        let shown = |span: &Span| {
            let (from, to) = (self.zone.local(span.from), self.zone.local(span.to));
            let whole = self.zone.day(from.date()).is_some_and(|(a, b)| span.from <= a && span.to >= b);
            let day = if several { format!("on {} ", from.strftime("%-d %B")) } else { String::new() };
            if whole {
                return format!("{day}all day");
            }
            let to =
                if to.date() > from.date() { "24:00".to_owned() } else { to.strftime("%H:%M").to_string() };
            format!("{day}from {} to {to}", from.strftime("%H:%M"))
        };
        let mut words: Vec<String> = spans.iter().take(MOST_TOLD).map(shown).collect();
        if spans.len() > MOST_TOLD {
            words.push(format!("at {} other times", spans.len() - MOST_TOLD));
        }
        join(&words, "and")
    }
}
