//! `panelkit brief`: what a candidate gets beforehand.

use super::people::Addressees;
use super::write::{Draft, write};
use crate::cli::args::BriefArgs;
use crate::cli::config::Config;
use crate::cli::files::FolderLock;
use crate::cli::outcome::Outcome;
use crate::cli::ui::Ui;
use crate::diag::{Diagnostic, Failure};
use crate::letters::brief;
use crate::opening::LoopFolder;
use crate::opening::files::LETTERS;
use crate::text::count;

pub(in crate::cli) fn run(args: &BriefArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let folder = LoopFolder::new(&args.folder);
    let _lock = FolderLock::take(folder.root(), "brief", config, ui)?;
    let plan = folder.plan()?;
    let bank = config.bank()?;
    let people = Addressees::of(&folder, config)?;
    let places =
        if args.candidate.is_empty() { people.active()? } else { people.named(&args.candidate, &folder)? };
    let schedule = folder.schedule(&plan, &people.all, &config.sheets)?;
    let drafts: Vec<_> = places
        .iter()
        .map(|&place| Draft {
            slug: people.slug(place).to_owned(),
            title: format!("Your interviews: {}", plan.title()),
            view: brief(&plan, &bank, &schedule.value.schedule, &people.setting(place, config, args.names)),
        })
        .collect();
    let mut warnings = schedule.warnings;
    warnings.extend(write(&folder, "brief", &drafts, &args.format, args.paper, config, ui)?);
    if config.settings.contact.is_none() {
        let finding = Diagnostic::note("no-contact", "the briefs don't say whom to ask");
        ui.findings(&[finding.hint("in panelkit.toml: contact = \"Mia Berg, mia@acme.example\"")]);
    }
    ui.findings(&warnings);
    if !config.dry_run {
        ui.say(&format!("{} in {}/{LETTERS}.", count(drafts.len(), "brief"), folder.shown()));
    }
    Ok(Outcome::of(&warnings))
}
