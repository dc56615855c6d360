//! The scores of a loop folder, read and checked for whichever command needs them.

use super::config::Config;
use crate::diag::{Failure, Severity};
use crate::gather::{Expectation, Prefer, ScoreFiles, Scores, gather, score_files};
use crate::opening::files::{GATHERED, SCORES};
use crate::opening::{Candidate, LoopFolder, no_scores};
use crate::plan::Plan;
use jiff::civil::Date;
use std::path::PathBuf;

/// A loop's plan, its candidates, and what their scorecards say.
pub(super) struct LoopScores {
    pub(super) plan: Plan,
    pub(super) candidates: Vec<Candidate>,
    pub(super) scores: Scores,
}

/// What scorecards of `plan` are checked against, as the settings say.
pub(super) fn expectation<'a>(
    plan: &'a Plan,
    candidates: &'a [Candidate],
    config: &'a Config,
) -> Expectation<'a> {
    Expectation {
        plan,
        candidates,
        headings: &config.settings.headers,
        trainees: &config.settings.trainees,
        prefer: config.settings.prefer.as_ref(),
    }
}

/// What the scorecards in `files` say; lateness is counted to `today`, and `prefer` wins over the settings.
pub(super) fn read(
    folder: &LoopFolder,
    files: ScoreFiles,
    prefer: Option<&Prefer>,
    today: Date,
    config: &Config,
) -> Result<LoopScores, Failure> {
    let plan = folder.plan()?;
    let candidates = folder.candidates(Some(today))?;
    let mut expect = expectation(&plan, &candidates, config);
    expect.prefer = prefer.or(expect.prefer);
    super::threads::prepare();
    let mut scores = gather(&expect, &files.files);
    scores.findings.extend(files.findings);
    Ok(LoopScores { plan, candidates, scores })
}

/// The files in the loop's folder of scores, or those in `paths`. Fails where there are none, or none can be read.
pub(super) fn files(folder: &LoopFolder, paths: &[PathBuf]) -> Result<ScoreFiles, Failure> {
    let own = [folder.path(SCORES)];
    if paths.is_empty() && !own[0].exists() {
        return Err(no_scores(&own[0], "the folder doesn't exist"));
    }
    let found = score_files(if paths.is_empty() { &own } else { paths }, folder.root());
    if found.files.is_empty() && found.findings.is_empty() {
        return Err(no_scores(&own[0], "the folder is empty"));
    }
    // What was gathered before isn't replaced by nothing.
    if found.files.is_empty() && found.findings.iter().any(|f| f.severity == Severity::Error) {
        return Err(Failure(found.findings));
    }
    Ok(found)
}

/// The files in the loop's folder of scores, perhaps none yet.
pub(super) fn files_so_far(folder: &LoopFolder) -> ScoreFiles {
    let own = folder.path(SCORES);
    if own.exists() { score_files(&[own], folder.root()) } else { ScoreFiles::default() }
}

/// The same, or what was gathered where the scorecards lay elsewhere then.
pub(super) fn files_or_gathered(folder: &LoopFolder) -> Result<ScoreFiles, Failure> {
    let gathered = [folder.path(GATHERED)];
    let elsewhere = !folder.path(SCORES).exists() && gathered[0].exists();
    files(folder, if elsewhere { &gathered } else { &[] })
}

/// The day on which the command runs.
pub(super) fn today() -> Date {
    jiff::Zoned::now().date()
}
