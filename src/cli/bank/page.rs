//! A question as a page: in a terminal of 80 columns, or as Markdown.

use crate::bank::export::{self, PageComment, QuestionPage};
use crate::bank::{Bank, Question, Text};
use crate::cli::config::Config;
use crate::diag::Failure;
use crate::text::visible;
use unicode_width::UnicodeWidthStr;

const WIDTH: usize = 80;

/// The page, ending with a line end.
pub(super) fn page(q: &QuestionPage<'_>) -> String {
    let mut p = PageText::default();
    p.line(q.title);
    p.line(&"=".repeat(q.title.width().min(WIDTH)));
    let stacks = if q.stacks.is_empty() { String::new() } else { format!(" · {}", q.stacks) };
    p.text("", "", &format!("{} · {} · {} min · {}{stacks}", q.id, q.kind, q.minutes, q.levels));
    let touches = if q.touches.is_empty() { String::new() } else { format!(", touches {}", q.touches) };
    p.text("", "", &format!("Rates {}{touches}. Fits: {}.", q.rated, q.roles));
    if !q.keywords.is_empty() {
        p.text("", "", &format!("Look up: {}", q.keywords));
    }
    if q.draft {
        p.text("", "", "A draft: no plan asks it.");
    }
    p.line("");
    p.text("  | ", "  | ", q.ask);
    if let Some(handout) = q.handout {
        p.head("On the candidate's handout");
        for line in handout.lines() {
            p.line(&format!("    {}", visible(&line.replace('\t', "    "))));
        }
    }
    p.head("Why interviewers ask this");
    p.text("  ", "  ", q.why);
    p.list("Strong signals", "  + ", q.strong);
    p.list("Weak signals", "  – ", q.weak);
    if !q.red_flags.is_empty() {
        p.head("Red flags");
        for flag in &q.red_flags {
            p.text("  ! ", "    ", flag.text);
            if let Some(probe) = flag.probe {
                p.text("    first ask: ", "      ", probe);
            }
        }
    }
    p.head("Probes, and what to listen for");
    for probe in q.probes {
        p.text("  ? ", "    ", &probe.ask);
        p.text("      ", "      ", &probe.listen);
    }
    if !q.hints.is_empty() {
        p.list("Hints, only to somebody who is stuck; then at most Solid", "  > ", q.hints);
    }
    p.head("What answers are like");
    for r in &q.ladder {
        p.text(&format!("  {}: ", r.rung), "    ", r.text);
    }
    if !q.steps.is_empty() {
        p.head("A good answer often walks this way");
        for (i, step) in q.steps.iter().enumerate() {
            p.text(&format!("  {}. ", i + 1), "     ", step);
        }
    }
    p.head("What a good answer covers");
    p.text("  ", "  ", &q.sample.strong);
    p.head("A weak answer, and why");
    p.text("  \"", "   ", &format!("{}\"", q.sample.weak));
    p.text("  ", "  ", &q.sample.because);
    p.out
}

/// The questions as Markdown, one after the other.
pub(super) fn markdown(bank: &Bank, questions: &[&Question], config: &Config) -> Result<String, Failure> {
    Ok(pages(bank, questions, config)?.join("\n"))
}

/// The same with a comment behind each heading that holds what a page doesn't show: it can be imported again.
pub(super) fn exported_markdown(
    bank: &Bank,
    questions: &[&Question],
    config: &Config,
) -> Result<String, Failure> {
    let pages = pages(bank, questions, config)?;
    let with_comment = |(page, q): (String, &&Question)| {
        let comment = PageComment::of(q);
        match page.split_once('\n').filter(|(first, _)| first.starts_with('#')) {
            Some((heading, rest)) => format!("{heading}\n\n{comment}\n{rest}"),
            None => page,
        }
    };
    Ok(pages.into_iter().zip(questions).map(with_comment).collect::<Vec<_>>().join("\n"))
}

fn pages(bank: &Bank, questions: &[&Question], config: &Config) -> Result<Vec<String>, Failure> {
    let templates = config.templates(&["question"])?;
    questions.iter().map(|q| templates.render("question", &export::page(bank, q))).collect()
}

#[derive(Default)]
struct PageText {
    out: String,
}

impl PageText {
    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    fn head(&mut self, head: &str) {
        self.line("");
        self.line(head);
    }

    fn list(&mut self, head: &str, mark: &str, entries: &[Text]) {
        self.head(head);
        for entry in entries {
            self.text(mark, "    ", entry);
        }
    }

    /// A paragraph, its first line after `first`, the others after `rest`.
    fn text(&mut self, first: &str, rest: &str, text: &str) {
        let mut line = first.to_owned();
        let mut empty = true;
        for word in text.split_whitespace().map(visible) {
            if !empty && line.width() + 1 + word.width() > WIDTH {
                self.line(&line);
                rest.clone_into(&mut line);
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(&word);
            empty = false;
        }
        self.line(&line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_fits_the_terminal_and_holds_everything() {
        let bank = Bank::load(None).unwrap();
        for q in &bank.questions {
            let shown = page(&export::page(&bank, q));
            let flat = shown.replace("\n  | ", " ");
            let flat: Vec<&str> = flat.split_whitespace().collect();
            let flat = flat.join(" ");
            for part in q
                .strong
                .iter()
                .chain(&q.weak)
                .chain(q.ladder.0.iter().map(|rung| &rung.text))
                .chain([&q.ask, &q.why])
            {
                let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(flat.contains(&part), "{}: {part}\n{shown}", q.id);
            }
            let handout: Vec<String> = q
                .handout
                .iter()
                .flat_map(|h| h.lines())
                .map(|l| l.replace('\t', "    ").trim().to_owned())
                .collect();
            for line in shown.lines().filter(|l| !handout.iter().any(|h| h == l.trim())) {
                let long_word = line.split_whitespace().any(|w| w.width() > 60);
                assert!(line.width() <= WIDTH || long_word, "{}: {line}", q.id);
            }
        }
    }
}
