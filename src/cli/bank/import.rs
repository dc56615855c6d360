//! `panelkit bank import`: a list of questions becomes skeletons, with what each lacks.

use super::super::files::{Outputs, Owner};
use super::super::table::wrapped;
use super::super::ui::Ui;
use super::new::SCHEMA;
use crate::bank::{Bank, QuestionKind, SourceFile, Started, id_fault, lint, same_ask, started};
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::diag::{Diagnostic, Failure, Place, Severity};
use crate::limits;
use crate::limits::unreadable;
use crate::sheet::{Row, Sheet, Table, plain, read_list};
use crate::text::{count, did_you_mean, fold, join, slug, visible};
use clap::Args;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Turn a list of questions into skeletons, and say what each lacks
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit bank import questions.csv                        writes below ./imported\n  \
                   panelkit bank import questions.xlsx -o ours/question-bank\n  \
                   panelkit bank lint --bank imported\n\n\
                   A row is a question. Columns in any order: question (or ask, prompt), title, role, level, stack,\n\
                   kind (or type), competency (or skill), minutes, answer, notes. One of question and title has to\n\
                   be there. No file is overwritten."
)]
pub(super) struct Import {
    /// The list: a CSV file or a workbook
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The bank's folder to write into [default: that of --bank or panelkit.toml, else imported]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// The columns of a list, each under the names that people give it.
const COLUMNS: [(&str, &[&str]); 10] = [
    ("ask", &["ask", "question", "question text", "interview question", "prompt", "wording"]),
    ("title", &["title", "name", "short name", "topic", "headline"]),
    ("role", &["role", "roles", "position", "job"]),
    ("level", &["level", "levels", "seniority"]),
    ("stack", &["stack", "stacks", "technology", "technologies", "language"]),
    ("kind", &["kind", "type", "question type", "category"]),
    ("competency", &["competency", "competencies", "competence", "skill", "skills"]),
    ("minutes", &["minutes", "min", "time", "duration"]),
    ("answer", &["answer", "good answer", "expected answer", "model answer", "sample answer"]),
    ("notes", &["notes", "note", "comment", "comments", "remarks"]),
];

/// The column that a heading announces, by its place in [`COLUMNS`].
fn column(heading: &str) -> Option<usize> {
    let plain = fold(heading.trim().trim_end_matches([':', '?', '*'])).replace(['_', '-'], " ");
    COLUMNS.iter().position(|(_, names)| names.contains(&plain.as_str()))
}

/// A question as it will be written.
struct Draft {
    id: String,
    path: PathBuf,
    /// The path in the bank.
    name: String,
    text: String,
    line: usize,
    known: Started,
    /// The questions of the bank that ask nearly the same.
    like: Vec<String>,
}

impl Import {
    pub(super) fn run(&self, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
        // Other questions may be half written, too: only the catalogues have to be whole.
        let source = config.bank_folder().or(self.output.as_deref().filter(|o| o.is_dir()));
        let mut files = Bank::files(source)?;
        files.retain(|f| !f.name.starts_with("questions/"));
        let catalogues = Bank::from_files(&files)?;
        let folder = self.output.as_deref().or(config.bank_folder()).unwrap_or(Path::new("imported"));
        let mut list = List {
            bank: &catalogues,
            folder,
            schema: folder.join(SCHEMA).exists(),
            taken: BTreeSet::new(),
            drafts: Vec::new(),
            findings: Vec::new(),
        };
        list.read(&self.file)?;
        let List { mut drafts, mut findings, .. } = list;
        let rows = drafts.len();
        leave_what_is_there(&mut drafts, &mut findings);
        like_others(&mut drafts, source)?;
        let mut outputs = Outputs::default();
        for draft in &drafts {
            outputs.add_for_all(&draft.path, draft.text.as_str(), Owner::Person);
        }
        // Nothing stands in the way now, and --force must not change that.
        outputs.keep_edited();
        outputs.write(config, ui)?;
        ui.result(&lacking(&drafts, &files));
        ui.findings(&findings);
        let shown = visible(&folder.display().to_string());
        ui.say(&format!("{} of {} written below {shown}/questions.", drafts.len(), count(rows, "question")));
        if !config.dry_run && !drafts.is_empty() {
            ui.say(&format!("Next: fill in the ones you ask most, then panelkit bank lint --bank {shown}"));
        }
        let serious = findings.iter().any(|f| f.severity > Severity::Note);
        Ok(if serious { Outcome::NeedsPerson } else { Outcome::Done })
    }
}

/// Takes out the drafts whose file is there already, with a finding for each.
fn leave_what_is_there(drafts: &mut Vec<Draft>, findings: &mut Vec<Diagnostic>) {
    drafts.retain(|draft| {
        let there = fs::symlink_metadata(&draft.path).is_ok();
        if there {
            let message =
                format!("there is a file of this question already; line {} was left out", draft.line);
            let place = Place::file(draft.path.display().to_string());
            let hint = "it stays as it is; to import the question again remove or rename the file";
            findings.push(Diagnostic::warning("exists", message).at(place).hint(hint));
        }
        !there
    });
}

/// Notes the questions of the bank that ask nearly the same as a draft.
fn like_others(drafts: &mut [Draft], folder: Option<&Path>) -> Result<(), Failure> {
    let bank = match Bank::load(folder) {
        Ok(bank) => bank,
        // A bank that is being written may have mistakes: the built-in one has none.
        Err(_) => Bank::load(None)?,
    };
    for draft in drafts {
        let same = |ask: &str| !draft.known.ask.is_empty() && same_ask(ask, &draft.known.ask);
        draft.like = bank.questions.iter().filter(|q| same(&q.ask)).map(|q| q.id.clone()).collect();
    }
    Ok(())
}

/// Each question with the fields that are still empty, as the linter sees them.
fn lacking(drafts: &[Draft], catalogues: &[SourceFile]) -> String {
    let written = drafts.iter().map(|d| SourceFile {
        name: d.name.clone(),
        shown: d.path.display().to_string(),
        text: d.text.clone(),
    });
    let findings = lint(&catalogues.iter().cloned().chain(written).collect::<Vec<_>>());
    let mut out = String::new();
    for draft in drafts {
        let shown = draft.path.display().to_string();
        let own = findings.iter().filter(|f| f.place.as_ref().is_some_and(|p| p.file == shown));
        let mut lacks: Vec<&str> = Vec::new();
        let mut remarks = 0;
        for finding in own {
            let field = finding.message.split('`').nth(1).unwrap_or_default();
            let field = field.split(['.', '[']).next().unwrap_or_default();
            match finding.code {
                "empty" if !lacks.contains(&field) => lacks.push(field),
                "empty" => {}
                _ => remarks += 1,
            }
        }
        if draft.known.levels.is_empty() {
            lacks.insert(0, "levels");
        }
        let _ = writeln!(out, "{}", visible(&draft.id));
        let _ = writeln!(out, "  {}", wrapped(&format!("lacks {}", join(&lacks, "and")), 4));
        if remarks > 0 {
            let _ = writeln!(out, "  {} of panelkit bank lint", count(remarks, "further finding"));
        }
        if !draft.like.is_empty() {
            let like = format!("the bank asks nearly the same: {}", join(&draft.like, "and"));
            let _ = writeln!(out, "  {}", wrapped(&like, 4));
        }
    }
    out
}

/// A list as it is read.
struct List<'a> {
    bank: &'a Bank,
    folder: &'a Path,
    schema: bool,
    /// Ids given so far.
    taken: BTreeSet<String>,
    drafts: Vec<Draft>,
    findings: Vec<Diagnostic>,
}

impl List<'_> {
    fn read(&mut self, path: &Path) -> Result<(), Failure> {
        let shown = path.display().to_string();
        let bytes = limits::IMPORT_FILE.read(path).map_err(|e| unreadable(path, &e))?;
        let heading = |c: &str| matches!(column(c), Some(0 | 1));
        let columns = "one of them is `question` or `title`";
        let sheet =
            read_list(&shown, &bytes, &heading, 1, "a list of questions", columns).map_err(Failure)?;
        for table in &sheet.tables {
            let unread: Vec<String> = table
                .header
                .iter()
                .filter(|h| !h.trim().is_empty() && column(h).is_none())
                .map(|h| format!("`{}`", visible(h.trim())))
                .collect();
            if !unread.is_empty() {
                let message = format!("what these columns say became comments: {}", join(&unread, "and"));
                self.findings.push(Diagnostic::note("unread", message).at(Place::file(&shown)));
            }
            for row in sheet.rows(table) {
                self.row(&sheet, table, row);
            }
        }
        Ok(())
    }

    fn row(&mut self, sheet: &Sheet, table: &Table, row: &Row) {
        let at =
            |name: &str| table.header.iter().position(|h| column(h).is_some_and(|c| COLUMNS[c].0 == name));
        let said = |name: &str| at(name).map_or("", |c| plain(sheet.cell(row, c)));
        let place = |name: &str| at(name).map_or_else(|| sheet.row_place(row), |c| sheet.place(row, c));
        let (ask, title) = (one_line(said("ask")), one_line(said("title")));
        if ask.is_empty() && title.is_empty() {
            let finding = Diagnostic::error("no-question", "the row has neither a question nor a title");
            return self.findings.push(finding.at(sheet.row_place(row)).hint("write one, or remove the row"));
        }
        let kind = self.kind(said("kind"), || place("kind"));
        let b = self.bank;
        let roles: Vec<(&str, &str)> = b.roles.iter().map(|r| (r.id.as_str(), r.title.as_str())).collect();
        let levels: Vec<(&str, &str)> = b.levels.iter().map(|l| (l.id.as_str(), l.title.as_str())).collect();
        let stacks: Vec<(&str, &str)> = b.stacks().into_iter().map(|s| (s, s)).collect();
        let skills: Vec<(&str, &str)> =
            b.competencies.iter().map(|c| (c.id.as_str(), c.title.as_str())).collect();
        let mut names = |column: &str, known: &[(&str, &str)]| {
            let (ids, wrong) = known_names(said(column), known);
            for name in wrong {
                let ids: Vec<&str> = known.iter().map(|(id, _)| *id).collect();
                let message = format!("the bank has no {column} `{}`; it was left out", visible(&name));
                let hint = did_you_mean(&name, &ids);
                let finding = Diagnostic::warning("unknown-name", message).at(place(column));
                self.findings.push(finding.hint(hint));
            }
            ids
        };
        let (roles, stacks) = (names("role", &roles), names("stack", &stacks));
        let (mut own_levels, competencies) = (names("level", &levels), names("competency", &skills));
        own_levels.sort_by_key(|l| levels.iter().position(|(id, _)| id == l));
        let minutes = self.minutes(said("minutes"), || place("minutes"));
        let mut notes = vec![format!("From {}, line {}.", sheet.file, row.line)];
        let others = table.header.iter().enumerate().filter(|(_, h)| column(h).is_none());
        let noted = at("notes").map(|c| (c, "Notes")).into_iter();
        for (c, heading) in noted.chain(others.map(|(c, h)| (c, h.trim()))) {
            let text = plain(sheet.cell(row, c));
            if !text.is_empty() {
                notes.extend(format!("{heading}: {text}").lines().map(str::to_owned));
            }
        }
        let answer = one_line(said("answer"));
        let known =
            Started { title, ask, roles, levels: own_levels, stacks, competencies, minutes, answer, notes };
        let id = self.id(&known, row.line as usize);
        let name = format!("questions/{}/{id}.toml", kind.name());
        let schema = self.schema.then_some("../../question.schema.json");
        let text = started(self.bank, kind, schema, &known);
        let path = self.folder.join(&name);
        self.drafts.push(Draft { id, path, name, text, line: row.line as usize, known, like: Vec::new() });
    }

    /// The kind of question that a cell names; technical where it names none.
    fn kind(&mut self, said: &str, place: impl Fn() -> Place) -> QuestionKind {
        let plain = fold(said).replace([' ', '_'], "-");
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
                let kinds: Vec<&str> = QuestionKind::ALL.iter().map(|k| k.name()).collect();
                let message =
                    format!("there is no kind of question `{}`; technical was taken", visible(said));
                let finding = Diagnostic::warning("unknown-name", message).at(place());
                self.findings.push(finding.hint(did_you_mean(said, &kinds)));
            }
            QuestionKind::Technical
        })
    }

    fn minutes(&mut self, said: &str, place: impl Fn() -> Place) -> Option<u32> {
        let digits = said.trim_end_matches(|c: char| !c.is_ascii_digit()).trim();
        let minutes = digits.parse().ok().filter(|m| (1..=120).contains(m));
        if minutes.is_none() && !said.is_empty() {
            let message = format!("`{}` is not a number of minutes; the usual one was taken", visible(said));
            let finding = Diagnostic::warning("bad-minutes", message).at(place());
            self.findings.push(finding.hint("a whole number from 1 to 120"));
        }
        minutes
    }

    /// An id made of the title, or else of the first words of the question; a number tells equal ones apart.
    fn id(&mut self, known: &Started, line: usize) -> String {
        let words = if known.title.is_empty() { &known.ask } else { &known.title };
        let few: Vec<&str> = words.split_whitespace().take(WORDS).collect();
        let base = slug(&few.join(" "));
        let base = if id_fault(&base).is_none() { base } else { format!("question-in-line-{line}") };
        let mut id = base.clone();
        let mut n = 2;
        while !self.taken.insert(id.clone()) {
            id = format!("{base}-{n}");
            n += 1;
        }
        id
    }
}

/// So many words make an id.
const WORDS: usize = 6;

/// The text without row ends inside.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The ids among `known` that a cell names, by id or by title, and what it names besides.
fn known_names(cell: &str, known: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let key = |text: &str| fold(text).replace([' ', '_'], "-");
    let find = |text: &str| known.iter().find(|(id, title)| key(id) == key(text) || key(title) == key(text));
    let (mut ids, mut wrong) = (Vec::new(), Vec::new());
    for part in cell.split([',', ';', '/', '|', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
        match find(part) {
            Some((id, _)) if !ids.contains(&(*id).to_owned()) => ids.push((*id).to_owned()),
            Some(_) => {}
            None => wrong.push(part.to_owned()),
        }
    }
    (ids, wrong)
}
