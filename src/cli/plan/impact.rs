//! What a change of the plan means for what was printed and rated already.

use crate::cli::config::Config;
use crate::cli::scores::{Clock, ScoreSource, expectation};
use crate::diag::Failure;
use crate::gather::{CardProgress, Scores, gather};
use crate::opening::LoopFolder;
use crate::plan::Plan;
use crate::text::{count, is_are};
use std::collections::BTreeSet;

/// What a change means for what was printed and rated already.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Impact {
    /// Packets whose round has changed.
    packets: usize,
    /// Scorecards that came.
    cards: usize,
    /// Ratings of questions that are asked no more.
    ratings: usize,
    /// Whether it is another plan altogether.
    is_other: bool,
    /// Whether something was printed by the revision that stands.
    pub(super) current_is_out: bool,
}

impl Impact {
    /// What it means that `new` takes the place of `old` in `folder`.
    pub(super) fn of(folder: &LoopFolder, old: &Plan, new: &Plan, config: &Config) -> Result<Self, Failure> {
        let printed = folder.printed_cards(&config.sheets);
        let changed =
            |round: &str| new.round(round).is_none_or(|r| r.since > old.revision || new.id != old.id);
        let packets = printed.iter().filter(|card| changed(&card.round)).count();
        let scores = scores(folder, old, config)?;
        let came = scores.expected.iter().filter(|e| {
            matches!(e.state, CardProgress::Complete | CardProgress::Incomplete | CardProgress::NotCounted)
        });
        let asked: BTreeSet<&str> = new.questions().map(|q| q.id.as_str()).collect();
        let lost = |question: &str| new.id != old.id || !asked.contains(question);
        let ratings = scores.records.iter().filter(|r| lost(&r.question)).count();
        let out = |revision: u32| revision == old.revision;
        let current_is_out = printed.iter().any(|card| card.plan == old.id && out(card.revision))
            || scores.revisions.iter().any(|revision| out(*revision));
        Ok(Self { packets, cards: came.count(), ratings, is_other: new.id != old.id, current_is_out })
    }

    /// Whether there is something to tell before it is done.
    pub(super) fn matters(&self) -> bool {
        self.packets > 0 || self.ratings > 0
    }

    /// Such as `3 packets are out of date; 7 cards stay valid but for 2 ratings`.
    pub(super) fn words(&self) -> String {
        let stay = if self.cards == 1 { "stays" } else { "stay" };
        let packets = (self.packets > 0)
            .then(|| format!("{} {} out of date", count(self.packets, "packet"), is_are(self.packets)));
        let but = if self.ratings > 0 {
            format!(" but for {}", count(self.ratings, "rating"))
        } else {
            String::new()
        };
        let number = count(self.cards, "card");
        let cards = if self.is_other {
            let dont = if self.cards == 1 { "doesn't" } else { "don't" };
            format!("{number} of the plan before {dont} count for this one")
        } else {
            format!("{number} {stay} valid{but}")
        };
        let cards = (self.cards > 0).then_some(cards);
        packets.into_iter().chain(cards).collect::<Vec<_>>().join("; ")
    }
}

/// What the scorecards say that came so far.
fn scores(folder: &LoopFolder, plan: &Plan, config: &Config) -> Result<Scores, Failure> {
    let found = ScoreSource::SoFar.files(folder)?;
    if found.files.is_empty() {
        return Ok(Scores::default());
    }
    let candidates = folder.candidates(Some(Clock::of(None).today()), &config.sheets)?.value;
    let schedule = folder.schedule(plan, &candidates, &config.sheets)?.value.schedule;
    Ok(gather(&expectation(plan, &candidates, &schedule, config), &found.files))
}
