//! The faces that type is set in, parsed once and shared by all documents of a run.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diag::{Diagnostic, Failure, Place};
use crate::document::BOX;
use crate::text::is_invisible;

/// The font files (TrueType or OpenType) that [`Fonts`] are parsed from.
#[derive(Debug, Clone, Default)]
pub struct FontFiles {
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
    /// Fallbacks for characters that the six above lack, tried in this order.
    pub fallbacks: Vec<FallbackFont>,
}

/// A font that is used only for characters that the text faces lack.
#[derive(Debug, Clone, Default)]
pub struct FallbackFont {
    /// The file that it was read from, for messages.
    pub file: String,
    /// The content of a font file or a font collection.
    pub bytes: Cow<'static, [u8]>,
    /// Which face of a collection, from 0.
    pub index: u32,
}

/// Parsed faces: six for text and code, then the fallbacks.
pub struct Fonts {
    faces: Vec<Face>,
}

/// The content of a font file. An `Arc` of a `Cow`, so that the embedded fonts are never copied.
type Bytes = Arc<Cow<'static, [u8]>>;

/// One parsed face.
pub(super) struct Face {
    pub(super) font: harfrust::Font,
    pub(super) bytes: Bytes,
    /// Its index in a font collection.
    pub(super) index: u32,
    /// The PostScript name, such as `NotoSans-Regular`.
    pub(super) name: String,
    pub(super) units_per_em: f32,
}

/// The index of a face in [`Fonts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct FaceId(pub(super) usize);

impl FaceId {
    pub(super) const REGULAR: Self = Self(0);
    pub(super) const BOLD: Self = Self(1);
    pub(super) const MONO: Self = Self(4);
    const ITALIC: usize = 2;
    const FIRST_FALLBACK: usize = 6;

    /// The bold face of the same family.
    pub(super) fn bold(self) -> Self {
        match self.0 {
            0 | 2 | 4 => Self(self.0 + Self::BOLD.0),
            _ => self,
        }
    }

    /// The italic face of the same family; code stays upright.
    pub(super) fn italic(self) -> Self {
        if self.0 < Self::ITALIC { Self(self.0 + Self::ITALIC) } else { self }
    }

    /// The monospaced face of the same weight.
    pub(super) fn mono(self) -> Self {
        if self.0 < Self::MONO.0 { Self(Self::MONO.0 + self.0 % 2) } else { self }
    }
}

impl Fonts {
    /// Parses `files`; fails with a finding for each that is not a font.
    pub fn new(files: FontFiles) -> Result<Self, Failure> {
        let FontFiles { regular, bold, italic, bold_italic, mono, mono_bold, fallbacks } = files;
        // In the order of `FaceId`.
        let text_faces = [
            ("regular", regular),
            ("bold", bold),
            ("italic", italic),
            ("bold italic", bold_italic),
            ("mono", mono),
            ("mono bold", mono_bold),
        ];
        let mut faces = Vec::new();
        let mut findings = Vec::new();
        for (name, bytes) in text_faces {
            match Face::parse(bytes, 0) {
                Some(face) => faces.push(face),
                None => findings.push(not_a_font(&format!("the {name} font"))),
            }
        }
        for FallbackFont { file, bytes, index } in fallbacks {
            match Face::parse(bytes, index) {
                Some(face) => faces.push(face),
                None => findings.push(not_a_font("this").at(Place::file(file))),
            }
        }
        if findings.is_empty() { Ok(Self { faces }) } else { Err(Failure(findings)) }
    }

    /// The visible characters of `text` that no face has.
    pub fn lacking(&self, text: &str) -> BTreeSet<char> {
        let visible = |c: &char| !c.is_whitespace() && !c.is_control() && !is_invisible(*c) && *c != BOX;
        let distinct: BTreeSet<char> = text.chars().filter(visible).collect();
        distinct.into_iter().filter(|c| self.face_for(FaceId::REGULAR, *c).is_none()).collect()
    }

    pub(super) fn face(&self, id: FaceId) -> &Face {
        &self.faces[id.0.min(self.faces.len() - 1)]
    }

    /// The face that draws `c` where `wanted` is asked for; none where no face has it.
    ///
    /// The upright text faces come before the fallbacks, so that code can hold any letter that text can.
    pub(super) fn face_for(&self, wanted: FaceId, c: char) -> Option<FaceId> {
        let fallbacks = (FaceId::FIRST_FALLBACK..self.faces.len()).map(FaceId);
        [wanted, FaceId::REGULAR, FaceId::MONO]
            .into_iter()
            .chain(fallbacks)
            .find(|id| self.face(*id).glyph(c).is_some())
    }
}

fn not_a_font(what: &str) -> Diagnostic {
    Diagnostic::error("font", format!("{what} can't be read as a font"))
        .hint("give a TrueType or OpenType file (.ttf, .otf, .ttc)")
}

impl Face {
    fn parse(bytes: Cow<'static, [u8]>, index: u32) -> Option<Self> {
        let bytes: Bytes = Arc::new(bytes);
        let source: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::<Cow<'static, [u8]>>::clone(&bytes);
        let font = harfrust::Font::new(source, index)?;
        let units_per_em = f32::from(font.units_per_em());
        let name = postscript_name(&bytes, index).unwrap_or_else(|| "Unnamed".to_owned());
        (units_per_em > 0.0).then_some(Self { font, bytes, index, name, units_per_em })
    }

    /// The glyph of `c`, if the face has one.
    pub(super) fn glyph(&self, c: char) -> Option<u16> {
        let glyph = self.font.charmap().map_unicode(u32::from(c))?.to_u32() as u16;
        (glyph != 0).then_some(glyph)
    }
}

/// The PostScript name of a font, such as `NotoSans-Bold`: its ASCII letters, digits and hyphens, since it becomes a
/// name in the file. None where the font doesn't say.
fn postscript_name(bytes: &[u8], index: u32) -> Option<String> {
    let face = ttf_parser::Face::parse(bytes, index).ok()?;
    let names = face.names().into_iter().filter(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME);
    let ascii = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    // Names in an encoding of the Macintosh are ASCII with few exceptions.
    let text = |name: ttf_parser::name::Name<'_>| {
        name.to_string().unwrap_or_else(|| String::from_utf8_lossy(name.name).into_owned())
    };
    names.map(|name| text(name).chars().filter(ascii).collect::<String>()).find(|name| !name.is_empty())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::sync::OnceLock;

    const SHIPPED: [&str; 6] = [
        "NotoSans-Regular",
        "NotoSans-Bold",
        "NotoSans-Italic",
        "NotoSans-BoldItalic",
        "NotoSansMono-Regular",
        "NotoSansMono-Bold",
    ];

    fn read(name: &str) -> Cow<'static, [u8]> {
        let path = format!("{}/templates/fonts/{name}.ttf", env!("CARGO_MANIFEST_DIR"));
        std::fs::read(path).unwrap().into()
    }

    /// The fonts that panelkit ships.
    pub(in crate::render) fn shipped() -> &'static Fonts {
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        FONTS.get_or_init(|| {
            let [regular, bold, italic, bold_italic, mono, mono_bold] = SHIPPED.map(read);
            let fallbacks = Vec::new();
            Fonts::new(FontFiles { regular, bold, italic, bold_italic, mono, mono_bold, fallbacks }).unwrap()
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
    fn the_shipped_faces_have_their_names_and_no_hints() {
        for (i, name) in SHIPPED.into_iter().enumerate() {
            let face = shipped().face(FaceId(i));
            assert_eq!(face.name, name);
            let tables = ttf_parser::RawFace::parse(&face.bytes, 0).unwrap();
            for hints in [b"fpgm", b"prep", b"cvt ", b"gasp"] {
                assert!(tables.table(ttf_parser::Tag::from_bytes(hints)).is_none(), "{name}");
            }
        }
        assert_eq!(postscript_name(b"nonsense", 0), None);
    }

    #[test]
    fn a_face_is_found_by_character() {
        let fonts = shipped();
        assert_eq!(fonts.face_for(FaceId::BOLD, 'Ł'), Some(FaceId::BOLD));
        assert_eq!(fonts.face_for(FaceId::REGULAR, '\u{1f600}'), None);
    }

    #[test]
    fn a_file_that_is_not_a_font_is_named() {
        let failure =
            Fonts::new(FontFiles { bold: b"nonsense".into(), ..FontFiles::default() }).err().unwrap();
        assert_eq!(failure.0.len(), 6);
        assert!(failure.to_string().contains("the bold font can't be read as a font"));
    }

    #[test]
    fn fonts_are_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Fonts>();
    }
}
