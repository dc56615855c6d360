//! `panelkit plan`: choose the questions of a loop, change one of them, or ask why.

mod ask;
mod lists;
mod show;

use super::files::{FolderLock, Outputs, Owner};
use super::folder::unreadable;
use super::ui::{Ui, json as json_text};
use super::{Global, Outcome, typeset};
use crate::bank::Bank;
use crate::diag::{Diagnostic, Failure, Severity, Warned};
use crate::limits;
use crate::plan::{self, Pin, Request, RoundSpec};
use crate::render::markdown;
use crate::template::Templates;
use clap::{Args, ValueEnum};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Choose the questions of a loop of rounds
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit plan --role backend --seniority senior --stack rust,postgres -o loop\n  \
                   panelkit plan --role backend --level mid --loop screen\n  \
                   panelkit plan --role backend --level staff --round system-design:60:Ana\n  \
                   panelkit plan -o loop --swap last-seat-sold-twice  another in its place\n  \
                   panelkit plan -o loop --why last-seat-sold-twice   why it is there, or isn't"
)]
pub(super) struct Plan {
    /// The role, such as backend; asked for on a terminal
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// The level: junior, mid, senior or staff
    #[arg(long, visible_alias = "level", value_name = "LEVEL")]
    seniority: Option<String>,
    /// Technologies to ask about, such as rust,postgres
    #[arg(long, value_name = "STACK", value_delimiter = ',')]
    stack: Vec<String>,
    /// The loop whose rounds are filled: screen or onsite
    #[arg(long = "loop", value_name = "NAME", default_value = "onsite")]
    loop_name: String,
    /// A round composed by hand, in place of the loop's; repeat for more
    #[arg(long, value_name = "KIND:MINUTES[:INTERVIEWER]")]
    round: Vec<RoundSpec>,
    /// Assign interviewers: a CSV of names, competencies, stacks, kinds and limits
    #[arg(long, value_name = "FILE")]
    panel: Option<PathBuf>,
    /// Leave out a question, the questions of an earlier plan.json, or those listed in a file
    #[arg(long, value_name = "ID|PLAN|FILE")]
    exclude: Vec<String>,
    /// Put this question into that round, whatever else is chosen
    #[arg(long, value_name = "ID@ROUND")]
    keep: Vec<Pin>,
    /// Prefer questions asked less often: a CSV item,count, or earlier plans
    #[arg(long, value_name = "FILE|PLAN")]
    exposure: Vec<PathBuf>,
    /// Replace this question by the best equivalent, and leave the rest as it is
    #[arg(long, value_name = "ID", conflicts_with_all = ["keep", "variants", "why"])]
    swap: Option<String>,
    /// Make several plans that are as good and share no question
    #[arg(long, value_name = "N", conflicts_with_all = ["keep", "why"], value_parser = clap::value_parser!(u8).range(2..=8))]
    variants: Option<u8>,
    /// Say why a question is in the plan, or why it isn't
    #[arg(long, value_name = "ID")]
    why: Option<String>,
    /// Find what is asked twice within and across existing plans
    #[arg(long, value_name = "PLAN", num_args = 1.., conflicts_with_all = ["role", "seniority", "swap", "variants", "why", "output"])]
    audit: Vec<PathBuf>,
    /// Another seed makes another plan that is as good
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// Write plan.json and plan.md into this folder; without --role the plan that is there is changed
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// How the plan is printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Md,
    Json,
}

impl Plan {
    pub(super) fn run(&self, global: &Global, ui: &mut Ui) -> Result<Outcome, Failure> {
        if !self.audit.is_empty() {
            return self.repeats(ui);
        }
        let bank = global.bank()?;
        let mut lock = FolderLock::default();
        let changes = self.changes();
        if changes {
            lock = self.lock(global, ui)?;
        }
        let (request, old) = self.request(&bank, global, ui)?;
        if let Some(id) = &self.why {
            return self.reason(&bank, &request, old, id, ui);
        }
        // A person who answers questions may take long: nobody waits for that.
        if !changes {
            lock = self.lock(global, ui)?;
        }
        let _held_until_the_end = lock;
        if let Some(n) = self.variants {
            let plans = plan::variants(&bank, &request, n.into())?;
            return self.several(&plans, global, ui);
        }
        let planned = match (&self.swap, &old) {
            (Some(id), Some(old)) => plan::swap(&bank, &request, old, id)?,
            (Some(id), None) => plan::swap(&bank, &request, &plan::choose(&bank, &request)?.value, id)?,
            (None, Some(old)) if self.panel.is_some() => Warned { value: old.clone(), warnings: Vec::new() },
            (None, _) => plan::choose(&bank, &request)?,
        };
        let planned = self.assigned(&bank, planned)?;
        self.deliver(&planned, old.as_ref(), global, ui)
    }

    /// Whether the plan that lies in the output folder is read, and another made of it.
    fn changes(&self) -> bool {
        let there = self.output.as_deref().is_some_and(|o| o.join("plan.json").exists());
        let change = self.swap.is_some() || self.why.is_some() || self.panel.is_some();
        there && self.role.is_none() && change
    }

    /// The lock of the output folder, where something is to be written.
    fn lock(&self, global: &Global, ui: &mut Ui) -> Result<FolderLock, Failure> {
        match &self.output {
            Some(folder) if self.why.is_none() => FolderLock::take_new(folder, "plan", global, ui),
            _ => Ok(FolderLock::default()),
        }
    }

    /// What is asked for: by the arguments, by the plan that lies in the output folder, or by answers on the terminal.
    fn request(
        &self,
        bank: &Bank,
        global: &Global,
        ui: &mut Ui,
    ) -> Result<(Request, Option<plan::Plan>), Failure> {
        let (mut request, old) = match &self.output {
            Some(folder) if self.changes() => {
                let old = lists::plan_in(folder)?;
                (old.as_ref().map(Request::of).unwrap_or_default(), old)
            }
            _ => {
                let answers = ask::complete(
                    bank,
                    self.role.as_deref(),
                    self.seniority.as_deref(),
                    &self.stack,
                    global,
                )?;
                if answers.asked {
                    ui.say(&format!("The same without questions: {}", answers.command_line(&self.loop_name)));
                }
                let request = Request {
                    role: answers.role,
                    level: answers.level,
                    stacks: answers.stacks,
                    loop_name: self.loop_name.clone(),
                    rounds: self.round.clone(),
                    seed: self.seed,
                    ..Request::default()
                };
                (request, None)
            }
        };
        request.exclude = lists::excluded(&self.exclude, bank)?;
        request.exposure = lists::exposure(&self.exposure)?;
        request.keep.clone_from(&self.keep);
        Ok((request, old))
    }

    /// The plan with the panel's interviewers, where there is a panel.
    fn assigned(&self, bank: &Bank, planned: Warned<plan::Plan>) -> Result<Warned<plan::Plan>, Failure> {
        let Some(path) = &self.panel else { return Ok(planned) };
        let bytes = limits::LIST_FILE.read(path).map_err(|e| unreadable(path, &e))?;
        let panel = plan::read_panel(bank, &path.display().to_string(), &bytes)?;
        let mut assigned = plan::assign(&planned.value, &panel)?;
        assigned.warnings.splice(0..0, planned.warnings);
        Ok(assigned)
    }

    /// Prints a plan and writes it.
    fn deliver(
        &self,
        planned: &Warned<plan::Plan>,
        old: Option<&plan::Plan>,
        global: &Global,
        ui: &mut Ui,
    ) -> Result<Outcome, Failure> {
        let plan = &planned.value;
        let mut outputs = Outputs::default();
        if let Some(folder) = &self.output {
            add(&mut outputs, folder, plan, old, &global.templates(&["plan"])?)?;
        }
        match self.format {
            Format::Table => ui.result(&show::table(&plan::outline(plan))),
            Format::Md => ui.result(&page(plan, &global.templates(&["plan"])?)?),
            Format::Json => ui.result(&plan.to_json()),
        }
        ui.findings(&planned.warnings);
        if let Some(folder) = &self.output {
            outputs.write(global, ui)?;
            if !global.dry_run {
                let shown = folder.display();
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
        &self,
        planned: &[Warned<plan::Plan>],
        global: &Global,
        ui: &mut Ui,
    ) -> Result<Outcome, Failure> {
        let plans: Vec<plan::Plan> = planned.iter().map(|p| p.value.clone()).collect();
        let mut outputs = Outputs::default();
        if let Some(folder) = &self.output {
            let templates = global.templates(&["plan"])?;
            for (n, plan) in plans.iter().enumerate() {
                let folder = folder.join(format!("variant-{}", n + 1));
                add(&mut outputs, &folder, plan, None, &templates)?;
            }
        }
        match self.format {
            Format::Table => ui.result(&show::side_by_side(&plans)),
            Format::Md => {
                let templates = global.templates(&["plan"])?;
                let pages: Vec<String> =
                    plans.iter().map(|p| page(p, &templates)).collect::<Result<_, _>>()?;
                ui.result(&pages.join("\n"));
            }
            Format::Json => ui.result(&json_text(&json!({ "format": "panelkit.plans/1", "plans": plans }))),
        }
        for (n, planned) in planned.iter().enumerate() {
            if !planned.warnings.is_empty() {
                ui.say(&format!("Plan {}:", n + 1));
            }
            ui.findings(&planned.warnings);
        }
        if let Some(folder) = &self.output {
            outputs.write(global, ui)?;
            if !global.dry_run {
                let shown = folder.display();
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
        &self,
        bank: &Bank,
        request: &Request,
        old: Option<plan::Plan>,
        id: &str,
        ui: &mut Ui,
    ) -> Result<Outcome, Failure> {
        let plan = match old {
            Some(old) => old,
            None => plan::choose(bank, request)?.value,
        };
        let why = plan::explain(bank, request, &plan, id)?;
        match self.format {
            Format::Json => ui.result(&json_text(&why)),
            Format::Table | Format::Md => ui.result(&show::why(&why)),
        }
        Ok(Outcome::Done)
    }

    /// `--audit`.
    fn repeats(&self, ui: &mut Ui) -> Result<Outcome, Failure> {
        let mut plans = Vec::new();
        for path in &self.audit {
            let plan = lists::plan_in(path)?.ok_or_else(|| {
                Diagnostic::error("no-plan", "this is neither a plan.json nor a folder that holds one")
                    .at(crate::diag::Place::file(path.display().to_string()))
                    .hint("name loop folders: panelkit plan --audit loop-a loop-b")
            })?;
            plans.push((path.display().to_string(), plan));
        }
        let found = plan::audit(&plans);
        match self.format {
            Format::Json => {
                ui.result(&json_text(&json!({ "format": "panelkit.audit/1", "repeats": found })));
            }
            Format::Table | Format::Md => ui.result(&show::repeats(&found, plans.len())),
        }
        Ok(if found.is_empty() { Outcome::Done } else { Outcome::NeedsPerson })
    }
}

fn outcome(warnings: &[Diagnostic]) -> Outcome {
    let serious = warnings.iter().any(|w| w.severity > Severity::Note);
    if serious { Outcome::NeedsPerson } else { Outcome::Done }
}

/// The files of a plan. What the kit itself wrote for the `old` plan may be replaced; what a person edited may not.
fn add(
    outputs: &mut Outputs,
    folder: &Path,
    plan: &plan::Plan,
    old: Option<&plan::Plan>,
    templates: &Templates,
) -> Result<(), Failure> {
    let (json_path, page_path) = (folder.join("plan.json"), folder.join("plan.md"));
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
pub(super) fn page(plan: &plan::Plan, templates: &Templates) -> Result<String, Failure> {
    let document = typeset::document(templates, "plan", &plan::outline(plan))?;
    Ok(markdown::write(&document))
}
