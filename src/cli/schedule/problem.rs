//! From an opening to what is to be placed, and back.

use super::busy::{BusyPerson, busy_people};
use super::conversations::Conversation;
use super::days::PlacingDays;
use super::people::{People, PersonId, nobody};
use crate::calendar::Zone;
use crate::cli::args::{PersonHours, ScheduleArgs};
use crate::diag::{Diagnostic, Failure};
use crate::opening::{CandidateState, ConversationTime, Starts};
use crate::text::{did_you_mean, join};
use crate::timetable::{
    FixedTalk, Person, Problem, Rules, Solution, Span, SpanSet, Talk, Visit, first_places, solve,
};

/// The same for each run: the same input gives the same times.
pub(super) const SEED: u64 = 27;
/// Conversations begin at multiples of so many minutes.
const STEP: i64 = 5;

/// What is to be placed.
pub(super) struct Placing<'a> {
    pub(super) problem: Problem,
    pub(super) people: &'a People,
    /// The conversations of each visit, as the opening has them.
    pub(super) visits: Vec<Vec<&'a Conversation>>,
    /// The calendars that were read.
    pub(super) busy: Vec<BusyPerson>,
    pub(super) hours: &'a [PersonHours],
    pub(super) warnings: Vec<Diagnostic>,
}

impl<'a> Placing<'a> {
    /// What the arguments ask for; fails with each of them that can't be used.
    pub(super) fn of(
        args: &'a ScheduleArgs,
        people: &'a People,
        all: &'a [Conversation],
        days: &PlacingDays,
        zone: &Zone,
        now: i64,
    ) -> Result<Self, Failure> {
        let mut findings = Vec::new();
        let mut warnings = Vec::new();
        let chosen = chosen(args, people, &mut findings);
        let is_open = |c: &&Conversation| {
            // What is over was held, whether somebody has said so or not.
            let may_move = !c.held && c.starts.is_none_or(|start| start >= now);
            let is_asked_for = chosen
                .as_ref()
                .map_or(c.starts.is_none() || args.again, |chosen| chosen.contains(&c.candidate));
            c.takes_place() && may_move && is_asked_for
        };
        let open: Vec<&Conversation> = all.iter().filter(is_open).collect();
        let visits: Vec<Vec<&Conversation>> =
            open.chunk_by(|a, b| a.candidate == b.candidate).map(<[_]>::to_vec).collect();
        for visit in visits.iter().filter(|v| v.len() > Visit::MOST_TALKS) {
            let message =
                format!("{} has {} conversations: too many for one day", visit[0].name, visit.len());
            findings
                .push(Diagnostic::error("limit", message).hint("write some of the times into schedule.csv"));
        }
        if visits.is_empty() && findings.is_empty() {
            let all_have = all.iter().any(Conversation::takes_place);
            let (message, hint) = if all_have {
                ("all conversations have a time", "--again finds new times for all, --candidate NAME for one")
            } else {
                ("there is no candidate to find a time for", "write the names into candidates.csv")
            };
            return Err(Diagnostic::error("nothing-to-place", message).hint(hint).into());
        }
        let window = Span::new(
            days.days.iter().map(|d| d.whole.from).min().unwrap_or_default(),
            days.days.iter().map(|d| d.whole.to).max().unwrap_or_default(),
        );
        let busy = busy_people(&args.busy, people, zone, window, &mut warnings);
        let mut everybody = vec![Person::default(); people.candidates.len() + people.interviewers.len()];
        let number = |person: PersonId| Self::number(people, person);
        let busy = busy.unwrap_or_else(|failure| {
            findings.extend(failure.0);
            Vec::new()
        });
        for calendar in &busy {
            everybody[number(calendar.person)].busy.extend(&calendar.busy);
        }
        add_hours(&args.hours, people, days, zone, &mut everybody, &mut findings);
        if !findings.is_empty() {
            return Err(Failure(findings));
        }
        let is_placed_now =
            |c: &Conversation| open.iter().any(|o| (o.candidate, o.round) == (c.candidate, c.round));
        for c in all.iter().filter(|c| c.takes_place() && !is_placed_now(c)) {
            let Some(span) = c.span() else { continue };
            let day = days.days.iter().position(|d| span.overlaps(d.whole));
            let fixed = FixedTalk { span, day };
            everybody[number(PersonId::Candidate(c.candidate))].fixed.push(fixed);
            for i in c.seats.iter().filter_map(|s| people.interviewer(&s.interviewer)) {
                everybody[number(PersonId::Interviewer(i))].fixed.push(fixed);
            }
        }
        let talk = |c: &&Conversation| {
            let interviewers = c.seats.iter().filter_map(|s| people.interviewer(&s.interviewer));
            let mut people: Vec<usize> = interviewers.map(|i| number(PersonId::Interviewer(i))).collect();
            people.sort_unstable();
            people.dedup();
            Talk { people, minutes: i64::from(c.minutes) }
        };
        let visit = |visit: &Vec<&Conversation>| Visit {
            visitor: number(PersonId::Candidate(visit[0].candidate)),
            talks: visit.iter().map(talk).collect(),
        };
        let problem = Problem {
            days: days.days.clone(),
            people: everybody,
            visits: visits.iter().map(visit).collect(),
            rules: Rules {
                gap: i64::from(args.gap),
                most: args.most as usize,
                step: STEP,
                in_order: args.in_order,
            },
        };
        let without: Vec<&str> = open
            .iter()
            .filter(|c| c.seats.iter().all(|s| s.interviewer.is_empty()))
            .map(|c| &*c.title)
            .collect();
        if !without.is_empty() {
            let mut titles = without.clone();
            titles.sort_unstable();
            titles.dedup();
            let message =
                format!("nobody holds {} yet: whether they are free isn't looked at", join(&titles, "and"));
            warnings.push(
                Diagnostic::warning("nobody-yet", message)
                    .hint("panelkit assign LOOP ROUND=NAME, then again"),
            );
        }
        Ok(Self { problem, people, visits, busy, hours: &args.hours, warnings })
    }

    /// The number of a person in the problem.
    fn number(people: &People, person: PersonId) -> usize {
        match person {
            PersonId::Candidate(i) => i,
            PersonId::Interviewer(i) => people.candidates.len() + i,
        }
    }

    /// The person with a number of the problem.
    pub(super) fn person(&self, number: usize) -> PersonId {
        let candidates = self.people.candidates.len();
        if number < candidates {
            PersonId::Candidate(number)
        } else {
            PersonId::Interviewer(number - candidates)
        }
    }

    /// Times for all, as far as they are found.
    pub(super) fn solve(&self) -> Solution {
        solve(&self.problem, SEED)
    }

    /// The times of `solution`, as a schedule has them.
    pub(super) fn times(
        &self,
        solution: &Solution,
        zone: &Zone,
        place: Option<&str>,
    ) -> Vec<ConversationTime> {
        let mut times = Vec::new();
        for (visit, placement) in self.visits.iter().zip(&solution.placements) {
            let Some(placement) = placement else { continue };
            for (c, start) in visit.iter().zip(&placement.starts) {
                times.push(ConversationTime {
                    candidate: c.name.clone(),
                    round: c.round,
                    starts: starts(*start, zone),
                    minutes: c.minutes,
                    place: place.map(str::to_owned),
                });
            }
        }
        times
    }
}

/// The candidates that are named; none where none are.
fn chosen(args: &ScheduleArgs, people: &People, findings: &mut Vec<Diagnostic>) -> Option<Vec<usize>> {
    if args.candidate.is_empty() {
        return None;
    }
    let mut chosen = Vec::new();
    for name in &args.candidate {
        match people.candidates.iter().position(|c| c.is_called(name)) {
            Some(at) if people.candidates[at].state != CandidateState::Active => {
                let state = people.candidates[at].state.name();
                let message =
                    format!("{} is {state}: no conversation will take place", people.candidates[at].name);
                findings.push(Diagnostic::error("not-active", message).hint("candidates.csv has the state"));
            }
            Some(at) => chosen.push(at),
            None => {
                let names: Vec<&str> = people.candidates.iter().map(|c| c.name.as_str()).collect();
                let message = format!("the candidate `{}` is not in candidates.csv", name.trim());
                findings.push(Diagnostic::error("unknown-name", message).hint(did_you_mean(name, &names)));
            }
        }
    }
    Some(chosen)
}

/// Takes what lies outside their hours from those who have some.
fn add_hours(
    hours: &[PersonHours],
    people: &People,
    days: &PlacingDays,
    zone: &Zone,
    everybody: &mut [Person],
    findings: &mut Vec<Diagnostic>,
) {
    let mut within: Vec<Vec<Span>> = vec![Vec::new(); everybody.len()];
    for own in hours {
        let person = match people.find(&own.name) {
            Ok(person) => Placing::number(people, person),
            Err(hint) => {
                findings.push(nobody("--hours", &own.name, hint));
                continue;
            }
        };
        let own_zone = match own.zone.as_deref().map(Zone::named) {
            None => zone.clone(),
            Some(Ok(zone)) => zone,
            Some(Err(finding)) => {
                findings.push(finding);
                continue;
            }
        };
        for date in &days.dates {
            let minute = |time| own_zone.nearest_minute(date.to_datetime(time));
            if let (Some(from), Some(to)) = (minute(own.hours.from), minute(own.hours.to)) {
                within[person].push(Span::new(from, to));
            }
        }
    }
    for (person, within) in everybody.iter_mut().zip(within).filter(|(_, w)| !w.is_empty()) {
        let within = SpanSet::of(within);
        for day in &days.days {
            let mut from = day.whole.from;
            for span in within.spans().iter().filter(|s| s.overlaps(day.whole)) {
                person.off.push(Span::new(from, span.from));
                from = span.to;
            }
            person.off.push(Span::new(from, day.whole.to));
        }
        person.off.retain(|s| s.from < s.to);
    }
}

/// A note for each day on which first places couldn't be balanced.
pub(super) fn first_place_notes(
    placing: &Placing<'_>,
    solution: &Solution,
    days: &PlacingDays,
) -> Vec<Diagnostic> {
    let firsts = first_places(&placing.problem, &solution.placements);
    let mut notes = Vec::new();
    for (day, date) in days.dates.iter().enumerate() {
        let there: Vec<usize> = (0..firsts.len())
            .filter(|v| solution.placements[*v].as_ref().is_some_and(|p| p.day == day))
            .collect();
        let (most, least) = (there.iter().map(|v| firsts[*v]).max(), there.iter().map(|v| firsts[*v]).min());
        if let (Some(most), Some(least)) = (most, least)
            && there.len() > 1
            && most - least > 1
        {
            let message = format!(
                "on {} candidates come first to {least} to {most} interviewers: more evenly wasn't found",
                date.strftime("%-d %B")
            );
            let hint = "whoever comes first sets the measure for the next: bear it in mind in the debrief";
            notes.push(Diagnostic::note("first-places", message).hint(hint));
        }
    }
    notes
}

/// A moment as a schedule has it.
fn starts(minute: i64, zone: &Zone) -> Starts {
    Starts { local: zone.local(minute), offset: Some(zone.offset(minute)) }
}
