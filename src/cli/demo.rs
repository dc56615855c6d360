//! `panelkit demo`: a whole hiring round with sample candidates.

use super::compare::Compare;
use super::files::{Outputs, Owner};
use super::gather::Gather;
use super::packet::Packet;
use super::ui::Ui;
use super::{Global, Outcome};
use crate::assets;
use crate::bank::Bank;
use crate::diag::Failure;
use crate::plan::{Plan, Request, choose};
use clap::Args;
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
        outputs.add(self.output.join("plan.json"), plan.to_json(), Owner::Person);
        outputs.add(
            self.output.join("plan.md"),
            super::plan::page(&plan, &global.templates()?)?,
            Owner::Person,
        );
        for (path, bytes) in assets::below(SAMPLE) {
            let name = path.trim_start_matches(SAMPLE).trim_start_matches('/');
            outputs.add(self.output.join(name), bytes, Owner::Person);
        }
        outputs.write(global, ui)?;
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

/// A plan of the questions that the sample scorecards rate, made like any other.
fn sample_plan(bank: &Bank) -> Result<Plan, Failure> {
    let scored: Vec<&str> = assets::below(SAMPLE)
        .filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok())
        .flat_map(|text| text.lines().filter_map(|l| l.split(',').nth(ITEM)))
        .collect();
    let unscored = bank.questions.iter().filter(|q| !scored.contains(&q.id.as_str())).map(|q| q.id.clone());
    let rounds = ROUNDS.iter().filter_map(|r| r.parse().ok()).collect();
    let request = Request {
        role: "backend".to_owned(),
        level: "senior".to_owned(),
        stacks: vec!["rust".to_owned(), "postgres".to_owned()],
        loop_name: "onsite".to_owned(),
        rounds,
        exclude: unscored.collect(),
        ..Request::default()
    };
    Ok(choose(bank, &request)?.value)
}

/// Where the item stands in a row of the sample scorecards.
const ITEM: usize = 4;

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
