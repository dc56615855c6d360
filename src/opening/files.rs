//! The names of the files in a loop folder, and what each tells of candidates. What writes, purges, exports, watches or
//! checks them asks here.

use crate::text::slug;
use std::collections::BTreeSet;

/// Settings of this opening alone.
pub const SETTINGS: &str = "panelkit.toml";
/// What to do next, in a folder that was just begun.
pub const START: &str = "START.md";
/// The frozen plan.
pub const PLAN: &str = "plan.json";
/// The plan for people.
pub const PLAN_PAGE: &str = "plan.md";
/// The plan for the hiring manager, as a page and on paper.
pub const PLAN_SHEETS: [&str; 2] = ["plan.html", "plan.pdf"];
/// A folder of earlier revisions of the plan.
pub const REVISIONS: &str = "revisions";
/// The list of candidates.
pub const CANDIDATES: &str = "candidates.csv";
/// Who meets whom, when, and as what.
pub const SCHEDULE: &str = "schedule.csv";
/// The panel of interviewers, where it is kept here.
pub const PANEL: &str = "panel.csv";
/// A folder of printed packets for each candidate.
pub const PACKETS: &str = "packets";
/// All packets of one run as one PDF.
pub const MERGED_PACKETS: &str = "packets/all.pdf";
/// All handouts of one run as one PDF; nobody's name is on them.
pub const MERGED_HANDOUTS: &str = "packets/handouts.pdf";
/// Blank scorecards.
pub const SCORECARDS: &str = "scorecards";
/// All blank scorecards of one run as one workbook.
pub const MERGED_SCORECARDS: &str = "scorecards/all.xlsx";
/// Completed scorecards.
pub const SCORES: &str = "scores";
/// The rows that were accepted.
pub const GATHERED: &str = "gathered.csv";
/// The rows of interviewers in training.
pub const TRAINEES: &str = "trainees.csv";
/// The rows that were not accepted.
pub const REJECTED: &str = "rejected.csv";
/// A folder of letters for each candidate.
pub const LETTERS: &str = "letters";
/// Calendar files and day sheets.
pub const CALENDAR: &str = "calendar";
/// How often each event of the calendar files has changed; it names nobody.
pub const INVITATIONS: &str = "calendar/invitations.csv";
/// Decisions, votes and reasons.
pub const DECISIONS: &str = "decisions.json";
/// A folder of decision records for each candidate.
pub const DECISION_RECORDS: &str = "decisions";
/// Whose records aren't removed, and why.
pub const HOLDS: &str = "holds.json";
/// Hashes of what was printed, by which it is known whether somebody has written on it since.
pub const PRINTED: &str = "printed-packets.txt";
/// Locked while a command changes the folder.
pub const LOCK: &str = ".panelkit.lock";
/// How the name of each temporary file begins.
pub const TEMPORARY_PREFIX: &str = ".panelkit-";
/// How many letters and digits follow.
const TEMPORARY_RANDOM: usize = 6;

/// What a file or folder of a loop tells of candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    NoCandidate,
    /// The list of candidates, a row each.
    CandidateList,
    /// Rows of the schedule, some of one candidate.
    ScheduleRows,
    /// Rows of scorecards.
    ScoreRows,
    /// Rows of scorecards as text inside a table.
    RejectedRows,
    /// Calendar files and day sheets, made anew from the schedule.
    Calendar,
    /// Decisions, each about one candidate.
    Decisions,
    /// Reasons for which records stay, some of one candidate.
    Holds,
    /// A folder with a folder for each candidate.
    FolderEach,
    /// A folder of scorecards, each about one candidate or several.
    Scorecards,
    /// All candidates beside each other; it is made anew from other files.
    AllTogether,
}

/// Every file and folder that a command writes into a loop folder or reads there, with its content, but for the
/// comparisons: [`comparisons`] names those.
pub const ENTRIES: [(&str, Content); 27] = [
    (SETTINGS, Content::NoCandidate),
    (START, Content::NoCandidate),
    (PLAN, Content::NoCandidate),
    (PLAN_PAGE, Content::NoCandidate),
    (PLAN_SHEETS[0], Content::NoCandidate),
    (PLAN_SHEETS[1], Content::NoCandidate),
    (REVISIONS, Content::NoCandidate),
    (PANEL, Content::NoCandidate),
    (CANDIDATES, Content::CandidateList),
    (SCHEDULE, Content::ScheduleRows),
    (GATHERED, Content::ScoreRows),
    (TRAINEES, Content::ScoreRows),
    (REJECTED, Content::RejectedRows),
    (PACKETS, Content::FolderEach),
    (MERGED_PACKETS, Content::AllTogether),
    (MERGED_HANDOUTS, Content::NoCandidate),
    (SCORECARDS, Content::Scorecards),
    (MERGED_SCORECARDS, Content::AllTogether),
    (SCORES, Content::Scorecards),
    (LETTERS, Content::FolderEach),
    (CALENDAR, Content::Calendar),
    (INVITATIONS, Content::NoCandidate),
    (DECISIONS, Content::Decisions),
    (DECISION_RECORDS, Content::FolderEach),
    (HOLDS, Content::Holds),
    (PRINTED, Content::NoCandidate),
    (LOCK, Content::NoCandidate),
];

/// The files of a loop folder that commands go by, each made or changed by people or by several commands.
pub const GOVERNING: [&str; 6] = [SETTINGS, PLAN, CANDIDATES, SCHEDULE, PANEL, DECISIONS];

/// The file of a comparison; each view has its own, so that none takes another's place.
pub fn comparison(blind: bool, totals_only: bool, extension: &str) -> String {
    let blind = if blind { "-blind" } else { "" };
    let totals = if totals_only { "-totals" } else { "" };
    format!("comparison{blind}{totals}.{extension}")
}

/// The files of all comparisons.
pub fn comparisons() -> impl Iterator<Item = String> {
    let views = [(false, false), (true, false), (false, true), (true, true)];
    views.into_iter().flat_map(|(blind, totals)| ["md", "html", "pdf"].map(|e| comparison(blind, totals, e)))
}

/// The files that show all candidates beside each other.
pub fn all_together() -> impl Iterator<Item = String> {
    let merged = ENTRIES.into_iter().filter(|(_, content)| *content == Content::AllTogether);
    comparisons().chain(merged.map(|(name, _)| name.to_owned()))
}

/// What the file at `path`, from the loop folder on and with `/` between its parts, tells of candidates; none for a file
/// that no command writes or reads.
pub fn content(path: &str) -> Option<Content> {
    let listed = ENTRIES.into_iter().find(|(name, _)| *name == path).map(|(_, content)| content);
    let inside = || {
        let (folder, _) = path.split_once('/')?;
        ENTRIES.into_iter().find(|(name, _)| *name == folder).map(|(_, content)| content)
    };
    let compared = || comparisons().any(|name| name == path).then_some(Content::AllTogether);
    listed.or_else(inside).or_else(compared)
}

/// The file of the plan's revision `n`, once there is a later one.
pub fn revision(n: u32) -> String {
    format!("{REVISIONS}/plan-{n}.json")
}

/// The folder of the plan that is the `n`th of several, from 0.
pub fn variant(n: usize) -> String {
    format!("variant-{}", n + 1)
}

/// Whether a file of this name is a temporary one of the kit's.
pub fn is_temporary(name: &str) -> bool {
    name.strip_prefix(TEMPORARY_PREFIX)
        .is_some_and(|rest| rest.len() == TEMPORARY_RANDOM && rest.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The files of one conversation: a candidate's in a round.
#[derive(Debug, Clone, Copy)]
pub struct ConversationFiles<'a> {
    /// The candidate's slug, see [`crate::text::slugs`].
    pub candidate: &'a str,
    /// The round's place in the plan, from 0.
    pub round: usize,
    /// The round's id.
    pub round_id: &'a str,
    /// Who holds it, where that is known.
    pub interviewer: Option<&'a str>,
    /// How many others in the round come before them and would have the same names of files, see [`namesakes`].
    pub namesakes: usize,
}

/// How many of the interviewers of a round come before `name` and would have the same names of files: José and Jose.
pub fn namesakes<'s>(interviewers: impl IntoIterator<Item = &'s str>, name: &str) -> usize {
    let own = slug(name);
    let before: BTreeSet<&str> = interviewers.into_iter().take_while(|other| *other != name).collect();
    before.into_iter().filter(|other| !other.is_empty() && slug(other) == own).count()
}

impl ConversationFiles<'_> {
    /// The packet, in a folder of its candidate's.
    pub fn packet(&self, extension: &str) -> String {
        format!("{PACKETS}/{}/{}.{extension}", self.candidate, self.stem())
    }

    /// What the candidate is handed for the question with this number; the same for each interviewer. No name of a packet
    /// begins so.
    pub fn handout(&self, question: usize, extension: &str) -> String {
        format!("{PACKETS}/{}/candidate-{}-{question}.{extension}", self.candidate, self.round_slug())
    }

    /// The blank scorecard.
    pub fn scorecard(&self, extension: &str) -> String {
        format!("{SCORECARDS}/{}", self.scorecard_name(extension))
    }

    /// The name of the scorecard's file.
    pub fn scorecard_name(&self, extension: &str) -> String {
        format!("{}{}.{extension}", scorecard_prefix(self.candidate), self.stem())
    }

    fn round_slug(&self) -> String {
        format!("{:02}-{}", self.round + 1, slug(self.round_id))
    }

    fn stem(&self) -> String {
        let round = self.round_slug();
        match (self.interviewer, self.namesakes) {
            (None, _) => round,
            (Some(name), 0) => format!("{round}-{}", slug(name)),
            (Some(name), n) => format!("{round}-{}-{}", slug(name), n + 1),
        }
    }
}

/// The record of a decision.
pub fn decision_record_file(candidate: &str, extension: &str) -> String {
    format!("{DECISION_RECORDS}/{candidate}/record.{extension}")
}

/// A letter to a candidate, such as `brief`.
pub fn letter_file(candidate: &str, name: &str, extension: &str) -> String {
    format!("{LETTERS}/{candidate}/{name}.{extension}")
}

/// Whose a calendar file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonKind {
    /// A candidate's.
    Candidate,
    /// An interviewer's.
    Interviewer,
}

impl PersonKind {
    fn name(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::Interviewer => "interviewer",
        }
    }
}

/// A person's calendar file, or a candidate's day sheet.
pub fn calendar_file(of: PersonKind, slug: &str, extension: &str) -> String {
    format!("{CALENDAR}/{}-{slug}.{extension}", of.name())
}

/// The calendar file of one event in a person's folder: for an interviewer with the candidate's slug.
pub fn calendar_event(
    of: PersonKind,
    slug: &str,
    candidate: Option<&str>,
    round: usize,
    round_id: &str,
) -> String {
    let candidate = candidate.map_or_else(String::new, |c| format!("{c}-"));
    format!("{CALENDAR}/{}-{slug}/{candidate}{:02}-{}.ics", of.name(), round + 1, self::slug(round_id))
}

/// The panel's sheet of a day.
pub fn panel_sheet(day: jiff::civil::Date, extension: &str) -> String {
    format!("{CALENDAR}/panel-{day}.{extension}")
}

/// The recruiter's sheet of a week, by its year and number.
pub fn week_sheet(year: i16, week: i8, extension: &str) -> String {
    format!("{CALENDAR}/week-{year}-W{week:02}.{extension}")
}

/// Whether a file of this name in the folder of calendars is a day sheet that the kit wrote: of a day, of a week, or of one of
/// the candidates with these slugs.
pub fn is_day_sheet(name: &str, candidates: &[String]) -> bool {
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    let day = stem.strip_prefix("panel-").and_then(|day| day.parse().ok());
    let week = stem.strip_prefix("week-").and_then(|week| week.split_once("-W"));
    let week = week.and_then(|(year, week)| year.parse().ok().zip(week.parse().ok()));
    let written = [
        day.map(|day| panel_sheet(day, extension)),
        week.map(|(year, week)| week_sheet(year, week, extension)),
    ];
    let mut all = written
        .into_iter()
        .flatten()
        .chain(candidates.iter().map(|slug| calendar_file(PersonKind::Candidate, slug, extension)));
    ["html", "md", "pdf"].contains(&extension) && all.any(|path| path == format!("{CALENDAR}/{name}"))
}

/// The folders that hold files of one candidate each, and nothing else.
pub fn own_folders(candidate: &str) -> impl Iterator<Item = String> {
    let each = ENTRIES.into_iter().filter(|(_, content)| *content == Content::FolderEach);
    each.map(move |(name, _)| format!("{name}/{candidate}"))
}

/// The folder of a candidate's packets.
pub fn packet_folder(candidate: &str) -> String {
    format!("{PACKETS}/{candidate}")
}

/// How the names of a candidate's blank scorecards begin.
pub fn scorecard_prefix(candidate: &str) -> String {
    format!("{candidate}-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_temporary_files_of_ours_are_known_as_such() {
        assert!(is_temporary(".panelkit-aB3dE9"));
        for name in
            [".panelkit-", ".panelkit.lock", ".panelkit-notes.md", ".panelkit-aB3dE9x", "panelkit-aB3dE9"]
        {
            assert!(!is_temporary(name), "{name}");
        }
    }

    #[test]
    fn a_conversation_names_its_files() {
        let files = ConversationFiles {
            candidate: "zoe",
            round: 2,
            round_id: "coding",
            interviewer: Some("José Ø"),
            namesakes: 0,
        };
        assert_eq!(files.packet("pdf"), "packets/zoe/03-coding-jose-o.pdf");
        assert_eq!(files.handout(2, "md"), "packets/zoe/candidate-03-coding-2.md");
        assert_eq!(files.scorecard("csv"), "scorecards/zoe-03-coding-jose-o.csv");
        let round = ["Jose O", "", "José Ø", "Jose O"];
        assert_eq!(round.map(|name| namesakes(round, name)), [0, 0, 1, 0]);
        let second = ConversationFiles { namesakes: namesakes(round, "José Ø"), ..files };
        assert_eq!(second.scorecard_name("csv"), "zoe-03-coding-jose-o-2.csv");
    }
}
