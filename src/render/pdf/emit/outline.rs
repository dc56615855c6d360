//! The outline: headings to jump to, in document order, nested by their level.

use std::io::Write;

use lopdf::{Dictionary, Object, ObjectId, dictionary, text_string};

use super::error::Error;
use super::objects::{GroupKind, ObjectWriter};

/// The level of the entry for one of several documents in a file.
pub(super) const PART: u8 = 0;

/// The entries of the outline, which are written at the end, since each names the next.
#[derive(Default)]
pub(super) struct OutlineWriter {
    entries: Vec<OutlineEntry>,
}

struct OutlineEntry {
    level: u8,
    title: String,
    /// A page, and a height above its foot.
    target: Option<(ObjectId, f32)>,
}

impl OutlineWriter {
    /// The number of entries, which is the index of the next one.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn add(&mut self, level: u8, title: &str) {
        self.entries.push(OutlineEntry { level, title: title.to_owned(), target: None });
    }

    /// Makes the entry with this index lead to a `height` on a `page`.
    pub(super) fn set_target(&mut self, index: usize, page: ObjectId, height: f32) {
        if let Some(entry) = self.entries.get_mut(index) {
            entry.target = Some((page, height));
        }
    }

    /// Writes the outline, if it has entries, and names it in the `catalog`.
    pub(super) fn finish(
        self,
        objects: &mut ObjectWriter<'_, impl Write>,
        catalog: &mut Dictionary,
    ) -> Result<(), Error> {
        if self.entries.is_empty() {
            return Ok(());
        }
        let root = objects.reserve();
        let ids: Vec<ObjectId> = self.entries.iter().map(|_| objects.reserve()).collect();
        let levels: Vec<u8> = self.entries.iter().map(|entry| entry.level).collect();
        let parents = parents(&levels);
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); ids.len()];
        let mut top: Vec<usize> = Vec::new();
        // The siblings before and after each entry.
        let mut neighbours: Vec<(Option<usize>, Option<usize>)> = vec![(None, None); ids.len()];
        for (i, parent) in parents.iter().enumerate() {
            let siblings = parent.map_or(&mut top, |parent| &mut children[parent]);
            if let Some(before) = siblings.last() {
                neighbours[i].0 = Some(*before);
                neighbours[*before].1 = Some(i);
            }
            siblings.push(i);
        }
        for (i, OutlineEntry { level, title, target }) in self.entries.into_iter().enumerate() {
            let mut entry = dictionary! {
                "Title" => text_string(&title),
                "Parent" => parents[i].map_or(root, |parent| ids[parent]),
            };
            if let Some((page, y)) = target {
                entry.set("Dest", vec![page.into(), "XYZ".into(), Object::Null, y.into(), Object::Null]);
            }
            for (key, neighbour) in [("Prev", neighbours[i].0), ("Next", neighbours[i].1)] {
                if let Some(neighbour) = neighbour {
                    entry.set(key, ids[neighbour]);
                }
            }
            if let (Some(first), Some(last)) = (children[i].first(), children[i].last()) {
                entry.set("First", ids[*first]);
                entry.set("Last", ids[*last]);
                // A negative number folds the entry.
                let count = children[i].len() as i64;
                entry.set("Count", if level == PART { -count } else { count });
            }
            objects.put(ids[i], GroupKind::Other, entry)?;
        }
        let mut outline = dictionary! { "Type" => "Outlines" };
        if let (Some(first), Some(last)) = (top.first(), top.last()) {
            outline.set("First", ids[*first]);
            outline.set("Last", ids[*last]);
        }
        let folded = levels.contains(&PART);
        outline.set("Count", if folded { top.len() } else { ids.len() } as i64);
        objects.put(root, GroupKind::Other, outline)?;
        catalog.set("Outlines", root);
        catalog.set("PageMode", "UseOutlines");
        Ok(())
    }
}

/// For each level the index of the entry that it stands under.
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
