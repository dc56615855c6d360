//! Older workbooks of Excel (XLS): compound files, as some other documents are.

use super::biff;
use super::biff_walk::Unsound;
use super::book;
use super::budget::Budget;
use super::cells::shown;
use super::fault::{Unreadable, password};
use super::format::NumberFormat;
use super::parts::{PageNotes, Unpacked, WorkbookPage};
use crate::limits::SHEET_CELLS;
use crate::sheet::kind::Refusal;
use calamine::{Reader, Xls, XlsError};
use std::collections::BTreeMap;
use std::io::Cursor;

/// What a compound file holds.
pub(super) fn unpack(file: &str, bytes: &[u8], budget: &mut Budget) -> Unpacked {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    if holds("EncryptedPackage") {
        return Unpacked::refused(password(file));
    }
    if !holds("Workbook") && !holds("Book") {
        let what = "an older office document, not a spreadsheet";
        return Unpacked::refused(Refusal("document", what, "save the table as CSV or XLSX").at(file));
    }
    match book::renamed(file) {
        Some(refused) => Unpacked::refused(refused),
        None => book::unpacked(file, pages(bytes, budget)),
    }
}

fn pages(bytes: &[u8], budget: &mut Budget) -> Result<Vec<WorkbookPage>, Unreadable> {
    let mut checked = biff::check(bytes).map_err(|unsound| match unsound {
        Unsound::TooLarge => Unreadable::Limit(SHEET_CELLS),
        Unsound::Password => Unreadable::Password,
        Unsound::Damaged(why) => Unreadable::Damaged(why),
    })?;
    let mut book = Xls::new(Cursor::new(&checked.bytes)).map_err(|e| match e {
        XlsError::Password => Unreadable::Password,
        other => other.into(),
    })?;
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for (i, name) in book.sheet_names().into_iter().enumerate() {
        names.entry(name).or_insert(i);
    }
    let mut pages = Vec::new();
    for (name, i) in names {
        // One after the other: the library copies what it hands out.
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let mut page = WorkbookPage::named(&name);
        let look = checked.sheets.get_mut(i).map(std::mem::take).unwrap_or_default();
        page.notes = PageNotes { name: name.clone(), ..look.notes };
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = (first_row + row as u32, first_column + column as u32);
            let text = shown(value, look.formats.get(&at).unwrap_or(&NumberFormat::Plain));
            budget.take_cells(1, &text)?;
            page.put(at.0, at.1, text);
        }
        pages.push(page);
    }
    Ok(pages)
}
