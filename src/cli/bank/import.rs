//! `panelkit bank import`: a list of questions becomes question files, with what each lacks.

mod report;

use super::super::files::{Outputs, Owner};
use super::super::ui::Ui;
use super::new::SCHEMA;
use crate::bank::{AskIndex, Bank, BankLayer, QuestionKind, prefilled};
use crate::cli::args::BankImportArgs;
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::diag::{Diagnostic, Failure, Place, Severity};
use crate::import::{
    BankNames, ImportDefaults, ImportedList, ImportedQuestion, ListReader, NameIndex, file_name,
};
use crate::limits::{BANK_FILES, IMPORT_FILE, unreadable};
use crate::text::{argument, count, did_you_mean, shown, visible};
use crate::walk::Walk;
use report::ImportReport;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &BankImportArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    // Other questions may be half written: only the catalogues have to be whole.
    let source = match args.output.as_deref().filter(|o| config.banks.is_empty() && o.is_dir()) {
        Some(folder) => vec![BankLayer::Folder(folder.to_owned())],
        None => config.banks.clone(),
    };
    let mut catalogue_files = Bank::layered_files(&source)?;
    catalogue_files.retain(|f| !f.is_question());
    let bank = Bank::from_files(&catalogue_files)?;
    let names = BankNames::of(&bank);
    let defaults = defaults(args, &names)?;
    let bytes = IMPORT_FILE.read(&args.file).map_err(|e| unreadable(&args.file, &e))?;
    let sheets = config.sheets.of_sheet(args.sheet.as_deref());
    let headings = &config.settings.headers;
    let reader = ListReader { bank: &bank, names: &names, sheets: &sheets, headings, defaults };
    let ImportedList { mut questions, entries, mut findings } = reader.read(&args.file, &bytes)?;
    drop(bytes);
    let folder = args.output.as_deref().or(config.bank_folder()).unwrap_or(Path::new("imported"));
    let found = questions.len();
    leave_existing_files(&mut questions, folder, &mut findings);
    note_similar_questions(&mut questions, &source, ui)?;
    let schema = folder.join(SCHEMA).exists().then_some("../../question.schema.json");
    write(&questions, folder, (&bank, schema), &ImportReport::new(&catalogue_files), config, ui)?;
    ui.findings(&findings);
    let below = visible(&shown(folder));
    let rows = if found < entries { format!("{} read. ", count(entries, "row")) } else { String::new() };
    let written = questions.len();
    ui.say(&format!("{rows}{written} of {} written below {below}/questions.", count(found, "question")));
    if !config.dry_run && !questions.is_empty() {
        ui.say(&format!(
            "Next: fill in the ones you ask most, then panelkit bank lint --bank {}",
            argument(&below)
        ));
    }
    let serious = findings.iter().any(|f| f.severity > Severity::Note);
    Ok(if serious { Outcome::NeedsPerson } else { Outcome::Done })
}

/// What the command line says of all questions; fails where the bank doesn't know a name.
fn defaults(args: &BankImportArgs, names: &BankNames<'_>) -> Result<ImportDefaults, Failure> {
    let mut unknown = Vec::new();
    let mut ids = |catalogue: &NameIndex<'_>, given: &[String]| {
        let mut ids = Vec::new();
        for name in given {
            if let Some(id) = catalogue.id(name) {
                ids.push(id.to_owned());
            } else {
                let message = format!("the bank has no {} `{}`", catalogue.what, visible(name));
                let hint = did_you_mean(name, &catalogue.ids);
                unknown.push(Diagnostic::error("unknown-name", message).hint(hint));
            }
        }
        ids
    };
    let (roles, levels) = (ids(&names.roles, &args.role), ids(&names.levels, &args.seniority));
    let kind = ids(&names.kinds, args.kind.as_slice());
    let kind = kind.first().and_then(|name| QuestionKind::from_name(name));
    if unknown.is_empty() { Ok(ImportDefaults { roles, levels, kind }) } else { Err(Failure(unknown)) }
}

/// Takes out the questions that the folder holds already, in whichever of its subfolders, with one finding for all.
fn leave_existing_files(
    questions: &mut Vec<ImportedQuestion>,
    folder: &Path,
    findings: &mut Vec<Diagnostic>,
) {
    let below = folder.join("questions");
    let walked = if below.is_dir() { Walk::FOLLOWING.through(&[&below]).files } else { Vec::new() };
    let stem = |path: &PathBuf| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let existing: HashMap<String, &PathBuf> =
        walked.iter().filter_map(|path| Some((stem(path)?, path))).collect();
    let mut places: Vec<(Place, &PathBuf)> = Vec::new();
    questions.retain(|question| {
        let path = existing.get(&question.id);
        places.extend(path.map(|path| (question.place.clone(), *path)));
        path.is_none()
    });
    let Some(((place, path), others)) = places.split_first() else { return };
    let message = match others.len() {
        0 => format!("there is a file of this question already: {}; it was left out", shown(path)),
        n => format!(
            "there are files of {} already, such as {}; they were left out",
            count(n + 1, "question"),
            shown(path)
        ),
    };
    let hint = "what is there stays as it is; to import a question again remove its file";
    let also = others.iter().map(|(place, _)| place.clone()).collect();
    findings.push(Diagnostic { also, ..Diagnostic::warning("exists", message).at(place.clone()).hint(hint) });
}

/// Notes the questions of the bank in `layers` that ask nearly the same.
fn note_similar_questions(
    questions: &mut [ImportedQuestion],
    layers: &[BankLayer],
    ui: &mut Ui,
) -> Result<(), Failure> {
    let bank = match Bank::layered(layers) {
        Ok(bank) => bank,
        // A bank that is being written may have mistakes: the built-in one has none.
        Err(_) => Bank::load(None)?,
    };
    let mut asks = AskIndex::default();
    bank.questions.iter().for_each(|q| asks.add(&q.ask));
    let all = questions.len();
    for (n, question) in questions.iter_mut().enumerate() {
        let similar = asks.same(&question.known.ask);
        let ids = similar.into_iter().map(|i| bank.questions[i].id.clone());
        question.similar = ids.filter(|id| *id != question.id).collect();
        if n % STEP == 0 {
            ui.progress(n, 2 * all, "questions");
        }
    }
    Ok(())
}

/// So many questions are written, and reported on, at a time.
const STEP: usize = 500;

/// Writes the questions a piece at a time, and says what each lacks.
fn write(
    questions: &[ImportedQuestion],
    folder: &Path,
    (bank, schema): (&Bank, Option<&str>),
    report: &ImportReport,
    config: &Config,
    ui: &mut Ui,
) -> Result<(), Failure> {
    check_room(folder, questions.len())?;
    let all = questions.len();
    for (n, piece) in questions.chunks(STEP).enumerate() {
        let mut outputs = Outputs::default();
        let files: Vec<(String, String)> =
            piece.iter().map(|q| (file_name(q), prefilled(bank, q.kind, schema, &q.known))).collect();
        let told = report.of(piece, &files);
        for (name, text) in files {
            outputs.add_for_all(folder.join(name), text, Owner::Person);
        }
        // Nothing stands in the way now, and --force must not change that.
        outputs.keep_edited();
        outputs.write(config, ui)?;
        ui.progress(all + (n * STEP + piece.len()).min(all), 2 * all, "questions");
        ui.result(&told);
    }
    Ok(())
}

/// Fails where the bank would have more files than are read.
fn check_room(folder: &Path, new: usize) -> Result<(), Failure> {
    let below = folder.join("questions");
    let there = if below.is_dir() { Walk::FOLLOWING.through(&[&below]).files.len() } else { 0 };
    if (there + new) as u64 <= BANK_FILES.most {
        return Ok(());
    }
    let message = format!("the bank would have {} questions: {BANK_FILES}", there + new);
    let finding = Diagnostic::error("too-large", message).at(Place::of_path(folder));
    Err(finding.hint("import a part of the list, or into another folder").into())
}
