//! Day sheets: one for each candidate, one a day for the panel, one a week for the recruiter.

use super::agenda::Agenda;
use super::conversations::Conversation;
use crate::cli::args::{DaySheetFormat, LetterFormat, ScheduleArgs};
use crate::cli::config::Config;
use crate::cli::files::{Outputs, Owner};
use crate::cli::letters::{bytes, page};
use crate::cli::typeset;
use crate::diag::{Diagnostic, Failure};
use crate::letters::{CandidateDay, CandidateSheet, PanelSheet, PersonDay, SheetRow, WeekDay, WeekSheet};
use crate::opening::files::{CALENDAR, PersonKind, calendar_file, is_day_sheet, panel_sheet, week_sheet};
use crate::opening::{LoopFolder, Part};
use crate::render::pdf::Session;
use crate::walk::Walk;
use jiff::civil::{Date, Time};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A pause as long as this is told on a candidate's sheet.
const BREAK: i64 = 20;

/// Adds the sheets of all who have times to `outputs`; returns what was noticed.
pub(super) fn add(
    outputs: &mut Outputs,
    folder: &LoopFolder,
    all: &Agenda<'_>,
    args: &ScheduleArgs,
    config: &Config,
) -> Result<Vec<Diagnostic>, Failure> {
    let timed: Vec<&Conversation> = {
        let mut timed: Vec<&Conversation> =
            all.conversations.iter().filter(|c| c.takes_place() && c.starts.is_some()).collect();
        timed.sort_by_key(|c| (c.starts, c.candidate, c.round));
        timed
    };
    let maker = SheetMaker { all, args, config };
    let mut names: Vec<&str> = timed.iter().map(|c| c.name.as_str()).collect();
    names.extend(
        timed.iter().flat_map(|c| c.seats.iter().flat_map(|s| [s.interviewer.as_str(), s.place.as_str()])),
    );
    let settings = &config.settings;
    names.extend([settings.organisation.as_deref(), settings.contact.as_deref()].into_iter().flatten());
    let fonts = if args.format.contains(&DaySheetFormat::Pdf) {
        typeset::fonts_for(&[], &names.join(" "))?
    } else {
        typeset::fonts()?
    };
    let mut writer = Writer {
        outputs,
        folder,
        templates: config.templates(&["day-candidate", "day-panel", "week"])?,
        session: &Session::new(&fonts),
        args,
        config,
        written: BTreeSet::new(),
        warnings: Vec::new(),
    };
    for (at, candidate) in all.people.candidates.iter().enumerate() {
        let own: Vec<&Conversation> = timed.iter().filter(|c| c.candidate == at).copied().collect();
        if !own.is_empty() {
            let view = maker.candidate(&candidate.name, &own);
            let slug = &all.people.slugs[at];
            let title = format!("Your interviews: {}", view.title);
            writer
                .write("day-candidate", &title, &view, &|e| calendar_file(PersonKind::Candidate, slug, e))?;
        }
    }
    let mut weeks: BTreeMap<(i16, i8), Vec<&Conversation>> = BTreeMap::new();
    for (day, there) in maker.by_day(&timed) {
        let view = maker.panel(day, &there);
        writer
            .write("day-panel", &format!("{}: {}", view.day, view.title), &view, &|e| panel_sheet(day, e))?;
        let week = day.iso_week_date();
        weeks.entry((week.year(), week.week())).or_default().extend(there);
    }
    for ((year, number), there) in weeks {
        let view = maker.week(year, number, &there);
        writer.write("week", &format!("{}: {}", view.week, view.title), &view, &|e| {
            week_sheet(year, number, e)
        })?;
    }
    writer.remove_stale(&all.people.slugs);
    Ok(writer.warnings)
}

struct Writer<'a, 'o> {
    outputs: &'o mut Outputs,
    folder: &'a LoopFolder,
    templates: crate::template::Templates,
    session: &'a Session<'a>,
    args: &'a ScheduleArgs,
    config: &'a Config,
    written: BTreeSet<String>,
    warnings: Vec<Diagnostic>,
}

impl Writer<'_, '_> {
    fn write<V: Serialize>(
        &mut self,
        template: &str,
        title: &str,
        view: &V,
        path: &dyn Fn(&str) -> String,
    ) -> Result<(), Failure> {
        let document = typeset::document(&self.templates, template, view)?;
        let page = page(title, self.args.paper, self.config);
        for format in &self.args.format {
            let format = LetterFormat::from(*format);
            let bytes = bytes(&document, view, format, &page, self.session, &mut self.warnings);
            let path = path(format.extension());
            self.outputs.add(self.folder.path(&path), bytes, Owner::Kit);
            self.written.insert(path);
        }
        Ok(())
    }

    /// Removes the sheets that aren't made anew: of days and people without a time, or in another format. They would mislead.
    /// What somebody else has put there stays.
    fn remove_stale(&mut self, candidates: &[String]) {
        for file in Walk::ONE_LEVEL.through(&[self.folder.path(CALENDAR)]).files {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if is_day_sheet(&name, candidates) && !self.written.contains(&format!("{CALENDAR}/{name}")) {
                self.outputs.remove(file);
            }
        }
    }
}

struct SheetMaker<'a> {
    all: &'a Agenda<'a>,
    args: &'a ScheduleArgs,
    config: &'a Config,
}

impl SheetMaker<'_> {
    fn day_of(&self, c: &Conversation) -> Date {
        self.all.zone.local(c.starts.unwrap_or_default()).date()
    }

    fn by_day<'c>(&self, timed: &[&'c Conversation]) -> BTreeMap<Date, Vec<&'c Conversation>> {
        let mut days: BTreeMap<Date, Vec<&Conversation>> = BTreeMap::new();
        for c in timed {
            days.entry(self.day_of(c)).or_default().push(c);
        }
        days
    }

    fn clock(&self, minute: i64) -> String {
        self.all.zone.local(minute).strftime("%H:%M").to_string()
    }

    fn row(&self, c: &Conversation, with: Vec<String>) -> SheetRow {
        let (from, to) = c.span().map_or((0, 0), |s| (s.from, s.to));
        SheetRow {
            from: self.clock(from),
            to: self.clock(to),
            title: c.title.clone(),
            candidate: c.name.clone(),
            with,
            place: c.place.clone(),
        }
    }

    fn with(c: &Conversation) -> Vec<String> {
        let seats = c.seats.iter().filter(|s| !s.interviewer.is_empty());
        let word = |part: Part| match part {
            Part::Lead => "",
            Part::Second => " (second)",
            Part::Shadow => " (sits in)",
        };
        seats.map(|s| format!("{}{}", s.interviewer, word(s.part))).collect()
    }

    fn text(setting: Option<&String>) -> String {
        setting.cloned().unwrap_or_default()
    }

    fn candidate(&self, name: &str, own: &[&Conversation]) -> CandidateSheet {
        let settings = &self.config.settings;
        let names = |c: &Conversation| {
            let names = c.seats.iter().map(|s| s.interviewer.clone()).filter(|n| !n.is_empty());
            if self.args.names { names.collect() } else { Vec::new() }
        };
        let day = |(day, there): (Date, Vec<&Conversation>)| {
            let mut rows: Vec<SheetRow> = Vec::new();
            let mut over: Option<i64> = None;
            for c in there {
                let Some(span) = c.span() else { continue };
                if let Some(before) = over.filter(|before| span.from - before >= BREAK) {
                    rows.push(SheetRow {
                        from: self.clock(before),
                        to: self.clock(span.from),
                        title: String::new(),
                        candidate: String::new(),
                        with: Vec::new(),
                        place: String::new(),
                    });
                }
                over = Some(span.to);
                rows.push(self.row(c, names(c)));
            }
            CandidateDay { day: in_words(day), rows }
        };
        CandidateSheet {
            candidate: name.to_owned(),
            title: self.all.plan.title(),
            organisation: Self::text(settings.organisation.as_ref()),
            days: self.by_day(own).into_iter().map(day).collect(),
            zone: self.all.zone.name().to_owned(),
            names: own.iter().any(|c| !names(c).is_empty()),
            places: own.iter().any(|c| !c.place.is_empty()),
            contact: Self::text(settings.contact.as_ref()),
        }
    }

    fn panel(&self, day: Date, there: &[&Conversation]) -> PanelSheet {
        let settings = &self.config.settings;
        PanelSheet {
            title: self.all.plan.title(),
            organisation: Self::text(settings.organisation.as_ref()),
            day: in_words(day),
            zone: self.all.zone.name().to_owned(),
            places: there.iter().any(|c| !c.place.is_empty()),
            rows: there.iter().map(|c| self.row(c, Self::with(c))).collect(),
            people: self.people(there, |c| {
                format!("{} {}, {}", self.clock(c.starts.unwrap_or_default()), c.title, c.name)
            }),
            contact: Self::text(settings.contact.as_ref()),
        }
    }

    fn people(&self, there: &[&Conversation], talk: impl Fn(&Conversation) -> String) -> Vec<PersonDay> {
        let interviewers = self.all.people.interviewers.iter().enumerate();
        let of = |(i, who): (usize, &super::people::Interviewer)| {
            let is_theirs = |c: &&&Conversation| {
                c.seats.iter().any(|s| self.all.people.interviewer(&s.interviewer) == Some(i))
            };
            let talks: Vec<String> = there.iter().filter(is_theirs).map(|c| talk(c)).collect();
            (!talks.is_empty()).then(|| PersonDay { name: who.name.clone(), talks })
        };
        interviewers.filter_map(of).collect()
    }

    fn week(&self, year: i16, number: i8, there: &[&Conversation]) -> WeekSheet {
        let days = self.by_day(there);
        let mut open: BTreeMap<(usize, &str), Vec<&str>> = BTreeMap::new();
        for c in self.all.conversations.iter().filter(|c| c.takes_place() && c.starts.is_none()) {
            open.entry((c.candidate, &c.name)).or_default().push(&c.title);
        }
        WeekSheet {
            title: self.all.plan.title(),
            organisation: Self::text(self.config.settings.organisation.as_ref()),
            week: format!("Week {number} of {year}"),
            zone: self.all.zone.name().to_owned(),
            places: there.iter().any(|c| !c.place.is_empty()),
            people: self.people(there, |c| {
                let local = self.all.zone.local(c.starts.unwrap_or_default());
                format!("{}", local.strftime("%a %H:%M"))
            }),
            days: days
                .into_iter()
                .map(|(day, there)| WeekDay {
                    day: in_words(day),
                    rows: there.iter().map(|c| self.row(c, Self::with(c))).collect(),
                })
                .collect(),
            open: open
                .into_iter()
                .map(|((_, name), titles)| format!("{name}: {}", titles.join(", ")))
                .collect(),
        }
    }
}

/// Such as `Thursday, 3 December 2026`.
fn in_words(day: Date) -> String {
    day.to_datetime(Time::midnight()).strftime("%A, %-d %B %Y").to_string()
}
