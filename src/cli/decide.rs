//! `panelkit decide`: what was decided about a candidate, on which scores, and the record of it.

use super::args::{DecideArgs, PacketFormat};
use super::config::Config;
use super::files::{FolderLock, Outputs, Owner};
use super::outcome::Outcome;
use super::scores::{self, Clock, LoopScores, ScoreSource};
use super::typeset;
use super::ui::Ui;
use crate::compare::{Options, compare};
use crate::diag::{Diagnostic, Failure};
use crate::gather::{CardProgress, Scores};
use crate::opening::files::{CANDIDATES, DECISIONS, decision_record_file};
use crate::opening::{CandidateState, Decision, DecisionBasis, DecisionValue, LoopFolder, Vote};
use crate::plan::Plan;
use crate::render::Page;
use crate::render::pdf::Session;
use crate::report::decision_record;
use crate::text::{alike, count, did_you_mean, fold, is_are, slugs};

pub(super) fn run(args: &DecideArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let folder = LoopFolder::new(&args.folder);
    let _lock = FolderLock::take(folder.root(), "decide", config, ui)?;
    let clock = Clock::of(None);
    let LoopScores { plan, candidates, scores, .. } =
        scores::read(&folder, ScoreSource::OwnOrGathered, None, &clock, config)?;
    let listed = candidates.iter().find(|c| c.is_called(&args.candidate));
    let known: Vec<&str> = scores.candidates.iter().map(String::as_str).collect();
    let name = listed
        .map(|c| c.name.as_str())
        .or_else(|| known.iter().copied().find(|name| fold(name) == fold(&args.candidate)));
    let Some(name) = name else {
        let message = format!("nobody in this opening is called `{}`", args.candidate);
        return Err(Diagnostic::error("nobody", message).hint(did_you_mean(&args.candidate, &known)).into());
    };
    let mut findings = Vec::new();
    if args.reason.split_whitespace().count() < 2 {
        let finding = Diagnostic::error("no-reason", "a decision needs a reason");
        findings.push(
            finding.hint("say it in terms of the job: which must-have, which competency, what was seen"),
        );
    }
    if fold(&args.by).is_empty() {
        findings.push(Diagnostic::error("no-name", "a decision is somebody's").hint("--by NAME"));
    }
    let (basis, out) = basis(&plan, &scores, name, args.partial);
    if !out.is_empty() && !args.partial {
        let message = format!("{} of {name} {} still out", count(out.len(), "scorecard"), is_are(out.len()));
        let hint = format!("{}; --partial decides without them, and the record says so", out.join(", "));
        findings.push(Diagnostic::error("cards-out", message).hint(hint));
    }
    if !findings.is_empty() {
        return Err(Failure(findings));
    }
    let day = args.date.unwrap_or_else(|| clock.today());
    let decision = Decision {
        candidate: name.to_owned(),
        decision: args.decision.into(),
        by: args.by.trim().to_owned(),
        reason: args.reason.trim().to_owned(),
        date: day.to_string(),
        votes: args.vote.iter().map(|vote| named(vote, &scores, name)).collect(),
        scores: basis,
    };
    let mut decisions = folder.decisions()?;
    // The same once more, as after a crash, is no further decision.
    let is_there = decisions.about(name).last() == Some(&decision);
    let options = Options { partial: args.partial, ..Options::default() };
    let comparison = compare(&plan, &scores, options);
    let mut outputs = Outputs::default();
    let mut warnings = Vec::new();
    if let Some(candidate) = comparison.candidates.iter().find(|c| c.candidate == name) {
        let mut earlier: Vec<&Decision> = decisions.about(name).collect();
        if is_there {
            earlier.pop();
        }
        let record = decision_record(&plan, candidate, &scores, &decision, &earlier);
        let document = typeset::document(&config.templates(&["decision"])?, "decision", &record)?;
        let fonts = typeset::fonts_for(&[], &serde_json::to_string(&record).unwrap_or_default())?;
        let page = page(name, &plan, config);
        let names: Vec<&str> = scores.candidates.iter().map(String::as_str).collect();
        let slug =
            names.iter().position(|n| *n == name).map(|i| slugs(&names)[i].clone()).unwrap_or_default();
        for format in [PacketFormat::Md, PacketFormat::Pdf] {
            let bytes =
                typeset::write(&document, &record, format, &page, &Session::new(&fonts), &mut warnings);
            let path = folder.path(&decision_record_file(&slug, format.extension()));
            outputs.add(path, bytes, Owner::Kit);
        }
    }
    if !is_there {
        decisions.add(decision.clone());
    }
    outputs.add(folder.path(DECISIONS), decisions.to_json(), Owner::Kit);
    let mut stopped = false;
    if decision.decision == DecisionValue::No
        && let Some(list) = folder.candidate_file(&config.sheets)?
        && let Some(at) = list.candidates.iter().position(|c| c.name == name)
        && list.candidates[at].state == CandidateState::Active
        && let Some(content) = list.with_state(at, CandidateState::Stopped, day)?
    {
        outputs.add(folder.path(CANDIDATES), content, Owner::Kit);
        stopped = true;
    }
    outputs.write(config, ui)?;
    ui.findings(&warnings);
    if !config.dry_run {
        let at = folder.shown();
        ui.say(&format!(
            "{name} {}. It stands in {at}/{DECISIONS} with the hash {} of the scores that it rests on.",
            decision.decision.words().to_lowercase(),
            decision.scores.hash
        ));
        if stopped {
            ui.say(&format!(
                "In {at}/{CANDIDATES} the state is stopped since {day}: nobody is reminded any more."
            ));
        }
        ui.say(&format!("The record is in {at}/decisions, as Markdown and PDF."));
    }
    Ok(Outcome::of(&warnings))
}

/// What a decision about `candidate` rests on, and the scorecards that are still out.
fn basis(plan: &Plan, scores: &Scores, candidate: &str, partial: bool) -> (DecisionBasis, Vec<String>) {
    let theirs = || scores.expected.iter().filter(|e| e.candidate == candidate);
    let out: Vec<String> = theirs()
        .filter(|e| e.state.is_awaited())
        .map(|e| {
            let who = if e.interviewer.is_empty() { "nobody named" } else { e.interviewer.as_str() };
            format!("{who} ({})", e.round)
        })
        .collect();
    let basis = DecisionBasis {
        plan: plan.card_id(),
        hash: scores.fingerprint(candidate),
        complete: theirs().filter(|e| e.state == CardProgress::Complete).count(),
        expected: theirs().filter(|e| e.state != CardProgress::Cancelled).count(),
        partial: partial && !out.is_empty(),
    };
    (basis, out)
}

/// A vote under the name by which the scorecards know who votes, where that is one.
fn named(vote: &Vote, scores: &Scores, candidate: &str) -> Vote {
    let theirs =
        || scores.expected.iter().filter(|e| e.candidate == candidate).map(|e| e.interviewer.as_str());
    let exact = theirs().find(|name| fold(name) == fold(&vote.interviewer));
    let mut near: Vec<&str> = theirs().filter(|name| alike(name, &vote.interviewer)).collect();
    near.dedup();
    let only = near.first().copied().filter(|_| near.len() == 1);
    let interviewer = exact.or(only).unwrap_or(&vote.interviewer).to_owned();
    Vote { interviewer, value: vote.value }
}

fn page(name: &str, plan: &Plan, config: &Config) -> Page {
    Page {
        paper: config.paper(None),
        title: format!("Decision: {name}"),
        language: "en".to_owned(),
        header_left: plan.title(),
        footer: format!("Confidential. For the files of this opening. Plan {}", plan.card_id()),
        ..Page::default()
    }
}
