//! What is known of a question before it is written, and how its texts stand in a file.

use super::question::{Probe, RatedAnswer};
use std::fmt::Write as _;

/// What is known of a question; what is empty is left to fill in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prefill {
    /// A few words.
    pub title: String,
    /// The words to say.
    pub ask: String,
    /// Why interviewers ask this.
    pub why: String,
    /// Ids of roles.
    pub roles: Vec<String>,
    /// Ids of levels, lowest first; none: all.
    pub levels: Vec<String>,
    /// Technologies.
    pub stacks: Vec<String>,
    /// Ids of competencies, the rated one first.
    pub competencies: Vec<String>,
    /// How long it takes; none: as long as others of its kind.
    pub minutes: Option<u32>,
    /// What it is about: a slug.
    pub subject: String,
    /// Ids of topics that it covers.
    pub topics: Vec<String>,
    /// What the trade calls it.
    pub keywords: Vec<String>,
    /// The id of a way to answer.
    pub framework: String,
    /// Markdown for the candidate's eyes.
    pub handout: String,
    /// Whether it is still being written; none: as long as something is missing.
    pub draft: Option<bool>,
    /// Observable strong signals.
    pub strong: Vec<String>,
    /// Observable weak signals.
    pub weak: Vec<String>,
    /// Ids of the catalogue, or sentences.
    pub red_flags: Vec<String>,
    /// Follow-up questions, in their order.
    pub probes: Vec<Probe>,
    /// What to say to somebody who is stuck.
    pub hints: Vec<String>,
    /// What answers are like: the names of rungs, each with its text.
    pub ladder: Vec<(String, String)>,
    /// What a good answer covers.
    pub answer: String,
    /// A plausible answer that isn't good enough.
    pub weak_answer: String,
    /// What the weak answer lacks.
    pub because: String,
    /// Answers to practise rating on.
    pub answers: Vec<RatedAnswer>,
    /// Lines that become comments.
    pub notes: Vec<String>,
}

impl Prefill {
    /// Whether something that every question has is still missing.
    pub(super) fn is_incomplete(&self) -> bool {
        let texts = [
            &self.title,
            &self.ask,
            &self.why,
            &self.subject,
            &self.answer,
            &self.weak_answer,
            &self.because,
        ];
        let lists = [&self.roles, &self.levels, &self.competencies, &self.strong, &self.weak];
        texts.iter().any(|text| text.is_empty())
            || lists.iter().any(|list| list.is_empty())
            || self.ladder.is_empty()
            || self.probes.is_empty()
    }

    /// Whether plans do without it.
    pub(super) fn is_draft(&self) -> bool {
        self.draft.unwrap_or_else(|| self.is_incomplete())
    }
}

/// A text as TOML writes it: one of several lines as it stands, between three quotes.
pub(super) fn quoted_text(text: &str) -> String {
    let is_plain = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    if text.contains('\n') && !text.contains("'''") && text.chars().all(is_plain) {
        format!("'''\n{text}\n'''")
    } else {
        inline_text(text)
    }
}

/// A text as TOML writes it on one line.
pub(super) fn inline_text(text: &str) -> String {
    if text.contains('\n') { basic(text) } else { toml::Value::String(text.to_owned()).to_string() }
}

/// A text in double quotes, whatever it holds.
fn basic(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
