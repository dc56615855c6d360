//! `panelkit eject`: write the built-in bank and templates out, to edit.

use super::args::EjectArgs;
use super::config::Config;
use super::files::{Outputs, Owner, in_the_way};
use super::outcome::Outcome;
use super::schema::{SCHEMAS, editor_files, schemas};
use super::ui::{Ui, json};
use crate::assets;
use crate::bank::Bank;
use crate::diag::{Diagnostic, Failure, Place};
use crate::text::{argument, shown};
use std::path::Path;

pub(super) fn run(args: &EjectArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let mut outputs = Outputs::default();
    let files = assets::below("question-bank").chain(assets::below("templates"));
    for asset in files.filter(|asset| !asset.path.starts_with("templates/fonts/")) {
        outputs.add_for_all(args.folder.join(asset.path), asset.content(), Owner::Person);
    }
    let schemas = schemas(&Bank::load(None)?);
    for schema in schemas.iter().filter(|schema| schema.name != "question") {
        let path = args.folder.join(SCHEMAS).join(schema.file_name());
        outputs.add_for_all(path, json(&schema.schema), Owner::Kit);
    }
    let mut left = Vec::new();
    for (name, text) in editor_files(&schemas) {
        let path = args.folder.join(name);
        // An editor may be configured already, for more than this.
        if config.force || in_the_way(&[(&path, &text)]).is_empty() {
            outputs.add_for_all(path, text, Owner::Person);
        } else {
            left.push(is_configured(&path));
        }
    }
    outputs.write(config, ui)?;
    ui.findings(&left);
    if !config.dry_run {
        let folder = shown(&args.folder);
        ui.say(&format!("The bank is in {folder}/question-bank, the templates are in {folder}/templates."));
        ui.say(&format!("With {folder} opened in VS Code (Even Better TOML), or in an editor with Taplo, files are completed and checked."));
        ui.say(&format!(
            "Next: panelkit plan --bank {} --templates {} ...",
            argument(&format!("{folder}/question-bank")),
            argument(&format!("{folder}/templates"))
        ));
    }
    Ok(Outcome::Done)
}

/// The note that a configuration of an editor stands at `path`, which is left as it is.
fn is_configured(path: &Path) -> Diagnostic {
    Diagnostic::note("editor", "this configuration of an editor is there already, and was left as it is")
        .at(Place::of_path(path))
        .hint("`panelkit eject` into an empty folder shows which schema belongs to which file")
}
