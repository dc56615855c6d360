//! `panelkit eject`: write the built-in bank and templates out, to edit.

use super::files::{Outputs, Owner};
use super::ui::Ui;
use super::{Global, Outcome};
use crate::assets;
use crate::diag::Failure;
use clap::Args;
use std::path::PathBuf;

/// Write the built-in question bank and templates out, to edit
#[derive(Args)]
#[command(
    before_help = "Example:\n  panelkit eject ours\n  panelkit plan --bank ours/question-bank --templates ours/templates ..."
)]
pub(super) struct Eject {
    /// Where to
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

impl Eject {
    pub(super) fn run(&self, global: &Global, ui: &mut Ui) -> Result<Outcome, Failure> {
        let mut outputs = Outputs::default();
        let files = assets::below("question-bank").chain(assets::below("templates"));
        for asset in files.filter(|asset| !asset.path.starts_with("templates/fonts/")) {
            outputs.add(self.folder.join(asset.path), asset.content(), Owner::Person);
        }
        outputs.write(global, ui)?;
        if !global.dry_run {
            let shown = self.folder.display();
            ui.say(&format!("The bank is in {shown}/question-bank, the templates are in {shown}/templates."));
            ui.say(&format!(
                "Next: panelkit plan --bank {shown}/question-bank --templates {shown}/templates ..."
            ));
        }
        Ok(Outcome::Done)
    }
}
