//! The names of a plan, found as people write them: exactly, or after normalisation and case folding.

use super::expect::Expectation;
use super::score::clean;
use crate::opening::{Candidate, Schedule, Seat};
use crate::plan::{OVERALL, Plan, PlannedQuestion, ReplacedQuestion, RoundNames, check_value, id_key};
use crate::text::{bare_name, did_you_mean, first_name_first, fold, name_key};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

/// The names of a plan and of its candidates.
#[derive(Debug)]
pub(super) struct Roster<'a> {
    pub plan: &'a Plan,
    pub listed: &'a [Candidate],
    pub schedule: &'a Schedule,
    /// Everybody who is scheduled somewhere.
    pub people: Vec<&'a str>,
    /// The cards that may have been handed out, by their check values.
    handed_out: OnceLock<HashMap<String, HandedOut>>,
    /// The names as they are listed, and folded.
    spelt: HashMap<&'a str, usize>,
    candidates: BTreeMap<String, usize>,
    /// The names by their keys, and without their marks: none where several candidates share one.
    keys: BTreeMap<String, Option<usize>>,
    bare: BTreeMap<String, Option<usize>>,
    ids: BTreeMap<String, usize>,
    rounds: RoundNames<'a>,
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
    /// Somebody who was on the list when the card was printed, and isn't any more.
    Unlisted(String),
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

/// For whom a card was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HandedOut {
    /// The candidate's place in the list.
    pub candidate: usize,
    /// The round's place in the plan.
    pub round: usize,
    /// Who was to fill it in; empty for whoever holds the round.
    pub interviewer: String,
}

/// An item of a round, and whether it is spelt as in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RosterItem {
    /// Its place in the round; the number of questions stands for the overall recommendation, and higher numbers for what
    /// earlier revisions asked there.
    pub index: usize,
    pub exact: bool,
}

impl<'a> Roster<'a> {
    pub fn new(expect: &Expectation<'a>) -> Self {
        let (plan, listed, schedule) = (expect.plan, expect.candidates, expect.schedule);
        let mut items = Vec::new();
        for round in &plan.rounds {
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
            for (i, old) in replaced_in(plan, &round.id).enumerate() {
                for name in [old.question.id.clone(), id_key(&old.question.title), id_key(&old.question.ask)]
                {
                    keys.entry(name).or_insert(round.questions.len() + 1 + i);
                }
            }
            items.push(keys);
        }
        let spelt = listed.iter().enumerate().map(|(i, c)| (c.name.as_str(), i)).collect();
        let former =
            listed.iter().enumerate().flat_map(|(i, c)| c.former_names.iter().map(move |n| (fold(n), i)));
        let mut candidates: BTreeMap<String, usize> = former.collect();
        candidates.extend(listed.iter().enumerate().map(|(i, c)| (fold(&c.name), i)));
        let by = |key: fn(&str) -> String| {
            let mut by: BTreeMap<String, Option<usize>> = BTreeMap::new();
            for (i, c) in listed.iter().enumerate() {
                for name in c.names() {
                    by.entry(key(name))
                        .and_modify(|known| *known = known.filter(|k| *k == i))
                        .or_insert(Some(i));
                }
            }
            by
        };
        let (keys, bare) = (by(name_key), by(bare_name));
        let mut ids: BTreeMap<String, usize> = BTreeMap::new();
        for (i, id) in listed.iter().enumerate().filter_map(|(i, c)| Some((i, c.id.as_ref()?))) {
            ids.insert(fold(id), i);
        }
        for (i, email) in listed.iter().enumerate().filter_map(|(i, c)| Some((i, c.email.as_ref()?))) {
            ids.entry(fold(email)).or_insert(i);
        }
        let trainees = expect.trainees.iter().map(|t| name_key(t)).collect();
        let rounds = RoundNames::new(plan);
        let (people, handed_out) = (schedule.interviewers(), OnceLock::new());
        Self {
            plan,
            listed,
            schedule,
            people,
            handed_out,
            spelt,
            candidates,
            keys,
            bare,
            ids,
            rounds,
            items,
            trainees,
        }
    }

    /// Names with letters outside ASCII that scorecards of this plan may hold.
    pub fn foreign_names(&self) -> Vec<String> {
        let names = self.listed.iter().map(|c| c.name.as_str()).chain(self.people.iter().copied());
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

    /// The name of whoever a row is about.
    pub fn name<'n>(&'n self, who: &'n Who) -> &'n str {
        match who {
            Who::Listed(i) => &self.listed[*i].name,
            Who::Named(name) | Who::Unlisted(name) => name,
        }
    }

    /// Who takes part in a round of somebody's.
    pub fn seats(&self, who: &Who, round: usize) -> Vec<Seat> {
        self.schedule.seats(self.name(who), round)
    }

    /// For whom the card with this check value was printed, where that is somebody of the list.
    pub fn handed_out(&self, check: &str) -> Option<&HandedOut> {
        let all = self.handed_out.get_or_init(|| {
            let mut all = HashMap::new();
            for (candidate, listed) in self.listed.iter().enumerate() {
                for (round, planned) in self.plan.rounds.iter().enumerate() {
                    for interviewer in self.people.iter().copied().chain([""]) {
                        for name in listed.names() {
                            let check = check_value(&self.plan.id, name, &planned.id, interviewer);
                            let interviewer = interviewer.to_owned();
                            all.entry(check).or_insert(HandedOut { candidate, round, interviewer });
                        }
                    }
                }
            }
            all
        });
        all.get(check)
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
        self.rounds.find(clean(text))
    }

    /// The item called `text` in the round at `round`. Fails with a hint.
    pub fn item(&self, text: &str, round: usize) -> Result<RosterItem, String> {
        let items = &self.items[round];
        let text = text.trim();
        if let Some(index) = items.get(text).or_else(|| items.get(clean(text))) {
            return Ok(RosterItem { index: *index, exact: true });
        }
        let plain = clean(text);
        let key = id_key(plain);
        if let Some(index) = items.get(&key) {
            return Ok(RosterItem { index: *index, exact: false });
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
        self.question(round, item).map_or(OVERALL, |q| q.id.as_str())
    }

    /// The question that is an item of a round, of this revision or an earlier one; none for the recommendation.
    pub fn question(&self, round: usize, item: usize) -> Option<&'a PlannedQuestion> {
        let round = &self.plan.rounds[round];
        let earlier = || {
            let i = item.checked_sub(round.questions.len() + 1)?;
            replaced_in(self.plan, &round.id).nth(i).map(|old| &old.question)
        };
        round.questions.get(item).or_else(earlier)
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

/// The questions that earlier revisions asked in the round called `id`.
pub(super) fn replaced_in<'p>(plan: &'p Plan, id: &str) -> impl Iterator<Item = &'p ReplacedQuestion> {
    let id = id.to_owned();
    plan.replaced.iter().filter(move |old| old.round == id)
}

/// What is written behind the name of somebody who is learning to interview.
const TRAINING: [&str; 6] = ["trainee", "shadow", "in training", "training", "shadowing", "observer"];
