//! `panelkit letter`: an invitation, thanks, and what comes next.

use super::people::Addressees;
use super::write::{Draft, write};
use crate::cli::args::{LetterArgs, LetterName};
use crate::cli::config::Config;
use crate::cli::files::FolderLock;
use crate::cli::outcome::Outcome;
use crate::cli::ui::Ui;
use crate::diag::{Diagnostic, Failure};
use crate::letters::letter;
use crate::opening::files::LETTERS;
use crate::opening::{DecisionValue, LoopFolder};
use crate::text::{argument, count, fold};

/// The decision that has to stand before a letter goes; none for those that say nothing of one.
fn wanted(letter: LetterName) -> Option<DecisionValue> {
    match letter {
        LetterName::Invitation | LetterName::Thanks => None,
        LetterName::NotThisTime => Some(DecisionValue::No),
        LetterName::NextRound => Some(DecisionValue::Next),
    }
}

pub(in crate::cli) fn run(args: &LetterArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let folder = LoopFolder::new(&args.folder);
    let _lock = FolderLock::take(folder.root(), "letter", config, ui)?;
    let plan = folder.plan()?;
    let people = Addressees::of(&folder, config)?;
    let places = places(args, &folder, &people)?;
    let schedule = folder.schedule(&plan, &people.all, &config.sheets)?;
    let name = args.letter.name();
    let drafts: Vec<_> = places
        .iter()
        .map(|&place| Draft {
            slug: people.slug(place).to_owned(),
            title: plan.title(),
            view: letter(&plan, &schedule.value.schedule, &people.setting(place, config, args.names)),
        })
        .collect();
    let mut warnings = schedule.warnings;
    warnings.extend(write(&folder, name, &drafts, &args.format, args.paper, config, ui)?);
    ui.findings(&warnings);
    if !config.dry_run {
        let what = count(drafts.len(), "letter");
        ui.say(&format!("{what} in {}/{LETTERS}: read and edit before sending.", folder.shown()));
    }
    Ok(Outcome::of(&warnings))
}

/// The candidates whom the letter is for: those who are named, else all for whom it is due.
fn places(args: &LetterArgs, folder: &LoopFolder, people: &Addressees) -> Result<Vec<usize>, Failure> {
    let named = people.named(&args.candidate, folder)?;
    let Some(wanted) = wanted(args.letter) else {
        return if args.candidate.is_empty() { people.active() } else { Ok(named) };
    };
    let decisions = folder.decisions()?;
    let is_so = |place: usize| {
        let name = fold(&people.all[place].name);
        decisions.holding().any(|d| fold(&d.candidate) == name && d.decision == wanted)
    };
    if args.candidate.is_empty() {
        let due: Vec<usize> = (0..people.all.len()).filter(|place| is_so(*place)).collect();
        if due.is_empty() {
            let message = format!("nobody has the decision `{}`", wanted.name());
            return Err(Diagnostic::error("not-decided", message).hint(how(wanted, folder, "NAME")).into());
        }
        return Ok(due);
    }
    let undecided = named.iter().filter(|place| !is_so(**place));
    let findings: Vec<Diagnostic> = undecided
        .map(|place| {
            let name = &people.all[*place].name;
            let message = format!("it isn't decided that {name} {}", wanted.words().to_lowercase());
            Diagnostic::error("not-decided", message).hint(how(wanted, folder, &argument(name)))
        })
        .collect();
    if findings.is_empty() { Ok(named) } else { Err(Failure(findings)) }
}

fn how(wanted: DecisionValue, folder: &LoopFolder, name: &str) -> String {
    let (value, folder) = (wanted.name(), folder.typed());
    format!("first: panelkit decide {folder} --candidate {name} --decision {value} --by NAME --reason TEXT")
}
