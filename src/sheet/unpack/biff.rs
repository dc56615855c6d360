//! Older workbooks (XLS) looked through before a library reads them: the library believes what a damaged file says of
//! its own size, and doesn't tell which numbers are shares of a hundred (100% would be a rating of 1).

use super::format::NumberFormat;
use super::parts::PageNotes;
use crate::limits::SHEET_CELLS;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

/// A sound older workbook.
pub(super) struct CheckedWorkbook {
    /// The workbook alone, in a compound file made anew.
    pub bytes: Vec<u8>,
    /// What each sheet, in the order of their names, has beside its values.
    pub sheets: Vec<SheetLook>,
}

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

/// The shortest stream that has sectors of its own.
const SHORTEST: usize = 4096;

/// Looks an older workbook through.
pub(super) fn check(bytes: &[u8]) -> Result<CheckedWorkbook, Unsound> {
    let damaged = |e: std::io::Error| Unsound::Damaged(e.to_string());
    let mut file = cfb::CompoundFile::open(Cursor::new(padded(bytes))).map_err(damaged)?;
    let name = ["/Workbook", "/Book"].into_iter().find(|n| file.is_stream(n));
    let name = name.ok_or_else(|| Unsound::Damaged("it holds no workbook".to_owned()))?;
    let mut stream = Vec::new();
    let most = bytes.len() as u64;
    file.open_stream(name).map_err(damaged)?.take(most).read_to_end(&mut stream).map_err(damaged)?;
    let sheets = walk(&stream)?;
    // Shorter streams are kept in another way, which the library doesn't find in files made anew.
    stream.resize(stream.len().max(SHORTEST), 0);
    let mut clean =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).map_err(damaged)?;
    clean.create_stream(name).and_then(|mut s| s.write_all(&stream)).map_err(damaged)?;
    clean.flush().map_err(damaged)?;
    Ok(CheckedWorkbook { bytes: clean.into_inner().into_inner(), sheets })
}

/// The bytes with zeros behind them, as many sectors as the file's table has places: some programs fill the table up.
fn padded(bytes: &[u8]) -> Vec<u8> {
    let field =
        |at: usize| bytes.get(at..at + 2).map_or(0, |b| usize::from(u16::from_le_bytes([b[0], b[1]])));
    let (shift, tables) = (field(30).min(12), field(44));
    let sector = 1_usize << shift;
    let whole = (tables.saturating_mul(sector / 4) + 1).saturating_mul(sector);
    let mut padded = bytes.to_vec();
    padded.resize(whole.clamp(bytes.len(), bytes.len() + MOST_PADDING), 0);
    padded
}

/// The most zeros that are put behind a file.
const MOST_PADDING: usize = 1 << 20;

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

/// What each sheet has beside its values; fails where a sheet is too large.
fn walk(stream: &[u8]) -> Result<Vec<SheetLook>, Unsound> {
    let short = |data: &[u8], at: usize| -> Option<u32> {
        Some(u32::from(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?)))
    };
    let long = |data: &[u8], at: usize| -> Option<u32> {
        Some(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?))
    };
    // By the number of a format what it shows, by that of a style its format, by the start of a sheet its place.
    let mut formats: BTreeMap<u32, NumberFormat> =
        BTreeMap::from([(9, NumberFormat::Percent), (10, NumberFormat::Percent)]);
    let mut styles: Vec<u32> = Vec::new();
    let mut starts: BTreeMap<u32, usize> = BTreeMap::new();
    let mut looks: Vec<SheetLook> = Vec::new();
    let mut sheet: Option<usize> = None;
    let (mut depth, mut at, mut extent, mut all) = (0_usize, 0_usize, Extent::default(), 0_u64);
    while let (Some(kind), Some(length)) = (short(stream, at), short(stream, at + 2)) {
        let Some(data) = stream.get(at + 4..at + 4 + length as usize) else { break };
        let style = |offset: usize| {
            let style = short(data, offset).and_then(|s| styles.get(s as usize));
            style.and_then(|f| formats.get(f)).filter(|f| **f != NumberFormat::Plain).cloned()
        };
        match kind {
            // BOF and EOF; a chart inside a sheet has its own pair.
            0x0809 => {
                depth += 1;
                if depth == 1 {
                    sheet = starts.get(&(at as u32)).copied();
                    all += std::mem::take(&mut extent).cells();
                }
            }
            0x000A => depth = depth.saturating_sub(1),
            // FILEPASS: all that follows is encrypted.
            0x002F if depth == 1 && sheet.is_none() => return Err(Unsound::Password),
            // BOUNDSHEET
            0x0085 => {
                starts.insert(long(data, 0).unwrap_or(0), looks.len());
                let mut look = SheetLook::default();
                look.notes.hidden = data.get(4).is_some_and(|state| state & 3 != 0);
                looks.push(look);
            }
            // FORMAT
            0x041E => {
                let format = NumberFormat::of_code(&format_code(data));
                formats.insert(short(data, 0).unwrap_or(0), format);
            }
            // XF
            0x00E0 => styles.push(short(data, 2).unwrap_or(0)),
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
                    extent.take_in(row, column);
                    extent.take_in(row, many.unwrap_or(column).max(column));
                    if all + extent.cells() > LARGEST_BOXES {
                        return Err(Unsound::TooLarge);
                    }
                    if let Some(look) = sheet.and_then(|s| looks.get_mut(s)) {
                        let n = if kind == 0x00BD { data.len().saturating_sub(6) / 6 } else { 1 };
                        let cells =
                            (0..n).filter_map(|i| Some(((row, column + i as u32), style(4 + i * 6)?)));
                        look.formats.extend(cells);
                    }
                }
            }
            _ => {
                if let Some(look) = sheet.and_then(|s| looks.get_mut(s)) {
                    beside_cells(kind, data, &mut look.notes);
                }
            }
        }
        at += 4 + length as usize;
    }
    Ok(looks)
}

/// Takes in what a record of a sheet says beside the values: what is hidden, merged or commented on.
fn beside_cells(kind: u32, data: &[u8], notes: &mut PageNotes) {
    let short = |at: usize| data.get(at..at + 2).map(|b| u32::from(u16::from_le_bytes([b[0], b[1]])));
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

    #[test]
    fn the_boxes_of_all_sheets_have_one_limit() {
        assert!(walk(&sheet(9_999, 254)).is_ok());
        assert!(matches!(walk(&sheet(65_535, 254)), Err(Unsound::TooLarge)));
        let twice = [sheet(9_999, 254), sheet(9_999, 254)].concat();
        assert!(matches!(walk(&twice), Err(Unsound::TooLarge)));
    }
}
