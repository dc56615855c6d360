//! Files of ratings from anywhere, read row by row without a plan: a row for each rating, or a row for each person and a
//! column for each criterion.

mod bounds;
mod columns;
mod score;

pub use bounds::Bounds;
pub use columns::TidyColumns;

use crate::diag::{Diagnostic, Failure, Place};
use crate::plan::Recommendation;
use crate::sheet::{Anchors, Blocks, Row, Sheet, SheetBlock, SheetReader, Table, plain};
use columns::{RatedColumns, TidyHeadings, TidyLayout};
use score::{ScoreCell, ScoreReader};
use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

/// How many rejected rows are told one by one.
const TOLD: usize = 20;

/// How many rows tell whether a column holds ratings.
const SAMPLE: usize = 200;

/// A file of ratings.
pub struct TidyFile<'a> {
    /// What it is called in findings.
    pub name: String,
    /// Its bytes.
    pub source: Box<dyn Read + Send>,
    /// What it is read with.
    pub sheets: &'a SheetReader,
}

/// Which columns are read, and what a score may be.
#[derive(Debug, Clone, Default)]
pub struct TidyOptions {
    /// The columns.
    pub columns: TidyColumns,
    /// The ends of the scale, where they are known.
    pub bounds: Option<Bounds>,
}

/// One rating, or a place where one could stand.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TidyRating<'r> {
    pub target: Cow<'r, str>,
    /// The plan that the rating belongs to; empty where no column tells it.
    pub plan: &'r str,
    /// Empty where no column tells it.
    pub rater: &'r str,
    pub item: &'r str,
    /// None where nothing is rated.
    pub value: Option<f64>,
    /// A recommendation in the place of a score.
    pub recommendation: Option<Recommendation>,
    /// Whether something is written beside it; none where no column holds evidence.
    pub has_evidence: Option<bool>,
    /// When the conversation took place; empty where no column tells it.
    pub held: &'r str,
}

/// What became of the rows of a file; in a table with a row for each person each rating counts as a row.
#[derive(Debug, Default)]
pub struct TidyRows {
    /// How many were read, blank ones left out.
    pub rows: u64,
    /// How many of them were rejected.
    pub rejected: u64,
    /// The first rejections, and what else was noticed.
    pub findings: Vec<Diagnostic>,
}

/// Hands each rating of a file to `take`, in the order of the rows; with `rated`, it has to be known who rates.
///
/// Fails where the file can't be read, and where a column that is needed is missing.
pub(super) fn read(
    file: TidyFile<'_>,
    options: &TidyOptions,
    rated: bool,
    take: &mut (dyn FnMut(TidyRating<'_>) + Send),
) -> Result<TidyRows, Failure> {
    let headings = TidyHeadings::new(&options.columns, rated);
    let anchors = Anchors {
        heading: &|cell| headings.is_heading(cell),
        enough: 1,
        mark: &|_| false,
        names: &[],
        what: "ratings",
        columns: "candidate, interviewer, item and score, or what --target, --rater, --item and --score name",
    };
    let mut blocks = Blocks::new(file.sheets, &file.name, file.source, &anchors);
    let mut reader = TidyReader {
        file: &file.name,
        headings: &headings,
        scores: ScoreReader::new(options.bounds),
        layout: None,
        told: 0,
        rows: TidyRows::default(),
    };
    // The next block is read while this one is taken.
    let mut next = blocks.next_block()?;
    while let Some(block) = next {
        let (read, taken) = rayon::join(|| blocks.next_block(), || reader.block(&block, take));
        taken?;
        next = read?;
    }
    let mut rows = reader.rows;
    rows.findings.sort_by(|a, b| a.place.cmp(&b.place));
    Ok(rows)
}

/// A file of ratings as it is read.
struct TidyReader<'a> {
    file: &'a str,
    headings: &'a TidyHeadings<'a>,
    scores: ScoreReader,
    /// The header that was read last, and what it says.
    layout: Option<(Arc<[String]>, TidyLayout)>,
    /// How many rejections were told.
    told: usize,
    rows: TidyRows,
}

impl TidyReader<'_> {
    fn block(
        &mut self,
        block: &SheetBlock,
        take: &mut (dyn FnMut(TidyRating<'_>) + Send),
    ) -> Result<(), Failure> {
        for finding in &block.findings {
            self.tell(|| finding.clone());
        }
        for table in &block.sheet.tables {
            let known = self.layout.take().filter(|(header, _)| Arc::ptr_eq(header, &table.header));
            let layout = match known {
                Some((_, layout)) => layout,
                None => self.layout_of(&block.sheet, table)?,
            };
            for row in block.sheet.rows(table) {
                self.row(&block.sheet, row, &layout, take);
            }
            self.layout = Some((Arc::clone(&table.header), layout));
        }
        Ok(())
    }

    fn layout_of(&self, sheet: &Sheet, table: &Table) -> Result<TidyLayout, Failure> {
        let holds_ratings = |column: usize| {
            let mut any = false;
            let cells = sheet.rows(table).take(SAMPLE).map(|row| plain(sheet.cell(row, column)));
            let all = cells.map(|cell| self.scores.read(cell)).all(|read| {
                any |= matches!(read, Ok(ScoreCell::Rated(_)));
                read.is_ok()
            });
            all && any
        };
        let layout = self.headings.layout(&table.header, &holds_ratings);
        Ok(layout.map_err(|finding| finding.at(Place::file(self.file)))?)
    }

    fn row(
        &mut self,
        sheet: &Sheet,
        row: &Row,
        layout: &TidyLayout,
        take: &mut (dyn FnMut(TidyRating<'_>) + Send),
    ) {
        if row.fault.is_some() {
            // Why stands among the findings of the block.
            self.rows.rows += 1;
            self.rows.rejected += 1;
            return;
        }
        match layout {
            TidyLayout::Long { who, item, score } => {
                let item = item.map_or("", |c| plain(sheet.cell(row, c)));
                self.rating(sheet, row, who, (item, *score), take);
            }
            TidyLayout::Wide { who, items } => {
                for (column, item) in items {
                    self.rating(sheet, row, who, (item, *column), take);
                }
            }
        }
    }

    /// Takes the rating of an item that stands in a column of a row.
    fn rating(
        &mut self,
        sheet: &Sheet,
        row: &Row,
        who: &RatedColumns,
        (item, column): (&str, usize),
        take: &mut (dyn FnMut(TidyRating<'_>) + Send),
    ) {
        self.rows.rows += 1;
        if row.width() <= column {
            let finding = Diagnostic::error("short-row", "the row ends before its score");
            return self.reject(|| finding.at(sheet.row_place(row)).hint(sheet.short_row_hint(row)));
        }
        let (value, recommendation) = match self.scores.read(plain(sheet.cell(row, column))) {
            Ok(ScoreCell::Rated(value)) => (Some(value), None),
            Ok(ScoreCell::Recommended(value)) => (None, Some(value)),
            Ok(ScoreCell::NoRating) => (None, None),
            Err(fault) => {
                let finding = Diagnostic::error(fault.code, fault.message);
                return self.reject(|| finding.at(sheet.place(row, column)).hint(fault.hint));
            }
        };
        let cell = |c: &usize| plain(sheet.cell(row, *c));
        let target = sheet.joined(row, &who.target);
        let rater = who.rater.as_ref().map_or("", cell);
        for (is_empty, column, message) in [
            (target.is_empty(), who.target.first().copied(), "the row doesn't say who is rated"),
            (rater.is_empty(), who.rater, "the row doesn't say who rates"),
        ] {
            if let Some(column) = column.filter(|_| is_empty && value.is_some()) {
                let finding = Diagnostic::error("no-name", message);
                return self.reject(|| finding.at(sheet.place(row, column)).hint("fill the cell in"));
            }
        }
        let plan = who.plan.as_ref().map_or("", cell);
        let has_evidence = who.evidence.as_ref().map(|c| !cell(c).trim().is_empty());
        let held = who.held.as_ref().map_or("", cell);
        take(TidyRating { target, plan, rater, item, value, recommendation, has_evidence, held });
    }

    fn reject(&mut self, finding: impl FnOnce() -> Diagnostic) {
        self.rows.rejected += 1;
        self.tell(finding);
    }

    fn tell(&mut self, finding: impl FnOnce() -> Diagnostic) {
        if self.told < TOLD {
            self.told += 1;
            self.rows.findings.push(finding());
        }
    }
}

impl TidyRows {
    /// Fails where there are rows, and all of them were rejected.
    pub(super) fn check(&self) -> Result<(), Diagnostic> {
        if self.rows == 0 || self.rejected < self.rows {
            return Ok(());
        }
        let first = self.findings.iter().find(|f| f.severity == crate::diag::Severity::Error).cloned();
        let first = first.unwrap_or_else(|| Diagnostic::error("no-rows", "every row was rejected"));
        Err(Diagnostic { message: format!("no row could be read; the first: {}", first.message), ..first })
    }
}
