//! Workbooks of Excel (XLSX).

use super::budget::Budget;
use super::cells::shown;
use super::fault::Unreadable;
use super::format::NumberFormat;
use super::parts::WorkbookPage;
use super::xlsx_notes;
use super::zipped::Archive;
use calamine::{Data, DataRef, Reader, Style, Xlsx, XlsxError};
use std::io::Cursor;

/// The pages of a workbook, whose parts are known not to be too large.
pub(super) fn pages(
    archive: &mut Archive<'_>,
    bytes: &[u8],
    budget: &mut Budget,
) -> Result<Vec<WorkbookPage>, Unreadable> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut notes = xlsx_notes::read(archive, budget)?;
    let mut pages = Vec::new();
    for name in book.sheet_names() {
        let mut page = WorkbookPage::named(&name);
        // A sheet of charts has no cells.
        if let Ok(mut reader) = book.worksheet_cells_reader(&name) {
            while let Some((cell, style)) = reader.next_cell_with_style_id()? {
                let (row, column) = cell.get_position();
                let style = reader.styles().get(style);
                let text = match cell.get_value() {
                    DataRef::Empty => continue,
                    value => shown(&Data::from(value.clone()), &format(style)),
                };
                budget.take_cells(1, &text)?;
                page.put(row, column, text);
            }
        }
        if let Some((own, formulas)) = notes.remove(&name) {
            for (row, column, formula) in formulas {
                page.put(row, column, formula);
            }
            page.notes = own;
        }
        pages.push(page);
    }
    Ok(pages)
}

fn unreadable(error: XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Password,
        other => other.into(),
    }
}

/// How the style shows a number.
fn format(style: Option<&Style>) -> NumberFormat {
    let format = style.and_then(|s| s.number_format.as_ref());
    format.map(|f| NumberFormat::of_code(&f.format_code)).unwrap_or_default()
}

/// Whether a part of a workbook announces more texts than its bytes can hold: the library would make room for all.
pub(super) fn announces_too_much(part: &[u8]) -> bool {
    let key = b"uniqueCount";
    memchr::memmem::find_iter(part, key).any(|at| {
        let digits = part[at + key.len()..]
            .iter()
            .skip_while(|b| !b.is_ascii_digit())
            .take_while(|b| b.is_ascii_digit());
        let n = digits.fold(0_usize, |n, b| n.saturating_mul(10).saturating_add(usize::from(b - b'0')));
        // The shortest text takes five bytes: <si/>.
        n > part.len() / 5 + 1
    })
}

#[cfg(test)]
mod tests {
    use super::announces_too_much;

    #[test]
    fn a_small_workbook_that_claims_to_be_huge_is_known() {
        assert!(announces_too_much(b"<sst count=\"1\" uniqueCount=\"4294967295\"><si/></sst>"));
        assert!(!announces_too_much(b"<sst count=\"1\" uniqueCount=\"1\"><si/></sst>"));
    }
}
