//! One table, row by row: each row becomes an entry of a scorecard, or is rejected with a finding.

use super::claims::{claimed, contradictions};
use super::expect::Prefer;
use super::headings::Headings;
use super::layout::{Layout, RatingCells, RatingLayout, WideQuestion};
use super::reading::{Entry, FileReading};
use super::rejection::{self, rejected};
use super::roster::{Roster, Who};
use super::score::{Repair, ScoreRange};
use super::unread::tell_unread;
use crate::diag::{Diagnostic, Place, Severity};
use crate::plan::{PlannedQuestion, Recommendation};
use crate::sheet::{Row, Sheet, Table, plain};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The cells by which rows of one scorecard are known: plan, candidate, interviewer, round, trainee, check value.
pub(super) type Keys<T> = [T; 6];

/// What a table is read against.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub roster: &'a Roster<'a>,
    pub headings: &'a Headings,
    /// Which of two rows counts that rate the same item.
    pub prefer: Option<&'a Prefer>,
}

/// One table as it is read.
pub(super) struct CardTableReader<'a, 'b> {
    pub(super) roster: &'a Roster<'a>,
    headings: &'a Headings,
    pub(super) prefer: Option<&'a Prefer>,
    pub(super) index: usize,
    pub(super) sheet: &'a Sheet,
    table: &'a Table,
    pub(super) layout: &'a Layout,
    pub(super) out: &'b mut FileReading,
    pub(super) keys: Keys<Option<usize>>,
    pub(super) range: ScoreRange,
    /// By what the last scorecard is known, and its place.
    pub(super) last: Option<(Keys<&'a str>, usize)>,
    pub(super) cards: BTreeMap<(Who, usize, String, bool), usize>,
    /// Entries that say something else than the one before them of the same item, by scorecard and item.
    pub(super) conflicts: BTreeMap<(usize, usize), Vec<Entry>>,
    /// Rows of which something was taken.
    taken: Vec<&'a Row>,
    /// Cells that say something else than what is known.
    aside: Vec<(Row, usize)>,
}

/// A finding on a cell.
pub(super) struct CellFault {
    pub column: Option<usize>,
    pub finding: Box<Diagnostic>,
    /// The message without the cell's name: it is the same for all cells with the same cause.
    pub cause: String,
}

impl<'a, 'b> CardTableReader<'a, 'b> {
    /// Reads a table of `sheet`, which is the `index`th of its file, into `out`.
    pub(super) fn new(
        context: Context<'a>,
        index: usize,
        sheet: &'a Sheet,
        table: &'a Table,
        layout: &'a Layout,
        out: &'b mut FileReading,
    ) -> Self {
        let l = layout;
        let keys = [l.plan, Some(l.candidate), l.interviewer, l.round, l.trainee, l.check];
        Self {
            roster: context.roster,
            headings: context.headings,
            prefer: context.prefer,
            index,
            sheet,
            table,
            layout,
            out,
            keys,
            range: (&context.roster.plan.scale).into(),
            last: None,
            cards: BTreeMap::new(),
            conflicts: BTreeMap::new(),
            taken: Vec::new(),
            aside: Vec::new(),
        }
    }

    /// Reads all rows of the table.
    pub(super) fn read(mut self) {
        let before = self.out.rows_read;
        for row in self.sheet.rows(self.table) {
            self.out.texts_read += self.sheet.texts(row);
            if let Some((fault, _)) = row.fault {
                self.out.rows_read += 1;
                let fault = rejection::Fault { reason: fault.message(), ..rejection::Fault::default() };
                self.out.rejected.push(rejected(self.sheet, row, fault));
                continue;
            }
            match &self.layout.ratings {
                RatingLayout::Long { item, cells } => self.long(row, *item, cells),
                RatingLayout::Wide(questions) => self.wide(row, questions),
            }
        }
        // Another table may follow right below.
        if self.out.rows_read == before
            && self.sheet.tables.iter().all(|t| self.sheet.rows(t).next().is_none())
        {
            self.out.tell(no_rows(self.sheet), &self.sheet.file);
        }
        self.settle_conflicts();
        let Self { sheet, table, layout, headings, out, taken, aside, .. } = self;
        tell_unread(sheet, table, layout, headings, &taken, &aside, out);
    }
}

fn no_rows(sheet: &Sheet) -> Diagnostic {
    Diagnostic::warning("no-rows", "it holds a header, and no rows below it")
        .at(Place::file(&sheet.file))
        .hint("ask for the scorecard again")
}

impl<'a> CardTableReader<'a, '_> {
    /// What a cell says that names something; of merged cells the first one speaks for all.
    pub(super) fn text(&self, row: &Row, column: Option<usize>) -> &'a str {
        let Some(column) = column.map(|c| claimed(self.layout, self.sheet, row, c)) else { return "" };
        let said = plain(self.sheet.cell(row, column));
        if said.is_empty() { self.sheet.merged(row, column).map_or("", plain) } else { said }
    }

    pub(super) fn fault(
        &self,
        row: &Row,
        column: Option<usize>,
        code: &'static str,
        message: String,
        hint: String,
    ) -> CellFault {
        let (sheet, at) = (self.sheet, column.unwrap_or_default());
        let place = column.map_or_else(|| sheet.row_place(row), |c| sheet.place(row, c));
        let cause = format!("{message} {hint}");
        let message = match sheet.cell_name(row, at).filter(|_| column.is_some()) {
            Some(cell) => format!("{cell}: {message}"),
            None => message,
        };
        CellFault { column, finding: Box::new(Diagnostic::error(code, message).at(place).hint(hint)), cause }
    }

    /// Rejects a row that is about `question`.
    pub(super) fn reject(&mut self, row: &Row, fault: CellFault, question: &str) {
        let reason = &fault.finding.message;
        let own = rejection::Fault { column: fault.column, question, reason };
        self.out.rejected.push(rejected(self.sheet, row, own));
        self.out.tell(*fault.finding, &fault.cause);
    }

    /// Rejects one cell of a row with a column a question.
    pub(super) fn reject_cells(&mut self, entry: &Entry, fault: CellFault, question: &str) {
        let reason = &fault.finding.message;
        self.out.rejected.push(rejection::rejected_entry(self.sheet, entry, question, reason, true));
        self.out.tell(*fault.finding, &fault.cause);
    }

    fn long(&mut self, row: &'a Row, item: usize, cells: &Arc<RatingCells>) {
        self.out.rows_read += 1;
        match self.try_long(row, item, cells) {
            Ok(()) => self.taken.push(row),
            Err(fault) => {
                let name = self.text(row, Some(item));
                let called = self.roster.items_called(name);
                let question = called.first().map_or(name, |(r, i)| self.roster.item_id(*r, *i));
                self.reject(row, fault, question);
                if let Ok(round) = self.roster.round(self.text(row, self.layout.round))
                    && called.is_empty()
                {
                    *self.out.unknown_items.entry((self.index, round)).or_default() += 1;
                }
                self.out.rejected_items.extend(called.into_iter().map(|(r, i)| (self.index, r, i)));
            }
        }
    }

    fn try_long(
        &mut self,
        row: &'a Row,
        item_column: usize,
        cells: &Arc<RatingCells>,
    ) -> Result<(), CellFault> {
        self.rates_something(row, item_column, cells)?;
        if row.width() <= cells.score.min(item_column) {
            let message = "the row ends before its score".to_owned();
            let hint = self.sheet.short_row_hint(row);
            return Err(self.fault(row, None, "short-row", message, hint));
        }
        self.without_contradictions(row)?;
        let card = self.card(row, &[])?;
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
                return Err(self.of_card(card, row, fault));
            }
        };
        if !item.exact {
            let sheet = self.sheet;
            self.out.repaired(self.index, Repair::Spelling, name, || sheet.place(row, item_column));
        }
        let score = claimed(self.layout, self.sheet, row, cells.score);
        let own = if score == cells.score { Arc::clone(cells) } else { Arc::new(cells.with_score(score)) };
        self.entry(row, card, item.index, &own).map_err(|fault| self.of_card(card, row, fault))?;
        self.held(row, card);
        self.note_known(row, round, item.index);
        if let Some(cells) = &self.layout.overall {
            self.recommendation_aside(row, card, &Arc::clone(cells));
        }
        Ok(())
    }

    /// Fails for a row that looks like a total or a legend.
    fn rates_something(&self, row: &Row, item: usize, cells: &RatingCells) -> Result<(), CellFault> {
        let named = [Some(self.layout.candidate), Some(item)].map(|c| self.text(row, c));
        let known = self.roster.candidate(named[0]).is_ok() && !named[0].is_empty()
            || !self.roster.items_called(named[1]).is_empty();
        let first = (0..row.width()).map(|c| plain(self.sheet.cell(row, c))).find(|t| !t.is_empty());
        let is_total = first.is_some_and(|text| {
            let word = text.trim_end_matches([':', '.']).to_lowercase();
            TOTALS.contains(&word.split([' ', ':', '(']).next().unwrap_or_default())
        });
        let alone = self.sheet.texts(row) == 1 && self.text(row, Some(cells.score)).is_empty();
        if known || !(is_total || alone && named[1].is_empty()) {
            return Ok(());
        }
        let message = "the row rates nothing: it looks like a total, a legend or a remark".to_owned();
        let hint = "it is in rejected.csv; if it is none of these, it lacks the candidate and the question"
            .to_owned();
        let mut fault = self.fault(row, None, "no-rating", message, hint);
        fault.finding.severity = Severity::Warning;
        Err(fault)
    }

    /// Fails where columns claim the same score and differ; where others do, a finding says which one is read.
    pub(super) fn without_contradictions(&mut self, row: &Row) -> Result<(), CellFault> {
        if self.layout.claims.is_empty() {
            return Ok(());
        }
        for c in contradictions(self.layout, self.sheet, self.table, row, &self.range) {
            let hint = if c.equal { "empty the one that doesn't count" } else { "the first one is read" };
            let fault = self.fault(row, Some(c.column), "column-twice", c.message, hint.to_owned());
            let fault = CellFault { cause: c.cause, ..fault };
            if c.equal {
                return Err(fault);
            }
            let mut finding = *fault.finding;
            finding.severity = Severity::Warning;
            self.out.tell(finding, &fault.cause);
        }
        Ok(())
    }

    /// Notes what the row says in columns that repeat the plan, and says otherwise.
    fn note_known(&mut self, row: &Row, round: usize, item: usize) {
        let plan = self.roster.plan;
        let question = self.roster.question(round, item);
        let rated = |q: &'a PlannedQuestion| vec![q.rated(), plan.competency_title(q.rated())];
        let meant = |q: &'a PlannedQuestion| q.anchors.values().map(String::as_str).collect();
        for (column, known) in [
            (
                self.layout.asks,
                question.map_or_else(|| vec![ASKS_OVERALL], |q| vec![q.title.as_str(), &q.ask]),
            ),
            (self.layout.competency, question.map_or_else(Vec::new, rated)),
            (
                self.layout.anchors,
                question.map_or_else(|| Recommendation::ALL.map(Recommendation::meaning).to_vec(), meant),
            ),
        ] {
            let said = self.text(row, column);
            // The recommendation was asked in other words before.
            let is_overall = || question.is_none() && (said.ends_with('?') || said.starts_with("Overall"));
            // A workbook has the title, or the word of a point, before what is known.
            let is_known_line = |line: &str| {
                let line = line.trim();
                let mut lines = known.iter().flat_map(|k| k.lines().map(str::trim));
                line.is_empty() || lines.any(|known| !known.is_empty() && line.ends_with(known))
            };
            let is_known =
                said.is_empty() || known.contains(&said) || is_overall() || said.lines().all(is_known_line);
            if let Some(column) = column.filter(|_| !is_known) {
                self.aside.push((*row, column));
            }
        }
    }

    /// A row with a column a question; each counts as a row of its own. Empty ones of other rounds don't count.
    fn wide(&mut self, row: &'a Row, questions: &[WideQuestion]) {
        let sheet = self.sheet;
        let says = |c: &RatingCells| c.columns().any(|column| !plain(sheet.cell(row, column)).is_empty());
        let filled: Vec<&[(usize, usize)]> =
            questions.iter().filter(|q| says(&q.cells)).map(|q| q.places.as_slice()).collect();
        let card = self.without_contradictions(row).and_then(|()| self.card(row, &filled));
        let card = match card {
            Ok(card) => card,
            Err(fault) => {
                self.out.rows_read += 1;
                return self.reject(row, fault, "");
            }
        };
        self.taken.push(row);
        self.held(row, card);
        let round = self.out.cards[card].round;
        let n = self.roster.plan.rounds[round].questions.len();
        let own = |q: &WideQuestion| q.places.iter().find(|(r, _)| *r == round).map(|(_, i)| *i);
        let overall = self.layout.overall.iter().map(|cells| (Some(n), cells));
        let ratings: Vec<(Option<usize>, &Arc<RatingCells>)> =
            questions.iter().map(|q| (own(q), &q.cells)).chain(overall).collect();
        for (item, cells) in ratings {
            let score = claimed(self.layout, self.sheet, row, cells.score);
            let cells = Arc::new(cells.with_score(score));
            if let Some(item) = item {
                self.out.rows_read += 1;
                if let Err(fault) = self.entry(row, card, item, &cells) {
                    let fault = self.of_card(card, row, fault);
                    let entry = Entry::blank(item, *row, cells);
                    let question = self.roster.item_id(round, item);
                    self.reject_cells(&entry, fault, question);
                    self.out.rejected_items.insert((self.index, round, item));
                }
            } else if says(&cells) {
                self.out.rows_read += 1;
                let heading = self.table.header.get(score).map_or("", |h| h.trim());
                let id = &self.roster.plan.rounds[round].id;
                let message = format!("the row is of the round {id}, which doesn't ask `{heading}`");
                let hint = "give each round a row of its own".to_owned();
                let fault = self.fault(row, Some(score), "unknown-question", message, hint);
                self.reject_cells(&Entry::blank(0, *row, cells), fault, heading);
            }
        }
    }
}

/// What a blank scorecard says of the overall recommendation.
const ASKS_OVERALL: &str = "strong no, no, yes or strong yes";

/// The first words of rows that sum up or explain.
const TOTALS: [&str; 20] = [
    "total",
    "totals",
    "sum",
    "average",
    "avg",
    "mean",
    "median",
    "summe",
    "gesamt",
    "durchschnitt",
    "legend",
    "legende",
    "scale",
    "skala",
    "key",
    "moyenne",
    "promedio",
    "count",
    "note",
    "nb",
];
