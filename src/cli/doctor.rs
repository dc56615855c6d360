//! `panelkit doctor`: what is found where, and what is off.

mod check;
mod opening;
mod retention;

use super::args::{DoctorArgs, TableFormat};
use super::config::Config;
use super::config::{no_template_folder, settings_files};
use super::outcome::Outcome;
use super::scores::Clock;
use super::table::{plain_table, trimmed};
use super::ui::{Ui, json};
use super::{system_fonts, typeset};
use crate::diag::{Diagnostic, Place};
use crate::opening::LoopFolder;
use crate::template::{self, Templates};
use crate::text::{count, did_you_mean, shown, visible};
use crate::walk::Walk;
use check::{Check, CheckState};
use opening::loop_checks;
use retention::retention_check;
use serde::Serialize;
use std::env;
use std::path::Path;

#[derive(Serialize)]
struct DoctorView<'a> {
    format: &'static str,
    version: &'static str,
    checks: &'a [Check],
}

/// Looks at everything; `mistakes` are those in the settings.
pub(super) fn run(args: &DoctorArgs, config: &Config, mistakes: Vec<Diagnostic>, ui: &mut Ui) -> Outcome {
    let mut checks = settings_checks(args.folder.as_deref(), mistakes);
    checks.extend(environment());
    let (bank, hash) = bank(config);
    checks.push(bank);
    checks.push(templates(config));
    checks.extend(fonts());
    if let Some(folder) = &args.folder {
        let (folder, clock) = (LoopFolder::new(folder), Clock::of(args.today));
        checks.extend(loop_checks(&folder, hash.as_deref(), config));
        checks.extend(retention_check(&folder, &clock, config));
    }
    match args.format {
        TableFormat::Table => ui.table(&table(&checks)),
        TableFormat::Json => {
            let view = DoctorView {
                format: "panelkit.doctor/1",
                version: env!("CARGO_PKG_VERSION"),
                checks: &checks,
            };
            ui.result(&json(&view));
        }
    }
    let mut off = 0;
    for check in checks.iter().filter(|c| c.state == CheckState::Off) {
        ui.findings(&check.findings);
        off += 1;
    }
    ui.say(&if off == 0 { "Nothing is off.".to_owned() } else { format!("{} off.", are(off)) });
    if off == 0 { Outcome::Done } else { Outcome::NeedsPerson }
}

fn are(n: usize) -> String {
    if n == 1 { "1 thing is".to_owned() } else { format!("{n} things are") }
}

fn table(checks: &[Check]) -> String {
    let mut t = plain_table();
    for check in checks {
        let state = match check.state {
            CheckState::Ok => "ok",
            CheckState::Note => "note",
            CheckState::Off => "off",
        };
        let found = match &check.path {
            Some(path) => format!("{}: {}", visible(path), visible(&check.found)),
            None => visible(&check.found),
        };
        t.add_row([state.to_owned(), check.what.to_owned(), found]);
    }
    format!("panelkit {}\n\n{}\n", env!("CARGO_PKG_VERSION"), trimmed(&t))
}

fn settings_checks(opening: Option<&Path>, mut findings: Vec<Diagnostic>) -> Vec<Check> {
    let mut checks = Vec::new();
    for path in settings_files(opening) {
        let shown = shown(&path);
        let here: Vec<Diagnostic> =
            findings.extract_if(.., |d| d.place.as_ref().is_some_and(|p| p.file == shown)).collect();
        let check = |found: &str| Check::ok("settings", found, Some(&path));
        checks.push(match (path.exists(), here.is_empty()) {
            (false, true) => check("none; the kit's own serve"),
            (true, true) => check("read"),
            (_, false) => check(&count(here.len(), "mistake")).off(here),
        });
    }
    checks
}

/// Variables of the environment that are read, by flags or by the settings.
const VARIABLES: [&str; 5] = [
    "PANELKIT_BANK",
    "PANELKIT_TEMPLATES",
    "PANELKIT_PAPER",
    "PANELKIT_ORGANISATION",
    "PANELKIT_CONFIDENTIALITY",
];

fn environment() -> Vec<Check> {
    let mut names: Vec<String> = env::vars_os()
        .filter_map(|(name, _)| name.into_string().ok())
        .filter(|name| name.starts_with("PANELKIT_"))
        .collect();
    names.sort();
    let check = |name: String| {
        let found = Check::ok("environment", format!("{name} is set"), None);
        if VARIABLES.contains(&name.as_str()) {
            return found;
        }
        let finding = Diagnostic::error("no-variable", format!("nothing reads the variable {name}"));
        found.off(vec![finding.hint(did_you_mean(&name, &VARIABLES))])
    };
    names.into_iter().map(check).collect()
}

/// The bank, and its hash where it is whole.
fn bank(config: &Config) -> (Check, Option<String>) {
    let folder = config.bank_folder();
    let mut check = Check::ok("bank", "", folder);
    match config.bank() {
        Ok(bank) => {
            let built_in = if folder.is_none() { "built in, " } else { "" };
            check.found = format!(
                "{built_in}{}, {}",
                count(bank.questions.len(), "question"),
                count(bank.roles.len(), "role")
            );
            if bank.questions.is_empty() {
                let finding = Diagnostic::error("no-questions", "the bank has no question");
                let place = Place::file(folder.map(shown).unwrap_or_default());
                let hint = "questions are below questions/: panelkit bank new ID --bank DIR writes one";
                return (check.off(vec![finding.at(place).hint(hint)]), None);
            }
            (check, Some(bank.hash))
        }
        Err(failure) => {
            let found = "can't be used".to_owned();
            (Check { found, ..check }.off(failure.0), None)
        }
    }
}

fn templates(config: &Config) -> Check {
    let Some(folder) = config.template_folder.as_deref() else {
        return match Templates::load(None, &template::NAMES) {
            Ok(_) => Check::ok("templates", format!("built in, {}", template::NAMES.join(", ")), None),
            Err(failure) => Check::ok("templates", "built in", None).off(failure.0),
        };
    };
    if !folder.is_dir() {
        return Check::ok("templates", "no folder", Some(folder)).off(vec![no_template_folder(folder)]);
    }
    let check = Check::ok("templates", "", Some(folder));
    let mut findings = Templates::load(Some(folder), &[]).err().map(|f| f.0).unwrap_or_default();
    let known: Vec<String> = template::NAMES.iter().map(|n| format!("{n}.md.hbs")).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let mut own = Vec::new();
    let walked = Walk::ONE_LEVEL.through(&[folder]);
    findings.extend(walked.findings);
    for path in walked.files.iter().filter(|p| p.extension().is_some_and(|e| e == "hbs")) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !known.contains(&name.as_str()) {
            let finding = Diagnostic::error("no-template", "no command uses a template of this name");
            findings.push(finding.at(Place::of_path(path)).hint(did_you_mean(&name, &known)));
        }
        own.push(name);
    }
    own.sort();
    let found = match own.as_slice() {
        [] => "none of its own; the built-in ones serve".to_owned(),
        own => own.join(", "),
    };
    let check = Check { found, ..check };
    if findings.is_empty() { check } else { check.off(findings) }
}

fn fonts() -> Vec<Check> {
    let built_in = match typeset::fonts() {
        Ok(_) => Check::ok("fonts", "built in: Latin, Greek and Cyrillic", None),
        Err(failure) => Check::ok("fonts", "built in", None).off(failure.0),
    };
    let here = system_fonts::number();
    let found = format!("{} of this machine, for other scripts", count(here, "font"));
    let machine = Check::ok("fonts", found, None);
    vec![built_in, if here == 0 { machine.note() } else { machine }]
}
