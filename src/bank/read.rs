//! The catalogues among the files of a bank.

use super::catalogue::{
    self, Briefing, CandidateQuestion, CatalogueNames, Conduct, Feedback, LoopTemplate, MarketWords, Role,
    Scale,
};
use super::contents::Bank;
use super::source::SourceFile;
use crate::diag::Diagnostic;
use crate::toml::{NameSet, TableReader, read};

/// The bank of `files` without its questions, and the names that it defines; what is wrong with its catalogues goes to
/// `findings`.
pub(super) fn catalogues(files: &[SourceFile], findings: &mut Vec<Diagnostic>) -> (Bank, CatalogueNames) {
    let (competencies, competency_names) = catalogue::list(files, findings);
    let (levels, level_names) = catalogue::list(files, findings);
    let (rounds, round_names) = catalogue::list(files, findings);
    let (red_flags, red_flag_names) = catalogue::list(files, findings);
    let (frameworks, framework_names) = catalogue::list(files, findings);
    let (topics, topic_names) = catalogue::topics(files, findings);
    let scale = one(files, "scale.toml", findings, Scale::read).flatten();
    let roles: Vec<_> = folder(files, "roles").collect();
    let mut names = CatalogueNames {
        kinds: catalogue::question_kinds(),
        competencies: competency_names,
        levels: level_names,
        roles: NameSet::new("role", roles.iter().map(|(_, id)| *id)),
        rounds: round_names,
        stacks: NameSet::new("stack", [""; 0]),
        frameworks: framework_names,
        red_flags: red_flag_names,
        topics: topic_names,
    };
    let mut bank = Bank {
        questions: Vec::new(),
        competencies,
        levels,
        roles: Vec::new(),
        loops: Vec::new(),
        rounds,
        red_flags,
        frameworks,
        candidate_questions: one(files, "candidate-questions.toml", findings, |t| {
            CandidateQuestion::read_all(t, &names)
        })
        .unwrap_or_default(),
        conduct: one(files, "conduct.toml", findings, Conduct::read).unwrap_or_default(),
        briefing: one(files, "briefing.toml", findings, |t| Briefing::read(t, &names)).unwrap_or_default(),
        words: MarketWords::default(),
        feedback: one(files, "feedback.toml", findings, |t| Feedback::read_all(t, &names))
            .unwrap_or_default(),
        scale: scale.unwrap_or_default(),
        topics,
        hash: String::new(),
    };
    for (source, id) in roles {
        bank.roles.push(read(source.toml(), findings, |t| Role::read(t, id, &mut names)));
    }
    for source in files.iter().filter(|f| f.name == "words.toml") {
        bank.words.append(read(source.toml(), findings, |t| MarketWords::read(t, &names)));
    }
    for (source, id) in folder(files, "loops") {
        bank.loops.push(read(source.toml(), findings, |t| LoopTemplate::read(t, id, &names)));
    }
    (bank, names)
}

/// What `of` makes of the file called `name`, where there is one.
fn one<T>(
    files: &[SourceFile],
    name: &str,
    findings: &mut Vec<Diagnostic>,
    of: impl FnOnce(&mut TableReader<'_, '_>) -> T,
) -> Option<T> {
    let source = files.iter().find(|f| f.name == name)?;
    Some(read(source.toml(), findings, of))
}

/// The files of the folder `name`, each with the id that it is called by.
fn folder<'f>(
    files: &'f [SourceFile],
    name: &'static str,
) -> impl Iterator<Item = (&'f SourceFile, &'f str)> {
    files.iter().filter_map(move |f| {
        let id = f.name.strip_prefix(name)?.strip_prefix('/')?.strip_suffix(".toml")?;
        Some((f, id))
    })
}
