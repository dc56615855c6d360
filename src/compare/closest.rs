//! The closest decision: who isn't told apart from the candidate with the highest mean.

use super::candidate::Candidate;
use super::pairs::{Pair, Verdict};
use super::topic::{AgendaTopic, TopicKind};
use crate::text::join;

/// So many are named.
const NAMED: usize = 6;

/// The place of the candidate with the highest overall mean; of equals the first.
pub(super) fn leader(candidates: &[Candidate]) -> Option<usize> {
    let means = candidates.iter().enumerate().filter_map(|(i, c)| Some((i, c.overall.mean?)));
    means.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(i, _)| i)
}

/// The topic on those who aren't told apart from the candidate with the highest mean, the nearest first; none where everybody
/// is. Each name rests on the pair with that candidate alone; `pairs` hold these at least.
pub(super) fn closest(candidates: &[Candidate], pairs: &[Pair]) -> Option<AgendaTopic> {
    let lead = &candidates[leader(candidates)?];
    let mut near: Vec<(&str, f64)> = pairs
        .iter()
        .filter(|p| p.verdict == Verdict::NotApart)
        .filter_map(|p| {
            let other = if p.a == lead.candidate { &p.b } else { &p.a };
            let is_theirs = p.a == lead.candidate || p.b == lead.candidate;
            Some((other.as_str(), p.difference?.abs())).filter(|_| is_theirs)
        })
        .collect();
    if near.is_empty() {
        return None;
    }
    near.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut names: Vec<String> = near.iter().take(NAMED).map(|(name, _)| (*name).to_owned()).collect();
    match near.len().saturating_sub(NAMED) {
        0 => {}
        1 => names.push(near[NAMED].0.to_owned()),
        more => names.push(format!("{more} others")),
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Some(AgendaTopic {
        candidate: lead.candidate.clone(),
        kind: TopicKind::Close,
        competency: None,
        text: format!("the highest overall mean, but not told apart from {}", join(&names, "and")),
        evidence: Vec::new(),
        disagreement: 0.0,
        evenness: 0.0,
    })
}
