//! Scorecards from all files, each known by candidate, round and interviewer; copies count once or not at all.

use super::counted::{CardCopy, CountedCard, card_owner};

use super::expect::Prefer;
use super::load::ScoreFile;
use super::place_name::{is_file, is_row_of};
use super::reading::{Card, FileReading};
use super::rejection::rejected_entry;
use super::roster::Who;
use super::scores::Rejected;
use crate::diag::Diagnostic;
use crate::opening::Candidate;
use crate::plan::{OVERALL, Plan};
use crate::text::{bare_name, join, name_key};
use std::collections::BTreeMap;

/// The scorecards that count, in the order of the candidates and of the plan.
#[derive(Debug)]
pub(super) struct Sorted<'a> {
    pub candidates: Vec<String>,
    pub counted: Vec<(usize, CountedCard<'a>)>,
    /// Those of people who aren't on the list any more, with the name on them.
    pub unlisted: Vec<(&'a str, CountedCard<'a>)>,
    /// Those that came, and don't count.
    pub uncounted: Vec<UncountedCard>,
    pub accepted: usize,
    pub findings: Vec<Diagnostic>,
    pub rejected: Vec<Rejected>,
}

/// A scorecard that came and doesn't count.
#[derive(Debug)]
pub(super) struct UncountedCard {
    pub candidate: usize,
    pub round: usize,
    pub interviewer: String,
    pub why: String,
}

/// By what the copies of a scorecard are known: the candidate, the round, whether its interviewer is in training, and
/// who that is.
type Key<'a> = (usize, usize, bool, &'a str);

/// Copies of one scorecard, and what it is in words.
struct Copies<'c, 'a> {
    all: &'c [CardCopy<'a>],
    what: String,
    plan: &'c Plan,
}

/// All scorecards of `readings`, which belong to `files` in their order; of different copies the preferred one counts.
pub(super) fn sort<'a>(
    plan: &Plan,
    listed: &[Candidate],
    files: &'a [ScoreFile],
    readings: &'a [FileReading],
    prefer: Option<&Prefer>,
) -> Sorted<'a> {
    let mut candidates: Vec<String> = listed.iter().map(|c| c.name.clone()).collect();
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    let mut all: Vec<(Key<'_>, CardCopy<'a>)> = Vec::new();
    let mut unlisted = Vec::new();
    for (number, (file, reading)) in files.iter().zip(readings).enumerate() {
        for card in &reading.cards {
            let copy = CardCopy { card, sheet: &reading.sheets[card.sheet], file, number };
            let candidate = match &card.who {
                Who::Unlisted(name) => {
                    unlisted.extend(CountedCard::of(vec![copy]).map(|card| (name.as_str(), card)));
                    continue;
                }
                Who::Listed(i) => *i,
                Who::Named(name) => *named.entry(name_key(name)).or_insert_with(|| {
                    candidates.push(name.clone());
                    candidates.len() - 1
                }),
            };
            all.push(((candidate, card.round, card.trainee, &card.interviewer_key), copy));
        }
    }
    // Copies stay in the order of their files.
    all.sort_by_key(|(key, _)| *key);
    let mut sorted = Sorted {
        candidates,
        counted: Vec::new(),
        accepted: unlisted.iter().flat_map(|(_, card)| &card.copies).map(CardCopy::rows).sum(),
        unlisted,
        uncounted: Vec::new(),
        findings: Vec::new(),
        rejected: Vec::new(),
    };
    let same_round = |(a, _): &(Key<'_>, _), (b, _): &(Key<'_>, _)| (a.0, a.1, a.2) == (b.0, b.1, b.2);
    for of_round in all.chunk_by(same_round) {
        sorted.round(plan, of_round, prefer);
    }
    sorted
}

impl<'a> Sorted<'a> {
    /// The scorecards of all interviewers for one candidate in one round.
    fn round(&mut self, plan: &Plan, cards: &[(Key<'_>, CardCopy<'a>)], prefer: Option<&Prefer>) {
        let Some(((candidate, place, trainee, _), _)) = cards.first().copied() else { return };
        let name = self.candidates[candidate].clone();
        let round = &plan.rounds[place].id;
        let groups: Vec<&[(Key<'_>, CardCopy<'a>)]> = cards.chunk_by(|(a, _), (b, _)| a == b).collect();
        let (groups, useless): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|g| g.iter().any(|(_, copy)| !copy.card.entries.is_empty()));
        let uncounted = |card: &Card, why: String| {
            let interviewer = card.interviewer.clone();
            (!trainee).then_some(UncountedCard { candidate, round: place, interviewer, why })
        };
        // None of their rows can be used.
        self.uncounted.extend(useless.iter().filter_map(|g| uncounted(g[0].1.card, faults(g[0].1.card))));
        self.near_names(&groups, &name, round);
        let others: Vec<&str> = groups
            .iter()
            .filter(|g| !g[0].0.3.is_empty())
            .map(|g| g[0].1.card.interviewer.as_str())
            .collect();
        for group in &groups {
            let copies = group.iter().map(|(_, copy)| *copy);
            let copies: Vec<CardCopy<'a>> = copies.filter(|copy| !copy.card.entries.is_empty()).collect();
            let what = format!("the scorecard of {} for {name}, round {round}", card_owner(copies[0].card));
            let copies = Copies { all: &copies, what, plan };
            if group[0].0.3.is_empty() && !others.is_empty() {
                self.nameless(&copies, &others);
                self.uncounted.extend(uncounted(copies.all[0].card, NAMELESS.to_owned()));
            } else if let Some(counted) = self.choose(&copies, prefer) {
                self.counted.push((candidate, counted));
            } else {
                let files: Vec<String> = copies.all.iter().map(|c| recorded_place(c, copies.all)).collect();
                let why = format!("{} versions that differ: {}", files.len(), join(&files, "and"));
                self.uncounted.extend(uncounted(copies.all[0].card, why));
            }
        }
    }

    /// Tells names of interviewers that may be one.
    fn near_names(&mut self, groups: &[&[(Key<'_>, CardCopy<'a>)]], candidate: &str, round: &str) {
        for (i, group) in groups.iter().enumerate() {
            let name = &group[0].1.card.interviewer;
            let bare = bare_name(name);
            let twin =
                groups[..i].iter().find(|g| !bare.is_empty() && bare_name(&g[0].1.card.interviewer) == bare);
            let Some(twin) = twin else { continue };
            let other = &twin[0].1;
            let message = format!(
                "`{}` and `{name}` may be one person: for {candidate}, round {round}, each counts as a rater",
                other.card.interviewer
            );
            let hint = format!("spell the name in one way; the other one is {}", other.shown());
            let place = group[0].1.place();
            self.findings.push(Diagnostic::warning("near-names", message).at(place).hint(hint));
        }
    }

    /// Asks back for whose a scorecard without a name is, where others rate in the same round.
    fn nameless(&mut self, copies: &Copies<'_, 'a>, others: &[&str]) {
        for copy in copies.all {
            let names = join(others, "and");
            let message = format!(
                "{} says nowhere whose it is; {names} rated there too, so it doesn't count",
                copies.what
            );
            let hint = "ask whose it is, and write the name into the column `interviewer`";
            self.findings.push(Diagnostic::error("no-interviewer", message).at(copy.place()).hint(hint));
            self.reject(copies, copy, NAMELESS);
        }
    }

    /// The one scorecard among copies. What one of them leaves empty is no contradiction: they count as one. Where they
    /// contradict each other none counts unless one is preferred.
    fn choose(&mut self, copies: &Copies<'_, 'a>, prefer: Option<&Prefer>) -> Option<CountedCard<'a>> {
        let filled: Vec<CardCopy<'a>> = copies.all.iter().filter(|c| !c.is_blank()).copied().collect();
        // A blank one beside a filled one says nothing.
        let filled = if filled.is_empty() { copies.all.to_vec() } else { filled };
        let blank = copies.all.iter().map(CardCopy::rows).sum::<usize>()
            - filled.iter().map(CardCopy::rows).sum::<usize>();
        self.accepted += blank;
        let contradicts = |a: &CardCopy<'_>, b: &CardCopy<'_>| contradicting(a, b);
        let agree =
            (0..filled.len()).all(|i| filled[..i].iter().all(|other| !contradicts(other, &filled[i])));
        if agree {
            for other in filled.iter().skip(1) {
                let (code, ends) = if same(&filled[0], other) {
                    ("scorecard-twice", "is here twice, with the same content; it counts once")
                } else {
                    (
                        "scorecard-parts",
                        "is here in parts that don't contradict each other; they count as one",
                    )
                };
                let message = format!("{} {ends}", copies.what);
                let hint = format!("the other one is {}", filled[0].shown());
                self.findings.push(Diagnostic::note(code, message).at(other.place()).hint(hint));
            }
            self.accepted += filled.iter().map(CardCopy::rows).sum::<usize>();
            return CountedCard::of(filled);
        }
        let chosen = prefer.and_then(|p| preferred(&filled, p));
        let Some(chosen) = chosen else {
            self.tell_contradiction(copies, &filled);
            for copy in &filled {
                let reason =
                    format!("another {} holds the same scorecard with different content", kind(&filled));
                self.reject(copies, copy, &reason);
            }
            return None;
        };
        let (counts, others): (Vec<CardCopy<'a>>, Vec<CardCopy<'a>>) =
            filled.iter().copied().partition(|copy| !contradicts(copy, &chosen));
        for other in others {
            let message =
                format!("{} is here twice, with different content; this one doesn't count", copies.what);
            let hint = format!("{} is preferred", chosen.shown());
            self.findings.push(Diagnostic::note("scorecard-twice", message).at(other.place()).hint(hint));
            let reason =
                format!("{} holds the same scorecard and is preferred", recorded_place(&chosen, &filled));
            self.reject(copies, &other, &reason);
        }
        // Only what agrees with the chosen one, and with the others that do.
        let mut agreeing = vec![chosen];
        for copy in counts.iter().filter(|c| !std::ptr::eq(c.card, chosen.card)) {
            if agreeing.iter().any(|a| contradicts(a, copy)) {
                let reason =
                    format!("{} holds the same scorecard and is preferred", recorded_place(&chosen, &filled));
                self.reject(copies, copy, &reason);
            } else {
                agreeing.push(*copy);
            }
        }
        self.accepted += agreeing.iter().map(CardCopy::rows).sum::<usize>();
        CountedCard::of(agreeing)
    }

    fn tell_contradiction(&mut self, copies: &Copies<'_, 'a>, filled: &[CardCopy<'a>]) {
        let first = &filled[0];
        for copy in &filled[1..] {
            let message = format!("{} is here twice, with different content; neither counts", copies.what);
            let choice = match kind(filled) {
                "row" => format!("--prefer last or --prefer '{}'", copy.shown()),
                "sheet" => format!("--prefer last or --prefer '{}'", copy.sheet.file),
                _ => "--prefer newest or --prefer FILE".to_owned(),
            };
            let hint = format!(
                "the other one is {}; remove the one that doesn't count, or say {choice}",
                first.shown()
            );
            self.findings.push(Diagnostic::error("scorecard-twice", message).at(copy.place()).hint(hint));
        }
    }

    fn reject(&mut self, copies: &Copies<'_, 'a>, copy: &CardCopy<'a>, reason: &str) {
        let round = &copies.plan.rounds[copy.card.round];
        for entry in copy.entries() {
            let question = round.questions.get(entry.item).map_or(OVERALL, |q| q.id.as_str());
            // In a table with a column a question all entries have one row.
            let wide = copy.entries().filter(|e| e.row.line == entry.row.line).count() > 1;
            let rejected = rejected_entry(copy.sheet, entry, question, reason, wide);
            self.rejected.push(rejected.recorded_for(copy.file));
        }
    }
}

/// Why a scorecard without an interviewer's name doesn't count.
const NAMELESS: &str = "the scorecard names no interviewer, and the round has several";

/// What is wrong with rows of a scorecard, in words.
pub(super) fn faults(card: &Card) -> String {
    let all: Vec<&str> = card.faults.iter().map(|f| f.why.as_str()).collect();
    all.join("; ")
}

/// Whether two copies say different things of an item.
fn contradicting(a: &CardCopy<'_>, b: &CardCopy<'_>) -> bool {
    a.card.entries.iter().any(|x| {
        b.card
            .entries
            .iter()
            .filter(|y| y.item == x.item)
            .any(|y| x.said(a.sheet).contradicts(&y.said(b.sheet)))
    })
}

/// Whether two copies, which don't contradict each other, say the same.
fn same(a: &CardCopy<'_>, b: &CardCopy<'_>) -> bool {
    let says = |copy: &CardCopy<'_>| {
        let entries = copy.card.entries.iter().filter(|e| !e.aside || !e.value.is_empty());
        let mut items: Vec<(usize, String)> =
            entries.map(|e| (e.item, format!("{:?}", e.said(copy.sheet)))).collect();
        items.sort();
        items
    };
    says(a) == says(b)
}

/// What the copies are of one another: rows of a sheet, sheets of a file, or files.
fn kind(copies: &[CardCopy<'_>]) -> &'static str {
    let one = |same: &dyn Fn(&CardCopy<'_>) -> bool| copies.iter().all(same);
    if one(&|c| c.sheet.file == copies[0].sheet.file && c.number == copies[0].number) {
        "row"
    } else if one(&|c| c.number == copies[0].number && c.sheet.file.ends_with(']')) {
        "sheet"
    } else {
        "file"
    }
}

/// Where a copy is, as precisely as it takes to tell it from the others.
fn recorded_place(copy: &CardCopy<'_>, copies: &[CardCopy<'_>]) -> String {
    match kind(copies) {
        "row" => format!("{}:{}", copy.recorded(), copy.place().line),
        _ => copy.recorded(),
    }
}

/// The copy that is preferred; none where several contradict each other among which nothing tells.
fn preferred<'a>(copies: &[CardCopy<'a>], prefer: &Prefer) -> Option<CardCopy<'a>> {
    let row_of =
        |copy: &CardCopy<'_>, name: &str| copy.entries().any(|e| is_row_of(copy.sheet, &e.row, name));
    let among: Vec<CardCopy<'a>> = match prefer {
        Prefer::Last => return copies.last().copied(),
        Prefer::Newest => {
            let newest = copies.iter().filter_map(|c| c.file.changed()).max()?;
            let newest: Vec<_> =
                copies.iter().filter(|c| c.file.changed() == Some(newest)).copied().collect();
            // Within a file the last one is the newest.
            if newest.iter().all(|c| c.number == newest[0].number) {
                return newest.last().copied();
            }
            newest
        }
        Prefer::File(name) if copies.iter().any(|c| is_file(&c.sheet.file, name)) => {
            copies.iter().filter(|c| is_file(&c.sheet.file, name)).copied().collect()
        }
        Prefer::File(name) => copies.iter().filter(|c| row_of(c, name)).copied().collect(),
    };
    let first = *among.first()?;
    among.iter().all(|copy| !contradicting(copy, &first)).then_some(first)
}
