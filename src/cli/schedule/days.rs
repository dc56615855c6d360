//! The days on which conversations may take place.

use crate::calendar::{LocalFault, Zone};
use crate::cli::args::ScheduleArgs;
use crate::diag::{Diagnostic, Failure};
use crate::timetable::{Day, Span};
use jiff::civil::{Date, DateTime, Weekday};

/// The most days of one run.
const MOST_DAYS: usize = 92;

/// The days with their dates.
pub(super) struct PlacingDays {
    pub(super) dates: Vec<Date>,
    pub(super) days: Vec<Day>,
}

impl PlacingDays {
    /// The days that the arguments name; none where they name none. Fails with each that can't be used.
    pub(super) fn of(args: &ScheduleArgs, zone: &Zone, now: i64) -> Result<Option<Self>, Failure> {
        let dates = dates(args)?;
        if dates.is_empty() {
            return Ok(None);
        }
        let (mut days, mut findings) = (Vec::new(), Vec::new());
        if args.end <= args.start {
            let message = format!("the day ends at {}, before it begins", args.end.strftime("%H:%M"));
            findings.push(Diagnostic::error("ends-early", message).hint("--start 09:00 --end 18:00"));
        }
        for date in &dates {
            if let Some((from, to)) = zone.day(*date) {
                let mut minute = |at: DateTime, what: &str| minute(zone, at, what, &mut findings);
                let start = minute(date.to_datetime(args.start), "--start");
                let end = minute(date.to_datetime(args.end), "--end");
                let breaks = args.breaks.iter().map(|b| {
                    let from = minute(date.to_datetime(b.from), "--break");
                    Span::new(from, minute(date.to_datetime(b.to), "--break"))
                });
                let breaks = breaks.collect();
                if start < now {
                    let when = zone.local(start).strftime("%-d %B %Y, %H:%M");
                    let message = format!("{when} lies in the past");
                    findings.push(
                        Diagnostic::error("past", message).hint("name a later --start, or another day"),
                    );
                }
                days.push(Day { whole: Span::new(from, to), start, end, breaks });
            } else {
                let message = format!("{date} is no day that can be planned");
                findings.push(Diagnostic::error("no-date", message).hint("name another one"));
            }
        }
        if findings.is_empty() { Ok(Some(Self { dates, days })) } else { Err(Failure(findings)) }
    }
}

fn dates(args: &ScheduleArgs) -> Result<Vec<Date>, Failure> {
    let mut dates = args.day.clone();
    if let (Some(from), Some(to)) = (args.from, args.to) {
        if to < from {
            let message = format!("--to {to} lies before --from {from}");
            return Err(Diagnostic::error("ends-early", message).hint("turn them round").into());
        }
        let all = from.series(jiff::Span::new().days(1)).take_while(|d| *d <= to).take(MOST_DAYS * 2);
        let weekend = |d: &Date| matches!(d.weekday(), Weekday::Saturday | Weekday::Sunday);
        let before = dates.len();
        dates.extend(all.filter(|d| !weekend(d)));
        if dates.len() == before {
            let message = format!("there is only a weekend from {from} to {to}");
            return Err(Diagnostic::error("no-day", message)
                .hint("days of a weekend are named one by one: --day 2026-12-05")
                .into());
        }
    }
    dates.sort_unstable();
    dates.dedup();
    if dates.len() > MOST_DAYS {
        let message = format!("{} days are too many for one run", dates.len());
        return Err(Diagnostic::error("limit", message).hint(format!("name {MOST_DAYS} at most")).into());
    }
    Ok(dates)
}

/// The minute at which clocks show `at`; with a finding where they never do.
fn minute(zone: &Zone, at: DateTime, what: &str, findings: &mut Vec<Diagnostic>) -> i64 {
    match zone.minute(at) {
        Ok(minute) | Err(LocalFault::Twice(minute)) => minute,
        Err(_) => {
            let (time, day) = (at.strftime("%H:%M"), at.strftime("%-d %B %Y"));
            let message = format!(
                "{what}: there is no {time} on {day} in {}: the clocks jump over it that night",
                zone.name()
            );
            findings.push(Diagnostic::error("no-time", message).hint("name a time before or after the jump"));
            zone.nearest_minute(at).unwrap_or_default()
        }
    }
}
