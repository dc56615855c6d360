//! A loop's folder, looked at.

use super::check::Check;
use crate::cli::config::Config;
use crate::cli::scores::{ScoreSource, expectation};
use crate::diag::{Diagnostic, Place, Severity};
use crate::gather::{CardProgress, ScoreFiles, Scores, gather, score_files};
use crate::limits;
use crate::opening::files::{
    CANDIDATES, ENTRIES, PACKETS, PLAN, SCHEDULE, SCORECARDS, SCORES, comparisons, is_temporary,
};
use crate::opening::{LoopFolder, PrintedCard, Schedule, conflict_copies};
use crate::plan::Plan;
use crate::text::{count, fold, join, shown};
use crate::walk::Walk;
use std::path::PathBuf;

/// What is found in a loop's folder; `bank` is the hash of the bank that serves.
pub(super) fn loop_checks(folder: &LoopFolder, bank: Option<&str>, config: &Config) -> Vec<Check> {
    if !folder.root().is_dir() {
        let finding = Diagnostic::error("no-folder", "there is no such folder")
            .at(Place::of_path(folder.root()))
            .hint(folder.how_to_make_one());
        return vec![Check::ok("loop", "no folder", Some(folder.root())).off(vec![finding])];
    }
    let mut checks = plan_checks(folder, bank);
    let list = folder.path(CANDIDATES);
    checks.push(match folder.candidate_names(&config.sheets) {
        Ok(names) if list.exists() => Check::ok("candidates", count(names.len(), "candidate"), Some(&list)),
        Ok(_) => Check::ok("candidates", "no list: scorecards say who there is", Some(&list)).note(),
        Err(failure) => Check::ok("candidates", "the list can't be used", Some(&list)).off(failure.0),
    });
    for (what, name) in [("packets", PACKETS), ("blank", SCORECARDS), ("scores", SCORES)] {
        let path = folder.path(name);
        let found = if path.is_dir() {
            score_files(std::slice::from_ref(&path), folder.root())
        } else {
            ScoreFiles::default()
        };
        let check = Check::ok(what, count(found.files.len(), "file"), Some(&path));
        let serious: Vec<Diagnostic> =
            found.findings.into_iter().filter(|d| d.severity > Severity::Note).collect();
        checks.push(match (found.files.is_empty(), serious.is_empty()) {
            (_, false) => check.off(serious),
            (true, true) => check.note(),
            (false, true) => check,
        });
    }
    if let Ok(plan) = folder.plan() {
        checks.extend(schedule_checks(folder, &plan, config));
    }
    checks.extend(copies(folder));
    checks.extend(leftovers(folder));
    checks
}

/// Copies that a synchronised folder made.
fn copies(folder: &LoopFolder) -> Option<Check> {
    let names = ENTRIES.into_iter().map(|(name, _)| name.to_owned()).chain(comparisons());
    let findings: Vec<Diagnostic> = names.flat_map(|name| conflict_copies(&folder.path(&name))).collect();
    let what = match findings.len() {
        1 => "1 copy of a file".to_owned(),
        n => format!("{n} copies of files"),
    };
    (!findings.is_empty()).then(|| Check::ok("copies", what, None).off(findings))
}

fn plan_checks(folder: &LoopFolder, bank: Option<&str>) -> Vec<Check> {
    let path = folder.path(PLAN);
    let check = Check::ok("plan", "", Some(&path));
    let plan = match folder.plan() {
        Ok(plan) => plan,
        Err(failure) => return vec![Check { found: "can't be used".to_owned(), ..check }.off(failure.0)],
    };
    let found = format!("{}, {}, {}", plan.card_id(), plan.title(), count(plan.rounds.len(), "round"));
    let mut checks = vec![Check { found, ..check }];
    if !Plan::is_untouched(&limits::PLAN_FILE.read_text(&path).unwrap_or_default()) {
        let found = "it was edited by hand: packets print what it says, and its id is that of another text";
        checks.push(Check::ok("plan", found, Some(&path)).note());
    }
    if bank.is_some_and(|hash| hash != plan.bank.hash) {
        let found = "it was made from another bank than the one above; its own texts are printed";
        checks.push(Check::ok("plan", found, None).note());
    }
    checks
}

/// The schedule, and what was printed or came that doesn't go with it or with the plan.
fn schedule_checks(folder: &LoopFolder, plan: &Plan, config: &Config) -> Vec<Check> {
    let path = folder.path(SCHEDULE);
    let candidates = folder.candidates(None, &config.sheets).map(|c| c.value).unwrap_or_default();
    let schedule = match folder.schedule(plan, &candidates, &config.sheets) {
        Ok(read) => read.value.schedule,
        Err(failure) => {
            return vec![Check::ok("schedule", "can't be used", Some(&path)).off(failure.0)];
        }
    };
    let people = schedule.people(plan.rounds.len());
    let open: Vec<&str> = plan
        .rounds
        .iter()
        .zip(&people)
        .filter(|(_, who)| who.lead.is_none())
        .map(|(round, _)| round.id.as_str())
        .collect();
    let found = match (path.exists(), open.as_slice()) {
        (false, _) if plan.people.is_empty() => "none: nobody is said to hold a round".to_owned(),
        (false, _) => "none: the plan's own interviewers serve".to_owned(),
        (true, []) => count(schedule.rows().len(), "row"),
        (true, open) => {
            format!(
                "{}; for all candidates nobody holds {}",
                count(schedule.rows().len(), "row"),
                join(open, "and")
            )
        }
    };
    let mut checks = vec![Check::ok("schedule", found, Some(&path))];
    let scores = ScoreSource::SoFar
        .files(folder)
        .map(|found| gather(&expectation(plan, &candidates, &schedule, config), &found.files))
        .unwrap_or_default();
    let printed = folder.printed_cards(&config.sheets);
    checks.extend(old_packets(folder, plan, &printed, &scores));
    checks.extend(unheld(folder, plan, &schedule, &printed, &scores));
    checks
}

/// Packets that were printed before their round changed, and whose scorecards haven't come.
fn old_packets(folder: &LoopFolder, plan: &Plan, printed: &[PrintedCard], scores: &Scores) -> Option<Check> {
    let came = |card: &PrintedCard| {
        scores.expected.iter().any(|e| {
            fold(&e.candidate) == fold(&card.candidate)
                && e.round == card.round
                && (card.interviewer.is_empty()
                    || fold(&e.interviewer) == fold(card.interviewer.trim_end_matches(" (trainee)")))
                && matches!(
                    e.state,
                    CardProgress::Complete | CardProgress::Incomplete | CardProgress::NotCounted
                )
        })
    };
    let is_old = |card: &&PrintedCard| {
        let changed = plan.round(&card.round).is_none_or(|round| round.since > card.revision);
        card.plan == plan.id && changed && !came(card)
    };
    let findings: Vec<Diagnostic> = printed
        .iter()
        .filter(is_old)
        .map(|card| {
            let message = format!(
                "this and its packet are of revision {}, and the round {} has changed since",
                card.revision, card.round
            );
            Diagnostic::warning("old-packet", message)
                .at(Place::of_path(&card.path))
                .hint(format!("print it again: panelkit packet {}", folder.typed()))
        })
        .collect();
    let words = format!("{} older than the plan", count(findings.len(), "packet"));
    (!findings.is_empty()).then(|| Check::ok("packets", words, None).off(findings))
}

/// Scorecards of rounds that nobody holds, and blank ones of people who don't hold the round any more.
fn unheld(
    folder: &LoopFolder,
    plan: &Plan,
    schedule: &Schedule,
    printed: &[PrintedCard],
    scores: &Scores,
) -> Vec<Check> {
    let mut checks = Vec::new();
    let is_open = |candidate: &str, round: &str| {
        let at = plan.rounds.iter().position(|r| r.id == round);
        at.is_some_and(|r| schedule.seats(candidate, r).iter().all(|s| s.interviewer.is_empty()))
    };
    let came = scores
        .expected
        .iter()
        .filter(|e| matches!(e.state, CardProgress::Complete | CardProgress::Incomplete));
    let nobodys: Vec<Diagnostic> = came
        .filter(|e| is_open(&e.candidate, &e.round))
        .map(|e| {
            let who = if e.interviewer.is_empty() { "somebody unnamed" } else { e.interviewer.as_str() };
            let message = format!(
                "the scorecard of {who} for {} is of the round {}, which nobody holds",
                e.candidate, e.round
            );
            let hint = format!("say who does: panelkit assign {} {}=NAME", folder.typed(), e.round);
            Diagnostic::warning("unheld", message).hint(hint)
        })
        .collect();
    if !nobodys.is_empty() {
        let words = format!("{} of a round that nobody holds", count(nobodys.len(), "card"));
        checks.push(Check::ok("scores", words, None).off(nobodys));
    }
    let is_gone = |card: &&PrintedCard| {
        let at = plan.rounds.iter().position(|r| r.id == card.round);
        let name = card.interviewer.trim_end_matches(" (trainee)");
        at.is_none_or(|r| {
            let seats = schedule.seats(&card.candidate, r);
            seats.iter().any(|s| !s.interviewer.is_empty())
                && !seats.iter().any(|s| fold(&s.interviewer) == fold(name))
        })
    };
    let gone: Vec<String> = printed.iter().filter(is_gone).map(|card| shown(&card.path)).collect();
    if !gone.is_empty() {
        let words = format!(
            "{} of people who aren't scheduled there any more: {}",
            count(gone.len(), "blank scorecard"),
            join(&gone, "and")
        );
        checks.push(Check::ok("blank", words, None).note());
    }
    checks
}

/// Temporary files of a run that was stopped.
fn leftovers(folder: &LoopFolder) -> Option<Check> {
    let is_left = |path: &&PathBuf| is_temporary(&path.file_name().unwrap_or_default().to_string_lossy());
    let left = Walk::INSIDE.through(&[folder.root()]).files;
    let findings: Vec<Diagnostic> = left
        .iter()
        .filter(is_left)
        .map(|path| {
            Diagnostic::error("leftover", "a run that was stopped has left this file")
                .at(Place::of_path(path))
                .hint("remove it, unless panelkit is running here now")
        })
        .collect();
    (!findings.is_empty())
        .then(|| Check::ok("temporary files", count(findings.len(), "file"), None).off(findings))
}
