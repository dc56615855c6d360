//! What workbooks of Excel (XLSX) have beside what their cells show: what is hidden or merged, comments, and formulas that
//! were never calculated. The library that reads the cells passes over it.

use super::budget::Budget;
use super::fault::Unreadable;
use super::parts::PageNotes;
use super::zipped::Archive;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;

/// The notes on each sheet with the formulas of cells without a value: row, column, formula.
pub(super) type SheetNotes = BTreeMap<String, (PageNotes, Vec<(u32, u32, String)>)>;

/// The notes on the sheets of a workbook by their names.
pub(super) fn read(archive: &mut Archive<'_>, budget: &mut Budget) -> Result<SheetNotes, Unreadable> {
    let mut notes = SheetNotes::new();
    let targets = relations(archive, "xl/_rels/workbook.xml.rels", budget)?;
    let Some(workbook) = text(archive, "xl/workbook.xml", budget)? else { return Ok(notes) };
    let mut sheets = Vec::new();
    each_element(&workbook, &mut |element, _| {
        if element.local_name().as_ref() == "sheet" {
            let hidden = attribute(element, "state").is_some_and(|state| state != "visible");
            sheets.push((attribute(element, "name").unwrap_or_default(), attribute(element, "id"), hidden));
        }
        Ok(())
    })?;
    for (name, id, hidden) in sheets {
        let Some(path) =
            id.and_then(|id| targets.iter().find(|t| t.id == id)).map(|t| in_folder("xl", &t.target))
        else {
            continue;
        };
        let mut reader = SheetNotesReader::default();
        if let Some(sheet) = text(archive, &path, budget)? {
            reader.read(&sheet, budget)?;
        }
        let mut own = reader.notes;
        (own.name, own.hidden) = (name.clone(), hidden);
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
        for relation in relations(archive, &format!("{folder}/_rels/{file}.rels"), budget)? {
            if relation.kind.ends_with("/comments")
                && let Some(part) = text(archive, &in_folder(folder, &relation.target), budget)?
            {
                own.comments.extend(comments(&part, budget)?);
            }
        }
        notes.insert(name, (own, reader.formulas));
    }
    Ok(notes)
}

/// A part of a workbook as text; none where there is no such part.
fn text(archive: &mut Archive<'_>, name: &str, budget: &mut Budget) -> Result<Option<String>, Unreadable> {
    Ok(archive.content(name, budget)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

/// A relation of one part to another.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

fn relations(
    archive: &mut Archive<'_>,
    part: &str,
    budget: &mut Budget,
) -> Result<Vec<Relation>, Unreadable> {
    let mut relations = Vec::new();
    let Some(xml) = text(archive, part, budget)? else { return Ok(relations) };
    each_element(&xml, &mut |element, _| {
        if element.local_name().as_ref() == "Relationship" {
            let [id, kind, target] =
                ["Id", "Type", "Target"].map(|a| attribute(element, a).unwrap_or_default());
            relations.push(Relation { id, kind, target });
        }
        Ok(())
    })?;
    Ok(relations)
}

/// The path of a part that another one in `folder` names.
fn in_folder(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

type OnElement<'f> = dyn FnMut(&BytesStart<'_>, bool) -> Result<(), Unreadable> + 'f;

/// Hands each element of `xml` to `on`, and whether it is empty.
fn each_element(xml: &str, on: &mut OnElement<'_>) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event()? {
            Event::Start(element) => on(&element, false)?,
            Event::Empty(element) => on(&element, true)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, local: &str) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let own = attributes.find(|a| a.key.local_name().as_ref() == local)?;
    own.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

fn number(element: &BytesStart<'_>, local: &str) -> Option<u32> {
    attribute(element, local)?.parse().ok()
}

/// The row and the column that `E2` names, both counted from 0.
fn cell(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let mut column = 0_u32;
    for letter in letters.bytes() {
        if !letter.is_ascii_uppercase() {
            return None;
        }
        column = column.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1)?;
    }
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// What is told apart inside a cell.
#[derive(Default)]
struct NotedCell {
    at: (u32, u32),
    is_text: bool,
    formula: Option<String>,
    has_value: bool,
}

#[derive(Default)]
struct SheetNotesReader {
    notes: PageNotes,
    formulas: Vec<(u32, u32, String)>,
    row: u32,
    column: u32,
    cell: Option<NotedCell>,
    inside: Option<&'static str>,
}

impl SheetNotesReader {
    fn read(&mut self, xml: &str, budget: &mut Budget) -> Result<(), Unreadable> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = false;
        reader.config_mut().expand_empty_elements = true;
        loop {
            match reader.read_event()? {
                Event::Start(element) => self.start(&element),
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::End(element) => self.end(element.local_name().as_ref(), budget)?,
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let is_hidden = |e: &BytesStart<'_>| attribute(e, "hidden").is_some_and(|h| h == "1" || h == "true");
        match element.local_name().as_ref() {
            "col" if is_hidden(element) => {
                if let (Some(from), Some(to)) = (number(element, "min"), number(element, "max")) {
                    self.notes.hidden_columns.push((from.saturating_sub(1), to.saturating_sub(1)));
                }
            }
            "row" => {
                self.row = number(element, "r").map_or(self.row + 1, |r| r).saturating_sub(1);
                self.column = 0;
                if is_hidden(element) {
                    self.notes.hidden_rows.push((self.row, self.row));
                }
            }
            "c" => {
                let at = attribute(element, "r").and_then(|r| cell(&r)).unwrap_or((self.row, self.column));
                self.column = at.1 + 1;
                let is_text = attribute(element, "t").is_some_and(|t| t == "str");
                self.cell = Some(NotedCell { at, is_text, ..NotedCell::default() });
            }
            "f" => {
                self.inside = Some("f");
                if let Some(cell) = &mut self.cell {
                    cell.formula = Some(String::new());
                }
            }
            "v" => self.inside = Some("v"),
            "mergeCell" => {
                let range = attribute(element, "ref").unwrap_or_default();
                if let Some(((r0, c0), (r1, c1))) =
                    range.split_once(':').and_then(|(a, b)| Some((cell(a)?, cell(b)?)))
                {
                    self.notes.merged.push([r0, c0, r1, c1]);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let Some(cell) = &mut self.cell else { return };
        match self.inside {
            Some("f") => cell.formula.get_or_insert_default().push_str(text),
            Some("v") => cell.has_value |= !text.trim().is_empty(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, budget: &mut Budget) -> Result<(), Unreadable> {
        match name {
            "f" | "v" => self.inside = None,
            "row" => self.row += 1,
            "c" => {
                if let Some(NotedCell { at, is_text: false, formula: Some(formula), has_value: false }) =
                    self.cell.take()
                {
                    let formula = format!("={formula}");
                    budget.take_cells(1, &formula)?;
                    self.notes.formulas.insert(at);
                    self.formulas.push((at.0, at.1, formula));
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// What a part of comments says.
fn comments(xml: &str, budget: &mut Budget) -> Result<Vec<(u32, u32, String)>, Unreadable> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut all: Vec<(u32, u32, String)> = Vec::new();
    let (mut open, mut in_text) = (false, false);
    loop {
        match reader.read_event()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "comment" => {
                    let at = attribute(&element, "ref").and_then(|r| cell(&r)).unwrap_or_default();
                    all.push((at.0, at.1, String::new()));
                    open = true;
                }
                "t" => in_text = open,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "comment" => open = false,
                "t" => in_text = false,
                _ => {}
            },
            Event::Text(text) if in_text => {
                let said = text.xml10_content();
                budget.take_cells(1, &said)?;
                if let Some((.., comment)) = all.last_mut() {
                    comment.push_str(&said);
                }
            }
            Event::GeneralRef(reference) if in_text => {
                let name = format!("&{};", &*reference);
                if let Some((.., comment)) = all.last_mut() {
                    comment.push_str(&quick_xml::escape::unescape(&name)?);
                }
            }
            Event::Eof => return Ok(all),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_parts_are_found_by_their_names() {
        assert_eq!(
            (cell("E2"), cell("AA10"), cell("2"), cell("E")),
            (Some((1, 4)), Some((9, 26)), None, None)
        );
        assert_eq!(in_folder("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(in_folder("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
    }
}
