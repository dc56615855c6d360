//! Where a table holds what: one row a question, or one row a scorecard with a column a question.

use super::columns_beside::evidence_beside;
use super::headings::{Heading, Headings};
use crate::diag::{Diagnostic, Place};
use crate::sheet::{Column, Sheet, Table, heading_key};
use crate::text::join;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a rating stands, and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RatingCells {
    pub score: usize,
    /// All columns that hold evidence.
    pub evidence: Vec<usize>,
    /// Whether a hint was needed.
    pub hint: Option<usize>,
}

impl RatingCells {
    /// All of its columns, the rating's last.
    pub fn columns(&self) -> impl Iterator<Item = usize> + Clone {
        self.evidence.iter().copied().chain(self.hint).chain([self.score])
    }

    /// The same with the rating in another column.
    pub fn with_score(&self, score: usize) -> Self {
        Self { score, ..self.clone() }
    }
}

/// The columns of one question, where a row is a scorecard.
#[derive(Debug)]
pub(super) struct WideQuestion {
    /// The rounds in which it is asked, and its place in each.
    pub places: Vec<(usize, usize)>,
    pub cells: Arc<RatingCells>,
}

/// How the ratings of a table are laid out.
#[derive(Debug)]
pub(super) enum RatingLayout {
    /// A row a question; it names the question.
    Long { item: usize, cells: Arc<RatingCells> },
    /// A row a scorecard.
    Wide(Vec<WideQuestion>),
}

/// Columns that claim to hold the same thing.
#[derive(Debug)]
pub(super) struct Claim {
    /// What they hold, as messages call it.
    pub name: String,
    pub is_score: bool,
    /// The column that is read.
    pub at: usize,
    /// The others, which are read where that one is empty.
    pub others: Vec<usize>,
    /// Whether nothing tells which of them counts.
    pub equal: bool,
}

/// Where a table holds what.
#[derive(Debug)]
pub(super) struct Layout {
    pub plan: Option<usize>,
    pub candidate: usize,
    pub interviewer: Option<usize>,
    pub round: Option<usize>,
    pub trainee: Option<usize>,
    pub check: Option<usize>,
    /// When the conversation took place.
    pub held: Option<usize>,
    pub ratings: RatingLayout,
    /// The overall recommendation, in a wide table or repeated in each row of a long one.
    pub overall: Option<Arc<RatingCells>>,
    pub max_score: Option<usize>,
    pub asks: Option<usize>,
    /// What answers worth each point are like.
    pub anchors: Option<usize>,
    pub competency: Option<usize>,
    /// Columns of which only one counts.
    pub claims: Vec<Claim>,
    /// The columns that are read, or known to say nothing new.
    pub read: Vec<usize>,
}

/// Names that say less than others who a row is about: where another column says it, they are those of somebody else.
const WEAK: [&str; 3] = ["name", "full name", "observer"];

impl Layout {
    /// The layout of `table`; fails where a column is missing without which a row says nothing.
    pub fn find(sheet: &Sheet, table: &Table, headings: &Headings) -> Result<Self, Vec<Diagnostic>> {
        let mut announced: Vec<Option<Heading>> = table.header.iter().map(|h| headings.heading(h)).collect();
        respondent(&mut announced, table);
        let found = &announced;
        let at = |wanted: Heading| (0..found.len()).filter(move |i| found[*i] == Some(wanted));
        let is_long = [Column::Item, Column::Score].iter().all(|c| at(Heading::Column(*c)).next().is_some());
        let is_wide = !is_long && announced.iter().any(|h| matches!(h, Some(Heading::Rating(_))));
        let needed: &[Column] = if is_wide {
            &[Column::Candidate]
        } else {
            &[Column::Candidate, Column::Round, Column::Item, Column::Score]
        };
        let missing: Vec<Diagnostic> = needed
            .iter()
            .filter(|column| at(Heading::Column(**column)).next().is_none())
            .map(|column| missing(sheet, *column))
            .collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        let mut finder = ClaimFinder { sheet, table, claims: Vec::new() };
        // In a wide table a form's `Score`, `Item` or `Hint` is no column of ours.
        let unread = |c: Column| is_wide && [Column::Item, Column::Score, Column::Hint].contains(&c);
        let mut column = |wanted: Column| {
            let places: Vec<usize> = at(Heading::Column(wanted)).collect();
            if unread(wanted) || wanted == Column::Evidence {
                return None;
            }
            finder.choose(&places, wanted.name(), wanted == Column::Score)
        };
        let [plan, candidate, interviewer, round, item, score, _, hint, held, trainee, check] =
            Column::SCORECARD.map(&mut column);
        let overall = {
            let places: Vec<usize> = at(Heading::Overall).collect();
            finder.choose(&places, "overall", true)
        };
        let mut taken: Vec<usize> = Vec::new();
        let mut evidence_of = |heading: Heading| {
            let places: Vec<usize> = at(heading).collect();
            taken.extend(&places);
            places
        };
        let (ratings, overall) = if is_wide {
            let beside = evidence_beside(&announced, &finder.filled());
            let mut numbers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for (i, heading) in announced.iter().enumerate() {
                if let Some(Heading::Rating(number)) = heading {
                    numbers.entry(*number).or_default().push(i);
                }
            }
            let mut questions = Vec::new();
            for (number, columns) in numbers {
                let name = table.header[columns[0]].trim().to_owned();
                let Some(score) = finder.choose(&columns, &name, true) else { continue };
                let mut evidence = evidence_of(Heading::Evidence(number));
                evidence.extend(columns.iter().flat_map(|c| beside.get(c).into_iter().flatten()));
                let hints: Vec<usize> = at(Heading::Hint(number)).collect();
                let hint = finder.choose(&hints, "hint", false);
                let places = headings.places(number).to_vec();
                questions
                    .push(WideQuestion { places, cells: Arc::new(RatingCells { score, evidence, hint }) });
            }
            questions.sort_by_key(|q| q.places.first().copied());
            let overall = overall.map(|score| {
                let mut evidence = evidence_of(Heading::OverallEvidence);
                evidence.extend(beside.get(&score).into_iter().flatten());
                Arc::new(RatingCells { score, evidence, hint: None })
            });
            (RatingLayout::Wide(questions), overall)
        } else {
            let cells = RatingCells {
                score: score.unwrap_or_default(),
                evidence: evidence_of(Heading::Column(Column::Evidence)),
                hint,
            };
            let item = item.unwrap_or_default();
            let evidence = evidence_of(Heading::OverallEvidence);
            let overall = overall.map(|score| Arc::new(RatingCells { score, evidence, hint: None }));
            (RatingLayout::Long { item, cells: Arc::new(cells) }, overall)
        };
        let [max_score, asks, anchors, competency] =
            [Heading::MaxScore, Heading::Asks, Heading::Anchors, Heading::Competency]
                .map(|wanted| at(wanted).next());
        let claims = finder.claims;
        let mut layout = Self {
            plan,
            candidate: candidate.unwrap_or_default(),
            interviewer,
            round,
            trainee,
            check,
            held,
            ratings,
            overall,
            max_score,
            asks,
            anchors,
            competency,
            claims,
            read: Vec::new(),
        };
        layout.read = layout.columns();
        // Both together are those of gathered.csv.
        let origin: Vec<usize> = at(Heading::Origin).collect();
        if origin.len() == 2 && plan.is_some() && competency.is_some() {
            layout.read.extend(origin);
        }
        layout.read.sort_unstable();
        Ok(layout)
    }

    /// The columns in which something is read.
    fn columns(&self) -> Vec<usize> {
        let keys = [
            self.plan,
            Some(self.candidate),
            self.interviewer,
            self.round,
            self.trainee,
            self.check,
            self.held,
        ];
        let mut all: Vec<usize> = keys.into_iter().flatten().collect();
        all.extend([self.max_score, self.asks, self.anchors, self.competency].into_iter().flatten());
        let mut cells = |c: &RatingCells| all.extend(c.columns());
        match &self.ratings {
            RatingLayout::Long { item, cells: own } => {
                cells(own);
                all.push(*item);
            }
            RatingLayout::Wide(questions) => questions.iter().for_each(|q| cells(&q.cells)),
        }
        if let Some(overall) = &self.overall {
            all.extend(overall.columns());
        }
        all.extend(self.claims.iter().flat_map(|c| c.others.iter().copied()));
        all
    }
}

/// Takes a form's respondent for the interviewer, where another column says who the candidate is.
fn respondent(announced: &mut [Option<Heading>], table: &Table) {
    for column in [Column::Candidate, Column::Interviewer] {
        let heading = Some(Heading::Column(column));
        let is_weak = |i: &usize| WEAK.contains(&heading_key(&table.header[*i]).as_str());
        let places: Vec<usize> = (0..announced.len()).filter(|i| announced[*i] == heading).collect();
        let (weak, strong): (Vec<usize>, Vec<usize>) = places.into_iter().partition(is_weak);
        if strong.is_empty() {
            continue;
        }
        let interviewer = Some(Heading::Column(Column::Interviewer));
        let has_interviewer = announced.contains(&interviewer);
        for (n, i) in weak.into_iter().enumerate() {
            announced[i] =
                if column == Column::Candidate && !has_interviewer && n == 0 { interviewer } else { None };
        }
    }
}

/// Finds the columns that claim the same.
struct ClaimFinder<'a> {
    sheet: &'a Sheet,
    table: &'a Table,
    claims: Vec<Claim>,
}

impl ClaimFinder<'_> {
    /// Which of the columns at `places` is read: one that is seen before one that is hidden, one under its own `name` before
    /// one under a synonym.
    fn choose(&mut self, places: &[usize], name: &str, is_score: bool) -> Option<usize> {
        let (sheet, header) = (self.sheet, &self.table.header);
        let rank = |i: &usize| (sheet.is_hidden_column(*i), !header[*i].trim().eq_ignore_ascii_case(name));
        let mut ranked = places.to_vec();
        ranked.sort_by_key(rank);
        let (at, others) = ranked.split_first()?;
        if !others.is_empty() {
            let equal = rank(at) == rank(&others[0]) || (is_score && !sheet.is_hidden_column(others[0]));
            let name = name.to_owned();
            self.claims.push(Claim { name, is_score, at: *at, others: others.to_vec(), equal });
        }
        Some(*at)
    }

    /// Which columns say something in a row at least.
    fn filled(&self) -> Vec<bool> {
        let mut filled = vec![false; self.table.header.len()];
        for row in self.sheet.rows(self.table) {
            for (column, filled) in filled.iter_mut().enumerate() {
                *filled |= !self.sheet.cell(row, column).trim().is_empty();
            }
        }
        filled
    }
}

fn missing(sheet: &Sheet, wanted: Column) -> Diagnostic {
    Diagnostic::error("no-column", format!("there is no column `{}`", wanted.name()))
        .at(Place::file(&sheet.file))
        .hint(format!("it may be called {}; panelkit.toml can add a name", join(wanted.names(), "or")))
}
