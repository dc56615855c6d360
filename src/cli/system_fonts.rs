//! Fonts of this machine for characters that neither the shipped fonts nor the given ones have.

use crate::render::pdf::FallbackFont;
use fontdb::{Database, FaceInfo, Source, Style};
use std::collections::BTreeSet;

/// Fonts that together have as many of the characters in `wanted` as this machine's fonts do: upright ones of text
/// weight first, in the order of their names.
pub(super) fn covering(mut wanted: BTreeSet<char>) -> Vec<FallbackFont> {
    let mut database = Database::new();
    database.load_system_fonts();
    let mut faces: Vec<&FaceInfo> = database.faces().filter(|face| face.style == Style::Normal).collect();
    faces.sort_by_key(|face| {
        let sans = face.post_script_name.starts_with("NotoSans");
        (face.weight.0.abs_diff(400), face.monospaced, !sans, face.post_script_name.clone(), face.index)
    });
    let mut chosen = Vec::new();
    for info in faces {
        if wanted.is_empty() {
            break;
        }
        let found = database.with_face_data(info.id, |bytes, index| {
            let has = drawn(bytes, index, &wanted);
            let file = match &info.source {
                Source::File(path) | Source::SharedFile(path, _) => path.display().to_string(),
                Source::Binary(_) => info.post_script_name.clone(),
            };
            (!has.is_empty()).then(|| (has, FallbackFont { file, bytes: bytes.to_vec().into(), index }))
        });
        if let Some(Some((has, font))) = found {
            wanted.retain(|c| !has.contains(c));
            chosen.push(font);
        }
    }
    chosen
}

/// How many fonts this machine has.
pub(super) fn number() -> usize {
    let mut database = Database::new();
    database.load_system_fonts();
    database.len()
}

/// Those of `wanted` for which the font has an outline; of pictures and of fonts with axes nothing can be cut out.
pub(super) fn drawn(bytes: &[u8], index: u32, wanted: &BTreeSet<char>) -> BTreeSet<char> {
    let Ok(face) = ttf_parser::Face::parse(bytes, index) else { return BTreeSet::new() };
    let outlined = face.tables().glyf.is_some() || face.tables().cff.is_some();
    if !outlined || face.is_variable() {
        return BTreeSet::new();
    }
    wanted.iter().copied().filter(|c| face.glyph_index(*c).is_some_and(|glyph| glyph.0 != 0)).collect()
}
