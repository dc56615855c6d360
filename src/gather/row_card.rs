//! The scorecard that a row belongs to: whose plan, which candidate, round and interviewer.

use super::card_identity::{CardCells, CardIdentity, IdentityFault, IdentityNote, KeyCell};
use super::identity::identify;
use super::layout::RatingLayout;
use super::reading::{Card, CardFault, RefusedCard};
use super::roster::Who;
use super::table_rows::{CardTableReader, CellFault, Keys};
use crate::diag::{Diagnostic, Severity};
use crate::sheet::Row;
use crate::text::name_key;

/// How many rows a usual scorecard has.
const USUAL_ENTRIES: usize = 12;

impl CardTableReader<'_, '_> {
    /// The scorecard that a row belongs to; `filled` are the places of the questions that a row with a column a question
    /// answers.
    pub(super) fn card(&mut self, row: &Row, filled: &[&[(usize, usize)]]) -> Result<usize, CellFault> {
        let is_wide = matches!(self.layout.ratings, RatingLayout::Wide(_));
        let known = self.keys.map(|c| self.text(row, c));
        if let Some((last, card)) = self.last
            && last == known
            && !is_wide
        {
            return Ok(card);
        }
        let [plan, candidate, interviewer, round, trainee, check] = known;
        let round = self.layout.round.map(|_| round);
        let by_questions = only_round(filled);
        let cells = CardCells { plan, candidate, interviewer, round, trainee, check, by_questions };
        let identity = identify(self.roster, &cells).map_err(|fault| self.refused(row, &known, fault))?;
        self.two_people(row, &identity.who, &identity.interviewer)?;
        let CardIdentity { who, round, interviewer, trainee, revision, notes } = identity;
        for note in notes {
            self.note(row, note);
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
                held: None,
                revision,
                faults: Vec::new(),
            });
            self.cards.insert(key, self.out.cards.len() - 1);
            self.out.cards.len() - 1
        };
        self.last = Some((known, card));
        Ok(card)
    }

    /// The fault of a row that belongs to a scorecard, which keeps it in mind.
    pub(super) fn of_card(&mut self, card: usize, row: &Row, fault: CellFault) -> CellFault {
        let why = format!("line {}: {}", row.line, fault.finding.message);
        self.out.cards[card].faults.push(CardFault { why });
        fault
    }

    /// The column of a cell that says whose scorecard a row is.
    fn column_of(&self, at: KeyCell) -> Option<usize> {
        let l = self.layout;
        match at {
            KeyCell::Plan => l.plan,
            KeyCell::Candidate => Some(l.candidate),
            KeyCell::Interviewer => l.interviewer,
            KeyCell::Round => l.round,
            KeyCell::Trainee => l.trainee,
            KeyCell::Check => l.check,
            KeyCell::Row => None,
        }
    }

    fn note(&mut self, row: &Row, note: IdentityNote) {
        let fault = self.fault(row, self.column_of(note.at), note.code, note.message, String::new());
        let finding = Diagnostic { severity: Severity::Note, hint: None, ..*fault.finding };
        self.out.tell(finding, &fault.cause);
    }

    /// The fault of a row whose scorecard can't be told, which is kept as one that came.
    fn refused(&mut self, row: &Row, known: &Keys<&str>, fault: IdentityFault) -> CellFault {
        let [_, candidate, interviewer, ..] = *known;
        match fault.code {
            "unknown-candidate" => self.out.unknown_names.extend([candidate.to_owned()]),
            "unknown-interviewer" => self.out.unknown_names.extend([interviewer.to_owned()]),
            _ => {}
        }
        let refused = RefusedCard {
            who: fault.who,
            candidate: candidate.to_owned(),
            round: fault.round,
            interviewer: interviewer.to_owned(),
            why: fault.message.clone(),
        };
        if !self.out.refused.contains(&refused) {
            self.out.refused.push(refused);
        }
        self.fault(row, self.column_of(fault.at), fault.code, fault.message, fault.hint)
    }

    /// Fails where somebody is said to have interviewed themselves.
    fn two_people(&self, row: &Row, who: &Who, interviewer: &str) -> Result<(), CellFault> {
        let candidate = self.roster.name(who);
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
