//! The frame of a file: catalogue, information, pages, and the links on them.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};

use crate::render::Page;
use crate::render::pdf::sheet::{Item, Layout};

/// Adds the catalogue with language, page labels and the title in the window, the information, and a page for each of
/// `contents`, in parts, that draws with `fonts`; returns the pages.
pub(super) fn add(
    file: &mut Document,
    page: &Page,
    layout: &Layout,
    fonts: Dictionary,
    contents: Vec<Vec<Vec<u8>>>,
) -> Vec<ObjectId> {
    let tree = file.new_object_id();
    let fonts = file.add_object(fonts);
    let (width, height) = page.size();
    let mut pages = Vec::with_capacity(contents.len());
    for content in contents {
        let mut part = |bytes| Object::from(file.add_object(Stream::new(Dictionary::new(), bytes)));
        let content: Vec<Object> = content.into_iter().map(&mut part).collect();
        pages.push(file.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => tree,
            "MediaBox" => vec![0.into(), 0.into(), width.into(), height.into()],
            "Resources" => dictionary! { "Font" => fonts },
            "Contents" => content,
        }));
    }
    let kids: Vec<Object> = pages.iter().map(|page| (*page).into()).collect();
    let whole = dictionary! { "Type" => "Pages", "Count" => pages.len() as i64, "Kids" => kids };
    file.objects.insert(tree, whole.into());
    let catalog = file.add_object(dictionary! {
        "Type" => "Catalog",
        "Pages" => tree,
        "Lang" => text_string(if page.language.is_empty() { "en" } else { &page.language }),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "PageLabels" => dictionary! { "Nums" => labels(layout) },
    });
    let info = file.add_object(dictionary! {
        "Title" => text_string(&page.title),
        "Author" => text_string(&page.author),
        "Producer" => text_string("panelkit"),
    });
    file.trailer = dictionary! { "Root" => catalog, "Info" => info };
    pages
}

fn labels(layout: &Layout) -> Vec<Object> {
    let mut labels: Vec<Object> = Vec::new();
    for label in &layout.labels {
        let mut form = dictionary! { "S" => "D" };
        if !label.prefix.is_empty() {
            form.set("P", text_string(&label.prefix));
        }
        labels.extend([Object::Integer(label.first as i64), form.into()]);
    }
    labels
}

/// Adds an annotation for each link.
pub(super) fn add_links(
    file: &mut Document,
    pages: &[ObjectId],
    layout: &Layout,
    page_height: f32,
) -> lopdf::Result<()> {
    for (sheet, page) in layout.sheets.iter().zip(pages) {
        let mut annotations: Vec<Object> = Vec::new();
        for item in &sheet.items {
            let Item::Link { x, y, width, height, url } = item else { continue };
            let corners = [*x, page_height - y - height, x + width, page_height - y];
            let action = dictionary! { "S" => "URI", "URI" => Object::string_literal(url.as_bytes()) };
            let annotation = dictionary! {
                "Type" => "Annot",
                "Subtype" => "Link",
                "Rect" => corners.map(Object::Real).to_vec(),
                "Border" => vec![0.into(), 0.into(), 0.into()],
                "A" => action,
            };
            annotations.push(file.add_object(annotation).into());
        }
        if !annotations.is_empty() {
            file.get_object_mut(*page)?.as_dict_mut()?.set("Annots", annotations);
        }
    }
    Ok(())
}
