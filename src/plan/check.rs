//! The rules that a plan read from a file must keep, beyond the types of its values.

use super::model::{Coverage, Plan, PlannedQuestion, Round};
use super::places::Places;
use crate::bank::Scale;
use crate::diag::{Diagnostic, Place};
use crate::limits;
use crate::text::{count, did_you_mean, join};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// A finding for each value of `plan` that breaks a rule, in the order of the file; `text` is what it was read from.
pub(super) fn check(file: &str, text: &str, plan: &Plan) -> Vec<Diagnostic> {
    let mut checker = Checker { file, text, findings: Vec::new() };
    let places = Places::of(text);
    let points = checker.scale(&plan.scale, places.member("scale"));
    checker.rounds(&plan.rounds, points.as_ref(), places.member("rounds"));
    for (i, row) in plan.coverage.iter().enumerate() {
        checker.coverage(row, plan, places.member("coverage").item(i));
    }
    checker.findings
}

struct Checker<'a> {
    file: &'a str,
    text: &'a str,
    findings: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn fault(&mut self, code: &'static str, place: &Places, message: String, hint: impl Into<String>) {
        if self.findings.len() < limits::FINDINGS.most as usize {
            let place = Place::of_span(self.file, self.text, place.span.clone());
            self.findings.push(Diagnostic::error(code, message).at(place).hint(hint));
        }
    }

    /// The points of the scale; none where it is faulty.
    fn scale(&mut self, scale: &Scale, places: &Places) -> Option<RangeInclusive<u8>> {
        let before = self.findings.len();
        let words = scale.words.len();
        let low = usize::from(scale.low);
        if words < 2 {
            let message = format!("the scale has {}, and needs two or more", count(words, "word"));
            self.fault("plan-scale", places.member("words"), message, "one word a point, lowest first");
        } else if low + words - 1 > usize::from(u8::MAX) {
            let message = format!("the scale goes from {low} to {}", low + words - 1);
            self.fault("plan-scale", places.member("low"), message, "the highest point is 255 or less");
        }
        for (i, _) in scale.words.iter().enumerate().filter(|(_, word)| word.trim().is_empty()) {
            let message = format!("the point {} of the scale has no word", low + i);
            self.fault("plan-scale", places.member("words").item(i), message, "write one, such as Solid");
        }
        (self.findings.len() == before).then(|| scale.low..=scale.high())
    }

    fn rounds(&mut self, rounds: &[Round], points: Option<&RangeInclusive<u8>>, places: &Places) {
        let most = limits::ROUNDS.most as usize;
        if rounds.len() > most {
            let message = format!("the plan has {}", count(rounds.len(), "round"));
            self.fault("plan-rounds", places.item(most), message, format!("remove some: {}", limits::ROUNDS));
        }
        let mut ids = BTreeSet::new();
        for (i, round) in rounds.iter().enumerate() {
            let place = places.item(i);
            if round.id.trim().is_empty() {
                let hint = "give it one, such as technical";
                self.fault("plan-id", place.member("id"), "the round has no id".into(), hint);
            } else if !ids.insert(round.id.as_str()) {
                let message = format!("two rounds have the id `{}`", round.id);
                let hint = format!("each has its own, such as {}-2", round.id);
                self.fault("plan-id", place.member("id"), message, hint);
            }
            self.round(round, points, place);
        }
        let minutes = rounds.iter().enumerate().map(|(i, r)| (r.minutes, places.item(i).member("minutes")));
        self.minutes("all rounds", minutes);
    }

    fn round(&mut self, round: &Round, points: Option<&RangeInclusive<u8>>, places: &Places) {
        let questions = places.member("questions");
        let parts = [("opening", round.opening), ("closing", round.closing)];
        let parts = parts.into_iter().map(|(name, minutes)| (minutes, places.member(name)));
        let asked = round.questions.iter().enumerate();
        let asked = asked.map(|(i, q)| (q.minutes, questions.item(i).member("minutes")));
        self.minutes(&format!("the round {}", round.title), parts.chain(asked));
        let mut ids = BTreeSet::new();
        for (i, question) in round.questions.iter().enumerate() {
            let place = questions.item(i);
            if question.id.trim().is_empty() {
                let hint = "write the id that it has in the bank";
                self.fault("plan-id", place.member("id"), "the question has no id".into(), hint);
            } else if !ids.insert(question.id.as_str()) {
                let message = format!("`{}` is twice in the round {}", question.id, round.title);
                self.fault("plan-id", place.member("id"), message, "a question is asked once: remove one");
            }
            self.question(question, points, place);
        }
    }

    fn question(&mut self, question: &PlannedQuestion, points: Option<&RangeInclusive<u8>>, places: &Places) {
        let id = &question.id;
        if question.rated().trim().is_empty() {
            let message = format!("`{id}` has no competency to rate");
            let hint = "name what it assesses; the first one is rated";
            self.fault("plan-competency", places.member("competencies"), message, hint);
        }
        let Some(points) = points else { return };
        let anchors = places.member("anchors");
        let missing: Vec<String> =
            points.clone().filter(|p| !question.anchors.contains_key(p)).map(|p| p.to_string()).collect();
        if !missing.is_empty() {
            let message = format!("`{id}` has no anchor for {}", join(&missing, "and"));
            self.fault("plan-anchor", anchors, message, "say what an answer worth that looks like");
        }
        for point in question.anchors.keys().filter(|p| !points.contains(p)) {
            let message = format!("`{id}` has an anchor for {point}, which is off the scale");
            let hint = format!("its points are {} to {}", points.start(), points.end());
            self.fault("plan-anchor", anchors.member(&point.to_string()), message, hint);
        }
    }

    /// Minutes that can be added up, each with its place.
    fn minutes<'p>(&mut self, of: &str, mut minutes: impl Iterator<Item = (u32, &'p Places)>) {
        let mut sum = 0_u32;
        let too_much = minutes.find(|(minutes, _)| match sum.checked_add(*minutes) {
            Some(next) => {
                sum = next;
                false
            }
            None => true,
        });
        if let Some((_, place)) = too_much {
            let message = format!("the minutes of {of} are too many to add up");
            self.fault("plan-minutes", place, message, "write the minutes that it takes");
        }
    }

    fn coverage(&mut self, row: &Coverage, plan: &Plan, places: &Places) {
        if !(0.0..=1.0).contains(&row.weight) {
            let message = format!("the weight of {} is {}", row.title, row.weight);
            self.fault("plan-weight", places.member("weight"), message, "a weight is a number from 0 to 1");
        }
        // A wrong id is one finding, not one more for each place that names it.
        if self.findings.iter().any(|d| d.code == "plan-id") {
            return;
        }
        let rounds: Vec<&str> = plan.rounds.iter().map(|r| r.id.as_str()).collect();
        let questions: Vec<&str> = plan.questions().map(|q| q.id.as_str()).collect();
        let lists =
            [("rounds", "round", &row.rounds, rounds), ("questions", "question", &row.questions, questions)];
        for (member, noun, named, known) in lists {
            for (i, name) in named.iter().enumerate().filter(|(_, name)| !known.contains(&name.as_str())) {
                let message = format!("the plan has no {noun} `{name}`");
                let place = places.member(member).item(i);
                self.fault("plan-coverage", place, message, did_you_mean(name, &known));
            }
        }
    }
}

#[cfg(test)]
mod tests;
