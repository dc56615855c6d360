//! The columns of a scorecard under the names that people give them.

use super::roster::replaced_in;
use crate::plan::{OVERALL, Plan};
use crate::sheet::{Column, LONGEST_HEADING, Vocabulary, heading_key};
use std::collections::HashMap;

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
    /// Whether a hint was needed for it.
    Hint {
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
    vocabulary: Vocabulary,
    /// The names of the columns that each question has, in their order.
    of_questions: Vec<(String, Column)>,
    questions: HashMap<String, (usize, usize)>,
}

/// Columns of the kit's own files that are not read, unless a team says so.
const UNREAD: [&str; 4] = ["asks", "competency", "file", "line"];

impl Headings {
    /// The headings for `plan`; `translated` are a team's own names of columns.
    pub fn new(plan: &Plan, translated: &[(Column, String)]) -> Self {
        let vocabulary = Vocabulary::new(&Column::SCORECARD, translated);
        let of_question = vocabulary.names().into_iter();
        let of_question =
            of_question.filter(|(_, c)| [Column::Score, Column::Evidence, Column::Hint].contains(c));
        let of_questions = of_question.map(|(name, column)| (name.to_owned(), column)).collect();
        let mut questions = HashMap::new();
        for (r, round) in plan.rounds.iter().enumerate() {
            for (i, q) in round.questions.iter().enumerate() {
                for name in [&q.id, &q.title, &q.ask] {
                    questions.entry(heading_key(name)).or_insert((r, i));
                }
            }
        }
        for (r, round) in plan.rounds.iter().enumerate() {
            for (i, old) in replaced_in(plan, &round.id).enumerate() {
                for name in [&old.question.id, &old.question.title, &old.question.ask] {
                    questions.entry(heading_key(name)).or_insert((r, round.questions.len() + 1 + i));
                }
            }
        }
        Self { vocabulary, of_questions, questions }
    }

    /// What `text` announces at the head of a column.
    pub fn heading(&self, text: &str) -> Option<Heading> {
        if text.len() > LONGEST_HEADING {
            return None;
        }
        if let Some(column) = self.vocabulary.column(text) {
            return Some(Heading::Column(column));
        }
        let plain = heading_key(text);
        if plain.is_empty() || UNREAD.contains(&text) {
            return None;
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
        let bracketed = text.rsplit_once(['[', '(']).map(|(before, inside)| {
            (heading_key(before), heading_key(inside.trim_end_matches([']', ')', ' '])))
        });
        if let Some((before, inside)) = &bracketed
            && let Some(found) = self.of_question(inside, self.vocabulary.column(before))
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
        Some(match column {
            Some(Column::Evidence) => Heading::Evidence { round, item },
            Some(Column::Hint) => Heading::Hint { round, item },
            _ => Heading::Rating { round, item },
        })
    }
}
