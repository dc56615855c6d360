//! The requirements of a plan, and what meeting them is worth to the search.
//!
//! A requirement comes before any value, and one of the first kinds before any number of the later ones: must-haves, then
//! what each round has to hold, then questions of the stacks. So they are counted in units far apart. The minutes of the
//! stacks and the levels of the questions are parts of the value.

/// A must-have that is rated by a question that can show it.
pub(super) const MUST_HAVE: i64 = 1_000_000_000_000;
/// Something that one round has to hold.
const ROUND: i64 = 1_000_000_000;
/// A question of a stack, as far as they are asked for.
pub(super) const STACK: i64 = 10_000_000;

/// How much a stack counts with `n` questions where `wanted` are asked for. The first one counts twice, so that each stack has
/// one before any has its second.
pub(super) fn stack_questions(n: u32, wanted: u32) -> u32 {
    n.min(wanted) + n.min(wanted).min(1)
}

/// What requirements are worth while searching, in billionths of the objective; the ranking counts those met first.
pub(super) const MUST_HAVE_VALUE: i64 = 300_000_000;
const ROUND_VALUE: i64 = 150_000_000;
pub(super) const STACK_VALUE: i64 = 150_000_000;
const OWN_MINUTE_VALUE: i64 = 200_000;
const OTHER_MINUTE_VALUE: i64 = 8_000_000;
const STACK_MINUTE_VALUE: i64 = 15_000_000;
const FOREIGN_MINUTE_VALUE: i64 = 10_000_000;
/// More than a minute of other kinds costs, so that a round is rather filled with these than not at all.
const SHORT_MINUTE_VALUE: i64 = 12_000_000;
const EXCESS_VALUE: i64 = 30_000_000;

/// A change of what is met, and of what the search counts for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct StandingChange {
    /// In the units of this file.
    pub met: i64,
    /// In billionths of the objective.
    pub value: i64,
}

impl StandingChange {
    pub fn add(&mut self, other: Self) {
        *self = self.and(other);
    }

    pub fn and(self, other: Self) -> Self {
        Self { met: self.met + other.met, value: self.value + other.value }
    }

    pub fn negative(self) -> Self {
        Self { met: -self.met, value: -self.value }
    }
}

/// What a round can be asked to hold: only what some question could give it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct RoundNeeds {
    /// Half of its minutes for questions of its own kinds.
    pub own: bool,
    /// The minutes that are to be used: two thirds of all.
    pub full: u32,
    /// A question of its own kinds that rates the first competency of its focus.
    pub lead: bool,
    /// A main problem.
    pub main: bool,
}

/// What counts for the requirements of one round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct RoundTally {
    /// The minutes used.
    pub used: u32,
    /// Of these, the minutes of its own kinds.
    pub own: u32,
    /// Questions of its own kinds that rate the first competency of its focus.
    lead: u32,
    /// Main problems.
    main: u32,
}

impl RoundTally {
    /// The tally of one question of `used` minutes that is of the round's own kinds, leads it, or is its main problem.
    pub fn of(used: u32, (own, lead, main): (bool, bool, bool)) -> Self {
        Self { used, own: if own { used } else { 0 }, lead: u32::from(lead), main: u32::from(main) }
    }

    pub fn plus(self, other: Self) -> Self {
        Self {
            used: self.used + other.used,
            own: self.own + other.own,
            lead: self.lead + other.lead,
            main: self.main + other.main,
        }
    }

    pub fn minus(self, other: Self) -> Self {
        Self {
            used: self.used - other.used,
            own: self.own - other.own,
            lead: self.lead - other.lead,
            main: self.main - other.main,
        }
    }

    /// Whether at least half of the minutes are of the round's own kinds, as far as they can be.
    pub fn is_own(self, needs: RoundNeeds) -> bool {
        !needs.own || 2 * self.own >= self.used
    }

    /// Whether the round holds what leads it and what is its main problem, as far as it can.
    fn held(self, needs: RoundNeeds) -> (bool, bool) {
        (!needs.lead || self.lead > 0, !needs.main || self.main > 0)
    }

    /// What the round meets.
    pub fn change(self, needs: RoundNeeds) -> StandingChange {
        let (lead, main) = self.held(needs);
        let own = self.used > 0 && self.is_own(needs);
        let full = self.used >= needs.full;
        let met = i64::from(lead) + i64::from(main) + i64::from(own) + i64::from(full);
        let foreign = if needs.own { self.used.saturating_sub(2 * self.own) } else { 0 };
        let short = needs.full.saturating_sub(self.used);
        let costs = i64::from(foreign) * FOREIGN_MINUTE_VALUE + i64::from(short) * SHORT_MINUTE_VALUE;
        StandingChange { met: met * ROUND, value: met * ROUND_VALUE - costs }
    }

    /// What `self` beside `before` adds to the search, apart from the balance of own kinds.
    pub fn holds_more(self, before: Self, needs: RoundNeeds) -> i64 {
        let count = |(lead, main)| i64::from(lead) + i64::from(main);
        (count(before.plus(self).held(needs)) - count(before.held(needs))) * ROUND_VALUE
    }
}

/// What the minutes of a round are worth by being of its own kinds or not, in billionths of the objective; those of other
/// kinds cost something where it can be filled without them.
pub(super) fn of_own_minutes(tally: RoundTally, keeps_to_own: bool) -> i64 {
    let cost = if keeps_to_own { OTHER_MINUTE_VALUE } else { 0 };
    i64::from(tally.own) * OWN_MINUTE_VALUE - i64::from(tally.used - tally.own) * cost
}

/// What `minutes` of the stacks are worth where `target` are asked for, in billionths of the objective.
pub(super) fn of_stack_minutes(minutes: u32, target: u32) -> i64 {
    i64::from(minutes.min(target)) * STACK_MINUTE_VALUE
}

/// By how much more than three in ten of `all` questions are `low`, those that the lowest level is asked too; in tenths of
/// questions.
pub(super) fn level_excess(low: u32, all: u32) -> u32 {
    (10 * low).saturating_sub(3 * all)
}

/// What an excess of low questions costs, in billionths of the objective.
pub(super) fn of_levels(excess: u32) -> i64 {
    i64::from(excess) * EXCESS_VALUE
}
