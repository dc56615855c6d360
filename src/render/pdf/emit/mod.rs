//! Emit: pages of items become a PDF file. The one user of the PDF libraries.
//!
//! printpdf embeds the faces, once a run; `drawing` says what is on the pages; lopdf holds the objects; `pack` writes
//! them.

mod catalog;
mod content;
mod drawing;
mod faces;
mod form;
mod meaning;
mod missing;
mod outline;
mod pack;
mod tags;

use lopdf::{Dictionary, Document};

use super::Page;
use super::fonts::Fonts;
use super::sheet::Layout;
use faces::Subsets;
pub(super) use faces::{Subset, Used};
use missing::Missing;
pub(super) use pack::Deflated;
use tags::Marks;

/// `layout` as a PDF file.
pub(super) fn emit(layout: &Layout, page: &Page, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let kept = &fonts.kept;
    let height = page.size().1;
    let subsets = Subsets::of(&layout.sheets, fonts)?;
    let missing = Missing::of(&layout.missing());
    let mut marks = Marks::default();
    let draw = |(number, sheet)| content::content(sheet, number, height, (&subsets, &missing), &mut marks);
    let contents = layout.sheets.iter().enumerate().map(draw).collect();
    let mut file = Document::with_version("1.7");
    let mut fonts = Dictionary::new();
    subsets.add(&mut file, &mut fonts);
    missing.add(&mut file, &mut fonts);
    let pages = catalog::add(&mut file, page, layout, fonts, contents);
    catalog::add_links(&mut file, &pages, layout, height)?;
    form::add(&mut file, &pages, layout, height)?;
    outline::add(&mut file, &pages, layout, height)?;
    // The structure comes last: it is often the same in many files, and is compressed by itself.
    let apart = file.max_id;
    tags::add(&mut file, &pages, layout, &marks)?;
    Ok(pack::pack(file, apart, &kept.deflated)?)
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
