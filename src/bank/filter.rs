//! Which questions somebody wants to see.

use super::contents::Bank;
use super::question::{Question, QuestionKind};
use crate::diag::{Diagnostic, Failure};
use crate::text::did_you_mean;

/// The name for questions that need no technology, among the stacks of a [`Filter`].
pub const ANY_STACK: &str = "any";

/// What a question has to fit; an empty part fits all.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Roles, one of which it has to fit.
    pub roles: Vec<String>,
    /// Levels, one of which it has to fit.
    pub levels: Vec<String>,
    /// Technologies, one of which it has to need; [`ANY_STACK`] is for those that need none.
    pub stacks: Vec<String>,
    /// Kinds, one of which it has to be of.
    pub kinds: Vec<String>,
    /// Competencies, one of which it has to touch.
    pub competencies: Vec<String>,
}

impl Filter {
    /// The questions of `bank` that fit, by id; fails with a finding for each name that the bank doesn't have.
    pub fn questions<'b>(&self, bank: &'b Bank) -> Result<Vec<&'b Question>, Failure> {
        let findings = self.unknown(bank);
        if !findings.is_empty() {
            return Err(Failure(findings));
        }
        Ok(bank.questions.iter().filter(|q| self.fits(q)).collect())
    }

    /// Whether the question fits each part.
    fn fits(&self, q: &Question) -> bool {
        let any =
            |wanted: &[String], has: &[String]| wanted.is_empty() || wanted.iter().any(|w| has.contains(w));
        let stack = self.stacks.is_empty()
            || self.stacks.iter().any(|s| q.stacks.contains(s) || (s == ANY_STACK && q.stacks.is_empty()));
        any(&self.roles, &q.roles)
            && any(&self.levels, &q.levels)
            && any(&self.competencies, &q.competencies)
            && (self.kinds.is_empty() || self.kinds.iter().any(|k| k == q.kind.name()))
            && stack
    }

    fn unknown(&self, bank: &Bank) -> Vec<Diagnostic> {
        let mut stacks = bank.stacks();
        stacks.push(ANY_STACK);
        let parts: [(&str, &[String], Vec<&str>); 5] = [
            ("role", &self.roles, bank.roles.iter().map(|r| r.id.as_str()).collect()),
            ("level", &self.levels, bank.levels.iter().map(|l| l.id.as_str()).collect()),
            ("stack", &self.stacks, stacks),
            ("kind of question", &self.kinds, QuestionKind::ALL.iter().map(|k| k.name()).collect()),
            ("competency", &self.competencies, bank.competencies.iter().map(|c| c.id.as_str()).collect()),
        ];
        let mut findings = Vec::new();
        for (what, wanted, known) in parts {
            for name in wanted.iter().filter(|n| !known.contains(&n.as_str())) {
                let message = format!("there is no {what} `{name}`");
                findings.push(Diagnostic::error("unknown-name", message).hint(did_you_mean(name, &known)));
            }
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_narrows() {
        let bank = Bank::load(None).unwrap();
        let all = Filter::default().questions(&bank).unwrap().len();
        assert_eq!(all, bank.questions.len());
        let own = |s: &str| vec![s.to_owned()];
        let filter = Filter {
            roles: own("backend"),
            levels: own("junior"),
            stacks: own("java"),
            kinds: own("technical"),
            ..Filter::default()
        };
        let some = filter.questions(&bank).unwrap();
        assert!(!some.is_empty() && some.len() < all);
        assert!(
            some.iter().all(|q| q.stacks.contains(&"java".to_owned()) && q.kind == QuestionKind::Technical)
        );
        let free = Filter { stacks: own("any"), ..Filter::default() };
        assert!(free.questions(&bank).unwrap().iter().all(|q| q.stacks.is_empty()));
    }

    #[test]
    fn unknown_names_have_a_hint() {
        let bank = Bank::load(None).unwrap();
        let filter =
            Filter { roles: vec!["bakend".into()], kinds: vec!["coding ".into()], ..Filter::default() };
        let failure = filter.questions(&bank).unwrap_err();
        assert_eq!(failure.0.len(), 2);
        assert!(failure.to_string().contains("did you mean backend?"), "{failure}");
    }
}
