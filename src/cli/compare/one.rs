//! One candidate as a terminal of 80 columns shows them, with all that was written.

use super::table::facts;
use crate::cli::table::{plain_table, trimmed, wrapped};
use crate::compare::Comparison;
use crate::diag::{Diagnostic, Failure};
use crate::report::{EvidenceQuote, Report, sentence};
use crate::text::{did_you_mean, fold, visible};
use std::fmt::Write as _;

/// The candidate called `name`: means, facts, pairs, and the evidence question by question.
pub(super) fn one_candidate(r: &Report, comparison: &Comparison, name: &str) -> Result<String, Failure> {
    let Some(at) = r.candidates.iter().position(|c| fold(&c.name) == fold(name)) else {
        let names: Vec<&str> = r.candidates.iter().map(|c| c.name.as_str()).collect();
        let message = format!("there is no candidate `{name}`");
        return Err(Diagnostic::error("unknown-candidate", message).hint(did_you_mean(name, &names)).into());
    };
    let c = &r.candidates[at];
    let mut out = String::new();
    facts(c, &mut out);
    let mut before = 0;
    for table in &r.tables {
        if let Some(column) = at.checked_sub(before).filter(|i| *i < table.names.len()) {
            let mut t = plain_table();
            for row in &table.rows {
                let cell = &row.cells[column];
                let title = format!("{}{}", row.title, if row.must_have { " *" } else { "" });
                t.add_row(vec![title, cell.mean.clone(), cell.n.clone(), cell.scores.clone()]);
            }
            let _ = writeln!(out, "\n{}", trimmed(&t));
        }
        before += table.names.len();
    }
    let pairs: Vec<String> =
        comparison.pairs.iter().filter(|p| p.a == c.name || p.b == c.name).map(sentence).collect();
    if !pairs.is_empty() {
        let _ = writeln!(out, "\nBeside the others");
    }
    for text in pairs {
        let _ = writeln!(out, "  {}", wrapped(&visible(&text), 4).trim_start());
    }
    for q in &c.questions {
        let _ = writeln!(out, "\n{}", wrapped(&visible(&format!("{} ({})", q.title, q.round)), 0));
        q.ratings.iter().for_each(|quote| written(quote, &mut out));
    }
    if !c.recommended.is_empty() {
        let _ = writeln!(out, "\nOverall recommendation");
        c.recommended.iter().for_each(|quote| written(quote, &mut out));
    }
    Ok(out)
}

fn written(quote: &EvidenceQuote, out: &mut String) {
    let _ = writeln!(
        out,
        "  {}",
        wrapped(&visible(&format!("{}: {}", quote.interviewer, quote.value)), 4).trim_start()
    );
    let evidence = if quote.evidence.trim().is_empty() { "no evidence written" } else { &quote.evidence };
    for line in evidence.lines() {
        let _ = writeln!(out, "    {}", wrapped(&visible(line), 4).trim_start());
    }
}
