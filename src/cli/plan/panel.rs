//! The panel's file on the command line.

use crate::bank::Bank;
use crate::cli::args::PlanArgs;
use crate::cli::config::Config;
use crate::diag::{Diagnostic, Failure, Warned};
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
    // What was noticed in the file may be why nobody fits.
    let with_panel = |others: Vec<Diagnostic>| [panel.warnings.clone(), others].concat();
    let assigned = plan::assign(plan, people, &panel.value).map_err(|e| Failure(with_panel(e.0)))?;
    Ok(Warned { value: assigned.value, warnings: with_panel(assigned.warnings) })
}
