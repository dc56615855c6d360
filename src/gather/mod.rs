//! Gathering: scorecards that came back are read, checked against the plan, and merged.
//!
//! Nothing is lost in silence: each row read is accepted or rejected with a finding, and the two add up. Of a table
//! with a column a question each rating counts as a row.

mod cards;
mod check;
mod headings;
mod identity;
mod layout;
mod load;
mod person;
mod roster;
mod rows;
mod score;
mod scores;
mod status;
mod table;

pub use headings::Column;
pub use load::{Left, files};
pub use person::{Held, HeldRow, Holds, PersonFinder};
pub use scores::{Expected, Given, Recommended, Record, Rejected, Scores, Sheets, State};
pub use status::{Owed, owed};
pub use table::GATHERED_COLUMNS;

use crate::diag::Diagnostic;
use crate::plan::{Plan, PlannedQuestion};
use cards::Found;
use headings::Headings;
use roster::Roster;
use rows::{FileReading, Lately, Reader, Value};
use score::Score;
use std::cmp::Ordering;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

/// The name of the JSON format.
pub const FORMAT: &str = "panelkit.scores/1";

/// Where the bytes of a file are.
#[derive(Debug, Clone)]
pub enum Content {
    /// Here.
    Bytes(Vec<u8>),
    /// On the disk; they are read when it is their turn.
    Path(PathBuf),
}

/// A file that may hold scorecards, as it was found.
#[derive(Debug, Clone)]
pub struct ScoreFile {
    /// The path as the person would open it.
    pub name: String,
    /// Its content.
    pub content: Content,
    /// When it was changed, in nanoseconds since 1970, where that is known already.
    pub modified: Option<u128>,
}

impl ScoreFile {
    /// When it was changed: asked of the disk only where copies are to be told apart.
    fn changed(&self) -> Option<u128> {
        self.modified.or_else(|| self.changed_on_disk())
    }

    fn changed_on_disk(&self) -> Option<u128> {
        let Content::Path(path) = &self.content else { return None };
        let modified = std::fs::metadata(path).ok()?.modified().ok()?;
        modified.duration_since(UNIX_EPOCH).ok().map(|d| d.as_nanos())
    }
}

/// Somebody who is interviewed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidate {
    /// The name as the list spells it.
    pub name: String,
    /// The id that a hiring system gave, where the list has one.
    pub id: Option<String>,
    /// How many days ago the scorecards were due, where the list has a date: negative before it.
    pub overdue: Option<i64>,
}

/// Which of two different copies of a scorecard counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prefer {
    /// The one whose file was changed last.
    Newest,
    /// The one in the file of this path or name.
    File(String),
}

/// What scorecards are checked against.
#[derive(Debug, Clone, Copy)]
pub struct Expectation<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Who is expected. A candidate that isn't in a non-empty list is a finding; with an empty list the scorecards say
    /// who there is.
    pub candidates: &'a [Candidate],
    /// A team's own names of columns.
    pub headings: &'a [(Column, String)],
    /// Interviewers in training: their scorecards are kept apart.
    pub trainees: &'a [String],
    /// Which of two different copies counts.
    pub prefer: Option<&'a Prefer>,
}

/// The scorecards in `files`, checked against what is expected.
pub fn gather(expect: &Expectation<'_>, files: &[ScoreFile]) -> Scores {
    let plan = expect.plan;
    let roster = Roster::new(plan, expect.candidates, expect.trainees);
    let foreign = roster.foreign_names();
    let reader = Reader { headings: Headings::new(plan, expect.headings), foreign, roster };
    let mut readings = read_all(&reader, files);
    let mut scores = Scores { format: FORMAT, plan: plan.id.clone(), ..Scores::default() };
    for reading in &mut readings {
        scores.rows_read += reading.rows_read;
        scores.findings.append(&mut reading.findings);
        scores.rejected.append(&mut reading.rejected);
    }
    let sorted = cards::sort(plan, expect.candidates, files, &readings, expect.prefer);
    scores.rows_accepted = sorted.accepted;
    scores.findings.extend(sorted.findings);
    scores.rejected.extend(sorted.rejected);
    scores.candidates = sorted.candidates;
    let checked = in_parts(&sorted.counted, |part, room| {
        // Each part has names of its own: what all share, they would wait for.
        let names = ItemNames::of(plan);
        let mut checked = Checked::default();
        checked.counted.records.reserve(room.iter().map(|(_, found)| found.card.entries.len()).sum());
        for (candidate, found) in part {
            checked.card(expect, &names, (*candidate, &scores.candidates[*candidate]), found);
        }
        checked.findings.sort_by(by_place);
        checked
    });
    let checked = checked.into_iter().reduce(Checked::and).unwrap_or_default();
    let states = checked.states;
    scores.findings.extend(checked.findings);
    (scores.records, scores.recommendations) = (checked.counted.records, checked.counted.recommendations);
    scores.trainees = checked.apart;
    scores.expected = expected(expect, &scores.candidates, &states);
    // Those of the parts are in order already.
    scores.findings.sort_by(by_place);
    scores.rejected.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    scores.rows_rejected = scores.rejected.len();
    scores.sheets = Sheets::of(readings);
    scores
}

/// The order in which findings are told.
fn by_place(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    (&a.place, a.code).cmp(&(&b.place, b.code))
}

/// What each file holds, in the order of the files.
fn read_all(reader: &Reader<'_>, files: &[ScoreFile]) -> Vec<FileReading> {
    let read = |part: &[ScoreFile], _: &[ScoreFile]| {
        let mut lately = Lately::default();
        part.iter().map(|file| reader.file(file, &mut lately)).collect::<Vec<_>>()
    };
    in_parts(files, read).into_iter().flatten().collect()
}

/// Fewer things than this are not worth a second thread.
const FEW: usize = 64;

/// What `work` makes of the parts of `items`, in their order: one part a processor, at most eight. It is told the items
/// of its part, and those to have room for: the first part's are all, so that the others go behind it and it isn't copied.
fn in_parts<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T], &[T]) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    if threads == 1 || items.len() < FEW {
        return vec![work(items, items)];
    }
    std::thread::scope(|scope| {
        let parts = items.chunks(items.len().div_ceil(threads)).enumerate();
        let work = &work;
        let running: Vec<_> = parts
            .map(|(i, part)| scope.spawn(move || work(part, if i == 0 { items } else { part })))
            .collect();
        running.into_iter().map(|r| r.join().unwrap_or_else(|e| std::panic::resume_unwind(e))).collect()
    })
}

/// Scorecards that count, looked at one after the other.
#[derive(Default)]
struct Checked<'a> {
    states: Vec<(usize, usize, &'a str, State)>,
    findings: Vec<Diagnostic>,
    counted: Given,
    apart: Given,
}

impl<'a> Checked<'a> {
    /// Both, those of `after` behind these.
    fn and(mut self, mut after: Self) -> Self {
        self.states.append(&mut after.states);
        self.findings.append(&mut after.findings);
        self.counted.append(after.counted);
        self.apart.append(after.apart);
        self
    }

    fn card(
        &mut self,
        expect: &Expectation<'_>,
        names: &ItemNames,
        (candidate, name): (usize, &str),
        found: &Found<'a>,
    ) {
        let plan = expect.plan;
        let card = found.card;
        let round = &plan.rounds[card.round];
        if card.trainee {
            let who = cards::card_owner(card);
            let message =
                format!("{who} is in training: the scorecard for {name}, round {}, is kept apart", round.id);
            self.findings.push(Diagnostic::note("trainee", message).at(found.place()));
            return take(plan, names, name, found, &mut self.apart);
        }
        let state = check::completeness(found, name, round, &mut self.findings);
        check::second_look(found, &plan.scale, &mut self.findings);
        self.states.push((candidate, card.round, &card.interviewer, state));
        take(plan, names, name, found, &mut self.counted);
    }
}

/// The names of a plan's questions and competencies, shared by all ratings.
struct ItemNames(Vec<Vec<(Arc<str>, Arc<str>)>>);

impl ItemNames {
    fn of(plan: &Plan) -> Self {
        let names = |q: &PlannedQuestion| (q.id.as_str().into(), q.rated().into());
        Self(plan.rounds.iter().map(|round| round.questions.iter().map(names).collect()).collect())
    }
}

/// Adds the ratings and the recommendation of a scorecard, in the order of the plan.
fn take(plan: &Plan, names: &ItemNames, candidate: &str, found: &Found<'_>, into: &mut Given) {
    let card = found.card;
    let candidate: Arc<str> = candidate.into();
    let interviewer: Arc<str> = card.interviewer.as_str().into();
    let round: Arc<str> = plan.rounds[card.round].id.as_str().into();
    let file: Arc<str> = found.sheet.file.as_str().into();
    let mut entries: Vec<_> = card.entries.iter().collect();
    entries.sort_by_key(|e| e.item);
    for e in entries {
        let evidence = || rows::evidence(found.sheet, e).to_owned();
        match e.value {
            Value::Overall(Some(value)) => into.recommendations.push(Recommended {
                candidate: Arc::clone(&candidate),
                interviewer: Arc::clone(&interviewer),
                round: Arc::clone(&round),
                value,
                evidence: evidence(),
                file: Arc::clone(&file),
                line: e.row.line as usize,
            }),
            Value::Score(score) if score != Score::Empty => {
                let (question, competency) = &names.0[card.round][e.item];
                into.records.push(Record {
                    candidate: Arc::clone(&candidate),
                    interviewer: Arc::clone(&interviewer),
                    round: Arc::clone(&round),
                    question: Arc::clone(question),
                    competency: Arc::clone(competency),
                    score: if let Score::Rated(s) = score { Some(s) } else { None },
                    evidence: evidence(),
                    file: Arc::clone(&file),
                    line: e.row.line as usize,
                });
            }
            _ => {}
        }
    }
}

/// The state of each scorecard: `states` are those that came, in the order of candidates and rounds.
fn expected(
    expect: &Expectation<'_>,
    candidates: &[String],
    states: &[(usize, usize, &str, State)],
) -> Vec<Expected> {
    let mut all = Vec::new();
    let mut came = states.iter().peekable();
    for (c, candidate) in candidates.iter().enumerate() {
        let overdue = expect.candidates.get(c).and_then(|x| x.overdue).filter(|days| *days > 0);
        for (r, round) in expect.plan.rounds.iter().enumerate() {
            let mut push = |interviewer: &str, state: State| {
                all.push(Expected {
                    candidate: candidate.clone(),
                    round: round.id.clone(),
                    interviewer: interviewer.to_owned(),
                    state,
                    days_late: overdue.filter(|_| state != State::Complete),
                });
            };
            let mut any = false;
            while let Some((_, _, interviewer, state)) = came.next_if(|s| (s.0, s.1) == (c, r)) {
                push(interviewer, *state);
                any = true;
            }
            if !any {
                push(round.interviewer.as_deref().unwrap_or_default(), State::Missing);
            }
        }
    }
    all
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
