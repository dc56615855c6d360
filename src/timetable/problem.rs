//! What is to be placed, and what it has to keep to.

use super::span::Span;

/// One conversation of a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talk {
    /// Who takes part beside the visitor.
    pub people: Vec<usize>,
    /// How long it takes.
    pub minutes: i64,
}

/// The conversations of one candidate, all on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The candidate among the people.
    pub visitor: usize,
    /// The conversations in the order of the plan, at most [`Visit::MOST_TALKS`].
    pub talks: Vec<Talk>,
}

impl Visit {
    /// The most conversations of one visit: all their orders are looked at.
    pub const MOST_TALKS: usize = 14;
}

/// A conversation that has its time already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixedTalk {
    /// When it takes place.
    pub span: Span,
    /// The day on which it is, where that is one of the problem's.
    pub day: Option<usize>,
}

/// Somebody's time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// When they are busy with other things.
    pub busy: Vec<Span>,
    /// When they are outside their hours.
    pub off: Vec<Span>,
    /// Their conversations that have a time already.
    pub fixed: Vec<FixedTalk>,
}

/// A day on which conversations may take place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// All of it.
    pub whole: Span,
    /// When the first conversation may begin.
    pub start: i64,
    /// When the last one has to be over.
    pub end: i64,
    /// When there is none, in the order of the breaks.
    pub breaks: Vec<Span>,
}

/// What holds for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// The minutes between two conversations of a person.
    pub gap: i64,
    /// The most conversations of an interviewer on one day.
    pub most: usize,
    /// A conversation begins at a multiple of so many minutes from the start of the day.
    pub step: i64,
    /// Whether the conversations keep the order of the plan.
    pub in_order: bool,
}

/// Something to keep to that could be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Constraint {
    /// The first conversation begins no earlier than the day.
    Start,
    /// The last one ends no later than the day.
    End,
    /// The break with this number.
    Break(usize),
    /// The minutes between two conversations.
    Gap,
    /// The most conversations of an interviewer on one day.
    Most,
    /// The order of the plan.
    Order,
    /// A person's hours.
    Hours(usize),
    /// A person's other appointments.
    Busy(usize),
    /// A person's conversations that have a time already.
    Fixed(usize),
}

/// Where a visit was placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// The day.
    pub day: usize,
    /// When each of its conversations begins.
    pub starts: Vec<i64>,
}

/// What is to be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The days, the first to be filled first.
    pub days: Vec<Day>,
    /// Everybody.
    pub people: Vec<Person>,
    /// The visits.
    pub visits: Vec<Visit>,
    /// What holds for all.
    pub rules: Rules,
}

impl Problem {
    /// Everything to keep to that says something, for these visits.
    pub fn limits(&self, visits: &[usize]) -> Vec<Constraint> {
        let mut limits = vec![Constraint::Start, Constraint::End];
        let breaks = self.days.iter().map(|d| d.breaks.len()).max().unwrap_or_default();
        limits.extend((0..breaks).map(Constraint::Break));
        if self.rules.gap > 0 {
            limits.push(Constraint::Gap);
        }
        limits.push(Constraint::Most);
        if self.rules.in_order {
            limits.push(Constraint::Order);
        }
        let mut people: Vec<usize> = Vec::new();
        for visit in visits.iter().map(|v| &self.visits[*v]) {
            people.push(visit.visitor);
            people.extend(visit.talks.iter().flat_map(|t| &t.people));
        }
        people.sort_unstable();
        people.dedup();
        for p in people {
            let person = &self.people[p];
            limits.extend((!person.off.is_empty()).then_some(Constraint::Hours(p)));
            limits.extend((!person.busy.is_empty()).then_some(Constraint::Busy(p)));
            limits.extend((!person.fixed.is_empty()).then_some(Constraint::Fixed(p)));
        }
        limits
    }
}
