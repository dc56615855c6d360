//! Faces as a file embeds them: cut down to the glyphs that are used.

use lopdf::{Dictionary, Object, ObjectId, dictionary};
use printpdf::{
    Codepoint, FontId, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt,
    TextItem,
};
use std::io::Write;
use subsetter::GlyphRemapper;

use super::deflate::best_deflated;
use super::error::Error;
use super::objects::{GroupKind, ObjectWriter};
use super::to_unicode::to_unicode;
use crate::render::pdf::cache::Cache;
use crate::render::pdf::fonts::{Face, FaceId};
use crate::render::pdf::shape::GlyphText;
use crate::text::fnv1a;

/// A face, and the glyphs that are used, in the order of their codes, each with what it stands for.
pub(super) type SubsetKey = (FaceId, Vec<(u16, GlyphText)>);

/// The subsets that a run has made.
pub(in crate::render::pdf) type SubsetCache = Cache<SubsetKey, Subset>;

/// A face cut down to some glyphs, ready to be put into files.
pub(in crate::render::pdf) struct Subset {
    /// What the font consists of, numbered from 1; the font itself is the last.
    objects: Vec<Object>,
}

impl Subset {
    /// `face` with only these `glyphs`, whose codes follow each other from 1.
    pub(super) fn new(face: &Face, glyphs: &[(u16, GlyphText)]) -> Result<Self, Error> {
        let mut codes = GlyphRemapper::new();
        let meanings: Vec<(u16, String)> =
            glyphs.iter().map(|(glyph, text)| (codes.remap(*glyph), text.to_string())).collect();
        let bytes = subsetter::subset(&face.bytes, face.index, &codes)?;
        let font = ParsedFont::from_bytes(&bytes, 0, &mut Vec::new()).ok_or(Error::Embed)?;
        let name = FontId(format!("{}+{}", tag(&bytes), face.name));
        Ok(Self { objects: embedded(&name, font, meanings)? })
    }

    /// Writes the font; returns its number.
    pub(super) fn write(&self, objects: &mut ObjectWriter<'_, impl Write>) -> Result<ObjectId, Error> {
        let ids: Vec<ObjectId> = self.objects.iter().map(|_| objects.reserve()).collect();
        for (object, id) in self.objects.iter().zip(&ids) {
            let mut object = object.clone();
            renumber(&mut object, &ids);
            objects.put(*id, GroupKind::Other, object)?;
        }
        ids.last().copied().ok_or(Error::Embed)
    }
}

/// Makes the references in `object`, which are to objects numbered from 1, references to `ids`.
fn renumber(object: &mut Object, ids: &[ObjectId]) {
    match object {
        Object::Reference(id) => *id = ids[id.0 as usize - 1],
        Object::Array(all) => all.iter_mut().for_each(|value| renumber(value, ids)),
        Object::Dictionary(dict) => dict.iter_mut().for_each(|(_, value)| renumber(value, ids)),
        Object::Stream(stream) => stream.dict.iter_mut().for_each(|(_, value)| renumber(value, ids)),
        _ => {}
    }
}

/// The objects that embed `font`, numbered from 1, the font itself last, where its codes have these meanings: those that
/// printpdf makes for a page that shows all of its glyphs.
fn embedded(name: &FontId, font: ParsedFont, mut meanings: Vec<(u16, String)>) -> Result<Vec<Object>, Error> {
    let glyph = |(gid, text): &(u16, String)| Codepoint { gid: *gid, offset: 0.0, cid: Some(text.clone()) };
    let mut document = PdfDocument::new("");
    document.resources.fonts.map.insert(name.clone(), PdfFont::new(font));
    let shown = vec![
        Op::SetFont { font: PdfFontHandle::External(name.clone()), size: Pt(1.0) },
        Op::ShowText { items: vec![TextItem::GlyphIds(meanings.iter().map(glyph).collect())] },
    ];
    document.with_pages(vec![PdfPage::new(Mm(1.0), Mm(1.0), shown)]);
    let mut file = document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    let page = file.get_pages().into_values().next().ok_or(Error::Embed)?;
    let font: Dictionary = file.get_page_fonts(page)?.into_values().next().ok_or(Error::Embed)?.clone();
    meanings.retain(|(_, text)| !text.is_empty());
    meanings.sort_unstable();
    *file.get_object_mut(font.get(b"ToUnicode")?.as_reference()?)? = to_unicode(2, &meanings).into();
    // Only what the font refers to.
    file.trailer = dictionary! { "Font" => font };
    file.prune_objects();
    file.renumber_objects();
    let font = file.trailer.get(b"Font")?.clone();
    Ok(file.objects.into_values().chain([font]).map(best_deflated).collect())
}

/// The six capitals before the name of a subset, which PDF asks for: a hash of its content.
fn tag(subset: &[u8]) -> String {
    let mut hash = fnv1a(subset);
    let mut letter = || {
        let letter = char::from(b'A' + (hash % 26) as u8);
        hash /= 26;
        letter
    };
    (0..6).map(|_| letter()).collect()
}
