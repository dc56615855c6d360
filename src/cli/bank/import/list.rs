//! The rows of a list of questions, each as the skeleton that it becomes.

use super::cells::{COLUMNS, Cells, Columns};
use crate::bank::{Bank, Prefill, QuestionKind, id_fault, prefilled};
use crate::diag::{Diagnostic, Failure, Place};
use crate::limits::{self, unreadable};
use crate::sheet::{Anchors, Column, SheetReader, Vocabulary};
use crate::text::{did_you_mean, fold, join, shown, slug, visible};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A question as it will be written.
pub(super) struct ImportedQuestion {
    pub id: String,
    pub path: PathBuf,
    /// The path in the bank.
    pub name: String,
    pub text: String,
    /// The line of the list.
    pub line: usize,
    pub known: Prefill,
    /// The questions of the bank that ask nearly the same.
    pub similar: Vec<String>,
}

/// The questions of the list at `path` as they will be written into the bank in `folder`, and findings on what wasn't
/// understood; `schema` is the path by which an editor finds the schema.
pub(super) fn read_questions(
    path: &Path,
    bank: &Bank,
    folder: &Path,
    schema: Option<&str>,
    sheets: &SheetReader,
) -> Result<(Vec<ImportedQuestion>, Vec<Diagnostic>), Failure> {
    let bytes = limits::IMPORT_FILE.read(path).map_err(|e| unreadable(path, &e))?;
    let words = Vocabulary::new(&COLUMNS, &[]);
    let anchors = Anchors {
        heading: &|c| matches!(words.column(c), Some(Column::Ask | Column::Title)),
        enough: 1,
        mark: &|_| false,
        names: &[],
        what: "a list of questions",
        columns: "one of them is `question` or `title`",
    };
    let read = sheets.read_list(&shown(path), &bytes, &anchors)?;
    let sheet = read.value;
    let mut list = QuestionList::new(bank, folder, schema);
    list.findings = read.warnings;
    for table in &sheet.tables {
        let columns = Columns::of(table, &words);
        let unread = columns.unread();
        if !unread.is_empty() {
            let message = format!("what these columns say became comments: {}", join(&unread, "and"));
            list.findings.push(Diagnostic::note("unread", message).at(Place::file(&sheet.file)));
        }
        for row in sheet.rows(table) {
            list.row(&Cells::new(&sheet, &columns, row));
        }
    }
    Ok((list.questions, list.findings))
}

/// The names of one catalogue, by which a cell may call its entries: ids and titles.
struct Catalogue<'b> {
    column: Column,
    /// What its entries are called.
    what: &'static str,
    ids: Vec<&'b str>,
    by_name: BTreeMap<String, usize>,
}

impl<'b> Catalogue<'b> {
    fn new(
        column: Column,
        what: &'static str,
        entries: impl IntoIterator<Item = (&'b str, &'b str)>,
    ) -> Self {
        let mut catalogue = Self { column, what, ids: Vec::new(), by_name: BTreeMap::new() };
        for (id, title) in entries {
            for name in [id, title] {
                catalogue.by_name.entry(hyphenated(name)).or_insert(catalogue.ids.len());
            }
            catalogue.ids.push(id);
        }
        catalogue
    }

    /// The ids that the row names, each once; other names are findings.
    fn read(&self, cells: &Cells<'_>, findings: &mut Vec<Diagnostic>) -> Vec<&'b str> {
        let mut ids: Vec<&str> = Vec::new();
        let parts = cells.text(self.column).split([',', ';', '/', '|', '\n']);
        for name in parts.map(str::trim).filter(|part| !part.is_empty()) {
            let Some(at) = self.by_name.get(&hyphenated(name)) else {
                let message = format!("the bank has no {} `{}`; it was left out", self.what, visible(name));
                let finding = Diagnostic::warning("unknown-name", message).at(cells.place(self.column));
                findings.push(finding.hint(did_you_mean(name, &self.ids)));
                continue;
            };
            if !ids.contains(&self.ids[*at]) {
                ids.push(self.ids[*at]);
            }
        }
        ids
    }
}

/// A name as ids are written.
fn hyphenated(name: &str) -> String {
    fold(name).replace([' ', '_'], "-")
}

/// The questions of a list so far.
struct QuestionList<'a> {
    bank: &'a Bank,
    folder: &'a Path,
    schema: Option<&'a str>,
    roles: Catalogue<'a>,
    levels: Catalogue<'a>,
    stacks: Catalogue<'a>,
    competencies: Catalogue<'a>,
    /// Ids given so far.
    taken: BTreeSet<String>,
    /// The last number behind an id that several would have.
    numbers: BTreeMap<String, usize>,
    questions: Vec<ImportedQuestion>,
    findings: Vec<Diagnostic>,
}

impl<'a> QuestionList<'a> {
    fn new(bank: &'a Bank, folder: &'a Path, schema: Option<&'a str>) -> Self {
        let competencies = bank.competencies.iter().map(|c| (c.id.as_str(), c.title.as_str()));
        Self {
            bank,
            folder,
            schema,
            roles: Catalogue::new(
                Column::Role,
                "role",
                bank.roles.iter().map(|r| (r.id.as_str(), r.title.as_str())),
            ),
            levels: Catalogue::new(
                Column::Level,
                "level",
                bank.levels.iter().map(|l| (l.id.as_str(), l.title.as_str())),
            ),
            stacks: Catalogue::new(Column::Stacks, "stack", bank.stacks().into_iter().map(|s| (s, s))),
            competencies: Catalogue::new(Column::Competencies, "competency", competencies),
            taken: BTreeSet::new(),
            numbers: BTreeMap::new(),
            questions: Vec::new(),
            findings: Vec::new(),
        }
    }

    fn row(&mut self, cells: &Cells<'_>) {
        let (ask, title) = (cells.line(Column::Ask), cells.line(Column::Title));
        if ask.is_empty() && title.is_empty() {
            let finding = Diagnostic::error("no-question", "the row has neither a question nor a title");
            return self.findings.push(finding.at(cells.row_place()).hint("write one, or remove the row"));
        }
        let owned = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect();
        let kind = self.kind(cells);
        let roles = owned(self.roles.read(cells, &mut self.findings));
        let stacks = owned(self.stacks.read(cells, &mut self.findings));
        let mut levels = self.levels.read(cells, &mut self.findings);
        levels.sort_by_key(|level| self.levels.ids.iter().position(|id| id == level));
        let known = Prefill {
            ask,
            title,
            roles,
            levels: owned(levels),
            stacks,
            competencies: owned(self.competencies.read(cells, &mut self.findings)),
            minutes: self.minutes(cells),
            answer: cells.line(Column::Answer),
            notes: cells.notes(),
        };
        let line = cells.line_number();
        let id = self.id(&known, line);
        let name = format!("questions/{}/{id}.toml", kind.name());
        let text = prefilled(self.bank, kind, self.schema, &known);
        let path = self.folder.join(&name);
        self.questions.push(ImportedQuestion { id, path, name, text, line, known, similar: Vec::new() });
    }

    /// The kind of question that a row names; technical where it names none.
    fn kind(&mut self, cells: &Cells<'_>) -> QuestionKind {
        let said = cells.text(Column::Kinds);
        let plain = hyphenated(said);
        let other = [
            ("behavioural", QuestionKind::Behavioral),
            ("behaviour", QuestionKind::Behavioral),
            ("code", QuestionKind::Coding),
            ("programming", QuestionKind::Coding),
            ("design", QuestionKind::SystemDesign),
            ("architecture", QuestionKind::SystemDesign),
            ("tech", QuestionKind::Technical),
            ("situation", QuestionKind::Situational),
        ];
        let known = QuestionKind::from_name(&plain)
            .or_else(|| other.iter().find(|(name, _)| *name == plain).map(|(_, kind)| *kind));
        known.unwrap_or_else(|| {
            if !said.is_empty() {
                let kinds = QuestionKind::ALL.map(QuestionKind::name);
                let message =
                    format!("there is no kind of question `{}`; technical was taken", visible(said));
                let finding = Diagnostic::warning("unknown-name", message).at(cells.place(Column::Kinds));
                self.findings.push(finding.hint(did_you_mean(said, &kinds)));
            }
            QuestionKind::Technical
        })
    }

    fn minutes(&mut self, cells: &Cells<'_>) -> Option<u32> {
        let said = cells.text(Column::Minutes);
        let digits = said.trim_end_matches(|c: char| !c.is_ascii_digit()).trim();
        let minutes = digits.parse().ok().filter(|m| (1..=120).contains(m));
        if minutes.is_none() && !said.is_empty() {
            let message = format!("`{}` is not a number of minutes; the usual one was taken", visible(said));
            let finding = Diagnostic::warning("bad-minutes", message).at(cells.place(Column::Minutes));
            self.findings.push(finding.hint("a whole number from 1 to 120"));
        }
        minutes
    }

    /// An id made of the title, or else of the first words of the question; a number tells equal ones apart.
    fn id(&mut self, known: &Prefill, line: usize) -> String {
        let words = if known.title.is_empty() { &known.ask } else { &known.title };
        let few: Vec<&str> = words.split_whitespace().take(WORDS_OF_AN_ID).collect();
        let base = slug(&few.join(" "));
        let base = if id_fault(&base).is_none() { base } else { format!("question-in-line-{line}") };
        let mut id = base.clone();
        while !self.taken.insert(id.clone()) {
            let n = self.numbers.entry(base.clone()).or_insert(1);
            *n += 1;
            id = format!("{base}-{n}");
        }
        id
    }
}

const WORDS_OF_AN_ID: usize = 6;
