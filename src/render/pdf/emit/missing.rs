//! Characters that no font has: fonts in which each of them is a crossed box, so that copying gives the character.

use std::collections::BTreeMap;
use std::io::Write;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use super::error::Error;
use super::objects::ObjectWriter;
use super::to_unicode::to_unicode;
use crate::render::pdf::pages::MISSING;
use crate::render::pdf::style::CAPITAL_MIDDLE;

/// The number of codes in a font, from 1.
const CODES: usize = 255;

/// The missing characters of a file so far.
#[derive(Default)]
pub(super) struct MissingGlyphs {
    /// In the order of their codes.
    characters: Vec<char>,
    indexes: BTreeMap<char, usize>,
    /// The names of the fonts, each with [`CODES`] characters.
    fonts: Vec<String>,
}

impl MissingGlyphs {
    /// Gives codes to those of `characters` that have none yet.
    pub(super) fn extend(&mut self, characters: impl Iterator<Item = char>) {
        for c in characters {
            self.indexes.entry(c).or_insert_with(|| {
                self.characters.push(c);
                self.characters.len() - 1
            });
        }
        let names = (self.fonts.len()..self.characters.len().div_ceil(CODES)).map(|i| format!("Missing{i}"));
        self.fonts.extend(names);
    }

    /// The name of the font that has `c`, and its code there.
    pub(super) fn code(&self, c: char) -> Option<(&str, u8)> {
        let index = self.indexes.get(&c)?;
        Some((self.fonts.get(index / CODES)?.as_str(), (index % CODES) as u8 + 1))
    }

    /// Writes the fonts; adds them to `names` by their names.
    pub(super) fn write(
        self,
        objects: &mut ObjectWriter<'_, impl Write>,
        names: &mut Dictionary,
    ) -> Result<(), Error> {
        for (name, characters) in self.fonts.into_iter().zip(self.characters.chunks(CODES)) {
            names.set(name, write_font(objects, characters)?);
        }
        Ok(())
    }
}

/// Writes a font in which the codes from 1 on draw a crossed box and stand for `characters`.
fn write_font(objects: &mut ObjectWriter<'_, impl Write>, characters: &[char]) -> Result<ObjectId, Error> {
    let advance = (MISSING.1 * 1000.0) as i64;
    let glyph = objects.add(Stream::new(Dictionary::new(), crossed_box().into_bytes()))?;
    let codes: Vec<Object> = std::iter::once(Object::Integer(1))
        .chain(characters.iter().map(|_| Object::Name(b"box".to_vec())))
        .collect();
    let meanings: Vec<(u16, String)> = (1..).zip(characters).map(|(code, c)| (code, c.to_string())).collect();
    let meaning = objects.add(to_unicode(1, &meanings))?;
    objects.add(dictionary! {
        "Type" => "Font",
        "Subtype" => "Type3",
        "Name" => "Missing",
        "FontBBox" => vec![0.into(), Object::Integer(-100), advance.into(), 900.into()],
        "FontMatrix" => [0.001, 0.0, 0.0, 0.001, 0.0, 0.0].map(Object::Real).to_vec(),
        "CharProcs" => dictionary! { "box" => glyph },
        "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => codes },
        "FirstChar" => 1,
        "LastChar" => characters.len() as i64,
        "Widths" => vec![Object::Integer(advance); characters.len()],
        "Resources" => Dictionary::new(),
        "ToUnicode" => meaning,
    })
}

/// A crossed box in thousandths of an em. It is filled, not stroked, so it has the colour of the text around it.
fn crossed_box() -> String {
    let (left, side, line) = (40.0, MISSING.0 * 1000.0, 55.0);
    let advance = MISSING.1 * 1000.0;
    let low = 1000.0 * CAPITAL_MIDDLE - side / 2.0;
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
