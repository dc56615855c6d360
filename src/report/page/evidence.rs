//! All evidence: candidate by candidate, and for the script one question at a time.

use super::writer::PageWriter;
use crate::render::html::escaped;
use crate::report::evidence::EvidenceQuote;
use crate::text::fnv1a;

impl PageWriter<'_> {
    /// The place of a candidate in an order that the plan's seed shuffles, so that nobody is always read first.
    pub(super) fn shuffled(&self, candidate: usize) -> usize {
        let key = |i: usize| (fnv1a(format!("{}/{i}", self.plan.seed).as_bytes()), i);
        (0..self.comparison.candidates.len()).filter(|i| key(*i) < key(candidate)).count()
    }

    /// All that was written about a candidate.
    pub(super) fn evidence(&mut self, candidate: usize) {
        let report = self.report;
        let view = &report.candidates[candidate];
        let ids: Vec<&str> =
            self.comparison.candidates[candidate].questions.iter().map(|q| q.question.as_str()).collect();
        for (q, id) in view.questions.iter().zip(ids) {
            self.put(&format!("<section data-q=\"{}\"><h3>", escaped(id)));
            self.text(&q.title);
            self.put(" <small>");
            self.text(&q.round);
            self.put("</small></h3>\n<div class=\"quotes\">");
            for rating in &q.ratings {
                self.written(rating);
            }
            self.put("</div></section>\n");
        }
        if !view.recommended.is_empty() {
            self.put("<section data-q=\"overall\"><h3>Overall recommendation</h3>\n<div class=\"quotes\">");
            for r in &view.recommended {
                self.written(r);
            }
            self.put("</div></section>\n");
        }
    }

    fn written(&mut self, quote: &EvidenceQuote) {
        self.figure(&quote.evidence, &quote.interviewer, &quote.value);
    }

    /// What somebody wrote, with who and what they gave.
    pub(super) fn figure(&mut self, evidence: &str, who: &str, value: &str) {
        self.put("<figure><blockquote>");
        if evidence.trim().is_empty() {
            self.put("<em>no evidence written</em>");
        } else {
            self.put("“");
            self.text(evidence);
            self.put("”");
        }
        self.put("</blockquote><figcaption>");
        self.text(&format!("{who}: {value}"));
        self.put("</figcaption></figure>");
    }

    /// What the script fills: one question across all candidates, names hidden until they are asked for.
    pub(super) fn one_question(&mut self) {
        if self.report.candidates.iter().all(|c| c.questions.is_empty()) {
            return;
        }
        self.put(
            "<section id=\"reading\" hidden>\n<h2>One question at a time</h2>\n<p class=\"small\">For reading in silence: \
             what was said to one question, in an order that the plan's seed shuffles. Names are hidden until you ask for \
             them, though what was written may hold one.</p>\n<div class=\"tools\"><label>Question <select id=\"question\">\
             <option value=\"\">choose one</option></select></label>\n<button type=\"button\" id=\"names\" \
             aria-pressed=\"false\">Show names</button></div>\n<div id=\"answers\" aria-live=\"polite\"></div>\n</section>\n",
        );
    }
}
