//! Making the packets: each with its files, side by side.

use super::merged::{FileComparison, Merged, no_workbook};
use super::{Packet, PaperName};
use crate::cli::files::{exists, in_the_way, is_file};
use crate::cli::folder::LoopFolder;
use crate::cli::parallel::{cores, in_parallel};
use crate::cli::settings::Settings;
use crate::cli::typeset::{self, Format};
use crate::diag::{Diagnostic, Failure};
use crate::form::{self, ScorecardBook, XlsxError};
use crate::packet::{self, Setting, handout, scorecard_rows};
use crate::plan::{Plan, SCORECARD_COLUMNS};
use crate::render::pdf::{LaidOut, Session};
use crate::render::{Page, Paper};
use crate::sheet::write_csv;
use crate::template::Templates;
use crate::text::slug;
use std::path::PathBuf;

/// The line at the foot of each page.
const CONFIDENTIAL: &str = "Confidential. Shred or return after the debrief.";

/// What all packets of one run share.
pub(super) struct Job<'a> {
    pub(super) plan: &'a Plan,
    pub(super) templates: &'a Templates,
    pub(super) session: &'a Session<'a>,
    pub(super) folder: &'a LoopFolder,
    pub(super) command: &'a Packet,
    pub(super) settings: &'a Settings,
}

/// One packet to print.
pub(super) struct Task<'a> {
    pub(super) candidate: &'a str,
    /// The candidate in file names.
    pub(super) slug: &'a str,
    /// The round, from 0.
    pub(super) round: usize,
    pub(super) interviewer: Option<&'a str>,
}

/// What became of a [`Task`].
#[derive(Default)]
pub(super) struct Printed {
    pub(super) files: Vec<(PathBuf, Vec<u8>)>,
    pub(super) warnings: Vec<Diagnostic>,
    /// The packet on its pages, where it goes into one PDF with others.
    pub(super) laid_out: Option<LaidOut>,
    /// What it is made of, where its scorecard goes into one workbook with others.
    pub(super) card: Option<packet::Packet>,
}

impl Job<'_> {
    /// Fails where a file stands in the way that a person may have edited, before anything is written; returns whether
    /// the PDF of all packets stands there as it would be written. Only packets of which there is a file are made for
    /// this, and all of them where there is a file of all.
    pub(super) fn refuse_edited(&self, tasks: &[Task<'_>]) -> Result<bool, Failure> {
        let (path, cards) = (self.all_packets(), self.all_scorecards());
        let pdf = self.merges_pdf() && is_file(&path);
        let all = pdf || self.merges_scorecards() && is_file(&cards);
        let printed = |task: &&Task<'_>| {
            all || self.folder.path("packets").join(task.slug).exists() || self.scorecard(task).exists()
        };
        let there: Vec<&Task<'_>> = tasks.iter().filter(printed).collect();
        let mut findings = Vec::new();
        // A file that can't be read is not the same.
        let comparison = if pdf { FileComparison::with(&path).ok() } else { None };
        let mut merged = Merged::new(self.session, comparison, self.merges_scorecards())?;
        in_parallel(
            &there,
            cores(),
            |task| self.round(task),
            |printed: Result<Printed, Failure>| {
                let printed = printed?;
                findings.extend(in_the_way(&printed.files));
                Ok::<(), Failure>(merged.add(printed.laid_out.as_ref(), printed.card.as_ref())?)
            },
        )?;
        let (comparison, workbook) = merged.finish(&self.whole())?;
        findings.extend(in_the_way(workbook.map(|bytes| (cards, bytes)).as_slice()));
        let same = comparison.is_some_and(|comparison| comparison.into_verdict().unwrap_or(false));
        if pdf && !same {
            findings.push(exists(&path));
        }
        if findings.is_empty() { Ok(same) } else { Err(Failure(findings)) }
    }

    /// The file of all packets of a call.
    pub(super) fn all_packets(&self) -> PathBuf {
        self.folder.path("packets").join("all.pdf")
    }

    /// The workbook of all scorecards of a call.
    pub(super) fn all_scorecards(&self) -> PathBuf {
        self.folder.path("scorecards").join("all.xlsx")
    }

    /// What stands around the PDF of all packets.
    pub(super) fn whole(&self) -> Page {
        Page {
            title: format!("Packets of plan {}", self.plan.id),
            language: "en".to_owned(),
            ..Page::default()
        }
    }

    /// Whether all packets go into one PDF.
    pub(super) fn merges_pdf(&self) -> bool {
        self.command.merge && self.command.format.contains(&Format::Pdf)
    }

    /// Whether all scorecards go into one workbook.
    pub(super) fn merges_scorecards(&self) -> bool {
        self.command.merge && self.command.format.contains(&Format::Xlsx)
    }

    /// The packet of a task, and what is handed out with it.
    pub(super) fn round(&self, task: &Task<'_>) -> Result<Printed, Failure> {
        let &Task { candidate, round: index, interviewer, .. } = task;
        let setting = Setting {
            candidate,
            interviewer,
            when: self.command.when.as_deref(),
            confidentiality: self.confidentiality(),
        };
        let view = packet::packet(self.plan, index, &setting);
        let document = typeset::document(self.templates, "packet", &view)?;
        let (round_slug, stem) = (self.round_slug(task), self.stem(task));
        let mut page = self.page(&view.round.title, candidate, index, interviewer);
        page.form = Some(form::keys(&view));
        let at = self.folder.path("packets").join(task.slug);
        let card = format!("{}-{stem}.csv", task.slug);
        let mut printed = Printed::default();
        let own =
            |format: &&Format| !(**format == Format::Xlsx || self.command.merge && **format == Format::Pdf);
        for &format in self.command.format.iter().filter(own) {
            let bytes = match format {
                Format::Html => form::write(&view, &document, &page, &card).into_bytes(),
                _ => typeset::write(&document, &view, format, &page, self.session, &mut printed.warnings),
            };
            printed.files.push((at.join(format!("{stem}.{}", format.extension())), bytes));
        }
        if let Some(sheet) = handout(self.plan, index) {
            let document = typeset::document(self.templates, "handout", &sheet)?;
            // A candidate reads it: nobody's name is on it, and the same paper serves each interviewer.
            let page = Page {
                title: sheet.title.clone(),
                author: String::new(),
                header_left: String::new(),
                header_right: String::new(),
                footer: String::new(),
                form: None,
                ..page.clone()
            };
            for &format in self.command.format.iter().filter(|f| ![Format::Json, Format::Xlsx].contains(f)) {
                let bytes =
                    typeset::write(&document, &sheet, format, &page, self.session, &mut printed.warnings);
                printed.files.push((at.join(format!("{round_slug}-handout.{}", format.extension())), bytes));
            }
        }
        let mut rows = vec![SCORECARD_COLUMNS.map(str::to_owned)];
        rows.extend(scorecard_rows(&view));
        let card = self.scorecard(task);
        if self.command.format.contains(&Format::Xlsx) && !self.command.merge {
            printed.files.push((card.with_extension("xlsx"), workbook(&view).map_err(|e| no_workbook(&e))?));
        }
        printed.files.push((card, with_mark(write_csv(&rows))));
        printed.card = Some(view).filter(|_| self.merges_scorecards());
        if self.merges_pdf() {
            let laid_out = LaidOut::new(&document, &page, self.session);
            typeset::add_new(&mut printed.warnings, laid_out.warnings());
            printed.laid_out = Some(laid_out);
        }
        Ok(printed)
    }

    fn round_slug(&self, task: &Task<'_>) -> String {
        format!("{:02}-{}", task.round + 1, slug(&self.plan.rounds[task.round].id))
    }

    /// The round and its interviewer in file names.
    fn stem(&self, task: &Task<'_>) -> String {
        let round = self.round_slug(task);
        task.interviewer.map_or_else(|| round.clone(), |name| format!("{round}-{}", slug(name)))
    }

    /// The file of the blank scorecard.
    fn scorecard(&self, task: &Task<'_>) -> PathBuf {
        self.folder.path("scorecards").join(format!("{}-{}.csv", task.slug, self.stem(task)))
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
            form: None,
        }
    }

    fn confidentiality(&self) -> &str {
        self.settings.confidentiality.as_deref().unwrap_or(CONFIDENTIAL)
    }
}

/// The scorecard of `packet` as a workbook.
fn workbook(packet: &packet::Packet) -> Result<Vec<u8>, XlsxError> {
    let mut book = ScorecardBook::new()?;
    book.add(packet)?;
    book.into_bytes()
}

/// With the byte order mark by which spreadsheets know UTF-8.
fn with_mark(csv: Vec<u8>) -> Vec<u8> {
    [b"\xef\xbb\xbf".to_vec(), csv].concat()
}
