//! A workbook is a ZIP archive, whose directory says on which system each entry was made: here always the same one, so that
//! the same packets give the same bytes everywhere.

/// How long the record at the end of an archive is that has no comment, and one of its directory without names.
const END: usize = 22;
const ENTRY: usize = 46;
/// Unix, as APPNOTE.TXT 6.3.10, section 4.4.2, numbers the systems.
const UNIX: u8 = 3;

/// Says of every entry of an archive without comment that it was made on Unix; does nothing where the directory can't be read.
pub(super) fn made_on_unix(archive: &mut [u8]) {
    let number = |bytes: &[u8], at: usize| {
        bytes.get(at..at + 2).map_or(0, |b| usize::from(u16::from_le_bytes([b[0], b[1]])))
    };
    let Some(end) = archive.len().checked_sub(END) else { return };
    let mut at = number(archive, end + 16) | (number(archive, end + 18) << 16);
    for _ in 0..number(archive, end + 10) {
        let Some(entry) = archive.get_mut(at..at + ENTRY).filter(|e| e.starts_with(b"PK\x01\x02")) else {
            return;
        };
        entry[5] = UNIX;
        at += ENTRY + number(entry, 28) + number(entry, 30) + number(entry, 32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_of_every_entry_is_the_same() {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet();
        let bytes = book.save_to_buffer().unwrap();
        let mut elsewhere = bytes.clone();
        let places: Vec<usize> =
            bytes.windows(4).enumerate().filter(|(_, w)| w == b"PK\x01\x02").map(|(at, _)| at).collect();
        assert!(places.len() > 5);
        for at in places {
            elsewhere[at + 5] = 0;
        }
        let mut here = bytes;
        made_on_unix(&mut here);
        made_on_unix(&mut elsewhere);
        assert_eq!(here, elsewhere);
        made_on_unix(&mut []);
        made_on_unix(&mut [0xff; 30]);
    }
}
