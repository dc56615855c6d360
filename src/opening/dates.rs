//! Dates and times as spreadsheets and calendars write them, where they are certain.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use jiff::{Timestamp, Zoned};
use std::fmt;

/// Why a text is no date that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFault {
    /// Nothing like a date.
    NoDate,
    /// Day and month could change places.
    DayOrMonth,
    /// A day without a time, where a time is needed.
    NoTime,
}

impl DateFault {
    /// What is wrong with `text`.
    pub fn message(self, text: &str) -> String {
        match self {
            Self::NoDate => format!("`{text}` is not a date"),
            Self::DayOrMonth => format!("`{text}` may be two dates: which is the day, which the month?"),
            Self::NoTime => format!("`{text}` says no time"),
        }
    }
}

/// The day in `text`: `2026-12-04`, `2026/12/4`, `04.12.2026`, `4. 12. 2026`, or with slashes where one of the two numbers
/// can only be the day. A time behind it is left aside.
pub fn read_date(text: &str) -> Result<Date, DateFault> {
    let text = text.trim();
    let (day, _) = split(text);
    let parts = |separator: char| -> Option<[i16; 3]> {
        let numbers: Vec<i16> = day.split(separator).map(|p| p.trim().parse().ok()).collect::<Option<_>>()?;
        numbers.try_into().ok()
    };
    let date = |year: i16, month: i16, day: i16| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        (year > 1900).then(|| Date::new(year, month, day).ok()).flatten()
    };
    let found = match (parts('-').or_else(|| parts('/')), parts('.')) {
        (Some([year, month, day]), _) if year > 31 => date(year, month, day),
        (_, Some([day, month, year])) => date(year, month, day),
        (Some([a, b, year]), _) if year > 31 => {
            if a != b && a <= 12 && b <= 12 {
                return Err(DateFault::DayOrMonth);
            }
            if a > 12 { date(year, b, a) } else { date(year, a, b) }
        }
        _ => None,
    };
    found.ok_or(DateFault::NoDate)
}

/// The day, and what follows it.
fn split(text: &str) -> (&str, &str) {
    let at = text.find(['T', 't']).or_else(|| {
        // Behind a day in dots there may be blanks: `4. 12. 2026 10:00`.
        text.find(':').and_then(|colon| text[..colon].rfind(' '))
    });
    at.map_or((text, ""), |at| (&text[..at], text[at + 1..].trim()))
}

/// When something begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Starts {
    /// By the clock of its place.
    pub local: DateTime,
    /// How far that clock is from UTC, where that is said; else it is the clock of whoever asks.
    pub offset: Option<Offset>,
}

impl Starts {
    /// The date and time in `text`, such as `2026-12-03T10:00+01:00`, `2026-12-03 10:00` or `03.12.2026 10:00`.
    pub fn read(text: &str) -> Result<Self, DateFault> {
        let text = text.trim();
        let date = read_date(text)?;
        let (_, clock) = split(text);
        if clock.is_empty() {
            return Err(DateFault::NoTime);
        }
        // A zone's name in brackets says no more than its offset.
        let clock = clock.split('[').next().unwrap_or_default().trim();
        let (time, offset) = match clock.strip_suffix(['Z', 'z']) {
            Some(time) => (time, Some(Offset::UTC)),
            None => match clock.rfind(['+', '-', '−']) {
                Some(at) => (&clock[..at], Some(read_offset(&clock[at..])?)),
                None => (clock, None),
            },
        };
        Ok(Self { local: date.to_datetime(read_time(time)?), offset })
    }

    /// Whether it lies behind `now`.
    pub fn is_after(&self, now: &Zoned) -> bool {
        match self.timestamp() {
            Some(at) => at > now.timestamp(),
            None => self.local > now.datetime(),
        }
    }

    /// The date and time in UTC, where the offset is said; else as the clock showed it.
    pub fn utc_or_local(&self) -> DateTime {
        self.timestamp().map_or(self.local, |at| Offset::UTC.to_datetime(at))
    }

    /// The moment, where the offset is said.
    fn timestamp(&self) -> Option<Timestamp> {
        self.offset.and_then(|offset| offset.to_timestamp(self.local).ok())
    }
}

impl fmt::Display for Starts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, time) = (self.local.date(), self.local.time());
        write!(f, "{date}T{:02}:{:02}", time.hour(), time.minute())?;
        let Some(offset) = self.offset else { return Ok(()) };
        let (sign, seconds) = (if offset.seconds() < 0 { '-' } else { '+' }, offset.seconds().unsigned_abs());
        write!(f, "{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60)
    }
}

fn read_time(text: &str) -> Result<Time, DateFault> {
    let numbers: Option<Vec<i8>> = text.trim().split(':').map(|p| p.trim().parse().ok()).collect();
    let time = match numbers.as_deref() {
        Some([hour, minute]) => Time::new(*hour, *minute, 0, 0).ok(),
        Some([hour, minute, second]) => Time::new(*hour, *minute, *second, 0).ok(),
        _ => None,
    };
    time.ok_or(DateFault::NoDate)
}

fn read_offset(text: &str) -> Result<Offset, DateFault> {
    let mut chars = text.chars();
    let sign = if chars.next() == Some('+') { 1 } else { -1 };
    let digits: String = chars.filter(|c| *c != ':').collect();
    let number = digits.parse::<i32>().ok().filter(|_| digits.is_ascii());
    let seconds = match (digits.len(), number) {
        (1 | 2, Some(hours)) => hours * 3600,
        (4, Some(both)) => both / 100 * 3600 + both % 100 * 60,
        _ => return Err(DateFault::NoDate),
    };
    Offset::from_seconds(sign * seconds).map_err(|_| DateFault::NoDate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certain_dates_are_read_and_others_are_not() {
        let fourth = Date::constant(2026, 12, 4);
        for text in ["2026-12-04", "2026/12/4", "04.12.2026", "4. 12. 2026", " 2026-12-04T10:00 "] {
            assert_eq!(read_date(text), Ok(fourth), "{text}");
        }
        assert_eq!(read_date("13/12/2026"), Ok(Date::constant(2026, 12, 13)));
        assert_eq!(read_date("12/13/2026"), Ok(Date::constant(2026, 12, 13)));
        assert_eq!(read_date("12/12/2026"), Ok(Date::constant(2026, 12, 12)));
        assert_eq!(read_date("04/12/2026"), Err(DateFault::DayOrMonth));
        for text in ["", "soon", "04.13.2026", "4.12.26", "2026-02-30"] {
            assert_eq!(read_date(text), Err(DateFault::NoDate), "{text}");
        }
    }

    #[test]
    fn times_are_read_with_and_without_a_zone() {
        for (text, shown) in [
            ("2026-12-03T10:00+01:00", "2026-12-03T10:00+01:00"),
            ("2026-12-03T10:00:00Z", "2026-12-03T10:00+00:00"),
            ("2026-12-03 9:05", "2026-12-03T09:05"),
            ("03.12.2026 10:00", "2026-12-03T10:00"),
            ("2026-12-03T10:00-0330", "2026-12-03T10:00-03:30"),
            ("2026-12-03T10:00+01:00[Europe/Berlin]", "2026-12-03T10:00+01:00"),
        ] {
            assert_eq!(Starts::read(text).unwrap().to_string(), shown);
        }
        assert_eq!(Starts::read("2026-12-03"), Err(DateFault::NoTime));
        assert_eq!(Starts::read("2026-12-03T25:00"), Err(DateFault::NoDate));
    }
}
