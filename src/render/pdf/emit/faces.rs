//! The faces of a file: of each, the glyphs that are used.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use printpdf::{FontId, ParsedFont, PdfFont};
use subsetter::GlyphRemapper;

use super::Error;
use crate::render::pdf::fonts::{Face, FaceId, Fonts};
use crate::render::pdf::sfnt::unhinted;
use crate::render::pdf::sheet::{Item, Sheet};
use crate::text::fnv1a;

/// The faces that a file uses.
pub(super) struct Subsets {
    faces: BTreeMap<FaceId, Arc<Subset>>,
}

/// A face cut down to some glyphs.
pub(in crate::render::pdf) struct Subset {
    id: FontId,
    glyphs: GlyphRemapper,
    font: ParsedFont,
}

impl Subsets {
    /// The glyphs that `sheets` use, cut out of `fonts`.
    pub(super) fn of(sheets: &[Sheet], fonts: &Fonts) -> Result<Self, Error> {
        let mut used: BTreeMap<FaceId, BTreeSet<u16>> = BTreeMap::new();
        for item in sheets.iter().flat_map(|sheet| &sheet.items) {
            if let Item::Text(run) = item {
                used.entry(run.face).or_default().extend(run.glyphs.iter().map(|glyph| glyph.id));
            }
        }
        let mut faces = BTreeMap::new();
        for (face, wanted) in used {
            let key = (face, wanted.into_iter().collect());
            let subset = fonts.subsets.get(key, |(face, wanted)| Subset::of(fonts.face(*face), wanted))?;
            faces.insert(face, subset);
        }
        Ok(Self { faces })
    }

    /// The fonts to embed, by their names in the file.
    pub(super) fn embedded(&self) -> BTreeMap<FontId, PdfFont> {
        self.faces.values().map(|subset| (subset.id.clone(), PdfFont::new(subset.font.clone()))).collect()
    }

    /// The name of `face` in the file.
    pub(super) fn id(&self, face: FaceId) -> Option<&FontId> {
        self.faces.get(&face).map(|subset| &subset.id)
    }

    /// The number of `glyph` in the subset of `face`.
    pub(super) fn glyph(&self, face: FaceId, glyph: u16) -> u16 {
        self.faces.get(&face).and_then(|subset| subset.glyphs.get(glyph)).unwrap_or(0)
    }
}

impl Subset {
    fn of(whole: &Face, wanted: &[u16]) -> Result<Self, Error> {
        let mut glyphs = GlyphRemapper::new();
        for glyph in wanted {
            glyphs.remap(*glyph);
        }
        let bytes = unhinted(subsetter::subset(&whole.bytes, whole.index, &glyphs)?);
        let font = ParsedFont::from_bytes(&bytes, 0, &mut Vec::new()).ok_or(Error::Embed)?;
        let id = FontId(format!("{}+{}", tag(&bytes), whole.name));
        Ok(Self { id, glyphs, font })
    }
}

/// Six capitals that stand for the glyphs of a subset, as PDF asks of a subset.
fn tag(subset: &[u8]) -> String {
    let mut hash = fnv1a(subset);
    (0..6)
        .map(|_| {
            let letter = char::from(b'A' + (hash % 26) as u8);
            hash /= 26;
            letter
        })
        .collect()
}
