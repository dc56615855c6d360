//! Bringing technologies that are asked for into a plan that is there.

use super::{PlanDraft, QuestionSlot};

impl PlanDraft<'_, '_> {
    /// Exchanges questions for those of technologies that are asked for, as long as the plan has too few of one and gains.
    pub(in crate::plan) fn serve_stacks(&mut self) {
        for s in 0..self.instance.wanted.len() {
            let has = |draft: &Self, i: usize| draft.instance.items[i].stacks >> s & 1 == 1;
            let own: Vec<usize> = self.order.iter().copied().filter(|i| has(self, *i)).collect();
            for _ in 0..self.instance.wanted[s] {
                let there = self.choice().iter().flatten().filter(|i| has(self, **i)).count();
                if there >= self.instance.wanted[s] as usize {
                    break;
                }
                let Some((r, at, item)) = self.best_exchange(&own) else { break };
                self.rounds[r][at] = QuestionSlot::Item(item);
                self.roomy.insert(r);
            }
        }
    }

    /// The place and the one of `items` that make the best plan when it takes the place; none where none makes a better one
    /// than there is.
    fn best_exchange(&mut self, items: &[usize]) -> Option<(usize, usize, usize)> {
        let mut best = (self.standing(), None);
        for r in 0..self.rounds.len() {
            for at in 0..self.rounds[r].len() {
                if matches!(self.rounds[r][at], QuestionSlot::Item(i) if self.asked.contains(&i)) {
                    continue;
                }
                let before = std::mem::replace(&mut self.rounds[r][at], QuestionSlot::Gap);
                for item in items.iter().copied().filter(|i| self.fits(*i, r)).collect::<Vec<_>>() {
                    let standing = self.standing_with(r, at, QuestionSlot::Item(item));
                    if standing > best.0 {
                        best = (standing, Some((r, at, item)));
                    }
                }
                self.rounds[r][at] = before;
            }
        }
        best.1
    }
}
