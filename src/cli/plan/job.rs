//! The job advertisement that a plan follows.

use super::ask::Open;
use crate::bank::{Bank, Role};
use crate::cli::config::Config;
use crate::cli::table::wrapped;
use crate::cli::ui::Ui;
use crate::diag::{Diagnostic, Failure};
use crate::limits::{DOCUMENT_FILE, unreadable};
use crate::plan::{AdLine, JobAd, Market, Quoted, QuotedStack, Request, StackMeaning};
use crate::text::{join, shown, visible};
use std::io;
use std::path::Path;
use unicode_width::UnicodeWidthChar;

/// So many technologies of an advertisement are asked about: of more, none would get the time that it needs.
const MOST_STACKS: usize = 6;
/// So many columns of a line are quoted.
const QUOTE: usize = 50;

/// A job advertisement with the name of its file.
pub(super) struct Advertisement<'b> {
    shown: String,
    ad: JobAd<'b>,
}

impl<'b> Advertisement<'b> {
    /// The advertisement in the file at `path`; `-` is standard input.
    pub fn read(path: &Path, market: &Market<'b>, config: &Config) -> Result<Self, Failure> {
        let (shown, bytes) = if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            let read = DOCUMENT_FILE.read_on(io::stdin().lock(), &mut bytes);
            ("standard input".to_owned(), read.map(|()| bytes))
        } else {
            (shown(path), DOCUMENT_FILE.read(path))
        };
        let bytes = bytes.map_err(|e| unreadable(path, &e))?;
        let lines = config.sheets.read_prose(&shown, &bytes)?;
        Ok(Self { ad: JobAd::read(market, &lines), shown })
    }

    /// The role that it decides; else what may be goes to `open`. Fails where the bank has no role for the job.
    pub fn role(&self, bank: &'b Bank, open: &mut Open) -> Result<Option<&'b Role>, Failure> {
        match self.ad.roles.as_slice() {
            [Quoted { id: Some(id), .. }] if self.ad.is_titled => return Ok(bank.role(id)),
            [only @ Quoted { id: None, .. }] => {
                let told = only.told.clone().unwrap_or_default();
                let message = format!("the advertisement offers a job that has no role here: {told}");
                return Err(Diagnostic::error("no-role", message)
                    .hint(format!("{}; name what comes closest with --role", said_by(&only.line)))
                    .into());
            }
            _ => {}
        }
        let mut fits: Vec<(usize, &Role)> =
            bank.roles.iter().map(|r| (self.ad.fits(r), r)).filter(|(n, _)| *n > 0).collect();
        fits.sort_by_key(|(n, role)| std::cmp::Reverse((*n, self.ad.developed(role))));
        let titled = self.ad.roles.iter().filter(|_| self.ad.is_titled);
        let mut roles: Vec<String> = titled.filter_map(|q| q.id.clone()).collect();
        open.role_said = Some(match (&self.ad.title, roles.is_empty()) {
            (_, false) => {
                let lines: Vec<String> = self.ad.roles.iter().take(1).map(|q| said_by(&q.line)).collect();
                format!("{} may be {}", lines.join(" "), join(&roles, "or"))
            }
            (Some(title), true) => format!("{} names no role", said_by(title)),
            (None, true) => "no line of the advertisement offers one".to_owned(),
        });
        if roles.is_empty() {
            roles = fits.iter().take(3).map(|(_, role)| role.id.clone()).collect();
            if let (Some((most, _)), all) = (fits.first(), self.ad.technologies()) {
                let said = open.role_said.take().unwrap_or_default();
                open.role_said =
                    Some(format!("{said}; {} can be asked about {most} of its {all} words", roles[0]));
            }
        }
        open.roles = roles;
        Ok(None)
    }

    /// The level that it decides; else what may be goes to `open`.
    pub fn level(&self, bank: &'b Bank, open: &mut Open) -> Option<&'b str> {
        if let [Quoted { id: Some(id), .. }] = self.ad.levels.as_slice() {
            return bank.level(id).map(|level| level.id.as_str());
        }
        open.levels = self.ad.levels.iter().filter_map(|q| q.id.clone()).collect();
        open.level_said = Some(match (self.ad.levels.first(), &self.ad.years) {
            (Some(first), _) => format!("{} may be {}", said_by(&first.line), join(&open.levels, "or")),
            (None, Some((years, line))) => {
                format!("no line names one; {} asks for {years} years, which is no level", said_by(line))
            }
            (None, None) => "no line of the advertisement names one".to_owned(),
        });
        None
    }

    /// Tells what it leaves open, before that is asked.
    pub fn tell_open(&self, open: &Open, ui: &mut Ui) {
        ui.say(&format!("{} leaves something open.", self.shown));
        for said in [&open.role_said, &open.level_said].into_iter().flatten() {
            ui.say(&wrapped(&format!("  {said}"), 2));
        }
        ui.say("");
    }

    /// Tells what it was read to say for a plan of `role`, and returns the stacks that are asked.
    pub fn tell(&self, market: &Market<'b>, role: &Role, request: &Request, ui: &mut Ui) -> Vec<String> {
        let stacks = self.ad.stacks(market, role);
        let (mut asked, mut too_many) = (Vec::<(String, &QuotedStack)>::new(), Vec::<String>::new());
        let (mut anyhow, mut not_covered) = (Vec::new(), Vec::new());
        for stack in &stacks {
            match &stack.meaning {
                StackMeaning::Asked { stack: id, .. } if asked.iter().any(|(known, _)| known == id) => {}
                StackMeaning::Asked { stack: id, .. } if asked.len() < MOST_STACKS => {
                    asked.push((id.clone(), stack));
                }
                StackMeaning::Asked { stack: id, .. } => {
                    if !too_many.contains(id) {
                        too_many.push(id.clone());
                    }
                }
                StackMeaning::Anyhow { .. } => {
                    anyhow.push(format!("{} (line {})", stack.name, stack.line.number));
                }
                StackMeaning::NotCovered { say, near } => not_covered.push((stack, say, near)),
            }
        }
        ui.say(&format!("Read in {}:", self.shown));
        let quoted = |all: &[Quoted], id: &str| all.iter().find(|q| q.id.as_deref() == Some(id)).cloned();
        let by_hand = |what: &str, id: &str| format!("  {what:<6} {id:<19} as you say");
        match quoted(&self.ad.roles, &request.role) {
            Some(q) => tell_line("role", &request.role, &q.line, q.told.as_deref(), ui),
            None => ui.say(&by_hand("role", &request.role)),
        }
        match quoted(&self.ad.levels, &request.level) {
            Some(q) => tell_line("level", &request.level, &q.line, q.told.as_deref(), ui),
            None => ui.say(&by_hand("level", &request.level)),
        }
        if request.stacks.is_empty() {
            for (id, stack) in &asked {
                let told = match &stack.meaning {
                    // What the name says itself isn't told once more: PostgreSQL is asked as postgres.
                    StackMeaning::Asked { say: Some(_), .. }
                        if stack.name.to_lowercase().contains(id.as_str()) =>
                    {
                        None
                    }
                    StackMeaning::Asked { say: Some(say), .. } => Some(format!("{}: {say}", stack.name)),
                    _ => None,
                };
                tell_line("stack", id, &stack.line, told.as_deref(), ui);
            }
        } else {
            ui.say(&by_hand("stack", &request.stacks.join(",")));
        }
        let mut list = |what: &str, names: &[String]| {
            if !names.is_empty() {
                ui.say(&wrapped(&format!("{what}: {}.", names.join(", ")), 2));
            }
        };
        list("Asked anyhow", &anyhow);
        list(
            &format!(
                "Named too, and left out of the {MOST_STACKS} that an advertisement brings; --stack takes them"
            ),
            &too_many,
        );
        if !not_covered.is_empty() {
            ui.say("Not covered:");
            for (stack, say, near) in not_covered {
                let near = near.as_ref().map(|near| format!(" ({near})")).unwrap_or_default();
                ui.say(&wrapped(&format!("  {} (line {}): {say}{near}", stack.name, stack.line.number), 4));
            }
        }
        asked.into_iter().map(|(id, _)| id).collect()
    }
}

/// One thing that was read, with the line that says so.
fn tell_line(what: &str, id: &str, line: &AdLine, told: Option<&str>, ui: &mut Ui) {
    ui.say(&format!("  {what:<6} {id:<19} line {}: {}", line.number, quote(&line.text)));
    if let Some(told) = told {
        ui.say(&format!("  {:<26} {}", "", wrapped(told, 29)));
    }
}

/// `line 3 ("Backend or Full-stack Engineer")`.
fn said_by(line: &AdLine) -> String {
    format!("line {} (\"{}\")", line.number, quote(&line.text))
}

/// As much of a line as can be quoted.
fn quote(text: &str) -> String {
    let text = visible(text);
    let mut width = 0;
    let fits = |(_, c): &(usize, char)| {
        width += c.width().unwrap_or(0);
        width <= QUOTE
    };
    let end = text.char_indices().take_while(fits).last().map_or(0, |(at, c)| at + c.len_utf8());
    if end == text.len() { text } else { format!("{} …", text[..end].trim_end()) }
}
