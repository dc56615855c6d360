//! Spreadsheets in the open document format (ODS). Read here, and not by the library that reads the other workbooks, since that one loses
//! which numbers are shares of a hundred (100% would be a rating of 1) and lays out repeated empty cells.

use super::budget::Budget;
use super::cells::{number, truth};
use super::fault::Unreadable;
use super::parts::Page;
use super::zipped::Archive;
use crate::limits::COLUMNS;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// The pages of a spreadsheet.
pub(super) fn pages(archive: &mut Archive<'_>, budget: &mut Budget) -> Result<Vec<Page>, Unreadable> {
    let manifest = archive.content("META-INF/manifest.xml", budget)?.unwrap_or_default();
    if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
        return Err(Unreadable::Password);
    }
    let content = archive.content("content.xml", budget)?;
    let content = content.ok_or_else(|| Unreadable::Damaged("a part of it is missing".to_owned()))?;
    let content =
        String::from_utf8(content).map_err(|_| Unreadable::Damaged("its content is not UTF-8".to_owned()))?;
    read(&content, budget)
}

/// What is known of the cell that is being read.
#[derive(Default)]
struct OpenCell {
    /// What its attributes say; where they say nothing its paragraphs do.
    value: Option<String>,
    text: String,
    paragraphs: usize,
    repeated: u32,
}

/// What the elements of a document say so far.
struct ContentReader<'b> {
    budget: &'b mut Budget,
    pages: Vec<Page>,
    row: u32,
    row_repeated: u32,
    column: u32,
    cell: Option<OpenCell>,
    /// The cells of the row that is being read.
    in_row: Vec<(u32, u32, String)>,
    /// How deep inside a comment.
    annotation: usize,
}

fn read(xml: &str, budget: &mut Budget) -> Result<Vec<Page>, Unreadable> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_end_names = false;
    let mut content = ContentReader {
        budget,
        pages: Vec::new(),
        row: 0,
        row_repeated: 0,
        column: 0,
        cell: None,
        in_row: Vec::new(),
        annotation: 0,
    };
    loop {
        match reader.read_event()? {
            Event::Start(e) => content.start(&e)?,
            Event::End(e) => content.end(e.local_name().as_ref())?,
            Event::Text(t) => content.text(&t.xml10_content()),
            Event::CData(t) => content.text(&t.xml10_content()),
            Event::GeneralRef(r) => {
                let name = format!("&{};", &*r);
                content.text(&quick_xml::escape::unescape(&name)?);
            }
            Event::Eof => return Ok(content.pages),
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, local: &str) -> Result<Option<String>, Unreadable> {
    for attribute in element.attributes() {
        let attribute = attribute?;
        if attribute.key.local_name().as_ref() == local {
            return Ok(Some(attribute.normalized_value(XmlVersion::Implicit1_0)?.into_owned()));
        }
    }
    Ok(None)
}

fn repeated(element: &BytesStart<'_>, local: &str) -> Result<u32, Unreadable> {
    Ok(attribute(element, local)?.and_then(|n| n.parse().ok()).unwrap_or(1).max(1))
}

impl ContentReader<'_> {
    fn start(&mut self, e: &BytesStart<'_>) -> Result<(), Unreadable> {
        match e.local_name().as_ref() {
            "table" => {
                self.pages.push(Page::named(&attribute(e, "name")?.unwrap_or_default()));
                self.row = 0;
            }
            "table-row" => {
                self.row_repeated = repeated(e, "number-rows-repeated")?;
                self.column = 0;
                self.in_row.clear();
            }
            "table-cell" | "covered-table-cell" => {
                let repeated = repeated(e, "number-columns-repeated")?;
                self.cell = Some(OpenCell { value: value(e)?, repeated, ..OpenCell::default() });
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

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
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

    fn end_row(&mut self) -> Result<(), Unreadable> {
        if let Some(page) = self.pages.last_mut()
            && !self.in_row.is_empty()
        {
            let wide: u64 = self.in_row.iter().map(|(_, n, _)| u64::from(*n)).sum();
            if wide > COLUMNS.most {
                return Err(COLUMNS.into());
            }
            for (_, n, said) in &self.in_row {
                let cells = u64::from(*n).saturating_mul(u64::from(self.row_repeated));
                self.budget.take_cells(cells, said)?;
            }
            for row in self.row..self.row.saturating_add(self.row_repeated) {
                for (column, n, said) in &self.in_row {
                    for column in *column..column.saturating_add(*n) {
                        page.put(row, column, said.clone());
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
fn value(e: &BytesStart<'_>) -> Result<Option<String>, Unreadable> {
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
