//! The structure tree: what a screen reader reads, in document order.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use crate::render::pdf::sheet::{Layout, NodeId, Role, Spoken};

/// Which element each stretch of content belongs to, page by page.
#[derive(Default)]
pub(super) struct Marks {
    pages: BTreeMap<usize, Vec<NodeId>>,
}

impl Marks {
    /// Notes a stretch of `node` on `page` and returns its number there.
    pub(super) fn add(&mut self, page: usize, node: NodeId) -> usize {
        let marks = self.pages.entry(page).or_default();
        marks.push(node);
        marks.len() - 1
    }
}

/// Adds the structure tree of `layout`, whose content `marks` has numbered.
pub(super) fn add(
    file: &mut Document,
    pages: &[ObjectId],
    layout: &Layout,
    marks: &Marks,
) -> lopdf::Result<()> {
    let mut kids: Vec<Vec<Object>> = vec![Vec::new(); layout.tree.len()];
    // The page on which an element begins is told once; only its marks on others say theirs.
    let mut homes: Vec<Option<usize>> = vec![None; layout.tree.len()];
    for (page, nodes) in &marks.pages {
        for (mcid, node) in nodes.iter().enumerate() {
            let mcid = Object::Integer(mcid as i64);
            kids[node.0].push(if *homes[node.0].get_or_insert(*page) == *page {
                mcid
            } else {
                dictionary! { "Type" => "MCR", "Pg" => pages[*page], "MCID" => mcid }.into()
            });
        }
    }
    // From the last to the first, so that the elements inside one are known before it; empty ones are left out.
    let mut filled: Vec<bool> = kids.iter().map(|kids| !kids.is_empty()).collect();
    for (i, node) in layout.tree.iter().enumerate().rev() {
        if let Some(parent) = node.parent {
            filled[parent.0] |= filled[i];
        }
    }
    let mut id = |filled: &bool| if *filled { file.new_object_id() } else { (0, 0) };
    let ids: Vec<ObjectId> = filled.iter().map(&mut id).collect();
    let (root, document) = (id(&true), id(&true));
    let mut top: Vec<Object> = Vec::new();
    for (i, node) in layout.tree.iter().enumerate().rev() {
        let mut inner = std::mem::take(&mut kids[i]);
        if !filled[i] {
            continue;
        }
        let mut element = dictionary! {
            "S" => name(node.role).as_str(),
            "P" => node.parent.map_or(document, |parent| ids[parent.0]),
            "K" => if inner.len() == 1 { inner.remove(0) } else { inner.into() },
        };
        if let Some(page) = homes[i] {
            element.set("Pg", pages[page]);
        }
        if node.role == Role::HeadCell {
            element.set("A", dictionary! { "O" => "Table", "Scope" => "Column" });
        }
        match &node.spoken {
            Some(Spoken::Description(text)) => element.set("Alt", text_string(text)),
            Some(Spoken::Whole(text)) => element.set("ActualText", text_string(text)),
            None => {}
        }
        file.objects.insert(ids[i], element.into());
        let siblings = node.parent.map_or(&mut top, |parent| &mut kids[parent.0]);
        siblings.insert(0, ids[i].into());
    }
    let whole = dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root, "K" => top };
    file.objects.insert(document, whole.into());
    let mut numbers: Vec<Object> = Vec::new();
    for (page, nodes) in &marks.pages {
        let owners: Vec<Object> = nodes.iter().map(|node| ids[node.0].into()).collect();
        numbers.extend([Object::Integer(*page as i64), owners.into()]);
        let page_dict = file.get_object_mut(pages[*page])?.as_dict_mut()?;
        page_dict.set("StructParents", *page as i64);
        page_dict.set("Tabs", "S");
    }
    let tree = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => document,
        "ParentTree" => dictionary! { "Nums" => numbers },
        "ParentTreeNextKey" => pages.len() as i64,
    };
    file.objects.insert(root, tree.into());
    let mut marked = Dictionary::new();
    marked.set("Marked", true);
    let catalog = file.catalog_mut()?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", marked);
    Ok(())
}

/// The standard structure type of a role.
fn name(role: Role) -> String {
    match role {
        Role::Heading(level) => return format!("H{level}"),
        Role::Paragraph => "P",
        Role::Quote => "BlockQuote",
        Role::List => "L",
        Role::ListItem => "LI",
        Role::Label => "Lbl",
        Role::ListBody => "LBody",
        Role::Code => "Code",
        Role::Table => "Table",
        Role::Row => "TR",
        Role::HeadCell => "TH",
        Role::Cell => "TD",
        Role::Figure => "Figure",
        Role::Division => "Div",
        Role::Part => "Part",
    }
    .to_owned()
}
