//! The form for a browser. It is complete in itself, loads nothing, keeps what is typed, and saves the scorecard as the CSV
//! that gather reads.

use crate::document::Document;
use crate::packet::{Packet, scorecard_rows};
use crate::plan::SCORECARD_COLUMNS;
use crate::render::Page;
use crate::render::html::{Form, escaped, inside_margins, write_form};
use crate::text::visible_json;
use serde::Serialize;
use std::collections::BTreeMap;

const STYLE: &str = concat!(include_str!("form.css"), include_str!("print.css"));
/// One script in several files: each uses what stands in those before it, and functions of all.
const SCRIPT: &str = concat!(
    include_str!("script/fields.js"),
    include_str!("script/keep.js"),
    include_str!("script/card.js"),
    include_str!("script/clock.js"),
    include_str!("script/view.js"),
    include_str!("script/keys.js"),
    include_str!("script/print.js"),
    include_str!("script/start.js"),
);
const TOOLS: &str = include_str!("tools.html");

/// A choice beside the points of the scale.
const NOT_ASKED: &str = "Not asked";

/// Where a packet is for nobody in particular.
const NAME: &str =
    "<p class=\"who\"><label>Your name <input id=\"who\" autocomplete=\"name\" dir=\"auto\"></label></p>";

/// The scorecard, for the script.
#[derive(Serialize)]
struct Scorecard<'a> {
    /// The key under which the browser keeps what is typed: plan, candidate, round, interviewer.
    key: [&'a str; 4],
    /// The file name under which it is saved.
    file: &'a str,
    columns: [&'static str; 11],
    /// The rows of the blank scorecard.
    rows: Vec<[String; 11]>,
    /// The minutes planned for each question.
    minutes: BTreeMap<&'a str, u32>,
    /// Those of the round.
    round: u32,
    /// The word of the point for what is expected; after a hint the rating is this at most.
    expected: &'a str,
    /// The pages of the PDF before its first sheet and for each sheet, where they are known.
    pages: Option<&'a [usize]>,
    /// The width and height of a page without its margins, in millimetres.
    paper: (f32, f32),
}

/// `packet`, whose text is `document`, as a page that is filled in and saved as `file`. `pages` are those that the PDF has
/// before its first sheet and for each sheet, where that is known: printed, the form has as many.
pub fn write(
    packet: &Packet,
    document: &Document,
    page: &Page,
    file: &str,
    pages: Option<&[usize]>,
) -> String {
    let card = Scorecard {
        key: [&packet.plan, &packet.candidate, &packet.round.id, &packet.interviewer],
        file,
        columns: SCORECARD_COLUMNS,
        rows: scorecard_rows(packet),
        minutes: packet.questions.iter().map(|q| (q.id.as_str(), q.minutes)).collect(),
        round: packet.round.minutes,
        expected: packet.questions.first().map_or("", |q| q.expected.as_str()),
        pages,
        paper: inside_margins(page),
    };
    let card = visible_json(&serde_json::to_string(&card).unwrap_or_default());
    let name = if packet.interviewer.is_empty() { NAME } else { "" };
    let tools = TOOLS.replace("{card}", &escaped(&card)).replace("{name}", name);
    let items: Vec<&str> = packet.questions.iter().map(|q| q.id.as_str()).collect();
    let form = Form { tools: &tools, style: STYLE, script: SCRIPT, items: &items, extra_label: NOT_ASKED };
    write_form(document, page, &form)
}

#[cfg(test)]
mod tests {
    use super::{SCRIPT, STYLE};

    #[test]
    fn script_and_style_load_nothing_and_end_no_element() {
        for text in [SCRIPT, STYLE] {
            assert!(!text.contains("</") && !text.contains("<!--") && !text.contains("<script"));
            for loads in
                ["fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "import(", "url(", "@import", "http"]
            {
                assert!(!text.contains(loads), "{loads}");
            }
        }
    }
}
