//! `panelkit compare FILE.csv`: any tidy file by candidate and competency, without a plan.

use super::{Format, owner};
use crate::cli::files::{Owner, exists, is_file, write_as_it_comes};
use crate::cli::table::{plain_table, trimmed};
use crate::cli::ui::Ui;
use crate::cli::{Global, Outcome};
use crate::compare::{Bounds, Summed, TidyColumns, summarise};
use crate::diag::{Diagnostic, Failure, Place};
use crate::text::{count, visible};
use clap::Args;
use comfy_table::CellAlignment;
use std::fs::File;
use std::io::{self, Read, Write};
use std::num::NonZeroUsize;
use std::path::Path;

/// Which columns of a tidy file are read.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "For a file")]
pub(in crate::cli) struct Columns {
    /// The column that says who or what is rated
    #[arg(long, value_name = "COL")]
    target: Option<String>,
    /// The column that says who rates
    #[arg(long, value_name = "COL")]
    rater: Option<String>,
    /// The column that says on what
    #[arg(long, value_name = "COL")]
    item: Option<String>,
    /// The column of the scores
    #[arg(long, value_name = "COL")]
    score: Option<String>,
    /// The lowest and the highest score: rows off that scale are rejected
    #[arg(long, value_name = "LOW..HIGH")]
    pub(in crate::cli) scale: Option<Bounds>,
    /// How many threads read [default: as many as the machine has, at most 4]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

impl Columns {
    pub(in crate::cli) fn wanted(&self) -> TidyColumns {
        TidyColumns {
            target: self.target.clone(),
            rater: self.rater.clone(),
            item: self.item.clone(),
            score: self.score.clone(),
        }
    }

    /// The first option that was given, for a command that doesn't take them.
    pub(super) fn given(&self) -> Option<&'static str> {
        [
            ("--target", self.target.is_some()),
            ("--rater", self.rater.is_some()),
            ("--item", self.item.is_some()),
            ("--score", self.score.is_some()),
            ("--scale", self.scale.is_some()),
            ("--threads", self.threads.is_some()),
        ]
        .into_iter()
        .find(|(_, given)| *given)
        .map(|(name, _)| name)
    }

    fn threads(&self) -> usize {
        let machine = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get).min(4);
        self.threads.map_or_else(machine, NonZeroUsize::get).min(64)
    }
}

/// The bytes of a file, or of standard input for `-`.
pub(in crate::cli) fn open(path: &Path) -> Result<Box<dyn Read + Send>, Failure> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin()));
    }
    let shown = path.display().to_string();
    match File::open(path) {
        Ok(file) => Ok(Box::new(file)),
        Err(e) => Err(Diagnostic::error("unreadable", format!("the file can't be read: {e}"))
            .at(Place::file(shown))
            .into()),
    }
}

/// How a file is called in findings.
pub(in crate::cli) fn shown(path: &Path) -> String {
    if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() }
}

/// So many rows are shown as a table.
const ROWS: usize = 500;

pub(super) fn run(
    path: &Path,
    columns: &Columns,
    format: Format,
    output: Option<&Path>,
    global: &Global,
    ui: &mut Ui,
) -> Result<Outcome, Failure> {
    if !matches!(format, Format::Csv | Format::Table) {
        return Err(Diagnostic::error("format", "a file without a plan is summarised as a table or as CSV")
            .hint("leave --format out, or write --format csv; the other formats need a loop's folder")
            .into());
    }
    let threads = columns.threads();
    let summed = summarise(&shown(path), open(path)?, &columns.wanted(), columns.scale, threads)?;
    if format == Format::Table && summed.summary.len() > ROWS {
        let rows = summed.summary.len();
        return Err(Diagnostic::error("too-long", format!("the table would have {rows} rows"))
            .hint("write --format csv -o FILE")
            .into());
    }
    if let Some(file) = output.filter(|o| is_file(o) && !global.force && owner(o) == Owner::Person) {
        return Err(exists(file).into());
    }
    match output.filter(|o| o.as_os_str() != "-") {
        Some(file) if global.dry_run => ui.say(&format!("would write {}", file.display())),
        Some(file) if format == Format::Csv => {
            write_as_it_comes(file, global, ui, |out, _| summed.summary.write_csv(out, threads))?;
        }
        Some(file) => {
            let text = table(&summed)?;
            write_as_it_comes(file, global, ui, |out, _| out.write_all(text.as_bytes()))?;
        }
        None if format == Format::Csv => {
            // A reader that has gone away ends the output quietly.
            let _ = summed.summary.write_csv(&mut Printed(ui), threads);
        }
        None => ui.result(&table(&summed)?),
    }
    ui.findings(&summed.findings);
    ui.say(&format!(
        "{} read = {} accepted + {} rejected.",
        count(summed.rows as usize, "row"),
        summed.rows - summed.rejected,
        summed.rejected
    ));
    let rejected = summed.rejected;
    // The process ends here: giving millions of names back one by one would only take time.
    std::mem::forget(summed);
    Ok(if rejected > 0 { Outcome::NeedsPerson } else { Outcome::Done })
}

/// Standard output as something to write to.
struct Printed<'a>(&'a mut Ui);

impl Write for Printed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.piece(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn table(summed: &Summed) -> Result<String, Failure> {
    let mut t = plain_table();
    t.set_header(["candidate", "competency", "n", "mean", "sd"]);
    let figure = |x: Option<f64>| x.map_or_else(|| "-".to_owned(), |x| format!("{:.2}", x + 0.0));
    for r in summed.summary.rows()? {
        t.add_row([
            visible(&r.candidate),
            visible(&r.competency),
            r.n.to_string(),
            figure(r.mean),
            figure(r.sd),
        ]);
    }
    for i in 2..5 {
        if let Some(c) = t.column_mut(i) {
            c.set_cell_alignment(CellAlignment::Right);
        }
    }
    Ok(trimmed(&t) + "\n")
}
