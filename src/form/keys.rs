//! The names of the form fields of a PDF.

use crate::packet::Packet;
use crate::plan::OVERALL;
use crate::render::FormKeys;

/// What the names of the form fields of `packet` hold when its PDF comes back filled in.
pub fn keys(packet: &Packet) -> FormKeys {
    let p = packet;
    let pairs = [
        ("plan", &p.plan),
        ("candidate", &p.candidate),
        ("interviewer", &p.card_name),
        ("round", &p.round.id),
        ("check", &p.check),
    ];
    let items = p.questions.iter().map(|q| q.id.clone()).chain([OVERALL.to_owned()]);
    FormKeys {
        pairs: pairs.map(|(key, value)| (key.to_owned(), value.clone())).to_vec(),
        items: items.collect(),
    }
}
