//! `panelkit assign`: interviewers, stand-ins, second raters and trainees, without a spreadsheet.

use super::args::AssignArgs;
use super::config::Config;
use super::files::{FolderLock, Outputs, Owner};
use super::outcome::Outcome;
use super::people::{schedule_file, told};
use super::plan::{PeopledPlan, add_page};
use super::scores::{ScoreSource, expectation};
use super::ui::Ui;
use crate::diag::{Diagnostic, Failure};
use crate::gather::{CardProgress, Scores, gather};
use crate::opening::files::SCHEDULE;
use crate::opening::{Candidate, LoopFolder, Part, Schedule, ScheduleFile, Seat, SeatChange, SeatState};
use crate::plan::{Plan, RoundNames};
use crate::text::{did_you_mean, fold, join};

pub(super) fn run(args: &AssignArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let folder = LoopFolder::new(&args.folder);
    let _lock = FolderLock::take(folder.root(), "assign", config, ui)?;
    let plan = folder.plan()?;
    let candidates = folder.candidates(None, &config.sheets)?.value;
    let file = folder.schedule(&plan, &candidates, &config.sheets)?;
    ui.findings(&file.warnings);
    let file = file.value;
    let mut changes = changes(args, &plan, &candidates, &file.schedule)?;
    let kept = met_already(&folder, &plan, &candidates, &file, &changes, config)?;
    let said: Vec<String> = kept
        .iter()
        .map(|k| {
            let who = k.candidate.clone().unwrap_or_default();
            format!("{who} by {} in {}", join(&k.names, "and"), plan.rounds[k.round].title)
        })
        .collect();
    changes.splice(0..0, kept);
    let (_, schedule) = file.changed(&plan, &changes);
    let mut outputs = Outputs::default();
    if let Some(content) = schedule_file(&folder, &plan, &file, &changes)? {
        outputs.add(folder.path(SCHEDULE), content, Owner::Kit);
    }
    let rounds = plan.rounds.len();
    let (before, after) = (file.schedule.people(rounds), schedule.people(rounds));
    let new = PeopledPlan { plan: &plan, people: &after };
    add_page(&mut outputs, folder.root(), new, PeopledPlan { people: &before, ..new }, &[], config)?;
    outputs.write(config, ui)?;
    if config.dry_run {
        return Ok(Outcome::Done);
    }
    if schedule == file.schedule {
        ui.say(&format!("{SCHEDULE} says so already: nothing changes."));
        return Ok(Outcome::Done);
    }
    let names: Vec<String> = candidates.iter().map(|c| c.name.clone()).collect();
    let told_of: Vec<SeatChange> =
        changes.iter().filter(|c| c.state == SeatState::Planned).cloned().collect();
    told(&folder, &plan, &names, (&file.schedule, &schedule), &told_of, ui);
    if !said.is_empty() {
        ui.say(&format!("Rated already, and left as it was: {}.", join(&said, "and")));
    }
    ui.say(&format!("Next: panelkit packet {}    prints what is new", folder.typed()));
    Ok(Outcome::Done)
}

/// What the arguments ask for; fails with every name that is unknown.
fn changes(
    args: &AssignArgs,
    plan: &Plan,
    candidates: &[Candidate],
    schedule: &Schedule,
) -> Result<Vec<SeatChange>, Failure> {
    let mut findings = Vec::new();
    let mut unknown = |message: String, hint: String| {
        findings.push(Diagnostic::error("unknown-name", message).hint(hint));
    };
    let mut whom: Vec<Option<String>> = Vec::new();
    for name in &args.candidate {
        match candidates.iter().find(|c| c.is_called(name)) {
            Some(known) => whom.push(Some(known.name.clone())),
            None if candidates.is_empty() => whom.push(Some(name.trim().to_owned())),
            None => {
                let names: Vec<&str> = candidates.iter().map(|c| c.name.as_str()).collect();
                unknown(
                    format!("the candidate `{name}` is not in candidates.csv"),
                    did_you_mean(name, &names),
                );
            }
        }
    }
    if args.candidate.is_empty() {
        whom.push(None);
    }
    let rounds = RoundNames::new(plan);
    let mut changes = Vec::new();
    for asked in &args.rounds {
        let round = match rounds.find(&asked.round) {
            Ok(round) => round,
            Err(hint) => {
                unknown(format!("the plan has no round `{}`", asked.round), hint);
                continue;
            }
        };
        if asked.names.is_empty() && args.shadow.is_empty() && args.remove.is_empty() {
            unknown(
                format!("nobody is named for the round {}", asked.round),
                format!(
                    "write {}=NAME; --shadow NAME for a trainee, --remove NAME for who leaves",
                    asked.round
                ),
            );
        }
        let twice = asked.names.iter().chain(&args.shadow).enumerate().find(|(i, name)| {
            asked.names.iter().chain(&args.shadow).take(*i).any(|other| fold(other) == fold(name))
        });
        if let Some((_, name)) = twice {
            unknown(
                format!("{name} is named twice for the round {}", asked.round),
                "one part each".to_owned(),
            );
        }
        for candidate in &whom {
            let change = |part: Part, names: &[String], adds: bool| SeatChange {
                candidate: candidate.clone(),
                round,
                part,
                names: names.to_vec(),
                adds,
                state: SeatState::Planned,
            };
            if let Some((lead, seconds)) = asked.names.split_first() {
                changes.push(change(Part::Lead, std::slice::from_ref(lead), false));
                if !seconds.is_empty() {
                    changes.push(change(Part::Second, seconds, false));
                }
            }
            if !args.shadow.is_empty() {
                changes.push(change(Part::Shadow, &args.shadow, true));
            }
            for name in &args.remove {
                let seats = schedule.seats(candidate.as_deref().unwrap_or_default(), round);
                let left = leaving(name, candidate.as_deref(), round, &seats);
                if left.is_empty() {
                    let there: Vec<&str> = seats.iter().map(|s| s.interviewer.as_str()).collect();
                    let title = &plan.rounds[round].title;
                    unknown(format!("{name} has no part in the round {title}"), did_you_mean(name, &there));
                }
                changes.extend(left);
            }
        }
    }
    if findings.is_empty() { Ok(changes) } else { Err(Failure(findings)) }
}

/// What takes `name` out of the `seats` of a round; nothing where they have none. Where a candidate's round is as for all but
/// for them, their row says that it is cancelled.
fn leaving(name: &str, candidate: Option<&str>, round: usize, seats: &[Seat]) -> Vec<SeatChange> {
    let is_them = |seat: &&Seat| fold(&seat.interviewer) == fold(name);
    let mut changes = Vec::new();
    for seat in seats.iter().filter(is_them) {
        let others = seats.iter().filter(|s| s.part == seat.part && !is_them(s) && !s.interviewer.is_empty());
        let stays = SeatChange {
            candidate: candidate.map(str::to_owned),
            round,
            part: seat.part,
            names: others.map(|s| s.interviewer.clone()).collect(),
            adds: false,
            state: SeatState::Planned,
        };
        if candidate.is_some() && !seat.own {
            let names = vec![seat.interviewer.clone()];
            changes.push(SeatChange { names, adds: true, state: SeatState::Cancelled, ..stays.clone() });
            changes.extend((!stays.names.is_empty()).then_some(SeatChange { adds: true, ..stays }));
        } else {
            changes.push(stays);
        }
    }
    changes
}

/// Rows that keep those in their seats who have rated somebody already, where a change for all would put others there.
fn met_already(
    folder: &LoopFolder,
    plan: &Plan,
    candidates: &[Candidate],
    file: &ScheduleFile,
    changes: &[SeatChange],
    config: &Config,
) -> Result<Vec<SeatChange>, Failure> {
    let for_all: Vec<&SeatChange> =
        changes.iter().filter(|c| c.candidate.is_none() && c.part != Part::Shadow).collect();
    let found = ScoreSource::SoFar.files(folder)?;
    if for_all.is_empty() || found.files.is_empty() {
        return Ok(Vec::new());
    }
    let scores: Scores = gather(&expectation(plan, candidates, &file.schedule, config), &found.files);
    let mut kept: Vec<SeatChange> = Vec::new();
    for change in for_all {
        let id = &plan.rounds[change.round].id;
        let came = scores.expected.iter().filter(|e| {
            e.round == *id
                && e.part == change.part
                && !e.interviewer.is_empty()
                && matches!(e.state, CardProgress::Complete | CardProgress::Incomplete)
        });
        for e in came.filter(|e| !change.names.iter().any(|n| fold(n) == fold(&e.interviewer))) {
            let seats = file.schedule.seats(&e.candidate, change.round);
            let for_all = file.schedule.seats("", change.round);
            let is_theirs = |s: &Seat| s.part == e.part && fold(&s.interviewer) == fold(&e.interviewer);
            let is_usual = |s: &Seat| is_theirs(s) && (!s.own || for_all.iter().any(is_theirs));
            if seats.iter().any(is_usual) {
                kept.push(SeatChange {
                    candidate: Some(e.candidate.clone()),
                    names: vec![e.interviewer.clone()],
                    adds: false,
                    state: SeatState::Held,
                    ..(*change).clone()
                });
            }
        }
    }
    Ok(kept)
}
