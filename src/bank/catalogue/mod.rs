//! The catalogues beside the questions: competencies, levels, roles, loops, rounds, conduct and what rubrics refer to.

mod conduct;
mod loops;
mod read;
mod role;
mod scale;
mod topics;

pub use conduct::{Briefing, BriefingItem, Conduct, Faq, NotToAsk, Practice};
pub use loops::{LoopTemplate, LoopVariant, RoundKind, RoundTemplate};
pub use role::Role;
pub use scale::Scale;
pub(super) use topics::FILE as TOPICS_FILE;
pub use topics::Topic;

use super::source::SourceFile;
use crate::diag::Diagnostic;
use loops::{LoopFile, loop_template};
use read::{Names, Reader};
use role::{RoleFile, role};
use serde::{Deserialize, Serialize};

/// What is assessed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Competency {
    /// The name in files.
    pub id: String,
    /// The name on paper.
    pub title: String,
    /// What somebody who has it does.
    pub what: String,
    /// Topics that it covers.
    #[serde(default)]
    pub topics: Vec<String>,
}

/// Something expected of a level.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// What somebody of this level does.
    pub text: String,
    /// Topics that it covers.
    #[serde(default)]
    pub topics: Vec<String>,
}

/// Seniority.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// The name in files.
    pub id: String,
    /// The name on paper.
    pub title: String,
    /// What the level is about.
    pub what: String,
    /// What is expected.
    #[serde(default)]
    pub expectations: Vec<Expectation>,
}

/// A warning sign, with the probe that is due before it counts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RedFlag {
    /// The name in files.
    pub id: String,
    /// What is heard or seen.
    pub title: String,
    /// What it may be a sign of.
    pub gap: String,
    /// The fair question to ask before it counts.
    pub probe: String,
    /// Topics that it covers.
    #[serde(default, skip_serializing)]
    pub topics: Vec<String>,
}

/// A way to answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    /// The name in files.
    pub id: String,
    /// The name on paper.
    pub title: String,
    /// What it is good for.
    pub what: String,
    /// The steps in their order.
    pub steps: Vec<String>,
    /// Topics that it covers.
    #[serde(default)]
    pub topics: Vec<String>,
}

/// Something that candidates ask.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CandidateQuestion {
    /// The name in files.
    pub id: String,
    /// As a candidate would put it.
    pub ask: String,
    /// The reply to prepare.
    pub reply: String,
    /// What asking it reveals.
    pub reveals: String,
    /// Topics that it covers.
    #[serde(default, skip_serializing)]
    pub topics: Vec<String>,
}

/// All catalogues of a bank.
#[derive(Debug, Default)]
pub(super) struct Catalogues {
    pub competencies: Vec<Competency>,
    pub levels: Vec<Level>,
    pub roles: Vec<Role>,
    pub loops: Vec<LoopTemplate>,
    pub rounds: Vec<RoundKind>,
    pub red_flags: Vec<RedFlag>,
    pub frameworks: Vec<Framework>,
    pub candidate_questions: Vec<CandidateQuestion>,
    pub conduct: Conduct,
    pub briefing: Briefing,
    pub scale: Scale,
    pub topics: Vec<Topic>,
}

impl Catalogues {
    pub fn competency_ids(&self) -> Vec<&str> {
        self.competencies.iter().map(|c| c.id.as_str()).collect()
    }
    pub fn level_ids(&self) -> Vec<&str> {
        self.levels.iter().map(|l| l.id.as_str()).collect()
    }
    pub fn role_ids(&self) -> Vec<&str> {
        self.roles.iter().map(|r| r.id.as_str()).collect()
    }
    pub fn framework_ids(&self) -> Vec<&str> {
        self.frameworks.iter().map(|f| f.id.as_str()).collect()
    }
    pub fn red_flag_ids(&self) -> Vec<&str> {
        self.red_flags.iter().map(|f| f.id.as_str()).collect()
    }
    pub fn stack_ids(&self) -> Vec<&str> {
        let mut all: Vec<&str> =
            self.roles.iter().flat_map(|r| r.stacks.iter().map(String::as_str)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Reads all catalogues among `files`; what is wrong with them goes to `findings`.
pub(super) fn read(files: &[SourceFile], findings: &mut Vec<Diagnostic>) -> Catalogues {
    let mut reader = Reader { files, findings };
    let mut c = Catalogues {
        competencies: reader.list("competencies.toml", "competency"),
        levels: reader.list("levels.toml", "level"),
        rounds: reader.list("rounds.toml", "round"),
        red_flags: reader.list("red-flags.toml", "flag"),
        frameworks: reader.list("frameworks.toml", "framework"),
        candidate_questions: reader.list("candidate-questions.toml", "question"),
        conduct: reader.one("conduct.toml").unwrap_or_default(),
        briefing: reader.one("briefing.toml").unwrap_or_default(),
        scale: reader.one("scale.toml").unwrap_or_default(),
        topics: topics::topics(files, reader.findings),
        ..Catalogues::default()
    };
    for (source, id) in reader.folder("roles") {
        if let Some(file) = reader.parse::<RoleFile>(source) {
            let role = role(&mut Names { source, findings: reader.findings }, &c, id, file);
            c.roles.push(role);
        }
    }
    for (source, id) in reader.folder("loops") {
        if let Some(file) = reader.parse::<LoopFile>(source) {
            let template = loop_template(&mut Names { source, findings: reader.findings }, &c, id, file);
            c.loops.push(template);
        }
    }
    c
}
