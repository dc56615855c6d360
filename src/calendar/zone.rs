//! Time zones by their names.

use crate::diag::Diagnostic;
use crate::text::did_you_mean;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, Zoned};

/// A zone with its name, such as `Europe/Berlin`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    name: String,
    rules: TimeZone,
}

/// Why a time by the clock is no moment, or two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LocalFault {
    /// The clocks jump over it.
    Skipped,
    /// The clocks are turned back, so that it comes twice; the first of both.
    Twice(i64),
    /// It lies outside the years of any calendar.
    TooFar,
}

/// What stands behind the last `/` of a zone's name.
fn city(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

impl Zone {
    /// The zone called `name`; fails with the nearest names.
    pub fn named(name: &str) -> Result<Self, Diagnostic> {
        let database = TimeZoneDatabase::bundled();
        let name = name.trim();
        if let Some(zone) = Self::find(name) {
            return Ok(zone);
        }
        let names: Vec<String> = database.available().map(|n| n.as_str().to_owned()).collect();
        // Whoever writes `Berlin` means the only zone that ends so.
        let word = name.replace(' ', "_");
        let ends_so = names.iter().filter(|n| city(n).eq_ignore_ascii_case(city(&word)));
        let mut near: Vec<&str> = ends_so.map(String::as_str).collect();
        near.truncate(3);
        let all: Vec<&str> = names.iter().map(String::as_str).collect();
        let hint = if near.is_empty() {
            let near = did_you_mean(name, &all);
            if near.len() < 200 { near } else { "write it as Europe/Berlin or America/New_York".to_owned() }
        } else {
            format!("did you mean {}?", near.join(" or "))
        };
        Err(Diagnostic::error("unknown-zone", format!("there is no time zone `{name}`")).hint(hint))
    }

    /// The zone called `name`, where there is one.
    pub(super) fn find(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("utc") {
            return Some(Self { name: "UTC".to_owned(), rules: TimeZone::UTC });
        }
        let rules = TimeZoneDatabase::bundled().get(name).ok()?;
        let name = rules.iana_name().unwrap_or(name).to_owned();
        Some(Self { name, rules })
    }

    /// A zone called `name` with rules as POSIX writes them; none where they are none.
    pub(super) fn of_rules(name: &str, rules: &str) -> Option<Self> {
        TimeZone::posix(rules).ok().map(|rules| Self { name: name.to_owned(), rules })
    }

    /// The zone of a clock that is never changed.
    pub(super) fn fixed(offset: Offset) -> Self {
        Self { name: offset.to_string(), rules: TimeZone::fixed(offset) }
    }

    /// How its clocks change.
    pub(super) fn rules(&self) -> &TimeZone {
        &self.rules
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The minute, counted from 1970 in UTC, at which its clocks show `local`.
    pub fn minute(&self, local: DateTime) -> Result<i64, LocalFault> {
        let ambiguous = self.rules.to_ambiguous_timestamp(local);
        let found = match ambiguous.offset() {
            AmbiguousOffset::Gap { .. } => return Err(LocalFault::Skipped),
            AmbiguousOffset::Fold { .. } => ambiguous.earlier().map(|t| Err(LocalFault::Twice(minute_of(t)))),
            AmbiguousOffset::Unambiguous { .. } => ambiguous.unambiguous().map(|t| Ok(minute_of(t))),
        };
        found.unwrap_or(Err(LocalFault::TooFar))
    }

    /// The same; of two the first, and where the clocks jump over it as much later.
    pub fn nearest_minute(&self, local: DateTime) -> Option<i64> {
        self.rules.to_ambiguous_timestamp(local).compatible().ok().map(minute_of)
    }

    /// What its clocks show at a minute that is counted from 1970 in UTC.
    pub fn local(&self, minute: i64) -> DateTime {
        self.zoned(minute).datetime()
    }

    /// How far its clocks are from UTC then.
    pub fn offset(&self, minute: i64) -> Offset {
        self.zoned(minute).offset()
    }

    /// The first minute of `date`, and that of the next day.
    pub fn day(&self, date: Date) -> Option<(i64, i64)> {
        let next = date.tomorrow().ok()?;
        Some((self.nearest_minute(date.at(0, 0, 0, 0))?, self.nearest_minute(next.at(0, 0, 0, 0))?))
    }

    fn zoned(&self, minute: i64) -> Zoned {
        let at = Timestamp::from_second(minute.saturating_mul(60)).unwrap_or_default();
        at.to_zoned(self.rules.clone())
    }
}

/// Minutes from 1970 on.
pub(super) fn minute_of(at: Timestamp) -> i64 {
    at.as_second().div_euclid(60)
}
