//! Characters that no font has: a font of crossed boxes, one for each, so that what is copied out is the character.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::render::pdf::sheet::{Item, MISSING, Sheet};

/// So many codes has one font, from 1.
const CODES: usize = 255;

/// Which code in which font each character has.
pub(super) struct Missing {
    places: BTreeMap<char, (usize, u8)>,
}

impl Missing {
    /// The characters of `sheets` that no font has.
    pub(super) fn of(sheets: &[Sheet]) -> Self {
        let items = sheets.iter().flat_map(|sheet| &sheet.items);
        let missing = |item: &Item| if let Item::Missing { c, .. } = item { Some(*c) } else { None };
        let all: BTreeSet<char> = items.filter_map(missing).collect();
        let places = all.into_iter().enumerate().map(|(i, c)| (c, (i / CODES, (i % CODES) as u8 + 1)));
        Self { places: places.collect() }
    }

    /// The name of the font that has `c`, and its code there.
    pub(super) fn place(&self, c: char) -> (String, u8) {
        let (font, code) = self.places.get(&c).copied().unwrap_or_default();
        (name(font), code)
    }

    /// Adds the fonts to `file` and names them for `pages`.
    pub(super) fn add(&self, file: &mut Document, pages: &[ObjectId]) -> lopdf::Result<()> {
        let mut fonts: Vec<Vec<char>> = Vec::new();
        for (c, (font, _)) in &self.places {
            fonts.resize(fonts.len().max(font + 1), Vec::new());
            fonts[*font].push(*c);
        }
        for (i, chars) in fonts.iter().enumerate() {
            let font = add_font(file, chars);
            for page in pages {
                resource(file, *page, &name(i), font)?;
            }
        }
        Ok(())
    }
}

fn name(font: usize) -> String {
    format!("Missing{font}")
}

/// Adds a font in which the codes from 1 on draw a crossed box and mean `chars`.
fn add_font(file: &mut Document, chars: &[char]) -> ObjectId {
    let advance = (MISSING.1 * 1000.0) as i64;
    let glyph = file.add_object(Stream::new(Dictionary::new(), crossed_box().into_bytes()));
    let codes: Vec<Object> = std::iter::once(Object::Integer(1))
        .chain(chars.iter().map(|_| Object::Name(b"box".to_vec())))
        .collect();
    let meaning = file.add_object(Stream::new(Dictionary::new(), to_unicode(chars).into_bytes()));
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

/// What the codes from 1 on mean, in the language that PDF asks for.
fn to_unicode(chars: &[char]) -> String {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| hex_digits(*byte)).collect::<String>();
    let row = |i: usize, c: char| {
        let units: Vec<u8> = c.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes()).collect();
        format!("<{}> <{}>\n", hex(&[i as u8 + 1]), hex(&units))
    };
    let rows: Vec<String> = chars.iter().enumerate().map(|(i, c)| row(i, *c)).collect();
    let blocks: Vec<String> = rows
        .chunks(100)
        .map(|rows| format!("{} beginbfchar\n{}endbfchar\n", rows.len(), rows.concat()))
        .collect();
    let lines = blocks.concat();
    format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CMapName /Missing def /CMapType 2 def\n\
         1 begincodespacerange <00> <FF> endcodespacerange\n{lines}endcmap end end\n"
    )
}

fn hex_digits(byte: u8) -> String {
    format!("{byte:02X}")
}

/// Lets `page` call `font` by `name`.
fn resource(file: &mut Document, page: ObjectId, name: &str, font: ObjectId) -> lopdf::Result<()> {
    let mut resources = match file.get_dictionary(page)?.get(b"Resources")? {
        Object::Reference(id) => file.get_dictionary(*id)?.clone(),
        other => other.as_dict()?.clone(),
    };
    let mut fonts = match resources.get(b"Font") {
        Ok(Object::Reference(id)) => file.get_dictionary(*id)?.clone(),
        Ok(other) => other.as_dict()?.clone(),
        Err(_) => Dictionary::new(),
    };
    fonts.set(name, font);
    resources.set("Font", fonts);
    file.get_object_mut(page)?.as_dict_mut()?.set("Resources", resources);
    Ok(())
}
