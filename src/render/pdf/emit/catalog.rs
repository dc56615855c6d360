//! The catalogue of a file: what printpdf writes wrongly is put right, what it leaves out is added.

use lopdf::{Document, Object, ObjectId, dictionary, text_string};

use crate::render::Page;
use crate::render::pdf::sheet::{Item, Layout};

/// Entries of the information dictionary that printpdf writes without a value, or with the time.
const HOLLOW: [&str; 8] =
    ["GTS_PDFXVersion", "Identifier", "Trapped", "Keywords", "Subject", "CreationDate", "ModDate", "Creator"];

/// Puts version, page mode, dates and metadata right.
pub(super) fn repair(file: &mut Document) -> lopdf::Result<()> {
    "1.7".clone_into(&mut file.version);
    if let Some(info) = file.trailer.get(b"Info").ok().and_then(|info| info.as_reference().ok()) {
        let info = file.get_object_mut(info)?.as_dict_mut()?;
        for key in HOLLOW {
            info.remove(key.as_bytes());
        }
        info.set("Producer", text_string("panelkit"));
    }
    let catalog = file.catalog_mut()?;
    for key in ["PageMode", "PageLayout", "Metadata", "OutputIntents", "Outlines"] {
        catalog.remove(key.as_bytes());
    }
    Ok(())
}

/// Adds language, page labels, and the title in the window.
pub(super) fn describe(file: &mut Document, page: &Page, layout: &Layout) -> lopdf::Result<()> {
    if let Some(info) = file.trailer.get(b"Info").ok().and_then(|info| info.as_reference().ok()) {
        let info = file.get_object_mut(info)?.as_dict_mut()?;
        info.set("Title", text_string(&page.title));
        info.set("Author", text_string(&page.author));
    }
    let catalog = file.catalog_mut()?;
    catalog.set("Lang", text_string(if page.language.is_empty() { "en" } else { &page.language }));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    let mut labels: Vec<Object> = Vec::new();
    for label in &layout.labels {
        let mut form = dictionary! { "S" => "D" };
        if !label.prefix.is_empty() {
            form.set("P", text_string(&label.prefix));
        }
        labels.extend([Object::Integer(label.first as i64), form.into()]);
    }
    catalog.set("PageLabels", dictionary! { "Nums" => labels });
    Ok(())
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
