//! The columns of a file of ratings, by the names that people give them or that an option says.

use crate::diag::Diagnostic;
use crate::sheet::{Column, Vocabulary, heading_key};
use crate::text::{did_you_mean, join};

/// The column names that were asked for; where none was, the usual ones are looked for.
#[derive(Debug, Clone, Default)]
pub struct TidyColumns {
    /// Who or what is rated.
    pub target: Option<String>,
    /// Who rates.
    pub rater: Option<String>,
    /// On what.
    pub item: Option<String>,
    /// The score.
    pub score: Option<String>,
    /// In a table with a row for each person and a column for each criterion: those columns.
    pub items: Vec<String>,
}

/// Where a table has what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TidyLayout {
    /// A row for each rating.
    Long { who: RatedColumns, item: Option<usize>, score: usize },
    /// A row for each person, and a column for each criterion, with its name.
    Wide { who: RatedColumns, items: Vec<(usize, String)> },
}

/// Who is rated, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RatedColumns {
    /// The columns that make up the name: one, or a first and a last name.
    pub target: Vec<usize>,
    pub rater: Option<usize>,
    /// The plan: who is rated in two of them is two people.
    pub plan: Option<usize>,
    /// What was said or done, where it matters who rates.
    pub evidence: Option<usize>,
    /// When the conversation took place, likewise.
    pub held: Option<usize>,
}

/// The columns that are known by habit.
const KNOWN: [Column; 8] = [
    Column::Plan,
    Column::Candidate,
    Column::FirstName,
    Column::LastName,
    Column::Competency,
    Column::Item,
    Column::Score,
    Column::Interviewer,
];

/// Further habits of files that are no scorecards.
const FURTHER: [(Column, &str); 6] = [
    (Column::Candidate, "candidate id"),
    (Column::Candidate, "target"),
    (Column::Candidate, "unit"),
    (Column::Candidate, "subject"),
    (Column::Candidate, "applicant id"),
    (Column::Interviewer, "observer"),
];

/// What headings of a file of ratings announce.
#[derive(Debug)]
pub(super) struct TidyHeadings<'a> {
    asked: &'a TidyColumns,
    words: Vocabulary,
    /// Those that stand beside ratings. By themselves they don't make a header: `notes` may stand anywhere.
    beside: Vocabulary,
    /// Whether it has to be known who rates.
    rated: bool,
}

impl<'a> TidyHeadings<'a> {
    pub(super) fn new(asked: &'a TidyColumns, rated: bool) -> Self {
        let further = FURTHER.map(|(column, name)| (column, name.to_owned()));
        let beside = Vocabulary::new(&[Column::Evidence, Column::Held], &[]);
        Self { asked, words: Vocabulary::new(&KNOWN, &further), beside, rated }
    }

    /// Whether a cell is the heading of a column that is read.
    pub(super) fn is_heading(&self, cell: &str) -> bool {
        let a = self.asked;
        let mut asked = [&a.target, &a.rater, &a.item, &a.score].into_iter().flatten().chain(&a.items);
        let is = |name: &String| {
            let key = heading_key(cell);
            !key.is_empty() && key == heading_key(name)
        };
        self.words.column(cell).is_some() || asked.any(is)
    }

    /// Where a table with this header has what; `holds_ratings` tells whether a column does. Fails with what is missing, the
    /// option that names it, and the nearest column.
    pub(super) fn layout(
        &self,
        header: &[String],
        holds_ratings: &dyn Fn(usize) -> bool,
    ) -> Result<TidyLayout, Diagnostic> {
        let place = |asked: &Option<String>, column| match asked {
            Some(name) => position(header, name),
            None => self.words.place(header, column),
        };
        let a = self.asked;
        let target = match &a.target {
            Some(name) => position(header, name).into_iter().collect(),
            None => self.words.name_places(header, Column::Candidate),
        };
        let item = place(&a.item, Column::Competency)
            .or_else(|| a.item.is_none().then(|| self.words.place(header, Column::Item)).flatten());
        let (score, rater) = (place(&a.score, Column::Score), place(&a.rater, Column::Interviewer));
        let plan = self.words.place(header, Column::Plan);
        let of_rater = |column| self.beside.place(header, column).filter(|_| self.rated);
        let (evidence, held) = (of_rater(Column::Evidence), of_rater(Column::Held));
        let who = RatedColumns { target, rater, plan, evidence, held };
        let found = |option: &'static str, asked: &'a Option<String>, usual: &'static str, is_there: bool| {
            let needed = !is_there && (asked.is_some() || usual_is_needed(option, self.rated));
            needed.then(|| Missing {
                option,
                name: asked.as_deref().unwrap_or(usual),
                asked: asked.is_some(),
            })
        };
        let wide = if a.score.is_none() && (score.is_none() || !a.items.is_empty()) {
            self.items(header, &who, item, holds_ratings)?
        } else {
            Vec::new()
        };
        let missing: Vec<Missing<'_>> = [
            found("--target", &a.target, "candidate", !who.target.is_empty()),
            found("--item", &a.item, "item", item.is_some()),
            found("--score", &a.score, "score", score.is_some() || !wide.is_empty()),
            found("--rater", &a.rater, "interviewer", who.rater.is_some()),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !missing.is_empty() {
            return Err(lacking(&missing, header));
        }
        Ok(match score {
            Some(score) if wide.is_empty() => TidyLayout::Long { who, item, score },
            _ => TidyLayout::Wide { who, items: wide },
        })
    }

    /// The columns of criteria in a table with a row for each person: those that are named, else all that hold ratings.
    fn items(
        &self,
        header: &[String],
        who: &RatedColumns,
        item: Option<usize>,
        holds_ratings: &dyn Fn(usize) -> bool,
    ) -> Result<Vec<(usize, String)>, Diagnostic> {
        let named = |at: usize| (at, header[at].trim().to_owned());
        if self.asked.items.is_empty() {
            let taken = |at: &usize| {
                who.target.contains(at)
                    || who.rater == Some(*at)
                    || [who.plan, who.evidence, who.held].contains(&Some(*at))
                    || item == Some(*at)
            };
            let free = (0..header.len()).filter(|at| !taken(at) && !header[*at].trim().is_empty());
            return Ok(free.filter(|at| holds_ratings(*at)).map(named).collect());
        }
        let places = self.asked.items.iter().map(|name| {
            position(header, name)
                .map(named)
                .ok_or_else(|| lacking(&[Missing { option: "--items", name, asked: true }], header))
        });
        places.collect()
    }
}

/// A column that isn't there.
struct Missing<'a> {
    option: &'static str,
    name: &'a str,
    /// Whether an option names it.
    asked: bool,
}

fn usual_is_needed(option: &str, rated: bool) -> bool {
    option == "--target" || option == "--score" || option == "--rater" && rated
}

fn position(header: &[String], name: &str) -> Option<usize> {
    let key = heading_key(name);
    header
        .iter()
        .position(|h| h.trim() == name.trim())
        .or_else(|| header.iter().position(|h| heading_key(h) == key))
}

fn lacking(missing: &[Missing<'_>], header: &[String]) -> Diagnostic {
    let what: Vec<String> = missing.iter().map(|m| format!("`{}`", m.name)).collect();
    let message = match what.as_slice() {
        [one] => format!("there is no column {one}"),
        several => format!("there are no columns {}", join(several, "and")),
    };
    let names: Vec<&str> = header.iter().map(|h| h.trim()).filter(|h| !h.is_empty()).collect();
    let hint = if let Some(asked) = missing.iter().find(|m| m.asked) {
        did_you_mean(asked.name, &names)
    } else {
        let options: Vec<&str> = missing.iter().map(|m| m.option).collect();
        format!("the columns are {}; say which one it is with {}", join(&names, "and"), join(&options, "and"))
    };
    Diagnostic::error("no-column", message).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(asked: &TidyColumns, header: &[&str], rated: bool) -> Result<TidyLayout, String> {
        let header: Vec<String> = header.iter().map(|n| (*n).to_owned()).collect();
        let found = TidyHeadings::new(asked, rated).layout(&header, &|at| header[at].starts_with("Part"));
        found.map_err(|d| d.to_string())
    }

    #[test]
    fn columns_are_found_by_option_and_by_habit() {
        let usual = TidyColumns::default();
        let who = |target: &[usize], rater| RatedColumns {
            target: target.to_vec(),
            rater,
            plan: None,
            evidence: None,
            held: None,
        };
        assert_eq!(
            layout(&usual, &["Candidate_ID", "panellist", "Competency", "SCORE"], true),
            Ok(TidyLayout::Long { who: who(&[0], Some(1)), item: Some(2), score: 3 })
        );
        let named = TidyColumns { target: Some("who".into()), ..TidyColumns::default() };
        assert_eq!(
            layout(&named, &["who", "rating", "item"], false),
            Ok(TidyLayout::Long { who: who(&[0], None), item: Some(2), score: 1 })
        );
        let wrong = layout(&named, &["whom", "rating", "item"], false).unwrap_err();
        assert_eq!(wrong, "there is no column `who` (did you mean whom?)");
        let none = layout(&usual, &["a", "b"], true).unwrap_err();
        assert!(
            none.contains("`candidate`, `score` and `interviewer`")
                && none.contains("--target, --score and --rater"),
            "{none}"
        );
    }

    #[test]
    fn a_row_for_each_person_has_a_column_for_each_criterion() {
        let header = ["First Name", "Surname", "Evaluator", "Part 1", "Part 2", "Comments"];
        let who =
            RatedColumns { target: vec![0, 1], rater: Some(2), plan: None, evidence: Some(5), held: None };
        let parts = vec![(3, "Part 1".to_owned()), (4, "Part 2".to_owned())];
        assert_eq!(
            layout(&TidyColumns::default(), &header, true),
            Ok(TidyLayout::Wide { who: who.clone(), items: parts.clone() })
        );
        let asked = TidyColumns { items: vec!["part 2".into()], ..TidyColumns::default() };
        let who = RatedColumns { evidence: None, ..who };
        assert_eq!(layout(&asked, &header, false), Ok(TidyLayout::Wide { who, items: parts[1..].to_vec() }));
        let asked = TidyColumns { items: vec!["Prat 2".into()], ..TidyColumns::default() };
        assert!(
            layout(&asked, &header, false).unwrap_err().contains("did you mean Part"),
            "the nearest is named"
        );
    }
}
