//! The outline: headings to jump to, in document order, nested by their level.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use crate::render::pdf::sheet::{Item, Layout};

/// Above a heading that is jumped to.
const HEADROOM: f32 = 10.0;

/// Adds the outline of `layout`, if it has headings.
pub(super) fn add(
    file: &mut Document,
    pages: &[ObjectId],
    layout: &Layout,
    height: f32,
) -> lopdf::Result<()> {
    let mut places: Vec<Option<(ObjectId, f32)>> = vec![None; layout.outline.len()];
    for (sheet, page) in layout.sheets.iter().zip(pages) {
        for item in &sheet.items {
            if let Item::Anchor { y, bookmark } = item
                && let Some(place) = places.get_mut(*bookmark)
            {
                *place = Some((*page, height - y + HEADROOM));
            }
        }
    }
    if places.is_empty() {
        return Ok(());
    }
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = places.iter().map(|_| file.new_object_id()).collect();
    let parents = parents(&layout.outline.iter().map(|b| b.level).collect::<Vec<u8>>());
    let children =
        |of: Option<usize>| -> Vec<usize> { (0..ids.len()).filter(|i| parents[*i] == of).collect() };
    let top = children(None);
    let (Some(first), Some(last)) = (top.first(), top.last()) else { return Ok(()) };
    for (i, (bookmark, place)) in layout.outline.iter().zip(&places).enumerate() {
        let mut entry = dictionary! {
            "Title" => text_string(&bookmark.title),
            "Parent" => parents[i].map_or(root, |parent| ids[parent]),
        };
        if let Some((page, y)) = place {
            entry.set("Dest", vec![(*page).into(), "XYZ".into(), Object::Null, (*y).into(), Object::Null]);
        }
        let siblings = children(parents[i]);
        let at = siblings.iter().position(|s| *s == i).unwrap_or_default();
        if at > 0 {
            entry.set("Prev", ids[siblings[at - 1]]);
        }
        if let Some(next) = siblings.get(at + 1) {
            entry.set("Next", ids[*next]);
        }
        let inner = children(Some(i));
        if let (Some(first), Some(last)) = (inner.first(), inner.last()) {
            entry.set("First", ids[*first]);
            entry.set("Last", ids[*last]);
            // The entries of one of several documents are folded away.
            let count = inner.len() as i64;
            entry.set("Count", if bookmark.level == 0 { -count } else { count });
        }
        file.objects.insert(ids[i], entry.into());
    }
    let mut outline = Dictionary::new();
    outline.set("Type", "Outlines");
    outline.set("First", ids[*first]);
    outline.set("Last", ids[*last]);
    let folded = layout.outline.iter().any(|bookmark| bookmark.level == 0);
    outline.set("Count", if folded { top.len() } else { ids.len() } as i64);
    file.objects.insert(root, outline.into());
    file.catalog_mut()?.set("Outlines", root);
    file.catalog_mut()?.set("PageMode", "UseOutlines");
    Ok(())
}

/// For each level the number of the entry that it stands under.
fn parents(levels: &[u8]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    levels
        .iter()
        .enumerate()
        .map(|(i, level)| {
            while open.last().is_some_and(|above| levels[*above] >= *level) {
                open.pop();
            }
            let parent = open.last().copied();
            open.push(i);
            parent
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_nest_by_level() {
        assert_eq!(parents(&[1, 2, 3, 2, 1, 3]), [None, Some(0), Some(1), Some(0), None, Some(4)]);
        assert_eq!(parents(&[3, 2]), [None, None]);
    }
}
