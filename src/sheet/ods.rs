//! Spreadsheets in the open document format (ODS). Read here, and not by the library that reads the other workbooks, since that one loses
//! which numbers are shares of a hundred (100% would be a rating of 1) and lays out repeated empty cells.

use super::archive::{Archive, damaged};
use super::workbook::{Cells, Room, Stop, number, password, sheets, truth};
use super::{Anchors, Reading};
use crate::limits::COLUMNS;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

pub(super) fn read(file: &str, archive: &mut Archive<'_>, anchors: &Anchors<'_>) -> Reading {
    let manifest = archive.content("META-INF/manifest.xml").unwrap_or_default();
    if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
        return Reading::refused(password(file));
    }
    let content = match archive.content("content.xml") {
        Ok(content) => content,
        Err(packed) => return Reading::refused(packed.finding(file)),
    };
    let Ok(content) = String::from_utf8(content) else {
        return Reading::refused(damaged(file, "its content is not UTF-8"));
    };
    match pages(&content) {
        Ok(pages) => sheets(file, pages, anchors),
        Err(stop) => Reading::refused(stop.finding(file)),
    }
}

impl<E: std::error::Error> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// What is known of the cell that is being read.
#[derive(Default)]
struct Open {
    /// What its attributes say; where they say nothing its paragraphs do.
    value: Option<String>,
    text: String,
    paragraphs: usize,
    repeated: u32,
}

/// The walk through the sheets of a document.
#[derive(Default)]
struct Walk {
    pages: Vec<(String, Cells)>,
    row: u32,
    row_repeated: u32,
    column: u32,
    cell: Option<Open>,
    /// The cells of the row that is being read.
    in_row: Vec<(u32, u32, String)>,
    room: Room,
    /// How deep inside a comment.
    annotation: usize,
}

fn pages(content: &str) -> Result<Vec<(String, Cells)>, Stop> {
    let mut reader = Reader::from_str(content);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_end_names = false;
    let mut walk = Walk::default();
    loop {
        match reader.read_event()? {
            Event::Start(e) => walk.start(&e)?,
            Event::End(e) => walk.end(e.local_name().as_ref())?,
            Event::Text(t) => walk.text(&t.xml10_content()),
            Event::CData(t) => walk.text(&t.xml10_content()),
            Event::GeneralRef(r) => {
                let name = format!("&{};", &*r);
                walk.text(&quick_xml::escape::unescape(&name)?);
            }
            Event::Eof => return Ok(walk.pages),
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, local: &str) -> Result<Option<String>, Stop> {
    for attribute in element.attributes() {
        let attribute = attribute?;
        if attribute.key.local_name().as_ref() == local {
            return Ok(Some(attribute.normalized_value(XmlVersion::Implicit1_0)?.into_owned()));
        }
    }
    Ok(None)
}

fn repeated(element: &BytesStart<'_>, local: &str) -> Result<u32, Stop> {
    Ok(attribute(element, local)?.and_then(|n| n.parse().ok()).unwrap_or(1).max(1))
}

impl Walk {
    fn start(&mut self, e: &BytesStart<'_>) -> Result<(), Stop> {
        match e.local_name().as_ref() {
            "table" => {
                self.pages.push((attribute(e, "name")?.unwrap_or_default(), Cells::default()));
                self.row = 0;
            }
            "table-row" => {
                self.row_repeated = repeated(e, "number-rows-repeated")?;
                self.column = 0;
                self.in_row.clear();
            }
            "table-cell" | "covered-table-cell" => {
                let repeated = repeated(e, "number-columns-repeated")?;
                self.cell = Some(Open { value: value(e)?, repeated, ..Open::default() });
            }
            "annotation" => self.annotation += 1,
            "p" if self.annotation == 0 => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "s" => {
                let n = repeated(e, "c")?.min(1000);
                self.text(&" ".repeat(n as usize));
            }
            "tab" => self.text("\t"),
            "line-break" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|c| c.paragraphs > 0 && self.annotation == 0) {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Stop> {
        match name {
            "table-cell" | "covered-table-cell" => {
                let Some(cell) = self.cell.take() else { return Ok(()) };
                let said = cell.value.unwrap_or(cell.text);
                if !said.is_empty() {
                    self.in_row.push((self.column, cell.repeated, said));
                }
                self.column = self.column.saturating_add(cell.repeated);
            }
            "table-row" => self.end_row()?,
            "annotation" => self.annotation = self.annotation.saturating_sub(1),
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Stop> {
        if let Some((_, cells)) = self.pages.last_mut()
            && !self.in_row.is_empty()
        {
            let wide: u64 = self.in_row.iter().map(|(_, n, _)| u64::from(*n)).sum();
            if wide > COLUMNS.most {
                return Err(Stop::Limit(COLUMNS));
            }
            for (_, n, said) in &self.in_row {
                let cells = u64::from(*n).saturating_mul(u64::from(self.row_repeated));
                self.room.take(cells, said).map_err(Stop::Limit)?;
            }
            for row in self.row..self.row.saturating_add(self.row_repeated) {
                for (column, n, said) in &self.in_row {
                    for column in *column..column.saturating_add(*n) {
                        cells.put(row, column, said.clone());
                    }
                }
            }
        }
        self.in_row.clear();
        self.row = self.row.saturating_add(self.row_repeated);
        Ok(())
    }
}

/// What the attributes of a cell say it holds.
fn value(e: &BytesStart<'_>) -> Result<Option<String>, Stop> {
    let kind = attribute(e, "value-type")?.unwrap_or_default();
    Ok(match kind.as_str() {
        "float" | "currency" | "percentage" => {
            let value = attribute(e, "value")?.and_then(|v| v.parse::<f64>().ok());
            value.map(|v| number(v, kind == "percentage"))
        }
        "date" => attribute(e, "date-value")?.map(|d| d.replace('T', " ").replace(" 00:00:00", "")),
        "time" => attribute(e, "time-value")?,
        "boolean" => attribute(e, "boolean-value")?.map(|v| truth(v == "true")),
        "string" => attribute(e, "string-value")?,
        _ => None,
    })
}
