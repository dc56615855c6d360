//! The faces that type is set in, parsed once and shared by all documents of a run.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::memory::Memory;
use super::sfnt::postscript_name;
use super::shape::Letters;
use crate::diag::{Diagnostic, Failure, Place};
use crate::document::BOX;
use crate::text::is_invisible;

/// The bytes of the fonts (TrueType or OpenType) that [`Fonts`] are made of.
#[derive(Debug, Clone, Default)]
pub struct Faces {
    /// Upright text.
    pub regular: Cow<'static, [u8]>,
    /// Bold text.
    pub bold: Cow<'static, [u8]>,
    /// Italic text.
    pub italic: Cow<'static, [u8]>,
    /// Bold italic text.
    pub bold_italic: Cow<'static, [u8]>,
    /// Code.
    pub mono: Cow<'static, [u8]>,
    /// Bold code.
    pub mono_bold: Cow<'static, [u8]>,
    /// Further fonts, asked in this order for characters that the others don't have.
    pub further: Vec<Further>,
}

/// A font beside those that text asks for.
#[derive(Debug, Clone, Default)]
pub struct Further {
    /// Where it comes from, for messages.
    pub file: String,
    /// A font or a collection of fonts.
    pub bytes: Cow<'static, [u8]>,
    /// Which of a collection's faces it is, from 0.
    pub index: u32,
}

/// Parsed fonts, with what was worked out of them so far.
pub struct Fonts {
    faces: Vec<Face>,
    pub(super) kept: Memory,
}

/// The bytes of a font: those of the binary are never copied.
type Bytes = Arc<Cow<'static, [u8]>>;

/// One parsed face.
pub(super) struct Face {
    pub(super) font: harfrust::Font,
    pub(super) bytes: Bytes,
    /// Which of a collection's faces it is.
    pub(super) index: u32,
    /// Such as `NotoSans-Regular`.
    pub(super) name: String,
    pub(super) units_per_em: f32,
    /// The glyphs of what is in most names: letters and digits of ASCII.
    pub(super) common: BTreeMap<u16, Letters>,
}

/// The number of a face in its [`Fonts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct FaceId(pub(super) usize);

impl FaceId {
    pub(super) const REGULAR: Self = Self(0);
    const BOLD: usize = 1;
    const ITALIC: usize = 2;
    const MONO: usize = 4;
    const FALLBACK: usize = 6;

    /// Whether names are set in it.
    pub(super) fn is_for_names(self) -> bool {
        self.0 <= Self::BOLD
    }

    /// The bold face of the same family.
    pub(super) fn bold(self) -> Self {
        match self.0 {
            0 | 2 | 4 => Self(self.0 + Self::BOLD),
            _ => self,
        }
    }

    /// The italic face of the same family; code stays upright.
    pub(super) fn italic(self) -> Self {
        if self.0 < Self::ITALIC { Self(self.0 + Self::ITALIC) } else { self }
    }

    /// The monospaced face of the same weight.
    pub(super) fn mono(self) -> Self {
        match self.0 {
            0..Self::MONO => Self(Self::MONO + self.0 % 2),
            _ => self,
        }
    }
}

impl Fonts {
    /// The fonts of `faces`; an error for each that is not a font.
    pub fn new(faces: Faces) -> Result<Self, Failure> {
        let Faces { regular, bold, italic, bold_italic, mono, mono_bold, further } = faces;
        let named = [
            ("regular", regular),
            ("bold", bold),
            ("italic", italic),
            ("bold italic", bold_italic),
            ("mono", mono),
            ("mono bold", mono_bold),
        ];
        let mut parsed = Vec::new();
        let mut findings = Vec::new();
        for (name, bytes) in named {
            match Face::new(Further { bytes, ..Further::default() }) {
                Some(face) => parsed.push(face),
                None => findings.push(no_font(&format!("the {name} font"))),
            }
        }
        for font in further {
            let file = font.file.clone();
            match Face::new(font) {
                Some(face) => parsed.push(face),
                None => findings.push(no_font("this").at(Place::file(file))),
            }
        }
        if !findings.is_empty() {
            return Err(Failure(findings));
        }
        Ok(Self { faces: parsed, kept: Memory::default() })
    }

    /// The characters of `text` that no font has.
    pub fn lacking(&self, text: &str) -> BTreeSet<char> {
        let seen: BTreeSet<char> = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        let drawn = |c: &char| !is_invisible(*c) && *c != BOX;
        seen.into_iter().filter(drawn).filter(|c| self.face_for(FaceId::REGULAR, *c).is_none()).collect()
    }

    pub(super) fn face(&self, id: FaceId) -> &Face {
        &self.faces[id.0.min(self.faces.len() - 1)]
    }

    /// The face that draws `c` where `wanted` is asked for; none where no face has it.
    ///
    /// The upright text faces come before the further ones, so that code can hold any letter that text can.
    pub(super) fn face_for(&self, wanted: FaceId, c: char) -> Option<FaceId> {
        let further = (FaceId::FALLBACK..self.faces.len()).map(FaceId);
        [wanted, FaceId::REGULAR, FaceId::REGULAR.mono()]
            .into_iter()
            .chain(further)
            .find(|id| self.face(*id).has(c))
    }
}

fn no_font(what: &str) -> Diagnostic {
    Diagnostic::error("font", format!("{what} can't be read as a font"))
        .hint("give a TrueType or OpenType file (.ttf, .otf, .ttc)")
}

impl Face {
    fn new(Further { bytes, index, .. }: Further) -> Option<Self> {
        let bytes: Bytes = Arc::new(bytes);
        let source: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::<Cow<'static, [u8]>>::clone(&bytes);
        let font = harfrust::Font::new(source, index)?;
        let units_per_em = f32::from(font.units_per_em());
        let name = postscript_name(&bytes, index).unwrap_or_else(|| "Unnamed".to_owned());
        let glyph = |c: char| font.charmap().map_unicode(u32::from(c)).map(|glyph| glyph.to_u32() as u16);
        let common = (' '..='z').filter(char::is_ascii_alphanumeric);
        let common = common.filter_map(|c| Some((glyph(c)?, Letters::One(c)))).collect();
        (units_per_em > 0.0).then_some(Self { font, bytes, index, name, units_per_em, common })
    }

    fn has(&self, c: char) -> bool {
        self.font.charmap().map_unicode(u32::from(c)).is_some_and(|glyph| glyph.to_u32() != 0)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::sync::OnceLock;

    /// The fonts that panelkit ships, for tests.
    pub(in crate::render) fn shipped() -> &'static Fonts {
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        FONTS.get_or_init(|| {
            let read = |name: &str| {
                std::fs::read(format!("{}/templates/fonts/{name}.ttf", env!("CARGO_MANIFEST_DIR")))
                    .unwrap()
                    .into()
            };
            Fonts::new(Faces {
                regular: read("NotoSans-Regular"),
                bold: read("NotoSans-Bold"),
                italic: read("NotoSans-Italic"),
                bold_italic: read("NotoSans-BoldItalic"),
                mono: read("NotoSansMono-Regular"),
                mono_bold: read("NotoSansMono-Bold"),
                further: Vec::new(),
            })
            .unwrap()
        })
    }

    #[test]
    fn families_have_their_weights() {
        assert_eq!(FaceId::REGULAR.bold().italic(), FaceId(3));
        assert_eq!(FaceId::REGULAR.italic().bold(), FaceId(3));
        assert_eq!(FaceId::REGULAR.bold().mono(), FaceId(5));
        assert_eq!(FaceId::REGULAR.mono().bold().italic(), FaceId(5));
    }

    #[test]
    fn a_face_is_found_by_character() {
        let fonts = shipped();
        assert_eq!(fonts.face_for(FaceId::REGULAR.bold(), 'Ł'), Some(FaceId(1)));
        assert_eq!(fonts.face_for(FaceId::REGULAR, '\u{1f600}'), None);
    }

    #[test]
    fn what_is_no_font_is_named() {
        let failure = Fonts::new(Faces { bold: b"nonsense".into(), ..Faces::default() }).err().unwrap();
        assert_eq!(failure.0.len(), 6);
        assert!(failure.to_string().contains("the bold font can't be read as a font"));
    }

    #[test]
    fn fonts_are_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Fonts>();
    }
}
