//! Scorecards as a workbook: the cells to fill in are open, all others are locked.

use super::origin::made_on_unix;
use crate::packet::{Packet, scorecard_rows};
use crate::plan::SCORECARD_COLUMNS;
use crate::text::fold;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, ProtectionOptions, Workbook, Worksheet, XlsxError,
    utility::row_col_to_cell_absolute,
};
use std::collections::BTreeSet;

/// The columns in the order of the sheet: first what a person reads and fills in, then what identifies the card.
const ORDER: [&str; 13] = [
    "asks",
    "competency",
    "anchors",
    "score",
    "evidence",
    "hint",
    "held",
    "item",
    "round",
    "interviewer",
    "candidate",
    "plan",
    "check",
];
/// Their widths, in characters.
const WIDTHS: [f64; 13] = [46.0, 18.0, 58.0, 18.0, 70.0, 10.0, 22.0, 24.0, 14.0, 20.0, 24.0, 12.0, 12.0];
/// The places in [`ORDER`] of the columns with choices.
const SCORE: u16 = 3;
const HINT: u16 = 5;
/// The last column that a person fills in.
const HELD: u16 = 6;
/// The row of the column names, from 0; above it stand words for people.
const HEAD: u32 = 3;
/// The first of the hidden columns with the choices of the drop-downs.
const LISTS: u16 = 26;
/// The height of a line, and of the highest row that spreadsheets show, in points.
const LINE: f64 = 15.0;
const MAX_HEIGHT: f64 = 405.0;
/// The lines that a row has at least.
const LINES: usize = 4;
/// What Excel shows of a message beside a cell, in UTF-16 units.
const MAX_MESSAGE: usize = 255;
/// The maximum length of a sheet's name, in UTF-16 units.
const MAX_NAME: usize = 31;

/// A workbook with a sheet for each scorecard. The same packets give the same bytes.
pub struct ScorecardBook {
    book: Workbook,
    /// The folded names of the sheets.
    names: BTreeSet<String>,
}

impl ScorecardBook {
    /// A workbook without sheets.
    pub fn new() -> Result<Self, XlsxError> {
        let mut book = Workbook::new();
        // Not the time of writing, which would make each file a different one.
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(&DocProperties::new().set_title("Scorecards").set_creation_datetime(&created));
        Ok(Self { book, names: BTreeSet::new() })
    }

    /// Adds a sheet for the scorecard of `packet`.
    pub fn add(&mut self, packet: &Packet) -> Result<(), XlsxError> {
        let name = sheet_name(packet, &self.names);
        let sheet = self.book.add_worksheet();
        sheet.set_name(&name)?;
        self.names.insert(fold(&name));
        fill(sheet, packet)
    }

    /// The workbook as a file.
    pub fn into_bytes(mut self) -> Result<Vec<u8>, XlsxError> {
        let mut bytes = self.book.save_to_buffer()?;
        made_on_unix(&mut bytes);
        Ok(bytes)
    }
}

/// A name for the sheet that is not `taken`: the number of the round and the candidate.
fn sheet_name(packet: &Packet, taken: &BTreeSet<String>) -> String {
    let allowed = |c: char| !c.is_control() && !"[]:*?/\\'".contains(c);
    let name: String = packet.candidate.chars().filter(|c| allowed(*c)).collect();
    let base = format!("{} {}", packet.round.number, name.trim());
    let with = |suffix: &str| {
        let room = MAX_NAME - suffix.len();
        let mut cut = String::new();
        for c in base.chars() {
            if cut.encode_utf16().count() + c.len_utf16() > room {
                break;
            }
            cut.push(c);
        }
        cut.trim_end().to_owned() + suffix
    };
    let numbered = (2..).map(|n: usize| with(&format!(" {n}")));
    let mut names = std::iter::once(with("")).chain(numbered);
    names.find(|n| !taken.contains(&fold(n))).unwrap_or_default()
}

fn fill(sheet: &mut Worksheet, packet: &Packet) -> Result<(), XlsxError> {
    let words = [
        format!("{}: {}", packet.round.title, packet.candidate),
        format!(
            "Fill in the columns score and evidence, and yes under hint where one was needed. Scale: {}; or not asked.",
            packet.scale
        ),
        "Then save the workbook and hand it to whoever gathers the scorecards.".to_owned(),
    ];
    let title = Format::new().set_bold().set_font_size(14);
    let quiet = Format::new().set_font_color("555555");
    for (row, words) in words.iter().enumerate() {
        sheet.write_string_with_format(row as u32, 0, words, if row == 0 { &title } else { &quiet })?;
    }
    let head = Format::new().set_bold().set_border_bottom(FormatBorder::Medium);
    // Text stays text even where it looks like a number, a date or a formula.
    let text = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    let text = text.set_border_bottom(FormatBorder::Hair);
    let known = text.clone().set_font_color("555555");
    let open = text.clone().set_unlocked().set_background_color("FFF9E5");
    for (column, name) in (0_u16..).zip(ORDER) {
        sheet.set_column_width(column, WIDTHS[usize::from(column)])?;
        sheet.write_string_with_format(HEAD, column, name, &head)?;
    }
    let rows = scorecard_rows(packet);
    let last = HEAD + rows.len() as u32;
    let (bold, plain) = (Format::new().set_bold(), Format::new());
    for (i, cells) in rows.iter().enumerate() {
        let line = HEAD + 1 + i as u32;
        let question = packet.questions.get(i);
        let words = question.map_or("", |q| q.ask.as_str());
        let (competency, points) = match question {
            Some(q) => (q.competency.as_str(), &q.anchors),
            None => ("", &packet.recommendations),
        };
        let anchors: Vec<String> = points.iter().map(|p| format!("{}: {}", p.label, p.text)).collect();
        let anchors = anchors.join("\n");
        sheet.set_row_height(line, height(&[(words, WIDTHS[0]), (&anchors, WIDTHS[2])]))?;
        for (column, name) in (0_u16..).zip(ORDER) {
            let cell = SCORECARD_COLUMNS.iter().position(|c| *c == name).map_or("", |at| cells[at].as_str());
            match name {
                "asks" => {
                    let title = question.map_or("Overall recommendation", |q| q.title.as_str());
                    let words = format!("\n{words}");
                    let parts: &[(&Format, &str)] = if question.is_some() {
                        &[(&bold, title), (&plain, &words)]
                    } else {
                        &[(&bold, title)]
                    };
                    sheet.write_rich_string_with_format(line, column, parts, &text)?
                }
                "competency" => sheet.write_string_with_format(line, column, competency, &text)?,
                "anchors" => sheet.write_string_with_format(line, column, &anchors, &text)?,
                "hint" if line == last => sheet.write_blank(line, column, &known)?,
                "score" | "evidence" | "hint" => sheet.write_blank(line, column, &open)?,
                "held" => sheet.write_string_with_format(line, column, cell, &open)?,
                _ => sheet.write_string_with_format(line, column, cell, &known)?,
            };
        }
    }
    lists(sheet, packet, HEAD + 1, last)?;
    sheet.set_freeze_panes(HEAD + 1, 0)?;
    // What a person reads and fills in.
    sheet.set_print_area(0, 0, last, HELD)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

/// Adds drop-downs to the rows `first` to `last`, of which the last is the overall recommendation. Their choices stand in
/// hidden columns: a list in the rule itself is limited to 255 characters and can't contain commas.
fn lists(sheet: &mut Worksheet, packet: &Packet, first: u32, last: u32) -> Result<(), XlsxError> {
    let points = packet.scale_words.iter().cloned().chain(["not asked".to_owned()]).collect::<Vec<_>>();
    let overall: Vec<String> = packet.recommendations.iter().map(|p| p.label.clone()).collect();
    let title = |what: &str| format!("This is no {what}");
    let asked = |what: &str| format!("A {what}");
    let items = first..=last.saturating_sub(1);
    let yes = vec!["yes".to_owned()];
    for (row, in_column, words, rows, what) in [
        (0_u32, SCORE, points, items.clone(), "rating"),
        (1, SCORE, overall, last..=last, "recommendation"),
        (2, HINT, yes, items, "mark for a hint"),
    ] {
        for (column, word) in (LISTS..).zip(&words) {
            sheet.write_string(row, column, word)?;
            sheet.set_column_hidden(column)?;
        }
        if rows.is_empty() {
            continue;
        }
        let end = LISTS + words.len().saturating_sub(1) as u16;
        let range =
            format!("={}:{}", row_col_to_cell_absolute(row, LISTS), row_col_to_cell_absolute(row, end));
        let rule = DataValidation::new()
            .allow_list_formula(Formula::new(range))
            .set_input_title(asked(what))?
            .set_input_message(named(&words))?
            .set_error_title(title(what))?
            .set_error_message(named(&words))?
            .set_error_style(DataValidationErrorStyle::Stop);
        sheet.add_data_validation(*rows.start(), in_column, *rows.end(), in_column, &rule)?;
    }
    Ok(())
}

/// The choices of a cell in a sentence, if there is room for them.
fn named(words: &[String]) -> String {
    let all = match words {
        [word] => format!("`{word}`, or empty."),
        words => format!("One of: {}.", words.join(", ")),
    };
    if all.encode_utf16().count() <= MAX_MESSAGE { all } else { "One of the list.".to_owned() }
}

/// The height of a row, in points, in which each text is shown whole in a column of that width, in characters.
fn height(texts: &[(&str, f64)]) -> f64 {
    let lines = |(text, width): &(&str, f64)| -> usize {
        // Words at the end of a line leave room.
        let room = *width as usize;
        text.lines().map(|line| line.chars().count().div_ceil(room).max(1)).sum::<usize>() + 1
    };
    let most = texts.iter().map(lines).max().unwrap_or_default().max(LINES);
    (most as f64 * LINE).min(MAX_HEIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Bank;
    use crate::opening::Part;
    use crate::packet::{Setting, packet};
    use crate::plan::{Request, choose};

    fn packets() -> Vec<Packet> {
        let request = Request {
            role: "backend".into(),
            level: "senior".into(),
            rounds: vec!["coding:60:Ana Kovač".parse().unwrap(), "behavioral:45".parse().unwrap()],
            ..Request::default()
        };
        let plan = choose(&Bank::load(None).unwrap(), &request).unwrap().value;
        let names =
            ["Zoë", "=1+1: [a]/b", "'", "A very long name that goes on and on and on 😀😀😀😀", "zoë"];
        let mut all = Vec::new();
        for candidate in names {
            for round in 0..2 {
                let setting = Setting {
                    candidate,
                    interviewer: None,
                    part: Part::Lead,
                    seats: &[],
                    when: None,
                    held: None,
                    confidentiality: "",
                };
                all.push(packet(&plan, round, &setting));
            }
        }
        all
    }

    #[test]
    fn a_day_of_scorecards_is_one_workbook_and_always_the_same() {
        let packets = packets();
        let workbook = || {
            let mut book = ScorecardBook::new().unwrap();
            for packet in &packets {
                book.add(packet).unwrap();
            }
            book.into_bytes().unwrap()
        };
        assert_eq!(workbook(), workbook());
        let mut taken = BTreeSet::new();
        let mut names = Vec::new();
        for packet in &packets {
            let name = sheet_name(packet, &taken);
            assert!(name.encode_utf16().count() <= MAX_NAME && taken.insert(fold(&name)), "{name}");
            names.push(name);
        }
        assert_eq!(names[0], "1 Zoë");
        assert_eq!(names[8], "1 zoë 2");
    }
}
