//! One table, row by row: each row becomes an entry of a scorecard, or is rejected with a finding.

use super::identity::{CardCells, CardIdentity, IdentityFault, KeyCell, identify};
use super::layout::{Cells, Layout, Ratings};
use super::reading::{Card, CellFault, Entry, FileReading, RefusedCard, Value, rejected, said};
use super::roster::{Roster, Who};
use super::score::{self, Repair, ScoreRange};
use crate::diag::Diagnostic;
use crate::plan::Recommendation;
use crate::sheet::{Row, Sheet, Table, plain};
use crate::text::{fold, join};
use std::collections::{BTreeMap, BTreeSet};

/// The cells by which rows of one scorecard are known: plan, candidate, interviewer, round, trainee, check value.
type Keys<T> = [T; 6];

/// How many rows a usual scorecard has.
const USUAL_ENTRIES: usize = 12;

/// One table as it is read.
pub(super) struct TableReader<'a, 'b> {
    roster: &'a Roster<'a>,
    index: usize,
    sheet: &'a Sheet,
    layout: &'a Layout,
    out: &'b mut FileReading,
    keys: Keys<Option<usize>>,
    range: ScoreRange,
    /// By what the last scorecard is known, and its place.
    last: Option<(Keys<&'a str>, usize)>,
    cards: BTreeMap<(Who, usize, String, bool), usize>,
    /// Entries that say something else than the one before them of the same item, by scorecard and item.
    conflicts: BTreeMap<(usize, usize), Vec<Entry>>,
}

/// A finding on a cell, by its column.
struct Fault {
    column: usize,
    finding: Box<Diagnostic>,
}

impl<'a, 'b> TableReader<'a, 'b> {
    /// Reads a table of `sheet`, which is the `index`th of its file, into `out`.
    pub(super) fn new(
        roster: &'a Roster<'a>,
        index: usize,
        sheet: &'a Sheet,
        layout: &'a Layout,
        out: &'b mut FileReading,
    ) -> Self {
        let (cards, conflicts) = (BTreeMap::new(), BTreeMap::new());
        let l = layout;
        let keys = [l.plan, Some(l.candidate), l.interviewer, l.round, l.trainee, l.check];
        Self {
            roster,
            index,
            sheet,
            layout,
            out,
            keys,
            range: (&roster.plan.scale).into(),
            last: None,
            cards,
            conflicts,
        }
    }

    /// Reads all rows of `table`.
    pub(super) fn read(mut self, table: &Table) {
        for row in self.sheet.rows(table) {
            if let Some((fault, _)) = row.fault {
                self.out.rows_read += 1;
                self.out.reject(self.sheet, row, fault.message());
                continue;
            }
            match &self.layout.ratings {
                Ratings::Long { item, cells } => self.long(row, *item, *cells),
                Ratings::Wide { questions, overall } => self.wide(row, questions, *overall),
            }
        }
        self.settle_conflicts();
    }
}

impl<'a> TableReader<'a, '_> {
    fn text(&self, row: &Row, column: Option<usize>) -> &'a str {
        column.map_or("", |c| plain(self.sheet.cell(row, c)))
    }

    fn fault(
        &self,
        row: &Row,
        column: Option<usize>,
        code: &'static str,
        message: String,
        hint: String,
    ) -> Fault {
        let (sheet, at) = (self.sheet, column.unwrap_or_default());
        let place = column.map_or_else(|| sheet.row_place(row), |c| sheet.place(row, c));
        let message = match sheet.cell_name(row, at).filter(|_| column.is_some()) {
            Some(cell) => format!("{cell}: {message}"),
            None => message,
        };
        Fault {
            column: place.column,
            finding: Box::new(Diagnostic::error(code, message).at(place).hint(hint)),
        }
    }

    fn reject(&mut self, row: &Row, fault: Fault) {
        self.out.rejected.push(rejected(self.sheet, row, fault.column, &fault.finding.message));
        self.out.findings.push(*fault.finding);
    }

    fn long(&mut self, row: &Row, item: usize, cells: Cells) {
        self.out.rows_read += 1;
        if let Err(fault) = self.try_long(row, item, cells) {
            self.reject(row, fault);
        }
    }

    fn try_long(&mut self, row: &Row, item_column: usize, cells: Cells) -> Result<(), Fault> {
        if row.width() <= cells.score.min(item_column) {
            let message = "the row ends before its score".to_owned();
            return Err(self.fault(row, None, "short-row", message, "add the cells that it lacks".into()));
        }
        let card = self.card(row, None)?;
        let round = self.out.cards[card].round;
        let name = self.text(row, Some(item_column));
        let item = match self.roster.item(name, round) {
            Ok(item) => item,
            Err(hint) => {
                let id = &self.roster.plan.rounds[round].id;
                let message = if name.is_empty() {
                    "the row names no item".to_owned()
                } else {
                    format!("the round {id} has no question `{name}`")
                };
                let fault = self.fault(row, Some(item_column), "unknown-question", message, hint);
                return Err(self.of_card(card, None, row, fault));
            }
        };
        if !item.exact {
            let sheet = self.sheet;
            self.out.repaired(self.index, Repair::Spelling, name, || sheet.place(row, item_column));
        }
        self.entry(row, card, item.index, cells).map_err(|f| self.of_card(card, Some(item.index), row, f))
    }

    /// The fault of a row that belongs to a scorecard, which keeps it in mind.
    fn of_card(&mut self, card: usize, item: Option<usize>, row: &Row, fault: Fault) -> Fault {
        let why = format!("line {}: {}", row.line, fault.finding.message);
        self.out.cards[card].faults.push(CellFault { item, why });
        fault
    }

    /// A row with a column a question; each counts as a row of its own. Empty ones of other rounds don't count.
    fn wide(&mut self, row: &Row, questions: &[(usize, usize, Cells)], overall: Option<Cells>) {
        let said = |c: &Cells| !self.text(row, Some(c.score)).is_empty();
        let mut rounds: Vec<usize> = questions.iter().filter(|(_, _, c)| said(c)).map(|(r, ..)| *r).collect();
        rounds.dedup();
        rounds.sort_unstable();
        rounds.dedup();
        let by_questions = if rounds.len() == 1 { rounds.first().copied() } else { None };
        let card = match self.card(row, by_questions) {
            Ok(card) => card,
            Err(fault) => {
                self.out.rows_read += 1;
                return self.reject(row, fault);
            }
        };
        let round = self.out.cards[card].round;
        let n = self.roster.plan.rounds[round].questions.len();
        let ratings = questions.iter().map(|(r, item, cells)| (*r, *item, *cells));
        for (r, item, cells) in ratings.chain(overall.map(|cells| (round, n, cells))) {
            if r == round {
                self.out.rows_read += 1;
                if let Err(fault) = self.entry(row, card, item, cells) {
                    let fault = self.of_card(card, Some(item), row, fault);
                    self.reject(row, fault);
                }
            } else if !self.text(row, Some(cells.score)).is_empty() {
                self.out.rows_read += 1;
                let message = format!(
                    "the row is of the round {}, this question of the round {}",
                    self.roster.plan.rounds[round].id, self.roster.plan.rounds[r].id
                );
                let hint = "give each round a row of its own".to_owned();
                let fault = self.fault(row, Some(cells.score), "unknown-question", message, hint);
                self.reject(row, fault);
            }
        }
    }

    /// Reads a score and its evidence into a scorecard.
    fn entry(&mut self, row: &Row, card: usize, item: usize, cells: Cells) -> Result<(), Fault> {
        let plan = self.roster.plan;
        let round = &plan.rounds[self.out.cards[card].round];
        let text = self.text(row, Some(cells.score));
        let (value, repair) = if item == round.questions.len() {
            let (word, repair) = score::overall(text).map_err(|()| {
                let words = Recommendation::ALL.map(Recommendation::words);
                let message = format!("`{text}` is not an overall recommendation");
                self.fault(
                    row,
                    Some(cells.score),
                    "off-scale",
                    message,
                    format!("write {}", join(&words, "or")),
                )
            })?;
            (Value::Overall(word), repair)
        } else {
            let (score, repair) = score::read(text, &self.range).map_err(|why| {
                let allowed = score::allowed(&plan.scale);
                self.fault(row, Some(cells.score), why.code(), why.message(text), allowed)
            })?;
            (Value::Score(score), repair)
        };
        if let Some(repair) = repair {
            let sheet = self.sheet;
            self.out.repaired(self.index, repair, text, || sheet.place(row, cells.score));
        }
        let entry = Entry { item, value, row: *row, cells };
        let first = self.out.cards[card].entries.iter().find(|e| e.item == item).copied();
        match first {
            None => self.out.cards[card].entries.push(entry),
            Some(first) if said(self.sheet, &first) == said(self.sheet, &entry) => {
                self.out.cards[card].repeated.push(entry);
                let message = format!("line {} says this already; it counts once", first.row.line);
                let place = self.sheet.place(row, cells.score);
                self.out.findings.push(Diagnostic::note("row-twice", message).at(place));
            }
            Some(_) => self.conflicts.entry((card, item)).or_default().push(entry),
        }
        Ok(())
    }

    /// Rows of one item that say different things: none of them counts, and both places are shown.
    fn settle_conflicts(&mut self) {
        for ((card, item), others) in std::mem::take(&mut self.conflicts) {
            let Card { entries, repeated, faults, .. } = &mut self.out.cards[card];
            let Some(at) = entries.iter().position(|e| e.item == item) else { continue };
            let first = entries.remove(at);
            let lines = others.iter().map(|e| e.row.line).chain([first.row.line]);
            let lines: Vec<String> = lines.collect::<BTreeSet<_>>().iter().map(u32::to_string).collect();
            let why = format!("lines {} rate the same item differently", join(&lines, "and"));
            faults.push(CellFault { item: Some(item), why });
            let same: Vec<Entry> = repeated.extract_if(.., |e| e.item == item).collect();
            for entry in &others {
                let message = "the same item is rated twice in this scorecard, differently; neither counts";
                let hint = format!("the other one is in line {}; keep one of the two", first.row.line);
                let fault =
                    self.fault(&entry.row, Some(entry.cells.score), "row-twice", message.into(), hint);
                self.reject(&entry.row, fault);
            }
            for entry in [first].into_iter().chain(same) {
                let column = self.sheet.place(&entry.row, entry.cells.score).column;
                let reason = "another row rates the same item differently";
                self.out.rejected.push(rejected(self.sheet, &entry.row, column, reason));
            }
        }
    }

    /// The scorecard that a row belongs to; `round` is where the row has no column for it.
    fn card(&mut self, row: &Row, round: Option<usize>) -> Result<usize, Fault> {
        let l = self.layout;
        let is_wide = matches!(l.ratings, Ratings::Wide { .. });
        let known = self.keys.map(|c| self.text(row, c));
        if let Some((last, card)) = self.last
            && last == known
            && !is_wide
        {
            return Ok(card);
        }
        let identity = match identify(self.roster, &self.cells(&known, round)) {
            Ok(identity) => identity,
            Err(fault) => return Err(self.refused(row, &known, fault)),
        };
        let CardIdentity { who, round, interviewer, trainee, revision, notes } = identity;
        let key = (who, round, fold(&interviewer), trainee);
        let card = if let Some(card) = self.cards.get(&key).filter(|_| !is_wide) {
            *card
        } else {
            let (who, interviewer_key) = (key.0.clone(), key.2.clone());
            let place = || self.sheet.row_place(row);
            let told = notes.into_iter().map(|note| Diagnostic::note("by-check", note).at(place()));
            self.out.findings.extend(told);
            self.out.cards.push(Card {
                sheet: self.index,
                who,
                round,
                interviewer,
                interviewer_key,
                trainee,
                entries: Vec::with_capacity(USUAL_ENTRIES),
                repeated: Vec::new(),
                revision,
                faults: Vec::new(),
            });
            self.cards.insert(key, self.out.cards.len() - 1);
            self.out.cards.len() - 1
        };
        self.last = Some((known, card));
        Ok(card)
    }

    /// The cells by which the scorecard of a row is known.
    fn cells<'k>(&self, known: &Keys<&'k str>, by_questions: Option<usize>) -> CardCells<'k> {
        let [plan, candidate, interviewer, round, trainee, check] = *known;
        let round = self.layout.round.map(|_| round);
        CardCells { plan, candidate, interviewer, round, trainee, check, by_questions }
    }

    /// The fault of a row whose scorecard can't be told, which is kept as one that came.
    fn refused(&mut self, row: &Row, known: &Keys<&str>, fault: IdentityFault) -> Fault {
        let l = self.layout;
        let column = match fault.at {
            KeyCell::Plan => l.plan,
            KeyCell::Candidate => Some(l.candidate),
            KeyCell::Interviewer => l.interviewer,
            KeyCell::Round => l.round,
            KeyCell::Check => l.check,
            KeyCell::Row => None,
        };
        let refused = RefusedCard {
            who: fault.who,
            candidate: known[1].to_owned(),
            round: fault.round,
            interviewer: known[2].to_owned(),
            why: fault.message.clone(),
        };
        if !self.out.refused.contains(&refused) {
            self.out.refused.push(refused);
        }
        self.fault(row, column, fault.code, fault.message, fault.hint)
    }
}
