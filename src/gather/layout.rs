//! Where a table holds what: one row a question, or one row a scorecard with a column a question.

use super::headings::{Heading, Headings};
use crate::diag::{Diagnostic, Place};
use crate::sheet::{Column, Sheet, Table};
use crate::text::join;

/// Where a rating and its evidence stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cells {
    pub score: usize,
    pub evidence: Option<usize>,
    /// Whether a hint was needed.
    pub hint: Option<usize>,
}

/// How the ratings of a table are laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ratings {
    /// A row a question; it names the question.
    Long { item: usize, cells: Cells },
    /// A row a scorecard: the cells of each question by round and place in it, and those of the recommendation.
    Wide { questions: Vec<(usize, usize, Cells)>, overall: Option<Cells> },
}

/// Where a table holds what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    pub plan: Option<usize>,
    pub candidate: usize,
    pub interviewer: Option<usize>,
    pub round: Option<usize>,
    pub trainee: Option<usize>,
    pub check: Option<usize>,
    pub ratings: Ratings,
}

impl Layout {
    /// The layout of `table`; fails where a column is missing, or is there twice, without which a row says nothing.
    pub fn find(sheet: &Sheet, table: &Table, headings: &Headings) -> Result<Self, Vec<Diagnostic>> {
        let found: Vec<Option<Heading>> = table.header.iter().map(|h| headings.heading(h)).collect();
        let mut findings = Vec::new();
        let wide = wide(&found, table, sheet, &mut findings);
        let is_long =
            [Column::Item, Column::Score].map(|c| found.contains(&Some(Heading::Column(c)))) == [true; 2];
        let is_wide = !is_long && !wide.0.is_empty();
        let needed: &[Column] = if is_wide {
            &[Column::Candidate]
        } else {
            findings.clear();
            &[Column::Candidate, Column::Round, Column::Item, Column::Score]
        };
        let mut column = |wanted: Column| {
            let at: Vec<usize> =
                (0..found.len()).filter(|i| found[*i] == Some(Heading::Column(wanted))).collect();
            // The own name wins over a synonym; evidence may stand in several columns, the first of which is read.
            let own: Vec<usize> = at
                .iter()
                .copied()
                .filter(|i| table.header[*i].trim().eq_ignore_ascii_case(wanted.name()))
                .collect();
            let best = if own.is_empty() { &at } else { &own };
            if best.len() > 1 && wanted != Column::Evidence && !is_wide_score(is_wide, wanted) {
                findings.push(twice(sheet, table, best, wanted.name()));
            }
            if best.is_empty() && needed.contains(&wanted) {
                findings.push(missing(sheet, wanted));
            }
            best.first().copied()
        };
        let [plan, candidate, interviewer, round, item, score, evidence, hint, trainee, check] =
            Column::SCORECARD.map(&mut column);
        let ratings = if is_wide {
            Ratings::Wide { questions: wide.0, overall: wide.1 }
        } else {
            let cells = Cells { score: score.unwrap_or_default(), evidence, hint };
            Ratings::Long { item: item.unwrap_or_default(), cells }
        };
        let candidate = candidate.unwrap_or_default();
        if findings.is_empty() {
            Ok(Self { plan, candidate, interviewer, round, trainee, check, ratings })
        } else {
            Err(findings)
        }
    }
}

/// In a wide table a form's `Score` or `Item` is no column of ours.
fn is_wide_score(wide: bool, column: Column) -> bool {
    wide && [Column::Item, Column::Score].contains(&column)
}

type Wide = (Vec<(usize, usize, Cells)>, Option<Cells>);

/// The columns of questions. An evidence column right behind a question's belongs to it.
fn wide(found: &[Option<Heading>], table: &Table, sheet: &Sheet, findings: &mut Vec<Diagnostic>) -> Wide {
    let mut questions: Vec<(usize, usize, Cells)> = Vec::new();
    let mut overall: Option<Cells> = None;
    for (at, heading) in found.iter().enumerate() {
        let behind =
            matches!(found.get(at + 1), Some(Some(Heading::Column(Column::Evidence)))).then_some(at + 1);
        let named = |wanted: Heading| found.iter().position(|h| *h == Some(wanted));
        match *heading {
            Some(Heading::Rating { round, item }) => {
                let evidence = named(Heading::Evidence { round, item }).or(behind);
                if let Some((_, _, first)) = questions.iter().find(|(r, i, _)| (*r, *i) == (round, item)) {
                    findings.push(twice(sheet, table, &[first.score, at], &table.header[at]));
                }
                let hint = named(Heading::Hint { round, item });
                questions.push((round, item, Cells { score: at, evidence, hint }));
            }
            Some(Heading::Overall) => {
                if let Some(first) = overall {
                    findings.push(twice(sheet, table, &[first.score, at], "overall"));
                }
                overall = Some(Cells {
                    score: at,
                    evidence: named(Heading::OverallEvidence).or(behind),
                    hint: None,
                });
            }
            _ => {}
        }
    }
    (questions, overall)
}

fn missing(sheet: &Sheet, wanted: Column) -> Diagnostic {
    Diagnostic::error("no-column", format!("there is no column `{}`", wanted.name()))
        .at(Place::file(&sheet.file))
        .hint(format!("it may be called {}; panelkit.toml can add a name", join(wanted.names(), "or")))
}

fn twice(sheet: &Sheet, table: &Table, at: &[usize], name: &str) -> Diagnostic {
    let names: Vec<String> =
        at.iter().map(|i| format!("`{}` (column {})", table.header[*i].trim(), i + 1)).collect();
    let message = format!("several columns may be `{name}`: {}", join(&names, "and"));
    Diagnostic::error("column-twice", message)
        .at(Place::file(&sheet.file))
        .hint(format!("call the one that counts `{name}`, and the others something else"))
}
