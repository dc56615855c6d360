//! Plans as a terminal of 80 columns shows them.

use super::peopled::PeopledPlan;
use super::write::page;
use crate::cli::args::ReportFormat;
use crate::cli::config::Config;
use crate::cli::table::{plain_table, trimmed, wrapped};
use crate::cli::ui::Ui;
use crate::diag::Failure;
use crate::plan::{Explanation, Outline, Plan, Repeat, outline};
use crate::text::{count, visible};
use comfy_table::CellAlignment;
use std::fmt::Write as _;

/// Prints a plan.
pub(super) fn plan(
    format: ReportFormat,
    shown: PeopledPlan<'_>,
    config: &Config,
    ui: &mut Ui,
) -> Result<(), Failure> {
    let PeopledPlan { plan, people } = shown;
    match format {
        ReportFormat::Table => ui.table(&table(&outline(plan, people))),
        ReportFormat::Md => ui.result(&page(plan, people, &config.templates(&["plan"])?)?),
        ReportFormat::Json => ui.result(&plan.to_json()),
    }
    Ok(())
}

/// The plan as a terminal of 80 columns shows it.
fn table(o: &Outline) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{}\nPlan {}: {}, {}, {} minutes",
        o.title, o.id, o.round_count, o.question_count, o.minutes
    );
    if !o.quality_line.is_empty() {
        let _ = writeln!(out, "{}", o.quality_line);
    }
    out.push('\n');
    for r in &o.rounds {
        let who: Vec<String> =
            [&r.interviewer, &r.beside].into_iter().filter(|w| !w.is_empty()).map(|w| visible(w)).collect();
        let who = if who.is_empty() { String::new() } else { format!(", {}", who.join("; ")) };
        let head = format!(
            "{}. {}, {} minutes ({} of {} for questions){who}",
            r.number, r.title, r.minutes, r.used, r.net
        );
        let _ = writeln!(out, "{}", wrapped(&head, 3));
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
        "{}\n* must have. Numbers are questions that rate the competency, by round;\n\
         readings are rounds, since one interviewer rates all of a round.",
        trimmed(&t)
    );
    out
}

/// Plans side by side, round by round.
pub(super) fn side_by_side(plans: &[Plan]) -> String {
    let mut t = plain_table();
    let mut head = vec![String::new()];
    head.extend((1..=plans.len()).map(|n| format!("Plan {n}")));
    t.set_header(head);
    let rounds = plans.first().map_or(&[][..], |p| &p.rounds);
    for (r, round) in rounds.iter().enumerate() {
        let longest = plans.iter().map(|p| p.rounds[r].questions.len()).max().unwrap_or(0);
        for q in 0..longest {
            let mut row = vec![if q == 0 { format!("{}. {}", r + 1, round.title) } else { String::new() }];
            row.extend(plans.iter().map(|p| {
                p.rounds[r]
                    .questions
                    .get(q)
                    .map_or_else(String::new, |q| format!("{} ({})", q.title, q.minutes))
            }));
            t.add_row(row);
        }
    }
    let mut row = vec!["Value".to_owned()];
    row.extend(plans.iter().map(|p| format!("{:.4}", p.objective)));
    t.add_row(row);
    let mut row = vec!["Id".to_owned()];
    row.extend(plans.iter().map(|p| p.id.clone()));
    t.add_row(row);
    format!("{}\n", trimmed(&t))
}

/// Why a question is in a plan or not.
pub(super) fn why(why: &Explanation, verbose: bool) -> String {
    let mut t = plain_table();
    let numbers = why.numbers.iter().filter(|_| verbose);
    for words in why.words.iter().chain(numbers) {
        t.add_row([words]);
    }
    format!("{} ({})\n{}\n", why.title, why.id, trimmed(&t))
}

/// What an audit found, or that it found nothing.
pub(super) fn repeats(repeats: &[Repeat], plans: usize) -> String {
    if repeats.is_empty() {
        return format!("Nothing is asked twice in {}.\n", count(plans, "plan"));
    }
    let mut t = plain_table();
    t.set_header(["What repeats", "Here", "And here"]);
    for r in repeats {
        let at = |a: &crate::plan::AskedQuestion| format!("{}\n{}, {}", a.id, visible(&a.plan), a.round);
        t.add_row([r.what.to_string(), at(&r.first), at(&r.second)]);
    }
    format!("{}\n", trimmed(&t))
}
