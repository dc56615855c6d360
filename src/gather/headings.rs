//! The columns of a scorecard under the names that people give them.

use crate::plan::{OVERALL, Plan};
use std::collections::{BTreeMap, HashMap};

/// A column that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The plan's id.
    Plan,
    /// Who is assessed.
    Candidate,
    /// Who assesses.
    Interviewer,
    /// Which conversation.
    Round,
    /// Which question.
    Item,
    /// The rating.
    Score,
    /// What was said or done.
    Evidence,
    /// Whether the interviewer is in training.
    Trainee,
    /// The check value over plan, candidate, round and interviewer.
    Check,
}

impl Column {
    /// All columns, in the order of a scorecard.
    pub const ALL: [Self; 9] = [
        Self::Plan,
        Self::Candidate,
        Self::Interviewer,
        Self::Round,
        Self::Item,
        Self::Score,
        Self::Evidence,
        Self::Trainee,
        Self::Check,
    ];

    /// The names of the column, its own first.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::Plan => &["plan", "plan id"],
            Self::Candidate => &["candidate", "candidate name", "name of candidate", "applicant", "name"],
            Self::Interviewer => {
                &["interviewer", "interviewer name", "rater", "reviewer", "assessor", "panelist", "panellist"]
            }
            Self::Round => &["round", "stage", "interview", "interview round"],
            Self::Item => &["item", "question", "question id", "item id", "criterion"],
            Self::Score => &["score", "rating", "points", "value"],
            Self::Evidence => &["evidence", "notes", "note", "comment", "comments", "remarks"],
            Self::Trainee => &["trainee", "in training", "shadow", "shadowing"],
            Self::Check => &["check", "check value"],
        }
    }

    /// The column's own name.
    pub fn name(self) -> &'static str {
        self.names()[0]
    }
}

/// What a heading announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    Column(Column),
    /// The rating of this question of this round, one scorecard a row.
    Rating {
        round: usize,
        item: usize,
    },
    /// The evidence beside it.
    Evidence {
        round: usize,
        item: usize,
    },
    /// The overall recommendation.
    Overall,
    /// The evidence beside it.
    OverallEvidence,
}

/// All headings that a plan's scorecards may have.
#[derive(Debug)]
pub(super) struct Headings {
    columns: HashMap<String, Column>,
    /// The names among them of what a question has, in their order.
    of_questions: Vec<(String, Column)>,
    questions: HashMap<String, (usize, usize)>,
}

/// Longer cells are no headings: no question is asked in so many bytes.
const LONGEST: usize = 2000;

/// Columns of the kit's own files that are not read, unless a team says so.
const UNREAD: [&str; 4] = ["asks", "competency", "file", "line"];

impl Headings {
    /// The headings for `plan`; `translated` are a team's own names of columns.
    pub fn new(plan: &Plan, translated: &[(Column, String)]) -> Self {
        let own = Column::ALL.into_iter().flat_map(|c| c.names().iter().map(move |n| ((*n).to_owned(), c)));
        let mut columns: BTreeMap<String, Column> = own.collect();
        columns.extend(translated.iter().map(|(c, n)| (key(n), *c)));
        let of_question = columns.iter().filter(|(_, c)| [Column::Score, Column::Evidence].contains(c));
        let of_questions = of_question.map(|(name, column)| (name.clone(), *column)).collect();
        let mut questions = HashMap::new();
        for (r, round) in plan.rounds.iter().enumerate() {
            for (i, q) in round.questions.iter().enumerate() {
                for name in [&q.id, &q.title, &q.ask] {
                    questions.entry(key(name)).or_insert((r, i));
                }
            }
        }
        Self { columns: columns.into_iter().collect(), of_questions, questions }
    }

    /// What `text` announces at the head of a column.
    pub fn heading(&self, text: &str) -> Option<Heading> {
        if text.len() > LONGEST {
            return None;
        }
        // The usual header is written as the kit writes it.
        if let Some(column) = self.columns.get(text) {
            return Some(Heading::Column(*column));
        }
        if UNREAD.contains(&text) {
            return None;
        }
        let plain = key(text);
        if plain.is_empty() {
            return None;
        }
        if let Some(column) = self.columns.get(&plain) {
            return Some(Heading::Column(*column));
        }
        if let Some((round, item)) = self.questions.get(&plain) {
            return Some(Heading::Rating { round: *round, item: *item });
        }
        if [OVERALL, "overall recommendation", "recommendation"].contains(&plain.as_str()) {
            return Some(Heading::Overall);
        }
        self.composed(text, &plain)
    }

    /// A heading made of a question and what the column holds, as form tools write it: `rate-limits: notes`,
    /// `Evidence (rate limits)`, `Ratings [Rate limits]`.
    fn composed(&self, text: &str, plain: &str) -> Option<Heading> {
        let bracketed = text
            .rsplit_once(['[', '('])
            .map(|(before, inside)| (key(before), key(inside.trim_end_matches([']', ')', ' ']))));
        if let Some((before, inside)) = &bracketed
            && let Some(found) = self.of_question(inside, self.columns.get(before).copied())
        {
            return Some(found);
        }
        for (name, column) in &self.of_questions {
            let rest = plain
                .strip_suffix(name.as_str())
                .map(|r| r.trim_end_matches([' ', ':', '/', '|', '.', '–']))
                .or_else(|| {
                    let rest = plain.strip_prefix(name.as_str())?;
                    let rest =
                        rest.strip_prefix(" for ").or_else(|| rest.strip_prefix(" on ")).unwrap_or(rest);
                    Some(rest.trim_start_matches([' ', ':', '/', '|', '.', '–']))
                });
            if let Some(found) = rest.and_then(|r| self.of_question(r, Some(*column))) {
                return Some(found);
            }
        }
        None
    }

    fn of_question(&self, question: &str, column: Option<Column>) -> Option<Heading> {
        let evidence = column == Some(Column::Evidence);
        if question == OVERALL || question == "overall recommendation" || question == "recommendation" {
            return Some(if evidence { Heading::OverallEvidence } else { Heading::Overall });
        }
        let (round, item) = *self.questions.get(question)?;
        Some(if evidence { Heading::Evidence { round, item } } else { Heading::Rating { round, item } })
    }
}

/// A heading without what doesn't matter: case, underscores, hyphens, blanks, a colon or star at its end, and what
/// stands in brackets behind it, such as `(1-4)`.
fn key(text: &str) -> String {
    let text = text.trim_matches(|c: char| c.is_whitespace() || crate::text::is_invisible(c));
    let bare = match text.rfind([' ', '(', '[']) {
        Some(_) if text.ends_with([')', ']']) => {
            text.rfind(['(', '[']).map(|i| text[..i].trim_end()).filter(|b| !b.is_empty()).unwrap_or(text)
        }
        _ => text,
    };
    let bare = bare.trim_end_matches([':', '*', '?', '.', ' ']);
    let plain = crate::text::fold(bare).replace(['_', '-'], " ");
    if plain.contains("  ") { plain.split_whitespace().collect::<Vec<_>>().join(" ") } else { plain }
}
