//! `panelkit compare FILE.csv`: any tidy file by candidate and competency, without a plan; and what `calibrate` reads.

use super::args::{ColumnArgs, CompareArgs, CompareFormat};
use super::config::Config;
use super::files::{Owner, exists, is_file, write_as_it_comes};
use super::outcome::Outcome;
use super::table::{plain_table, trimmed};
use super::ui::Ui;
use crate::compare::{Summary, TidyColumns, TidyFile, TidyOptions, TidyRows, summarise};
use crate::diag::{Diagnostic, Failure, Severity};
use crate::limits::{check_readable, unreadable};
use crate::sheet::SheetReader;
use crate::text::{count, shown, visible};
use comfy_table::CellAlignment;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// Which columns are read, as the arguments say.
pub(super) fn options(args: &ColumnArgs) -> TidyOptions {
    let columns = TidyColumns {
        target: args.target.clone(),
        rater: args.rater.clone(),
        item: args.item.clone(),
        score: args.score.clone(),
        items: args.items.clone(),
    };
    TidyOptions { columns, bounds: args.scale }
}

/// The first option that was given, for a command that doesn't take them.
pub(super) fn given(args: &ColumnArgs) -> Option<&'static str> {
    [
        ("--target", args.target.is_some()),
        ("--rater", args.rater.is_some()),
        ("--item", args.item.is_some()),
        ("--score", args.score.is_some()),
        ("--items", !args.items.is_empty()),
        ("--scale", args.scale.is_some()),
        ("--sheet", args.sheet.is_some()),
        ("--threads", args.threads.is_some()),
    ]
    .into_iter()
    .find(|(_, given)| *given)
    .map(|(name, _)| name)
}

/// The file at `path`, or standard input for `-`.
pub(super) fn open<'a>(path: &Path, sheets: &'a SheetReader) -> Result<TidyFile<'a>, Failure> {
    if path.as_os_str() == "-" {
        return Ok(TidyFile { name: "standard input".to_owned(), source: Box::new(io::stdin()), sheets });
    }
    match check_readable(path).and_then(|()| File::open(path)) {
        Ok(file) => Ok(TidyFile { name: shown(path), source: Box::new(file), sheets }),
        Err(e) => Err(unreadable(path, &e).into()),
    }
}

/// Says how many rows were read, and what became of them; returns what that means for the person.
pub(super) fn tell_rows(rows: &TidyRows, ui: &mut Ui) -> Outcome {
    ui.findings(&rows.findings);
    let (read, rejected) = (count(rows.rows as usize, "row"), rows.rejected);
    ui.say(&format!("{read} read = {} accepted + {rejected} rejected.", rows.rows - rejected));
    let serious = rows.findings.iter().any(|f| f.severity > Severity::Note);
    if rejected > 0 || serious { Outcome::NeedsPerson } else { Outcome::Done }
}

/// So many rows are shown as a table.
const ROWS: usize = 500;

pub(super) fn run(args: &CompareArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let (path, columns, format) = (&args.folder, &args.columns, args.format);
    let output = args.output.as_deref();
    if !matches!(format, CompareFormat::Csv | CompareFormat::Table) {
        return Err(Diagnostic::error("format", "a file without a plan is summarised as a table or as CSV")
            .hint("leave --format out, or write --format csv; the other formats need a loop's folder")
            .into());
    }
    let sheets = config.sheets.of_sheet(columns.sheet.as_deref());
    let (summary, read) = summarise(open(path, &sheets)?, &options(columns))?;
    if format == CompareFormat::Table && summary.len() > ROWS {
        let rows = summary.len();
        return Err(Diagnostic::error("too-long", format!("the table would have {rows} rows"))
            .hint("write --format csv -o FILE")
            .into());
    }
    if let Some(file) = output.filter(|o| is_file(o) && !config.force && owner(o) == Owner::Person) {
        return Err(exists(file).into());
    }
    match output.filter(|o| o.as_os_str() != "-") {
        Some(file) if config.dry_run => ui.say(&format!("would write {}", shown(file))),
        Some(file) if format == CompareFormat::Csv => {
            write_as_it_comes(file, config, ui, |out, _| summary.write_csv(out))?;
        }
        Some(file) => {
            let text = table(&summary);
            write_as_it_comes(file, config, ui, |out, _| out.write_all(text.as_bytes()))?;
        }
        None if format == CompareFormat::Csv => {
            // A reader that has gone away ends the output quietly.
            let _ = summary.write_csv(&mut Printed(ui));
        }
        None => ui.table(&table(&summary)),
    }
    if !summary.has_scores() {
        ui.say("No score is a number: recommendations, `not asked` and empty cells are not counted.");
    }
    Ok(tell_rows(&read, ui))
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

fn table(summary: &Summary) -> String {
    let mut t = plain_table();
    t.set_header(["candidate", "competency", "n", "mean", "sd"]);
    let figure = |x: Option<f64>| x.map_or_else(|| "-".to_owned(), |x| format!("{:.2}", x + 0.0));
    for r in summary.rows() {
        t.add_row([
            visible(r.candidate),
            visible(r.competency),
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
    trimmed(&t) + "\n"
}

/// Whose file stands at `path`: one that `compare` wrote as JSON or CSV is made anew, any other is a person's.
pub(super) fn owner(path: &Path) -> Owner {
    const OURS: [&[u8]; 2] =
        [b"{\n  \"format\": \"panelkit.comparison/1\"", b"candidate,competency,n,mean,sd\n"];
    let mut first = Vec::new();
    // A pipe is nobody's, and opening it would wait for who writes into it.
    let read =
        path.is_file().then(|| File::open(path).and_then(|file| file.take(64).read_to_end(&mut first)));
    let ours = read.is_some_and(|r| r.is_ok()) && OURS.iter().any(|ours| first.starts_with(ours));
    if ours { Owner::Kit } else { Owner::Person }
}
