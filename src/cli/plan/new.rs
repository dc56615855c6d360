//! A plan for a folder that is begun, with those who hold its rounds.

use super::peopled::PeopledPlan;
use super::request::request;
use super::write::add_new;
use crate::cli::args::{PlanArgs, SheetFormat};
use crate::cli::config::Config;
use crate::cli::files::Outputs;
use crate::cli::ui::Ui;
use crate::diag::{Diagnostic, Failure};
use crate::plan::{self, Member, Plan, RoundPeople};
use crate::text::count;
use std::path::Path;

/// A plan that is in no folder yet.
pub(in crate::cli) struct NewPlan {
    plan: Plan,
    people: Vec<RoundPeople>,
    /// What a person should know about it.
    pub(in crate::cli) warnings: Vec<Diagnostic>,
}

impl NewPlan {
    /// The plan that `args` ask for, completed by what a person answers on the terminal; `command` is what would ask for the
    /// same with options.
    pub(in crate::cli) fn choose(
        args: &PlanArgs,
        command: &str,
        config: &Config,
        ui: &mut Ui,
    ) -> Result<Self, Failure> {
        let bank = config.bank()?;
        let asked = request(args, &bank, config, ui)?;
        asked.value.tell_options(command, ui);
        let request = asked.value.request;
        let chosen = plan::choose(&plan::scoped(&bank, &request), &request)?;
        let warnings = [asked.warnings, chosen.warnings].concat();
        Ok(Self { plan: chosen.value, people: request.people(), warnings })
    }

    /// The same with the members of a panel in its rounds; nobody is in them where the panel is empty.
    pub(in crate::cli) fn held_by(mut self, panel: &[Member]) -> Result<Self, Failure> {
        if !panel.is_empty() {
            let assigned = plan::assign(&self.plan, &self.people, panel)?;
            self.people = assigned.value;
            self.warnings.extend(assigned.warnings);
        }
        Ok(self)
    }

    /// Adds its files, with the schedule where somebody holds a round.
    pub(in crate::cli) fn add(
        &self,
        outputs: &mut Outputs,
        folder: &Path,
        sheets: &[SheetFormat],
        config: &Config,
    ) -> Result<(), Failure> {
        add_new(outputs, folder, PeopledPlan { plan: &self.plan, people: &self.people }, sheets, config)
    }

    /// Whether somebody holds one of its rounds.
    pub(in crate::cli) fn is_held(&self) -> bool {
        PeopledPlan { plan: &self.plan, people: &self.people }.is_held()
    }

    /// Such as `Senior backend engineer, 5 rounds, 270 minutes`.
    pub(in crate::cli) fn told(&self) -> String {
        let minutes: u32 = self.plan.rounds.iter().map(|r| r.minutes).sum();
        let rounds = count(self.plan.rounds.len(), "round");
        format!("{}, {rounds}, {}", self.plan.title(), count(minutes as usize, "minute"))
    }
}
