//! Emit: pages of items become a PDF file. The one user of the PDF libraries.
//!
//! printpdf writes fonts and page contents, lopdf puts right and adds what it lacks: outline, structure, catalogue.

mod catalog;
mod content;
mod faces;
mod form;
mod lean;
mod missing;
mod outline;
mod pack;
mod tags;

use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};

use super::Page;
use super::fonts::Fonts;
use super::sheet::Layout;
pub(super) use faces::Subset;
use faces::Subsets;
use missing::Missing;
use tags::Marks;

/// `layout` as a PDF file.
pub(super) fn emit(layout: &Layout, page: &Page, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let (width, height) = page.size();
    let subsets = Subsets::of(&layout.sheets, fonts)?;
    let missing = Missing::of(&layout.sheets);
    let mut document = PdfDocument::new(&page.title);
    document.metadata.info.author.clone_from(&page.author);
    document.resources.fonts.map = subsets.embedded();
    let mut marks = Marks::default();
    let size = (Mm(width / MM), Mm(height / MM));
    let pages = layout.sheets.iter().enumerate().map(|(number, sheet)| {
        PdfPage::new(size.0, size.1, content::ops(sheet, number, height, (&subsets, &missing), &mut marks))
    });
    document.with_pages(pages.collect());
    // By default it drops operators that it doesn't know.
    let options = PdfSaveOptions { secure: false, ..PdfSaveOptions::default() };
    let mut file = document.to_lopdf_document(&options, &mut Vec::new());
    let pages: Vec<lopdf::ObjectId> = file.get_pages().into_values().collect();
    missing.add(&mut file, &pages)?;
    Ok(finish(&mut file, layout, page, &marks)?)
}

/// Puts the object model right and writes it.
fn finish(file: &mut lopdf::Document, layout: &Layout, page: &Page, marks: &Marks) -> lopdf::Result<Vec<u8>> {
    let pages: Vec<lopdf::ObjectId> = file.get_pages().into_values().collect();
    catalog::repair(file)?;
    catalog::describe(file, page, layout)?;
    catalog::add_links(file, &pages, layout, page.size().1)?;
    form::add(file, &pages, layout, page.size().1)?;
    outline::add(file, &pages, layout, page.size().1)?;
    tags::add(file, &pages, layout, marks)?;
    file.prune_objects();
    slim(file, &pages)?;
    file.renumber_objects();
    file.compress();
    pack::pack(file)
}

/// Makes the contents of the pages lean.
fn slim(file: &mut lopdf::Document, pages: &[lopdf::ObjectId]) -> lopdf::Result<()> {
    for page in pages {
        let content = lean::lean(file.get_and_decode_page_content(*page)?).encode()?;
        file.change_page_content(*page, content)?;
    }
    Ok(())
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    /// The used glyphs could not be cut out of a font.
    #[error("a font could not be cut to the glyphs that are used: {0}")]
    Subset(#[from] subsetter::Error),
    /// The cut font could not be embedded.
    #[error("a font could not be embedded")]
    Embed,
    /// The object model could not be put right or written.
    #[error("the file could not be put together: {0}")]
    File(#[from] lopdf::Error),
}

/// Points in a millimetre.
const MM: f32 = 72.0 / 25.4;

#[cfg(test)]
mod tests {
    use lopdf::{Document, Object};

    use crate::document::parse;
    use crate::render::Page;
    use crate::render::pdf::fonts::tests::shipped;
    use crate::render::pdf::write;

    fn packet() -> Vec<u8> {
        let document = parse(include_str!("../../fixtures/packet.md"), "packet.md").unwrap();
        let page =
            Page { title: "Zoë".into(), author: "Team Ł".into(), language: "pl".into(), ..Page::default() };
        let written = write(&document, &page, shipped());
        assert_eq!(written.warnings, []);
        written.value
    }

    #[test]
    fn the_same_document_is_the_same_bytes() {
        assert_eq!(packet(), packet());
        assert!(packet().len() < 45_000, "{}", packet().len());
    }

    #[test]
    fn the_catalogue_is_right() {
        let file = Document::load_mem(&packet()).unwrap();
        assert_eq!(file.version, "1.7");
        let catalog = file.catalog().unwrap();
        assert_eq!(catalog.get(b"PageMode").unwrap(), &Object::Name(b"UseOutlines".to_vec()));
        assert_eq!(lopdf::decode_text_string(catalog.get(b"Lang").unwrap()).unwrap(), "pl");
        for key in ["Outlines", "StructTreeRoot", "MarkInfo", "PageLabels", "ViewerPreferences"] {
            assert!(catalog.has(key.as_bytes()), "{key}");
        }
        let info = file.trailer.get(b"Info").unwrap().as_reference().unwrap();
        let info = file.get_dictionary(info).unwrap();
        let keys: Vec<String> =
            info.iter().map(|(key, _)| String::from_utf8_lossy(key).into_owned()).collect();
        assert!(keys.iter().all(|key| ["Title", "Author", "Producer"].contains(&key.as_str())), "{keys:?}");
        assert_eq!(lopdf::decode_text_string(info.get(b"Author").unwrap()).unwrap(), "Team Ł");
    }

    #[test]
    fn text_is_read_back_with_its_accents() {
        let file = Document::load_mem(&packet()).unwrap();
        let text = file.extract_text(&[1, 2]).unwrap();
        for name in ["Zoë Łukasiewicz", "Γεώργιος Παπαδόπουλος", "Дмитрий Шостакович", "Ağaoğlu"]
        {
            assert!(text.contains(name), "{name} in {text}");
        }
    }

    #[test]
    fn every_stretch_of_text_belongs_to_an_element() {
        let file = Document::load_mem(&packet()).unwrap();
        let root = file.catalog().unwrap().get(b"StructTreeRoot").unwrap().as_reference().unwrap();
        let numbers = file.get_dictionary(root).unwrap().get(b"ParentTree").unwrap();
        let numbers = file.dereference(numbers).unwrap().1.as_dict().unwrap().get(b"Nums").unwrap();
        let owners = numbers.as_array().unwrap().iter().filter_map(|entry| entry.as_array().ok());
        for (page, owners) in file.get_pages().into_values().zip(owners) {
            let content = file.get_and_decode_page_content(page).unwrap();
            let marks = content.operations.iter().filter(|op| op.operator == "BDC").count();
            assert_eq!(marks, owners.len());
            assert!(owners.iter().all(|owner| file.get_dictionary(owner.as_reference().unwrap()).is_ok()));
        }
    }
}
