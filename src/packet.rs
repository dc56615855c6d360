//! What one interviewer sees: a round of the plan for one candidate, as a serialisable view.

mod handout;
mod timeline;
mod view;

pub use handout::{Handout, HandoutPiece, handout};
pub use timeline::Segment;
pub use view::{FORMAT, Packet, PointView, QuestionView, RoundView};

use crate::bank::QuestionKind;
use crate::opening::{Part, Seat, Starts};
use crate::plan::{OVERALL, Plan, PlannedQuestion, Recommendation, check_value};
use crate::text::{fold, join};
use handout::statement;
use timeline::timeline;

/// For whom and when a packet is made.
#[derive(Debug, Clone)]
pub struct Setting<'a> {
    /// The candidate as they are addressed.
    pub candidate: &'a str,
    /// Who the packet is for, where known.
    pub interviewer: Option<&'a str>,
    /// What they are in the round.
    pub part: Part,
    /// Who takes part in the round, the one of the packet included.
    pub seats: &'a [Seat],
    /// When the conversation takes place, in words, where known.
    pub when: Option<&'a str>,
    /// The same as a scorecard has it: a date and time such as `2026-12-03T10:00+01:00`.
    pub held: Option<Starts>,
    /// The line at the foot of each page.
    pub confidentiality: &'a str,
}

/// The packet of round `index` of `plan`, from 0.
pub fn packet(plan: &Plan, index: usize, setting: &Setting<'_>) -> Packet {
    let round = &plan.rounds[index];
    let timeline = timeline(round, setting.held);
    let assistant = plan.conduct.assistant.words(round.assistant);
    let starts = timeline.iter().filter(|s| s.question).map(|s| (s.from, s.clock.clone()));
    let mut questions: Vec<QuestionView> = round
        .questions
        .iter()
        .zip(starts)
        .enumerate()
        .map(|(i, (q, starts))| question(plan, q, i + 1, starts))
        .collect();
    steps_once(&mut questions);
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
        plan: plan.card_id(),
        plan_title: plan.title(),
        candidate: setting.candidate.to_owned(),
        interviewer: setting.interviewer.unwrap_or_default().to_owned(),
        card_name: card_name(setting),
        part: setting.part,
        part_note: part_note(setting),
        when: setting.when.unwrap_or_default().to_owned(),
        held: setting.held.map(|h| h.to_string()).unwrap_or_default(),
        confidentiality: setting.confidentiality.to_owned(),
        round: RoundView {
            id: round.id.clone(),
            number: index + 1,
            of: plan.rounds.len(),
            title: round.title.clone(),
            purpose: round.purpose.clone(),
            minutes: round.minutes,
            focus: join(&rated, "and"),
            assistant: round.assistant,
        },
        timeline,
        opening: [&plan.conduct.opening, &assistant.say]
            .map(|words| words.trim())
            .join(" ")
            .trim()
            .to_owned(),
        assistant_note: assistant.note.clone(),
        their_words: plan.conduct.their_questions.clone(),
        closing: plan.conduct.closing.clone(),
        their_questions: round.their_questions,
        replies: plan.conduct.replies.clone(),
        accommodation: plan.conduct.accommodation.clone(),
        notes: plan.conduct.notes.clone(),
        not_to_ask: plan.conduct.not_to_ask.clone(),
        questions,
        recommendations: Recommendation::ALL
            .map(|r| PointView { label: r.words().to_owned(), text: r.meaning().to_owned() })
            .to_vec(),
        scale: points.join(", "),
        scale_words: points,
        points: plan.scale.points().collect(),
        check: check_value(&plan.id, setting.candidate, &round.id, setting.interviewer.unwrap_or_default()),
    }
}

/// The most lines for notes that a question asks for.
const MOST_NOTE_LINES: u32 = 12;

fn question(plan: &Plan, q: &PlannedQuestion, number: usize, (from, clock): (u32, String)) -> QuestionView {
    let level = plan.level_title.to_lowercase();
    let role = plan.role_title.to_lowercase();
    QuestionView {
        id: q.id.clone(),
        number,
        title: q.title.clone(),
        minutes: q.minutes,
        from,
        clock,
        competency: plan.competency_title(q.rated()).to_owned(),
        ask: q.ask.clone(),
        why: q.why.clone(),
        expect: q.expect.clone(),
        expected_of: format!("{level} {role}"),
        writes_code: q.kind == QuestionKind::Coding,
        expected: plan.scale.word(plan.scale.expected()).to_owned(),
        hints: q.hints.clone(),
        keywords: q.keywords.join(", "),
        probes: q.probes.clone(),
        strong: q.strong.clone(),
        weak: q.weak.clone(),
        red_flags: q.red_flags.clone(),
        anchors: q
            .anchors
            .iter()
            .map(|(p, text)| PointView { label: format!("{p} {}", plan.scale.word(*p)), text: text.clone() })
            .collect(),
        sample_strong: q.sample.strong.to_string(),
        sample_weak: q.sample.weak.to_string(),
        note_lines: (4 + q.minutes / 4).min(MOST_NOTE_LINES),
        sample_because: q.sample.because.to_string(),
        steps: q.steps.clone(),
        steps_of: None,
        handout: statement(q).unwrap_or_default(),
    }
}

/// The steps of several questions are said once: the later ones name the first.
fn steps_once(questions: &mut [QuestionView]) {
    for i in 1..questions.len() {
        let (before, rest) = questions.split_at_mut(i);
        let q = &mut rest[0];
        if let Some(first) = before.iter().find(|b| !q.steps.is_empty() && b.steps == q.steps) {
            q.steps_of = Some(first.number);
            q.steps.clear();
        }
    }
}

/// The interviewer's name on the scorecard: that of a trainee says so, whatever becomes of the schedule.
fn card_name(setting: &Setting<'_>) -> String {
    let name = setting.interviewer.unwrap_or_default();
    if setting.part == Part::Shadow { format!("{name} (trainee)") } else { name.to_owned() }
}

/// What whoever holds the packet has to know of the others in the round; empty where they are alone.
fn part_note(setting: &Setting<'_>) -> String {
    let named = |part: Part| -> Vec<&str> {
        let own = setting.interviewer.map(fold);
        let others = setting.seats.iter().filter(|s| s.part == part && Some(fold(&s.interviewer)) != own);
        others.map(|s| s.interviewer.as_str()).filter(|name| !name.is_empty()).collect()
    };
    let (leads, seconds, shadows) = (named(Part::Lead), named(Part::Second), named(Part::Shadow));
    let lead = leads.first().copied().unwrap_or("whoever leads");
    let mut notes = Vec::new();
    match setting.part {
        Part::Lead => {}
        Part::Second => notes.push(format!(
            "You rate too; {lead} leads the conversation. Fill in your own scorecard before you talk about the candidate."
        )),
        Part::Shadow => notes.push(format!(
            "You sit in as a trainee; {lead} leads the conversation. Rate for practice: your ratings are kept apart and \
             never count."
        )),
    }
    if !seconds.is_empty() {
        let verb = if seconds.len() == 1 { "rates" } else { "rate" };
        notes.push(format!(
            "{} {verb} too, on a scorecard of their own: don't compare before both are in.",
            join(&seconds, "and")
        ));
    }
    if !shadows.is_empty() {
        let verb = if shadows.len() == 1 { "sits in as a trainee" } else { "sit in as trainees" };
        notes.push(format!("{} {verb}.", join(&shadows, "and")));
    }
    notes.join(" ")
}

/// The rows of the blank scorecard: one for each question and a last one for the overall recommendation.
pub fn scorecard_rows(packet: &Packet) -> Vec<[String; 11]> {
    let row = |item: &str, asks: &str| {
        let p = packet;
        let cells =
            [&p.plan, &p.candidate, &p.card_name, &p.round.id, item, asks, "", "", "", &p.held, &p.check];
        cells.map(str::to_owned)
    };
    let mut rows: Vec<[String; 11]> = packet.questions.iter().map(|q| row(&q.id, &q.title)).collect();
    rows.push(row(OVERALL, "strong no, no, yes or strong yes"));
    rows
}
