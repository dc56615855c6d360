//! What candidates ask, with the replies to prepare, in short: for the page of a packet on which they ask.

use super::model::ShortReply;
use crate::bank::Bank;

/// So many have room beside the scorecard.
const MOST: usize = 4;

/// What candidates for `role` ask, what they alone ask first, each with the first sentence of the reply.
pub(super) fn short_replies(bank: &Bank, role: &str) -> Vec<ShortReply> {
    let asked = bank.questions_of_candidates(role).take(MOST);
    asked.map(|q| ShortReply { ask: q.ask.clone(), reply: first_sentence(&q.reply).to_owned() }).collect()
}

/// `text` up to the end of its first sentence.
fn first_sentence(text: &str) -> &str {
    let text = text.trim();
    let is_end = |(at, c): (usize, char)| {
        let behind = &text[at + c.len_utf8()..];
        let begins = behind.trim_start().chars().next().is_some_and(char::is_uppercase);
        let is_end = matches!(c, '.' | '!' | '?') && behind.starts_with(char::is_whitespace) && begins;
        is_end.then(|| at + c.len_utf8())
    };
    text.char_indices().find_map(is_end).map_or(text, |end| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_begins_with_what_to_have_ready() {
        for (text, first) in [
            ("Bring a drawing. Say why.", "Bring a drawing."),
            ("About 3.5 a week, e.g. on call. Then more", "About 3.5 a week, e.g. on call."),
            ("Only one\n", "Only one"),
            ("", ""),
        ] {
            assert_eq!(first_sentence(text), first);
        }
        let bank = Bank::load(None).unwrap();
        for role in &bank.roles {
            let replies = short_replies(&bank, &role.id);
            assert!(replies.len() >= 3, "{}", role.id);
            assert!(replies.iter().all(|r| r.ask.len() + r.reply.len() < 260), "{replies:?}");
        }
    }
}
