//! `panelkit demo`: a whole hiring round with sample candidates.

use super::compare::Compare;
use super::files::{FolderLock, Outputs, Owner};
use super::gather::Gather;
use super::packet::Packet;
use super::ui::Ui;
use super::{Global, Outcome};
use crate::assets;
use crate::bank::Bank;
use crate::diag::Failure;
use crate::plan::{KEPT_BY_HAND, Pin, Plan, Request, choose};
use clap::Args;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Where the sample round lies in the repository.
const SAMPLE: &str = "examples/hiring-round";

/// Play a whole hiring round with three sample candidates
#[derive(Args)]
#[command(before_help = "Example:\n  panelkit demo -o demo-loop")]
pub(super) struct Demo {
    /// The loop's folder
    #[arg(short, long, value_name = "DIR", default_value = "demo-loop")]
    output: PathBuf,
}

/// The rounds of the sample, as `--round` takes them.
const ROUNDS: [&str; 5] = [
    "system-design:60:José Ångström",
    "technical:60:Mei-Ling Osei",
    "coding:60:Petra Nováková",
    "debugging:45:Tomasz Łuczak",
    "behavioral:60:Sofía Martín",
];

impl Demo {
    pub(super) fn run(&self, global: &Global, ui: &mut Ui) -> Result<Outcome, Failure> {
        let plan = sample_plan(&global.bank()?)?;
        let mut outputs = Outputs::default();
        outputs.add_for_all(self.output.join("plan.json"), plan.to_json(), Owner::Person);
        outputs.add_for_all(
            self.output.join("plan.md"),
            super::plan::page(&plan, &global.templates(&["plan"])?)?,
            Owner::Person,
        );
        for asset in assets::below(SAMPLE) {
            let name = asset.path.trim_start_matches(SAMPLE).trim_start_matches('/');
            outputs.add(self.output.join(name), asset.content(), Owner::Person);
        }
        // Each of the commands that follow takes it for itself.
        let lock = FolderLock::take_new(&self.output, "demo", global, ui)?;
        outputs.write(global, ui)?;
        drop(lock);
        if global.dry_run {
            return Ok(Outcome::Done);
        }
        let shown = self.output.display();
        ui.say(&format!("1. The plan for a {} is in {shown}/plan.md.", plan.title().to_lowercase()));
        ui.mute(true);
        let names = super::folder::LoopFolder::new(&self.output).candidates()?;
        Packet::for_names(&self.output, &names).run(global, ui)?;
        Gather::for_folder(&self.output).run(global, ui)?;
        ui.mute(false);
        ui.say(&format!(
            "2. A packet for each conversation is in {shown}/packets, as PDF and Markdown. Open one:"
        ));
        ui.say(&format!("   {}", first_packet(&self.output).display()));
        ui.say(&format!(
            "3. The completed scorecards in {shown}/scores were gathered into {shown}/gathered.csv."
        ));
        ui.say(&format!("4. The comparison of the candidates is in {shown}/comparison.md:\n"));
        Compare::for_folder(&self.output).run(global, ui)?;
        ui.say("\nTry next:");
        ui.say(&format!("  change a score in {shown}/scores, then: panelkit compare {shown}"));
        ui.say("  your own: panelkit plan --role backend --seniority senior --stack rust,postgres -o loop");
        Ok(Outcome::Done)
    }
}

/// A plan of the questions that the sample scorecards rate, each in the round that they say.
fn sample_plan(bank: &Bank) -> Result<Plan, Failure> {
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
    Ok(plan.sealed())
}

/// Where the round stands in a row of the sample scorecards; the item follows.
const ROUND: usize = 3;

/// The first packet of the first candidate, to open.
fn first_packet(folder: &std::path::Path) -> PathBuf {
    let mut at = folder.join("packets");
    while at.is_dir() {
        let mut entries: Vec<PathBuf> =
            std::fs::read_dir(&at).map(|d| d.flatten().map(|e| e.path()).collect()).unwrap_or_default();
        entries.retain(|p| p.is_dir() || p.extension().is_some_and(|e| e == "pdf"));
        entries.sort();
        let Some(first) = entries.into_iter().next() else { break };
        at = first;
    }
    at
}
