//! Several laid-out documents as one: each begins on an odd page, so that a duplex print keeps them apart.

use super::sheet::{Bookmark, Item, Label, Layout, Node, NodeId, Role, Sheet};

/// Where the entry of a document leads: the top of its first page.
const TOP: f32 = 10.0;

/// `parts`, each with its title, one after the other; the outline has an entry for each.
pub(super) fn merge(parts: Vec<(String, Layout)>) -> Layout {
    let mut whole = Layout { sheets: Vec::new(), outline: Vec::new(), tree: Vec::new(), labels: Vec::new() };
    for (title, part) in parts {
        if whole.sheets.len() % 2 == 1 {
            whole.sheets.push(Sheet::default());
        }
        whole.labels.push(Label { first: whole.sheets.len(), prefix: format!("{title}, page ") });
        let root = NodeId(whole.tree.len());
        whole.tree.push(Node { role: Role::Part, parent: None, spoken: None });
        let (nodes, bookmarks) = (whole.tree.len(), whole.outline.len() + 1);
        let entry = Item::Anchor { y: TOP, bookmark: whole.outline.len() };
        whole.outline.push(Bookmark { level: 0, title });
        whole.outline.extend(part.outline);
        whole.tree.extend(part.tree.into_iter().map(|node| Node {
            parent: Some(node.parent.map_or(root, |parent| NodeId(parent.0 + nodes))),
            ..node
        }));
        let mut entry = Some(entry);
        for sheet in part.sheets {
            let items = sheet.items.into_iter().map(|item| item.renumbered(nodes, bookmarks));
            let items = entry.take().into_iter().chain(items).collect();
            whole.sheets.push(Sheet { items, edges: sheet.edges });
        }
    }
    whole
}
