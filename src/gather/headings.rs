//! The columns of a scorecard under the names that people give them.

use super::roster::replaced_in;
use crate::plan::{OVERALL, Plan};
use crate::sheet::{Column, LONGEST_HEADING, Vocabulary, heading_key};
use crate::text::nearest;
use std::collections::HashMap;

/// What a heading announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    Column(Column),
    /// The rating of the question with this number, one scorecard a row.
    Rating(usize),
    /// The evidence beside it.
    Evidence(usize),
    /// Whether a hint was needed for it.
    Hint(usize),
    /// The overall recommendation.
    Overall,
    /// The evidence beside it.
    OverallEvidence,
    /// The highest score that can be given.
    MaxScore,
    /// What the question asks, as blank scorecards say it.
    Asks,
    /// What answers worth each point are like, as workbooks say it.
    Anchors,
    /// What an interviewer made of it, as the form in a browser saves it: on purpose no evidence.
    Interpretation,
    /// What a rating counts for, as gathered.csv says it.
    Competency,
    /// Where a row of gathered.csv comes from.
    Origin,
    /// What a form tool notes of whoever filled the form in, and when; or what a list says of the opening.
    Administrative,
}

/// All headings that a plan's scorecards may have.
#[derive(Debug)]
pub(super) struct Headings {
    vocabulary: Vocabulary,
    /// The names of the columns that each question has, in their order.
    of_questions: Vec<(String, Column)>,
    /// The numbers of the questions by their ids, titles and words.
    questions: HashMap<String, usize>,
    /// The rounds in which each question is asked, and its place there.
    places: Vec<Vec<(usize, usize)>>,
    titles: Vec<String>,
}

/// Headings of columns that the kit writes and doesn't read, unless a team says so.
const OWN: [(&str, Heading); 6] = [
    ("asks", Heading::Asks),
    ("anchors", Heading::Anchors),
    ("interpretation", Heading::Interpretation),
    ("competency", Heading::Competency),
    ("file", Heading::Origin),
    ("line", Heading::Origin),
];

/// Headings under which tables say how high a score may be.
const MAX_SCORE: [&str; 7] =
    ["max score", "maximum score", "max", "maximum", "out of", "max points", "points possible"];

/// Names of the overall recommendation.
const RECOMMENDATION: [&str; 9] = [
    OVERALL,
    "overall recommendation",
    "recommendation",
    "hiring recommendation",
    "hire recommendation",
    "final recommendation",
    "your recommendation",
    "overall rating",
    "verdict",
];

/// Headings of what form tools and lists note beside the answers.
const ADMINISTRATIVE: [&str; 38] = [
    "timestamp",
    "start time",
    "completion time",
    "last modified time",
    "submitted",
    "submitted at",
    "submission date",
    "submission id",
    "submit date (utc)",
    "start date (utc)",
    "response id",
    "respondent id",
    "network id",
    "ip address",
    "collector id",
    "token",
    "id",
    "no",
    "nr",
    "#",
    "row",
    "email",
    "e mail",
    "email address",
    "username",
    "date",
    "time",
    "interview date",
    "date of interview",
    "duration",
    "language",
    "position",
    "role",
    "job",
    "department",
    "level",
    "candidate id",
    "status",
];

/// What may stand between a question and the name of what its column holds.
const JOINTS: [char; 8] = [' ', ':', '/', '|', '.', '–', '—', ','];

impl Headings {
    /// The headings for `plan`; `translated` are a team's own names of columns.
    pub fn new(plan: &Plan, translated: &[(Column, String)]) -> Self {
        let vocabulary = Vocabulary::new(&Column::SCORECARD, translated);
        let of_question = vocabulary.names().into_iter();
        let of_question =
            of_question.filter(|(_, c)| [Column::Score, Column::Evidence, Column::Hint].contains(c));
        let mut of_questions: Vec<(String, Column)> =
            of_question.map(|(name, column)| (name.to_owned(), column)).collect();
        // The longer name is looked for first: `notes` before `note`.
        of_questions.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let (mut questions, mut places, mut titles) = (HashMap::new(), Vec::new(), Vec::new());
        let mut by_id: HashMap<&str, usize> = HashMap::new();
        for (r, round) in plan.rounds.iter().enumerate() {
            for (i, q) in round.questions.iter().enumerate() {
                let number = *by_id.entry(&q.id).or_insert_with(|| {
                    places.push(Vec::new());
                    titles.push(q.title.clone());
                    places.len() - 1
                });
                places[number].push((r, i));
                for name in [&q.id, &q.title, &q.ask] {
                    questions.entry(heading_key(name)).or_insert(number);
                }
            }
        }
        for (r, round) in plan.rounds.iter().enumerate() {
            for (i, old) in replaced_in(plan, &round.id).enumerate() {
                let q = &old.question;
                let number = *by_id.entry(&q.id).or_insert_with(|| {
                    places.push(Vec::new());
                    titles.push(q.title.clone());
                    places.len() - 1
                });
                places[number].push((r, round.questions.len() + 1 + i));
                for name in [&q.id, &q.title, &q.ask] {
                    questions.entry(heading_key(name)).or_insert(number);
                }
            }
        }
        Self { vocabulary, of_questions, questions, places, titles }
    }

    /// The rounds in which the question with this number is asked, and its place in each.
    pub fn places(&self, question: usize) -> &[(usize, usize)] {
        &self.places[question]
    }

    /// Whether a text is the id, the title or the words of a question.
    pub fn is_question(&self, text: &str) -> bool {
        text.len() <= LONGEST_HEADING && self.questions.contains_key(&heading_key(text))
    }

    /// The titles of questions that are nearly a heading which announces nothing.
    pub fn near_titles(&self, heading: &str) -> Vec<&str> {
        nearest(heading.trim(), self.titles.iter().map(String::as_str))
    }

    /// What `text` announces at the head of a column.
    pub fn heading(&self, text: &str) -> Option<Heading> {
        if text.len() > LONGEST_HEADING {
            return None;
        }
        if text.ends_with([']', ')']) {
            // A question in brackets says more than what stands before them.
            if let Some(heading) = self.in_brackets(text) {
                return Some(heading);
            }
        }
        if let Some(column) = self.vocabulary.column(text) {
            return Some(Heading::Column(column));
        }
        let plain = heading_key(text);
        if plain.is_empty() {
            return None;
        }
        if let Some((_, own)) = OWN.iter().find(|(name, _)| *name == plain) {
            return Some(*own);
        }
        if let Some(question) = self.questions.get(&plain) {
            return Some(Heading::Rating(*question));
        }
        if RECOMMENDATION.contains(&plain.as_str()) {
            return Some(Heading::Overall);
        }
        if MAX_SCORE.contains(&plain.as_str()) {
            return Some(Heading::MaxScore);
        }
        let composed = self.composed(&plain);
        composed.or_else(|| ADMINISTRATIVE.contains(&plain.as_str()).then_some(Heading::Administrative))
    }

    /// A heading with a question in brackets, or behind which brackets say what it holds: `Ratings [Rate limits]`,
    /// `How did it go? [Rate limits]`, `Rate limits (notes)`.
    fn in_brackets(&self, text: &str) -> Option<Heading> {
        let text = text.trim();
        let opening = text.rfind(['[', '('])?;
        // A title may hold brackets of its own.
        let openings = text.match_indices(['[', '(']).map(|(at, _)| at);
        for at in openings.filter(|at| *at <= opening) {
            let (before, inside) = (text[..at].trim(), &text[at + 1..text.len() - 1]);
            if before.is_empty() {
                continue;
            }
            let column = self.vocabulary.column(before);
            if let Some(heading) = self.of_question(&heading_key(inside), column) {
                return Some(heading);
            }
            if let Some(column) = self.vocabulary.column(inside)
                && let Some(heading) = self.of_question(&heading_key(before), Some(column))
            {
                return Some(heading);
            }
        }
        None
    }

    /// A heading made of a question and what the column holds, as form tools write it: `rate-limits: notes`,
    /// `Evidence for rate limits`.
    fn composed(&self, plain: &str) -> Option<Heading> {
        for (name, column) in &self.of_questions {
            let rest = plain
                .strip_suffix(name.as_str())
                .filter(|r| r.ends_with(JOINTS))
                .map(|r| r.trim_end_matches(JOINTS))
                .or_else(|| {
                    let rest = plain.strip_prefix(name.as_str()).filter(|r| r.starts_with(JOINTS))?;
                    let rest = rest
                        .strip_prefix(" for ")
                        .or_else(|| rest.strip_prefix(" on "))
                        .or_else(|| rest.strip_prefix(" about "))
                        .unwrap_or(rest);
                    Some(rest.trim_start_matches(JOINTS))
                });
            if let Some(heading) = rest.and_then(|r| self.of_question(r, Some(*column))) {
                return Some(heading);
            }
        }
        None
    }

    /// What a column of the question announces; one of a kind that isn't known holds its ratings.
    fn of_question(&self, question: &str, column: Option<Column>) -> Option<Heading> {
        let evidence = column == Some(Column::Evidence);
        if RECOMMENDATION.contains(&question) {
            return Some(if evidence { Heading::OverallEvidence } else { Heading::Overall });
        }
        let number = *self.questions.get(question)?;
        Some(match column {
            Some(Column::Evidence) => Heading::Evidence(number),
            Some(Column::Hint) => Heading::Hint(number),
            _ => Heading::Rating(number),
        })
    }
}
