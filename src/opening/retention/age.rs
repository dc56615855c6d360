//! From which day the time of a candidate's records counts.

use crate::opening::candidates::CandidateState;
use crate::opening::dates::read_date;
use crate::opening::decisions::{Decision, DecisionValue};
use jiff::civil::Date;
use serde::Serialize;

/// What the day is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgeBasis {
    /// The last decision.
    Decision,
    /// The day of the state in the list of candidates, such as a withdrawal.
    State,
    /// The last conversation, as a scorecard or the schedule has it.
    Record,
    /// When a file was last changed, where nothing better is known.
    File,
}

impl AgeBasis {
    /// What the day is, such as `the decision`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Decision => "the decision",
            Self::State => "the date of the state",
            Self::Record => "the last conversation",
            Self::File => "the last change of a file",
        }
    }
}

/// From which day a candidate's records count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordAge {
    /// The day.
    pub from: Date,
    /// What it is known from.
    pub basis: AgeBasis,
    /// Whether this opening is over for them.
    pub ended: bool,
}

/// What is dated about one candidate.
#[derive(Debug, Clone, Default)]
pub struct DatedRecords<'a> {
    /// The decisions about them, the last one of which holds.
    pub decisions: Vec<&'a Decision>,
    /// How far they are.
    pub state: CandidateState,
    /// Since when, where the list says so.
    pub since: Option<Date>,
    /// The days of conversations that took place, and of those to come while they are interviewed.
    pub conversations: Vec<Date>,
    /// When the list of candidates was last changed.
    pub list_changed: Option<Date>,
    /// When the newest of their own files was last changed.
    pub files_changed: Option<Date>,
}

impl DatedRecords<'_> {
    /// The latest dated record; none where nothing is dated.
    ///
    /// A file's time of change counts in two cases only: nothing else is dated, or the team has ended it on a day that no
    /// decision and no list says. It is never earlier than that day.
    pub fn age(&self) -> Option<RecordAge> {
        let dated = |d: &&Decision| read_date(&d.date).ok();
        let mut dates: Vec<(Date, AgeBasis)> =
            self.decisions.iter().filter_map(dated).map(|date| (date, AgeBasis::Decision)).collect();
        let is_final = |d: &&Decision| matches!(d.decision, DecisionValue::No | DecisionValue::Offer);
        let decided = self.decisions.last().is_some_and(|d| is_final(d) && dated(d).is_some());
        dates.extend(self.since.map(|since| (since, AgeBasis::State)));
        dates.extend(self.conversations.iter().map(|date| (*date, AgeBasis::Record)));
        let ended_by_team = matches!(self.state, CandidateState::Stopped | CandidateState::Hired);
        if ended_by_team && !decided && self.since.is_none() {
            dates.extend(self.list_changed.map(|date| (date, AgeBasis::File)));
        }
        if dates.is_empty() {
            dates.extend(self.files_changed.or(self.list_changed).map(|date| (date, AgeBasis::File)));
        }
        // Of one day the first basis is told.
        let (from, basis) = dates.into_iter().rev().max_by_key(|(date, _)| *date)?;
        Some(RecordAge { from, basis, ended: decided || self.state != CandidateState::Active })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opening::decisions::DecisionBasis;
    use jiff::civil::date;

    fn decision(decision: DecisionValue, date: &str) -> Decision {
        Decision {
            candidate: "Ana".into(),
            decision,
            by: "Mia".into(),
            reason: "the must-have".into(),
            date: date.into(),
            votes: Vec::new(),
            scores: DecisionBasis {
                plan: "p".into(),
                hash: "h".into(),
                complete: 1,
                expected: 1,
                partial: false,
            },
        }
    }

    #[test]
    fn the_latest_dated_record_counts() {
        let no = decision(DecisionValue::No, "2026-12-04");
        let mut records = DatedRecords {
            decisions: vec![&no],
            conversations: vec![date(2026, 12, 3)],
            list_changed: Some(date(2030, 1, 1)),
            files_changed: Some(date(2030, 1, 1)),
            ..DatedRecords::default()
        };
        let decided = RecordAge { from: date(2026, 12, 4), basis: AgeBasis::Decision, ended: true };
        assert_eq!(records.age(), Some(decided));
        records.conversations.push(date(2026, 12, 9));
        assert_eq!(records.age().unwrap().basis, AgeBasis::Record);
        records.since = Some(date(2027, 1, 2));
        assert_eq!(
            records.age(),
            Some(RecordAge { from: date(2027, 1, 2), basis: AgeBasis::State, ended: true })
        );
    }

    #[test]
    fn what_is_on_hold_or_goes_on_has_not_ended() {
        for value in [DecisionValue::Hold, DecisionValue::Next] {
            let decided = decision(value, "2026-12-04");
            let records = DatedRecords { decisions: vec![&decided], ..DatedRecords::default() };
            assert!(!records.age().unwrap().ended, "{value:?}");
        }
        let gone = DatedRecords {
            state: CandidateState::Withdrawn,
            conversations: vec![date(2026, 12, 3)],
            list_changed: Some(date(2030, 1, 1)),
            ..DatedRecords::default()
        };
        let age = gone.age().unwrap();
        assert_eq!((age.from, age.basis, age.ended), (date(2026, 12, 3), AgeBasis::Record, true));
    }

    #[test]
    fn a_files_time_counts_only_where_nothing_better_is_known() {
        let mut records = DatedRecords { files_changed: Some(date(2026, 5, 1)), ..DatedRecords::default() };
        assert_eq!(
            records.age(),
            Some(RecordAge { from: date(2026, 5, 1), basis: AgeBasis::File, ended: false })
        );
        records.conversations.push(date(2026, 4, 1));
        assert_eq!(records.age().unwrap().from, date(2026, 4, 1));
        // When the team ended it isn't known: not before the list was last changed.
        records.state = CandidateState::Stopped;
        records.list_changed = Some(date(2026, 6, 1));
        assert_eq!(records.age().unwrap().from, date(2026, 6, 1));
        assert_eq!(DatedRecords::default().age(), None);
    }
}
