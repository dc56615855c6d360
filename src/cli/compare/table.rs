//! The comparison as a terminal of 80 columns shows it.

use crate::cli::table::{plain_table, trimmed, wrapped};
use crate::report::{Report, ReportTable};
use crate::text::{count, visible};
use std::fmt::Write as _;

/// How many candidates stand side by side in 80 columns.
const ABREAST: usize = 3;

/// So many topics are shown; all are in the files.
const TOPICS: usize = 8;

/// With more candidates than this, they aren't told one by one.
const ONE_BY_ONE: usize = 12;

pub(super) fn table(r: &Report) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", wrapped(&r.title, 0));
    let single = if r.totals_only { "" } else { ", single scores" };
    let head = format!("Plan {}, {}. Mean, n interviewers{single}. * must have", r.plan, r.candidate_count);
    let _ = writeln!(out, "{}\n", wrapped(&head, 0));
    if r.partial {
        let text = "PARTIAL: not every scorecard is in; what is missing can change the picture.";
        let _ = writeln!(out, "{text}\n");
    }
    for side_by_side in &r.tables {
        for first in (0..side_by_side.names.len()).step_by(ABREAST) {
            let _ = writeln!(out, "{}\n", abreast(side_by_side, first));
        }
    }
    if let Some(adjustment) = &r.adjustment {
        let _ = writeln!(out, "{}\n", wrapped(adjustment, 0));
    }
    if r.candidates.len() <= ONE_BY_ONE {
        one_by_one(r, &mut out);
    }
    let mut section = |title: &str, lines: &[String], numbered: bool| {
        if !lines.is_empty() {
            let _ = writeln!(out, "\n{title}");
        }
        for (i, line) in lines.iter().enumerate() {
            let number = if numbered { format!("{}. ", i + 1) } else { String::new() };
            let _ = writeln!(out, "  {}", wrapped(&format!("{number}{}", visible(line)), 5).trim_start());
        }
    };
    let mut topics: Vec<String> =
        r.agenda.iter().take(TOPICS).map(|t| format!("{}: {}", t.topic.candidate, t.topic.text)).collect();
    section("Talk about first", &topics, true);
    topics.clear();
    if r.agenda.len() > TOPICS {
        let more = count(r.agenda.len() - TOPICS, "further topic");
        section("", &[format!("{more}, and what was written, in the Markdown and HTML pages")], false);
    }
    section("What the scores can tell apart", &r.apart, false);
    section("How far the interviewers agree", &r.agreement, false);
    out
}

/// Some candidates side by side, from the one at `first` on.
fn abreast(table: &ReportTable, first: usize) -> String {
    let range = first..(first + ABREAST).min(table.names.len());
    let mut t = plain_table();
    let mut head = vec![String::new()];
    head.extend(table.names[range.clone()].iter().map(|n| visible(n)));
    t.set_header(head);
    for row in &table.rows {
        let mut cells = vec![format!("{}{}", row.title, if row.must_have { " *" } else { "" })];
        cells.extend(row.cells[range.clone()].iter().map(|c| {
            let scores = if c.scores.is_empty() { String::new() } else { format!(" ({})", c.scores) };
            format!("{} {}{scores}", c.mean, c.n).trim_end().to_owned()
        }));
        t.add_row(cells);
    }
    trimmed(&t)
}

fn one_by_one(r: &Report, out: &mut String) {
    for c in &r.candidates {
        let _ = writeln!(out, "{}", wrapped(&format!("{}: {}", visible(&c.name), c.state), 2));
        let mut fact = |term: &str, said: &str| {
            let _ = writeln!(out, "  {}", wrapped(&format!("{term:<17}{}", visible(said)), 19).trim_start());
        };
        fact("recommendations", &c.recommendations);
        fact("must-haves", &c.gates);
        for m in &c.missing {
            fact("missing", m);
        }
        for shared in &c.shared_rounds {
            fact("rated by several", shared);
        }
        for replaced in &c.replaced {
            fact("no longer asked", replaced);
        }
        for f in &c.flags {
            fact("stands out", f);
        }
    }
}
