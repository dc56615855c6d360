//! What one interviewer sees: a round of the plan for one candidate, as a serialisable view.

use crate::bank::{NotToAsk, Probe};
use crate::plan::{Flag, OVERALL, Plan, PlannedQuestion, Recommendation, Round, check_value};
use crate::text::join;
use serde::Serialize;

/// The name of the JSON format of a packet.
pub const FORMAT: &str = "panelkit.packet/1";

/// What a packet is made for.
#[derive(Debug, Clone)]
pub struct Setting<'a> {
    /// The candidate as they are addressed.
    pub candidate: &'a str,
    /// The interviewer, where known.
    pub interviewer: Option<&'a str>,
    /// When the round takes place, in words, where known.
    pub when: Option<&'a str>,
    /// The line at the foot of each page.
    pub confidentiality: &'a str,
}

/// One interviewer's packet for one candidate in one round.
#[derive(Debug, Clone, Serialize)]
pub struct Packet {
    /// Always [`FORMAT`].
    pub format: &'static str,
    /// The plan's id.
    pub plan: String,
    /// Such as `Senior backend engineer, rust and postgres`.
    pub plan_title: String,
    /// The candidate's name.
    pub candidate: String,
    /// The interviewer's name, or empty.
    pub interviewer: String,
    /// When, in words, or empty.
    pub when: String,
    /// The line at the foot of each page.
    pub confidentiality: String,
    /// The round.
    pub round: RoundView,
    /// The minutes of the round, piece by piece.
    pub timeline: Vec<Segment>,
    /// Words to open with.
    pub opening: String,
    /// Words to close with.
    pub closing: String,
    /// Minutes for the candidate's own questions.
    pub their_questions: u32,
    /// What to do for somebody who needs an adjustment.
    pub accommodation: String,
    /// How to take notes and rate.
    pub notes: Vec<String>,
    /// What isn't asked.
    pub not_to_ask: Vec<NotToAsk>,
    /// The questions.
    pub questions: Vec<QuestionView>,
    /// The points of the overall recommendation.
    pub recommendations: Vec<Point>,
    /// The scale in one line, such as `1 Poor, 2 Borderline, 3 Solid, 4 Outstanding`.
    pub scale: String,
    /// The points of the scale, lowest first.
    pub points: Vec<u8>,
    /// The points with their words, such as `3 Solid`, lowest first.
    pub scale_words: Vec<String>,
    /// The check value of its scorecard.
    pub check: String,
}

/// A round, as a packet shows it.
#[derive(Debug, Clone, Serialize)]
pub struct RoundView {
    /// The round's id in the plan.
    pub id: String,
    /// Its place in the plan, from 1.
    pub number: usize,
    /// How many rounds the plan has.
    pub of: usize,
    /// The name on paper.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// All minutes.
    pub minutes: u32,
    /// The competencies that it rates, in words.
    pub focus: String,
}

/// A piece of the round's time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// What happens.
    pub label: String,
    /// For how many minutes.
    pub minutes: u32,
    /// From which minute of the round on.
    pub from: u32,
    /// Whether it is one of the questions.
    pub question: bool,
}

/// A question, as a packet shows it.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionView {
    /// The question's id.
    pub id: String,
    /// Its place in the round, from 1.
    pub number: usize,
    /// A few words for lists.
    pub title: String,
    /// Minutes to plan for.
    pub minutes: u32,
    /// From which minute of the round on, such as `from minute 5`.
    pub from: u32,
    /// The name of the competency that the rating counts for.
    pub competency: String,
    /// The words to say.
    pub ask: String,
    /// Why interviewers ask this.
    pub why: String,
    /// What is expected at the plan's level.
    pub expect: String,
    /// `senior engineer` or what the level and role make of it.
    pub expected_of: String,
    /// Follow-up questions.
    pub probes: Vec<Probe>,
    /// Strong signals.
    pub strong: Vec<String>,
    /// Weak signals.
    pub weak: Vec<String>,
    /// Warning signs.
    pub red_flags: Vec<Flag>,
    /// The points of the scale with their anchors.
    pub anchors: Vec<Point>,
    /// What a good answer covers.
    pub sample_strong: String,
    /// A weak answer.
    pub sample_weak: String,
    /// What the weak answer lacks.
    pub sample_because: String,
    /// The steps of a good answer, or none.
    pub steps: Vec<String>,
    /// Markdown for the candidate's eyes, or empty.
    pub handout: String,
}

/// A point that can be ticked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// Such as `3 Solid`.
    pub label: String,
    /// What it stands for.
    pub text: String,
}

/// The handout of one round, for the candidate's eyes: statements, code and traces, and nothing of a rubric.
#[derive(Debug, Clone, Serialize)]
pub struct Handout {
    /// The round's name on paper.
    pub title: String,
    /// The pieces in the order in which they are asked.
    pub pieces: Vec<HandoutPiece>,
}

/// One piece of a handout.
#[derive(Debug, Clone, Serialize)]
pub struct HandoutPiece {
    /// The number of its question.
    pub number: usize,
    /// The title of its question.
    pub title: String,
    /// Markdown.
    pub text: String,
}

/// The packet of round `index` (from 0) of `plan`.
pub fn packet(plan: &Plan, index: usize, setting: &Setting<'_>) -> Packet {
    let round = &plan.rounds[index];
    let timeline = timeline(round);
    let starts = timeline.iter().filter(|s| s.question).map(|s| s.from);
    let questions = round
        .questions
        .iter()
        .zip(starts)
        .enumerate()
        .map(|(i, (q, from))| question(plan, q, i + 1, from))
        .collect();
    let mut rated: Vec<&str> = Vec::new();
    for q in &round.questions {
        let title = plan.competency_title(q.rated());
        if !rated.contains(&title) {
            rated.push(title);
        }
    }
    let points: Vec<String> =
        plan.scale.points().map(|p| format!("{p} {}", plan.scale.word(p)).trim_end().to_owned()).collect();
    Packet {
        format: FORMAT,
        plan: plan.id.clone(),
        plan_title: plan.title(),
        candidate: setting.candidate.to_owned(),
        interviewer: setting.interviewer.unwrap_or_default().to_owned(),
        when: setting.when.unwrap_or_default().to_owned(),
        confidentiality: setting.confidentiality.to_owned(),
        round: RoundView {
            id: round.id.clone(),
            number: index + 1,
            of: plan.rounds.len(),
            title: round.title.clone(),
            purpose: round.purpose.clone(),
            minutes: round.minutes,
            focus: join(&rated, "and"),
        },
        timeline,
        opening: plan.conduct.opening.clone(),
        closing: plan.conduct.closing.clone(),
        their_questions: round.their_questions,
        accommodation: plan.conduct.accommodation.clone(),
        notes: plan.conduct.notes.clone(),
        not_to_ask: plan.conduct.not_to_ask.clone(),
        questions,
        recommendations: Recommendation::ALL
            .map(|r| Point { label: r.words().to_owned(), text: r.meaning().to_owned() })
            .to_vec(),
        scale: points.join(", "),
        scale_words: points,
        points: plan.scale.points().collect(),
        check: check_value(&plan.id, setting.candidate, &round.id, setting.interviewer.unwrap_or_default()),
    }
}

/// The handout of round `index` (from 0), where its questions have any.
pub fn handout(plan: &Plan, index: usize) -> Option<Handout> {
    let round = &plan.rounds[index];
    let piece = |(i, q): (usize, &PlannedQuestion)| {
        let text = statement(q)?;
        Some(HandoutPiece { number: i + 1, title: q.title.clone(), text })
    };
    let pieces: Vec<HandoutPiece> = round.questions.iter().enumerate().filter_map(piece).collect();
    (!pieces.is_empty()).then(|| Handout { title: round.title.clone(), pieces })
}

/// A question's handout under the question's title: a first heading that says the same is left out, another one goes
/// down to the level below the title's.
fn statement(q: &PlannedQuestion) -> Option<String> {
    let text = q.handout.as_deref()?;
    let Some(rest) = text.trim_start().strip_prefix("# ") else { return Some(text.to_owned()) };
    let (heading, body) = rest.split_once('\n').unwrap_or((rest, ""));
    let body = body.trim_start_matches('\n');
    let same = heading.trim() == q.title;
    Some(if same { body.to_owned() } else { format!("### {}\n\n{body}", heading.trim()) })
}

/// The pieces of a round's time; what the questions leave over is shown as spare.
fn timeline(round: &Round) -> Vec<Segment> {
    let mut pieces: Vec<(String, u32, bool)> = vec![("Welcome".into(), round.opening, false)];
    for (i, q) in round.questions.iter().enumerate() {
        pieces.push((format!("{} {}", i + 1, q.title), q.minutes, true));
    }
    pieces.push(("Spare".into(), round.net_minutes().saturating_sub(round.used_minutes()), false));
    pieces.push(("Their questions".into(), round.their_questions, false));
    pieces.push(("Close".into(), round.closing.saturating_sub(round.their_questions), false));
    let mut from = 0;
    let mut segments = Vec::new();
    for (label, minutes, question) in pieces {
        if minutes > 0 || question {
            segments.push(Segment { label, minutes, from, question });
        }
        from += minutes;
    }
    segments
}

fn question(plan: &Plan, q: &PlannedQuestion, number: usize, from: u32) -> QuestionView {
    let level = plan.level_title.to_lowercase();
    let role = plan.role_title.to_lowercase();
    QuestionView {
        id: q.id.clone(),
        number,
        title: q.title.clone(),
        minutes: q.minutes,
        from,
        competency: plan.competency_title(q.rated()).to_owned(),
        ask: q.ask.clone(),
        why: q.why.clone(),
        expect: q.expect.clone(),
        expected_of: format!("{level} {role}"),
        probes: q.probes.clone(),
        strong: q.strong.clone(),
        weak: q.weak.clone(),
        red_flags: q.red_flags.clone(),
        anchors: q
            .anchors
            .iter()
            .map(|(p, text)| Point { label: format!("{p} {}", plan.scale.word(*p)), text: text.clone() })
            .collect(),
        sample_strong: q.sample.strong.to_string(),
        sample_weak: q.sample.weak.to_string(),
        sample_because: q.sample.because.to_string(),
        steps: q.steps.clone(),
        handout: statement(q).unwrap_or_default(),
    }
}

/// The rows of a blank scorecard: one a question and a last one for the overall recommendation.
pub fn scorecard_rows(packet: &Packet) -> Vec<[String; 9]> {
    let row = |item: &str, asks: &str| {
        let p = packet;
        let cells = [&p.plan, &p.candidate, &p.interviewer, &p.round.id, item, asks, "", "", &p.check];
        cells.map(str::to_owned)
    };
    let mut rows: Vec<[String; 9]> = packet.questions.iter().map(|q| row(&q.id, &q.title)).collect();
    rows.push(row(OVERALL, "strong no, no, yes or strong yes"));
    rows
}
