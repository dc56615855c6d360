//! The question bank: questions with their rubrics, and the catalogues beside them.
//!
//! A bank is read from a folder or from the binary. Reading never stops at the first mistake: all findings of all
//! files come back together, each with file, line, column and a hint.

mod catalogue;
pub mod export;
mod filter;
mod lint;
mod pack;
mod parse;
mod question;
mod schema;
mod search;
mod skeleton;
mod source;
pub mod stats;
pub(crate) mod table;
mod words;

pub use catalogue::{
    Briefing, BriefingItem, CandidateQuestion, Competency, Conduct, Expectation, Faq, Framework, Level,
    LoopTemplate, LoopVariant, NotToAsk, Practice, RedFlag, Role, RoundKind, RoundTemplate, Scale, Topic,
};
pub use filter::{ANY_STACK, Filter};
pub use lint::lint;
pub use parse::id_fault;
pub use question::{Probe, Question, QuestionKind, Sample};
pub use schema::schema_text;
pub use search::{Hit, search};
pub use skeleton::{Started, skeleton, started};
pub use source::SourceFile;
pub use words::same_ask;

use crate::diag::Failure;
use crate::text::fnv1a_of_files;
use catalogue::Catalogues;
use std::path::Path;

/// All questions and the catalogues beside them, checked.
#[derive(Debug, Clone)]
pub struct Bank {
    /// Questions by id.
    pub questions: Vec<Question>,
    /// What is assessed, in the order of the catalogue.
    pub competencies: Vec<Competency>,
    /// Seniority, lowest first.
    pub levels: Vec<Level>,
    /// Roles by id.
    pub roles: Vec<Role>,
    /// Loop templates by id.
    pub loops: Vec<LoopTemplate>,
    /// Kinds of round.
    pub rounds: Vec<RoundKind>,
    /// Warning signs that rubrics refer to by id.
    pub red_flags: Vec<RedFlag>,
    /// Ways to answer that rubrics refer to by id.
    pub frameworks: Vec<Framework>,
    /// What candidates ask.
    pub candidate_questions: Vec<CandidateQuestion>,
    /// How an interview is held.
    pub conduct: Conduct,
    /// What candidates may be told beforehand.
    pub briefing: Briefing,
    /// The rating scale.
    pub scale: Scale,
    /// What the bank must cover; empty where it has no list.
    pub topics: Vec<Topic>,
    /// A hash of all files that the bank was read from, 16 hexadecimal digits.
    pub hash: String,
}

impl Bank {
    /// The bank in `folder`, or the built-in one. Catalogues that the folder doesn't hold are the built-in ones.
    pub fn load(folder: Option<&Path>) -> Result<Self, Failure> {
        let Some(pack) = folder.is_none().then(pack::pack).flatten() else {
            return Self::from_files(&source::files(folder)?);
        };
        let mut findings = Vec::new();
        let catalogues = catalogue::read(&source::catalogues(), &mut findings);
        if findings.is_empty() {
            return Ok(Self::new(pack.questions, catalogues, pack.hash));
        }
        Self::from_files(&source::files(None)?)
    }

    /// The files that [`Bank::load`] reads, sorted by name.
    pub fn files(folder: Option<&Path>) -> Result<Vec<SourceFile>, Failure> {
        source::files(folder)
    }

    /// The file of the question `id` among `files`.
    pub fn source_of<'f>(files: &'f [SourceFile], id: &str) -> Option<&'f SourceFile> {
        files.iter().find(|f| f.name.starts_with("questions/") && parse::id_of(&f.name) == id)
    }

    /// The bank that these files make; fails with all findings of all files.
    pub fn from_files(files: &[SourceFile]) -> Result<Self, Failure> {
        let mut findings = Vec::new();
        let catalogues = catalogue::read(files, &mut findings);
        let questions = parse::questions(files, &catalogues, &mut findings);
        if !findings.is_empty() {
            findings.sort_by(|a, b| a.place.cmp(&b.place));
            return Err(Failure(findings));
        }
        let hash = fnv1a_of_files(files.iter().map(|f| (f.name.as_str(), f.text.as_str())));
        Ok(Self::new(questions, catalogues, hash))
    }

    fn new(questions: Vec<Question>, catalogues: Catalogues, hash: String) -> Self {
        Self {
            questions,
            competencies: catalogues.competencies,
            levels: catalogues.levels,
            roles: catalogues.roles,
            loops: catalogues.loops,
            rounds: catalogues.rounds,
            red_flags: catalogues.red_flags,
            frameworks: catalogues.frameworks,
            candidate_questions: catalogues.candidate_questions,
            conduct: catalogues.conduct,
            briefing: catalogues.briefing,
            scale: catalogues.scale,
            topics: catalogues.topics,
            hash,
        }
    }

    /// The role called `id`.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|r| r.id == id)
    }

    /// The level called `id`.
    pub fn level(&self, id: &str) -> Option<&Level> {
        self.levels.iter().find(|l| l.id == id)
    }

    /// The kind of round called `kind`.
    pub fn round(&self, kind: &str) -> Option<&RoundKind> {
        self.rounds.iter().find(|r| r.kind == kind)
    }

    /// The question called `id`.
    pub fn question(&self, id: &str) -> Option<&Question> {
        let at = self.questions.binary_search_by(|q| q.id.as_str().cmp(id)).ok()?;
        self.questions.get(at)
    }

    /// All technologies that a plan can ask for, each once, by name.
    pub fn stacks(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.roles.iter().flat_map(|r| &r.stacks).map(String::as_str).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The title of a competency, or its id where the catalogue has none.
    pub fn competency_title<'a>(&'a self, id: &'a str) -> &'a str {
        self.competencies.iter().find(|c| c.id == id).map_or(id, |c| c.title.as_str())
    }
}

#[cfg(test)]
mod tests;
