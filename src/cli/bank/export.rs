//! `panelkit bank export`: writes questions out.

use super::super::files::{Outputs, Owner};
use super::super::ui::Ui;
use super::{Filters, page};
use crate::bank::export;
use crate::bank::schema_text;
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::cli::ui::json;
use crate::diag::Failure;
use crate::sheet::write_csv;
use crate::text::{count, shown};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Write questions out, for other programs and for reading
#[derive(Args)]
pub(super) struct Export {
    #[command(flatten)]
    filters: Filters,
    /// What is written; schema is the JSON Schema of a question file
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Write to this file in place of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Csv,
    Md,
    Schema,
}

impl Export {
    pub(super) fn run(&self, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
        let bank = config.bank()?;
        let questions = self.filters.questions(&bank)?;
        let bytes = match self.format {
            Format::Json => {
                json(&export::QuestionsExport { format: export::FORMAT, questions: &questions }).into_bytes()
            }
            Format::Csv => write_csv(&export::rows(&bank, &questions)),
            Format::Md => page::markdown(&bank, &questions, config)?.into_bytes(),
            Format::Schema => schema_text(&bank).into_bytes(),
        };
        match self.output.as_deref().filter(|p| *p != Path::new("-")) {
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
}
