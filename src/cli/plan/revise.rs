//! Changing the plan that lies in a loop's folder.

use super::impact::Impact;
use super::panel::assigned;
use super::peopled::PeopledPlan;
use super::request::{counted, names};
use super::write::{add, add_page, tell_sheets};
use super::{lists, show};
use crate::bank::Bank;
use crate::cli::args::PlanArgs;
use crate::cli::config::Config;
use crate::cli::confirm::confirmed;
use crate::cli::files::{Outputs, Owner};
use crate::cli::outcome::Outcome;
use crate::cli::people::schedule_file;
use crate::cli::ui::Ui;
use crate::diag::{Diagnostic, Failure, Place, Warned};
use crate::limits::{self, unreadable};
use crate::opening::files::{PLAN, SCHEDULE, revision};
use crate::opening::{LoopFolder, Part, SeatChange, SeatState};
use crate::plan::{self, Market, Plan, PlanChanges, ResolvedStacks, RoundPeople, back_to};
use crate::text::{join, shown};

/// What the arguments change in `plan`, with what isn't covered of it.
pub(super) fn changes(
    args: &PlanArgs,
    bank: &Bank,
    plan: &Plan,
    config: &Config,
    ui: &mut Ui,
) -> Result<Warned<PlanChanges>, Failure> {
    let market = Market::new(bank);
    let stacks = match bank.role(&plan.role) {
        Some(role) => market.stacks(role, &names(&args.stack))?,
        // What the bank lacks is told when the plan is revised.
        None => Warned {
            value: ResolvedStacks { stacks: names(&args.stack), told: Vec::new() },
            warnings: Vec::new(),
        },
    };
    for told in &stacks.value.told {
        ui.say(&format!("{told}."));
    }
    let specs = match bank.role(&plan.role) {
        Some(role) => counted(&market, role, &args.stack, stacks.value.stacks),
        None => args.stack.clone(),
    };
    let changes = PlanChanges {
        swaps: args.swap.clone(),
        exclude: lists::excluded(&args.exclude, bank)?,
        keep: args.keep.clone(),
        minutes: args.minutes.clone(),
        assistant: args.assistant.clone(),
        stacks: (!args.stack.is_empty()).then_some(specs),
        seed: args.seed,
        exposure: lists::exposure(&args.exposure, args.output.as_deref(), &config.sheets)?,
    };
    Ok(Warned { value: changes, warnings: stacks.warnings })
}

/// Changes the plan in `folder` as the arguments say, having told what that means for what was printed.
pub(super) fn run(
    args: &PlanArgs,
    folder: &LoopFolder,
    bank: &Bank,
    config: &Config,
    ui: &mut Ui,
) -> Result<Outcome, Failure> {
    let path = folder.path(PLAN);
    let text = limits::PLAN_FILE.read_text(&path).map_err(|e| unreadable(&path, &e))?;
    let old = folder.plan()?;
    let candidates = folder.candidates(None, &config.sheets)?.value;
    let file = folder.schedule(&old, &candidates, &config.sheets)?;
    let bank = &*plan::scoped_as(bank, &old);
    let mut outputs = Outputs::default();
    let Warned { value: changes, warnings: not_covered } = changes(args, bank, &old, config, ui)?;
    let revised = if args.undo {
        undone(folder, &old, config)?
    } else if changes.is_empty() {
        Revised { plan: Warned { value: old.clone(), warnings: Vec::new() }, restored: None }
    } else {
        Revised { plan: plan::revise(bank, &old, &changes)?, restored: None }
    };
    let Revised { plan: Warned { value: new, mut warnings }, restored } = revised;
    let people_before = file.value.schedule.people(old.rounds.len());
    let people = assigned(args, bank, &new, &people_before, config)?;
    // What the plan lacked before isn't told once more.
    warnings.retain(|w| !old.gaps.contains(&w.message));
    warnings.extend(not_covered);
    warnings.extend(people.warnings);
    warnings.extend(file.warnings);

    let impact = Impact::of(folder, &old, &new, config)?;
    if impact.matters() {
        ui.say(&format!("{}.", impact.words()));
        let refusal = Diagnostic::error("revision", format!("the plan was not changed: {}", impact.words()))
            .at(Place::of_path(&path))
            .hint("--force changes it; print what is out of date again afterwards");
        if !confirmed("Change the plan?", refusal, config, ui)? {
            return Err(Diagnostic::error("broken-off", "nothing was changed").into());
        }
    }
    let before = PeopledPlan { plan: &old, people: &people_before };
    let after = PeopledPlan { plan: &new, people: &people.value };
    if let Some(restored) = &restored {
        outputs.add_for_all(&path, restored.clone(), Owner::Kit);
        add_page(&mut outputs, folder.root(), after, before, &args.sheets(), config)?;
        outputs.remove(folder.path(&revision(new.revision)));
    } else if new != old {
        add(&mut outputs, folder.root(), after, Some(before), &args.sheets(), config)?;
        if new.revision != old.revision {
            outputs.add_for_all(folder.path(&revision(old.revision)), text, Owner::Kit);
        }
    } else {
        add_page(&mut outputs, folder.root(), after, before, &args.sheets(), config)?;
    }
    let seats = seat_changes(&people_before, &people.value);
    // A plan of this format has no people: those of an earlier one go into the schedule.
    if !seats.is_empty() {
        if let Some(content) = schedule_file(folder, &new, &file.value, &seats)? {
            outputs.add(folder.path(SCHEDULE), content, Owner::Kit);
        }
    } else if new != old
        && !old.people.is_empty()
        && let (Some(content), _) = file.value.changed(&new, &[])
    {
        outputs.add(folder.path(SCHEDULE), content, Owner::Kit);
    }
    show::plan(args.printed(), after, config, ui)?;
    ui.findings(&warnings);
    outputs.write(config, ui)?;
    tell(args, folder, &old, &new, &impact, config, ui);
    Ok(Outcome::of(&warnings))
}

/// A plan that was changed, and the content of its file where that is an earlier one.
struct Revised {
    plan: Warned<Plan>,
    restored: Option<String>,
}

/// The revision before: the very file where nothing of the last one is out, else its questions as a new revision.
fn undone(folder: &LoopFolder, old: &Plan, config: &Config) -> Result<Revised, Failure> {
    let path = folder.path(&revision(old.revision.saturating_sub(1)));
    let text = limits::PLAN_FILE.read_text(&path).map_err(|e| {
        let message = format!("there is no revision before {} to go back to: {e}", old.revision);
        Diagnostic::error("no-revision", message)
            .at(Place::of_path(&path))
            .hint("each change keeps the one before it")
    })?;
    let before = Plan::from_json(&shown(&path), &text)?;
    let new = back_to(old, &before);
    let is_out = Impact::of(folder, old, &new, config)?.current_is_out;
    let (value, restored) = if is_out { (new, None) } else { (before, Some(text)) };
    Ok(Revised { plan: Warned { value, warnings: Vec::new() }, restored })
}

/// What has to change in the schedule so that `after` holds the rounds.
pub(super) fn seat_changes(before: &[RoundPeople], after: &[RoundPeople]) -> Vec<SeatChange> {
    let mut changes = Vec::new();
    let nobody = RoundPeople::default();
    for (round, new) in after.iter().enumerate() {
        let old = before.get(round).unwrap_or(&nobody);
        let mut change = |part: Part, names: Vec<String>| {
            changes.push(SeatChange {
                candidate: None,
                round,
                part,
                names,
                adds: part != Part::Lead,
                state: SeatState::Planned,
            });
        };
        if let Some(lead) = new.lead.as_ref().filter(|lead| old.lead.as_ref() != Some(lead)) {
            change(Part::Lead, vec![lead.clone()]);
        }
        let added: Vec<String> = new.shadows.iter().filter(|s| !old.shadows.contains(s)).cloned().collect();
        if !added.is_empty() {
            change(Part::Shadow, added);
        }
    }
    changes
}

fn tell(
    args: &PlanArgs,
    folder: &LoopFolder,
    old: &Plan,
    new: &Plan,
    impact: &Impact,
    config: &Config,
    ui: &mut Ui,
) {
    if config.dry_run {
        return;
    }
    let (at, typed) = (folder.shown(), folder.typed());
    let asks = |plan: &Plan, id: &str| plan.questions().any(|q| q.id == id);
    let left: Vec<&str> = old.questions().map(|q| q.id.as_str()).filter(|id| !asks(new, id)).collect();
    let came: Vec<&str> = new.questions().map(|q| q.id.as_str()).filter(|id| !asks(old, id)).collect();
    if !left.is_empty() {
        ui.say(&format!("Out: {}.", join(&left, "and")));
    }
    if !came.is_empty() {
        ui.say(&format!("In: {}.", join(&came, "and")));
    }
    let told = match (new.revision == old.revision, new == old) {
        (true, true) if args.panel.is_some() => format!("Who holds which round is in {at}/{SCHEDULE}."),
        (true, true) => format!("Plan {} is as it was.", new.card_id()),
        (true, false) => format!("Plan {} asks the same; what was excluded is remembered.", new.card_id()),
        (false, _) => {
            format!("Plan {} is in {at}/{PLAN}. Take it back: panelkit plan -o {typed} --undo", new.card_id())
        }
    };
    ui.say(&told);
    tell_sheets(&args.sheets(), &at, ui);
    if impact.matters() {
        ui.say(&format!("Next: panelkit packet {typed}    prints what is out of date again"));
    }
}
