//! The glyphs that a file uses, and their codes in it.

use std::collections::BTreeMap;
use std::io::Write;

use lopdf::Dictionary;
use subsetter::GlyphRemapper;

use super::error::Error;
use super::objects::ObjectWriter;
use super::subset::{Subset, SubsetCache};
use crate::render::pdf::fonts::{Face, FaceId, Fonts};
use crate::render::pdf::pages::{LayoutPage, PageItem};
use crate::render::pdf::shape::GlyphText;

/// The glyphs that a file uses so far, by face. A glyph has its code before it is drawn, since pages are written long
/// before the faces.
#[derive(Default)]
pub(super) struct UsedGlyphs {
    faces: BTreeMap<FaceId, UsedFace>,
}

/// The glyphs of one face that are used so far.
pub(super) struct UsedFace {
    name: String,
    codes: GlyphRemapper,
    texts: BTreeMap<u16, GlyphText>,
}

impl UsedGlyphs {
    /// Gives codes to the glyphs that `sheets` use and that have none yet, in the order of the face.
    ///
    /// In the faces that names are set in, the letters and digits of ASCII always have codes. So packets that differ only
    /// in names share their subsets, and pages without names are the same bytes.
    pub(super) fn extend(&mut self, sheets: &[LayoutPage], fonts: &Fonts) {
        let mut used: BTreeMap<FaceId, BTreeMap<u16, GlyphText>> = BTreeMap::new();
        for item in sheets.iter().flat_map(LayoutPage::all) {
            let PageItem::Text(run) = item else { continue };
            let glyphs = used.entry(run.face).or_insert_with(|| {
                let first_use = !self.faces.contains_key(&run.face);
                if first_use && is_for_names(run.face) {
                    common_glyphs(fonts.face(run.face))
                } else {
                    BTreeMap::new()
                }
            });
            for glyph in run.glyphs() {
                let text = glyphs.entry(glyph.id).or_default();
                if *text == GlyphText::None {
                    text.clone_from(&glyph.text);
                }
            }
        }
        for (id, glyphs) in used {
            let face = self.faces.entry(id).or_insert_with(|| UsedFace {
                name: format!("F{}", id.0),
                codes: GlyphRemapper::new(),
                texts: BTreeMap::new(),
            });
            for (glyph, text) in glyphs {
                face.codes.remap(glyph);
                let known = face.texts.entry(glyph).or_default();
                if *known == GlyphText::None {
                    *known = text;
                }
            }
        }
    }

    pub(super) fn face(&self, id: FaceId) -> Option<&UsedFace> {
        self.faces.get(&id)
    }

    /// Writes the faces; adds them to `names` by their names.
    pub(super) fn write(
        self,
        objects: &mut ObjectWriter<'_, impl Write>,
        fonts: &Fonts,
        cache: &SubsetCache,
        names: &mut Dictionary,
    ) -> Result<(), Error> {
        for (id, UsedFace { name, codes, mut texts }) in self.faces {
            let by_code = codes.remapped_gids().filter_map(|glyph| Some((glyph, texts.remove(&glyph)?)));
            let key = (id, by_code.collect());
            let subset = cache.try_get(key, |(_, glyphs)| Subset::new(fonts.face(id), glyphs))?;
            names.set(name, subset.write(objects)?);
        }
        Ok(())
    }
}

impl UsedFace {
    /// The name of the face on pages.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The code of a glyph; that of the missing glyph, if it isn't used.
    pub(super) fn code(&self, glyph: u16) -> u16 {
        self.codes.get(glyph).unwrap_or(0)
    }
}

fn is_for_names(face: FaceId) -> bool {
    [FaceId::REGULAR, FaceId::BOLD].contains(&face)
}

/// The letters and digits of ASCII.
fn common_glyphs(face: &Face) -> BTreeMap<u16, GlyphText> {
    let common = (' '..='z').filter(char::is_ascii_alphanumeric);
    common.filter_map(|c| Some((face.glyph(c)?, GlyphText::One(c)))).collect()
}
