//! Font files as tables: what a font is called, and the same font without what paper doesn't need.

/// The tables that a PDF reader uses to draw glyphs by number.
const NEEDED: [&[u8; 4]; 7] = [b"CFF ", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"];

/// A font file, taken apart.
struct Tables<'a> {
    version: [u8; 4],
    tables: Vec<([u8; 4], &'a [u8])>,
}

impl<'a> Tables<'a> {
    fn of(bytes: &'a [u8], index: u32) -> Option<Self> {
        let start =
            if bytes.starts_with(b"ttcf") { u32_at(bytes, 12 + 4 * index as usize)? as usize } else { 0 };
        let version = bytes.get(start..start + 4)?.try_into().ok()?;
        let count = usize::from(u16_at(bytes, start + 4)?);
        let table = |i: usize| {
            let record = start + 12 + 16 * i;
            let tag = bytes.get(record..record + 4)?.try_into().ok()?;
            let (from, length) = (u32_at(bytes, record + 8)? as usize, u32_at(bytes, record + 12)? as usize);
            Some((tag, bytes.get(from..from.checked_add(length)?)?))
        };
        let tables: Option<Vec<_>> = (0..count).map(table).collect();
        Some(Self { version, tables: tables? })
    }

    fn get(&self, tag: [u8; 4]) -> Option<&'a [u8]> {
        self.tables.iter().find(|(t, _)| *t == tag).map(|(_, table)| *table)
    }
}

/// The name by which programs know the font, such as `NotoSans-Bold`: letters, digits and hyphens; none where the font
/// doesn't tell.
pub(super) fn postscript_name(font: &[u8], index: u32) -> Option<String> {
    const POSTSCRIPT: u16 = 6;
    let tables = Tables::of(font, index)?;
    let names = tables.get(*b"name")?;
    let strings = usize::from(u16_at(names, 4)?);
    let named = |i: usize| {
        let record = 6 + 12 * i;
        if u16_at(names, record + 6)? != POSTSCRIPT {
            return None;
        }
        let from = strings + usize::from(u16_at(names, record + 10)?);
        // Such names are ASCII: in two bytes a letter or in one, what is not a letter goes.
        let raw = names.get(from..from + usize::from(u16_at(names, record + 8)?))?;
        let keep = |c: &&u8| c.is_ascii_alphanumeric() || **c == b'-';
        Some(raw.iter().filter(keep).map(|b| char::from(*b)).collect::<String>())
    };
    (0..usize::from(u16_at(names, 2)?)).find_map(named).filter(|name| !name.is_empty())
}

/// The subset `font` without hints and without tables that draw nothing; as it is where it can't be read.
///
/// Printers and screens of today draw outlines without hints, which are a third of a font's bytes.
pub(super) fn unhinted(font: Vec<u8>) -> Vec<u8> {
    lean(&font).unwrap_or(font)
}

fn lean(font: &[u8]) -> Option<Vec<u8>> {
    let tables = Tables::of(font, 0)?;
    let mut out: Vec<([u8; 4], Vec<u8>)> = Vec::new();
    for tag in NEEDED {
        if let Some(table) = tables.get(*tag) {
            out.push((*tag, table.to_vec()));
        }
    }
    if let (Some(glyf), Some(loca), Some(head)) =
        (tables.get(*b"glyf"), tables.get(*b"loca"), tables.get(*b"head"))
    {
        let (glyf, loca, long) = bare_glyphs(glyf, loca, u16_at(head, 50)? != 0)?;
        for (tag, table) in &mut out {
            match &*tag {
                b"glyf" => table.clone_from(&glyf),
                b"loca" => table.clone_from(&loca),
                b"head" => table.get_mut(50..52)?.copy_from_slice(&u16::from(long).to_be_bytes()),
                // What the programs for hints would need.
                b"maxp" => {
                    if let Some(limits) = table.get_mut(16..28) {
                        limits.fill(0);
                    }
                }
                _ => {}
            }
        }
    }
    Some(assemble(tables.version, out))
}

/// The glyphs without their instructions, where each begins, and whether those places are written long.
fn bare_glyphs(glyf: &[u8], loca: &[u8], long: bool) -> Option<(Vec<u8>, Vec<u8>, bool)> {
    let count = loca.len() / if long { 4 } else { 2 };
    let place = |i: usize| {
        if long { Some(u32_at(loca, 4 * i)? as usize) } else { Some(2 * usize::from(u16_at(loca, 2 * i)?)) }
    };
    let mut out = Vec::with_capacity(glyf.len());
    let mut starts = vec![0];
    for i in 1..count {
        out.extend(bare_glyph(glyf.get(place(i - 1)?..place(i)?)?)?);
        out.resize(out.len().next_multiple_of(2), 0);
        starts.push(out.len());
    }
    let long = out.len() > 2 * usize::from(u16::MAX);
    let write = |start: &usize| {
        if long {
            (*start as u32).to_be_bytes().to_vec()
        } else {
            ((start / 2) as u16).to_be_bytes().to_vec()
        }
    };
    Some((out, starts.iter().flat_map(write).collect(), long))
}

/// One glyph without its instructions.
fn bare_glyph(glyph: &[u8]) -> Option<Vec<u8>> {
    if glyph.is_empty() {
        return Some(Vec::new());
    }
    let contours = u16_at(glyph, 0)? as i16;
    if contours >= 0 {
        let length = 10 + 2 * contours as usize;
        let outline = length + 2 + usize::from(u16_at(glyph, length)?);
        return Some([glyph.get(..length)?, &[0, 0], glyph.get(outline..)?].concat());
    }
    composite(glyph)
}

/// A glyph made of others, without its instructions.
fn composite(glyph: &[u8]) -> Option<Vec<u8>> {
    const WORDS: u16 = 1;
    const SCALE: u16 = 8;
    const MORE: u16 = 0x20;
    const SCALES: u16 = 0x40;
    const MATRIX: u16 = 0x80;
    const INSTRUCTIONS: u16 = 0x100;
    let mut out = glyph.to_vec();
    let mut at = 10;
    loop {
        let flags = u16_at(glyph, at)?;
        out.get_mut(at..at + 2)?.copy_from_slice(&(flags & !INSTRUCTIONS).to_be_bytes());
        at += 4 + if flags & WORDS != 0 { 4 } else { 2 };
        at += match flags {
            f if f & SCALE != 0 => 2,
            f if f & SCALES != 0 => 4,
            f if f & MATRIX != 0 => 8,
            _ => 0,
        };
        if flags & MORE == 0 {
            out.truncate(at);
            return (out.len() == at).then_some(out);
        }
    }
}

/// A font file of `tables`, which are sorted by name.
fn assemble(version: [u8; 4], tables: Vec<([u8; 4], Vec<u8>)>) -> Vec<u8> {
    let count = tables.len() as u16;
    let power = count.max(1).ilog2() as u16;
    let range = 16 << power;
    let mut out = version.to_vec();
    for number in [count, range, power, 16 * count - range] {
        out.extend(number.to_be_bytes());
    }
    let mut at = out.len() + 16 * tables.len();
    let mut bodies = Vec::new();
    let mut head = None;
    for (tag, mut table) in tables {
        let length = table.len();
        table.resize(length.next_multiple_of(4), 0);
        if &tag == b"head" {
            head = Some(at);
            table[8..12].fill(0);
        }
        out.extend(tag);
        for number in [checksum(&table), at as u32, length as u32] {
            out.extend(number.to_be_bytes());
        }
        at += table.len();
        bodies.extend(table);
    }
    out.extend(bodies);
    if let Some(head) = head {
        let adjustment = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&out));
        out[head + 8..head + 12].copy_from_slice(&adjustment.to_be_bytes());
    }
    out
}

fn checksum(bytes: &[u8]) -> u32 {
    let words = bytes.chunks_exact(4).map(|w| u32::from_be_bytes([w[0], w[1], w[2], w[3]]));
    words.fold(0, u32::wrapping_add)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn font(name: &str) -> Vec<u8> {
        std::fs::read(format!("{}/templates/fonts/{name}.ttf", env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    #[test]
    fn a_font_tells_its_name() {
        assert_eq!(postscript_name(&font("NotoSans-BoldItalic"), 0).as_deref(), Some("NotoSans-BoldItalic"));
        assert_eq!(postscript_name(b"nonsense", 0), None);
    }

    #[test]
    fn outlines_stay_and_hints_go() {
        let whole = font("NotoSans-Regular");
        let bare = unhinted(whole.clone());
        assert!(bare.len() * 3 < whole.len() * 2, "{} of {}", bare.len(), whole.len());
        let (a, b) =
            (harfrust::Font::new(whole.clone(), 0).unwrap(), harfrust::Font::new(bare.clone(), 0).unwrap());
        assert_eq!(a.units_per_em(), b.units_per_em());
        let (before, after) = (Tables::of(&whole, 0).unwrap(), Tables::of(&bare, 0).unwrap());
        assert!(after.get(*b"fpgm").is_none() && after.get(*b"GPOS").is_none());
        assert_eq!(before.get(*b"hmtx"), after.get(*b"hmtx"));
        // Of each simple glyph: the box and the ends of its contours before, the outline after the instructions.
        let glyphs = |t: &Tables<'_>| {
            let (glyf, loca) = (t.get(*b"glyf").unwrap().to_vec(), t.get(*b"loca").unwrap().to_vec());
            let long = u16_at(t.get(*b"head").unwrap(), 50).unwrap() != 0;
            let place = move |i: usize| {
                if long {
                    u32_at(&loca, 4 * i).unwrap() as usize
                } else {
                    2 * usize::from(u16_at(&loca, 2 * i).unwrap())
                }
            };
            (0..300).map(|i| glyf[place(i)..place(i + 1)].to_vec()).collect::<Vec<_>>()
        };
        for (a, b) in glyphs(&before).iter().zip(glyphs(&after)).filter(|(a, _)| !a.is_empty()) {
            assert_eq!(a[..10], b[..10]);
            if (a[0] as i8) >= 0 {
                let at = 10 + 2 * usize::from(u16_at(a, 0).unwrap());
                let skip = at + 2 + usize::from(u16_at(a, at).unwrap());
                let outline = a[skip..].strip_suffix(&[0]).unwrap_or(&a[skip..]);
                assert_eq!(u16_at(&b, at), Some(0));
                assert!(b[at + 2..].starts_with(outline));
            }
        }
    }

    #[test]
    fn what_is_no_font_stays_as_it_is() {
        assert_eq!(unhinted(b"nonsense".to_vec()), b"nonsense");
    }
}
