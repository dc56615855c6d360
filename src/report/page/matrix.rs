//! Candidates by competencies: figures, single scores as dots, and a shade that helps the eye.

use super::draw;
use super::writer::PageWriter;
use crate::compare::{Candidate, CompetencyScores, GateState, Verdict};
use crate::render::html::escaped;
use crate::report::words::{decimal, fixed, must_have, no_mean, percent, recommendations, state};
use crate::text::{count, fold};
use std::collections::BTreeMap;

impl PageWriter<'_> {
    pub(super) fn matrix(&mut self) {
        let (comparison, report) = (self.comparison, self.report);
        let adjusted = report.adjustment.is_some() && comparison.adjustment.available;
        self.put(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Candidates by competencies\">\n\
             <table class=\"matrix\" data-pairs=\"",
        );
        let verdicts = self.verdicts();
        self.put(&verdicts);
        self.put(
            "\">\n<caption class=\"unseen\">Mean, number of interviewers and single scores of each \
             candidate in each competency</caption>\n<thead><tr><th scope=\"col\">Candidate</th>",
        );
        let columns: Vec<(String, String)> = comparison
            .candidates
            .first()
            .map_or(&[][..], |c| c.competencies.as_slice())
            .iter()
            .map(|c| {
                let star = if must_have(self.plan, &c.competency) { " *" } else { "" };
                (format!("{}{star}", c.title), c.competency.clone())
            })
            .collect();
        self.put("<th scope=\"col\" data-sort=\"1\">Overall, 95% interval</th>");
        if adjusted {
            self.put("<th scope=\"col\" data-sort=\"1\">Severity-adjusted</th>");
        }
        self.put("<th scope=\"col\">Strong no / no / yes / strong yes</th>");
        for (title, _) in &columns {
            self.put("<th scope=\"col\" data-sort=\"1\">");
            self.text(title);
            self.put("</th>");
        }
        self.put("</tr></thead>\n<tbody>\n");
        for (i, c) in comparison.candidates.iter().enumerate() {
            self.row_head(i, c);
            self.overall(c);
            if adjusted {
                self.adjusted(c);
            }
            self.counts(c);
            for (scores, (title, _)) in c.competencies.iter().zip(&columns) {
                self.cell(c, scores, title);
            }
            self.put("</tr>\n");
        }
        self.put("</tbody>\n</table>\n</div>\n");
        if let Some(chance) = &report.gate_chance {
            self.put("<p class=\"small\">");
            self.text(chance);
            self.put("</p>\n");
        }
    }

    /// A letter for each pair of rows, the first row's pairs first: `+` where it is told apart and above, `-` below, `.` not.
    fn verdicts(&self) -> String {
        let pairs: BTreeMap<(&str, &str), char> = self
            .comparison
            .pairs
            .iter()
            .map(|p| {
                let sign = match (p.verdict, p.difference) {
                    (Verdict::Apart, Some(d)) if d > 0.0 => '+',
                    (Verdict::Apart, _) => '-',
                    _ => '.',
                };
                ((p.a.as_str(), p.b.as_str()), sign)
            })
            .collect();
        if pairs.is_empty() {
            return String::new();
        }
        let names: Vec<&str> = self.comparison.candidates.iter().map(|c| c.candidate.as_str()).collect();
        let of = |i: usize, j: usize| pairs.get(&(names[i], names[j])).copied().unwrap_or('.');
        (0..names.len())
            .flat_map(|i| (i + 1..names.len()).map(move |j| (i, j)))
            .map(|(i, j)| of(i, j))
            .collect()
    }

    fn row_head(&mut self, index: usize, c: &Candidate) {
        let yes = |x: bool| if x { "1" } else { "0" };
        self.put(&format!(
            "<tr data-name=\"{}\" data-key=\"{}\" data-state=\"{}\" data-flagged=\"{}\" data-complete=\"{}\" data-open=\"{}\"><th scope=\"row\" data-v=\"{index}\">{}<small>{}</small>",
            escaped(&c.candidate),
            escaped(&fold(&c.candidate)),
            if c.hidden { 0 } else { 1 + usize::from(c.complete) },
            yes(!c.flags.is_empty()),
            yes(c.complete),
            yes(!c.complete),
            escaped(&c.candidate),
            escaped(&state(c))
        ));
        if !c.flags.is_empty() {
            self.put(&format!("<small>{} to talk about</small>", count(c.flags.len(), "thing")));
        }
        self.put("</th>");
    }

    fn cell(&mut self, c: &Candidate, scores: &CompetencyScores, title: &str) {
        let label = escaped(title);
        let gate = c.gates.iter().find(|g| g.competency == scores.competency);
        let Some(mean) = scores.mean else {
            self.put(&format!("<td class=\"na\" data-label=\"{label}\">{}", no_mean(c, scores)));
            if gate.is_some_and(|g| g.state == GateState::Unassessed) && !c.hidden {
                self.put("<span class=\"gate\">must-have</span>");
            }
            self.put("</td>");
            return;
        };
        let shade = self.scale().shade(mean);
        self.put(&format!(
            "<td class=\"h{shade}\" data-label=\"{label}\" data-v=\"{mean}\"><b>{}</b> <small>n {}</small>",
            fixed(mean, 1),
            scores.n
        ));
        if !scores.scores.is_empty() {
            let strip = draw::strip(&scores.scores, self.scale());
            self.put(&strip);
        }
        if !scores.scores.is_empty() {
            let who: Vec<String> =
                scores.scores.iter().map(|s| format!("{} {}", s.interviewer, decimal(s.score))).collect();
            self.put("<small class=\"who\">");
            self.text(&who.join(", "));
            self.put("</small>");
        }
        if let Some(gate) = gate.filter(|g| g.state == GateState::Below) {
            let class = if gate.is_below_for_most() { "gate" } else { "gate one" };
            let solid = self.plan.scale.word(self.plan.scale.expected());
            let below = gate.below.unwrap_or_default();
            self.put(&format!(
                "<span class=\"{class}\">below {} by {below} of {}</span>",
                escaped(solid),
                gate.of
            ));
        }
        self.put("</td>");
    }

    fn overall(&mut self, c: &Candidate) {
        let o = &c.overall;
        let Some(mean) = o.mean else {
            let why = if c.hidden { "held back" } else { o.reason.unwrap_or("incomplete") };
            self.put(&format!("<td class=\"o na\" data-label=\"Overall\">{why}</td>"));
            return;
        };
        self.put(&format!(
            "<td class=\"o\" data-label=\"Overall, 95% interval\" data-v=\"{mean}\"><b>{}</b> <small>",
            fixed(mean, 1)
        ));
        match (o.low, o.high) {
            (Some(low), Some(high)) => self.put(&format!("{} to {}", fixed(low, 1), fixed(high, 1))),
            _ => self.put("no interval"),
        }
        self.put(&format!(", n {}</small>", o.n));
        if o.covered < 1.0 {
            self.put(&format!("<small class=\"part\">over {} of the weight</small>", percent(o.covered)));
        }
        let drawn = draw::interval(o, self.scale());
        self.put(&drawn);
        self.put("</td>");
    }

    fn adjusted(&mut self, c: &Candidate) {
        match c.overall.adjusted {
            Some(mean) => self.put(&format!(
                "<td data-label=\"Severity-adjusted\" data-v=\"{mean}\"><b>{}</b></td>",
                fixed(mean, 1)
            )),
            None => self.put("<td class=\"na\" data-label=\"Severity-adjusted\">none</td>"),
        }
    }

    fn counts(&mut self, c: &Candidate) {
        if c.hidden {
            self.put("<td class=\"rec na\" data-label=\"Recommendations\">held back</td>");
            return;
        }
        let r = c.recommendations;
        self.put(
            "<td class=\"rec\" data-label=\"Strong no / no / yes / strong yes\"><div aria-hidden=\"true\">",
        );
        for (i, n) in [r.strong_no, r.no, r.yes, r.strong_yes].into_iter().enumerate() {
            let class = match (i, n) {
                (_, 0) => "none",
                (0, _) => "objection",
                _ => "some",
            };
            self.put(&format!("<span class=\"{class}\">{n}</span>"));
        }
        self.put("</div><span class=\"unseen\">");
        self.text(&recommendations(c));
        self.put("</span></td>");
    }
}
