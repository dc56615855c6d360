//! `panelkit plan`: choose the questions of a loop.

mod lists;

use super::files::{Outputs, Owner};
use super::table::{plain_table, trimmed};
use super::ui::Ui;
use super::{Global, Outcome, typeset};
use crate::diag::{Failure, Severity, Warned};
use crate::plan::{self, Outline, Pin, Request, RoundSpec};
use crate::render::markdown;
use crate::template::Templates;
use crate::text::visible;
use clap::{Args, ValueEnum};
use comfy_table::CellAlignment;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Choose the questions of a loop of rounds
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit plan --role backend --seniority senior --stack rust,postgres -o loop\n  \
                   panelkit plan --role backend --level mid --loop screen\n  \
                   panelkit plan --role backend --level staff --round system-design:60:\"José Ångström\" --round behavioral:45"
)]
pub(super) struct Plan {
    /// The role, such as backend
    #[arg(long, value_name = "ROLE")]
    role: String,
    /// The level: junior, mid, senior or staff
    #[arg(long, visible_alias = "level", value_name = "LEVEL")]
    seniority: String,
    /// Technologies to ask about, such as rust,postgres
    #[arg(long, value_name = "STACK", value_delimiter = ',')]
    stack: Vec<String>,
    /// The loop whose rounds are filled: screen or onsite
    #[arg(long = "loop", value_name = "NAME", default_value = "onsite")]
    loop_name: String,
    /// A round composed by hand, in place of the loop's; repeat for more
    #[arg(long, value_name = "KIND:MINUTES[:INTERVIEWER]")]
    round: Vec<RoundSpec>,
    /// Leave out a question, the questions of an earlier plan.json, or those listed in a file
    #[arg(long, value_name = "ID|PLAN|FILE")]
    exclude: Vec<String>,
    /// Put this question into that round, whatever else is chosen
    #[arg(long, value_name = "ID@ROUND")]
    keep: Vec<Pin>,
    /// Prefer questions asked less often: a CSV item,count, or earlier plans
    #[arg(long, value_name = "FILE|PLAN")]
    exposure: Vec<PathBuf>,
    /// Another seed makes another plan that is as good
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// Write plan.json and plan.md into this folder
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// How the plan is printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Md,
    Json,
}

impl Plan {
    pub(super) fn run(&self, global: &Global, ui: &mut Ui) -> Result<Outcome, Failure> {
        let bank = global.bank()?;
        let templates = global.templates()?;
        let request = Request {
            role: self.role.clone(),
            level: self.seniority.clone(),
            stacks: dedup(&self.stack),
            loop_name: self.loop_name.clone(),
            rounds: self.round.clone(),
            exclude: lists::excluded(&self.exclude)?,
            exposure: lists::exposure(&self.exposure)?,
            keep: self.keep.clone(),
            seed: self.seed,
        };
        let Warned { value: plan, warnings } = plan::choose(&bank, &request)?;
        let text = page(&plan, &templates)?;
        match self.format {
            Format::Table => ui.result(&table(&plan::outline(&plan))),
            Format::Md => ui.result(&text),
            Format::Json => ui.result(&plan.to_json()),
        }
        ui.findings(&warnings);
        if let Some(folder) = &self.output {
            let mut outputs = Outputs::default();
            outputs.add(folder.join("plan.json"), plan.to_json(), Owner::Person);
            outputs.add(folder.join("plan.md"), text, Owner::Person);
            outputs.write(global, ui)?;
            if !global.dry_run {
                let shown = folder.display();
                ui.say(&format!("Plan {} is in {shown}/plan.json and {shown}/plan.md.", plan.id));
                ui.say(&format!("Next: panelkit packet {shown} --candidate NAME"));
            }
        } else {
            ui.say("Nothing was written. Next: the same with -o DIR");
        }
        let serious = warnings.iter().any(|w| w.severity > Severity::Note);
        Ok(if serious { Outcome::NeedsPerson } else { Outcome::Done })
    }
}

/// The content of `plan.md`.
pub(super) fn page(plan: &plan::Plan, templates: &Templates) -> Result<String, Failure> {
    let document = typeset::document(templates, "plan", &plan::outline(plan))?;
    Ok(markdown::write(&document))
}

fn dedup(names: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in names.iter().map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()) {
        if !out.contains(&name) {
            out.push(name);
        }
    }
    out
}

/// The plan as a terminal of 80 columns shows it.
fn table(o: &Outline) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{}\nPlan {}: {}, {}, {} minutes\n",
        o.title, o.id, o.round_count, o.question_count, o.minutes
    );
    for r in &o.rounds {
        let who =
            if r.interviewer.is_empty() { String::new() } else { format!(", {}", visible(&r.interviewer)) };
        let _ = writeln!(
            out,
            "{}. {}, {} minutes ({} of {} for questions){who}",
            r.number, r.title, r.minutes, r.used, r.net
        );
        let mut t = plain_table();
        for q in &r.questions {
            t.add_row([format!("   {} min", q.minutes), q.title.clone(), q.reason.clone()]);
        }
        if let Some(column) = t.column_mut(0) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        let _ = writeln!(out, "{}\n", trimmed(&t));
    }
    let mut t = plain_table();
    let mut head = vec!["Coverage".to_owned(), "weight".to_owned()];
    head.extend(o.rounds.iter().map(|r| r.number.to_string()));
    head.push("readings".to_owned());
    t.set_header(head);
    for c in &o.coverage {
        let mut row = vec![format!("{}{}", c.title, if c.must_have { " *" } else { "" }), c.weight.clone()];
        row.extend(c.cells.iter().map(|n| if n.is_empty() { "·".to_owned() } else { n.clone() }));
        row.push(c.readings.to_string());
        t.add_row(row);
    }
    let _ = writeln!(
        out,
        "{}\n* must have. Numbers are questions that rate the competency, by round.",
        trimmed(&t)
    );
    out
}
