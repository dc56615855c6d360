//! `panelkit feedback`: after a decision, what was seen and what comes next.

use super::people::Addressees;
use super::write::{Draft, write};
use crate::cli::args::FeedbackArgs;
use crate::cli::config::Config;
use crate::cli::files::FolderLock;
use crate::cli::outcome::Outcome;
use crate::cli::scores::{self, Clock, LoopScores, ScoreSource};
use crate::cli::ui::Ui;
use crate::compare::{Options, compare};
use crate::diag::{Diagnostic, Failure};
use crate::gather::Scores;
use crate::letters::feedback;
use crate::opening::files::LETTERS;
use crate::opening::{DecisionValue, LoopFolder};
use crate::text::{argument, count, fold};

pub(in crate::cli) fn run(args: &FeedbackArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let folder = LoopFolder::new(&args.folder);
    let _lock = FolderLock::take(folder.root(), "feedback", config, ui)?;
    let people = Addressees::of(&folder, config)?;
    let place = people.named(std::slice::from_ref(&args.candidate), &folder)?[0];
    let name = people.all[place].name.as_str();
    let decisions = folder.decisions()?;
    let decision = decisions.holding().find(|d| fold(&d.candidate) == fold(name));
    let Some(decision) = decision.filter(|d| d.decision != DecisionValue::Hold) else {
        let message = format!("nothing is decided about {name} yet");
        let hint = format!(
            "feedback follows a decision: panelkit decide {} --candidate {} ...",
            folder.typed(),
            argument(name)
        );
        return Err(Diagnostic::error("not-decided", message).hint(hint).into());
    };
    let LoopScores { plan, scores, .. } =
        scores::read(&folder, ScoreSource::OwnOrGathered, None, &Clock::of(None), config)?;
    let comparison =
        compare(&plan, &scores, Options { partial: decision.scores.partial, ..Options::default() });
    let Some(candidate) = comparison.candidates.iter().find(|c| fold(&c.candidate) == fold(name)) else {
        let message = format!("there are no ratings of {name}");
        return Err(Diagnostic::error("no-ratings", message).hint("feedback is made from ratings").into());
    };
    let mut warnings: Vec<Diagnostic> = Vec::new();
    if scores.fingerprint(name) != decision.scores.hash {
        let finding = Diagnostic::warning("other-scores", "the scores have changed since the decision");
        warnings.push(finding.hint("look at them, then decide again: panelkit decide"));
    }
    let quotes = if args.quotes { quotes(&scores, name, &mut warnings) } else { Vec::new() };
    let setting = people.setting(place, config, false);
    let view = feedback(&plan, &config.bank()?, candidate, decision.decision, quotes, &setting);
    if view.reached.is_empty() && view.open.is_empty() {
        let finding = Diagnostic::warning("no-feedback", "no rated competency has words for feedback");
        warnings.push(finding.hint("the words are the bank's: feedback.toml"));
    }
    let draft = Draft { slug: people.slug(place).to_owned(), title: plan.title(), view };
    warnings.extend(write(&folder, "feedback", &[draft], &args.format, args.paper, config, ui)?);
    ui.findings(&warnings);
    if !config.dry_run {
        let at = folder.shown();
        ui.say(&format!(
            "The letter is in {at}/{LETTERS}/{}: read and edit it before sending.",
            people.slug(place)
        ));
    }
    Ok(Outcome::of(&warnings))
}

/// Parts of a name shorter than this many characters are words of other kinds too often.
const SHORTEST_PART: usize = 3;

/// What interviewers wrote about `candidate`, but for what names another person.
fn quotes(scores: &Scores, candidate: &str, warnings: &mut Vec<Diagnostic>) -> Vec<String> {
    let parts = |name: &str| -> Vec<String> {
        let folded = fold(name);
        let parts = folded.split(|c: char| !c.is_alphanumeric()).map(str::to_owned);
        parts.filter(|part| part.chars().count() >= SHORTEST_PART).collect()
    };
    let own = parts(candidate);
    let interviewers = scores.expected.iter().map(|e| e.interviewer.as_str());
    let others = scores.candidates.iter().map(String::as_str).filter(|name| fold(name) != fold(candidate));
    let others = interviewers.chain(others).chain(scores.records.iter().map(|r| &*r.interviewer));
    let mut named: Vec<String> = others.flat_map(parts).filter(|part| !own.contains(part)).collect();
    named.sort_unstable();
    named.dedup();
    let theirs = scores.records.iter().filter(|r| *r.candidate == *candidate);
    let written: Vec<&str> = theirs.map(|r| r.evidence.trim()).filter(|text| !text.is_empty()).collect();
    let names_nobody = |text: &&str| !parts(text).iter().any(|word| named.binary_search(word).is_ok());
    let (fine, left): (Vec<&str>, Vec<&str>) = written.into_iter().partition(names_nobody);
    if !left.is_empty() {
        let message = format!("{} left out, since another person is named", count(left.len(), "quote"));
        warnings.push(Diagnostic::warning("names-another", message).hint("add it by hand without the name"));
    }
    fine.into_iter().map(str::to_owned).collect()
}
