//! The title of an advertisement, and the role and level that it names.

use super::quoted::{AdLine, Quoted};
use crate::plan::market::lexicon::NameHit;
use crate::plan::market::resolve::{Market, Rank, Title};
use crate::sheet::ProseLine;
use crate::text::{Term, terms};
use std::ops::Range;

/// Labels of lines that name the job.
const TITLE_LABELS: [&str; 8] =
    ["title", "job title", "position", "role", "job", "vacancy", "opening", "we are hiring"];
/// Labels of lines that name the level.
const LEVEL_LABELS: [&str; 6] =
    ["level", "seniority", "seniority level", "experience level", "career level", "job level"];
/// What a sentence that offers the job says.
const OFFERS: [&str; 12] = [
    "looking for",
    "hiring",
    "seeking",
    "searching for",
    "join us as",
    "join our team as",
    "as a ",
    "as an ",
    "role of",
    "position of",
    "we need",
    "wanted",
];
/// What stands in titles that name no role.
const NOUNS: [&str; 9] = [
    "analyst",
    "architect",
    "developer",
    "engineer",
    "engineers",
    "developers",
    "manager",
    "programmer",
    "tester",
];
/// A title has at most so many terms, and is one of the first so many lines that say something.
const TITLE_TERMS: usize = 14;
const FIRST_LINES: usize = 4;
/// So near to the title stands its level.
const NEAR: usize = 4;

/// Reads titles.
pub(super) struct TitleReader<'a, 'b> {
    pub market: &'a Market<'b>,
    pub lines: &'a [ProseLine],
}

/// What the title of an advertisement says.
#[derive(Debug, Default)]
pub(super) struct AdTitle {
    pub roles: Vec<Quoted>,
    pub levels: Vec<Quoted>,
    pub is_titled: bool,
    /// The place of the title among the lines.
    pub line: Option<usize>,
}

/// How much a line has to say about the job itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum LineWeight {
    Other,
    Offer,
    Title,
}

impl<'b> TitleReader<'_, 'b> {
    /// What the advertisement says of its role and level.
    pub fn read(&self) -> AdTitle {
        let mut title = AdTitle::default();
        let standings = self.standings();
        for standing in [LineWeight::Title, LineWeight::Offer] {
            for at in (0..self.lines.len()).filter(|at| standings[*at] == standing) {
                let text = &self.lines[at].text;
                let terms = terms(text);
                let hits = self.roles(text, &terms);
                let noun = || terms.iter().position(|t| NOUNS.contains(&t.key.as_str()));
                let anchor = reach(&hits)
                    .or_else(|| (standing == LineWeight::Title).then(noun).flatten().map(|at| at..at + 1));
                let Some(anchor) = anchor else { continue };
                if title.line.is_none() || title.roles.is_empty() {
                    if title.line.is_none() {
                        title.levels = self.levels(at, &terms, Some(&anchor));
                        title.line = Some(at);
                    }
                    title.roles = self.quoted_roles(at, &terms, &hits);
                    title.is_titled = !title.roles.is_empty();
                }
                if let (true, Some(anchor)) = (title.levels.is_empty(), reach(&hits)) {
                    title.levels = self.levels(at, &terms, Some(&anchor));
                }
            }
        }
        if title.levels.is_empty() {
            title.levels = self.labelled_levels();
        }
        if title.roles.is_empty() {
            title.roles = self.mentioned_roles();
        }
        title
    }

    fn standings(&self) -> Vec<LineWeight> {
        let mut spoken = 0;
        let standing = |line: &ProseLine| {
            let text = line.text.trim().to_lowercase();
            spoken += usize::from(!text.is_empty());
            let label = text.split_once(':').map(|(label, _)| label.trim());
            let labelled = label.is_some_and(|label| TITLE_LABELS.contains(&label));
            let offers = OFFERS.iter().any(|offer| text.contains(offer));
            let short = terms(&text).len() <= TITLE_TERMS;
            let first = spoken <= FIRST_LINES && short && !text.ends_with(['.', '!', '?']);
            match () {
                () if labelled || (line.is_heading && short) || (first && !offers) => LineWeight::Title,
                () if offers => LineWeight::Offer,
                () => LineWeight::Other,
            }
        };
        self.lines.iter().map(standing).collect()
    }

    /// The titles in a line. A manager of others is one whatever the others do; what somebody is called goes before what
    /// they develop in.
    fn roles(&self, text: &str, terms: &[Term]) -> Vec<NameHit<Title<'b>>> {
        let mut hits = self.market.titles.hits(text, terms);
        let manages = |h: &NameHit<Title<'_>>| h.meaning.role() == Some("engineering-manager");
        if hits.iter().any(manages) {
            hits.retain(manages);
        }
        let is_called = |h: &NameHit<Title<'_>>| !matches!(h.meaning, Title::Developer(_));
        if hits.iter().any(is_called) {
            hits.retain(is_called);
        }
        hits
    }

    fn quoted_roles(&self, at: usize, terms: &[Term], hits: &[NameHit<Title<'b>>]) -> Vec<Quoted> {
        let line = &self.lines[at];
        let mut quoted: Vec<Quoted> = Vec::new();
        for hit in hits {
            let name = written(&line.text, terms, hit.first, hit.length);
            let id = hit.meaning.role().map(str::to_owned);
            if !quoted.iter().any(|q| q.id == id) {
                let told = match hit.meaning {
                    Title::Words(words) if words.id.is_none() => {
                        Some(format!("{name}: {}", words.say.as_deref().unwrap_or("no role of this bank")))
                    }
                    _ => self.market.role(name).ok().and_then(|(_, told)| told),
                };
                quoted.push(Quoted { id, told, line: AdLine::new(at, line) });
            }
        }
        quoted
    }

    /// The levels that stand near `anchor`, or anywhere in the line.
    fn levels(&self, at: usize, terms: &[Term], anchor: Option<&Range<usize>>) -> Vec<Quoted> {
        let line = &self.lines[at];
        let mut quoted: Vec<Quoted> = Vec::new();
        for hit in self.market.ranks.hits(&line.text, terms) {
            let near = anchor.is_none_or(|anchor| {
                hit.first + hit.length + NEAR >= anchor.start && hit.first <= anchor.end + NEAR
            });
            let id = hit.meaning.level();
            if near && !quoted.iter().any(|q| q.id.as_deref() == Some(id)) {
                let name = written(&line.text, terms, hit.first, hit.length);
                let told = match hit.meaning {
                    Rank::Level(_) => None,
                    rank @ Rank::Words(_) => Some(format!("{name}: {}", rank.say())),
                };
                quoted.push(Quoted { id: Some(id.to_owned()), told, line: AdLine::new(at, line) });
            }
        }
        quoted
    }

    fn labelled_levels(&self) -> Vec<Quoted> {
        let labelled = |line: &ProseLine| {
            let text = line.text.trim().to_lowercase();
            text.split_once(':').is_some_and(|(label, _)| LEVEL_LABELS.contains(&label.trim()))
        };
        let mut lines = (0..self.lines.len()).filter(|at| labelled(&self.lines[*at]));
        lines
            .find_map(|at| {
                let (label, value) = self.lines[at].text.split_once(':')?;
                let behind = terms(label).len();
                let all = terms(&self.lines[at].text);
                let levels = self.levels(at, &all[behind.min(all.len())..], None);
                (!value.is_empty() && !levels.is_empty()).then_some(levels)
            })
            .unwrap_or_default()
    }

    /// Roles of the bank that some line names, each with its first line: colleagues or the job itself.
    fn mentioned_roles(&self) -> Vec<Quoted> {
        let mut all: Vec<Quoted> = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            let terms = terms(&line.text);
            let hits = self.market.titles.hits(&line.text, &terms);
            for quoted in self.quoted_roles(at, &terms, &hits) {
                if quoted.id.is_some() && !all.iter().any(|q| q.id == quoted.id) {
                    all.push(quoted);
                }
            }
        }
        all
    }
}

/// The terms from the first of the titles to the last.
fn reach(hits: &[NameHit<Title<'_>>]) -> Option<Range<usize>> {
    let (first, last) = (hits.first()?, hits.last()?);
    Some(first.first..last.first + last.length)
}

/// The name that stands in `text` from its term `first` on.
fn written<'t>(text: &'t str, terms: &[Term], first: usize, length: usize) -> &'t str {
    match (terms.get(first), terms.get(first + length - 1)) {
        (Some(from), Some(to)) => &text[from.at.start..to.at.end],
        _ => "",
    }
}
