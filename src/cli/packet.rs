//! `panelkit packet`: print what an interviewer holds.

use super::files::{Outputs, Owner};
use super::folder::{self, LoopFolder};
use super::settings::Settings;
use super::typeset::{self, Format};
use super::ui::Ui;
use super::{Global, Outcome};
use crate::diag::{Diagnostic, Failure};
use crate::packet::{Setting, handout, packet, scorecard_rows};
use crate::plan::{Plan, SCORECARD_COLUMNS};
use crate::render::pdf::Fonts;
use crate::render::{Page, Paper};
use crate::sheet::write_csv;
use crate::template::Templates;
use crate::text::{count, did_you_mean, fold, slug, slugs};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The line at the foot of each page.
const CONFIDENTIAL: &str = "Confidential. Shred or return after the debrief.";

/// Print the packets and blank scorecards of a loop
#[derive(Args)]
#[command(before_help = "Examples:\n  panelkit packet loop --candidate \"Zoë Łukasiewicz\"\n  \
                   panelkit packet loop --candidates people.csv --paper letter\n  \
                   panelkit packet loop --candidate Ana --round 2 --interviewer \"José Ångström\" --format html")]
pub(super) struct Packet {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    folder: PathBuf,
    /// The candidate's name; repeat for more. Without it, those of candidates.csv
    #[arg(long, value_name = "NAME")]
    candidate: Vec<String>,
    /// A CSV file with the candidates' names
    #[arg(long, value_name = "FILE", conflicts_with = "candidate")]
    candidates: Option<PathBuf>,
    /// Only the round with this number
    #[arg(long, value_name = "N")]
    round: Option<usize>,
    /// Only the rounds that this interviewer holds; rounds without one are given to them
    #[arg(long, value_name = "NAME")]
    interviewer: Option<String>,
    /// When the round takes place, in words
    #[arg(long, value_name = "TEXT")]
    when: Option<String>,
    /// What to write
    #[arg(long, value_enum, value_delimiter = ',', default_value = "pdf,md")]
    format: Vec<Format>,
    /// The paper [default: that of panelkit.toml, else a4]
    #[arg(long, value_enum, env = "PANELKIT_PAPER")]
    paper: Option<PaperName>,
}

/// A size of paper, by its usual name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PaperName {
    A4,
    Letter,
}

impl Packet {
    /// The packets of all rounds for `names`, as PDF and Markdown on A4.
    pub(super) fn for_names(folder: &std::path::Path, names: &[String]) -> Self {
        Self {
            folder: folder.to_owned(),
            candidate: names.to_vec(),
            candidates: None,
            round: None,
            interviewer: None,
            when: None,
            format: vec![Format::Pdf, Format::Md],
            paper: None,
        }
    }

    pub(super) fn run(&self, global: &Global, ui: &mut Ui) -> Result<Outcome, Failure> {
        let folder = LoopFolder::new(&self.folder);
        let plan = folder.plan()?;
        let names = self.names(&folder)?;
        let rounds = self.rounds(&plan)?;
        let job = Job {
            plan: &plan,
            templates: &global.templates()?,
            fonts: &typeset::fonts()?,
            command: self,
            settings: &global.settings,
        };
        let mut outputs = Outputs::default();
        let mut warnings = Vec::new();
        let all = all_names(&folder, &names)?;
        let folders = slugs(&all);
        for name in &names {
            let at = all.iter().position(|n| fold(n) == fold(name)).unwrap_or(0);
            for &(index, interviewer) in &rounds {
                job.round(&folder, name, &folders[at], index, interviewer, &mut outputs, &mut warnings)?;
            }
        }
        if let Some(list) = folder.candidates_with(&names)? {
            outputs.add(folder.path("candidates.csv"), list, Owner::Kit);
        }
        outputs.write(global, ui)?;
        ui.findings(&warnings);
        if !global.dry_run {
            let shown = folder.shown();
            let what = format!("{} for {}", count(rounds.len(), "round"), count(names.len(), "candidate"));
            ui.say(&format!(
                "Packets of {what} are in {shown}/packets, blank scorecards in {shown}/scorecards."
            ));
            ui.say(&format!(
                "Next: put the completed scorecards into {shown}/scores, then panelkit gather {shown}"
            ));
        }
        Ok(if warnings.is_empty() { Outcome::Done } else { Outcome::NeedsPerson })
    }

    fn names(&self, folder: &LoopFolder) -> Result<Vec<String>, Failure> {
        let named = match &self.candidates {
            Some(path) => folder::candidates(path)?,
            None if self.candidate.is_empty() => folder.candidates()?,
            None => self.candidate.iter().map(|n| n.trim().to_owned()).collect(),
        };
        let mut names: Vec<String> = Vec::new();
        for name in named {
            if name.is_empty() {
                return Err(Diagnostic::error("no-name", "a candidate's name is empty")
                    .hint("--candidate \"NAME\"")
                    .into());
            }
            if !names.iter().any(|n| fold(n) == fold(&name)) {
                names.push(name);
            }
        }
        if names.is_empty() {
            return Err(Diagnostic::error("no-candidate", "there is no candidate to make packets for")
                .hint("name one: --candidate \"NAME\", or many: --candidates FILE")
                .into());
        }
        Ok(names)
    }

    /// The rounds to print, each with its interviewer.
    fn rounds<'a>(&'a self, plan: &'a Plan) -> Result<Vec<(usize, Option<&'a str>)>, Failure> {
        if let Some(n) = self.round.filter(|n| *n == 0 || *n > plan.rounds.len()) {
            let message = format!("the plan has no round {n}");
            let hint = format!("it has {}, numbered from 1", count(plan.rounds.len(), "round"));
            return Err(Diagnostic::error("no-round", message).hint(hint).into());
        }
        let wanted = self.interviewer.as_deref();
        let mut rounds = Vec::new();
        for (i, round) in plan.rounds.iter().enumerate() {
            let planned = round.interviewer.as_deref();
            let of_number = self.round.is_none_or(|n| n == i + 1);
            let of_person = match (wanted, planned) {
                (Some(w), Some(p)) => fold(w) == fold(p),
                _ => true,
            };
            if of_number && of_person {
                rounds.push((i, planned.or(wanted)));
            }
        }
        if rounds.is_empty() {
            let names: Vec<&str> = plan.rounds.iter().filter_map(|r| r.interviewer.as_deref()).collect();
            let name = wanted.unwrap_or_default();
            let message = format!("{name} holds none of these rounds");
            return Err(Diagnostic::error("no-round", message).hint(did_you_mean(name, &names)).into());
        }
        Ok(rounds)
    }
}

/// All names of the loop in their order, so that each keeps its folder: those of the list first.
fn all_names(folder: &LoopFolder, names: &[String]) -> Result<Vec<String>, Failure> {
    let mut all = folder.candidates()?;
    for name in names {
        if !all.iter().any(|n| fold(n) == fold(name)) {
            all.push(name.clone());
        }
    }
    Ok(all)
}

/// What all packets of one run share.
struct Job<'a> {
    plan: &'a Plan,
    templates: &'a Templates,
    fonts: &'a Fonts,
    command: &'a Packet,
    settings: &'a Settings,
}

impl Job<'_> {
    #[expect(
        clippy::too_many_arguments,
        reason = "one call site; a struct for it would be named after this function"
    )]
    fn round(
        &self,
        folder: &LoopFolder,
        candidate: &str,
        candidate_slug: &str,
        index: usize,
        interviewer: Option<&str>,
        outputs: &mut Outputs,
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<(), Failure> {
        let setting = Setting {
            candidate,
            interviewer,
            when: self.command.when.as_deref(),
            confidentiality: self.confidentiality(),
        };
        let view = packet(self.plan, index, &setting);
        let document = typeset::document(self.templates, "packet", &view)?;
        let round_slug = format!("{:02}-{}", index + 1, view.round.id);
        let mut stem = round_slug.clone();
        if let Some(name) = interviewer {
            stem = format!("{stem}-{}", slug(name));
        }
        let page = self.page(&view.round.title, candidate, index, interviewer);
        let at = folder.path("packets").join(candidate_slug);
        for &format in &self.command.format {
            let bytes = typeset::write(&document, &view, format, &page, self.fonts, warnings);
            outputs.add(at.join(format!("{stem}.{}", format.extension())), bytes, Owner::Person);
        }
        if let Some(sheet) = handout(self.plan, index) {
            let document = typeset::document(self.templates, "handout", &sheet)?;
            let page = Page {
                header_left: String::new(),
                header_right: String::new(),
                footer: String::new(),
                ..page
            };
            for &format in self.command.format.iter().filter(|f| **f != Format::Json) {
                let bytes = typeset::write(&document, &sheet, format, &page, self.fonts, warnings);
                outputs.add(
                    at.join(format!("{round_slug}-handout.{}", format.extension())),
                    bytes,
                    Owner::Person,
                );
            }
        }
        let mut rows = vec![SCORECARD_COLUMNS.map(str::to_owned)];
        rows.extend(scorecard_rows(&view));
        let card = folder.path("scorecards").join(format!("{candidate_slug}-{stem}.csv"));
        outputs.add(card, with_mark(write_csv(&rows)), Owner::Person);
        Ok(())
    }

    fn page(&self, title: &str, candidate: &str, index: usize, interviewer: Option<&str>) -> Page {
        let of = self.plan.rounds.len();
        Page {
            paper: match self.command.paper.or(self.settings.paper) {
                None | Some(PaperName::A4) => Paper::A4,
                Some(PaperName::Letter) => Paper::Letter,
            },
            landscape: false,
            title: format!("{title}: {candidate}"),
            author: interviewer.unwrap_or_default().to_owned(),
            language: "en".to_owned(),
            header_left: format!("{candidate}  ·  Round {} of {of}, {title}", index + 1),
            header_right: interviewer.map(|i| format!("Interviewer {i}")).unwrap_or_default(),
            footer: match &self.settings.organisation {
                Some(name) => format!("{name}  ·  {} Plan {}", self.confidentiality(), self.plan.id),
                None => format!("{} Plan {}", self.confidentiality(), self.plan.id),
            },
        }
    }

    fn confidentiality(&self) -> &str {
        self.settings.confidentiality.as_deref().unwrap_or(CONFIDENTIAL)
    }
}

/// With the byte order mark by which spreadsheets know UTF-8.
fn with_mark(csv: Vec<u8>) -> Vec<u8> {
    [b"\xef\xbb\xbf".to_vec(), csv].concat()
}
