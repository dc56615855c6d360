//! The scorecard that a row belongs to: whose plan, which candidate, round and interviewer.

use super::identity::{Named, fits, wrong_card};
use super::layout::Ratings;
use super::reading::Card;
use super::roster::Who;
use super::score;
use super::table_rows::{CellFault, TableReader};
use crate::diag::{Diagnostic, Severity};
use crate::sheet::Row;
use crate::text::{bare_name, first_name_first, fold, name_key, nearest};

/// How many rows a usual scorecard has.
const USUAL_ENTRIES: usize = 12;

impl TableReader<'_, '_> {
    /// The scorecard that a row belongs to; `filled` are the places of the questions that a row with a column a question
    /// answers.
    pub(super) fn card(&mut self, row: &Row, filled: &[&[(usize, usize)]]) -> Result<usize, CellFault> {
        let l = self.layout;
        let is_wide = matches!(l.ratings, Ratings::Wide(_));
        let known = self.keys.map(|c| self.text(row, c));
        if let Some((last, card)) = self.last
            && last == known
            && !is_wide
        {
            return Ok(card);
        }
        let [plan, candidate, interviewer, _, trainee, check] = known;
        let own = &self.roster.plan.id;
        if !plan.is_empty() && !score::clean(plan).eq_ignore_ascii_case(own) {
            let message = format!("the row belongs to the plan {plan}, not to {own}");
            let hint = "put it into the folder of its own loop".to_owned();
            return Err(self.fault(row, l.plan, "other-plan", message, hint));
        }
        let by_questions = only_round(filled);
        let round = self.round(row, by_questions);
        let who = self.who(row, candidate, check, round.as_ref().ok().copied())?;
        let round = round?;
        let (interviewer, trainee) = self.interviewer(row, interviewer, trainee, round)?;
        self.two_people(row, &who, &interviewer)?;
        let named = Named { candidate, who: &who, round, interviewer: &interviewer };
        if let Some(wrong) = wrong_card(self.roster, check, &named) {
            return Err(self.fault(row, l.check, "other-card", wrong.message, wrong.hint));
        }
        let key = (who, round, name_key(&interviewer), trainee);
        let card = if let Some(card) = self.cards.get(&key).filter(|_| !is_wide) {
            *card
        } else {
            let (who, interviewer_key) = (key.0.clone(), key.2.clone());
            self.out.cards.push(Card {
                sheet: self.index,
                who,
                round,
                interviewer,
                interviewer_key,
                trainee,
                entries: Vec::with_capacity(USUAL_ENTRIES),
                repeated: Vec::new(),
            });
            self.cards.insert(key, self.out.cards.len() - 1);
            self.out.cards.len() - 1
        };
        self.last = Some((known, card));
        Ok(card)
    }

    fn who(&mut self, row: &Row, name: &str, check: &str, round: Option<usize>) -> Result<Who, CellFault> {
        let column = Some(self.layout.candidate);
        if name.is_empty() {
            let hint = "write the candidate's name as in the packet".to_owned();
            return Err(self.fault(row, column, "no-candidate", "the row names no candidate".into(), hint));
        }
        let hint = match self.roster.candidate(name) {
            Ok(known) => {
                if let Some(meant) = known.meant {
                    self.note_name(row, column, name, &meant, "nobody else on the list can be meant");
                }
                return Ok(known.who);
            }
            Err(hint) => hint,
        };
        if let Some(i) = round.and_then(|round| self.by_check(check, round)) {
            let meant = self.roster.listed[i].name.clone();
            self.note_name(row, column, name, &meant, "the card's check value says so");
            return Ok(Who::Listed(i));
        }
        self.out.unknown_names.insert(name.to_owned());
        let message = format!("the candidate `{name}` is not in candidates.csv");
        Err(self.fault(row, column, "unknown-candidate", message, hint))
    }

    /// The one candidate for whom the card with this check value was handed out.
    fn by_check(&self, check: &str, round: usize) -> Option<usize> {
        let planned = self.roster.plan.rounds[round].interviewer.as_deref().unwrap_or_default();
        let listed = self.roster.listed.iter();
        let mut owners =
            (0..).zip(listed).filter(|(_, c)| fits(self.roster.plan, check, &c.name, round, &[planned, ""]));
        owners.next().map(|(i, _)| i).filter(|_| owners.next().is_none())
    }

    fn note_name(&mut self, row: &Row, column: Option<usize>, name: &str, meant: &str, why: &str) {
        let message = format!("`{name}` was read as {meant}: {why}");
        let fault = self.fault(row, column, "name-spelling", message, String::new());
        let finding = Diagnostic { severity: Severity::Note, hint: None, ..*fault.finding };
        self.out.tell(finding, &fault.cause);
    }

    fn round(&self, row: &Row, by_questions: Option<usize>) -> Result<usize, CellFault> {
        let name = self.text(row, self.layout.round);
        if self.layout.round.is_none() || (name.is_empty() && by_questions.is_some()) {
            return by_questions.ok_or_else(|| {
                let message = "the row has no round, and its questions don't tell one".to_owned();
                let hint = "add a column `round`".to_owned();
                self.fault(row, None, "no-round", message, hint)
            });
        }
        self.roster.round(name).map_err(|hint| {
            let message = match name {
                "" => "the row names no round".to_owned(),
                name => format!("the plan has no round `{name}`"),
            };
            self.fault(row, self.layout.round, "unknown-round", message, hint)
        })
    }

    /// The interviewer's name as the plan spells it, and whether they are in training.
    fn interviewer(
        &mut self,
        row: &Row,
        cell: &str,
        trainee: &str,
        round: usize,
    ) -> Result<(String, bool), CellFault> {
        let round = &self.roster.plan.rounds[round];
        let (name, learning) = self.roster.in_training(cell);
        let marked = !trainee.is_empty() && !NO.contains(&fold(trainee).as_str());
        if marked && !YES.contains(&fold(trainee).as_str()) {
            let message = format!("`{trainee}` in the column `trainee` was read as yes");
            let fault = self.fault(row, self.layout.trainee, "trainee", message, String::new());
            let finding = Diagnostic { severity: Severity::Note, hint: None, ..*fault.finding };
            self.out.tell(finding, &fault.cause);
        }
        if learning || marked {
            return Ok((name.to_owned(), true));
        }
        let Some(planned) = &round.interviewer else { return Ok((name.to_owned(), false)) };
        if name.is_empty() || planned == name || name_key(planned) == name_key(name) {
            return Ok((planned.clone(), false));
        }
        let turned = first_name_first(name).unwrap_or_default();
        if [name, &turned].iter().any(|n| !n.is_empty() && bare_name(n) == bare_name(planned)) {
            self.note_name(
                row,
                self.layout.interviewer,
                name,
                planned,
                "the plan names nobody else for the round",
            );
            return Ok((planned.clone(), false));
        }
        self.out.unknown_names.insert(name.to_owned());
        let message = format!("`{name}` doesn't hold the round {}", round.id);
        let hint = if nearest(name, [planned.as_str()]).is_empty() {
            format!("it is held by {planned}; a trainee's name is followed by (trainee)")
        } else {
            format!("did you mean {planned}?")
        };
        Err(self.fault(row, self.layout.interviewer, "unknown-interviewer", message, hint))
    }

    /// Fails where somebody is said to have interviewed themselves.
    fn two_people(&self, row: &Row, who: &Who, interviewer: &str) -> Result<(), CellFault> {
        let candidate = match who {
            Who::Listed(i) => self.roster.listed[*i].name.as_str(),
            Who::Named(name) => name,
        };
        if interviewer.is_empty() || name_key(candidate) != name_key(interviewer) {
            return Ok(());
        }
        let message = format!("`{candidate}` is the candidate and the interviewer: they are one person");
        let hint = "a form may have noted who filled it in where the candidate's name belongs".to_owned();
        Err(self.fault(row, Some(self.layout.candidate), "candidate-is-interviewer", message, hint))
    }
}

/// The one round that asks all questions which a row answers.
fn only_round(filled: &[&[(usize, usize)]]) -> Option<usize> {
    let (first, others) = filled.split_first()?;
    let asks = |round: usize| others.iter().all(|places| places.iter().any(|(r, _)| *r == round));
    let mut rounds = first.iter().map(|(r, _)| *r).filter(|r| asks(*r));
    rounds.next().filter(|_| rounds.next().is_none())
}

/// What says no in a column `trainee`, and what says yes.
const NO: [&str; 6] = ["no", "n", "false", "0", "falsch", "nein"];
const YES: [&str; 12] =
    ["yes", "y", "true", "1", "x", "wahr", "ja", "trainee", "shadow", "in training", "training", "shadowing"];
