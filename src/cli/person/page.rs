//! What a loop holds about one person, as a page to hand out.

use super::holding::Holding;
use super::rated::scores_of;
use crate::cli::args::LetterFormat;
use crate::cli::config::Config;
use crate::cli::letters::{bytes, page as around};
use crate::cli::retention::LoopRetention;
use crate::cli::scores::Clock;
use crate::cli::typeset;
use crate::diag::{Diagnostic, Failure};
use crate::letters::{BriefSetting, HeldRow, PersonSources, person_page};
use crate::opening::files::{CANDIDATES, DECISION_RECORDS, LETTERS, PACKETS};
use crate::render::pdf::Session;
use crate::text::{count, fold};
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// The page about the person of `holding` as a file of `format`.
pub(super) fn page(
    holding: &Holding,
    format: LetterFormat,
    today: Option<Date>,
    config: &Config,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Vec<u8>, Failure> {
    let scores = scores_of(holding, config);
    let candidate = holding.candidate();
    let text = |text: &'_ Option<String>| text.clone().unwrap_or_default();
    let (organisation, contact) = (text(&config.settings.organisation), text(&config.settings.contact));
    let listed = holding.tables.iter().filter(|f| f.path.file_name().is_some_and(|n| n == CANDIDATES));
    let listed = listed.flat_map(|f| &f.held.rows).flat_map(|r| &r.cells);
    let rows = holding.scores.iter().flat_map(|f| &f.held.rows);
    let others = holding.candidates.iter().filter(|c| fold(&c.name) != fold(&candidate.name));
    let sources = PersonSources {
        candidate,
        plan: &holding.plan,
        schedule: &holding.schedule,
        scores: &scores,
        decisions: &holding.decided,
        others: others.flat_map(crate::opening::Candidate::names).collect(),
        listed: listed.map(|(heading, cell)| (heading.as_str(), cell.as_str())).collect(),
        rows: rows.map(|r| HeldRow { file: &r.file, line: r.line, cells: &r.cells }).collect(),
        papers: papers(holding),
        kept: kept(holding, today, config)?,
        setting: BriefSetting {
            candidate: &candidate.name,
            organisation: &organisation,
            contact: &contact,
            ..BriefSetting::default()
        },
    };
    let view = person_page(&sources);
    let document = typeset::document(&config.templates(&["person"])?, "person", &view)?;
    let fonts = typeset::fonts_for(&[], &serde_json::to_string(&view).unwrap_or_default())?;
    let around = around(&format!("What we hold about {}", candidate.name), None, config);
    Ok(bytes(&document, &view, format, &around, &Session::new(&fonts), warnings))
}

/// The files about the person alone, in words.
fn papers(holding: &Holding) -> Vec<String> {
    let below = |folder: &str| {
        let folder = holding.folder.path(folder);
        let files = holding.own.iter().filter(move |p| !p.is_dir() && p.starts_with(&folder));
        files.map(PathBuf::as_path).collect::<Vec<&Path>>()
    };
    let mut papers = Vec::new();
    let packets = below(PACKETS).len();
    if packets > 0 {
        let files = count(packets, "file");
        papers.push(format!("Packets and handouts that were made for your conversations: {files}. What they ask is asked of everybody"));
    }
    for (folder, noun) in [(LETTERS, "Letters to you"), (DECISION_RECORDS, "Records of the decision")] {
        let names =
            below(folder).into_iter().filter_map(Path::file_name).map(|n| n.to_string_lossy().into_owned());
        let names: Vec<String> = names.collect();
        if !names.is_empty() {
            papers.push(format!("{noun}: {}", names.join(", ")));
        }
    }
    if !holding.blank.is_empty() {
        papers.push(format!(
            "Scorecards with your name that nobody has filled in: {}",
            count(holding.blank.len(), "file")
        ));
    }
    if !holding.shared.is_empty() {
        let files = count(holding.shared.len(), "file");
        papers.push(format!(
            "Pages that show you beside other candidates, or a calendar with your conversations: {files}"
        ));
    }
    papers
}

/// How long the records are kept, in a sentence; empty where no setting says so.
fn kept(holding: &Holding, today: Option<Date>, config: &Config) -> Result<String, Failure> {
    let retention = LoopRetention::read(&holding.folder, &Clock::of(today), config)?;
    let person = retention.person(&holding.candidate().name);
    let (Some(rule), Some(person)) = (retention.rule, person) else { return Ok(String::new()) };
    Ok(match (&person.hold, person.due) {
        (Some(_), _) => "It is kept until a matter that concerns it is settled.".to_owned(),
        (None, Some(due)) => {
            format!("It is kept until {due}: {}, from {}.", rule.period(), person.counts_from())
        }
        (None, None) => format!("It is kept {}.", rule.words()),
    })
}
