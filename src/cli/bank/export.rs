//! `panelkit bank export`: writes questions out.

use super::super::files::{Outputs, Owner};
use super::super::ui::Ui;
use super::{page, questions_of};
use crate::bank::export;
use crate::bank::schema_text;
use crate::cli::args::{BankExportArgs, ExportedFormat};
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::cli::ui::json;
use crate::diag::Failure;
use crate::sheet::write_csv;
use crate::text::{count, shown};
use std::path::Path;

pub(super) fn run(args: &BankExportArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let bank = config.bank()?;
    let questions = questions_of(&args.filters, &bank)?;
    let bytes = match args.format {
        ExportedFormat::Json => {
            json(&export::QuestionsExport { format: export::FORMAT, questions: &questions }).into_bytes()
        }
        ExportedFormat::Csv => write_csv(&export::rows(&bank, &questions)),
        ExportedFormat::Md => page::exported_markdown(&bank, &questions, config)?.into_bytes(),
        ExportedFormat::Schema => schema_text(&bank).into_bytes(),
    };
    match args.output.as_deref().filter(|p| *p != Path::new("-")) {
        None => ui.bytes(&bytes),
        Some(path) => {
            let mut outputs = Outputs::default();
            outputs.add_for_all(path, bytes, Owner::Person);
            outputs.write(config, ui)?;
            ui.say(&format!("{} in {}", count(questions.len(), "question"), shown(path)));
        }
    }
    Ok(Outcome::Done)
}
