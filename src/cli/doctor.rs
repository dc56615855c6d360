//! `panelkit doctor`: what is found where, and what is off.

use super::folder::LoopFolder;
use super::settings;
use super::table::{plain_table, trimmed};
use super::ui::{Ui, json};
use super::{Global, Outcome, system_fonts, typeset};
use crate::diag::{Diagnostic, Failure, Place};
use crate::gather;
use crate::template::{self, Templates};
use crate::text::{count, did_you_mean, visible};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Say what is found where, and what is off
#[derive(Args)]
#[command(before_help = "Examples:\n  panelkit doctor\n  panelkit doctor loop")]
pub(super) struct Doctor {
    /// A loop's folder to look at too
    #[arg(value_name = "LOOP")]
    folder: Option<PathBuf>,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Ok,
    /// Worth knowing.
    Note,
    Off,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Check {
    /// What was looked at.
    what: &'static str,
    state: State,
    /// What was found.
    found: String,
    /// Where; none where it is part of the binary or is nowhere.
    path: Option<String>,
    /// What is wrong with it.
    findings: Vec<Diagnostic>,
}

#[derive(Serialize)]
struct View<'a> {
    format: &'static str,
    version: &'static str,
    checks: &'a [Check],
}

impl Check {
    fn ok(what: &'static str, found: impl Into<String>, path: Option<&Path>) -> Self {
        let path = path.map(|p| p.display().to_string());
        Self { what, state: State::Ok, found: found.into(), path, findings: Vec::new() }
    }

    fn note(self) -> Self {
        Self { state: State::Note, ..self }
    }

    fn off(self, findings: Vec<Diagnostic>) -> Self {
        Self { state: State::Off, findings, ..self }
    }
}

impl Doctor {
    /// Looks at everything; `settings` is what reading the settings gave.
    pub(super) fn run(&self, global: &Global, settings: Result<(), Failure>, ui: &mut Ui) -> Outcome {
        let mut checks = settings_checks(settings);
        checks.extend(environment());
        let (bank, hash) = bank(global);
        checks.push(bank);
        checks.push(templates(global));
        checks.extend(fonts());
        if let Some(folder) = &self.folder {
            checks.extend(loop_checks(&LoopFolder::new(folder), folder, hash.as_deref()));
        }
        match self.format {
            Format::Table => ui.result(&table(&checks)),
            Format::Json => {
                let view =
                    View { format: "panelkit.doctor/1", version: env!("CARGO_PKG_VERSION"), checks: &checks };
                ui.result(&json(&view));
            }
        }
        let mut off = 0;
        for check in checks.iter().filter(|c| c.state == State::Off) {
            ui.findings(&check.findings);
            off += 1;
        }
        ui.say(&if off == 0 { "Nothing is off.".to_owned() } else { format!("{} off.", are(off)) });
        if off == 0 { Outcome::Done } else { Outcome::NeedsPerson }
    }
}

fn are(n: usize) -> String {
    if n == 1 { "1 thing is".to_owned() } else { format!("{n} things are") }
}

fn table(checks: &[Check]) -> String {
    let mut t = plain_table();
    for check in checks {
        let state = match check.state {
            State::Ok => "ok",
            State::Note => "note",
            State::Off => "off",
        };
        let found = match &check.path {
            Some(path) => format!("{}: {}", visible(path), visible(&check.found)),
            None => visible(&check.found),
        };
        t.add_row([state.to_owned(), check.what.to_owned(), found]);
    }
    format!("panelkit {}\n\n{}\n", env!("CARGO_PKG_VERSION"), trimmed(&t))
}

fn settings_checks(read: Result<(), Failure>) -> Vec<Check> {
    let mut findings = read.err().map(|f| f.0).unwrap_or_default();
    let mut checks = Vec::new();
    for path in settings::places() {
        let shown = path.display().to_string();
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
fn bank(global: &Global) -> (Check, Option<String>) {
    let folder = global.bank_folder();
    let mut check = Check::ok("bank", "", folder);
    match global.bank() {
        Ok(bank) => {
            let built_in = if folder.is_none() { "built in, " } else { "" };
            check.found = format!(
                "{built_in}{}, {}",
                count(bank.questions.len(), "question"),
                count(bank.roles.len(), "role")
            );
            if bank.questions.is_empty() {
                let finding = Diagnostic::error("no-questions", "the bank has no question");
                let place = Place::file(folder.map(|f| f.display().to_string()).unwrap_or_default());
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

fn templates(global: &Global) -> Check {
    let folder = global.templates.as_deref().or(global.settings.templates.as_deref());
    let Some(folder) = folder else {
        return match Templates::load(None, &template::NAMES) {
            Ok(_) => Check::ok("templates", format!("built in, {}", template::NAMES.join(", ")), None),
            Err(failure) => Check::ok("templates", "built in", None).off(failure.0),
        };
    };
    let check = Check::ok("templates", "", Some(folder));
    let mut findings = Templates::load(Some(folder), &[]).err().map(|f| f.0).unwrap_or_default();
    let known: Vec<String> = template::NAMES.iter().map(|n| format!("{n}.md.hbs")).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let mut own = Vec::new();
    match fs::read_dir(folder) {
        Ok(entries) => {
            let names = entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned());
            for name in names.filter(|n| Path::new(n).extension().is_some_and(|e| e == "hbs")) {
                if !known.contains(&name.as_str()) {
                    let place = Place::file(folder.join(&name).display().to_string());
                    let finding = Diagnostic::error("no-template", "no command uses a template of this name");
                    findings.push(finding.at(place).hint(did_you_mean(&name, &known)));
                }
                own.push(name);
            }
        }
        Err(e) => findings.push(
            Diagnostic::error("unreadable", format!("the folder of templates can't be read: {e}"))
                .at(Place::file(folder.display().to_string()))
                .hint("panelkit eject DIR writes the built-in ones out"),
        ),
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

fn loop_checks(folder: &LoopFolder, path: &Path, bank: Option<&str>) -> Vec<Check> {
    if !path.is_dir() {
        let finding = Diagnostic::error("no-folder", "there is no such folder")
            .at(Place::file(folder.shown()))
            .hint(format!("make one: panelkit plan --role backend --seniority senior -o {}", folder.shown()));
        return vec![Check::ok("loop", "no folder", Some(path)).off(vec![finding])];
    }
    let at = |name: &str| folder.path(name);
    let mut checks = Vec::new();
    let plan = Check::ok("plan", "", Some(&at("plan.json")));
    match folder.plan() {
        Ok(p) => {
            let rounds = count(p.rounds.len(), "round");
            let found = format!("{}, {}, {rounds}", p.id, p.title());
            checks.push(Check { found, ..plan });
            if bank.is_some_and(|hash| hash != p.bank.hash) {
                let found = "it was made from another bank than the one above; its own texts are printed";
                checks.push(Check::ok("plan", found, None).note());
            }
        }
        Err(failure) => checks.push(Check { found: "can't be used".to_owned(), ..plan }.off(failure.0)),
    }
    let list = at("candidates.csv");
    checks.push(match folder.candidates() {
        Ok(names) if list.exists() => Check::ok("candidates", count(names.len(), "candidate"), Some(&list)),
        Ok(_) => Check::ok("candidates", "no list: scorecards say who there is", Some(&list)).note(),
        Err(failure) => Check::ok("candidates", "the list can't be used", Some(&list)).off(failure.0),
    });
    for (what, name) in [("packets", "packets"), ("blank", "scorecards"), ("scores", "scores")] {
        let path = at(name);
        let left =
            if path.is_dir() { gather::files(std::slice::from_ref(&path)) } else { gather::Left::default() };
        let check = Check::ok(what, count(left.files.len(), "file"), Some(&path));
        let serious: Vec<Diagnostic> =
            left.findings.into_iter().filter(|d| d.severity > crate::diag::Severity::Note).collect();
        checks.push(match (left.files.is_empty(), serious.is_empty()) {
            (_, false) => check.off(serious),
            (true, true) => check.note(),
            (false, true) => check,
        });
    }
    checks.extend(leftovers(path));
    checks
}

/// Temporary files of a run that was stopped.
fn leftovers(folder: &Path) -> Option<Check> {
    let mut findings = Vec::new();
    for folder in ["", "packets", "scorecards"].map(|n| folder.join(n)) {
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        for name in entries.map(|e| e.file_name()).filter(|n| n.to_string_lossy().starts_with(".panelkit-")) {
            let finding = Diagnostic::error("leftover", "a run that was stopped has left this file");
            let place = Place::file(folder.join(name).display().to_string());
            findings.push(finding.at(place).hint("remove it, unless panelkit is running here now"));
        }
    }
    findings.sort_by(|a, b| a.place.cmp(&b.place));
    (!findings.is_empty())
        .then(|| Check::ok("temporary files", count(findings.len(), "file"), None).off(findings))
}
