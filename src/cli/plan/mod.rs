//! `panelkit plan`: choose the questions of a loop, change one of them, or ask why.

mod ask;
mod impact;
mod job;
mod lists;
mod loops;
mod new;
mod panel;
mod peopled;
mod request;
mod revise;
mod sheet;
mod show;
mod write;

pub(super) use ask::{is_possible as can_ask, names as ask_names};
pub(super) use new::NewPlan;
pub(super) use peopled::PeopledPlan;
pub(super) use write::{add_page, page};

use super::args::{PlanArgs, ReportFormat};
use super::config::Config;
use super::files::{FolderLock, Outputs};
use super::outcome::Outcome;
use super::ui::{Ui, json as json_text};
use crate::bank::Bank;
use crate::diag::{Diagnostic, Failure, Place, Warned};
use crate::opening::LoopFolder;
use crate::opening::files::{PLAN, SCHEDULE, variant};
use crate::plan::{self, Plan, Request, RoundPeople};
use crate::text::{argument, shown};
use impact::Impact;
use panel::assigned;
use request::{PlanRequest, request};
use serde_json::json;
use sheet::sheet;
use std::path::Path;
use write::{add, add_new, tell_sheets};

pub(super) fn run(args: &PlanArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    if !args.audit.is_empty() {
        return repeats(args, ui);
    }
    let bank = config.bank()?;
    if args.loops {
        return loops::run(args, &bank, ui);
    }
    if let Some(folder) = changed_folder(args) {
        let _lock = FolderLock::take(folder, "plan", config, ui)?;
        return revise::run(args, &LoopFolder::new(folder), &bank, config, ui);
    }
    if args.undo || !args.minutes.is_empty() {
        let option = if args.undo { "--undo" } else { "--minutes" };
        let message = format!("{option} changes a plan, and there is none to change");
        return Err(Diagnostic::error("no-plan", message).hint("name the loop's folder: -o LOOP").into());
    }
    let Warned { value: asked, warnings: not_covered } = request(args, &bank, config, ui)?;
    asked.tell_options("panelkit plan", ui);
    let PlanRequest { request, old, .. } = asked;
    let bank = match &old {
        Some(old) => plan::scoped_as(&bank, old),
        None => plan::scoped(&bank, &request),
    };
    if let Some(id) = &args.why {
        return reason(args, &bank, &request, old, id, ui);
    }
    // A person who answers questions may take long: nobody waits for that.
    let _held_until_the_end = match &args.output {
        Some(folder) => FolderLock::take_new(folder, "plan", config, ui)?,
        None => FolderLock::default(),
    };
    if let Some(n) = args.variants {
        let plans = plan::variants(&bank, &request, n.into())?;
        return several(args, &plans, config, ui);
    }
    let mut planned = plan::choose(&bank, &request)?;
    planned.warnings.splice(0..0, not_covered);
    if !args.swap.is_empty() {
        planned = swapped(args, &bank, &planned.value, config, ui)?;
    }
    let people = assigned(args, &bank, &planned.value, &request.people(), config)?;
    planned.warnings.extend(people.warnings);
    deliver(args, &planned, &people.value, config, ui)
}

/// The folder whose plan is changed or drawn: where one lies in the output folder, and no other one is asked for.
fn changed_folder(args: &PlanArgs) -> Option<&Path> {
    let folder = args.output.as_deref().filter(|o| o.join(PLAN).exists())?;
    let change = !args.swap.is_empty()
        || args.panel.is_some()
        || args.undo
        || !args.exclude.is_empty()
        || !args.keep.is_empty()
        || !args.minutes.is_empty()
        || !args.assistant.is_empty()
        || !args.stack.is_empty()
        || !args.sheets().is_empty()
        || args.seed.is_some();
    let other = args.role.is_some()
        || args.job.is_some()
        || args.seniority.is_some()
        || args.why.is_some()
        || args.variants.is_some()
        || !args.round.is_empty();
    (change && !other).then_some(folder)
}

/// A plan that was chosen just now, with other questions in the place of some: it is a first revision.
fn swapped(
    args: &PlanArgs,
    bank: &Bank,
    chosen: &Plan,
    config: &Config,
    ui: &mut Ui,
) -> Result<Warned<Plan>, Failure> {
    let changes = revise::changes(args, bank, chosen, config, ui)?.value;
    let changes =
        plan::PlanChanges { swaps: changes.swaps, exposure: changes.exposure, ..Default::default() };
    let Warned { value, warnings } = plan::revise(bank, chosen, &changes)?;
    Ok(Warned { value: value.as_first(), warnings })
}

/// Prints a new plan and writes it, with the schedule where somebody holds a round.
fn deliver(
    args: &PlanArgs,
    planned: &Warned<Plan>,
    people: &[RoundPeople],
    config: &Config,
    ui: &mut Ui,
) -> Result<Outcome, Failure> {
    let plan = &planned.value;
    let mut outputs = Outputs::default();
    let shown_plan = PeopledPlan { plan, people };
    if let Some(folder) = &args.output {
        add_new(&mut outputs, folder, shown_plan, &args.sheets(), config)?;
    }
    match args.sheets().as_slice() {
        // Without a folder the one sheet is the result.
        [only] if args.output.is_none() => ui.bytes(&sheet(shown_plan, *only, config)?),
        [_, ..] if args.output.is_none() => {
            let message = "several files can't go to standard output";
            return Err(Diagnostic::error("output", message).hint("name a folder: -o DIR").into());
        }
        _ => show::plan(args.printed(), shown_plan, config, ui)?,
    }
    ui.findings(&planned.warnings);
    if let Some(folder) = &args.output {
        let there = LoopFolder::new(folder);
        if let Some(old) = there.plan().ok().filter(|old| config.force && old.id != plan.id) {
            let impact = Impact::of(&there, &old, plan, config)?;
            if impact.matters() {
                ui.say(&format!("This is another plan than {}: {}.", old.id, impact.words()));
            }
        }
        outputs.write(config, ui)?;
        if !config.dry_run {
            let shown = shown(folder);
            ui.say(&format!("Plan {} is in {shown}/plan.json and {shown}/plan.md.", plan.id));
            tell_sheets(&args.sheets(), &shown, ui);
            if shown_plan.is_held() {
                ui.say(&format!("Who holds which round is in {shown}/{SCHEDULE}."));
            }
            ui.say(&format!("Next: panelkit packet {} --candidate NAME", argument(&shown)));
        }
    } else {
        ui.say("Nothing was written. Next: the same with -o DIR");
    }
    Ok(Outcome::of(&planned.warnings))
}

/// Prints several plans side by side and writes each into a folder of its own.
fn several(
    args: &PlanArgs,
    planned: &[Warned<Plan>],
    config: &Config,
    ui: &mut Ui,
) -> Result<Outcome, Failure> {
    let plans: Vec<Plan> = planned.iter().map(|p| p.value.clone()).collect();
    let mut outputs = Outputs::default();
    if let Some(folder) = &args.output {
        for (n, plan) in plans.iter().enumerate() {
            let folder = folder.join(variant(n));
            let new = PeopledPlan { plan, people: &[] };
            add(&mut outputs, &folder, new, None, &args.sheets(), config)?;
        }
    }
    match args.printed() {
        ReportFormat::Table => ui.table(&show::side_by_side(&plans)),
        ReportFormat::Md => {
            let templates = config.templates(&["plan"])?;
            let pages: Vec<String> =
                plans.iter().map(|p| page(p, &[], &templates)).collect::<Result<_, _>>()?;
            ui.result(&pages.join("\n"));
        }
        ReportFormat::Json => ui.result(&json_text(&json!({ "format": "panelkit.plans/1", "plans": plans }))),
    }
    for (n, planned) in planned.iter().enumerate() {
        if !planned.warnings.is_empty() {
            ui.say(&format!("Plan {}:", n + 1));
        }
        ui.findings(&planned.warnings);
    }
    if let Some(folder) = &args.output {
        outputs.write(config, ui)?;
        if !config.dry_run {
            let shown = shown(folder);
            ui.say(&format!("The plans are in {shown}/variant-1 and so on."));
            let first = format!("{shown}/variant-1");
            ui.say(&format!("Next: panelkit packet {} --candidate NAME", argument(&first)));
        }
    } else {
        ui.say("Nothing was written. Next: the same with -o DIR");
    }
    let all: Vec<Diagnostic> = planned.iter().flat_map(|p| p.warnings.clone()).collect();
    Ok(Outcome::of(&all))
}

/// `--why`.
fn reason(
    args: &PlanArgs,
    bank: &Bank,
    request: &Request,
    old: Option<Plan>,
    id: &str,
    ui: &mut Ui,
) -> Result<Outcome, Failure> {
    let plan = match old {
        Some(old) => old,
        None => plan::choose(bank, request)?.value,
    };
    let why = plan::explain(bank, request, &plan, id)?;
    match args.printed() {
        ReportFormat::Json => ui.result(&json_text(&why)),
        ReportFormat::Table | ReportFormat::Md => ui.table(&show::why(&why, args.verbose)),
    }
    Ok(Outcome::Done)
}

/// `--audit`.
fn repeats(args: &PlanArgs, ui: &mut Ui) -> Result<Outcome, Failure> {
    let mut plans = Vec::new();
    for path in &args.audit {
        let plan = lists::plan_in(path)?.ok_or_else(|| {
            Diagnostic::error("no-plan", "this is neither a plan.json nor a folder that holds one")
                .at(Place::of_path(path))
                .hint("name loop folders: panelkit plan --audit loop-a loop-b")
        })?;
        plans.push((shown(path), plan));
    }
    let found = plan::audit(&plans);
    match args.printed() {
        ReportFormat::Json => {
            ui.result(&json_text(&json!({ "format": "panelkit.audit/1", "repeats": found })));
        }
        ReportFormat::Table | ReportFormat::Md => ui.table(&show::repeats(&found, plans.len())),
    }
    Ok(if found.is_empty() { Outcome::Done } else { Outcome::NeedsPerson })
}
