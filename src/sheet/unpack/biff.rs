//! Older workbooks (XLS) looked through before a library reads them: the library believes what a damaged file says of
//! its own size, and doesn't tell which numbers are shares of a hundred (100% would be a rating of 1).

use super::biff_walk::{SheetLook, Unsound, walk};
use std::io::{Cursor, Read, Write};

/// A sound older workbook.
pub(super) struct CheckedWorkbook {
    /// The workbook alone, in a compound file made anew.
    pub bytes: Vec<u8>,
    /// What each sheet, in the order of their names, has beside its values.
    pub sheets: Vec<SheetLook>,
}

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
