//! The rounds of a plan, found as people write them.

use super::model::Plan;
use crate::text::{did_you_mean, fold, is_invisible};
use std::collections::BTreeMap;

/// The rounds of a plan by their ids, titles and numbers.
#[derive(Debug)]
pub struct RoundNames<'p> {
    plan: &'p Plan,
    places: BTreeMap<String, usize>,
}

impl<'p> RoundNames<'p> {
    /// The names of the rounds of `plan`.
    pub fn new(plan: &'p Plan) -> Self {
        let mut places: BTreeMap<String, usize> =
            plan.rounds.iter().enumerate().map(|(r, round)| (id_key(&round.id), r)).collect();
        places.extend(plan.rounds.iter().enumerate().map(|(r, round)| (round.id.clone(), r)));
        for (r, round) in plan.rounds.iter().enumerate() {
            let title = id_key(&round.title);
            // Two rounds of one title are told apart by their ids only.
            let others = plan.rounds.iter().filter(|o| id_key(&o.title) == title).count();
            if others == 1 {
                places.entry(title).or_insert(r);
            }
            for name in [format!("{}", r + 1), format!("round-{}", r + 1), format!("{}-{}", r + 1, round.id)]
            {
                places.entry(name).or_insert(r);
            }
        }
        Self { plan, places }
    }

    /// The place of the round called `text`: its id, its title or its number. Fails with a hint.
    pub fn find(&self, text: &str) -> Result<usize, String> {
        if let Some(r) = self.places.get(text) {
            return Ok(*r);
        }
        let key = id_key(text);
        self.places.get(key.trim_start_matches('0')).copied().ok_or_else(|| {
            let ids: Vec<&str> = self.plan.rounds.iter().map(|r| r.id.as_str()).collect();
            did_you_mean(text, &ids)
        })
    }
}

/// An id as people and spreadsheets leave it: any case, blanks or underscores for hyphens, typographic hyphens.
pub fn id_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in fold(text).chars().filter(|c| !is_invisible(*c)) {
        match c {
            ' ' | '_' | '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '−' => {
                if !key.ends_with('-') {
                    key.push('-');
                }
            }
            c => key.push(c),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::id_key;

    #[test]
    fn ids_survive_what_spreadsheets_do_to_them() {
        for text in ["Rate_Limits", "rate  limits", "RATE–LIMITS", "rate\u{a0}limits", "rate-\u{200b}limits"]
        {
            assert_eq!(id_key(text), "rate-limits", "{text:?}");
        }
    }
}
