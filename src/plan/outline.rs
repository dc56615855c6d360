//! A plan for people: rounds, questions, coverage and gaps, as a serialisable view.

use super::model::{Coverage, Plan, Round};
use super::people::RoundPeople;
use crate::text::{count, join};
use serde::Serialize;

/// A plan as `plan.md` and the terminal show it.
#[derive(Debug, Clone, Serialize)]
pub struct Outline {
    /// Such as `Senior backend engineer, rust and postgres`.
    pub title: String,
    /// The plan's id, with its revision from the second one on.
    pub id: String,
    /// Such as `5 rounds`.
    pub round_count: String,
    /// Such as `18 questions`.
    pub question_count: String,
    /// All minutes of all rounds.
    pub minutes: u32,
    /// The rounds in their order.
    pub rounds: Vec<RoundOutline>,
    /// What is assessed where, heaviest first.
    pub coverage: Vec<CoverageRow>,
    /// What the plan lacks, in sentences.
    pub gaps: Vec<String>,
    /// How near the plan is to the best possible one, as a line; empty where that isn't known.
    pub quality_line: String,
    /// The inputs that make this plan again.
    pub seed_line: String,
}

/// A round of an outline.
#[derive(Debug, Clone, Serialize)]
pub struct RoundOutline {
    /// Its number in the plan, from 1.
    pub number: usize,
    /// The name on paper.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// All minutes.
    pub minutes: u32,
    /// The minutes as a bar: a square for each ten.
    pub bar: String,
    /// Whether an AI assistant may be used: `no`, `allowed` or `required`.
    pub assistant: &'static str,
    /// Minutes of welcome.
    pub opening: u32,
    /// Minutes that the questions take.
    pub used: u32,
    /// Minutes that the questions may take.
    pub net: u32,
    /// Minutes at the end.
    pub closing: u32,
    /// Who holds it, or empty.
    pub interviewer: String,
    /// Who rates too and who sits in, in words, or empty.
    pub beside: String,
    /// The competencies that it rates, in words.
    pub focus: String,
    /// How many questions it has.
    pub question_count: usize,
    /// The questions.
    pub questions: Vec<QuestionOutline>,
}

/// A question of an outline.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionOutline {
    /// The question's id.
    pub id: String,
    /// A few words for lists.
    pub title: String,
    /// Minutes to plan for.
    pub minutes: u32,
    /// The name of the competency that the rating counts for.
    pub competency: String,
    /// Why it was chosen.
    pub reason: String,
}

/// A row of the coverage table.
#[derive(Debug, Clone, Serialize)]
pub struct CoverageRow {
    /// The competency's name.
    pub title: String,
    /// Its share in percent, such as `14%`.
    pub weight: String,
    /// The share as a bar: a square for each two hundredths.
    pub bar: String,
    /// Whether a decision needs it.
    pub must_have: bool,
    /// The number of questions by round; empty where there is none.
    pub cells: Vec<String>,
    /// The same as squares, one a question.
    pub marks: Vec<String>,
    /// The number of rounds that rate it.
    pub readings: usize,
}

/// The most squares of a bar.
const WIDEST_BAR: usize = 12;

/// A bar of so many squares.
fn squares(n: usize) -> String {
    "\u{25a0}".repeat(n.min(WIDEST_BAR))
}

/// The outline of `plan`, whose rounds are held by `people`.
pub fn outline(plan: &Plan, people: &[RoundPeople]) -> Outline {
    let nobody = RoundPeople::default();
    let rounds = plan.rounds.iter().enumerate().map(|(i, r)| {
        let who = people.get(i).unwrap_or(&nobody);
        let mut focus: Vec<&str> = Vec::new();
        for q in &r.questions {
            let title = plan.competency_title(q.rated());
            if !focus.contains(&title) {
                focus.push(title);
            }
        }
        RoundOutline {
            number: i + 1,
            title: r.title.clone(),
            purpose: r.purpose.clone(),
            minutes: r.minutes,
            bar: squares(r.minutes.div_ceil(10) as usize),
            assistant: r.assistant.name(),
            opening: r.opening,
            used: r.used_minutes(),
            net: r.net_minutes(),
            closing: r.closing,
            interviewer: who.lead.clone().unwrap_or_default(),
            beside: beside(who),
            focus: join(&focus, "and"),
            question_count: r.questions.len(),
            questions: r
                .questions
                .iter()
                .map(|q| QuestionOutline {
                    id: q.id.clone(),
                    title: q.title.clone(),
                    minutes: q.minutes,
                    competency: plan.competency_title(q.rated()).to_owned(),
                    reason: q.reason.clone(),
                })
                .collect(),
        }
    });
    let rating = |c: &Coverage, r: &Round| r.questions.iter().filter(|q| q.rated() == c.competency).count();
    let cell = |c: &Coverage, r: &Round| {
        let n = rating(c, r);
        if n == 0 { String::new() } else { n.to_string() }
    };
    let coverage = plan.coverage.iter().map(|c| CoverageRow {
        title: c.title.clone(),
        weight: format!("{:.0}%", c.weight * 100.0),
        bar: squares((c.weight * 50.0).round() as usize),
        must_have: c.must_have,
        cells: plan.rounds.iter().map(|r| cell(c, r)).collect(),
        marks: plan.rounds.iter().map(|r| squares(rating(c, r))).collect(),
        readings: c.rounds.len(),
    });
    let questions = plan.rounds.iter().map(|r| r.questions.len()).sum();
    Outline {
        title: plan.title(),
        id: plan.card_id(),
        round_count: count(plan.rounds.len(), "round"),
        question_count: count(questions, "question"),
        minutes: plan.rounds.iter().fold(0, |sum, r| sum.saturating_add(r.minutes)),
        rounds: rounds.collect(),
        coverage: coverage.collect(),
        gaps: plan.gaps.clone(),
        quality_line: plan.bound.map_or_else(String::new, |bound| quality(plan.objective, bound)),
        seed_line: format!(
            "Seed {}, bank {}. The same inputs make the same plan; another seed makes another one that is as good.",
            plan.seed, plan.bank.hash
        ),
    }
}

/// How near a value is to a bound, as a line.
fn quality(value: f64, bound: f64) -> String {
    let below = 100.0 * (1.0 - value / bound);
    if below < 0.05 {
        "No other plan can be better by more than 0.1%.".to_owned()
    } else {
        format!("Within {:.1}% of the best possible.", (below * 10.0).ceil() / 10.0)
    }
}

/// Such as `Ben rates too; Eli sits in`.
fn beside(who: &RoundPeople) -> String {
    let part = |names: &[String], one: &str, many: &str| {
        let verb = if names.len() == 1 { one } else { many };
        (!names.is_empty()).then(|| format!("{} {verb}", join(names, "and")))
    };
    let parts = [part(&who.seconds, "rates too", "rate too"), part(&who.shadows, "sits in", "sit in")];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
