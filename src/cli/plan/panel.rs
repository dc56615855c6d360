//! The panel's file on the command line.

use crate::bank::Bank;
use crate::cli::args::PlanArgs;
use crate::cli::config::Config;
use crate::diag::{Failure, Warned};
use crate::limits::{self, unreadable};
use crate::plan::{self, Plan, RoundPeople};
use crate::text::shown;

/// The people of the rounds of `plan`: those of `people`, and where there is a panel, its members.
pub(super) fn assigned(
    args: &PlanArgs,
    bank: &Bank,
    plan: &Plan,
    people: &[RoundPeople],
    config: &Config,
) -> Result<Warned<Vec<RoundPeople>>, Failure> {
    let Some(path) = &args.panel else { return Ok(Warned { value: people.to_vec(), warnings: Vec::new() }) };
    let bytes = limits::LIST_FILE.read(path).map_err(|e| unreadable(path, &e))?;
    let panel = plan::read_panel(bank, &shown(path), &bytes, &config.sheets)?;
    let mut assigned = plan::assign(plan, people, &panel.value)?;
    assigned.warnings.splice(0..0, panel.warnings);
    Ok(assigned)
}
