//! What a bank holds.

use super::catalogue::{
    Briefing, CandidateQuestion, Competency, Conduct, Feedback, Framework, Level, LoopTemplate, MarketWords,
    RedFlag, Role, RoundKind, Scale, Topic,
};
use super::question::Question;

/// All questions and the catalogues beside them, checked.
#[derive(Debug, Clone, PartialEq)]
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
    /// The words of job advertisements.
    pub words: MarketWords,
    /// What candidates are told of each competency after a decision.
    pub feedback: Vec<Feedback>,
    /// The rating scale.
    pub scale: Scale,
    /// What the bank must cover; empty where it has no list.
    pub topics: Vec<Topic>,
    /// A hash of all files that the bank was read from, 16 hexadecimal digits.
    pub hash: String,
}

impl Bank {
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

    /// What candidates for `role` ask, what they alone ask first.
    pub fn questions_of_candidates(&self, role: &str) -> impl Iterator<Item = &CandidateQuestion> {
        let is_theirs = move |q: &&CandidateQuestion| q.roles.iter().any(|r| r == role);
        let own = self.candidate_questions.iter().filter(is_theirs);
        let own_first = own.clone().filter(|q| q.roles.len() == 1).chain(own.filter(|q| q.roles.len() > 1));
        own_first.chain(self.candidate_questions.iter().filter(|q| q.roles.is_empty()))
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
