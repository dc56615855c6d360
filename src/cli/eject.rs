//! `panelkit eject`: write the built-in bank and templates out, to edit.

use super::args::EjectArgs;
use super::config::Config;
use super::files::{Outputs, Owner};
use super::outcome::Outcome;
use super::ui::Ui;
use crate::assets;
use crate::diag::Failure;
use crate::text::shown;

pub(super) fn run(args: &EjectArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let mut outputs = Outputs::default();
    let files = assets::below("question-bank").chain(assets::below("templates"));
    for asset in files.filter(|asset| !asset.path.starts_with("templates/fonts/")) {
        outputs.add_for_all(args.folder.join(asset.path), asset.content(), Owner::Person);
    }
    outputs.write(config, ui)?;
    if !config.dry_run {
        let folder = shown(&args.folder);
        ui.say(&format!("The bank is in {folder}/question-bank, the templates are in {folder}/templates."));
        ui.say(&format!(
            "Next: panelkit plan --bank {folder}/question-bank --templates {folder}/templates ..."
        ));
    }
    Ok(Outcome::Done)
}
