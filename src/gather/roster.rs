//! The names of a plan, found as people write them: exactly, or after normalisation and case folding.

use super::score::clean;
use crate::opening::Candidate;
use crate::plan::{OVERALL, Plan};
use crate::text::{bare_name, did_you_mean, first_name_first, fold, is_invisible, name_key, straight};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The names of a plan and of its candidates.
#[derive(Debug)]
pub(super) struct Roster<'a> {
    pub plan: &'a Plan,
    pub listed: &'a [Candidate],
    /// The names as they are listed, and folded.
    spelt: HashMap<&'a str, usize>,
    candidates: BTreeMap<String, usize>,
    /// The names by their keys, and without their marks: none where several candidates share one.
    keys: BTreeMap<String, Option<usize>>,
    bare: BTreeMap<String, Option<usize>>,
    ids: BTreeMap<String, usize>,
    rounds: BTreeMap<String, usize>,
    items: Vec<HashMap<String, usize>>,
    trainees: Vec<String>,
}

/// Who a row is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// By the place in the list.
    Listed(usize),
    /// Where there is no list: the name as the row has it.
    Named(String),
}

/// Who a row is about, and whether the name is spelt in another way than in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identified {
    pub who: Who,
    /// The name as the list has it, where the row has it in another order or without its marks.
    pub meant: Option<String>,
}

impl From<Who> for Identified {
    fn from(who: Who) -> Self {
        Self { who, meant: None }
    }
}

/// An item of a round, and whether it is spelt as in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    /// Its place in the round; the number of questions stands for the overall recommendation.
    pub index: usize,
    pub exact: bool,
}

impl<'a> Roster<'a> {
    pub fn new(plan: &'a Plan, listed: &'a [Candidate], trainees: &[String]) -> Self {
        let mut rounds = BTreeMap::new();
        let mut items = Vec::new();
        for (r, round) in plan.rounds.iter().enumerate() {
            // As it stands in the plan an id is the question's own, whatever another one is called.
            let mut keys: HashMap<String, usize> =
                round.questions.iter().enumerate().map(|(i, q)| (q.id.clone(), i)).collect();
            for (i, q) in round.questions.iter().enumerate() {
                for name in [&q.id, &q.title, &q.ask] {
                    keys.entry(id_key(name)).or_insert(i);
                }
            }
            keys.insert(OVERALL.to_owned(), round.questions.len());
            keys.entry("overall-recommendation".to_owned()).or_insert(round.questions.len());
            items.push(keys);
            rounds.insert(id_key(&round.id), r);
        }
        rounds.extend(plan.rounds.iter().enumerate().map(|(r, round)| (round.id.clone(), r)));
        for (r, round) in plan.rounds.iter().enumerate() {
            let title = id_key(&round.title);
            // Two rounds of one title are told apart by their ids only.
            let others = plan.rounds.iter().filter(|o| id_key(&o.title) == title).count();
            if others == 1 {
                rounds.entry(title).or_insert(r);
            }
            for name in [format!("{}", r + 1), format!("round-{}", r + 1), format!("{}-{}", r + 1, round.id)]
            {
                rounds.entry(name).or_insert(r);
            }
        }
        let spelt = listed.iter().enumerate().map(|(i, c)| (c.name.as_str(), i)).collect();
        let candidates = listed.iter().enumerate().map(|(i, c)| (fold(&c.name), i)).collect();
        let by = |key: fn(&str) -> String| {
            let mut by: BTreeMap<String, Option<usize>> = BTreeMap::new();
            for (i, c) in listed.iter().enumerate() {
                by.entry(key(&c.name)).and_modify(|known| *known = None).or_insert(Some(i));
            }
            by
        };
        let (keys, bare) = (by(name_key), by(bare_name));
        let mut ids: BTreeMap<String, usize> = BTreeMap::new();
        for (i, id) in listed.iter().enumerate().filter_map(|(i, c)| Some((i, c.id.as_ref()?))) {
            ids.insert(fold(id), i);
        }
        let trainees = trainees.iter().map(|t| name_key(t)).collect();
        Self { plan, listed, spelt, candidates, keys, bare, ids, rounds, items, trainees }
    }

    /// Names with letters outside ASCII that scorecards of this plan may hold.
    pub fn foreign_names(&self) -> Vec<String> {
        let interviewers = self.plan.rounds.iter().filter_map(|r| r.interviewer.as_deref());
        let names = self.listed.iter().map(|c| c.name.as_str()).chain(interviewers);
        let names: BTreeSet<&str> = names.filter(|n| !n.is_ascii()).collect();
        names.into_iter().map(str::to_owned).collect()
    }

    /// Whether a cell says what only a row of a scorecard says.
    pub fn marks_a_row(&self, cell: &str) -> bool {
        self.items.iter().any(|keys| keys.contains_key(cell))
            || (!cell.is_empty() && self.candidates.contains_key(&fold(cell)))
    }

    /// Who `text` names: a name or an id of the list, perhaps with the last name first or without its marks where only one
    /// candidate can be meant; without a list, anybody. Fails with a hint.
    pub fn candidate(&self, text: &str) -> Result<Identified, String> {
        // An apostrophe before a name may be a part of it.
        let name = clean(text);
        if let Some(i) = self.spelt.get(text).or_else(|| self.spelt.get(name)) {
            return Ok(Who::Listed(*i).into());
        }
        let folded = fold(name);
        if let Some(i) = self.candidates.get(&folded).or_else(|| self.ids.get(&folded)) {
            return Ok(Who::Listed(*i).into());
        }
        if self.listed.is_empty() {
            return Ok(Who::Named(name.to_owned()).into());
        }
        if let Some(i) = self.keys.get(&name_key(name)).copied().flatten().or_else(|| self.by_number(&folded))
        {
            return Ok(Who::Listed(i).into());
        }
        if let Some(i) = self.by_likeness(name) {
            let meant = Some(self.listed[i].name.clone());
            return Ok(Identified { who: Who::Listed(i), meant });
        }
        let names: Vec<&str> = self.listed.iter().map(|c| c.name.as_str()).collect();
        Err(did_you_mean(name, &names))
    }

    /// The only candidate whose name differs from `name` in its order and its marks alone.
    fn by_likeness(&self, name: &str) -> Option<usize> {
        let known = |name: &str| self.bare.get(&bare_name(name)).copied();
        let turned = first_name_first(name).and_then(|turned| known(&turned));
        match (known(name), turned) {
            (Some(one), None) | (None, Some(one)) => one,
            _ => None,
        }
    }

    /// The one candidate whose id is this number but for zeros that a spreadsheet took away.
    fn by_number(&self, folded: &str) -> Option<usize> {
        let bare = |t: &str| t.trim_start_matches('0').to_owned();
        let numeric = !folded.is_empty() && folded.bytes().all(|b| b.is_ascii_digit());
        let mut hits = self.ids.iter().filter(|(id, _)| numeric && bare(id) == bare(folded)).map(|(_, i)| *i);
        hits.next().filter(|_| hits.next().is_none())
    }

    /// The place of the round called `text`: its id, its title or its number. Fails with a hint.
    pub fn round(&self, text: &str) -> Result<usize, String> {
        let plain = clean(text);
        if let Some(r) = self.rounds.get(plain) {
            return Ok(*r);
        }
        let key = id_key(plain);
        let key = key.trim_start_matches('0');
        self.rounds.get(key).copied().ok_or_else(|| {
            let ids: Vec<&str> = self.plan.rounds.iter().map(|r| r.id.as_str()).collect();
            did_you_mean(plain, &ids)
        })
    }

    /// The item called `text` in the round at `round`. Fails with a hint.
    pub fn item(&self, text: &str, round: usize) -> Result<Item, String> {
        let items = &self.items[round];
        let text = text.trim();
        if let Some(index) = items.get(text).or_else(|| items.get(clean(text))) {
            return Ok(Item { index: *index, exact: true });
        }
        let plain = clean(text);
        let key = id_key(plain);
        if let Some(index) = items.get(&key) {
            return Ok(Item { index: *index, exact: false });
        }
        let rounds = &self.plan.rounds;
        if let Some(other) = self.items.iter().position(|keys| keys.contains_key(&key)) {
            return Err(format!("it belongs to the round {}", rounds[other].id));
        }
        let ids = rounds[round].questions.iter().map(|q| q.id.as_str());
        Err(did_you_mean(plain, &ids.chain([OVERALL]).collect::<Vec<_>>()))
    }

    /// The rounds that have an item called `text`, and its place in each.
    pub fn items_called(&self, text: &str) -> Vec<(usize, usize)> {
        let key = id_key(clean(text));
        let rounds = self.items.iter().enumerate();
        rounds.filter_map(|(r, keys)| Some((r, *keys.get(&key)?))).collect()
    }

    /// The id of an item of a round.
    pub fn item_id(&self, round: usize, item: usize) -> &'a str {
        self.plan.rounds[round].questions.get(item).map_or(OVERALL, |q| q.id.as_str())
    }

    /// An interviewer's name without a remark that they are in training, and whether they are.
    pub fn in_training<'n>(&self, name: &'n str) -> (&'n str, bool) {
        let name = clean(name);
        if let Some((bare, remark)) = name.strip_suffix([')', ']']).and_then(|n| n.rsplit_once(['(', '[']))
            && TRAINING.contains(&fold(remark).as_str())
        {
            return (bare.trim(), true);
        }
        (name, !self.trainees.is_empty() && self.trainees.contains(&name_key(name)))
    }
}

/// What is written behind the name of somebody who is learning to interview.
const TRAINING: [&str; 6] = ["trainee", "shadow", "in training", "training", "shadowing", "observer"];

/// An id as people and spreadsheets leave it: any case, blanks or underscores for hyphens, typographic hyphens.
fn id_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in fold(&straight(text)).chars().filter(|c| !is_invisible(*c)) {
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
