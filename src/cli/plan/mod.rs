//! `panelkit plan`: choose the questions of a loop, change one of them, or ask why.

mod ask;
mod lists;
mod show;

use super::args::{PlanArgs, ReportFormat};
use super::config::Config;
use super::files::{FolderLock, Outputs, Owner};
use super::outcome::Outcome;
use super::typeset;
use super::ui::{Ui, json as json_text};
use crate::bank::Bank;
use crate::diag::{Diagnostic, Failure, Place, Severity, Warned};
use crate::limits::{self, unreadable};
use crate::opening::files::{PLAN, PLAN_PAGE, variant};
use crate::plan::{self, Plan, Request};
use crate::render::markdown;
use crate::template::Templates;
use crate::text::shown;
use serde_json::json;
use std::path::Path;

pub(super) fn run(args: &PlanArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    if !args.audit.is_empty() {
        return repeats(args, ui);
    }
    let bank = config.bank()?;
    let mut held = FolderLock::default();
    let changes = changes(args);
    if changes {
        held = lock(args, config, ui)?;
    }
    let (request, old) = request(args, &bank, config, ui)?;
    if let Some(id) = &args.why {
        return reason(args, &bank, &request, old, id, ui);
    }
    // A person who answers questions may take long: nobody waits for that.
    if !changes {
        held = lock(args, config, ui)?;
    }
    let _held_until_the_end = held;
    if let Some(n) = args.variants {
        let plans = plan::variants(&bank, &request, n.into())?;
        return several(args, &plans, config, ui);
    }
    let planned = match (&args.swap, &old) {
        (Some(id), Some(old)) => plan::swap(&bank, &request, old, id)?,
        (Some(id), None) => plan::swap(&bank, &request, &plan::choose(&bank, &request)?.value, id)?,
        (None, Some(old)) if args.panel.is_some() => Warned { value: old.clone(), warnings: Vec::new() },
        (None, _) => plan::choose(&bank, &request)?,
    };
    let planned = assigned(args, &bank, planned, config)?;
    deliver(args, &planned, old.as_ref(), config, ui)
}

/// Whether the plan that lies in the output folder is read, and another made of it.
fn changes(args: &PlanArgs) -> bool {
    let there = args.output.as_deref().is_some_and(|o| o.join(PLAN).exists());
    let change = args.swap.is_some() || args.why.is_some() || args.panel.is_some();
    there && args.role.is_none() && change
}

/// The lock of the output folder, where something is to be written.
fn lock(args: &PlanArgs, config: &Config, ui: &mut Ui) -> Result<FolderLock, Failure> {
    match &args.output {
        Some(folder) if args.why.is_none() => FolderLock::take_new(folder, "plan", config, ui),
        _ => Ok(FolderLock::default()),
    }
}

/// What is asked for: by the arguments, by the plan that lies in the output folder, or by answers on the terminal.
fn request(
    args: &PlanArgs,
    bank: &Bank,
    config: &Config,
    ui: &mut Ui,
) -> Result<(Request, Option<Plan>), Failure> {
    let (mut request, old) = match &args.output {
        Some(folder) if changes(args) => {
            let old = lists::plan_in(folder)?;
            (old.as_ref().map(Request::of).unwrap_or_default(), old)
        }
        _ => {
            let answers =
                ask::complete(bank, args.role.as_deref(), args.seniority.as_deref(), &args.stack, config)?;
            if answers.asked {
                ui.say(&format!("The same without questions: {}", answers.command_line(&args.loop_name)));
            }
            let request = Request {
                role: answers.role,
                level: answers.level,
                stacks: answers.stacks,
                loop_name: args.loop_name.clone(),
                rounds: args.round.clone(),
                seed: args.seed,
                country: args.country.clone().or_else(|| config.settings.country.clone()),
                ..Request::default()
            };
            (request, None)
        }
    };
    request.exclude = lists::excluded(&args.exclude, bank)?;
    request.exposure = lists::exposure(&args.exposure, &config.sheets)?;
    request.keep.clone_from(&args.keep);
    request.assistant.clone_from(&args.assistant);
    Ok((request, old))
}

/// The plan with the panel's interviewers, where there is a panel.
fn assigned(
    args: &PlanArgs,
    bank: &Bank,
    planned: Warned<Plan>,
    config: &Config,
) -> Result<Warned<Plan>, Failure> {
    let Some(path) = &args.panel else { return Ok(planned) };
    let bytes = limits::LIST_FILE.read(path).map_err(|e| unreadable(path, &e))?;
    let panel = plan::read_panel(bank, &shown(path), &bytes, &config.sheets)?;
    let mut assigned = plan::assign(&planned.value, &panel.value)?;
    assigned.warnings.splice(0..0, planned.warnings.into_iter().chain(panel.warnings));
    Ok(assigned)
}

/// Prints a plan and writes it.
fn deliver(
    args: &PlanArgs,
    planned: &Warned<Plan>,
    old: Option<&Plan>,
    config: &Config,
    ui: &mut Ui,
) -> Result<Outcome, Failure> {
    let plan = &planned.value;
    let mut outputs = Outputs::default();
    if let Some(folder) = &args.output {
        add(&mut outputs, folder, plan, old, &config.templates(&["plan"])?)?;
    }
    match args.format {
        ReportFormat::Table => ui.table(&show::table(&plan::outline(plan))),
        ReportFormat::Md => ui.result(&page(plan, &config.templates(&["plan"])?)?),
        ReportFormat::Json => ui.result(&plan.to_json()),
    }
    ui.findings(&planned.warnings);
    if let Some(folder) = &args.output {
        outputs.write(config, ui)?;
        if !config.dry_run {
            let shown = shown(folder);
            ui.say(&format!("Plan {} is in {shown}/plan.json and {shown}/plan.md.", plan.id));
            ui.say(&format!("Next: panelkit packet {shown} --candidate NAME"));
        }
    } else {
        ui.say("Nothing was written. Next: the same with -o DIR");
    }
    Ok(outcome(&planned.warnings))
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
        let templates = config.templates(&["plan"])?;
        for (n, plan) in plans.iter().enumerate() {
            let folder = folder.join(variant(n));
            add(&mut outputs, &folder, plan, None, &templates)?;
        }
    }
    match args.format {
        ReportFormat::Table => ui.table(&show::side_by_side(&plans)),
        ReportFormat::Md => {
            let templates = config.templates(&["plan"])?;
            let pages: Vec<String> = plans.iter().map(|p| page(p, &templates)).collect::<Result<_, _>>()?;
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
            ui.say(&format!("Next: panelkit packet {shown}/variant-1 --candidate NAME"));
        }
    } else {
        ui.say("Nothing was written. Next: the same with -o DIR");
    }
    let all: Vec<Diagnostic> = planned.iter().flat_map(|p| p.warnings.clone()).collect();
    Ok(outcome(&all))
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
    match args.format {
        ReportFormat::Json => ui.result(&json_text(&why)),
        ReportFormat::Table | ReportFormat::Md => ui.table(&show::why(&why)),
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
    match args.format {
        ReportFormat::Json => {
            ui.result(&json_text(&json!({ "format": "panelkit.audit/1", "repeats": found })));
        }
        ReportFormat::Table | ReportFormat::Md => ui.table(&show::repeats(&found, plans.len())),
    }
    Ok(if found.is_empty() { Outcome::Done } else { Outcome::NeedsPerson })
}

fn outcome(warnings: &[Diagnostic]) -> Outcome {
    let serious = warnings.iter().any(|w| w.severity > Severity::Note);
    if serious { Outcome::NeedsPerson } else { Outcome::Done }
}

/// The files of a plan. What the kit itself wrote for the `old` plan may be replaced; what a person edited may not.
fn add(
    outputs: &mut Outputs,
    folder: &Path,
    plan: &Plan,
    old: Option<&Plan>,
    templates: &Templates,
) -> Result<(), Failure> {
    let (json_path, page_path) = (folder.join(PLAN), folder.join(PLAN_PAGE));
    let ours = |path: &Path, content: &str| {
        let unedited = std::fs::read(path).is_ok_and(|there| there == content.as_bytes());
        if unedited { Owner::Kit } else { Owner::Person }
    };
    let (json_owner, page_owner) = match old {
        Some(old) => (ours(&json_path, &old.to_json()), ours(&page_path, &page(old, templates)?)),
        None => (Owner::Person, Owner::Person),
    };
    outputs.add_for_all(json_path, plan.to_json(), json_owner);
    outputs.add_for_all(page_path, page(plan, templates)?, page_owner);
    Ok(())
}

/// The content of `plan.md`.
pub(super) fn page(plan: &Plan, templates: &Templates) -> Result<String, Failure> {
    let document = typeset::document(templates, "plan", &plan::outline(plan))?;
    Ok(markdown::write(&document))
}
