//! Rows checked against the plan: who, which round, which item, which score; and what is still missing.

use super::columns::{Column, Columns};
use super::score::{self, Score};
use super::{Expected, FORMAT, Recommended, Record, Rejected, ScoreFile, Scores, State};
use crate::diag::{Diagnostic, Place};
use crate::plan::{OVERALL, Plan, Recommendation, Round};
use crate::sheet::{Row, Sheet, unguard};
use crate::text::{did_you_mean, fold, join, nearest};
use std::collections::BTreeMap;

/// The scorecards in `files`, checked against `plan`; `candidates` are those who are expected.
///
/// A candidate that isn't in a non-empty list is a finding; with an empty list the scorecards say who there is.
pub fn gather(plan: &Plan, candidates: &[String], files: &[ScoreFile]) -> Scores {
    let mut gatherer = Gatherer {
        plan,
        listed: candidates,
        seen: Vec::new(),
        cards: BTreeMap::new(),
        findings: Vec::new(),
        rejected: Vec::new(),
        rows_read: 0,
    };
    for file in files {
        gatherer.file(file);
    }
    gatherer.finish()
}

/// Which scorecard: candidate, round and interviewer by their order and folded name.
type CardKey = (usize, usize, String);

/// One row that names things of the plan.
#[derive(Debug, Clone)]
struct Entry {
    item: usize,
    value: Value,
    evidence: String,
    place: Place,
    source: String,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Value {
    Score(Score),
    Overall(Option<Recommendation>),
}

/// A scorecard as one file holds it.
#[derive(Debug, Clone)]
struct Card {
    file: String,
    interviewer: String,
    entries: Vec<Entry>,
}

struct Gatherer<'a> {
    plan: &'a Plan,
    listed: &'a [String],
    seen: Vec<String>,
    cards: BTreeMap<CardKey, Vec<Card>>,
    findings: Vec<Diagnostic>,
    rejected: Vec<Rejected>,
    rows_read: usize,
}

impl Gatherer<'_> {
    fn file(&mut self, file: &ScoreFile) {
        let known = |name: &str| Column::of(name).is_some();
        let sheet = match Sheet::read(&file.name, &file.bytes, &known, 3) {
            Ok(sheet) => sheet,
            Err(finding) => return self.findings.push(finding),
        };
        let columns = match Columns::find(&sheet) {
            Ok(columns) => columns,
            Err(findings) => {
                self.findings.extend(findings);
                for row in &sheet.rows {
                    self.rows_read += 1;
                    self.reject(&sheet, row, "the file lacks a column");
                }
                return;
            }
        };
        self.findings.extend(sheet.findings.iter().cloned());
        for row in &sheet.rows {
            self.rows_read += 1;
            if row.broken {
                self.reject(&sheet, row, "the row's quotes are at fault");
                continue;
            }
            let reader = RowReader { sheet: &sheet, columns: &columns, row };
            if let Err(finding) = self.row(&reader) {
                self.reject(&sheet, row, &finding.message);
                self.findings.push(*finding);
            }
        }
    }

    fn reject(&mut self, sheet: &Sheet, row: &Row, reason: &str) {
        self.rejected.push(Rejected {
            file: sheet.file.clone(),
            line: sheet.row_place(row).line,
            row: sheet.text[row.start..row.end].to_owned(),
            reason: reason.to_owned(),
        });
    }

    fn row(&mut self, r: &RowReader<'_>) -> Result<(), Box<Diagnostic>> {
        let plan = self.plan;
        let of_plan = r.text(Column::Plan);
        if !of_plan.is_empty() && of_plan != plan.id {
            let message = format!("the row belongs to the plan {of_plan}, not to {}", plan.id);
            return Err(r.finding(
                Column::Plan,
                "other-plan",
                message,
                "put it into the folder of its own loop".into(),
            ));
        }
        let candidate = self.candidate(r)?;
        let (round_index, round) = self.round(r)?;
        let interviewer = interviewer(r, round)?;
        let item = item(r, plan, round)?;
        let is_overall = item == round.questions.len();
        let text = r.text(Column::Score);
        let value = if is_overall {
            let word = Recommendation::from_words(&text);
            if word.is_none() && !text.is_empty() {
                let words = Recommendation::ALL.map(Recommendation::words);
                let message = format!("`{text}` is not an overall recommendation");
                let hint = format!("write {}", join(&words, "or"));
                return Err(r.finding(Column::Score, "off-scale", message, hint));
            }
            Value::Overall(word)
        } else {
            let read = score::read(&text, &plan.scale).ok_or_else(|| {
                let message = format!("`{text}` is not a score of this plan");
                r.finding(Column::Score, "off-scale", message, score::allowed(&plan.scale))
            })?;
            Value::Score(read)
        };
        let entry = Entry {
            item,
            value,
            evidence: r.text(Column::Evidence),
            place: r.place(Column::Item),
            source: r.sheet.text[r.row.start..r.row.end].to_owned(),
        };
        let key = (candidate, round_index, fold(&interviewer));
        let cards = self.cards.entry(key).or_default();
        let file = &r.sheet.file;
        match cards.iter_mut().find(|c| c.file == *file) {
            Some(card) => {
                if let Some(first) = card.entries.iter().find(|e| e.item == item) {
                    let message = format!("`{}` is rated twice in this scorecard", r.text(Column::Item));
                    let hint = format!("the first one is in line {}; keep one of the two", first.place.line);
                    return Err(r.finding(Column::Item, "row-twice", message, hint));
                }
                card.entries.push(entry);
            }
            None => cards.push(Card { file: file.clone(), interviewer, entries: vec![entry] }),
        }
        Ok(())
    }

    fn candidate(&mut self, r: &RowReader<'_>) -> Result<usize, Box<Diagnostic>> {
        let name = r.text(Column::Candidate);
        let same = |n: &String| fold(n) == fold(&name);
        if name.is_empty() {
            let hint = "write the candidate's name as in the packet".to_owned();
            return Err(r.finding(
                Column::Candidate,
                "no-candidate",
                "the row names no candidate".into(),
                hint,
            ));
        }
        if let Some(i) = self.listed.iter().position(same) {
            return Ok(i);
        }
        if !self.listed.is_empty() {
            let names: Vec<&str> = self.listed.iter().map(String::as_str).collect();
            let message = format!("the candidate `{name}` is not in candidates.csv");
            return Err(r.finding(
                Column::Candidate,
                "unknown-candidate",
                message,
                did_you_mean(&name, &names),
            ));
        }
        Ok(self.seen.iter().position(same).unwrap_or_else(|| {
            self.seen.push(name);
            self.seen.len() - 1
        }))
    }

    fn round(&self, r: &RowReader<'_>) -> Result<(usize, &Round), Box<Diagnostic>> {
        let name = r.text(Column::Round);
        let folded = fold(&name).replace([' ', '_'], "-");
        let rounds = &self.plan.rounds;
        let hit = rounds.iter().position(|x| x.id == folded || fold(&x.title).replace(' ', "-") == folded);
        hit.map(|i| (i, &rounds[i])).ok_or_else(|| {
            let ids: Vec<&str> = rounds.iter().map(|x| x.id.as_str()).collect();
            r.finding(
                Column::Round,
                "unknown-round",
                format!("the plan has no round `{name}`"),
                did_you_mean(&name, &ids),
            )
        })
    }

    fn finish(mut self) -> Scores {
        let candidates: Vec<String> =
            if self.listed.is_empty() { self.seen.clone() } else { self.listed.to_vec() };
        let (mut records, mut recommendations) = (Vec::new(), Vec::new());
        let mut states: BTreeMap<(usize, usize), (String, State)> = BTreeMap::new();
        let mut accepted = 0;
        let cards = std::mem::take(&mut self.cards);
        for ((candidate, round_index, _), cards) in cards {
            let round = &self.plan.rounds[round_index];
            let Some(card) = self.single(&cards, &candidates[candidate], round, &mut accepted) else {
                continue;
            };
            accepted += card.entries.len();
            let state = self.completeness(card, &candidates[candidate], round);
            states.insert((candidate, round_index), (card.interviewer.clone(), state));
            let mut entries = card.entries.clone();
            entries.sort_by_key(|e| e.item);
            for e in entries {
                let (candidate, interviewer) = (candidates[candidate].clone(), card.interviewer.clone());
                let (file, line, round_id) = (card.file.clone(), e.place.line, round.id.clone());
                match e.value {
                    Value::Overall(Some(value)) => recommendations.push(Recommended {
                        candidate,
                        interviewer,
                        round: round_id,
                        value,
                        evidence: e.evidence,
                        file,
                        line,
                    }),
                    Value::Score(score) if score != Score::Empty => {
                        let q = &round.questions[e.item];
                        records.push(Record {
                            candidate,
                            interviewer,
                            round: round_id,
                            question: q.id.clone(),
                            competency: q.rated().to_owned(),
                            score: if let Score::Rated(s) = score { Some(s) } else { None },
                            evidence: e.evidence,
                            file,
                            line,
                        });
                    }
                    _ => {}
                }
            }
        }
        let mut expected = Vec::new();
        for (c, candidate) in candidates.iter().enumerate() {
            for (r, round) in self.plan.rounds.iter().enumerate() {
                let known = states.get(&(c, r)).cloned();
                let (interviewer, state) =
                    known.unwrap_or_else(|| (round.interviewer.clone().unwrap_or_default(), State::Missing));
                expected.push(Expected {
                    candidate: candidate.clone(),
                    round: round.id.clone(),
                    interviewer,
                    state,
                });
            }
        }
        self.findings.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
        self.rejected.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        Scores {
            format: FORMAT,
            plan: self.plan.id.clone(),
            rows_read: self.rows_read,
            rows_accepted: accepted,
            rows_rejected: self.rejected.len(),
            candidates,
            records,
            recommendations,
            expected,
            findings: self.findings,
            rejected: self.rejected,
        }
    }

    /// The one scorecard among copies: identical copies count once, different ones not at all.
    fn single<'c>(
        &mut self,
        cards: &'c [Card],
        candidate: &str,
        round: &Round,
        accepted: &mut usize,
    ) -> Option<&'c Card> {
        let (first, others) = cards.split_first()?;
        let said = |c: &Card| {
            let mut rows: Vec<(usize, String)> =
                c.entries.iter().map(|e| (e.item, format!("{:?} {}", e.value, e.evidence))).collect();
            rows.sort();
            rows
        };
        let what = format!("the scorecard of {} for {candidate}, round {}", card_owner(first), round.id);
        let mut differs = false;
        for other in others {
            let place = other.entries.first().map_or_else(|| Place::file(&other.file), |e| e.place.clone());
            let line = first.entries.first().map_or(0, |e| e.place.line);
            if said(other) == said(first) {
                *accepted += other.entries.len();
                let message = format!("{what} is here twice, with the same content; it counts once");
                let hint = format!("the other one is {}:{line}", first.file);
                self.findings.push(Diagnostic::note("scorecard-twice", message).at(place).hint(hint));
            } else {
                differs = true;
                let message = format!("{what} is here twice, with different content; neither counts");
                let hint =
                    format!("the other one is {}:{line}; remove the one that doesn't count", first.file);
                self.findings.push(Diagnostic::error("scorecard-twice", message).at(place).hint(hint));
            }
        }
        if !differs {
            return Some(first);
        }
        for card in cards {
            for e in &card.entries {
                self.rejected.push(Rejected {
                    file: card.file.clone(),
                    line: e.place.line,
                    row: e.source.clone(),
                    reason: "another file holds the same scorecard with different content".to_owned(),
                });
            }
            // An identical copy of a card that doesn't count doesn't count either.
            if card.file != first.file && said(card) == said(first) {
                *accepted -= card.entries.len();
            }
        }
        None
    }

    fn completeness(&mut self, card: &Card, candidate: &str, round: &Round) -> State {
        let place = card.entries.first().map_or_else(
            || Place::file(&card.file),
            |e| Place { column: 0, source: String::new(), ..e.place.clone() },
        );
        let name = |item: usize| round.questions.get(item).map_or(OVERALL, |q| q.id.as_str());
        let items = 0..=round.questions.len();
        let entry = |item: usize| card.entries.iter().find(|e| e.item == item);
        let missing: Vec<&str> = items.clone().filter(|i| entry(*i).is_none()).map(name).collect();
        let open = |e: &Entry| matches!(e.value, Value::Score(Score::Empty) | Value::Overall(None));
        let empty: Vec<&str> = items.filter(|i| entry(*i).is_some_and(open)).map(name).collect();
        if missing.is_empty() && empty.is_empty() {
            return State::Complete;
        }
        let card_name = format!("the scorecard of {} for {candidate}, round {}", card_owner(card), round.id);
        if !missing.is_empty() {
            let message = format!("{card_name}, lacks {}", rows(&missing));
            let hint = "add the rows; a question that wasn't asked is rated `not asked`";
            self.findings.push(Diagnostic::warning("rows-missing", message).at(place.clone()).hint(hint));
        }
        if !empty.is_empty() {
            let message = format!("{card_name}, is not filled in for {}", join(&empty, "and"));
            let hint = "a question that wasn't asked is rated `not asked`; an empty score is never a zero";
            self.findings.push(Diagnostic::warning("not-filled-in", message).at(place).hint(hint));
        }
        State::Incomplete
    }
}

fn card_owner(card: &Card) -> &str {
    if card.interviewer.is_empty() { "an unnamed interviewer" } else { &card.interviewer }
}

fn rows(missing: &[&str]) -> String {
    let noun = if missing.len() == 1 { "the row" } else { "the rows" };
    format!("{noun} {}", join(missing, "and"))
}

fn interviewer(r: &RowReader<'_>, round: &Round) -> Result<String, Box<Diagnostic>> {
    let name = r.text(Column::Interviewer);
    match &round.interviewer {
        Some(planned) if name.is_empty() || fold(planned) == fold(&name) => Ok(planned.clone()),
        Some(planned) => {
            let message = format!("`{name}` doesn't hold the round {}", round.id);
            let near = nearest(&name, [planned.as_str()]);
            let hint = if near.is_empty() {
                format!("it is held by {planned}")
            } else {
                format!("did you mean {planned}?")
            };
            Err(r.finding(Column::Interviewer, "unknown-interviewer", message, hint))
        }
        None => Ok(name),
    }
}

/// The index of the row's question in the round; the number of questions stands for the overall recommendation.
fn item(r: &RowReader<'_>, plan: &Plan, round: &Round) -> Result<usize, Box<Diagnostic>> {
    let name = r.text(Column::Item);
    let folded = fold(&name).replace([' ', '_'], "-");
    if folded == OVERALL {
        return Ok(round.questions.len());
    }
    round.questions.iter().position(|q| q.id == folded).ok_or_else(|| {
        let elsewhere = plan.rounds.iter().find(|x| x.questions.iter().any(|q| q.id == folded));
        let ids: Vec<&str> = round.questions.iter().map(|q| q.id.as_str()).chain([OVERALL]).collect();
        let hint = match elsewhere {
            Some(other) => format!("it belongs to the round {}", other.id),
            None => did_you_mean(&name, &ids),
        };
        r.finding(
            Column::Item,
            "unknown-question",
            format!("the round {} has no question `{name}`", round.id),
            hint,
        )
    })
}

/// One row under the columns of its sheet.
struct RowReader<'a> {
    sheet: &'a Sheet,
    columns: &'a Columns,
    row: &'a Row,
}

impl RowReader<'_> {
    /// What the cell says, trimmed and without a guard; empty where the row has no such cell.
    fn text(&self, column: Column) -> String {
        let cell = self.columns.index(column).and_then(|i| self.row.cells.get(i));
        cell.map_or_else(String::new, |c| unguard(c.text.trim()).trim().to_owned())
    }

    fn place(&self, column: Column) -> Place {
        match self.columns.index(column) {
            Some(i) => self.sheet.place(self.row, i),
            None => self.sheet.row_place(self.row),
        }
    }

    fn finding(&self, column: Column, code: &'static str, message: String, hint: String) -> Box<Diagnostic> {
        Box::new(Diagnostic::error(code, message).at(self.place(column)).hint(hint))
    }
}
