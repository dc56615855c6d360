//! The text of a question file, field by field; what belongs into an empty one stands above it as a comment.

use super::ladder::{BEYOND, POOR, SHORT};
use super::prefill::{Prefill, inline_text, quoted_text};
use super::question::Probe;

/// Writes the fields of a question file.
#[derive(Default)]
pub(super) struct QuestionWriter {
    pub text: String,
}

impl QuestionWriter {
    pub fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A text; where it is empty, `what` belongs there stands above it.
    pub fn text(&mut self, key: &str, text: &str, what: &str) {
        if text.is_empty() && !what.is_empty() {
            self.line(what);
        }
        self.line(&format!("{key} = {}", quoted_text(text)));
    }

    /// A list of texts, at least so many of them, an entry a line.
    pub fn list(&mut self, key: &str, texts: &[String], least: usize, what: &str) {
        if texts.is_empty() && !what.is_empty() {
            self.line(what);
        }
        if texts.is_empty() && least == 0 {
            return self.line(&format!("{key} = []"));
        }
        self.line(&format!("{key} = ["));
        for text in texts {
            self.line(&format!("  {},", quoted_text(text)));
        }
        for _ in texts.len()..least {
            self.line("  \"\",");
        }
        self.line("]");
    }

    /// Names as comment lines of at most 100 columns.
    pub fn names(&mut self, names: Vec<&str>) {
        let mut lines = vec!["#".to_owned()];
        let last = names.len().saturating_sub(1);
        for (i, name) in names.into_iter().enumerate() {
            let word = format!(" {name}{}", if i < last { "," } else { "" });
            match lines.last_mut() {
                Some(line) if line.len() + word.len() <= 100 => line.push_str(&word),
                _ => lines.push(format!("#{word}")),
            }
        }
        self.line(&lines.join("\n"));
    }

    pub fn probes(&mut self, probes: &[Probe]) {
        if probes.is_empty() {
            self.line(
                "# Two to four follow-ups, each asked of everybody who hasn't answered it yet, in this order. One of them asks for what can't\n\
                 # be read off a screen: the candidate's own case, own figures, own reasons. The last one reaches beyond what most will know.",
            );
        }
        self.line("probes = [");
        for probe in probes {
            let (ask, listen) = (inline_text(&probe.ask), inline_text(&probe.listen));
            self.line(&format!("  {{ ask = {ask}, listen = {listen} }},"));
        }
        for _ in probes.len()..2 {
            self.line("  { ask = \"\", listen = \"\" },");
        }
        self.line("]");
    }

    pub fn ladder(&mut self, levels: &[&str], known: &Prefill) {
        if known.ladder.is_empty() {
            self.line(
                "\n# What answers to all of this are like, probes included, lowest first. A level's own rung is what is expected of it. Each rung\n\
                 # is another behaviour, recognised without the others; none depends on when something was said, or on a hint.",
            );
        } else {
            self.line("");
        }
        self.line("[ladder]");
        let levels = levels.iter().map(|level| (*level, format!("solid for the level {level}")));
        let below = [(POOR, "nothing of what is asked for"), (SHORT, "just short of the lowest level")];
        let below = below.map(|(rung, what)| (rung, what.to_owned())).into_iter();
        let above = [(BEYOND, "more than the highest level is expected to show".to_owned())];
        for (rung, what) in below.chain(levels).chain(above) {
            match known.ladder.iter().find(|(name, _)| name == rung) {
                Some((_, text)) => self.text(rung, text, ""),
                None => self.line(&format!("{:<28}# {what}", format!("{rung} = \"\""))),
            }
        }
    }

    pub fn sample(&mut self, known: &Prefill) {
        self.line("");
        if known.answer.is_empty() || known.weak_answer.is_empty() || known.because.is_empty() {
            self.line(
                "# Notes that somebody outside the subject can follow: what a good answer covers (25 words or more), a weak one\n\
                 # that sounds plausible, and what the weak one lacks.",
            );
        }
        self.line("[sample]");
        self.text("strong", &known.answer, "");
        self.text("weak", &known.weak_answer, "");
        self.text("because", &known.because, "");
    }

    pub fn answers(&mut self, known: &Prefill) {
        if known.answers.is_empty() && known.is_incomplete() {
            self.line(
                "\n# To practise rating on: answers in somebody's own words, the rung that each reaches, and why not the next one.\n\
                 # [[answers]]\n# rung = \"\"\n# text = \"\"\n# because = \"\"",
            );
        }
        for answer in &known.answers {
            self.line("\n[[answers]]");
            self.text("rung", &answer.rung, "");
            self.text("text", &answer.text, "");
            self.text("because", &answer.because, "");
        }
    }
}
