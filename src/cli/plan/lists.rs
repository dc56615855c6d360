//! Lists of questions on the command line: ids, files of ids, and earlier plans.

use crate::bank::Bank;
use crate::diag::{Diagnostic, Failure, Place};
use crate::limits::{self, unreadable};
use crate::opening::files::PLAN;
use crate::opening::plan_at;
use crate::plan::Plan;
use crate::sheet::{Anchors, Column, SheetReader, Vocabulary, plain};
use crate::text::{did_you_mean, shown};
use crate::walk::{Links, Walk};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The plan in `path`: a plan.json, or a loop folder that holds one. Nothing where `path` is neither.
pub(super) fn plan_in(path: &Path) -> Result<Option<Plan>, Failure> {
    let path = if path.is_dir() { path.join(PLAN) } else { path.to_owned() };
    if path.extension().is_none_or(|e| e != "json") {
        return Ok(None);
    }
    plan_at(&path).map(Some)
}

/// The ids that the arguments of `--exclude` stand for: an id, the questions of a plan, or the lines of a file.
///
/// What an earlier plan asked and the bank no longer has is left aside.
pub(super) fn excluded(arguments: &[String], bank: &Bank) -> Result<BTreeSet<String>, Failure> {
    let mut ids = BTreeSet::new();
    let mut findings = Vec::new();
    for argument in arguments {
        let path = Path::new(argument);
        if !path.exists() {
            if bank.question(argument).is_none() {
                let message = format!("there is neither a question nor a file `{argument}`");
                let known: Vec<&str> = bank.questions.iter().map(|q| q.id.as_str()).collect();
                findings
                    .push(Diagnostic::error("unknown-name", message).hint(did_you_mean(argument, &known)));
            }
            ids.insert(argument.clone());
        } else if let Some(plan) = plan_in(path)? {
            // What earlier revisions asked was asked too.
            let asked = plan.questions().chain(plan.replaced.iter().map(|r| &r.question));
            let known = asked.filter(|q| bank.question(&q.id).is_some());
            ids.extend(known.map(|q| q.id.clone()));
        } else {
            let text = limits::LIST_FILE.read_text(path).map_err(|e| unreadable(path, &e))?;
            let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
            ids.extend(lines.map(str::to_owned));
        }
    }
    if findings.is_empty() { Ok(ids) } else { Err(Failure(findings)) }
}

/// The files of the plans below a folder of loops, that of the loop in `own` left out; none where `path` is no such folder.
fn plans_below(path: &Path, own: Option<&Path>) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() || path.join(PLAN).exists() {
        return Ok(Vec::new());
    }
    let walk = Walk { links: Links::Keep, levels: Some(LOOPS_BELOW), skip_hidden: true };
    let own = own.and_then(|folder| folder.join(PLAN).canonicalize().ok());
    let is_other = |file: &PathBuf| own.is_none() || file.canonicalize().ok() != own;
    let files = walk.through(&[path]).files;
    let plans: Vec<PathBuf> =
        files.into_iter().filter(|f| f.file_name().is_some_and(|n| n == PLAN)).collect();
    if plans.is_empty() {
        let finding = Diagnostic::error("no-plan", format!("no folder below this one holds a {PLAN}"));
        return Err(finding.at(Place::of_path(path)).hint("name the folder that your loops lie in").into());
    }
    Ok(plans.into_iter().filter(is_other).collect())
}

/// How many levels of folders are looked through for loops.
const LOOPS_BELOW: usize = 4;

/// How often each question was asked before: by the rows `item,count` of CSV files, and once for each plan that has it. Of a
/// folder of loops each counts but the one in `own`.
pub(super) fn exposure(
    paths: &[PathBuf],
    own: Option<&Path>,
    sheets: &SheetReader,
) -> Result<BTreeMap<String, u32>, Failure> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let mut findings = Vec::new();
    for path in paths.iter().filter(|path| path.is_dir()) {
        for file in plans_below(path, own)? {
            let plan = plan_at(&file)?;
            plan.questions().for_each(|q| *counts.entry(q.id.clone()).or_insert(0) += 1);
        }
    }
    for path in paths.iter().filter(|path| !path.is_dir() || path.join(PLAN).exists()) {
        if let Some(plan) = plan_in(path)? {
            plan.questions().for_each(|q| *counts.entry(q.id.clone()).or_insert(0) += 1);
            continue;
        }
        let bytes = limits::LIST_FILE.read(path).map_err(|e| unreadable(path, &e))?;
        let words = Vocabulary::new(&[Column::Item, Column::Id, Column::Count], &[]);
        let anchors = Anchors {
            heading: &|c| words.column(c).is_some(),
            enough: 2,
            mark: &|_| false,
            names: &[],
            what: "an exposure file",
            columns: "item and count; a plan.json does too",
        };
        let sheet = match sheets.read_list(&shown(path), &bytes, &anchors) {
            Ok(list) => list.value,
            Err(failure) => {
                findings.extend(failure.0);
                continue;
            }
        };
        for table in &sheet.tables {
            let at = |column| words.place(&table.header, column);
            let (Some(item), Some(count)) = (at(Column::Item).or(at(Column::Id)), at(Column::Count)) else {
                let finding = Diagnostic::error("no-column", "there are no columns `item` and `count`");
                findings.push(finding.at(Place::of_path(path)).hint("how often each question was asked"));
                continue;
            };
            for row in sheet.rows(table) {
                let text = |c: usize| plain(sheet.cell(row, c));
                match text(count).parse::<u32>() {
                    Ok(n) if n <= MOST => *counts.entry(text(item).to_owned()).or_insert(0) += n,
                    _ => findings.push(
                        Diagnostic::error("bad-count", format!("`{}` is not a count", text(count)))
                            .at(sheet.place(row, count))
                            .hint(format!(
                                "a whole number from 0 to {MOST}: how often the question was asked"
                            )),
                    ),
                }
            }
        }
    }
    if findings.is_empty() { Ok(counts) } else { Err(Failure(findings)) }
}

/// More often than this nothing is asked.
const MOST: u32 = 1_000_000;
