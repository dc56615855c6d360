//! `panelkit bank upgrade`: rewrites questions of an earlier schema.

use super::super::files::{Outputs, Owner};
use super::super::ui::Ui;
use crate::bank::{Bank, Upgrade, upgraded_scale};
use crate::cli::args::BankUpgradeArgs;
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::diag::{Diagnostic, Failure, Place};
use crate::text::{argument, count, shown, visible};
use std::path::Path;

pub(super) fn run(args: &BankUpgradeArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let folder = args.folder.as_path();
    let own = Bank::own_files(folder)?;
    let questions = own.iter().filter(|f| f.is_question()).count();
    if questions == 0 {
        return Err(no_questions(folder).into());
    }
    let mut catalogues = Bank::files(Some(folder))?;
    catalogues.retain(|f| !f.is_question());
    let bank = Bank::from_files(&catalogues)?;
    let levels: Vec<&str> = bank.levels.iter().map(|level| level.id.as_str()).collect();
    let upgrade = Upgrade { levels: &levels, scale: &bank.scale, keep_in_plans: args.keep_in_plans };
    let mut outputs = Outputs::default();
    let mut findings = Vec::new();
    let (mut converted, mut drafts) = (0, 0);
    for file in own.iter().filter(|f| f.is_question()) {
        match upgrade.question(file) {
            Ok(None) => {}
            Ok(Some(question)) => {
                converted += 1;
                drafts += usize::from(question.draft);
                let note = if question.draft { "a draft until its ladder is read" } else { "converted" };
                ui.result(&format!("{}: {note}\n", visible(&file.shown)));
                outputs.add_for_all(folder.join(&file.name), question.text, Owner::Kit);
            }
            Err(failure) => findings.extend(failure.0),
        }
    }
    if converted > 0
        && let Some(file) = own.iter().find(|f| f.name == "scale.toml")
        && let Some(text) = upgraded_scale(&file.text, &bank.scale)
    {
        ui.result(&format!("{}: `rung` added\n", visible(&file.shown)));
        outputs.add_for_all(folder.join(&file.name), text, Owner::Kit);
    }
    outputs.write(config, ui)?;
    ui.findings(&findings);
    ui.say(&summary(questions, converted, drafts));
    if converted > 0 && !config.dry_run {
        let shown = shown(folder);
        let folder = argument(&shown);
        ui.say(&format!("Next: panelkit bank lint --bank {folder} lists what is still to be written."));
    }
    Ok(if drafts > 0 || !findings.is_empty() { Outcome::NeedsPerson } else { Outcome::Done })
}

fn no_questions(folder: &Path) -> Diagnostic {
    let inside = folder.join("question-bank");
    let hint = if inside.is_dir() {
        format!("the bank is {}", shown(&inside))
    } else {
        "a bank has its questions in questions/FAMILY/ID.toml".to_owned()
    };
    Diagnostic::error("bank-folder", "there are no questions in this folder")
        .at(Place::of_path(folder))
        .hint(hint)
}

fn summary(questions: usize, converted: usize, drafts: usize) -> String {
    let read = count(questions, "question");
    match (converted, drafts) {
        (0, _) => format!("{read}, none of an earlier schema."),
        (_, 0) => format!("{converted} of {read} converted."),
        _ => format!(
            "{converted} of {read} converted, {drafts} of them drafts: no plan asks those before somebody has read them."
        ),
    }
}
