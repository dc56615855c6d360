//! The rules for how long records are kept: profiles of the law of some places, and a team's own numbers.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

/// Which way the law behind a period points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duty {
    /// Records are kept at least so long: removing them earlier breaks the law.
    AtLeast,
    /// Records are kept no longer than this.
    AtMost,
}

/// The period of one place, by its name in `panelkit.toml`.
#[derive(Debug, PartialEq, Eq)]
pub struct RetentionProfile {
    /// The name in settings.
    pub name: &'static str,
    /// For how many months records are kept.
    pub months: u32,
    /// Whether that is the least or the most.
    pub duty: Duty,
    /// The law or the guidance that it rests on; `docs/privacy.md` has the dates.
    pub source: &'static str,
}

/// The profiles, each explained with its sources in `docs/privacy.md`.
pub const PROFILES: [RetentionProfile; 7] = [
    RetentionProfile {
        name: "us-private",
        months: 12,
        duty: Duty::AtLeast,
        source: "29 CFR 1602.14, 29 CFR 1627.3(b)",
    },
    RetentionProfile {
        name: "us-public",
        months: 24,
        duty: Duty::AtLeast,
        source: "29 CFR 1602.31, 1602.40 and 1602.49",
    },
    RetentionProfile {
        name: "us-contractor",
        months: 24,
        duty: Duty::AtLeast,
        source: "41 CFR 60-300.80 and 60-741.80",
    },
    RetentionProfile {
        name: "california",
        months: 48,
        duty: Duty::AtLeast,
        source: "California Government Code 12946, 2 CCR 11013(c)",
    },
    RetentionProfile {
        name: "colorado",
        months: 60,
        duty: Duty::AtLeast,
        source: "Colorado Revised Statutes 24-34-408",
    },
    RetentionProfile {
        name: "uk",
        months: 12,
        duty: Duty::AtMost,
        source: "UK GDPR, article 5(1)(e); Equality Act 2010, section 123",
    },
    RetentionProfile {
        name: "eu",
        months: 6,
        duty: Duty::AtMost,
        source: "GDPR, articles 5(1)(e) and 17(3)(e)",
    },
];

/// How long records are kept: a profile, or a number of months, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetentionRule {
    profile: Option<&'static RetentionProfile>,
    months: u32,
}

impl RetentionRule {
    /// The most months that can be asked for.
    pub const MOST_MONTHS: u32 = 600;

    /// The rule of `profile`, with `months` in place of its own number where one is named; none where neither is.
    ///
    /// Fails with the fewest months that are allowed where `months` is less than the law of the profile wants.
    pub fn new(profile: Option<&str>, months: Option<u32>) -> Result<Option<Self>, u32> {
        let profile = profile.and_then(|name| PROFILES.iter().find(|p| p.name == name));
        match (profile, months) {
            (None, None) => Ok(None),
            (Some(p), Some(own)) if p.duty == Duty::AtLeast && own < p.months => Err(p.months),
            (_, Some(months)) => Ok(Some(Self { profile, months })),
            (Some(p), None) => Ok(Some(Self { profile, months: p.months })),
        }
    }

    /// The profile's name; none for a team's own number.
    pub fn profile(&self) -> Option<&'static str> {
        self.profile.map(|p| p.name)
    }

    /// What the profile rests on; none for a team's own number.
    pub fn source(&self) -> Option<&'static str> {
        self.profile.map(|p| p.source)
    }

    /// For how many months records are kept.
    pub fn months(&self) -> u32 {
        self.months
    }

    /// Whether that is the least or the most. A number without a profile is the most.
    pub fn duty(&self) -> Duty {
        self.profile.map_or(Duty::AtMost, |p| p.duty)
    }

    /// The first day on which records may go that count from `from`. Where the last month has no such day, it is the first
    /// of the next one. The last day of all where it lies beyond the calendar.
    pub fn due(&self, from: Date) -> Date {
        let Ok(due) = from.checked_add(i64::from(self.months).months()) else { return Date::MAX };
        if due.day() < from.day() { due.tomorrow().unwrap_or(Date::MAX) } else { due }
    }

    /// The period in words, such as `1 year` or `18 months`.
    pub fn period(&self) -> String {
        match self.months {
            12 => "1 year".to_owned(),
            1 => "1 month".to_owned(),
            n if n % 12 == 0 => format!("{} years", n / 12),
            n => format!("{n} months"),
        }
    }

    /// The rule as candidates are told it, such as `for at least 1 year after the decision`.
    pub fn words(&self) -> String {
        match self.duty() {
            Duty::AtLeast => format!("for at least {} after the decision", self.period()),
            Duty::AtMost => format!("for {} after the decision", self.period()),
        }
    }

    /// The rule as the team is told it, such as `us-private, at least 1 year`.
    pub fn title(&self) -> String {
        let name = self.profile().map_or_else(String::new, |name| format!("{name}, "));
        match self.duty() {
            Duty::AtLeast => format!("{name}at least {}", self.period()),
            Duty::AtMost => format!("{name}{}", self.period()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_period_never_ends_early() {
        let rule = |months| RetentionRule::new(None, Some(months)).unwrap().unwrap();
        assert_eq!(rule(12).due(date(2026, 12, 4)), date(2027, 12, 4));
        assert_eq!(rule(1).due(date(2027, 1, 31)), date(2027, 3, 1));
        assert_eq!(rule(12).due(date(2028, 2, 29)), date(2029, 3, 1));
        assert_eq!(rule(12).due(date(9999, 1, 1)), Date::MAX);
    }

    #[test]
    fn a_team_may_keep_longer_than_the_law_wants_and_not_shorter() {
        assert_eq!(RetentionRule::new(Some("us-private"), Some(6)), Err(12));
        let longer = RetentionRule::new(Some("us-private"), Some(18)).unwrap().unwrap();
        assert_eq!(
            (longer.title().as_str(), longer.duty()),
            ("us-private, at least 18 months", Duty::AtLeast)
        );
        let shorter = RetentionRule::new(Some("eu"), Some(1)).unwrap().unwrap();
        assert_eq!(shorter.words(), "for 1 month after the decision");
        let four = RetentionRule::new(Some("california"), None).unwrap().unwrap();
        assert_eq!(four.words(), "for at least 4 years after the decision");
        assert_eq!(RetentionRule::new(None, None), Ok(None));
    }
}
