//! Making the packets, each with its files.

use crate::cli::args::PacketFormat;
use crate::cli::config::Settings;
use crate::cli::typeset;
use crate::diag::{Diagnostic, Failure};
use crate::form::{self, ScorecardBook, XlsxError};
use crate::opening::files::{ConversationFiles, namesakes};
use crate::opening::{Seat, Starts};
use crate::packet::{self, Handout, Setting, handout, scorecard_rows};
use crate::plan::{Plan, SCORECARD_COLUMNS};
use crate::render::pdf::{LaidOut, Session};
use crate::render::{Page, Paper};
use crate::sheet::write_csv;
use crate::template::Templates;
use std::path::PathBuf;
use std::sync::Arc;

/// How packets are printed.
pub(in crate::cli) struct PrintOptions<'a> {
    /// What is written.
    pub(in crate::cli) formats: &'a [PacketFormat],
    pub(in crate::cli) paper: Paper,
    /// Whether all packets go into one file.
    pub(in crate::cli) merge: bool,
    /// When the round takes place, in words.
    pub(in crate::cli) when: Option<&'a str>,
    /// Fonts for further scripts.
    pub(in crate::cli) fonts: &'a [PathBuf],
}

impl PrintOptions<'_> {
    /// Whether all packets go into one PDF.
    pub(super) fn merges_pdf(&self) -> bool {
        self.merge && self.formats.contains(&PacketFormat::Pdf)
    }

    /// Whether all scorecards go into one workbook.
    pub(super) fn merges_scorecards(&self) -> bool {
        self.merge && self.formats.contains(&PacketFormat::Xlsx)
    }
}

/// The line at the foot of each page.
const CONFIDENTIAL: &str = "Confidential. Return after the debrief.";

/// What all packets of one run share.
pub(super) struct Job<'a> {
    pub(super) plan: &'a Plan,
    pub(super) templates: &'a Templates,
    pub(super) session: &'a Session<'a>,
    pub(super) options: &'a PrintOptions<'a>,
    pub(super) settings: &'a Settings,
}

/// One packet to print.
#[derive(Clone)]
pub(super) struct Task<'a> {
    pub(super) candidate: &'a str,
    /// The candidate in file names.
    pub(super) slug: String,
    /// The round, from 0.
    pub(super) round: usize,
    /// The seat that it is for.
    pub(super) seat: Seat,
    /// Who takes part in the round.
    pub(super) seats: Arc<[Seat]>,
}

impl Task<'_> {
    /// Who it is for, where that is known.
    pub(super) fn interviewer(&self) -> Option<&str> {
        Some(self.seat.interviewer.as_str()).filter(|name| !name.is_empty())
    }
}

/// What became of a [`Task`].
#[derive(Default)]
pub(super) struct PrintedPacket {
    /// Its files by their names in the loop folder.
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) warnings: Vec<Diagnostic>,
    /// The packet on its pages, where it goes into one PDF with others.
    pub(super) laid_out: Option<LaidOut>,
    /// Its handouts on their pages by the names of their files, likewise.
    pub(super) handouts: Vec<(String, LaidOut)>,
    /// What it is made of, where its scorecard goes into one workbook with others.
    pub(super) card: Option<packet::Packet>,
}

impl Job<'_> {
    /// The packet of a task, and what is handed out with it.
    pub(super) fn print(&self, task: &Task<'_>) -> Result<PrintedPacket, Failure> {
        let &Task { candidate, round: index, .. } = task;
        let interviewer = task.interviewer();
        let when = task.seat.starts.map(|starts| when(&starts, &task.seat.place));
        let setting = Setting {
            candidate,
            interviewer,
            part: task.seat.part,
            seats: &task.seats,
            when: self.options.when.or(when.as_deref()),
            held: task.seat.starts,
            confidentiality: self.confidentiality(),
        };
        let view = packet::packet(self.plan, index, &setting);
        let document = typeset::document(self.templates, "packet", &view)?;
        let files = self.files(task);
        let mut page = self.page(&view.round.title, candidate, index, interviewer);
        page.form = Some(form::keys(&view));
        let card = files.scorecard_name("csv");
        let mut printed = PrintedPacket::default();
        let own = |format: &&PacketFormat| {
            !(**format == PacketFormat::Xlsx || self.options.merge && **format == PacketFormat::Pdf)
        };
        for &format in self.options.formats.iter().filter(own) {
            let bytes = match format {
                PacketFormat::Html => {
                    let pages = LaidOut::new(&document, &page, self.session).pages_by_sheet(&document);
                    form::write(&view, &document, &page, &card, pages.as_deref()).into_bytes()
                }
                _ => typeset::write(&document, &view, format, &page, self.session, &mut printed.warnings),
            };
            printed.files.push((files.packet(format.extension()), bytes));
        }
        for sheet in handout(self.plan, index).into_iter().flat_map(Handout::sheets) {
            let number = sheet.pieces.first().map_or(1, |piece| piece.number);
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
            for &format in
                self.options.formats.iter().filter(|f| ![PacketFormat::Json, PacketFormat::Xlsx].contains(f))
            {
                let bytes =
                    typeset::write(&document, &sheet, format, &page, self.session, &mut printed.warnings);
                printed.files.push((files.handout(number, format.extension()), bytes));
            }
            if self.options.merges_pdf() {
                let laid_out = LaidOut::new(&document, &page, self.session);
                printed.handouts.push((files.handout(number, "pdf"), laid_out));
            }
        }
        let mut rows = vec![SCORECARD_COLUMNS.map(str::to_owned)];
        rows.extend(scorecard_rows(&view));
        if self.options.formats.contains(&PacketFormat::Xlsx) && !self.options.merge {
            printed.files.push((files.scorecard("xlsx"), workbook(&view).map_err(|e| no_workbook(&e))?));
        }
        printed.files.push((files.scorecard("csv"), with_mark(write_csv(&rows))));
        printed.card = Some(view).filter(|_| self.options.merges_scorecards());
        if self.options.merges_pdf() {
            let laid_out = LaidOut::new(&document, &page, self.session);
            typeset::add_new(&mut printed.warnings, laid_out.warnings());
            printed.laid_out = Some(laid_out);
        }
        Ok(printed)
    }

    /// The names of a task's files.
    pub(super) fn files<'t>(&'t self, task: &'t Task<'_>) -> ConversationFiles<'t> {
        ConversationFiles {
            candidate: &task.slug,
            round: task.round,
            round_id: &self.plan.rounds[task.round].id,
            interviewer: task.interviewer(),
            namesakes: namesakes(task.seats.iter().map(|s| s.interviewer.as_str()), &task.seat.interviewer),
        }
    }

    /// What stands around the PDF of all packets.
    pub(super) fn whole(&self) -> Page {
        Page {
            title: format!("Packets of plan {}", self.plan.card_id()),
            language: "en".to_owned(),
            ..Page::default()
        }
    }

    fn page(&self, title: &str, candidate: &str, index: usize, interviewer: Option<&str>) -> Page {
        let of = self.plan.rounds.len();
        Page {
            paper: self.options.paper,
            landscape: false,
            title: format!("{title}: {candidate}"),
            author: interviewer.unwrap_or_default().to_owned(),
            language: "en".to_owned(),
            header_left: format!("Round {} of {of}, {title}  ·  {candidate}", index + 1),
            header_right: interviewer.map(|i| format!("Interviewer {i}")).unwrap_or_default(),
            footer: match &self.settings.organisation {
                Some(name) => format!("{name}  ·  {} Plan {}", self.confidentiality(), self.plan.card_id()),
                None => format!("{} Plan {}", self.confidentiality(), self.plan.card_id()),
            },
            form: None,
        }
    }

    fn confidentiality(&self) -> &str {
        self.settings.confidentiality.as_deref().unwrap_or(CONFIDENTIAL)
    }
}

/// When and where a conversation takes place, in words.
fn when(starts: &Starts, place: &str) -> String {
    let time = starts.local.strftime("%-d %B %Y, %H:%M");
    if place.is_empty() { time.to_string() } else { format!("{time}, {place}") }
}

/// The scorecard of `packet` as a workbook.
fn workbook(packet: &packet::Packet) -> Result<Vec<u8>, XlsxError> {
    let mut book = ScorecardBook::new()?;
    book.add(packet)?;
    book.into_bytes()
}

/// The error that a workbook can't be made.
pub(super) fn no_workbook(error: &XlsxError) -> Failure {
    Diagnostic::error("workbook", format!("the workbook can't be made: {error}")).into()
}

/// With the byte order mark by which spreadsheets know UTF-8.
fn with_mark(csv: Vec<u8>) -> Vec<u8> {
    [b"\xef\xbb\xbf".to_vec(), csv].concat()
}
