//! `panelkit schema`: the JSON Schemas of the files that people and programs write and read.

mod editor;
mod list;
mod rows;

pub(super) use editor::editor_files;
pub(super) use list::{SCHEMAS, schemas};

use super::args::SchemaArgs;
use super::config::Config;
use super::files::{Outputs, Owner};
use super::outcome::Outcome;
use super::table::{plain_table, trimmed};
use super::ui::{Ui, json};
use crate::diag::{Diagnostic, Failure};
use crate::text::{count, did_you_mean, shown, visible};

pub(super) fn run(args: &SchemaArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let mut all = schemas(&config.bank()?);
    if let Some(name) = &args.name {
        let names: Vec<&str> = all.iter().map(|s| s.name).collect();
        if !names.contains(&name.as_str()) {
            let message = format!("there is no schema `{}`", visible(name));
            return Err(Diagnostic::error("unknown-name", message).hint(did_you_mean(name, &names)).into());
        }
        all.retain(|s| s.name == name);
    }
    match (&args.output, args.name.is_some()) {
        (Some(folder), _) => {
            let mut outputs = Outputs::default();
            for schema in &all {
                outputs.add_for_all(folder.join(schema.file_name()), json(&schema.schema), Owner::Kit);
            }
            outputs.write(config, ui)?;
            if !config.dry_run {
                ui.say(&format!("{} in {}", count(all.len(), "schema"), shown(folder)));
            }
        }
        (None, true) => all.iter().for_each(|schema| ui.result(&json(&schema.schema))),
        (None, false) => {
            let mut table = plain_table();
            for schema in &all {
                table.add_row([schema.name, schema.what]);
            }
            ui.table(&(trimmed(&table) + "\n"));
            ui.say("Next: panelkit schema NAME, or panelkit schema -o DIR for all");
        }
    }
    Ok(Outcome::Done)
}
