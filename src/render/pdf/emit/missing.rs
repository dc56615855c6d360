//! Characters that no font has: a font of crossed boxes, one for each, so that what is copied out is the character.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::meaning::to_unicode;
use crate::render::pdf::sheet::MISSING;

/// So many codes has one font, from 1.
const CODES: usize = 255;

/// Which code in which font each character has.
pub(super) struct Missing {
    places: BTreeMap<char, (usize, u8)>,
    fonts: Vec<(String, Vec<char>)>,
}

impl Missing {
    /// Fonts for `characters`.
    pub(super) fn of(characters: &BTreeSet<char>) -> Self {
        let all: Vec<char> = characters.iter().copied().collect();
        let places = all.iter().enumerate().map(|(i, c)| (*c, (i / CODES, (i % CODES) as u8 + 1)));
        let fonts = all.chunks(CODES).enumerate().map(|(i, chars)| (format!("Missing{i}"), chars.to_vec()));
        Self { places: places.collect(), fonts: fonts.collect() }
    }

    /// The name of the font that has `c`, and its code there.
    pub(super) fn place(&self, c: char) -> Option<(&str, u8)> {
        let (font, code) = self.places.get(&c)?;
        Some((self.fonts.get(*font)?.0.as_str(), *code))
    }

    /// Adds the fonts to `file`, and to `names` under their names.
    pub(super) fn add(&self, file: &mut Document, names: &mut Dictionary) {
        for (name, chars) in &self.fonts {
            names.set(name.as_bytes(), add_font(file, chars));
        }
    }
}

/// Adds a font in which the codes from 1 on draw a crossed box and mean `chars`.
fn add_font(file: &mut Document, chars: &[char]) -> ObjectId {
    let advance = (MISSING.1 * 1000.0) as i64;
    let glyph = file.add_object(Stream::new(Dictionary::new(), crossed_box().into_bytes()));
    let codes: Vec<Object> = std::iter::once(Object::Integer(1))
        .chain(chars.iter().map(|_| Object::Name(b"box".to_vec())))
        .collect();
    let meanings: Vec<(u16, String)> = (1..).zip(chars).map(|(code, c)| (code, c.to_string())).collect();
    let meaning = file.add_object(to_unicode(1, &meanings));
    file.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "Type3",
        "Name" => "Missing",
        "FontBBox" => vec![0.into(), Object::Integer(-100), advance.into(), 900.into()],
        "FontMatrix" => [0.001, 0.0, 0.0, 0.001, 0.0, 0.0].map(Object::Real).to_vec(),
        "CharProcs" => dictionary! { "box" => glyph },
        "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => codes },
        "FirstChar" => 1,
        "LastChar" => chars.len() as i64,
        "Widths" => vec![Object::Integer(advance); chars.len()],
        "Resources" => Dictionary::new(),
        "ToUnicode" => meaning,
    })
}

/// A crossed box in thousandths of an em, all of it filled, so that it has the colour of the text around.
fn crossed_box() -> String {
    let (left, side, line) = (40.0, MISSING.0 * 1000.0, 55.0);
    let advance = MISSING.1 * 1000.0;
    let low = 357.0 - side / 2.0;
    let (right, high, inner) = (left + side, low + side, side - 2.0 * line);
    let diagonal = |from: f32, to: f32| {
        format!(
            "{left} {from} m {} {from} l {right} {to} l {} {to} l f ",
            left + 1.4 * line,
            right - 1.4 * line
        )
    };
    format!(
        "{advance} 0 {left} {low} {right} {high} d1 {left} {low} {side} {side} re {} {} {inner} {inner} re f* {}{}",
        left + line,
        low + line,
        diagonal(low, high),
        diagonal(high, low)
    )
}
