//! The sections of the page, except the matrix.

use super::writer::PageWriter;
use crate::compare::{Candidate, Quote};
use crate::render::html::escaped;
use crate::report::words::{fixed, recommendations, state};
use crate::text::count;

/// The number of topics that are unfolded from the start.
const UNFOLDED: usize = 3;

/// The number of topics that the script leaves in view until more are asked for.
const FIRST: usize = 12;

impl PageWriter<'_> {
    pub(super) fn lead(&mut self) {
        let r = self.report;
        self.put("<h1>");
        self.text(&r.title);
        self.put("</h1>\n<p class=\"lead\">");
        self.text(&format!(
            "{}, {}, plan {}. Names in the order of the list. {}An asterisk marks a must-have. Scale: {}.",
            r.candidate_count,
            r.interviewer_count,
            r.plan,
            if r.totals_only {
                "Single interviewers' scores are left out. "
            } else {
                "One point stands for one interviewer. "
            },
            r.scale
        ));
        self.put("</p>\n");
        if r.partial {
            self.put(
                "<p class=\"warn\">Partial view: not every scorecard is in, and scores are shown all the same. \
                 What is missing can change the picture.</p>\n",
            );
        }
        if let Some(adjustment) = &r.adjustment {
            self.put("<p>");
            self.text(adjustment);
            self.put("</p>\n");
        }
    }

    pub(super) fn tools(&mut self) {
        self.put(
            "<div class=\"tools\" id=\"tools\" hidden>\n\
             <label>Find a candidate <input id=\"search\" type=\"search\" autocomplete=\"off\"></label>\n\
             <label>Show <select id=\"only\"><option value=\"all\">everybody</option>\
             <option value=\"flagged\">with something to talk about</option>\
             <option value=\"complete\">complete</option><option value=\"open\">not complete</option></select></label>\n\
             <label>Order <select id=\"order\"></select></label>\n\
             <button type=\"button\" id=\"unfold\" aria-pressed=\"false\">Unfold all evidence</button>\n\
             <p class=\"small status\" id=\"status\" role=\"status\"></p>\n</div>\n",
        );
    }

    pub(super) fn agenda(&mut self) {
        if self.comparison.agenda.is_empty() {
            return;
        }
        self.put("<h2>Talk about first</h2>\n<ol class=\"agenda\" id=\"agenda\">\n");
        for (i, topic) in self.comparison.agenda.iter().enumerate() {
            let of = self.comparison.candidates.iter().position(|c| c.candidate == topic.candidate);
            let later = if i >= FIRST { " class=\"later\"" } else { "" };
            self.put(&format!("<li data-of=\"{}\"{later}>", of.unwrap_or(0)));
            let summary = format!("<b>{}</b>: {}", escaped(&topic.candidate), escaped(&topic.text));
            if topic.evidence.is_empty() {
                self.put(&summary);
            } else {
                let open = if i < UNFOLDED { " open" } else { "" };
                self.put(&format!("<details{open}><summary>{summary}</summary>\n<div class=\"quotes\">"));
                for quote in &topic.evidence {
                    self.quote(quote);
                }
                self.put("</div></details>");
            }
            self.put("</li>\n");
        }
        self.put("</ol>\n");
        let topics = self.comparison.agenda.len();
        if topics > FIRST {
            self.put(&format!(
                "<p><button type=\"button\" id=\"topics\" hidden>Show all {topics} topics</button></p>\n"
            ));
        }
    }

    fn quote(&mut self, quote: &Quote) {
        self.figure(&quote.evidence, &quote.interviewer, &quote.value);
    }

    pub(super) fn list(&mut self, title: &str, sentences: &[String]) {
        self.put(&format!("<h2>{title}</h2>\n"));
        for sentence in sentences {
            self.put("<p>");
            self.text(sentence);
            self.put("</p>\n");
        }
    }

    pub(super) fn candidates(&mut self) {
        self.put("<h2>Candidate by candidate</h2>\n");
        let comparison = self.comparison;
        for (i, c) in comparison.candidates.iter().enumerate() {
            self.put(&format!(
                "<details class=\"person\" id=\"c{i}\" data-of=\"{i}\" data-shuffle=\"{}\"><summary><b>",
                self.shuffled(i)
            ));
            self.text(&c.candidate);
            self.put("</b> <small>");
            self.text(&summary_line(c));
            self.put("</small></summary>\n<dl class=\"facts\">");
            self.fact("Recommendations", &recommendations(c));
            self.fact("Must-haves", &self.report.candidates[i].gates);
            for missing in &c.missing {
                self.fact("Missing", missing);
            }
            for shared in &self.report.candidates[i].shared_rounds {
                self.fact("Rated by several", shared);
            }
            for replaced in &self.report.candidates[i].replaced {
                self.fact("No longer asked", replaced);
            }
            for flag in &c.flags {
                self.fact("Stands out", flag);
            }
            for r in &c.readings {
                self.fact(
                    &r.interviewer,
                    &format!(
                        "{} on the whole, {}% of the overall mean",
                        fixed(r.score, 1),
                        fixed(r.share * 100.0, 0)
                    ),
                );
            }
            self.put("</dl>");
            self.evidence(i);
            self.put("</details>\n");
        }
    }

    fn fact(&mut self, term: &str, text: &str) {
        self.put("<dt>");
        self.text(term);
        self.put("</dt><dd>");
        self.text(text);
        self.put("</dd>");
    }

    pub(super) fn reading(&mut self) {
        self.list(
            "How to read this",
            &[
                "A rating that wasn't given is never counted as a zero: a competency that nobody rated is hatched, and makes \
                 a candidate incomplete. Each interviewer's ratings are averaged first, then the interviewers, then the \
                 competencies with the weights of the plan."
                    .to_owned(),
                "An interval says between which values the mean would likely lie with many such interviewers (95%, Student's \
                 t). Two candidates are told apart where the interval of their difference leaves zero out; a sentence about a \
                 pair says nothing about anybody else. Nothing here is a \
                 verdict: talk about the evidence, then decide."
                    .to_owned(),
            ],
        );
    }
}

fn summary_line(c: &Candidate) -> String {
    let flags = if c.flags.is_empty() {
        String::new()
    } else {
        format!(", {} to talk about", count(c.flags.len(), "thing"))
    };
    format!("{}{flags}", state(c))
}
