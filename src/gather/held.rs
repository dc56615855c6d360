//! When a conversation took place, as its scorecard says it.

use super::claims::claimed;
use super::counted::{CountedCard, card_owner};
use super::held_at::HeldAt;
use super::table_rows::CardTableReader;
use super::unread::short;
use crate::diag::{Diagnostic, Severity};
use crate::opening::{DateFault, Starts, read_date};
use crate::sheet::Row;

/// The date, or the date and time, in `text`.
fn read(text: &str) -> Result<String, DateFault> {
    match Starts::read(text) {
        Ok(starts) => Ok(starts.to_string()),
        Err(DateFault::NoTime) => read_date(text).map(|date| date.to_string()),
        Err(fault) => Err(fault),
    }
}

impl CardTableReader<'_, '_> {
    /// Keeps when the conversation took place, where `row` is the first of its card to say so. What can't be read, or
    /// contradicts an earlier row, is told and costs no row.
    pub(super) fn held(&mut self, row: &Row, card: usize) {
        let Some(column) = self.layout.held.map(|c| claimed(self.layout, self.sheet, row, c)) else { return };
        let text = self.text(row, Some(column));
        if text.is_empty() {
            return;
        }
        let place = self.sheet.place(row, column);
        let (message, hint) = match (read(text), &self.out.cards[card].held) {
            (Ok(text), None) => {
                self.out.cards[card].held = Some(HeldAt { text, place });
                return;
            }
            (Ok(text), Some(first)) if first.agrees(&text) => return,
            (Ok(text), Some(first)) => {
                let (line, first) = (first.place.line, &first.text);
                let message =
                    format!("the card was held {text} here, and {first} in line {line}, which counts");
                (message, "one card is of one conversation: correct the one that is wrong")
            }
            (Err(fault), _) => (
                fault.message(&short(text)),
                "write it as 2026-12-03 or 2026-12-03T10:00, or leave the cell empty",
            ),
        };
        let fault = self.fault(row, Some(column), "held", message, hint.to_owned());
        // Merged cells are named once.
        self.out.texts_named += usize::from(!self.sheet.cell(row, column).trim().is_empty());
        let finding = Diagnostic { severity: Severity::Warning, ..*fault.finding };
        self.out.tell(finding, &fault.cause);
    }
}

/// A finding on each copy of a scorecard that was held at another time than the first one says.
pub(super) fn check(counted: &CountedCard<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(first) = counted.held() else { return };
    let others = counted.copies.iter().filter_map(|copy| copy.card.held.as_ref());
    for other in others.filter(|other| !first.agrees(&other.text)) {
        let (who, place) = (card_owner(counted.card), &first.place);
        let message = format!(
            "the scorecard of {who} was held {} here, and {} in {}:{}, which counts",
            other.text, first.text, place.file, place.line
        );
        let hint = "one card is of one conversation: correct the copy that is wrong";
        findings.push(Diagnostic::warning("held", message).at(other.place.clone()).hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;

    #[test]
    fn a_date_alone_or_with_a_time_is_kept_as_it_is_certain() {
        assert_eq!(read("2026-12-03").unwrap(), "2026-12-03");
        assert_eq!(read("2026-12-03 9:05").unwrap(), "2026-12-03T09:05");
        assert_eq!(read("03.12.2026").unwrap(), "2026-12-03");
        assert_eq!(read("03/12/2026"), Err(DateFault::DayOrMonth));
        assert_eq!(read("Thursday"), Err(DateFault::NoDate));
        let first = HeldAt { text: "2026-12-03T10:00".into(), place: Place::file("a") };
        assert!(first.agrees("2026-12-03") && first.agrees("2026-12-03T10:00+01:00"));
        assert!(!first.agrees("2026-12-04") && !first.agrees("2026-12-03T11:00"));
    }
}
