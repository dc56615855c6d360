//! Removing what is held about one person.

use super::guard::{Protected, STAYS};
use super::holding::{HeldFile, Holding, is_inside};
use crate::cli::config::Config;
use crate::cli::files::{Outputs, Owner};
use crate::cli::outcome::Outcome;
use crate::cli::ui::Ui;
use crate::diag::{Diagnostic, Failure, Place};
use crate::opening::Decisions;
use crate::opening::files::{CANDIDATES, DECISIONS, SCORECARDS, own_folders, scorecard_prefix};
use crate::text::{count, join, shown, slugs, visible};
use crate::walk::Walk;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// How a removal ended.
pub(super) struct Removal {
    pub(super) outcome: Outcome,
    /// What to do next.
    pub(super) next: String,
}

/// Removes what is held about one person, or says what would go. What shows one of `protected` stays, and is told.
pub(super) fn remove(
    holding: &Holding,
    protected: &Protected<'_>,
    config: &Config,
    ui: &mut Ui,
) -> Result<Removal, Failure> {
    let verb = if config.dry_run { "would remove" } else { "removed" };
    let mut work = Work { verb, ..Work::default() };
    for path in &holding.own {
        work.gone(path);
    }
    for path in &holding.shared {
        match protected.why_kept(path, holding) {
            Some(finding) => work.findings.push(finding),
            None => work.gone(path),
        }
    }
    for file in holding.files() {
        if is_inside(&holding.folder, &file.path) {
            work.file(file);
        } else {
            let message =
                format!("{} of this person lie outside the loop, behind a link", count(file.rows(), "row"));
            let finding = Diagnostic::error("outside", message).at(Place::of_path(&file.path));
            work.findings.push(finding.hint("what isn't the loop's isn't changed: take them out there"));
        }
    }
    if let Some(rest) = &holding.decisions_without {
        work.decisions(&holding.folder.path(DECISIONS), rest, holding.decided.len());
    }
    work.findings.extend(holding.findings());
    let moves = moves(holding);
    let name = visible(&holding.candidate().name);
    let Work { outputs, mut list, decisions, said, findings, files, rows, .. } = work;
    if !config.dry_run {
        for (from, to) in &moves {
            list.rename(from, to);
        }
        // Cut off in between, the person is still on the list and their decision still dated, by which a second purge finds
        // the rest.
        outputs.write(config, ui)?;
        list.write(config, ui)?;
        decisions.write(config, ui)?;
    }
    ui.result(&said);
    for (from, to) in &moves {
        let verb = if config.dry_run { "would rename" } else { "renamed" };
        ui.result(&format!("{verb} {} to {}\n", safe(from), safe(to)));
    }
    ui.findings(&findings);
    let sum = format!("{} and {} in other files", count(files, "file"), count(rows, "row"));
    let go = if config.dry_run { "would go" } else { "went" };
    ui.say(&format!("Of {name} {go}: {sum}."));
    let folder = holding.folder.typed();
    let moved_up = holding.scores.iter().any(|f| !f.is_all_theirs() && f.held.without.is_some());
    let next = if moved_up {
        format!("Lines have moved up in files that are left. Next: panelkit gather {folder}")
    } else if findings.iter().any(|f| f.code == STAYS) {
        // A page that has to stay isn't made anew.
        String::new()
    } else {
        format!("Next, where there are others: panelkit compare {folder}")
    };
    Ok(Removal { outcome: Outcome::of(&findings), next })
}

/// What is to be done, and what is said of it.
#[derive(Default)]
struct Work {
    /// What happens to what goes.
    verb: &'static str,
    outputs: Outputs,
    /// What is done when that is: the list of candidates, and the names that follow from it.
    list: Outputs,
    /// What is done at last: the decisions, by which it is known from which day their records count.
    decisions: Outputs,
    said: String,
    findings: Vec<Diagnostic>,
    files: usize,
    rows: usize,
}

impl Work {
    fn gone(&mut self, path: &Path) {
        self.outputs.remove(path);
        self.say_gone(path);
    }

    fn say_gone(&mut self, path: &Path) {
        if let Ok(target) = std::fs::read_link(path) {
            let message = format!("only the link goes; what it points to stays: {}", shown(&target));
            let finding = Diagnostic::warning("link", message).at(Place::of_path(path));
            self.findings.push(finding.hint("remove that too, where it is about this person"));
        }
        if !path.is_dir() || path.is_symlink() {
            self.files += 1;
            let _ = writeln!(self.said, "{} {}", self.verb, safe(path));
        }
    }

    fn decisions(&mut self, path: &Path, rest: &Decisions, number: usize) {
        if rest.is_empty() {
            self.decisions.remove(path);
            return self.say_gone(path);
        }
        self.decisions.add(path, rest.to_json(), Owner::Kit);
        let _ = writeln!(self.said, "{} {} from {}", self.verb, count(number, "decision"), safe(path));
    }

    fn file(&mut self, file: &HeldFile) {
        let is_list = file.path.file_name().is_some_and(|n| n == CANDIDATES);
        if file.is_all_theirs() && !is_list {
            return self.gone(&file.path);
        }
        let Some(rest) = &file.held.without else {
            let lines: Vec<String> =
                file.held.rows.iter().take(MANY).map(|r| format!("{}:{}", r.file, r.line)).collect();
            let more = if file.rows() > MANY { " and below" } else { "" };
            let message =
                format!("{} of this person are left here, among those of others", count(file.rows(), "row"));
            let finding = Diagnostic::error("left", message).at(Place::of_path(&file.path));
            let hint = format!("it is no text file: take them out by hand ({}{more})", join(&lines, "and"));
            return self.findings.push(finding.hint(hint));
        };
        // A person may have edited the file; what is asked for is that their rows go.
        let outputs = if is_list { &mut self.list } else { &mut self.outputs };
        outputs.add(&file.path, rest.clone(), Owner::Kit);
        self.rows += file.rows();
        let _ = writeln!(self.said, "{} {} from {}", self.verb, count(file.rows(), "row"), safe(&file.path));
    }
}

/// So many places are named.
const MANY: usize = 8;

fn safe(path: &Path) -> String {
    visible(&shown(path))
}

/// Names of files are told apart by a number where two candidates' fall together. When one goes, the others' files get
/// the names by which they are known from then on.
fn moves(holding: &Holding) -> Vec<(PathBuf, PathBuf)> {
    let names: Vec<&str> = holding.candidates.iter().map(|c| c.name.as_str()).collect();
    let before = slugs(&names);
    let others: Vec<usize> = (0..names.len()).filter(|i| *i != holding.person).collect();
    let after = slugs(&others.iter().map(|i| names[*i]).collect::<Vec<_>>());
    let mut moves = Vec::new();
    for (i, new) in others.iter().zip(&after).filter(|(i, new)| before[**i] != **new) {
        for (from, to) in own_folders(&before[*i]).zip(own_folders(new)) {
            let from = holding.folder.path(&from);
            if from.exists() {
                moves.push((from, holding.folder.path(&to)));
            }
        }
        let prefix = scorecard_prefix(&before[*i]);
        for card in Walk::ONE_LEVEL.through(&[holding.folder.path(SCORECARDS)]).files {
            // A name that is no text isn't one of ours.
            let Some(name) = card.file_name().and_then(|name| name.to_str()) else { continue };
            if let Some(rest) = name.strip_prefix(&prefix) {
                let to = card.with_file_name(format!("{}{rest}", scorecard_prefix(new)));
                moves.push((card, to));
            }
        }
    }
    moves
}
