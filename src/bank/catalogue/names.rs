//! The names that the catalogues of a bank define, for those who refer to them.

use crate::bank::question::QuestionKind;
use crate::toml::NameSet;

/// The names that questions, roles and loops may use.
pub(in crate::bank) struct CatalogueNames {
    pub kinds: NameSet,
    pub competencies: NameSet,
    pub levels: NameSet,
    pub roles: NameSet,
    pub rounds: NameSet,
    pub stacks: NameSet,
    pub frameworks: NameSet,
    pub red_flags: NameSet,
    pub topics: NameSet,
}

/// The kinds of question.
pub(in crate::bank) fn question_kinds() -> NameSet {
    NameSet::fixed("kind of question", QuestionKind::ALL.map(QuestionKind::name))
}
