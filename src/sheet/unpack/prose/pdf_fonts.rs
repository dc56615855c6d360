//! The fonts of a PDF's page: what their codes say, and how wide they are.

use lopdf::{Dictionary, Document, Encoding, Object};
use std::collections::HashMap;

/// How wide a character is whose font doesn't say, in thousandths of its size.
const USUAL_WIDTH: f32 = 500.0;
/// Ranges of codes beyond this say nothing of text.
const MOST_CODES: i64 = 0xffff;

/// A font of a page.
pub(super) struct PageFont<'d> {
    encoding: Encoding<'d>,
    /// Widths by code, in thousandths of the size.
    widths: HashMap<u32, f32>,
    /// Whether a code has two bytes.
    is_wide: bool,
}

impl<'d> PageFont<'d> {
    /// The font; none where its codes say nothing.
    pub fn new(doc: &'d Document, font: &'d Dictionary, most: usize) -> Option<Self> {
        let encoding = font.get_font_encoding_with_limit(doc, most).ok()?;
        let is_wide = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Type0");
        let widths = if is_wide { wide(doc, font) } else { simple(doc, font) };
        Some(Self { encoding, widths: widths.unwrap_or_default(), is_wide })
    }

    /// What a string says.
    pub fn text(&self, bytes: &[u8]) -> String {
        Document::decode_text(&self.encoding, bytes).unwrap_or_default()
    }

    /// How wide a string is, in sizes of the font.
    pub fn width(&self, bytes: &[u8]) -> f32 {
        let width = |code: u32| self.widths.get(&code).copied().unwrap_or(USUAL_WIDTH);
        let sum: f32 = if self.is_wide {
            bytes.chunks(2).map(|c| width(c.iter().fold(0, |code, b| code << 8 | u32::from(*b)))).sum()
        } else {
            bytes.iter().map(|b| width(u32::from(*b))).sum()
        };
        sum / 1000.0
    }
}

/// The widths of a font whose codes have one byte: an array that begins at a code.
fn simple(doc: &Document, font: &Dictionary) -> Option<HashMap<u32, f32>> {
    let first = font.get_deref(b"FirstChar", doc).ok()?.as_i64().ok()?;
    let widths = font.get_deref(b"Widths", doc).ok()?.as_array().ok()?;
    let width = |(at, width): (usize, &Object)| {
        let code = u32::try_from(first.checked_add(at as i64)?).ok()?;
        Some((code, doc.dereference(width).ok()?.1.as_float().ok()?))
    };
    Some(widths.iter().take(256).enumerate().filter_map(width).collect())
}

/// The widths of a composite font (ISO 32000-1, 9.7.4.3): `c [w1 w2 ...]` and `first last w`.
fn wide(doc: &Document, font: &Dictionary) -> Option<HashMap<u32, f32>> {
    let descendants = font.get_deref(b"DescendantFonts", doc).ok()?.as_array().ok()?;
    let descendant = doc.dereference(descendants.first()?).ok()?.1.as_dict().ok()?;
    let list = descendant.get_deref(b"W", doc).ok()?.as_array().ok()?;
    let mut widths = HashMap::new();
    let mut rest = list.iter().filter_map(|o| doc.dereference(o).ok()).map(|(_, o)| o);
    while let (Some(first), Some(second)) = (rest.next(), rest.next()) {
        let first = first.as_i64().ok().filter(|n| (0..=MOST_CODES).contains(n))?;
        if let Ok(run) = second.as_array() {
            for (at, width) in run.iter().take(MOST_CODES as usize).enumerate() {
                widths
                    .insert(u32::try_from(first).ok()? + at as u32, width.as_float().unwrap_or(USUAL_WIDTH));
            }
        } else {
            let last = second.as_i64().ok()?.min(MOST_CODES);
            let width = rest.next()?.as_float().ok()?;
            for code in first..=last {
                widths.insert(u32::try_from(code).ok()?, width);
            }
        }
    }
    Some(widths)
}
