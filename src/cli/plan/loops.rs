//! `panelkit plan --loops`: the loops to choose from.

use crate::bank::{Bank, LoopTemplate, LoopVariant, RoundTemplate};
use crate::cli::args::{PlanArgs, ReportFormat};
use crate::cli::outcome::Outcome;
use crate::cli::table::{plain_table, trimmed, wrapped};
use crate::cli::ui::{Ui, json as json_text};
use crate::diag::{Diagnostic, Failure};
use crate::plan::Market;
use crate::text::{count, join};
use serde::Serialize;
use std::fmt::Write as _;

/// The list as JSON.
#[derive(Serialize)]
struct LoopList<'b> {
    format: &'static str,
    loops: Vec<LoopRow<'b>>,
}

/// A loop of the list.
#[derive(Serialize)]
struct LoopRow<'b> {
    id: &'b str,
    title: &'b str,
    what: &'b str,
    /// Whether it is one step of a longer way.
    step: bool,
    variants: Vec<VariantRow<'b>>,
}

/// The rounds of a loop for some roles and levels.
#[derive(Serialize)]
struct VariantRow<'b> {
    roles: Vec<&'b str>,
    levels: Vec<&'b str>,
    minutes: u32,
    rounds: Vec<RoundRow<'b>>,
}

/// A round of a loop.
#[derive(Serialize, PartialEq)]
struct RoundRow<'b> {
    kind: &'b str,
    title: &'b str,
    minutes: u32,
}

pub(super) fn run(args: &PlanArgs, bank: &Bank, ui: &mut Ui) -> Result<Outcome, Failure> {
    let market = Market::new(bank);
    let (mut told, mut errors) = (Vec::new(), Vec::<Diagnostic>::new());
    let mut named = |found: Option<Result<(String, Option<String>), Diagnostic>>| match found {
        Some(Ok((id, said))) => {
            told.extend(said);
            Some(id)
        }
        Some(Err(error)) => {
            errors.push(error);
            None
        }
        None => None,
    };
    let role = named(args.role.as_deref().map(|r| market.role(r).map(|(role, said)| (role.id.clone(), said))));
    let level =
        named(args.seniority.as_deref().map(|l| market.level(l).map(|(level, said)| (level.to_owned(), said))));
    if !errors.is_empty() {
        return Err(Failure(errors));
    }
    for said in told {
        ui.say(&format!("{said}."));
    }
    let fits = |v: &&LoopVariant| {
        role.as_ref().is_none_or(|role| v.roles.contains(role))
            && level.as_ref().is_none_or(|level| v.levels.contains(level))
    };
    let rows = bank.loops.iter().map(|l| row(bank, l, &fits)).filter(|l| !l.variants.is_empty());
    let loops: Vec<LoopRow<'_>> = rows.collect();
    match args.format {
        ReportFormat::Json => {
            ui.result(&json_text(&LoopList { format: "panelkit.loops/1", loops }));
        }
        ReportFormat::Table | ReportFormat::Md => {
            ui.table(&loops.iter().map(shown).collect::<Vec<_>>().join("\n"));
            ui.say("Next: panelkit plan --role ROLE --level LEVEL --loop NAME");
        }
    }
    Ok(Outcome::Done)
}

fn row<'b>(bank: &'b Bank, template: &'b LoopTemplate, fits: &impl Fn(&&LoopVariant) -> bool) -> LoopRow<'b> {
    let round = |r: &'b RoundTemplate| RoundRow {
        kind: &r.kind,
        title: r.title.as_deref().or(bank.round(&r.kind).map(|k| k.title.as_str())).unwrap_or(&r.kind),
        minutes: r.minutes,
    };
    let variant = |v: &'b LoopVariant| VariantRow {
        roles: v.roles.iter().map(String::as_str).collect(),
        levels: v.levels.iter().map(String::as_str).collect(),
        minutes: v.rounds.iter().map(|r| r.minutes).sum(),
        rounds: v.rounds.iter().map(round).collect(),
    };
    LoopRow {
        id: &template.id,
        title: &template.title,
        what: &template.what,
        step: template.is_step,
        variants: template.variants.iter().filter(fits).map(variant).collect(),
    }
}

/// A loop as a terminal of 80 columns shows it: whom its variants are for where they differ, and their rounds.
fn shown(row: &LoopRow<'_>) -> String {
    let minutes = row.variants.iter().map(|v| v.minutes);
    let (least, most) = (minutes.clone().min().unwrap_or(0), minutes.max().unwrap_or(0));
    let span = if least == most { least.to_string() } else { format!("{least} to {most}") };
    let mut out = format!("{}: {}, {span} minutes\n  {}\n", row.id, row.title, wrapped(row.what, 2));
    let mut table = plain_table();
    let mut told: Vec<(&[RoundRow<'_>], Vec<String>)> = Vec::new();
    for variant in &row.variants {
        let who = format!("{} {}", join(&variant.levels, "and"), join(&variant.roles, "and"));
        match told.iter_mut().find(|(rounds, _)| *rounds == variant.rounds.as_slice()) {
            Some((_, all)) => all.push(who),
            None => told.push((&variant.rounds, vec![who])),
        }
    }
    let alone = told.len() == 1;
    for (rounds, who) in told {
        let rounds: Vec<String> = rounds.iter().map(|r| format!("{} {}", r.title, r.minutes)).collect();
        let who = if who.len() > 4 { format!("{} and others", who[..4].join("; ")) } else { who.join("; ") };
        let who = if alone && row.variants.len() == 1 { String::new() } else { who };
        table.add_row([format!("  {}", count(rounds.len(), "round")), rounds.join(", "), who]);
    }
    let _ = writeln!(out, "{}", trimmed(&table));
    out
}
