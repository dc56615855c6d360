//! `panelkit init`: a folder to begin an opening with.

mod settings;

use super::args::InitArgs;
use super::config::Config;
use super::files::{FolderLock, Outputs, Owner, exists};
use super::outcome::Outcome;
use super::plan::{NewPlan, ask_names, can_ask};
use super::ui::Ui;
use crate::diag::{Diagnostic, Failure};
use crate::opening::files::{CANDIDATES, PANEL, PLAN, PLAN_PAGE, SCHEDULE, SETTINGS, START};
use crate::opening::{CandidateFile, LoopFolder};
use crate::plan::read_panel;
use crate::sheet::write_csv;
use crate::text::{count, fold};
use clap::ValueEnum;
use settings::settings_text;

/// The columns of a list of candidates.
const CANDIDATE_COLUMNS: [&str; 5] = ["name", "id", "email", "due", "state"];
/// The columns of a panel.
const PANEL_COLUMNS: [&str; 7] =
    ["name", "email", "competencies", "stacks", "kinds", "max_rounds", "trainee"];

/// The mark by which spreadsheets know UTF-8.
const UTF8_MARK: &str = "\u{feff}";
/// The page that tells the way from here; `{plan}` stands for the step of the plan.
const START_PAGE: &str = include_str!("init/start.md");
/// That step where there is a plan.
const CHANGE_PLAN: &str = "Read `plan.md`: rounds, questions, and what is rated where. `panelkit plan -o . --swap ID` puts \
                           another\n   question in the place of one, `panelkit plan -o . --panel panel.csv` assigns the panel.";
/// That step where there is none.
const MAKE_PLAN: &str = "Make a plan: `panelkit plan --role backend --seniority senior --stack rust,postgres -o .`, with \
                         `--panel panel.csv`\n   to assign the panel. `panelkit plan -o .` alone asks what is left out.";

pub(super) fn run(args: &InitArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let folder = LoopFolder::new(&args.folder);
    let asks = can_ask(config);
    if asks {
        // Nobody answers questions for nothing.
        is_new(&folder)?;
    }
    let planned = if args.names_plan() || asks {
        let command = format!("panelkit init {}", folder.typed());
        Some(NewPlan::choose(&args.plan(), &command, config, ui)?)
    } else {
        None
    };
    let candidates = people(&args.candidate, "candidates", "--candidate", asks)?;
    let interviewers = people(&args.interviewer, "interviewers", "--interviewer", asks)?;
    let candidate_list = list(CANDIDATE_COLUMNS, &candidates);
    let panel = list(PANEL_COLUMNS, &interviewers);
    // What is written is what the other commands read.
    CandidateFile::read(CANDIDATES, &candidate_list, &config.sheets)?;
    let members = read_panel(&config.bank()?, PANEL, &panel, &config.sheets)?.value;
    let planned = planned.map(|plan| plan.held_by(&members)).transpose()?;

    let mut outputs = Outputs::default();
    outputs.keep_edited();
    outputs.add_for_all(folder.path(SETTINGS), settings_text(&set(args)), Owner::Person);
    outputs.add(folder.path(CANDIDATES), candidate_list, Owner::Person);
    outputs.add_for_all(folder.path(PANEL), panel, Owner::Person);
    outputs.add_for_all(folder.path(START), start_text(planned.is_some()), Owner::Person);
    if let Some(plan) = &planned {
        plan.add(&mut outputs, folder.root(), &[], config)?;
    }
    let _lock = FolderLock::take_new(folder.root(), "init", config, ui)?;
    outputs.write(config, ui).map_err(|failure| Failure(failure.0.into_iter().map(begun).collect()))?;
    let warnings = planned.as_ref().map_or(&[][..], |plan| &plan.warnings);
    ui.findings(warnings);
    if !config.dry_run {
        tell(&folder, candidates.len(), interviewers.len(), planned.as_ref(), ui);
    }
    Ok(Outcome::of(warnings))
}

/// Fails where a file stands in `folder` that this would write.
fn is_new(folder: &LoopFolder) -> Result<(), Failure> {
    let names = [SETTINGS, CANDIDATES, PANEL, START, PLAN, PLAN_PAGE, SCHEDULE];
    let standing = names.iter().map(|name| folder.path(name)).filter(|path| path.exists());
    let findings: Vec<Diagnostic> = standing.map(|path| exists(&path)).map(begun).collect();
    if findings.is_empty() { Ok(()) } else { Err(Failure(findings)) }
}

/// The finding that a file stands in the way, for somebody who begins a folder: nothing overwrites it.
fn begun(finding: Diagnostic) -> Diagnostic {
    match finding.code {
        "exists" => finding.hint("nothing was written; name another folder, or move the file away"),
        _ => finding,
    }
}

/// The names that are given with `flag`, else those that somebody types; each once.
fn people(given: &[String], noun: &str, flag: &str, asks: bool) -> Result<Vec<String>, Failure> {
    let typed = if given.is_empty() && asks { ask_names(noun, flag)? } else { given.to_vec() };
    if typed.iter().any(|name| name.trim().is_empty()) {
        let message = format!("one of the {noun} has no name");
        return Err(Diagnostic::error("no-name", message).hint(format!("{flag} wants one")).into());
    }
    let mut names: Vec<String> = Vec::new();
    for name in typed.iter().map(|name| name.trim()) {
        if !names.iter().any(|known| fold(known) == fold(name)) {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

/// A list with these columns, of which the first is the name. It begins with the mark by which a spreadsheet knows UTF-8 and
/// keeps it.
fn list<const N: usize>(columns: [&str; N], names: &[String]) -> Vec<u8> {
    let mut rows = vec![columns];
    for name in names {
        rows.push(std::array::from_fn(|at| if at == 0 { name.as_str() } else { "" }));
    }
    [UTF8_MARK.as_bytes(), &write_csv(&rows)].concat()
}

/// What the command line sets.
fn set(args: &InitArgs) -> Vec<(&'static str, String)> {
    let paper = args.paper.and_then(|paper| paper.to_possible_value()).map(|p| p.get_name().to_owned());
    let given =
        [("organisation", args.organisation.clone()), ("paper", paper), ("country", args.country.clone())];
    given.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}

/// The page that tells the way from here.
fn start_text(has_plan: bool) -> String {
    START_PAGE.replace("{plan}", if has_plan { CHANGE_PLAN } else { MAKE_PLAN })
}

/// Says what there is now and what comes next.
fn tell(folder: &LoopFolder, candidates: usize, interviewers: usize, plan: Option<&NewPlan>, ui: &mut Ui) {
    let at = folder.shown();
    ui.say(&format!("In {at}:"));
    let mut line = |name: &str, what: &str| ui.say(&format!("  {name:<15} {what}"));
    line(START, "the way from here");
    line(SETTINGS, "settings to choose from");
    line(CANDIDATES, &count(candidates, "candidate"));
    line(PANEL, &count(interviewers, "interviewer"));
    if let Some(plan) = plan {
        line(PLAN_PAGE, &plan.told());
        line(PLAN, "the same, with every text that a packet prints");
        if plan.is_held() {
            line(SCHEDULE, "who holds which round");
        }
    }
    let at = folder.typed();
    ui.say(&match (plan, candidates) {
        (None, _) => format!("Next: panelkit plan --role ROLE --seniority LEVEL -o {at}"),
        (Some(_), 0) => format!("Next: name the candidates in {CANDIDATES}, then panelkit packet {at}"),
        (Some(_), _) => format!("Next: panelkit packet {at}"),
    });
}
