//! Whether records may go, must stay, or are due.

use super::age::RecordAge;
use super::rule::{Duty, RetentionRule};
use jiff::civil::Date;
use serde::Serialize;

/// What is to become of a candidate's records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RetentionState {
    /// They are kept until their date.
    Kept,
    /// Their date has come: they are to be removed.
    Due,
    /// They are on hold, whatever their date.
    Held,
    /// Their date isn't known: no rule is set, this opening isn't over for the candidate, or nothing is dated.
    Open,
}

/// What is to become of records of this age on the day `today`, with the day on which they may go, where that is known.
///
/// Where the law wants records kept for some time after the decision, those of somebody about whom nothing is decided have
/// no date yet.
pub fn retention_state(
    rule: Option<RetentionRule>,
    age: Option<RecordAge>,
    is_held: bool,
    today: Date,
) -> (RetentionState, Option<Date>) {
    let counts = |rule: &RetentionRule, age: &RecordAge| age.ended || rule.duty() == Duty::AtMost;
    let due = rule.zip(age).filter(|(rule, age)| counts(rule, age)).map(|(rule, age)| rule.due(age.from));
    let state = match due {
        _ if is_held => RetentionState::Held,
        None => RetentionState::Open,
        Some(due) if today >= due => RetentionState::Due,
        Some(_) => RetentionState::Kept,
    };
    (state, due)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opening::retention::age::AgeBasis;
    use crate::opening::retention::rule::PROFILES;
    use jiff::ToSpan;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_is_due_before_its_date_or_on_hold(
            profile in 0..PROFILES.len(),
            more in prop::option::of(0_u32..40),
            from in 0_i64..20_000,
            later in -100_i64..4_000,
            ended: bool,
            is_held: bool,
        ) {
            let profile = &PROFILES[profile];
            let months = more.map(|more| profile.months + more);
            let rule = RetentionRule::new(Some(profile.name), months).unwrap().unwrap();
            let from = Date::constant(1990, 1, 1).checked_add(from.days()).unwrap();
            let today = from.checked_add(later.days()).unwrap();
            let age = RecordAge { from, basis: AgeBasis::Decision, ended };
            let (now, due) = retention_state(Some(rule), Some(age), is_held, today);
            if now == RetentionState::Due {
                prop_assert!(!is_held && today >= due.unwrap());
                prop_assert!(ended || profile.duty == Duty::AtMost);
                // As many whole months lie between the two days.
                let between = from.until((jiff::Unit::Month, today)).unwrap();
                prop_assert!(between.get_months() >= i32::try_from(rule.months()).unwrap());
            }
            // What is due stays due, and one day before the date it isn't.
            if let Some(due) = due {
                let at = |day| retention_state(Some(rule), Some(age), false, day).0;
                prop_assert_eq!(at(due), RetentionState::Due);
                prop_assert_eq!(at(due.yesterday().unwrap()), RetentionState::Kept);
            }
        }
    }
}
