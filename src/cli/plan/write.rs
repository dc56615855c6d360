//! The files of a plan.

use super::peopled::PeopledPlan;
use super::sheet::sheet;
use crate::cli::args::SheetFormat;
use crate::cli::config::Config;
use crate::cli::files::{Outputs, Owner};
use crate::cli::typeset;
use crate::cli::ui::Ui;
use crate::diag::Failure;
use crate::opening::files::{PLAN, PLAN_PAGE, PLAN_SHEETS, SCHEDULE};
use crate::opening::{Schedule, ScheduleFile};
use crate::plan::{self, Plan, RoundPeople};
use crate::render::markdown;
use crate::template::Templates;
use crate::text::join;
use std::path::Path;

/// Adds the files of a plan, those of `sheets` among them. What the kit itself wrote for the `old` plan may be replaced;
/// what a person edited may not.
pub(super) fn add(
    outputs: &mut Outputs,
    folder: &Path,
    new: PeopledPlan<'_>,
    old: Option<PeopledPlan<'_>>,
    sheets: &[SheetFormat],
    config: &Config,
) -> Result<(), Failure> {
    let templates = config.templates(&["plan"])?;
    let (json_path, page_path) = (folder.join(PLAN), folder.join(PLAN_PAGE));
    let content = page(new.plan, new.people, &templates)?;
    let (mut json_owner, mut page_owner) = (Owner::Person, Owner::Person);
    if let Some(old) = old {
        let json = std::fs::read_to_string(&json_path).unwrap_or_default();
        if Plan::is_untouched(&json) || json == old.plan.to_json() {
            json_owner = Owner::Kit;
        }
        page_owner = page_owner_of(&page_path, old, &templates)?;
    }
    outputs.add_for_all(json_path, new.plan.to_json(), json_owner);
    outputs.add_for_all(page_path, content, page_owner);
    add_sheets(outputs, folder, new, sheets, config)
}

/// Adds the files of a plan for a folder that has none, with the schedule where somebody holds a round.
pub(super) fn add_new(
    outputs: &mut Outputs,
    folder: &Path,
    new: PeopledPlan<'_>,
    sheets: &[SheetFormat],
    config: &Config,
) -> Result<(), Failure> {
    add(outputs, folder, new, None, sheets, config)?;
    if new.is_held() {
        let schedule = ScheduleFile::absent(Schedule::of_people(new.people));
        outputs.add(folder.join(SCHEDULE), schedule.content(new.plan), Owner::Person);
    }
    Ok(())
}

/// Adds the page of a plan that was `old`, or whose people have changed, unless somebody has edited it, and those of
/// `sheets` and the sheets that are there.
pub(in crate::cli) fn add_page(
    outputs: &mut Outputs,
    folder: &Path,
    new: PeopledPlan<'_>,
    old: PeopledPlan<'_>,
    sheets: &[SheetFormat],
    config: &Config,
) -> Result<(), Failure> {
    let templates = config.templates(&["plan"])?;
    let path = folder.join(PLAN_PAGE);
    let owner = page_owner_of(&path, old, &templates)?;
    if owner == Owner::Kit {
        outputs.add_leading(path, page(new.plan, new.people, &templates)?, owner);
    }
    add_sheets(outputs, folder, new, sheets, config)
}

/// Adds the sheets for the hiring manager that are asked for, and those that are there: they show the plan as it is. Nobody
/// edits them, as they are made of it.
pub(super) fn add_sheets(
    outputs: &mut Outputs,
    folder: &Path,
    plan: PeopledPlan<'_>,
    asked: &[SheetFormat],
    config: &Config,
) -> Result<(), Failure> {
    for (name, format) in PLAN_SHEETS.into_iter().zip([SheetFormat::Html, SheetFormat::Pdf]) {
        let path = folder.join(name);
        if asked.contains(&format) || path.is_file() {
            outputs.add_for_all(path, sheet(plan, format, config)?, Owner::Kit);
        }
    }
    Ok(())
}

/// Whose page stands at `path`: one as the kit writes it for `old` is the kit's.
fn page_owner_of(path: &Path, old: PeopledPlan<'_>, templates: &Templates) -> Result<Owner, Failure> {
    let there = std::fs::read(path);
    let ours = page(old.plan, old.people, templates)?;
    let untouched = there.is_ok_and(|there| there == ours.as_bytes());
    Ok(if untouched { Owner::Kit } else { Owner::Person })
}

/// The content of `plan.md`.
pub(in crate::cli) fn page(
    plan: &Plan,
    people: &[RoundPeople],
    templates: &Templates,
) -> Result<String, Failure> {
    let document = typeset::document(templates, "plan", &plan::outline(plan, people))?;
    Ok(markdown::write(&document))
}

/// Says where the sheets are that were asked for.
pub(super) fn tell_sheets(asked: &[SheetFormat], folder: &str, ui: &mut Ui) {
    let all = PLAN_SHEETS.into_iter().zip([SheetFormat::Html, SheetFormat::Pdf]);
    let names: Vec<String> = all
        .filter(|(_, format)| asked.contains(format))
        .map(|(name, _)| format!("{folder}/{name}"))
        .collect();
    if !names.is_empty() {
        ui.say(&format!("For the hiring manager: {}.", join(&names, "and")));
    }
}
