//! `panelkit bank new`: writes the skeleton of a question.

use super::super::files::{Outputs, Owner};
use super::super::ui::Ui;
use crate::bank::{Bank, QuestionKind, id_fault, skeleton};
use crate::cli::args::BankNewArgs;
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::diag::{Diagnostic, Failure};
use crate::text::{did_you_mean, shown, visible};
use std::path::{Path, PathBuf};

pub(super) fn run(args: &BankNewArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    // Other questions may be half written: only the catalogues have to be whole.
    let mut files = config.bank_files()?;
    let taken = Bank::source_of(&files, &args.id).is_some();
    files.retain(|f| !f.is_question());
    let bank = Bank::from_files(&files)?;
    let kinds: Vec<&str> = QuestionKind::ALL.iter().map(|k| k.name()).collect();
    let Some(kind) = QuestionKind::from_name(&args.kind) else {
        let message = format!("there is no kind of question `{}`", visible(&args.kind));
        return Err(Diagnostic::error("unknown-name", message).hint(did_you_mean(&args.kind, &kinds)).into());
    };
    if let Some(hint) = id_fault(&args.id) {
        let message = format!("`{}` can't be a question's id", visible(&args.id));
        return Err(Diagnostic::error("bad-id", message).hint(hint).into());
    }
    if taken {
        let message = format!("there is a question `{}` already", args.id);
        let hint = format!("`panelkit bank show {}` shows it; choose another id", args.id);
        return Err(Diagnostic::error("duplicate-id", message).hint(hint).into());
    }
    let schema = config.bank_folder().filter(|b| args.output.is_none() && b.join(SCHEMA).exists());
    let text = skeleton(&bank, kind, schema.map(|_| "../../question.schema.json"));
    let path = path(args, config, kind)?;
    if path == Path::new("-") {
        ui.result(&text);
        return Ok(Outcome::Done);
    }
    let mut outputs = Outputs::default();
    outputs.add_for_all(&path, text, Owner::Person);
    outputs.write(config, ui)?;
    if !config.dry_run {
        // Only a folder that was named on the command line has to be named again.
        let bank =
            config.named_banks.iter().map(|b| format!(" --bank {}", shown(b))).collect::<Vec<_>>().concat();
        ui.say(&format!("Fill in {}; then: panelkit bank lint{bank}", shown(&path)));
    }
    Ok(Outcome::Done)
}

fn path(args: &BankNewArgs, config: &Config, kind: QuestionKind) -> Result<PathBuf, Failure> {
    if let Some(path) = &args.output {
        return Ok(path.clone());
    }
    let family = args.family.as_deref().unwrap_or(kind.name());
    if let Some(hint) = id_fault(family) {
        let message = format!("`{}` can't be a folder of questions", visible(family));
        return Err(Diagnostic::error("bad-family", message).hint(hint).into());
    }
    let file = format!("{}.toml", args.id);
    Ok(match config.bank_folder() {
        Some(bank) => bank.join("questions").join(family).join(file),
        None => PathBuf::from(file),
    })
}

/// The name of the schema in a bank's folder.
pub(super) const SCHEMA: &str = "question.schema.json";
