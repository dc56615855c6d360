//! The candidates whose packets are printed.

use crate::cli::args::PacketArgs;
use crate::cli::config::Config;
use crate::cli::ui::Ui;
use crate::diag::{Diagnostic, Failure};
use crate::limits::{self, unreadable};
use crate::opening::files::CANDIDATES;
use crate::opening::{Candidate, CandidateFile, CandidateState, LoopFolder};
use crate::text::{alike, fold, is_are, join, shown};
use std::collections::HashSet;

/// The candidates to print for, each once, and the list of candidates where it changes.
pub(super) fn names(
    args: &PacketArgs,
    folder: &LoopFolder,
    listed: &[Candidate],
    config: &Config,
    ui: &mut Ui,
) -> Result<(Vec<String>, Option<Vec<u8>>), Failure> {
    if let Some(path) = &args.candidates {
        let bytes = limits::LIST_FILE.read(path).map_err(|e| unreadable(path, &e))?;
        let read = CandidateFile::read(&shown(path), &bytes, &config.sheets.of_sheet(args.sheet.as_deref()))?;
        ui.findings(&read.warnings);
        let theirs = read.value;
        let list = match folder.candidate_file(&config.sheets)? {
            Some(own) => own.with_those_of(&theirs)?,
            None => Some(theirs.content()),
        };
        let names: Vec<String> = theirs.candidates.into_iter().map(|c| c.name).collect();
        return if names.is_empty() { Err(nobody()) } else { Ok((names, list)) };
    }
    if args.candidate.is_empty() {
        let (active, gone): (Vec<&Candidate>, Vec<&Candidate>) =
            listed.iter().partition(|c| c.state == CandidateState::Active);
        if !gone.is_empty() {
            let who: Vec<String> = gone.iter().map(|c| format!("{} ({})", c.name, c.state.name())).collect();
            ui.say(&format!("No packets for {}.", join(&who, "and")));
        }
        let names: Vec<String> = active.into_iter().map(|c| c.name.clone()).collect();
        return if names.is_empty() { Err(nobody()) } else { Ok((names, None)) };
    }
    let mut names: Vec<String> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    let mut added: Vec<&str> = Vec::new();
    for name in args.candidate.iter().map(|n| n.trim()) {
        if fold(name).is_empty() {
            return Err(Diagnostic::error("no-name", "a candidate's name is empty, or nobody sees it")
                .hint("--candidate \"NAME\"")
                .into());
        }
        let on_list = listed.iter().find(|c| c.is_called(name));
        let name = on_list.map_or(name, |c| c.name.as_str());
        if !known.insert(fold(name)) {
            continue;
        }
        names.push(name.to_owned());
        if on_list.is_none() && !listed.is_empty() {
            added.push(name);
        }
    }
    let like_others: Vec<Diagnostic> =
        added.iter().filter_map(|name| like_another(name, listed, folder)).collect();
    if !config.force && !like_others.is_empty() {
        return Err(Failure(like_others));
    }
    if !added.is_empty() {
        ui.say(&format!("New in {}: {}.", shown(&folder.path(CANDIDATES)), join(&added, "and")));
    }
    let list = folder.candidates_with(&names, &config.sheets)?;
    Ok((names, list))
}

/// A finding where somebody on the list may be who is meant by `name`, which isn't there.
fn like_another(name: &str, listed: &[Candidate], folder: &LoopFolder) -> Option<Diagnostic> {
    let others: Vec<&str> =
        listed.iter().filter(|c| c.names().any(|own| alike(own, name))).map(|c| c.name.as_str()).collect();
    if others.is_empty() {
        return None;
    }
    let list = shown(&folder.path(CANDIDATES));
    let message = format!("{name} isn't in {list}, but {} {}", join(&others, "and"), is_are(others.len()));
    let hint = format!("did you mean {}? --force adds {name} as somebody else", join(&others, "or"));
    Some(Diagnostic::error("unknown-candidate", message).hint(hint))
}

fn nobody() -> Failure {
    Diagnostic::error("no-candidate", "there is no candidate to make packets for")
        .hint("name one: --candidate \"NAME\", or many: --candidates FILE")
        .into()
}

/// All names of the loop in their order, so that each keeps its folder: those of the list first.
pub(super) fn all_names(
    folder: &LoopFolder,
    names: &[String],
    config: &Config,
) -> Result<Vec<String>, Failure> {
    let mut all = folder.candidate_names(&config.sheets)?;
    let mut known: HashSet<String> = all.iter().map(|name| fold(name)).collect();
    all.extend(names.iter().filter(|name| known.insert(fold(name))).cloned());
    Ok(all)
}
