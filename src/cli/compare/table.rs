//! The comparison as a terminal of 80 columns shows it.

use crate::cli::table::{plain_table, trimmed, wrapped};
use crate::report::{CandidateView, Report, ReportTable};
use crate::text::{count, visible};
use std::fmt::Write as _;

/// How many candidates stand side by side in 80 columns.
const ABREAST: usize = 3;

/// So many topics are shown; all are in the files.
const TOPICS: usize = 8;

/// From so many candidates on each has a line, and they aren't told one by one.
const TRANSPOSED: usize = 12;

/// How many competencies stand side by side then.
const COMPETENCIES: usize = 7;

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
    if r.candidates.len() < TRANSPOSED {
        for side_by_side in &r.tables {
            for first in (0..side_by_side.names.len()).step_by(ABREAST) {
                let _ = writeln!(out, "{}\n", abreast(side_by_side, first));
            }
        }
    } else {
        transposed(r, &mut out);
    }
    if let Some(chance) = &r.gate_chance {
        let _ = writeln!(out, "{}\n", wrapped(chance, 0));
    }
    if let Some(adjustment) = &r.adjustment {
        let _ = writeln!(out, "{}\n", wrapped(adjustment, 0));
    }
    if r.candidates.len() < TRANSPOSED {
        one_by_one(r, &mut out);
    }
    let topics: Vec<String> =
        r.agenda.iter().take(TOPICS).map(|t| format!("{}: {}", t.topic.candidate, t.topic.text)).collect();
    listed(&mut out, "Talk about first", &topics, true);
    if r.agenda.len() > TOPICS {
        let more = count(r.agenda.len() - TOPICS, "further topic");
        let _ = writeln!(out, "     {more}, and what was written, in the Markdown and HTML pages");
    }
    let mut section = |title: &str, lines: &[String]| listed(&mut out, title, lines, false);
    section("What the scores can tell apart", &r.apart);
    section("How far the interviewers agree", &r.agreement);
    out
}

/// A section of sentences.
fn listed(out: &mut String, title: &str, lines: &[String], numbered: bool) {
    if !lines.is_empty() {
        let _ = writeln!(out, "\n{title}");
    }
    for (i, line) in lines.iter().enumerate() {
        let number = if numbered { format!("{}. ", i + 1) } else { String::new() };
        let _ = writeln!(out, "  {}", wrapped(&format!("{number}{}", visible(line)), 5).trim_start());
    }
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

/// One line a candidate, the competencies by number; in several tables where there are many of these.
fn transposed(r: &Report, out: &mut String) {
    let Some(first) = r.tables.first() else { return };
    let overall = first.rows.iter().position(|row| row.title == "Overall").unwrap_or(first.rows.len());
    let names: Vec<String> = first.rows[..overall]
        .iter()
        .enumerate()
        .map(|(i, row)| format!("{} {}{}", i + 1, row.title, if row.must_have { " *" } else { "" }))
        .collect();
    let _ = writeln!(out, "{}\n", wrapped(&format!("Competencies: {}", names.join(", ")), 0));
    for from in (0..overall).step_by(COMPETENCIES) {
        let columns = from..(from + COMPETENCIES).min(overall);
        let mut t = plain_table();
        let mut head = vec![String::new()];
        if from == 0 {
            head.push("Overall".to_owned());
        }
        head.extend(columns.clone().map(|i| (i + 1).to_string()));
        t.set_header(head);
        for table in &r.tables {
            for (i, name) in table.names.iter().enumerate() {
                let mut cells = vec![shortened(&visible(name))];
                if from == 0 {
                    let cell = &table.rows[overall].cells[i];
                    let interval =
                        if cell.scores.is_empty() { String::new() } else { format!(" ({})", cell.scores) };
                    cells.push(format!("{}{interval}", cell.mean));
                }
                cells.extend(columns.clone().map(|c| match table.rows[c].cells[i].mean.as_str() {
                    "not assessed" | "1 rating, not shown" | "held back" => "-".to_owned(),
                    mean => mean.to_owned(),
                }));
                t.add_row(cells);
            }
        }
        let _ = writeln!(out, "{}\n", trimmed(&t));
    }
    let _ = writeln!(out, "A dash: not assessed, or held back. One candidate in full: --candidate NAME.\n");
}

/// A name that leaves room for figures.
fn shortened(name: &str) -> String {
    const MOST: usize = 22;
    if name.chars().count() <= MOST {
        return name.to_owned();
    }
    format!("{}…", name.chars().take(MOST - 1).collect::<String>().trim_end())
}

fn one_by_one(r: &Report, out: &mut String) {
    r.candidates.iter().for_each(|c| facts(c, out));
}

/// What is known of one candidate beside the table.
pub(super) fn facts(c: &CandidateView, out: &mut String) {
    {
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
