//! The structure tree: what a screen reader reads, in document order.

use std::io::Write;

use lopdf::{Dictionary, Object, ObjectId, dictionary, text_string};

use super::error::Error;
use super::objects::{GroupKind, ObjectWriter};
use crate::render::pdf::pages::{Node, NodeId, Spoken, TagRole};

/// A page with content that belongs to elements.
pub(super) struct MarkedPage {
    pub(super) id: ObjectId,
    /// Its key in the parent tree.
    pub(super) key: usize,
    /// The element of each mark, in the order of their numbers.
    pub(super) marks: Vec<NodeId>,
    /// Its widgets.
    pub(super) widgets: Vec<Widget>,
}

/// A widget that belongs to an element.
#[derive(Clone, Copy)]
pub(super) struct Widget {
    pub(super) id: ObjectId,
    /// Its key in the parent tree.
    pub(super) key: i64,
    pub(super) node: NodeId,
}

/// The structure tree as far as it is written.
pub(super) struct StructureWriter {
    /// The element of the whole file.
    document: ObjectId,
    /// The elements right below it.
    top: Vec<Object>,
    /// The leaves of the parent tree, one for each document.
    parents: Vec<Object>,
    /// The keys of all widgets, each with its element. They are higher than those of pages.
    widgets: Vec<Object>,
    widget_keys: Option<(i64, i64)>,
}

impl StructureWriter {
    pub(super) fn new(objects: &mut ObjectWriter<'_, impl Write>) -> Self {
        Self {
            document: objects.reserve(),
            top: Vec::new(),
            parents: Vec::new(),
            widgets: Vec::new(),
            widget_keys: None,
        }
    }

    /// Writes the elements of `tree`, which have content on `pages`; inside an element of their own, if they are a `part`
    /// of the file.
    pub(super) fn add(
        &mut self,
        objects: &mut ObjectWriter<'_, impl Write>,
        tree: &[Node],
        pages: &[MarkedPage],
        part: bool,
    ) -> Result<(), Error> {
        let (first, last) = match pages {
            [] => return Ok(()),
            [first, ..] => (first.key, pages.last().map_or(first.key, |page| page.key)),
        };
        let parent = if part { objects.reserve() } else { self.document };
        let (ids, top) = write_elements(objects, tree, pages, parent)?;
        if part {
            let element = dictionary! { "S" => "Part", "P" => self.document, "K" => top };
            objects.put(parent, GroupKind::Structure, element)?;
            self.top.push(parent.into());
        } else {
            self.top.extend(top);
        }
        let mut numbers: Vec<Object> = Vec::with_capacity(2 * pages.len());
        for page in pages {
            let owners: Vec<Object> = page.marks.iter().map(|node| ids[node.0].into()).collect();
            numbers.extend([Object::Integer(page.key as i64), owners.into()]);
        }
        for Widget { key, node, .. } in pages.iter().flat_map(|page| &page.widgets) {
            self.widgets.extend([Object::Integer(*key), ids[node.0].into()]);
            self.widget_keys = Some((self.widget_keys.map_or(*key, |(first, _)| first), *key));
        }
        let limits: Vec<Object> = [first, last].map(|key| Object::Integer(key as i64)).to_vec();
        let leaf = objects.reserve();
        objects.put(leaf, GroupKind::Structure, dictionary! { "Limits" => limits, "Nums" => numbers })?;
        self.parents.push(leaf.into());
        // One document, one group: its like in another file is the same bytes, and compressed already.
        objects.end_group(GroupKind::Structure)
    }

    /// Writes the root of the tree, and names it in the `catalog`. The keys of pages are below `next_key`.
    pub(super) fn finish(
        mut self,
        objects: &mut ObjectWriter<'_, impl Write>,
        next_key: usize,
        catalog: &mut Dictionary,
    ) -> Result<(), Error> {
        let mut next_key = next_key as i64;
        if let Some((first, last)) = self.widget_keys {
            let limits: Vec<Object> = [first, last].map(Object::Integer).to_vec();
            let leaf = objects.add(dictionary! { "Limits" => limits, "Nums" => self.widgets })?;
            self.parents.push(leaf.into());
            next_key = last + 1;
        }
        let root = objects.add(dictionary! {
            "Type" => "StructTreeRoot",
            "K" => self.document,
            "ParentTree" => dictionary! { "Kids" => self.parents },
            "ParentTreeNextKey" => next_key,
        })?;
        let document =
            dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root, "K" => self.top };
        objects.put(self.document, GroupKind::Other, document)?;
        catalog.set("StructTreeRoot", root);
        catalog.set("MarkInfo", dictionary! { "Marked" => true });
        Ok(())
    }
}

/// Writes the elements of `tree` that have content, below `parent`; returns the numbers of all, and those at the top.
fn write_elements(
    objects: &mut ObjectWriter<'_, impl Write>,
    tree: &[Node],
    pages: &[MarkedPage],
    parent: ObjectId,
) -> Result<(Vec<ObjectId>, Vec<Object>), Error> {
    let mut content: Vec<Vec<Object>> = vec![Vec::new(); tree.len()];
    // An element names the page on which it begins; only its marks on other pages name theirs.
    let mut homes: Vec<Option<ObjectId>> = vec![None; tree.len()];
    for page in pages {
        for (mark, node) in page.marks.iter().enumerate() {
            let mark = Object::Integer(mark as i64);
            content[node.0].push(if *homes[node.0].get_or_insert(page.id) == page.id {
                mark
            } else {
                dictionary! { "Type" => "MCR", "Pg" => page.id, "MCID" => mark }.into()
            });
        }
    }
    for page in pages {
        for Widget { id, node, .. } in &page.widgets {
            content[node.0].push(dictionary! { "Type" => "OBJR", "Pg" => page.id, "Obj" => *id }.into());
        }
    }
    // In reverse, since children come after their parents.
    let mut filled: Vec<bool> = content.iter().map(|marks| !marks.is_empty()).collect();
    for (i, node) in tree.iter().enumerate().rev() {
        if let Some(parent) = node.parent {
            filled[parent.0] |= filled[i];
        }
    }
    let ids: Vec<ObjectId> =
        filled.iter().map(|filled| if *filled { objects.reserve() } else { (0, 0) }).collect();
    // Each list from the last to the first.
    let mut children: Vec<Vec<Object>> = vec![Vec::new(); tree.len()];
    let mut top: Vec<Object> = Vec::new();
    for (i, node) in tree.iter().enumerate().rev().filter(|(i, _)| filled[*i]) {
        let mut kids = std::mem::take(&mut children[i]);
        kids.reverse();
        kids.append(&mut content[i]);
        let mut element = dictionary! {
            "S" => structure_type(node.role).as_str(),
            "P" => node.parent.map_or(parent, |parent| ids[parent.0]),
            "K" => if kids.len() == 1 { kids.remove(0) } else { kids.into() },
        };
        if let Some(page) = homes[i] {
            element.set("Pg", page);
        }
        if node.role == TagRole::HeadCell {
            element.set("A", dictionary! { "O" => "Table", "Scope" => "Column" });
        }
        match &node.spoken {
            Some(Spoken::Description(text)) => element.set("Alt", text_string(text)),
            Some(Spoken::FullText(text)) => element.set("ActualText", text_string(text)),
            None => {}
        }
        objects.put(ids[i], GroupKind::Structure, element)?;
        node.parent.map_or(&mut top, |parent| &mut children[parent.0]).push(ids[i].into());
    }
    top.reverse();
    Ok((ids, top))
}

/// The standard structure type of a role.
fn structure_type(role: TagRole) -> String {
    let name = match role {
        TagRole::Heading(level) => return format!("H{level}"),
        TagRole::Paragraph => "P",
        TagRole::Quote => "BlockQuote",
        TagRole::List => "L",
        TagRole::ListItem => "LI",
        TagRole::Label => "Lbl",
        TagRole::ListBody => "LBody",
        TagRole::Code => "Code",
        TagRole::Table => "Table",
        TagRole::Row => "TR",
        TagRole::HeadCell => "TH",
        TagRole::Cell => "TD",
        TagRole::Figure => "Figure",
        TagRole::Division => "Div",
        TagRole::Form => "Form",
    };
    name.to_owned()
}
