//! `panelkit purge`: remove what a loop holds about one person, or about all whose date has come.

use super::due;
use super::guard::{Protected, allowed};
use super::holding::Holding;
use super::removal::remove;
use crate::cli::args::PurgeArgs;
use crate::cli::config::Config;
use crate::cli::files::FolderLock;
use crate::cli::outcome::Outcome;
use crate::cli::retention::LoopRetention;
use crate::cli::scores::Clock;
use crate::cli::ui::Ui;
use crate::diag::Failure;
use crate::opening::LoopFolder;

pub(in crate::cli) fn run(args: &PurgeArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let _lock = FolderLock::take(&args.folder, "purge", config, ui)?;
    let folder = LoopFolder::new(&args.folder);
    let Some(name) = &args.candidate else { return due::run(&folder, args.today, config, ui) };
    let holding = Holding::find(folder.root(), name, config)?;
    let retention = LoopRetention::read(&folder, &Clock::of(args.today), config)?;
    allowed(&retention, &holding, args.requested)?;
    let removed = remove(&holding, &Protected::beside(&retention, holding.candidate()), config, ui)?;
    if config.dry_run {
        ui.say("Nothing was changed.");
    } else {
        ui.say("Mail, downloads, paper and backups are yours to find.");
        if !removed.next.is_empty() {
            ui.say(&removed.next);
        }
    }
    Ok(removed.outcome)
}
