//! `panelkit plan`: choose the questions of a loop.

use super::files::{Outputs, Owner};
use super::table::{plain_table, trimmed};
use super::ui::Ui;
use super::{Global, Outcome, typeset};
use crate::diag::{Diagnostic, Failure, Severity, Warned};
use crate::plan::{self, Outline, Request, RoundSpec};
use crate::render::markdown;
use crate::template::Templates;
use crate::text::visible;
use clap::{Args, ValueEnum};
use comfy_table::CellAlignment;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

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
            exclude: excluded(&self.exclude)?,
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

/// The ids that the arguments stand for: an id, the questions of a plan, or the lines of a file.
fn excluded(arguments: &[String]) -> Result<Vec<String>, Failure> {
    let mut ids = Vec::new();
    for argument in arguments {
        let path = Path::new(argument);
        let path = if path.is_dir() { path.join("plan.json") } else { path.to_owned() };
        if !path.exists() {
            ids.push(argument.clone());
            continue;
        }
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(&path)
            .map_err(|e| Diagnostic::error("unreadable", format!("{shown} can't be read: {e}")))?;
        if path.extension().is_some_and(|e| e == "json") {
            let plan = plan::Plan::from_json(&shown, &text)?;
            ids.extend(plan.rounds.iter().flat_map(|r| &r.questions).map(|q| q.id.clone()));
        } else {
            let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
            ids.extend(lines.map(str::to_owned));
        }
    }
    Ok(ids)
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
