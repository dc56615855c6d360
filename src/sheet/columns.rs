//! The columns of all lists and scorecards, under the names that people give them.

use super::evidence::is_about_evidence;
use crate::text::{fold, is_invisible, straight};
use std::collections::HashMap;

/// A column that some list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The plan's id.
    Plan,
    /// Who is assessed.
    Candidate,
    /// Who assesses.
    Interviewer,
    /// Which conversation.
    Round,
    /// Which question, or what else is rated.
    Item,
    /// The rating.
    Score,
    /// What was said or done.
    Evidence,
    /// Whether a hint was needed.
    Hint,
    /// When the conversation took place.
    Held,
    /// Whether somebody is in training.
    Trainee,
    /// The check value over plan, candidate, round and interviewer.
    Check,
    /// What a rating counts for.
    Competency,
    /// A person's first name.
    FirstName,
    /// A person's last name.
    LastName,
    /// The id that another system gave.
    Id,
    /// An e-mail address.
    Email,
    /// The day on which something is due.
    Due,
    /// The name of a member of a panel.
    Member,
    /// What a member of a panel can rate.
    Competencies,
    /// Technologies.
    Stacks,
    /// Kinds of rounds or questions.
    Kinds,
    /// The most rounds that somebody holds.
    MaxRounds,
    /// How often something was asked.
    Count,
    /// The words of a question.
    Ask,
    /// A few words for lists.
    Title,
    /// Roles that a question is for.
    Role,
    /// Levels that a question is for.
    Level,
    /// How long something takes.
    Minutes,
    /// What a good answer is.
    Answer,
    /// Remarks.
    Notes,
    /// What somebody is in a round: lead, second or shadow.
    Part,
    /// When something begins.
    Starts,
    /// When something ends.
    Ends,
    /// Where something takes place.
    Place,
    /// How far something is.
    State,
    /// A name that somebody had before.
    FormerName,
}

impl Column {
    /// The columns of a scorecard, in their order.
    pub const SCORECARD: [Self; 11] = [
        Self::Plan,
        Self::Candidate,
        Self::Interviewer,
        Self::Round,
        Self::Item,
        Self::Score,
        Self::Evidence,
        Self::Hint,
        Self::Held,
        Self::Trainee,
        Self::Check,
    ];

    /// The names of the column, its own first.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::Plan => &["plan", "plan id"],
            Self::Candidate => &[
                "candidate",
                "candidate name",
                "name of candidate",
                "name of the candidate",
                "candidate's name",
                "applicant",
                "applicant name",
                "interviewee",
                "who did you interview",
                "whom did you interview",
                "full name",
                "name",
            ],
            Self::Interviewer => &[
                "interviewer",
                "interviewer name",
                "name of interviewer",
                "name of the interviewer",
                "interviewer's name",
                "interviewed by",
                "rater",
                "reviewer",
                "assessor",
                "evaluator",
                "panelist",
                "panellist",
                "judge",
                "observer",
            ],
            Self::Round => &["round", "stage", "interview", "interview round"],
            Self::Hint => &["hint", "hints", "hint needed", "hint given", "hint was needed"],
            Self::Held => &["held", "held at", "held on", "date held", "interviewed on"],
            Self::Item => &["item", "question", "question id", "item id", "criterion"],
            Self::Score => &["score", "rating", "points", "value"],
            Self::Evidence => &[
                "evidence",
                "notes",
                "note",
                "comment",
                "comments",
                "remarks",
                "feedback",
                "justification",
                "rationale",
                "observations",
            ],
            Self::Trainee => &["trainee", "in training", "shadow", "shadowing"],
            Self::Check => &["check", "check value"],
            Self::Competency => &["competency", "competence"],
            Self::FirstName => &["first name", "firstname", "given name", "forename"],
            Self::LastName => &["last name", "lastname", "surname", "family name"],
            Self::Id => &["id", "candidate id"],
            Self::Email => &["email", "e mail", "mail", "email address"],
            Self::Due => &["due", "due date"],
            Self::Member => &["name", "full name", "interviewer", "interviewer name"],
            Self::Competencies => &["competencies", "competency", "competence", "skill", "skills"],
            Self::Stacks => &["stacks", "stack", "technology", "technologies", "language"],
            Self::Kinds => &["kinds", "kind", "type", "question type", "category"],
            Self::MaxRounds => &["max rounds", "most rounds"],
            Self::Count => &["count", "times", "asked"],
            Self::Ask => {
                &["ask", "question", "questions", "question text", "interview question", "prompt", "wording"]
            }
            Self::Title => &["title", "name", "short name", "topic", "headline"],
            Self::Role => &["role", "roles", "position", "job"],
            Self::Level => &["level", "levels", "seniority"],
            Self::Minutes => &["minutes", "min", "time", "duration"],
            Self::Answer => &["answer", "good answer", "expected answer", "model answer", "sample answer"],
            Self::Notes => &["notes", "note", "comment", "comments", "remarks"],
            Self::Part => &["part", "as", "function"],
            Self::Starts => &["starts", "start", "begins", "date and time", "when", "start time"],
            Self::Ends => &["ends", "end", "until", "end time"],
            Self::Place => &["place", "room", "location", "link", "where"],
            Self::State => &["state", "status"],
            Self::FormerName => &["former name", "formerly", "previous name", "also known as"],
        }
    }

    /// The column's own name.
    pub fn name(self) -> &'static str {
        self.names()[0]
    }
}

/// The columns that one sort of list has, by the names that people give them.
#[derive(Debug)]
pub struct Vocabulary {
    columns: HashMap<String, Column>,
    /// Whether the list has a column of evidence, which goes by many names.
    has_evidence: bool,
}

impl Vocabulary {
    /// The names of `columns`, and a team's own names of some of them, which win. A name that two columns have is that of
    /// the first.
    pub fn new(columns: &[Column], own: &[(Column, String)]) -> Self {
        let mut names: HashMap<String, Column> = HashMap::new();
        for (column, name) in own.iter().filter(|(c, _)| columns.contains(c)) {
            names.entry(heading_key(name)).or_insert(*column);
        }
        for column in columns {
            for name in column.names() {
                names.entry((*name).to_owned()).or_insert(*column);
            }
        }
        Self { columns: names, has_evidence: columns.contains(&Column::Evidence) }
    }

    /// The column that a heading announces.
    pub fn column(&self, heading: &str) -> Option<Column> {
        if heading.len() > LONGEST {
            return None;
        }
        // The usual heading is written as the kit writes it.
        if let Some(column) = self.columns.get(heading) {
            return Some(*column);
        }
        let key = heading_key(heading);
        let known = self.columns.get(&key).copied();
        known.or_else(|| (self.has_evidence && is_about_evidence(&key)).then_some(Column::Evidence))
    }

    /// Where `column` stands in a header: under its own name, else under the first other one.
    pub fn place(&self, header: &[String], column: Column) -> Option<usize> {
        let is_own = |h: &String| heading_key(h) == column.name();
        let is_any = |h: &String| self.column(h) == Some(column);
        header.iter().position(|h| is_own(h) && is_any(h)).or_else(|| header.iter().position(is_any))
    }

    /// Where a person's name stands in a header: in the column `whole`, else in a first and a last name.
    pub fn name_places(&self, header: &[String], whole: Column) -> Vec<usize> {
        let parts =
            || [Column::FirstName, Column::LastName].into_iter().filter_map(|c| self.place(header, c));
        self.place(header, whole).map_or_else(|| parts().collect(), |place| vec![place])
    }

    /// All names with their columns, by name.
    pub fn names(&self) -> Vec<(&str, Column)> {
        let mut names: Vec<(&str, Column)> = self.columns.iter().map(|(n, c)| (n.as_str(), *c)).collect();
        names.sort_unstable();
        names
    }
}

/// Longer cells are no headings: no question is asked in so many bytes.
pub const LONGEST: usize = 2000;

/// A heading without what doesn't matter: case, underscores, hyphens, blanks, a colon or star at its end, and what stands in
/// brackets behind it, such as `(1-4)`.
pub fn heading_key(text: &str) -> String {
    let text = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    let bare = match text.rfind([' ', '(', '[']) {
        Some(_) if text.ends_with([')', ']']) => {
            text.rfind(['(', '[']).map(|i| text[..i].trim_end()).filter(|b| !b.is_empty()).unwrap_or(text)
        }
        _ => text,
    };
    let bare = bare.trim_end_matches([':', '*', '?', '.', ' ']);
    let plain = fold(&straight(bare)).replace(['_', '-'], " ");
    if plain.contains("  ") { plain.split_whitespace().collect::<Vec<_>>().join(" ") } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_as_people_write_them() {
        let words = Vocabulary::new(&Column::SCORECARD, &[(Column::Score, "Bewertung".into())]);
        for (heading, column) in [
            ("Score", Column::Score),
            ("bewertung (1-4)", Column::Score),
            ("Question_ID:", Column::Item),
            ("full name", Column::Candidate),
            ("Evaluator", Column::Interviewer),
        ] {
            assert_eq!(words.column(heading), Some(column), "{heading}");
        }
        assert_eq!(words.column("competency"), None);
        let header = ["Name", "candidate", "rating"].map(str::to_owned);
        assert_eq!(words.place(&header, Column::Candidate), Some(1));
        assert_eq!(words.place(&header, Column::Score), Some(2));
    }
}
