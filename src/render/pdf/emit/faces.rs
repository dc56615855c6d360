//! The faces of a file: of each, the glyphs that are used.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, dictionary};
use printpdf::{
    Codepoint, FontId, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt,
    TextItem,
};
use subsetter::GlyphRemapper;

use super::Error;
use super::meaning::to_unicode;
use super::pack::packed;
use crate::render::pdf::fonts::{Face, FaceId, Fonts};
use crate::render::pdf::sfnt::unhinted;
use crate::render::pdf::shape::Letters;
use crate::render::pdf::sheet::{Item, Sheet};
use crate::text::fnv1a;

/// The glyphs of a face that are used, in their order, with what they mean.
pub(in crate::render::pdf) type Used = (FaceId, Vec<(u16, Letters)>);

/// The faces that a file uses.
pub(super) struct Subsets {
    faces: BTreeMap<FaceId, Arc<Subset>>,
}

/// A face cut down to some glyphs, ready to be put into files.
pub(in crate::render::pdf) struct Subset {
    name: String,
    codes: GlyphRemapper,
    /// What the font is made of, numbered from 1; the font itself is the last.
    objects: Vec<Object>,
}

impl Subsets {
    /// The glyphs that `sheets` use, cut out of `fonts`.
    ///
    /// Where names are set, those of most names are always among them, so that packets in which only the names differ
    /// share their subsets.
    pub(super) fn of(sheets: &[Sheet], fonts: &Fonts) -> Result<Self, Error> {
        let mut used: BTreeMap<FaceId, BTreeMap<u16, &Letters>> = BTreeMap::new();
        for item in sheets.iter().flat_map(Sheet::all) {
            let Item::Text(run) = item else { continue };
            let glyphs = used.entry(run.face).or_default();
            for glyph in run.glyphs() {
                let letters = glyphs.entry(glyph.id).or_insert(&glyph.letters);
                if **letters == Letters::None {
                    *letters = &glyph.letters;
                }
            }
        }
        let mut faces = BTreeMap::new();
        for (id, glyphs) in used {
            let face = fonts.face(id);
            let mut all = if id.is_for_names() { face.common.clone() } else { BTreeMap::new() };
            all.extend(glyphs.into_iter().map(|(glyph, letters)| (glyph, letters.clone())));
            let key = (id, all.into_iter().collect());
            faces.insert(id, fonts.kept.subsets.try_get(key, |(_, wanted)| Subset::of(face, wanted))?);
        }
        Ok(Self { faces })
    }

    pub(super) fn of_face(&self, face: FaceId) -> Option<&Subset> {
        self.faces.get(&face).map(Arc::as_ref)
    }

    /// Adds the faces to `file`, and to `fonts` under their names.
    pub(super) fn add(&self, file: &mut Document, fonts: &mut Dictionary) {
        for subset in self.faces.values() {
            let before = file.max_id;
            for object in &subset.objects {
                let mut object = object.clone();
                renumber(&mut object, before);
                file.add_object(object);
            }
            fonts.set(subset.name.as_bytes(), (file.max_id, 0));
        }
    }
}

/// Adds `by` to the numbers of the objects that `object` refers to.
fn renumber(object: &mut Object, by: u32) {
    let refer = |dict: &mut Dictionary| dict.iter_mut().for_each(|(_, value)| renumber(value, by));
    match object {
        Object::Reference(id) => id.0 += by,
        Object::Array(all) => all.iter_mut().for_each(|value| renumber(value, by)),
        Object::Dictionary(dict) => refer(dict),
        Object::Stream(stream) => refer(&mut stream.dict),
        _ => {}
    }
}

impl Subset {
    /// The name in files.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// By what a glyph of the whole face is called here.
    pub(super) fn code(&self, glyph: u16) -> u16 {
        self.codes.get(glyph).unwrap_or(0)
    }

    fn of(whole: &Face, wanted: &[(u16, Letters)]) -> Result<Self, Error> {
        let mut codes = GlyphRemapper::new();
        for (glyph, _) in wanted {
            codes.remap(*glyph);
        }
        let bytes = unhinted(subsetter::subset(&whole.bytes, whole.index, &codes)?);
        let font = ParsedFont::from_bytes(&bytes, 0, &mut Vec::new()).ok_or(Error::Embed)?;
        let name = format!("{}+{}", tag(&bytes), whole.name);
        let meanings: Vec<(u16, String)> = wanted
            .iter()
            .map(|(glyph, letters)| (codes.get(*glyph).unwrap_or(0), letters.to_string()))
            .collect();
        let objects = embedded(&FontId(name.clone()), font, meanings)?;
        Ok(Self { name, codes, objects })
    }
}

/// The objects that embed `font`, numbered from 1, the font itself last, where its codes have these meanings. printpdf
/// makes them for a page that shows all of them.
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
    let font = file.get_page_fonts(page)?.into_values().next().ok_or(Error::Embed)?.clone();
    meanings.retain(|(_, text)| !text.is_empty());
    meanings.sort_unstable();
    *file.get_object_mut(font.get(b"ToUnicode")?.as_reference()?)? = to_unicode(2, &meanings).into();
    // Of the whole file only what the font is made of.
    file.trailer = dictionary! { "Font" => font };
    file.prune_objects();
    file.renumber_objects();
    let font = file.trailer.get(b"Font")?.clone();
    Ok(file.objects.into_values().chain([font]).map(packed).collect())
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
