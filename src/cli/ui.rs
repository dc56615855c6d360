//! What people see: results on standard output, messages on standard error, findings with their source line.

use super::args::Color;
use crate::diag::{Diagnostic, Severity};
use crate::text::{visible, visible_json, visible_lines};
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use anstream::AutoStream;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};

/// Fewer pieces of work are done before a line could be read.
const LONG: usize = 8;
/// How long a bar is, in letters.
const BAR: usize = 30;

/// A view as JSON for people: indented, with a line end. What nobody sees is escaped, as JSON allows, so that the same
/// text is safe to show.
pub(super) fn json(view: &impl Serialize) -> String {
    visible_json(&serde_json::to_string_pretty(view).unwrap_or_default()) + "\n"
}

/// The two streams.
pub(super) struct Ui {
    out: AutoStream<io::Stdout>,
    err: AutoStream<io::Stderr>,
    quiet: bool,
    muted: bool,
    styled: bool,
    /// Why a result isn't all out.
    cut: Option<io::Error>,
}

impl Ui {
    pub(super) fn new(color: Color, quiet: bool) -> Self {
        let choice = match color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        let err = AutoStream::new(io::stderr(), choice);
        let styled = err.current_choice() != anstream::ColorChoice::Never;
        Self { out: AutoStream::new(io::stdout(), choice), err, quiet, muted: false, styled, cut: None }
    }

    /// From here on nothing but errors is shown (`true`), or everything again: for steps inside a larger command.
    pub(super) fn mute(&mut self, muted: bool) {
        self.muted = muted;
    }

    /// Writes a result. A reader that has gone away ends the output quietly. On a terminal, what would steer it is
    /// written out.
    pub(super) fn result(&mut self, text: &str) {
        if self.muted {
            return;
        }
        let shown = if io::stdout().is_terminal() { visible_lines(text).into() } else { Cow::Borrowed(text) };
        let written = self.out.write_all(shown.as_bytes()).and_then(|()| self.out.flush());
        let _ = self.noted(written);
    }

    /// Writes a table for people: what would steer a terminal is written out wherever it goes.
    pub(super) fn table(&mut self, text: &str) {
        self.result(&visible_lines(text));
    }

    /// Writes bytes of a result, such as a PDF, as they are; on a terminal as text that doesn't steer it.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        let _ = self.piece(bytes);
    }

    /// Writes a piece of a long result as it is; an error says that there is no use in going on.
    pub(super) fn piece(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.muted {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        let shown = if io::stdout().is_terminal() {
            visible_lines(&String::from_utf8_lossy(bytes)).into_bytes().into()
        } else {
            Cow::Borrowed(bytes)
        };
        let written = out.write_all(&shown).and_then(|()| out.flush());
        self.noted(written)
    }

    /// Keeps the first reason why a result isn't all out, to be told at the end.
    fn noted(&mut self, written: io::Result<()>) -> io::Result<()> {
        let Err(e) = written else { return Ok(()) };
        let kind = e.kind();
        if kind != io::ErrorKind::BrokenPipe && self.cut.is_none() {
            self.cut = Some(e);
        }
        Err(kind.into())
    }

    /// Fails where a result couldn't be written to standard output, unless its reader has gone away.
    pub(super) fn all_out(&self) -> Result<(), Diagnostic> {
        let Some(e) = &self.cut else { return Ok(()) };
        let message = format!("the result can't be written to standard output: {e}");
        Err(Diagnostic::error("output", message)
            .hint("what came out is cut short; files in folders are whole"))
    }

    /// Says something on the side, a line at a time.
    pub(super) fn say(&mut self, line: &str) {
        if !self.quiet && !self.muted {
            let _ = writeln!(self.err, "{}", visible_lines(line));
        }
    }

    /// Shows on a terminal how much of a longer work is done; the line goes away with the last piece.
    pub(super) fn progress(&mut self, done: usize, all: usize, what: &str) {
        if self.quiet || self.muted || all < LONG || !io::stderr().is_terminal() {
            return;
        }
        let filled = BAR * done / all;
        let line = format!("[{}{}] {done} of {all} {what}", "#".repeat(filled), ".".repeat(BAR - filled));
        let blank = " ".repeat(line.len());
        let _ = if done < all { write!(self.err, "\r{line}") } else { write!(self.err, "\r{blank}\r") };
        let _ = self.err.flush();
    }

    /// Draws findings with their source lines, as they come. Of very many the worst are drawn and the others counted.
    pub(super) fn findings(&mut self, findings: &[Diagnostic]) {
        let least = match (self.muted, self.quiet) {
            (true, _) => Severity::Error,
            (false, true) => Severity::Warning,
            (false, false) => Severity::Note,
        };
        let kept: Vec<&Diagnostic> = findings.iter().filter(|f| f.severity >= least).collect();
        let mut worst: Vec<usize> = (0..kept.len()).collect();
        worst.sort_by_key(|i| std::cmp::Reverse(kept[*i].severity));
        let counted = worst.split_off(worst.len().min(DRAWN));
        worst.sort_unstable();
        for i in worst {
            let _ = writeln!(self.err, "{}\n", draw(kept[i], self.styled));
        }
        if counted.is_empty() {
            return;
        }
        let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
        for i in &counted {
            *codes.entry(kept[*i].code).or_default() += 1;
        }
        let codes: Vec<String> = codes.iter().map(|(code, n)| format!("{n} {code}")).collect();
        let more = format!("{} more like these: {}", counted.len(), codes.join(", "));
        let _ = writeln!(self.err, "{}\n", draw(&Diagnostic::note("more", more), self.styled));
    }
}

/// So many findings are drawn at once: nobody reads more of them on a terminal. All that one file of a bank may have.
const DRAWN: usize = 1200;

/// One finding as people see it.
fn draw(finding: &Diagnostic, styled: bool) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = visible(&finding.message);
    let (mut source, mut file) = (String::new(), String::new());
    let (mut span, mut line) = (0..0, 0);
    if let Some(place) = &finding.place {
        file = visible(&place.file);
        line = place.line;
        let at = |n: usize| place.source.char_indices().nth(n).map_or(place.source.len(), |(i, _)| i);
        let (from, to) = match place.column {
            0 => (0, place.source.len()),
            column => (at(column - 1), at(column - 1 + place.width)),
        };
        source = visible(&place.source[..from]);
        let start = source.len();
        source.push_str(&visible(&place.source[from..to]));
        span = start..source.len();
        source.push_str(&visible(&place.source[to..]));
    }
    let mut group = level
        .primary_title(message.as_str())
        .elements(None::<Snippet<'_, annotate_snippets::Annotation<'_>>>);
    if !source.is_empty() {
        let snippet = Snippet::source(source.as_str()).line_start(line).path(file.as_str());
        group = group.element(snippet.annotation(AnnotationKind::Primary.span(span)));
    } else if !file.is_empty() {
        let origin = Origin::path(file.as_str());
        group = group.element(if line > 0 { origin.line(line) } else { origin });
    }
    let also = finding.also_at().map(|also| visible(&also));
    if let Some(also) = &also {
        group = group.element(Level::NOTE.with_name("also").message(also.as_str()));
    }
    let hint = finding.hint.as_deref().map(visible);
    if let Some(hint) = &hint {
        group = group.element(Level::HELP.with_name("hint").message(hint.as_str()));
    }
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(80).render(&[group])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;

    #[test]
    fn a_finding_shows_file_line_column_and_hint() {
        let d = Diagnostic::error("x", "there is no role `bakend`")
            .at(Place::of_span("a.toml", "x = 1\nroles = [\"bakend\"]\n", 15..23))
            .hint("did you mean backend?");
        let shown = draw(&d, false);
        assert!(shown.contains("error: there is no role `bakend`"), "{shown}");
        assert!(shown.contains("a.toml:2:10"), "{shown}");
        assert!(shown.contains("^^^^^^^^"), "{shown}");
        assert!(shown.contains("hint: did you mean backend?"), "{shown}");
    }

    #[test]
    fn json_is_safe_to_show_and_says_the_same() {
        let view = serde_json::json!({ "na\u{202e}me": "a\u{1b}[2J\u{9b}1m\n\u{e0041}ë" });
        let text = json(&view);
        assert!(!text.chars().any(|c| crate::text::is_invisible(c) && c != '\n'), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), view);
    }

    #[test]
    fn escape_sequences_are_shown_not_run() {
        let d = Diagnostic::error("x", "bad \u{1b}[31m").at(Place::of_span("f", "a\u{1b}b", 1..2));
        assert!(!draw(&d, false).contains('\u{1b}'));
    }
}
