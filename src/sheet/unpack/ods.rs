//! Spreadsheets in the open document format (ODS). Read here, and not by the library that reads the other workbooks, since that one loses
//! which numbers are shares of a hundred (100% would be a rating of 1) and lays out repeated empty cells.

use super::budget::Budget;
use super::cells::{number, truth};
use super::fault::Unreadable;
use super::format::NumberFormat;
use super::parts::WorkbookPage;
use super::zipped::Archive;
use crate::limits::COLUMNS;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::HashSet;

/// The pages of a spreadsheet.
pub(super) fn pages(archive: &mut Archive<'_>, budget: &mut Budget) -> Result<Vec<WorkbookPage>, Unreadable> {
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
    is_number: bool,
    formula: Option<String>,
    /// How many rows and columns it takes up.
    spanned: (u32, u32),
}

/// What the elements of a document say so far.
struct ContentReader<'b> {
    budget: &'b mut Budget,
    pages: Vec<WorkbookPage>,
    row: u32,
    row_repeated: u32,
    column: u32,
    cell: Option<OpenCell>,
    /// The cells of the row that is being read.
    in_row: Vec<(u32, u32, String)>,
    /// How deep inside a comment.
    annotation: usize,
    comment: String,
    /// The style that is being read, and those of tables that nobody sees.
    style: String,
    hidden_styles: HashSet<String>,
    /// How many columns of the page were told.
    columns: u32,
    /// Whether the row is hidden.
    hidden_row: bool,
}

fn read(xml: &str, budget: &mut Budget) -> Result<Vec<WorkbookPage>, Unreadable> {
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
        comment: String::new(),
        style: String::new(),
        hidden_styles: HashSet::new(),
        columns: 0,
        hidden_row: false,
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
                let mut page = WorkbookPage::named(&attribute(e, "name")?.unwrap_or_default());
                page.notes.hidden =
                    attribute(e, "style-name")?.is_some_and(|style| self.hidden_styles.contains(&style));
                self.pages.push(page);
                (self.row, self.columns) = (0, 0);
            }
            "style" => self.style = attribute(e, "name")?.unwrap_or_default(),
            "table-properties" if attribute(e, "display")?.is_some_and(|d| d == "false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            "table-column" => {
                let n = repeated(e, "number-columns-repeated")?;
                if is_hidden(e)?
                    && let Some(page) = self.pages.last_mut()
                {
                    page.notes.hidden_columns.push((self.columns, self.columns.saturating_add(n - 1)));
                }
                self.columns = self.columns.saturating_add(n);
            }
            "table-row" => {
                self.hidden_row = is_hidden(e)?;
                self.row_repeated = repeated(e, "number-rows-repeated")?;
                self.column = 0;
                self.in_row.clear();
            }
            "table-cell" | "covered-table-cell" => {
                let spanned = (repeated(e, "number-rows-spanned")?, repeated(e, "number-columns-spanned")?);
                let repeated = repeated(e, "number-columns-repeated")?;
                let kind = attribute(e, "value-type")?.unwrap_or_default();
                self.cell = Some(OpenCell {
                    value: value(e)?,
                    repeated,
                    is_number: kind == "float",
                    formula: attribute(e, "formula")?,
                    spanned,
                    ..OpenCell::default()
                });
            }
            "annotation" => {
                self.annotation += 1;
                self.comment.clear();
            }
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
        if self.annotation > 0 {
            self.comment.push_str(text);
        }
        if let Some(cell) = self.cell.as_mut().filter(|c| c.paragraphs > 0 && self.annotation == 0) {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "table-cell" | "covered-table-cell" => {
                let Some(cell) = self.cell.take() else { return Ok(()) };
                let at = (self.row, self.column);
                let page = self.pages.last_mut();
                if let Some(page) = page.filter(|_| cell.spanned.0 > 1 || cell.formula.is_some()) {
                    let (rows, columns) = cell.spanned;
                    if rows > 1 {
                        let last = [at.0.saturating_add(rows - 1), at.1.saturating_add(columns - 1)];
                        page.notes.merged.push([at.0, at.1, last[0], last[1]]);
                    }
                    if cell.formula.is_some() && cell.value.is_none() && cell.text.is_empty() {
                        page.notes.formulas.insert(at);
                    }
                }
                let shows_more =
                    cell.is_number && cell.value.as_ref().is_some_and(|v| shows_more(&cell.text, v));
                let said = match (cell.value, cell.formula) {
                    (Some(value), _) if !shows_more => value,
                    (None, Some(formula)) if cell.text.is_empty() => bare_formula(&formula),
                    _ => cell.text,
                };
                if !said.is_empty() {
                    self.in_row.push((self.column, cell.repeated, said));
                }
                self.column = self.column.saturating_add(cell.repeated);
            }
            "table-row" => self.end_row()?,
            "annotation" => {
                self.annotation = self.annotation.saturating_sub(1);
                let said = std::mem::take(&mut self.comment);
                self.budget.take_cells(1, &said)?;
                if let Some(page) = self.pages.last_mut() {
                    page.notes.comments.push((self.row, self.column, said));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Unreadable> {
        if let Some(page) = self.pages.last_mut()
            && !self.in_row.is_empty()
        {
            if self.hidden_row {
                let last = self.row.saturating_add(self.row_repeated - 1);
                page.notes.hidden_rows.push((self.row, last));
            }
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

/// Whether a row or a column is hidden, by hand or by a filter.
fn is_hidden(element: &BytesStart<'_>) -> Result<bool, Unreadable> {
    Ok(attribute(element, "visibility")?.is_some_and(|v| v != "visible"))
}

/// Whether a cell shows other numbers beside its value: `3 of 10`.
fn shows_more(text: &str, value: &str) -> bool {
    let rest = text.replacen(value, "", 1);
    let has_words = rest.contains(char::is_alphabetic) || rest.contains('/');
    rest.len() < text.len() && has_words && rest.contains(|c: char| c.is_ascii_digit())
}

/// A formula as spreadsheets show it: `=A1` for `of:=[.A1]`.
fn bare_formula(formula: &str) -> String {
    let bare = formula.split_once('=').map_or(formula, |(_, behind)| behind);
    format!("={}", bare.replace("[.", "").replace(']', ""))
}

/// What the attributes of a cell say it holds.
fn value(e: &BytesStart<'_>) -> Result<Option<String>, Unreadable> {
    let kind = attribute(e, "value-type")?.unwrap_or_default();
    Ok(match kind.as_str() {
        "float" | "currency" | "percentage" => {
            let value = attribute(e, "value")?.and_then(|v| v.parse::<f64>().ok());
            let format = if kind == "percentage" { NumberFormat::Percent } else { NumberFormat::Plain };
            value.map(|v| number(v, &format))
        }
        "date" => attribute(e, "date-value")?.map(|d| d.replace('T', " ").replace(" 00:00:00", "")),
        "time" => attribute(e, "time-value")?,
        "boolean" => attribute(e, "boolean-value")?.map(|v| truth(v == "true")),
        "string" => attribute(e, "string-value")?,
        _ => None,
    })
}
