//! The catalogue of a file: what printpdf writes wrongly is put right, what it leaves out is added.

use lopdf::{Document, Object, ObjectId, StringFormat, dictionary, text_string};

use crate::render::Page;
use crate::render::pdf::sheet::{Item, Layout};
use crate::text::fnv1a;

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
pub(super) fn describe(file: &mut Document, page: &Page) -> lopdf::Result<()> {
    if let Some(info) = file.trailer.get(b"Info").ok().and_then(|info| info.as_reference().ok()) {
        let info = file.get_object_mut(info)?.as_dict_mut()?;
        info.set("Title", text_string(&page.title));
        info.set("Author", text_string(&page.author));
    }
    let catalog = file.catalog_mut()?;
    catalog.set("Lang", text_string(if page.language.is_empty() { "en" } else { &page.language }));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    let decimal = dictionary! { "S" => "D" };
    catalog.set("PageLabels", dictionary! { "Nums" => vec![Object::Integer(0), decimal.into()] });
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

/// Names the file by its content, so that the same content has the same name.
pub(super) fn identify(file: &mut Document) -> lopdf::Result<()> {
    file.trailer.remove(b"ID");
    let mut bytes = Vec::new();
    file.clone().save_to(&mut bytes)?;
    let (front, back) = (fnv1a(&bytes), fnv1a(&bytes.iter().rev().copied().collect::<Vec<u8>>()));
    let id = [front.to_be_bytes(), back.to_be_bytes()].concat();
    let id = Object::String(id, StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);
    Ok(())
}
