//! `panelkit demo`: a whole hiring round with sample candidates.

use super::args::{CompareFormat, DemoArgs, GatherFormat, PacketFormat};
use super::compare::{View, compare_loop};
use super::config::Config;
use super::files::{FolderLock, Outputs, Owner};
use super::gather::{GatherOptions, gather_loop};
use super::outcome::Outcome;
use super::packet::{PrintOptions, all_packets, print};
use super::plan::page;
use super::scores::Clock;
use super::ui::Ui;
use crate::assets;
use crate::bank::Bank;
use crate::compare::Options;
use crate::diag::Failure;
use crate::opening::files::{GATHERED, PACKETS, PLAN, PLAN_PAGE, SCHEDULE, SCORES, comparison};
use crate::opening::{LoopFolder, Schedule, ScheduleFile};
use crate::plan::{KEPT_BY_HAND, Pin, Plan, Request, choose};
use crate::text::shown;
use crate::walk::Walk;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Where the sample round lies in the repository.
const SAMPLE: &str = "examples/hiring-round";

/// The rounds of the sample, as `--round` takes them.
const ROUNDS: [&str; 5] = [
    "system-design:60:José Ångström",
    "technical:60:Mei-Ling Osei",
    "coding:60:Petra Nováková",
    "debugging:45:Tomasz Łuczak",
    "behavioral:60:Sofía Martín",
];

pub(super) fn run(args: &DemoArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let folder = LoopFolder::new(&args.output);
    let (plan, schedule) = sample_plan(&config.bank()?)?;
    let file = ScheduleFile::absent(schedule);
    let people = file.schedule.people(plan.rounds.len());
    let mut outputs = Outputs::default();
    outputs.add_for_all(folder.path(PLAN), plan.to_json(), Owner::Person);
    outputs.add_for_all(
        folder.path(PLAN_PAGE),
        page(&plan, &people, &config.templates(&["plan"])?)?,
        Owner::Person,
    );
    outputs.add(folder.path(SCHEDULE), file.content(&plan), Owner::Person);
    for asset in assets::below(SAMPLE) {
        let name = asset.path.trim_start_matches(SAMPLE).trim_start_matches('/');
        outputs.add(folder.path(name), asset.content(), Owner::Person);
    }
    let lock = FolderLock::take_new(folder.root(), "demo", config, ui)?;
    outputs.write(config, ui)?;
    if config.dry_run {
        return Ok(Outcome::Done);
    }
    let at = folder.shown();
    ui.say(&format!("1. The plan for a {} is in {at}/{PLAN_PAGE}.", plan.title().to_lowercase()));
    ui.mute(true);
    let options = PrintOptions {
        formats: &[PacketFormat::Pdf, PacketFormat::Md],
        paper: config.paper(None),
        merge: false,
        when: None,
        fonts: &[],
    };
    let names = folder.candidate_names(&config.sheets)?;
    let packets = all_packets(&plan, &file.schedule, &names);
    print(&folder, &plan, &names, &packets, &options, config, ui)?;
    // The commands that follow lock the folder themselves.
    drop(lock);
    let options =
        GatherOptions { paths: &[], prefer: None, clock: Clock::of(None), format: GatherFormat::Table };
    gather_loop(&folder, &options, config, ui)?;
    ui.mute(false);
    ui.say(&format!(
        "2. A packet for each conversation is in {at}/{PACKETS}, as PDF and Markdown. Open one:"
    ));
    ui.say(&format!("   {}", shown(&first_packet(&folder.path(PACKETS)))));
    ui.say(&format!("3. The completed scorecards in {at}/{SCORES} were gathered into {at}/{GATHERED}."));
    let page = comparison(false, false, "md");
    ui.say(&format!("4. The comparison of the candidates is in {at}/{page}:\n"));
    let view = View {
        format: CompareFormat::Table,
        output: None,
        options: Options::default(),
        adjusted: false,
        candidate: None,
        fonts: &[],
    };
    compare_loop(&folder, &view, config, ui)?;
    ui.say("\nTry next:");
    ui.say(&format!("  change a score in {at}/{SCORES}, then: panelkit compare {}", folder.typed()));
    ui.say("  your own: panelkit plan --role backend --seniority senior --stack rust,postgres -o loop");
    Ok(Outcome::Done)
}

/// A plan of the questions that the sample scorecards rate, each in the round that they say, and who holds the rounds.
fn sample_plan(bank: &Bank) -> Result<(Plan, Schedule), Failure> {
    let samples: Vec<_> = assets::below(SAMPLE).map(|a| a.content()).collect();
    let rated: BTreeSet<(&str, &str)> = samples
        .iter()
        .filter_map(|content| std::str::from_utf8(content).ok())
        .flat_map(str::lines)
        .filter_map(|line| line.split(',').skip(ROUND).collect::<Vec<_>>().get(..2).map(|c| (c[0], c[1])))
        .filter(|(_, item)| bank.question(item).is_some())
        .collect();
    let pin = |(round, id): &(&str, &str)| Pin { id: (*id).to_owned(), round: (*round).to_owned() };
    let rated_at_all = |id: &String| rated.iter().any(|(_, item)| item == id);
    let request = Request {
        role: "backend".to_owned(),
        level: "senior".to_owned(),
        stacks: vec!["rust".to_owned(), "postgres".to_owned()],
        loop_name: "onsite".to_owned(),
        rounds: ROUNDS.iter().filter_map(|r| r.parse().ok()).collect(),
        exclude: bank.questions.iter().map(|q| q.id.clone()).filter(|id| !rated_at_all(id)).collect(),
        keep: rated.iter().map(pin).collect(),
        ..Request::default()
    };
    let mut plan = choose(bank, &request)?.value;
    // The planner chose these questions before there were scorecards that had to keep them.
    for question in plan.rounds.iter_mut().flat_map(|r| &mut r.questions) {
        question.reason = question.reason.trim_end_matches(KEPT_BY_HAND).to_owned();
    }
    // What was kept out for them is no wish of anybody's.
    plan.excluded.clear();
    Ok((plan.sealed(), Schedule::of_people(&request.people())))
}

/// Where the round stands in a row of the sample scorecards; the item follows.
const ROUND: usize = 3;

/// The first packet of the first candidate, to open.
fn first_packet(packets: &Path) -> PathBuf {
    let files = Walk::INSIDE.through(&[packets]).files;
    files
        .into_iter()
        .find(|p| p.extension().is_some_and(|e| e == "pdf"))
        .unwrap_or_else(|| packets.to_owned())
}
