//! The form for a browser. It is complete in itself, loads nothing, keeps what is typed, and saves the scorecard as the CSV
//! that gather reads.

use crate::document::Document;
use crate::packet::{Packet, scorecard_rows};
use crate::plan::SCORECARD_COLUMNS;
use crate::render::Page;
use crate::render::html::{Form, escaped, write_form};
use crate::text::visible_json;
use serde::Serialize;
use std::collections::BTreeMap;

const STYLE: &str = include_str!("form.css");
const SCRIPT: &str = include_str!("form.js");

/// A choice beside the points of the scale.
const NOT_ASKED: &str = "Not asked";

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
}

/// `packet`, whose text is `document`, as a page that is filled in and saved as `file`.
pub fn write(packet: &Packet, document: &Document, page: &Page, file: &str) -> String {
    let card = Scorecard {
        key: [&packet.plan, &packet.candidate, &packet.round.id, &packet.interviewer],
        file,
        columns: SCORECARD_COLUMNS,
        rows: scorecard_rows(packet),
        minutes: packet.questions.iter().map(|q| (q.id.as_str(), q.minutes)).collect(),
    };
    let card = visible_json(&serde_json::to_string(&card).unwrap_or_default());
    let name = if packet.interviewer.is_empty() {
        "<label class=\"who\">Your name <input id=\"who\" autocomplete=\"name\"></label>\n"
    } else {
        ""
    };
    let tools = format!(
        "<noscript><p>This browser runs no scripts: print the page, fill it in by hand, and type the ratings into the \
         scorecard.</p></noscript>\n<header class=\"tools\" id=\"tools\" data-card=\"{}\" hidden>\n\
         <p class=\"progress\"><span id=\"said\" role=\"status\"></span> <span id=\"open\"></span> \
         <span id=\"bare\"></span></p>\n\
         {name}<button type=\"button\" class=\"first\" id=\"save\">Save scorecard</button>\n\
         <button type=\"button\" id=\"print\">Print</button>\n\
         <button type=\"button\" id=\"clear\">Empty the form</button>\n\
         <label><input type=\"checkbox\" id=\"clocks\" checked> Clocks</label>\n\
         <p class=\"progress\" id=\"status\" role=\"status\"></p>\n</header>\n",
        escaped(&card)
    );
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
