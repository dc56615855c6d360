//! The records of an older workbook's stream: how large its sheets are, and what they have beside their values.

use super::format::NumberFormat;
use super::parts::PageNotes;
use crate::limits::SHEET_CELLS;
use std::collections::BTreeMap;

/// What a sheet has beside its values.
#[derive(Default)]
pub(super) struct SheetLook {
    /// The formats of cells whose numbers are shown as more than they are.
    pub formats: BTreeMap<(u32, u32), NumberFormat>,
    pub notes: PageNotes,
}

/// Why a workbook is not handed on.
pub(super) enum Unsound {
    Damaged(String),
    TooLarge,
    Password,
}

/// The most cells that the boxes around the cells of all sheets may hold together: the library lays them out whole, and
/// keeps all of them.
const LARGEST_BOXES: u64 = SHEET_CELLS.most;

/// The box around the cells of one sheet.
#[derive(Default)]
struct Extent(Option<(u32, u32, u32, u32)>);

impl Extent {
    fn take_in(&mut self, row: u32, column: u32) {
        let (r0, r1, c0, c1) = self.0.unwrap_or((row, row, column, column));
        self.0 = Some((r0.min(row), r1.max(row), c0.min(column), c1.max(column)));
    }

    fn cells(&self) -> u64 {
        self.0.map_or(0, |(r0, r1, c0, c1)| u64::from(r1 - r0 + 1) * u64::from(c1 - c0 + 1))
    }
}

/// The text of a FORMAT record: of one byte a letter in older versions, else of one or two.
fn format_code(data: &[u8]) -> String {
    match (data.get(2..4), data.get(4)) {
        (Some(length), Some(flags @ (0 | 1))) => {
            let n = usize::from(u16::from_le_bytes([length[0], length[1]]));
            let text = data.get(5..).unwrap_or_default();
            if *flags == 0 {
                return text.iter().take(n).map(|b| char::from(*b)).collect();
            }
            let wide = text.chunks_exact(2).take(n).map(|p| u16::from_le_bytes([p[0], p[1]]));
            char::decode_utf16(wide).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        _ => data.get(3..).unwrap_or_default().iter().map(|b| char::from(*b)).collect(),
    }
}

/// What each sheet has beside its values; fails where the sheets are too large.
///
/// The sheets are looked at where the list of sheets says that they begin, as the library reads them: two may begin at one
/// place, and one in the middle of another.
pub(super) fn walk(stream: &[u8]) -> Result<Vec<SheetLook>, Unsound> {
    let globals = Globals::read(stream)?;
    let (mut looks, mut boxes, mut walked) = (Vec::new(), 0_u64, 0_usize);
    for (start, look) in globals.sheets {
        let part = stream.get(start..).unwrap_or_default();
        let mut walk = SheetWalk { styles: &globals.styles, look, extent: Extent::default() };
        let mut depth = 0_usize;
        for (kind, data) in records(part) {
            walked += data.len() + 4;
            if walked > stream.len().saturating_mul(2) {
                return Err(Unsound::Damaged("its sheets stand inside each other".to_owned()));
            }
            match kind {
                // BOF and EOF; a chart inside a sheet has its own pair.
                0x0809 => depth += 1,
                0x000A if depth <= 1 => break,
                0x000A => depth -= 1,
                _ if depth > 1 => {}
                _ => walk.record(kind, data)?,
            }
            if boxes + walk.extent.cells() > LARGEST_BOXES {
                return Err(Unsound::TooLarge);
            }
        }
        boxes += walk.extent.cells();
        looks.push(walk.look);
    }
    Ok(looks)
}

/// The records of a stream, each as its kind and its content, up to one that is cut off.
fn records(stream: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, length) = (short(rest, 0)?, short(rest, 2)?);
        let end = 4 + length as usize;
        let data = rest.get(4..end)?;
        rest = &rest[end..];
        Some((kind, data))
    })
}

fn short(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..at + 2).map(|b| u32::from(u16::from_le_bytes([b[0], b[1]])))
}

fn long(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

/// What holds for all sheets of a workbook.
struct Globals {
    /// What each style shows of a number.
    styles: Vec<NumberFormat>,
    /// Where each sheet begins, and what the list of sheets says of it.
    sheets: Vec<(usize, SheetLook)>,
}

impl Globals {
    fn read(stream: &[u8]) -> Result<Self, Unsound> {
        let mut formats: BTreeMap<u32, NumberFormat> =
            BTreeMap::from([(9, NumberFormat::Percent), (10, NumberFormat::Percent)]);
        let (mut styles, mut sheets) = (Vec::new(), Vec::new());
        for (kind, data) in records(stream) {
            match kind {
                // EOF
                0x000A => break,
                // FILEPASS: all that follows is encrypted.
                0x002F => return Err(Unsound::Password),
                // BOUNDSHEET
                0x0085 => {
                    let mut look = SheetLook::default();
                    look.notes.hidden = data.get(4).is_some_and(|state| state & 3 != 0);
                    sheets.push((long(data, 0).unwrap_or(0) as usize, look));
                }
                // FORMAT
                0x041E => {
                    let format = NumberFormat::of_code(&format_code(data));
                    formats.insert(short(data, 0).unwrap_or(0), format);
                }
                // XF
                0x00E0 => styles.push(short(data, 2).unwrap_or(0)),
                _ => {}
            }
        }
        let shown = |format| formats.get(format).cloned().unwrap_or(NumberFormat::Plain);
        Ok(Self { styles: styles.iter().map(shown).collect(), sheets })
    }
}

/// A sheet as far as it was looked through.
struct SheetWalk<'g> {
    styles: &'g [NumberFormat],
    look: SheetLook,
    extent: Extent,
}

impl SheetWalk<'_> {
    fn record(&mut self, kind: u32, data: &[u8]) -> Result<(), Unsound> {
        match kind {
            // DIMENSIONS: rows as long numbers, columns as short ones, in older versions all short.
            0x0200 => {
                let (rows, columns) = if data.len() >= 14 {
                    ((long(data, 0), long(data, 4)), (short(data, 8), short(data, 10)))
                } else {
                    ((short(data, 0), short(data, 2)), (short(data, 4), short(data, 6)))
                };
                let size = |(from, to): (Option<u32>, Option<u32>)| {
                    let (from, to) = (from.unwrap_or(0), to.unwrap_or(0));
                    // A range that ends before it begins makes the library count down past zero.
                    to.checked_sub(from).map(u64::from).ok_or(Unsound::TooLarge)
                };
                if size(rows)?.saturating_mul(size(columns)?) > LARGEST_BOXES {
                    return Err(Unsound::TooLarge);
                }
            }
            // FORMULA, BLANK, NUMBER, LABEL, BOOLERR, RK, RSTRING, LABELSST, MULRK, MULBLANK
            0x0006 | 0x0201..=0x0205 | 0x027E | 0x00D6 | 0x00FD | 0x00BD | 0x00BE => {
                if let (Some(row), Some(column)) = (short(data, 0), short(data, 2)) {
                    let many = if matches!(kind, 0x00BD | 0x00BE) {
                        short(data, data.len().saturating_sub(2))
                    } else {
                        None
                    };
                    self.extent.take_in(row, column);
                    self.extent.take_in(row, many.unwrap_or(column).max(column));
                    let n = if kind == 0x00BD { data.len().saturating_sub(6) / 6 } else { 1 };
                    let styles = self.styles;
                    let style = |offset: usize| {
                        let style = styles.get(short(data, offset)? as usize)?;
                        (*style != NumberFormat::Plain).then(|| style.clone())
                    };
                    let cells = (0..n).filter_map(|i| Some(((row, column + i as u32), style(4 + i * 6)?)));
                    self.look.formats.extend(cells);
                }
            }
            _ => beside_cells(kind, data, &mut self.look.notes),
        }
        Ok(())
    }
}

/// Takes in what a record of a sheet says beside the values: what is hidden, merged or commented on.
fn beside_cells(kind: u32, data: &[u8], notes: &mut PageNotes) {
    let short = |at: usize| short(data, at);
    match kind {
        // ROW
        0x0208 if data.get(12).is_some_and(|flags| flags & 0x20 != 0) => {
            notes.hidden_rows.extend(short(0).map(|row| (row, row)));
        }
        // COLINFO
        0x007D if data.get(8).is_some_and(|flags| flags & 1 != 0) => {
            notes.hidden_columns.extend(short(0).zip(short(2)));
        }
        // MERGECELLS: rows come first, then columns.
        0x00E5 => {
            let n = short(0).unwrap_or(0) as usize;
            let ranges = (0..n).map_while(|i| {
                let at = 2 + i * 8;
                Some([short(at)?, short(at + 4)?, short(at + 2)?, short(at + 6)?])
            });
            notes.merged.extend(ranges);
        }
        // NOTE: the text stands in a drawing.
        0x001C => notes.comments.extend(short(0).zip(short(2)).map(|(r, c)| (r, c, String::new()))),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sheet with a number in its first cell and one in the cell at `row` and `column`.
    fn sheet(row: u16, column: u16) -> Vec<u8> {
        let record =
            |kind: u16, data: &[u8]| [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat();
        let number = |row: u16, column: u16| {
            let at = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
            record(0x0203, &[at.as_slice(), &1_f64.to_le_bytes()].concat())
        };
        [record(0x0809, &[0; 16]), number(0, 0), number(row, column), record(0x000A, &[])].concat()
    }

    /// A workbook with these sheets; its list of sheets has those of these numbers.
    fn book(sheets: &[Vec<u8>], list: &[usize]) -> Vec<u8> {
        let entry = |start: usize| [&[0x85, 0, 8, 0][..], &(start as u32).to_le_bytes(), &[0; 4]].concat();
        let mut stream = vec![0x09, 0x08, 0, 0];
        let front = stream.len() + 12 * list.len() + 4;
        let lengths: Vec<usize> = sheets.iter().map(Vec::len).collect();
        for first in list {
            stream.extend(entry(front + lengths[..*first].iter().sum::<usize>()));
        }
        stream.extend([0x0A, 0, 0, 0]);
        stream.extend(sheets.concat());
        stream
    }

    #[test]
    fn the_boxes_of_all_sheets_have_one_limit() {
        assert!(walk(&book(&[sheet(9_999, 254)], &[0])).is_ok_and(|looks| looks.len() == 1));
        assert!(matches!(walk(&book(&[sheet(65_535, 254)], &[0])), Err(Unsound::TooLarge)));
        let twice = book(&[sheet(9_999, 254), sheet(9_999, 254)], &[0, 1]);
        assert!(matches!(walk(&twice), Err(Unsound::TooLarge)));
    }

    #[test]
    fn sheets_are_looked_at_where_the_library_reads_them() {
        assert!(matches!(walk(&book(&[sheet(9_999, 254)], &[0, 0])), Err(Unsound::TooLarge)));
        // A record that is too long hides the sheet behind it from who reads on, and not from the list of sheets.
        let mut hidden = book(&[sheet(9_999, 254), sheet(9_999, 254)], &[0, 1]);
        let last_eof = hidden.len() - sheet(9_999, 254).len() - 2;
        hidden[last_eof] = 30;
        assert!(matches!(walk(&hidden), Err(Unsound::TooLarge)));
        assert!(matches!(walk(&book(&[sheet(1, 1)], &[0; 99])), Err(Unsound::Damaged(_))));
    }
}
