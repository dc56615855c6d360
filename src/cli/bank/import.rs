//! `panelkit bank import`: a list of questions becomes skeletons, with what each lacks.

mod cells;
mod list;
mod report;

use super::super::files::{Outputs, Owner};
use super::super::ui::Ui;
use super::new::SCHEMA;
use crate::bank::{AskIndex, Bank, BankLayer};
use crate::cli::args::BankImportArgs;
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::diag::{Diagnostic, Failure, Place, Severity};
use crate::text::{count, shown, visible};
use list::{ImportedQuestion, read_questions};
use report::report;
use std::fs;
use std::path::Path;

pub(super) fn run(args: &BankImportArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    // Other questions may be half written: only the catalogues have to be whole.
    let source = match args.output.as_deref().filter(|o| config.banks.is_empty() && o.is_dir()) {
        Some(folder) => vec![BankLayer::Folder(folder.to_owned())],
        None => config.banks.clone(),
    };
    let mut catalogue_files = Bank::layered_files(&source)?;
    catalogue_files.retain(|f| !f.is_question());
    let catalogues = Bank::from_files(&catalogue_files)?;
    let folder = args.output.as_deref().or(config.bank_folder()).unwrap_or(Path::new("imported"));
    let schema = folder.join(SCHEMA).exists().then_some("../../question.schema.json");
    let (mut questions, mut findings) = read_questions(
        &args.file,
        &catalogues,
        folder,
        schema,
        &config.sheets.of_sheet(args.sheet.as_deref()),
    )?;
    let rows = questions.len();
    leave_existing_files(&mut questions, &mut findings);
    note_similar_questions(&mut questions, &source)?;
    let mut outputs = Outputs::default();
    for question in &questions {
        outputs.add_for_all(&question.path, question.text.as_str(), Owner::Person);
    }
    // Nothing stands in the way now, and --force must not change that.
    outputs.keep_edited();
    outputs.write(config, ui)?;
    ui.result(&report(&questions, &catalogue_files));
    ui.findings(&findings);
    let folder = visible(&shown(folder));
    ui.say(&format!("{} of {} written below {folder}/questions.", questions.len(), count(rows, "question")));
    if !config.dry_run && !questions.is_empty() {
        ui.say(&format!("Next: fill in the ones you ask most, then panelkit bank lint --bank {folder}"));
    }
    let serious = findings.iter().any(|f| f.severity > Severity::Note);
    Ok(if serious { Outcome::NeedsPerson } else { Outcome::Done })
}

/// Takes out the questions whose file is there already, with a finding for each.
fn leave_existing_files(questions: &mut Vec<ImportedQuestion>, findings: &mut Vec<Diagnostic>) {
    questions.retain(|question| {
        let exists = fs::symlink_metadata(&question.path).is_ok();
        if exists {
            let message =
                format!("there is a file of this question already; line {} was left out", question.line);
            let place = Place::file(shown(&question.path));
            let hint = "it stays as it is; to import the question again remove or rename the file";
            findings.push(Diagnostic::warning("exists", message).at(place).hint(hint));
        }
        !exists
    });
}

/// Notes the questions of the bank of `layers` that ask nearly the same.
fn note_similar_questions(questions: &mut [ImportedQuestion], layers: &[BankLayer]) -> Result<(), Failure> {
    let bank = match Bank::layered(layers) {
        Ok(bank) => bank,
        // A bank that is being written may have mistakes: the built-in one has none.
        Err(_) => Bank::load(None)?,
    };
    let mut asks = AskIndex::default();
    bank.questions.iter().for_each(|q| asks.add(&q.ask));
    for question in questions {
        let similar = asks.same(&question.known.ask);
        question.similar = similar.into_iter().map(|i| bank.questions[i].id.clone()).collect();
    }
    Ok(())
}
