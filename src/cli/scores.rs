//! The scores of a loop folder, read and checked for whichever command needs them.

use super::config::Config;
use crate::diag::{Diagnostic, Failure, Place, Severity, Warned};
use crate::gather::{Expectation, Prefer, ScoreFile, ScoreFiles, Scores, gather, score_files};
use crate::limits::{SCORECARD_FILE, unreadable};
use crate::opening::files::{DECISIONS, GATHERED, SCORES};
use crate::opening::{Candidate, Decision, LoopFolder, Schedule, no_scores};
use crate::plan::Plan;
use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::path::PathBuf;

/// A loop's plan, its candidates and schedule, and what their scorecards say.
pub(super) struct LoopScores {
    pub(super) plan: Plan,
    pub(super) candidates: Vec<Candidate>,
    pub(super) schedule: Schedule,
    pub(super) scores: Scores,
}

/// What scorecards of `plan` are checked against, as the settings say.
pub(super) fn expectation<'a>(
    plan: &'a Plan,
    candidates: &'a [Candidate],
    schedule: &'a Schedule,
    config: &'a Config,
) -> Expectation<'a> {
    Expectation {
        plan,
        candidates,
        schedule,
        now: None,
        headings: &config.settings.headers,
        trainees: &config.settings.trainees,
        prefer: config.settings.prefer.as_ref(),
        sheets: &config.sheets,
    }
}

/// Which files are read.
#[derive(Debug, Clone, Copy)]
pub(super) enum ScoreSource<'a> {
    /// These files and folders, or the loop's own folder of scores where none are named. There has to be something.
    Paths(&'a [PathBuf]),
    /// The loop's own folder of scores, or what was gathered where the scorecards lay elsewhere then.
    OwnOrGathered,
    /// The loop's own folder of scores, perhaps without any yet.
    SoFar,
}

impl ScoreSource<'_> {
    /// The files; fails where there have to be some and there are none, or none can be read.
    pub(super) fn files(self, folder: &LoopFolder) -> Result<ScoreFiles, Failure> {
        let (own, gathered) = ([folder.path(SCORES)], [folder.path(GATHERED)]);
        let paths = match self {
            Self::SoFar if !own[0].exists() => return Ok(ScoreFiles::default()),
            Self::SoFar => return Ok(score_files(&own, folder.root())),
            Self::OwnOrGathered if !own[0].exists() && gathered[0].exists() => &gathered[..],
            Self::OwnOrGathered | Self::Paths([]) => &own,
            Self::Paths(paths) => paths,
        };
        if *paths == own && !own[0].exists() {
            return Err(no_scores(&own[0], "the folder doesn't exist"));
        }
        let (input, paths): (Vec<&PathBuf>, Vec<&PathBuf>) = paths.iter().partition(|p| p.as_os_str() == "-");
        let paths: Vec<PathBuf> = paths.into_iter().cloned().collect();
        let mut found = score_files(&paths, folder.root());
        if !input.is_empty() {
            found.files.insert(0, standard_input()?);
        }
        if found.files.is_empty() && found.findings.is_empty() {
            return Err(no_scores(&own[0], "the folder is empty"));
        }
        // What was gathered before isn't replaced by nothing.
        if found.files.is_empty() && found.findings.iter().any(|f| f.severity == Severity::Error) {
            return Err(Failure(found.findings));
        }
        Ok(found)
    }
}

/// What comes in by standard input.
fn standard_input() -> Result<ScoreFile, Failure> {
    let mut bytes = Vec::new();
    let name = "standard input";
    SCORECARD_FILE
        .read_on(std::io::stdin().lock(), &mut bytes)
        .map_err(|e| unreadable(std::path::Path::new(name), &e))?;
    Ok(ScoreFile::of_bytes(name, &bytes))
}

/// What the scorecards of a loop say; lateness is counted to the day of `clock`, and `prefer` wins over the settings.
pub(super) fn read(
    folder: &LoopFolder,
    source: ScoreSource<'_>,
    prefer: Option<&Prefer>,
    clock: &Clock,
    config: &Config,
) -> Result<LoopScores, Failure> {
    let plan = folder.plan()?;
    let Warned { value: candidates, mut warnings } =
        folder.candidates(Some(clock.today()), &config.sheets)?;
    let schedule = folder.schedule(&plan, &candidates, &config.sheets)?;
    warnings.extend(schedule.warnings);
    let schedule = schedule.value.schedule;
    let found = source.files(folder)?;
    let mut expect = expectation(&plan, &candidates, &schedule, config);
    expect.now = Some(&clock.0);
    expect.prefer = prefer.or(expect.prefer);
    let mut scores = gather(&expect, &found.files);
    scores.findings.splice(0..0, warnings);
    scores.findings.extend(found.findings);
    scores.findings.extend(decided_otherwise(folder, &scores)?);
    Ok(LoopScores { plan, candidates, schedule, scores })
}

/// Warnings for decisions that rest on other scores than these.
fn decided_otherwise(folder: &LoopFolder, scores: &Scores) -> Result<Vec<Diagnostic>, Failure> {
    let decisions = folder.decisions()?;
    let changed = decisions.holding().filter(|d| scores.fingerprint(&d.candidate) != d.scores.hash);
    let warning = |d: &Decision| {
        let (name, what) = (&d.candidate, d.decision.name());
        let message =
            format!("the scores of {name} have changed since {} decided `{what}` on {}", d.by, d.date);
        Diagnostic::warning("decided-before", message)
            .at(Place::of_path(&folder.path(DECISIONS)))
            .hint("if it stands, decide again: panelkit decide takes the scores as they are now")
    };
    Ok(changed.map(warning).collect())
}

/// The moment by which it is known what has been held, and what is late.
#[derive(Debug, Clone)]
pub(super) struct Clock(Zoned);

impl Clock {
    /// The moment at which the command runs, or the end of the day that was asked for.
    pub(super) fn of(day: Option<Date>) -> Self {
        let end = |day: Date| day.at(23, 59, 59, 0).to_zoned(TimeZone::system()).ok();
        Self(day.and_then(end).unwrap_or_else(Zoned::now))
    }

    /// Its day.
    pub(super) fn today(&self) -> Date {
        self.0.date()
    }
}
