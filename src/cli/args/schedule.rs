//! The arguments of `panelkit schedule`.

use super::letters::LetterFormat;
use super::packet::PaperName;
use clap::{Args, ValueEnum};
use jiff::civil::{Date, Time};
use std::path::PathBuf;
use std::str::FromStr;

/// Find a time for each conversation; write calendar files and day sheets
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit schedule loop --day 2026-12-03 --start 10:00 --break 12:30-13:15\n  \
                   panelkit schedule loop --from 2026-12-01 --to 2026-12-04 --zone Europe/Berlin \\\n    \
                   --busy calendars/ --hours Mei=09:00-15:00\n  \
                   panelkit schedule loop --candidate \"Ana Kovač\" --day 2026-12-04    a new time for one\n  \
                   panelkit schedule loop         calendar files and sheets of what schedule.csv says\n\n\
                   Times stand in schedule.csv; change them there, or by hand, and run it again: calendars take the\n\
                   new ones for changes of the old. Calendar files and sheets are in calendar/."
)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(in crate::cli) struct ScheduleArgs {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    pub(in crate::cli) folder: PathBuf,
    /// Find a new time for this candidate: a name, id or e-mail address; repeat for more. Without it, for all who have none yet
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) candidate: Vec<String>,
    /// A day on which conversations may take place; repeat for more
    #[arg(long, value_name = "DATE", help_heading = "When")]
    pub(in crate::cli) day: Vec<Date>,
    /// The first of several days; Saturdays and Sundays are left out
    #[arg(long, value_name = "DATE", requires = "to", help_heading = "When")]
    pub(in crate::cli) from: Option<Date>,
    /// The last of them
    #[arg(long, value_name = "DATE", requires = "from", help_heading = "When")]
    pub(in crate::cli) to: Option<Date>,
    /// When the first conversation of a day may begin
    #[arg(long, value_name = "HH:MM", default_value = "09:00", value_parser = clock, help_heading = "When")]
    pub(in crate::cli) start: Time,
    /// When the last one has to be over
    #[arg(long, value_name = "HH:MM", default_value = "18:00", value_parser = clock, help_heading = "When")]
    pub(in crate::cli) end: Time,
    /// No conversation then; repeat for more
    #[arg(long = "break", value_name = "HH:MM-HH:MM", help_heading = "When")]
    pub(in crate::cli) breaks: Vec<ClockSpan>,
    /// Minutes between two conversations of anybody
    #[arg(long, value_name = "MINUTES", default_value_t = 10, help_heading = "When",
          value_parser = clap::value_parser!(u32).range(..=240))]
    pub(in crate::cli) gap: u32,
    /// The most conversations of an interviewer on one day
    #[arg(long, value_name = "N", default_value_t = 4, help_heading = "When",
          value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) most: u32,
    /// Keep the rounds in the order of the plan
    #[arg(long, help_heading = "When")]
    pub(in crate::cli) in_order: bool,
    /// The time zone of all times [default: `zone` of panelkit.toml, else that of this machine]
    #[arg(long, value_name = "ZONE", help_heading = "When")]
    pub(in crate::cli) zone: Option<String>,
    /// Find new times for those too who have one
    #[arg(long, help_heading = "When")]
    pub(in crate::cli) again: bool,
    /// A person's calendar, or a folder of them, one a person: whose it is says NAME=, the file's name or its title
    #[arg(long, value_name = "[NAME=]FILE.ics", help_heading = "Who is free")]
    pub(in crate::cli) busy: Vec<String>,
    /// When somebody can be met, in their own zone where that is said
    #[arg(long, value_name = "NAME=HH:MM-HH:MM[@ZONE]", help_heading = "Who is free")]
    pub(in crate::cli) hours: Vec<PersonHours>,
    /// The room, or the address of a call, of the conversations that get a time
    #[arg(long, value_name = "TEXT", help_heading = "What is written")]
    pub(in crate::cli) place: Option<String>,
    /// Put packets into interviewers' calendar files, briefs into candidates', as PDFs
    #[arg(long, help_heading = "What is written")]
    pub(in crate::cli) attach: bool,
    /// Beside a calendar file a person one an event, as an invitation to send
    #[arg(long, help_heading = "What is written")]
    pub(in crate::cli) each: bool,
    /// Addresses of interviewers, in its column `email` [default: LOOP/panel.csv]
    #[arg(long, value_name = "FILE", help_heading = "What is written")]
    pub(in crate::cli) panel: Option<PathBuf>,
    /// Name the interviewers on candidates' sheets and in their calendars
    #[arg(long, help_heading = "What is written")]
    pub(in crate::cli) names: bool,
    /// What the day sheets are written as
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        default_value = "pdf,md",
        help_heading = "What is written"
    )]
    pub(in crate::cli) format: Vec<DaySheetFormat>,
    /// The paper [default: that of panelkit.toml, else a4]
    #[arg(long, value_enum, env = "PANELKIT_PAPER", help_heading = "What is written")]
    pub(in crate::cli) paper: Option<PaperName>,
    /// The day before which nothing is placed [default: today]
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) today: Option<Date>,
}

/// What a day sheet is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DaySheetFormat {
    Pdf,
    Md,
    Html,
}

impl From<DaySheetFormat> for LetterFormat {
    fn from(format: DaySheetFormat) -> Self {
        match format {
            DaySheetFormat::Pdf => Self::Pdf,
            DaySheetFormat::Md => Self::Md,
            DaySheetFormat::Html => Self::Html,
        }
    }
}

/// A time of day.
fn clock(text: &str) -> Result<Time, String> {
    let parts: Option<Vec<i8>> = text.trim().split(':').map(|p| p.parse().ok()).collect();
    let time = match parts.as_deref() {
        Some([hour, minute]) => Time::new(*hour, *minute, 0, 0).ok(),
        _ => None,
    };
    time.ok_or_else(|| "a time of day is written as 09:30".to_owned())
}

/// From one time of day to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) struct ClockSpan {
    /// Where it begins.
    pub(in crate::cli) from: Time,
    /// Where it ends.
    pub(in crate::cli) to: Time,
}

impl FromStr for ClockSpan {
    type Err = String;

    /// Reads `HH:MM-HH:MM`.
    fn from_str(text: &str) -> Result<Self, String> {
        let (from, to) = text.split_once(['-', '–']).ok_or("write it as 12:30-13:15")?;
        let span = Self { from: clock(from)?, to: clock(to)? };
        if span.from < span.to { Ok(span) } else { Err("it ends before it begins".to_owned()) }
    }
}

/// When somebody can be met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct PersonHours {
    /// Who.
    pub(in crate::cli) name: String,
    /// From when until when.
    pub(in crate::cli) hours: ClockSpan,
    /// By the clocks of which zone, where that is said.
    pub(in crate::cli) zone: Option<String>,
}

impl FromStr for PersonHours {
    type Err = String;

    /// Reads `NAME=HH:MM-HH:MM[@ZONE]`.
    fn from_str(text: &str) -> Result<Self, String> {
        let (name, hours) = text.rsplit_once('=').ok_or("write it as NAME=09:00-15:00")?;
        let (hours, zone) = hours.split_once('@').map_or((hours, None), |(h, z)| (h, Some(z.to_owned())));
        Ok(Self { name: name.trim().to_owned(), hours: hours.parse()?, zone })
    }
}
