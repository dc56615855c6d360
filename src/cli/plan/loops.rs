//! `panelkit plan --loops`: the loops to choose from.

use crate::bank::{Bank, LoopTemplate, LoopVariant, RoundTemplate};
use crate::cli::args::{PlanArgs, ReportFormat};
use crate::cli::outcome::Outcome;
use crate::cli::table::wrapped;
use crate::cli::ui::{Ui, json as json_text};
use crate::diag::{Diagnostic, Failure};
use crate::plan::Market;
use crate::text::{count, join};
use serde::Serialize;
use std::fmt::Write as _;

/// So many different sets of rounds are shown each.
const FEW: usize = 3;

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
    let role =
        named(args.role.as_deref().map(|r| market.role(r).map(|(role, said)| (role.id.clone(), said))));
    let level = named(
        args.seniority.as_deref().map(|l| market.level(l).map(|(level, said)| (level.to_owned(), said))),
    );
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
    match args.printed() {
        ReportFormat::Json => {
            ui.result(&json_text(&LoopList { format: "panelkit.loops/1", loops }));
        }
        ReportFormat::Table | ReportFormat::Md => {
            ui.table(&loops.iter().map(|l| shown(l, bank)).collect::<Vec<_>>().join("\n"));
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

/// A loop as a terminal of 80 columns shows it, with the rounds of its variants; where these are many, with the kinds of
/// them all.
fn shown(row: &LoopRow<'_>, bank: &Bank) -> String {
    let span = |of: &dyn Fn(&VariantRow<'_>) -> usize, noun: &str| {
        let (least, most) =
            row.variants.iter().fold((usize::MAX, 0), |(l, m), v| (l.min(of(v)), m.max(of(v))));
        if least == most { count(most, noun) } else { format!("{least} to {}", count(most, noun)) }
    };
    let minutes = span(&|v| v.minutes as usize, "minute");
    let mut out = format!("{}: {}, {minutes}\n", row.id, row.title);
    let _ = writeln!(out, "  {}", wrapped(row.what, 2));
    let mut told: Vec<(&[RoundRow<'_>], Vec<String>)> = Vec::new();
    for variant in &row.variants {
        let who = format!("{} of {}", join(&variant.levels, "and"), roles_said(&variant.roles, bank));
        match told.iter_mut().find(|(rounds, _)| *rounds == variant.rounds.as_slice()) {
            Some((_, all)) => all.push(who),
            None => told.push((&variant.rounds, vec![who])),
        }
    }
    if told.len() > FEW || told.iter().any(|(_, who)| who.len() > FEW) {
        let mut kinds: Vec<&str> = Vec::new();
        for round in row.variants.iter().flat_map(|v| &v.rounds) {
            if !kinds.contains(&round.kind) {
                kinds.push(round.kind);
            }
        }
        let rounds = span(&|v| v.rounds.len(), "round");
        let _ = writeln!(out, "  {}", wrapped(&format!("{rounds}: {}", join(&kinds, "and")), 4));
        return out;
    }
    let alone = told.len() == 1;
    for (rounds, who) in told {
        let rounds: Vec<String> = rounds.iter().map(|r| format!("{} {}", r.title, r.minutes)).collect();
        let line = format!("{}: {}", count(rounds.len(), "round"), rounds.join(", "));
        let who = if alone { String::new() } else { format!(" ({})", who.join("; ")) };
        let _ = writeln!(out, "  {}", wrapped(&(line + &who), 4));
    }
    out
}

/// The roles in words: all of them but a few, where that is shorter.
fn roles_said(roles: &[&str], bank: &Bank) -> String {
    let others: Vec<&str> =
        bank.roles.iter().map(|r| r.id.as_str()).filter(|id| !roles.contains(id)).collect();
    match others.len() {
        0 => "all roles".to_owned(),
        n if n < roles.len() && n <= FEW => format!("all roles but {}", join(&others, "and")),
        _ => join(roles, "and"),
    }
}
