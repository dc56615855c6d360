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
    let pairs = pairs.into_iter();
    let held = (!p.held.is_empty()).then_some(("held", &p.held));
    let items = p.questions.iter().map(|q| q.id.clone()).chain([OVERALL.to_owned()]);
    FormKeys {
        pairs: pairs.chain(held).map(|(key, value)| (key.to_owned(), value.clone())).collect(),
        items: items.collect(),
    }
}
