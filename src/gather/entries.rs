//! Ratings as they are read into a scorecard, and those that contradict each other.

use super::expect::Prefer;
use super::layout::{RatingCells, RatingLayout};
use super::place_name::is_row_of;
use super::reading::{Card, CardFault, Entry, Value};
use super::rejection::rejected_entry;
use super::score::{self, Score};
use super::table_rows::{CardTableReader, CellFault};
use super::unread::short;
use crate::diag::{Diagnostic, Severity};
use crate::plan::Recommendation;
use crate::sheet::{Row, plain};
use crate::text::join;
use std::sync::Arc;

impl Entry {
    /// An entry that says nothing yet.
    pub(super) fn blank(item: usize, row: Row, cells: Arc<RatingCells>) -> Self {
        Self { item, value: Value::Score(Score::Empty), row, cells, aside: false }
    }
}

impl CardTableReader<'_, '_> {
    /// Reads a score and its evidence into a scorecard.
    pub(super) fn entry(
        &mut self,
        row: &Row,
        card: usize,
        item: usize,
        cells: &Arc<RatingCells>,
    ) -> Result<(), CellFault> {
        let value = self.value(row, card, item, cells)?;
        self.evidence_faults(row, cells);
        let entry = Entry { item, value, row: *row, cells: Arc::clone(cells), aside: false };
        self.put(card, entry);
        Ok(())
    }

    /// Reads the recommendation that each row of a long table repeats; what is wrong with it is told, and rejects no row.
    pub(super) fn recommendation_aside(&mut self, row: &Row, card: usize, cells: &Arc<RatingCells>) {
        let item = self.roster.plan.rounds[self.out.cards[card].round].questions.len();
        let texts = cells.columns().filter(|c| !self.sheet.cell(row, *c).trim().is_empty()).count();
        if texts == 0 {
            return;
        }
        match self.value(row, card, item, cells) {
            Ok(value) => {
                let entry = Entry { item, value, row: *row, cells: Arc::clone(cells), aside: true };
                self.put(card, entry);
            }
            Err(fault) => {
                self.out.texts_named += texts;
                self.out.tell(*fault.finding, &fault.cause);
            }
        }
    }

    /// What the cell of a score or of a recommendation says.
    fn value(
        &mut self,
        row: &Row,
        card: usize,
        item: usize,
        cells: &RatingCells,
    ) -> Result<Value, CellFault> {
        let plan = self.roster.plan;
        let round = &plan.rounds[self.out.cards[card].round];
        let text = plain(self.sheet.cell(row, cells.score));
        let (value, repair) = if item == round.questions.len() {
            let (word, repair) = score::overall(text).map_err(|()| {
                let words = Recommendation::ALL.map(Recommendation::words);
                let message = format!("`{}` is not an overall recommendation", short(text));
                let hint = format!("write {}", join(&words, "or"));
                self.fault(row, Some(cells.score), "off-scale", message, hint)
            })?;
            (Value::Overall(word), repair)
        } else {
            let (score, repair) = self.score(row, cells, text)?;
            (Value::Score(score), repair)
        };
        if let Some(repair) = repair {
            let sheet = self.sheet;
            self.out.repaired(self.index, repair, text, || sheet.place(row, cells.score));
        }
        Ok(value)
    }

    fn score(
        &self,
        row: &Row,
        cells: &RatingCells,
        text: &str,
    ) -> Result<(Score, Option<score::Repair>), CellFault> {
        let scale = &self.roster.plan.scale;
        let off = |message: String, code: &'static str, hint: String| {
            self.fault(row, Some(cells.score), code, message, hint)
        };
        if self.sheet.is_bare_formula(row, cells.score) {
            let message = format!("`{}` is a formula whose value isn't stored", short(text));
            let hint = "open the file in a spreadsheet program, save it, and gather it again".to_owned();
            return Err(off(message, "score-formula", hint));
        }
        let read = score::read(text, &self.range)
            .map_err(|why| off(why.message(&short(text)), why.code(), score::allowed(scale)))?;
        if let (Score::Rated(_), Some(most)) = (read.0, self.highest(row, cells))
            && most != scale.high().to_string()
        {
            let message = format!("`{}` counts on a scale up to {most}, not on this plan's", short(text));
            let hint = format!("convert it: {}", score::allowed(scale));
            return Err(off(message, "score-other-scale", hint));
        }
        Ok(read)
    }

    /// The highest score that can be given, as another column or the score's heading says.
    fn highest(&self, row: &Row, cells: &RatingCells) -> Option<String> {
        let beside = self.layout.max_score.map(|c| plain(self.sheet.cell(row, c)));
        if let Some(most) = beside.filter(|most| !most.is_empty()) {
            let number = most.parse::<f64>().map_or_else(|_| most.to_owned(), |n| n.to_string());
            return Some(number);
        }
        score::highest_in_heading(self.sheet.header_of(row).get(cells.score)?)
    }

    /// Tells evidence that is the error of a formula, or a formula without its value.
    fn evidence_faults(&mut self, row: &Row, cells: &RatingCells) {
        for column in &cells.evidence {
            let text = plain(self.sheet.cell(row, *column));
            let message = if self.sheet.is_bare_formula(row, *column) {
                format!("`{}` stands for evidence: a formula whose value isn't stored", short(text))
            } else if score::is_formula_error(text) {
                format!("`{text}` is the error of a formula, not evidence: the text is lost")
            } else {
                continue;
            };
            let hint = "a text that begins with = or - became a formula: ask for it, or type it behind an apostrophe";
            let fault = self.fault(row, Some(*column), "evidence-error", message, hint.to_owned());
            let finding = Diagnostic { severity: Severity::Warning, ..*fault.finding };
            self.out.tell(finding, &fault.cause);
        }
    }

    /// Puts an entry into a scorecard, beside those of the same item that it doesn't contradict.
    fn put(&mut self, card: usize, entry: Entry) {
        let sheet = self.sheet;
        let said = entry.said(sheet);
        let item = entry.item;
        let mut others = self.out.cards[card].entries.iter().filter(|e| e.item == item);
        if others.clone().any(|e| e.said(sheet).contradicts(&said)) {
            return self.conflicts.entry((card, item)).or_default().push(entry);
        }
        let same = others.find(|e| e.said(sheet) == said);
        match same.map(|first| first.row.line) {
            None => self.out.cards[card].entries.push(entry),
            Some(line) => {
                if !entry.aside {
                    let message = format!("line {line} says this already; it counts once");
                    let place = sheet.place(&entry.row, entry.cells.score);
                    self.out.findings.push(Diagnostic::note("row-twice", message).at(place));
                }
                self.out.cards[card].repeated.push(entry);
            }
        }
    }

    /// Rows of one item that say different things: none of them counts unless the last one is preferred, and all places are
    /// shown.
    pub(super) fn settle_conflicts(&mut self) {
        let wide = matches!(self.layout.ratings, RatingLayout::Wide(_));
        for ((card, item), others) in std::mem::take(&mut self.conflicts) {
            let Card { entries, repeated, round, .. } = &mut self.out.cards[card];
            let round = *round;
            let mut all: Vec<Entry> = entries.extract_if(.., |e| e.item == item).collect();
            all.extend(repeated.extract_if(.., |e| e.item == item));
            all.extend(others);
            all.sort_by_key(|e| e.row.line);
            let chosen = self.preferred_row(&all);
            let question = self.roster.item_id(round, item);
            let lines: Vec<String> = all.iter().map(|e| e.row.line.to_string()).collect();
            self.tell_conflict(&all, chosen, &lines);
            if chosen.is_none() {
                let why = format!("lines {} rate the same item differently", join(&lines, "and"));
                self.out.cards[card].faults.push(CardFault { why });
            }
            for (i, entry) in all.into_iter().enumerate() {
                if chosen == Some(i) {
                    self.out.cards[card].entries.push(entry);
                } else if !entry.aside {
                    let reason = match chosen.and_then(|c| lines.get(c)) {
                        Some(line) => format!("the row in line {line} rates the same item and is preferred"),
                        None => "another row rates the same item differently".to_owned(),
                    };
                    self.out.rejected.push(rejected_entry(self.sheet, &entry, question, &reason, wide));
                    if chosen.is_none() {
                        self.out.rejected_items.insert((self.index, round, item));
                    }
                }
            }
        }
    }

    /// Which of several rows is preferred: the last one, or the one in a line.
    fn preferred_row(&self, all: &[Entry]) -> Option<usize> {
        match self.prefer? {
            Prefer::Newest | Prefer::Last => all.len().checked_sub(1),
            Prefer::File(name) => all.iter().position(|e| is_row_of(self.sheet, &e.row, name)),
        }
    }

    fn tell_conflict(&mut self, all: &[Entry], chosen: Option<usize>, lines: &[String]) {
        let Some(last) = all.last() else { return };
        let what = if all.iter().any(|e| e.aside) { "the recommendation" } else { "the same item" };
        let says = |e: &Entry| {
            format!("`{}` in line {}", short(plain(self.sheet.cell(&e.row, e.cells.score))), e.row.line)
        };
        let mut said: Vec<String> = all.iter().take(6).map(says).collect();
        if all.len() > 6 {
            said.push("more below".to_owned());
        }
        let said = join(&said, "and");
        let place = format!("{}:{}", self.sheet.file, last.row.line);
        let (message, hint, severity) = match chosen.and_then(|c| lines.get(c)) {
            Some(line) => (
                format!("{what} is rated more than once in this scorecard, differently: {said}"),
                format!("line {line} is preferred, and counts"),
                Severity::Note,
            ),
            None => (
                format!("{what} is rated twice in this scorecard, differently; neither counts: {said}"),
                format!("keep the right one, or say --prefer last or --prefer '{place}'"),
                Severity::Error,
            ),
        };
        let texts =
            |e: &Entry| e.cells.columns().filter(|c| !self.sheet.cell(&e.row, *c).trim().is_empty()).count();
        let aside =
            all.iter().enumerate().filter(|(i, e)| e.aside && chosen != Some(*i)).map(|(_, e)| texts(e));
        self.out.texts_named += aside.sum::<usize>();
        let fault = self.fault(&last.row, Some(last.cells.score), "row-twice", message, hint);
        let also = all[..all.len() - 1].iter().map(|e| self.sheet.place(&e.row, e.cells.score)).collect();
        self.out.findings.push(Diagnostic { severity, also, ..*fault.finding });
    }
}
