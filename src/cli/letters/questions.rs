//! `panelkit questions`: what candidates ask, with the replies to prepare.

use super::write::{bytes, page};
use crate::cli::args::QuestionsArgs;
use crate::cli::config::Config;
use crate::cli::files::{Outputs, Owner};
use crate::cli::outcome::Outcome;
use crate::cli::typeset;
use crate::cli::ui::Ui;
use crate::diag::Failure;
use crate::letters::questions;
use crate::opening::LoopFolder;
use crate::render::pdf::Session;

pub(in crate::cli) fn run(args: &QuestionsArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let plan = LoopFolder::new(&args.folder).plan()?;
    let view = questions(&plan, &config.bank()?);
    let document = typeset::document(&config.templates(&["questions"])?, "questions", &view)?;
    let fonts = typeset::fonts_for(&[], &serde_json::to_string(&view).unwrap_or_default())?;
    let page = page(&format!("What candidates ask: {}", plan.title()), args.paper, config);
    let mut warnings = Vec::new();
    let bytes = bytes(&document, &view, args.format, &page, &Session::new(&fonts), &mut warnings);
    match &args.output {
        Some(path) if path.as_os_str() != "-" => {
            let mut outputs = Outputs::default();
            outputs.add_for_all(path, bytes, Owner::Person);
            outputs.write(config, ui)?;
        }
        _ => ui.bytes(&bytes),
    }
    ui.findings(&warnings);
    Ok(Outcome::of(&warnings))
}
